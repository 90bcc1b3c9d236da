"""What a notebook shows without controls: the legend, a passage, its figures, its words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kamerbrief.claims import Measure, Phrase, read_ledger
from kamerbrief.letter import Part, read_letter
from kamerbrief.notebook.desk import Desk
from kamerbrief.notebook.shelf import Shelf
from kamerbrief.scenes import theme
from kamerbrief.scenes.badges import badge, figure_badge, home, lines
from kamerbrief.scenes.glossary import anchor
from kamerbrief.scenes.language import dutch, figure_html, quote, said
from kamerbrief.scenes.tables import figures_with_badges, sentence, table
from kamerbrief.scenes.walk import notebooks_with, topic
from kamerbrief.scenes.wording import Wording


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
            f"<li>{badge(kind, escape(name))} {escape(meaning)}</li>"
            for kind, name, meaning in rows
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
                f"{quote(part.text)}{self._translation(part)}</li>"
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
            label = words.text(f"claim.{figure_id}")
            silences = [words.text(f"silence.{item.id}") for item in ledger.silences(figure_id)]
            unsaid = "".join(f'<p class="kb-note">{escape(text)}</p>' for text in silences)
            rows.append(
                f'<tr><th scope="row">{escape(label)}{unsaid}</th>'
                f'<td class="kb-value">{figure_html(figure, words)}</td>'
                f"<td>{figure_badge(figure, words)}</td></tr>"
            )
            texts.append(f"{_said(figure_id, words)} [{home(figure, words)}]")
            texts.extend(f"    {text}" for text in silences)
        table = f'<table class="kb-table"><tbody>{"".join(rows)}</tbody></table>'
        return Page(self._frame(table), "\n".join(texts))

    def phrases(self) -> Page:
        """What the letter retells of the survey, phrase by phrase, with the published figures."""
        ledger, words = read_ledger(), self._words
        heads = [words.text(f"phrases.head.{name}") for name in ("phrase", "published")]
        rows, texts = [], []
        for phrase in ledger.of(Phrase):
            where = lines(phrase.lines, words)
            figures = [_said(figure, words) for figure in phrase.figures]
            published = figures_with_badges(phrase.figures, words)
            gloss = words.text(f"phrase.{phrase.id}")
            rows.append(
                [
                    f"{sentence(phrase.lines, phrase.quote, words)}<br>{escape(gloss)}",
                    "<br>".join(published) or escape(words.text("phrases.none")),
                ]
            )
            texts.append(
                f"{where}: {phrase.quote} [{'; '.join(figures) or words.text('phrases.none')}]"
            )
        return Page(self._frame(table(heads, rows)), "\n".join(texts))

    def measures(self) -> Page:
        """The letter's measures of targeted support: amount, for whom, for how long, and outside."""
        ledger, words = read_ledger(), self._words
        names = ("measure", "amount", "group", "term", "outside")
        heads = [words.text(f"measures.head.{name}") for name in names]
        none = words.text("measures.none")
        rows, texts = [], []
        for measure in ledger.of(Measure):
            where = lines(measure.lines, words)
            amount = words.figure(measure.amount) if measure.amount else none
            outside = [_said(figure, words) for figure in measure.outside]
            name = words.text(f"measure.{measure.id}")
            rows.append(
                [
                    f'{escape(name)} <span class="kb-where">{escape(where)}</span>',
                    escape(amount)
                    + (f" {figure_badge(ledger[measure.amount], words)}" if measure.amount else ""),
                    self._quoted(measure.group, f"measure.{measure.id}.group") or escape(none),
                    self._quoted(measure.term, f"measure.{measure.id}.term") or escape(none),
                    "<br>".join(figures_with_badges(measure.outside, words)) or escape(none),
                ]
            )
            parts = (
                amount,
                measure.group or none,
                measure.term or none,
                "; ".join(outside) or none,
            )
            texts.append(f"{name} ({where}): {' | '.join(parts)}")
        return Page(self._frame(table(heads, rows)), "\n".join(texts))

    def terms(self, name: str) -> Page:
        """A topic's terms: the Dutch name, another language's, the meaning, and where it is explained.

        The other language is the edition's; the Dutch edition gives the English name.

        Args:
            name: of the topic.
        """
        words, entries, texts = self._words, [], []
        other = "en" if words.lang == "nl" else words.lang
        for term in topic(name).terms:
            dutch_name = read_ledger().term(term).name
            gloss, meaning = (words.text(f"term.{term}.{key}") for key in ("gloss", "meaning"))
            where = words.text("term.where", notebooks=notebooks_with(term, words))
            entries.append(
                f'<dt id="{anchor(term)}">{dutch(dutch_name)} · '
                f'<span lang="{other}">{escape(gloss)}</span></dt>'
                f'<dd>{said(meaning)} <span class="kb-where">{escape(where)}</span></dd>'
            )
            texts.append(f"{dutch_name} · {gloss}: {meaning} ({where})")
        return Page(self._frame(f'<dl class="kb-terms">{"".join(entries)}</dl>'), "\n".join(texts))

    def _translation(self, part: Part) -> str:
        return f"<p>{escape(self._words.text(f'sentence.{part.id}'))}</p>"

    def briefing(self) -> Desk:
        """The letter on one page to take along, with the reader's own settings."""
        return Desk(self._words)

    def scenarios(self) -> Shelf:
        """Divisions of the budget to keep by name, compare, take along and open again."""
        return Shelf(self._words)

    def _quoted(self, text: str, key: str) -> str:
        """The letter's words with what they mean, as HTML; nothing where there are none."""
        if not text:
            return ""
        return f"{quote(text)}<br>{escape(self._words.text(key))}"

    def _frame(self, html: str) -> str:
        return f'<div class="kb-page" lang="{self._words.lang}">{html}</div>'


def _said(figure: str, words: Wording) -> str:
    return f"{words.text(f'claim.{figure}')}: {words.figure(figure)}"


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
