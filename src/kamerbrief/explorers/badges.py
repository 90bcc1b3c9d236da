"""The badge that says where a figure comes from, and the words for that place."""

from __future__ import annotations

from html import escape

from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Derived, Figure, Kind, LetterClaim, Source


def badge(kind: Kind, text: str) -> str:
    """A badge as HTML: the kind's colour and sign, and a text.

    >>> badge("letter", "letter, line 29")
    '<span class="kb-badge kb-badge-letter">letter, line 29</span>'
    """
    return f'<span class="kb-badge kb-badge-{kind}">{escape(text)}</span>'


def status(html: str, words: Wording) -> str:
    """What is said after somebody chose or asked something, as HTML that a screen reader speaks."""
    return f'<p class="kb-reading" role="status" lang="{words.lang}">{html}</p>'


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
                "home.source", title=figure.title, year=figure.year, confidence=confidence
            )
    return words.text("home.assumption")


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
    if isinstance(figure, Source):
        text = escape(home(figure, words))
        return f'<a class="kb-badge kb-badge-source" href="{escape(figure.url)}">{text}</a>'
    return badge(figure.kind, home(figure, words))
