"""The badge that says where a figure comes from, and the words for that place and for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape

from kamerbrief.claims import Assumption, Derived, Figure, Kind, LetterClaim, Source, read_ledger
from kamerbrief.scenes.language import dutch
from kamerbrief.scenes.wording import Wording


def badge(kind: Kind, html: str) -> str:
    """A badge as HTML: the kind's colour and sign, and what it says.

    >>> badge("letter", "letter, line 29")
    '<span class="kb-badge kb-badge-letter">letter, line 29</span>'
    """
    return f'<span class="kb-badge kb-badge-{kind}">{html}</span>'


def status(html: str, words: Wording) -> str:
    """What is said after somebody chose or asked something, as HTML that a screen reader speaks."""
    return f'<p class="kb-reading" role="status" lang="{words.lang}">{html}</p>'


def refusal(text: str) -> str:
    """Why something was not taken, as HTML that a screen reader speaks at once."""
    return f'<p class="kb-number-message" role="alert">{escape(text)}</p>'


def home(figure: Figure, words: Wording) -> str:
    """Where a figure comes from, in words: its line, its expression, its source, or us."""
    match figure:
        case LetterClaim():
            first, last = figure.lines[0], figure.lines[-1]
            key = "home.letter-line" if first == last else "home.letter-lines"
            return words.text(key, first=first, last=last)
        case Derived():
            return words.text("home.derived", expression=formula(figure, words))
        case Source():
            confidence = words.text(f"confidence.{figure.confidence}")
            return words.text(
                "home.source", title=figure.title, year=year(figure, words), confidence=confidence
            )
    return words.text("home.assumption")


def homed(figure: Figure, words: Wording) -> str:
    """Where a figure comes from, as HTML in which the titles of sources are marked as Dutch."""
    html = escape(home(figure, words))
    if isinstance(figure, Source):
        html = html.replace(escape(figure.title), dutch(figure.title))
    return html


def year(source: Source, words: Wording) -> str:
    """When a source's figure is of, and what to know about that, such as "2018, plan from 2020"."""
    about = words.say(source.about, "year")
    notes = (words.text(f"source-note.{note}", about=about) for note in source.notes)
    return ", ".join([words.say(source.year, "year"), *notes])


def formula(figure: Derived, words: Wording) -> str:
    """A derived figure's expression with each id replaced by its figure, such as "283 − 238"."""
    text = figure.expression
    for operand in sorted(figure.operands, key=len, reverse=True):
        text = text.replace(operand.replace("-", "_"), words.figure(operand))
    for sign, shown in ((" - ", " − "), (" * ", " × "), (" / ", " ÷ ")):
        text = text.replace(sign, shown)
    return text


def figure_badge(figure: Figure, words: Wording) -> str:
    """A figure's badge with its home, as HTML; a source's badge leads to the source."""
    html = homed(figure, words)
    if isinstance(figure, Source):
        return f'<a class="kb-badge kb-badge-source" href="{escape(figure.url)}">{html}</a>'
    return badge(figure.kind, html)


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


def source_line(figures: Iterable[str], settings: Mapping[str, str], words: Wording) -> str:
    """Where all that a picture shows is from, in a line that leaves the page with it.

    Args:
        figures: ids of those in the picture; a derived one stands for what it is derived from.
        settings: in words, empty where there are none: assumptions at work under ``"ours"`` and
            ``"yours"``, and a reader's guess under ``"guess"``.
        words: the edition.
    """
    said = [
        words.text(f"picture.{whose}", settings=text, guess=text)
        for whose, text in settings.items()
        if text
    ]
    return " ".join([_sources(tuple(figures), words), *said, words.text("picture.made")])


@lru_cache  # asked at each move of a control, and the same at most of them
def _sources(figures: tuple[str, ...], words: Wording) -> str:
    stated: set[int] = set()
    titles: dict[tuple[str, str], None] = {}
    for figure in _leaves(figures):
        if isinstance(figure, LetterClaim):
            stated |= set(figure.lines)
        elif isinstance(figure, Source):
            titles[figure.title, year(figure, words)] = None
    letter = words.text("picture.letter")
    if stated:
        letter += f", {lines(tuple(sorted(stated)), words)}"
    sources = (words.text("picture.source", title=t, year=y) for t, y in titles)
    return words.text("picture.sources", sources="; ".join([letter, *sources]))


@lru_cache
def assumed(figures: tuple[str, ...], words: Wording) -> str:
    """Those of some figures, by their ids, that are assumptions of ours, in words with their values."""
    found = dict.fromkeys(leaf.id for leaf in _leaves(figures) if isinstance(leaf, Assumption))
    return "; ".join(
        words.text("control.setting", label=words.text(f"claim.{one}"), value=words.figure(one))
        for one in found
    )


def _leaves(figures: Iterable[str]) -> Iterator[Figure]:
    """The figures, each derived one replaced by what it stands on."""
    for figure in map(read_ledger().__getitem__, figures):
        if isinstance(figure, Derived):
            yield from _leaves(figure.operands)
        else:
            yield figure
