"""Tables as HTML, and what stands in their cells: the letter's words, figures with badges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from operator import itemgetter

from kamerbrief.claims import read_ledger
from kamerbrief.scenes.badges import figure_badge, lines
from kamerbrief.scenes.language import labelled, quote
from kamerbrief.scenes.wording import Wording


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as HTML, whose rows become lists on a narrow page.

    Args:
        heads: what each column is, as text.
        rows: the cells of each row, as HTML; the first names the row.
    """
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = ""
    for first, *rest in rows:
        cells = "".join(
            f'<td data-head="{escape(name)}">{cell}</td>'
            for name, cell in zip(heads[1:], rest, strict=True)
        )
        body += f'<tr><th scope="row">{first}</th>{cells}</tr>'
    return f'<table class="kb-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def sentence(numbers: tuple[int, ...], text: str, words: Wording) -> str:
    """The letter's own words with their lines, as HTML."""
    where = f'<span class="kb-where">{escape(lines(numbers, words))}</span>'
    return f"{where} {quote(text)}"


def figures_with_badges(figures: Iterable[str], words: Wording) -> list[str]:
    """Figures in words as HTML, a badge behind the last of each run that has the same home."""
    homes = [(figure_badge(read_ledger()[figure], words), figure) for figure in figures]
    return [
        "<br>".join(labelled(read_ledger()[figure], words) for _, figure in run) + f" {badge}"
        for badge, run in groupby(homes, key=itemgetter(0))
    ]
