"""Text as HTML that says in which language it is: the letter is Dutch, in every edition."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from typing import Final

from kamerbrief.claims import Figure
from kamerbrief.letter import read_letter
from kamerbrief.scenes.wording import Wording

AMOUNT: Final = re.compile(r"€\s[\d.,]+(?:\s(?:miljoen|miljard))?")
QUOTED: Final = re.compile("“([^”]+)”")


def dutch(text: str) -> str:
    """Dutch words, as HTML that a screen reader pronounces as Dutch.

    >>> dutch("medio juni")
    '<span lang="nl">medio juni</span>'
    """
    return f'<span lang="nl">{unbroken(text)}</span>'


def quote(text: str) -> str:
    """The letter's own words, as a quotation in HTML."""
    return f'<q lang="nl">{unbroken(text)}</q>'


def unbroken(text: str) -> str:
    """A text as HTML whose amounts are not parted over two lines; not a character is another.

    >>> unbroken("circa € 6 miljoen")
    'circa <span class="kb-whole">€ 6 miljoen</span>'
    """
    return AMOUNT.sub(r'<span class="kb-whole">\g<0></span>', escape(text))


def said(text: str) -> str:
    """What an edition says, as HTML in which words quoted from the letter are marked as Dutch.

    >>> said("the minister “kan … niet goed inschatten” it")
    'the minister “<span lang="nl">kan … niet goed inschatten</span>” it'
    """
    return QUOTED.sub(_marked, escape(text))


def figure_html(figure: Figure, words: Wording) -> str:
    """A figure's value in words, as HTML; the name of a document is Dutch."""
    text = words.figure(figure.id)
    return dutch(text) if isinstance(figure.value, str) else escape(text)


def labelled(figure: Figure, words: Wording) -> str:
    """What a figure is and its value, as HTML."""
    return f"{escape(words.text(f'claim.{figure.id}'))}: {figure_html(figure, words)}"


def _marked(match: re.Match[str]) -> str:
    return f'“<span lang="nl">{match[1]}</span>”' if in_letter(unescape(match[1])) else match[0]


@cache
def in_letter(text: str) -> bool:
    """Whether these are words of the letter; an ellipsis stands for what was left out."""
    pieces = [re.escape(piece) for part in text.split("…") if (piece := part.strip(" .,;:!?"))]
    return bool(pieces) and all(
        re.search(rf"\b{piece}\b", _letter(), re.IGNORECASE) for piece in pieces
    )


@cache
def _letter() -> str:
    return " ".join(part.text for part in read_letter().parts)
