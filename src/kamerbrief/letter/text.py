"""Lines of the file, and the clean text they make, each character with its origin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

Span = tuple[int, int]
"""A stretch of the source: the offset of its first character, and of the first after it."""

_SPACE, _NOTHING, _DROP_HYPHEN = "space", "nothing", "drop hyphen"
_URL_GLUE = frozenset("/-+_=&?#%~@:")


@dataclass(frozen=True)
class Line:
    """A line of the file without the blanks around it."""

    number: int
    start: int
    text: str
    opens_page: bool

    @property
    def end(self) -> int:
        """Offset after the last character that is not blank."""
        return self.start + len(self.text)


class Origin(NamedTuple):
    """Where a clean character comes from: source offsets, and the number of the line."""

    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Clean:
    """Text with its line breaks undone, and the origin of each of its characters.

    The hyphen that broke a word is not in the text; it belongs to the origin of the
    letter before it, so that no character of the file is lost.
    """

    text: str
    origin: tuple[Origin, ...] = field(repr=False)

    def cut(self, start: int, end: int) -> "Clean":
        """The part from one position in the clean text to another, end excluded."""
        return Clean(self.text[start:end], self.origin[start:end])

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The stretches of the source that carry the text, at least one for each line."""
        spans: list[Span] = []
        line = 0
        for origin in self.origin:
            if spans and spans[-1][1] == origin.start and line == origin.line:
                spans[-1] = (spans[-1][0], origin.end)
            else:
                spans.append((origin.start, origin.end))
            line = origin.line
        return tuple(spans)

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The numbers of the lines that carry the text, counted from 1."""
        return tuple(sorted({origin.line for origin in self.origin}))


@dataclass(frozen=True)
class Passage:
    """Anything that stands in the letter: its clean text, and the way back to the file."""

    clean: Clean

    @property
    def text(self) -> str:
        """The clean text: line breaks undone, footnote marks left out."""
        return self.clean.text

    @property
    def lines(self) -> tuple[int, ...]:
        """All lines that it occupies, counted from 1; a page break leaves a gap."""
        return self.clean.lines

    @property
    def spans(self) -> tuple[Span, ...]:
        """The stretches of the source that carry it, hyphens at line ends included."""
        return self.clean.spans

    @property
    def start(self) -> int:
        """The source offset of its first character."""
        return self.clean.origin[0].start

    @property
    def end(self) -> int:
        """The source offset after its last character."""
        return self.clean.origin[-1].end


def lines_of(source: str) -> tuple[Line, ...]:
    """All lines of a source, blank ones included; a page opens with a leading blank."""
    lines = []
    offset = 0
    for number, raw in enumerate(source.split("\n"), start=1):
        text = raw.strip()
        indent = len(raw) - len(raw.lstrip()) if text else 0
        lines.append(Line(number, offset + indent, text, opens_page=indent > 0))
        offset += len(raw) + 1
    return tuple(lines)


def join(lines: Sequence[Line], leave_out: Sequence[Span] = ()) -> Clean:
    """The clean text of lines that follow one another, without the spans to leave out.

    >>> join(lines_of("het één-op-\\néén vergeleken pro-\\nbleem, basis- \\nen meer")).text
    'het één-op-één vergeleken probleem, basis- en meer'
    """
    skipped = {offset for start, end in leave_out for offset in range(start, end)}
    text = ""
    origin: list[Origin] = []
    for previous, line in zip((None, *lines), lines, strict=False):
        if previous is not None:
            glue = _glue(text, line.text)
            if glue == _DROP_HYPHEN:
                hyphen = origin.pop()
                origin[-1] = origin[-1]._replace(end=hyphen.end)
                text = text[:-1]
            elif glue == _SPACE:
                origin.append(Origin(previous.end, previous.end + 1, previous.number))
                text += " "
        for piece in re.finditer(r"\s+|\S", line.text):
            start, end = line.start + piece.start(), line.start + piece.end()
            if start not in skipped:
                origin.append(Origin(start, end, line.number))
                text += " " if piece[0].isspace() else piece[0]
    return Clean(text, tuple(origin))


def _glue(left: str, right: str) -> str:
    """What becomes of the line break between the text so far and the next line."""
    in_url = "://" in left.rsplit(" ", 1)[-1]
    if in_url and (left[-1] in _URL_GLUE or right[0] in _URL_GLUE):
        return _NOTHING
    if not re.search(r"\S-$", left) or re.match(r"(?:en|of)(?![^\s/])", right, re.IGNORECASE):
        return _SPACE
    before, after = left[:-1].split()[-1], right.split()[0].rstrip("-")
    compound = "-" in before or "-" in after
    broken = before[-1].isalpha() and right[0].islower() and not compound
    return _DROP_HYPHEN if broken else _NOTHING
