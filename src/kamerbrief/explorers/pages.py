"""What a notebook shows without controls: the legend, a passage, its figures, its words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kamerbrief.charts import theme
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import read_ledger
from kamerbrief.explorers.badges import badge, figure_badge, home
from kamerbrief.explorers.walk import topic
from kamerbrief.letter import Part, read_letter


@dataclass(frozen=True)
class Page:
    """A piece of page: HTML for the eye, the same in plain text for a preview and for tests."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


class Show:
    """What a notebook shows, said by one edition."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def badges(self) -> Page:
        """The four badges and what they mean; brings the page's style with it."""
        rows = [
            (
                kind,
                self._words.text(f"badge.{kind}.name"),
                self._words.text(f"badge.{kind}.meaning"),
            )
            for kind in theme.KINDS
        ]
        items = "".join(
            f"<li>{badge(kind, name)} {escape(meaning)}</li>" for kind, name, meaning in rows
        )
        legend = self._frame(f'<ul class="kb-legend">{items}</ul>')
        return Page(
            f"<style>{theme.stylesheet()}</style>{legend}",
            "\n".join(f"{name}: {meaning}" for _, name, meaning in rows),
        )

    def passage(self, name: str) -> Page:
        """A topic's passage of the letter, sentence by sentence, with its lines and a translation.

        Args:
            name: of the topic.
        """
        rows, texts = [], []
        for part in _parts(topic(name).passage):
            where = lines(part.lines, self._words)
            rows.append(
                f'<li><span class="kb-where">{escape(where)}</span>'
                f'<q lang="nl">{escape(part.text)}</q>{self._translation(part)}</li>'
            )
            texts.append(f"{where}: {part.text}")
        return Page(self._frame(f'<ol class="kb-passage">{"".join(rows)}</ol>'), "\n".join(texts))

    def figures(self, name: str) -> Page:
        """A topic's figures, each with its badge, and what the letter does not say beside them.

        Args:
            name: of the topic.
        """
        ledger, words = read_ledger(), self._words
        rows, texts = [], []
        for figure_id in topic(name).figures:
            figure = ledger[figure_id]
            label, value = words.text(f"claim.{figure_id}"), words.figure(figure_id)
            silences = [words.text(f"silence.{item.id}") for item in ledger.silences(figure_id)]
            unsaid = "".join(f'<p class="kb-note">{escape(text)}</p>' for text in silences)
            rows.append(
                f'<tr><th scope="row">{escape(label)}{unsaid}</th>'
                f'<td class="kb-value">{escape(value)}</td><td>{figure_badge(figure, words)}</td></tr>'
            )
            texts.append(f"{label}: {value} [{home(figure, words)}]")
            texts.extend(f"    {text}" for text in silences)
        table = f'<table class="kb-table"><tbody>{"".join(rows)}</tbody></table>'
        return Page(self._frame(table), "\n".join(texts))

    def terms(self, name: str) -> Page:
        """A topic's terms in Dutch and in the edition's language, with what they mean.

        Args:
            name: of the topic.
        """
        words, entries, texts = self._words, [], []
        for term in topic(name).terms:
            dutch, gloss, meaning = (
                words.text(f"term.{term}.{key}") for key in ("dutch", "gloss", "meaning")
            )
            entries.append(
                f'<dt><span lang="nl">{escape(dutch)}</span> · {escape(gloss)}</dt>'
                f"<dd>{escape(meaning)}</dd>"
            )
            texts.append(f"{dutch} · {gloss}: {meaning}")
        return Page(self._frame(f'<dl class="kb-terms">{"".join(entries)}</dl>'), "\n".join(texts))

    def _translation(self, part: Part) -> str:
        key = f"sentence.{part.id}"
        return f"<p>{escape(self._words.text(key))}</p>" if self._words.has(key) else ""

    def _frame(self, html: str) -> str:
        return f'<div class="kb-page" lang="{self._words.lang}">{html}</div>'


def lines(numbers: tuple[int, ...], words: Wording) -> str:
    """The lines a passage stands on, in words; over a page break, the two runs.

    >>> from kamerbrief.editions import Words
    >>> lines((34, 41, 42, 43), Words("en"))
    'lines 34, 41–43'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    text = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return words.text("lines.one" if len(numbers) == 1 else "lines.many", lines=text)


def _parts(ids: tuple[str, ...]) -> list[Part]:
    """The sentences with these ids; the id of a paragraph stands for all of its sentences."""
    letter = read_letter()
    found: list[Part] = []
    for wanted in ids:
        matches = [
            s for s in letter.sentences if s.id == wanted or s.id.rpartition(".")[0] == wanted
        ]
        if not matches:
            raise KeyError(f"no sentence or paragraph {wanted!r} in the letter")
        found += matches
    return found
