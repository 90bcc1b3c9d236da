"""The layout of print: pages, blocks between blank lines, footnotes and their marks."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from kamerbrief.letter.prose import CLOSERS, ends_sentence, is_capital, is_heading
from kamerbrief.letter.text import Line, Span, join

Block = tuple[Line, ...]
"""Lines without a blank one between them."""

_MARK = re.compile(rf"(?<=[^\W\d_])(?<!\b[Nn]r){CLOSERS}[.,;:?!]{CLOSERS}([0-9]{{1,3}})(?!\S)")
_LABEL = re.compile(r"([0-9]{1,3})\s+(?=\S)")


class Mark(NamedTuple):
    """Where the text calls a footnote."""

    number: int
    span: Span


class Note(NamedTuple):
    """A footnote as it stands at the foot of a page; `lines` are without its number."""

    number: int
    label_span: Span
    lines: Block


def pages(lines: Iterable[Line]) -> list[list[Block]]:
    """The blocks of each page; a line that starts with a blank opens a page."""
    pages: list[list[Block]] = [[]]
    block: list[Line] = []
    for line in (*lines, None):
        if block and (line is None or line.opens_page or not line.text):
            pages[-1].append(tuple(block))
            block = []
        if line and line.opens_page:
            pages.append([])
        if line and line.text:
            block.append(line)
    return pages


def marks_in(lines: Iterable[Line]) -> Iterator[Mark]:
    """What looks like a footnote mark: a number stuck to the stop after a word."""
    for line in lines:
        for match in _MARK.finditer(line.text):
            yield Mark(int(match[1]), _span(line, match))


def separate(pages: Iterable[Sequence[Block]], called: Set[int]) -> tuple[list[Note], list[Block]]:
    """The footnotes, which close their page, and the blocks of the letter itself.

    A footnote begins with a number: the next one, or a later one that the text calls.
    """
    notes: list[Note] = []
    body: list[Block] = []
    for page in pages:
        first = 0
        found: list[Note] = []
        for position, block in enumerate(page, start=1):
            last = (found or notes)[-1].number if found or notes else 0
            note = _note(block)
            if note and (note.number == last + 1 or last < note.number in called):
                found.append(note)
            else:
                first, found = position, []
        notes += found
        body += page[:first]
    return notes, body


def _note(block: Block) -> Note | None:
    """The block as a footnote, if it begins with a number."""
    line = block[0]
    label = _LABEL.match(line.text)
    if not label:
        return None
    text = replace(line, start=line.start + label.end(), text=line.text[label.end() :])
    return Note(int(label[1]), _span(line, label), (text, *block[1:]))


def _span(line: Line, match: re.Match[str]) -> Span:
    return line.start + match.start(1), line.start + match.end(1)


def undivided(blocks: Iterable[Block], marks: Sequence[Span]) -> list[Block]:
    """The blocks, with those that run over a page break made whole.

    A block goes on over the page when no sentence ends there. When one does, print does
    not show whether the paragraph goes on; it is then taken to end too.
    """
    whole: list[Block] = []
    for block in blocks:
        if whole and block[0].opens_page and _goes_on(whole[-1], block, marks):
            whole[-1] += block
        else:
            whole.append(block)
    return whole


def _goes_on(block: Block, following: Block, marks: Sequence[Span]) -> bool:
    """Whether no sentence ends between two blocks, and the first is not a heading."""
    before, after = join(block, marks).text, following[0].text
    heading = len(block) == 1 and is_heading(before) and is_capital(after)
    return not heading and not ends_sentence(before, after)
