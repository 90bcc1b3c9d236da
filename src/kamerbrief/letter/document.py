"""The letter as data: sections, paragraphs, sentences, headings, footnotes, and ways back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from kamerbrief.letter.text import Passage, Span

ReferenceKind = Literal["kamerstuk", "handelingen", "aanhangsel", "url", "title"]


class LetterError(ValueError):
    """A text that cannot be read as a letter: which one, what is wrong, and the way out."""


@dataclass(frozen=True)
class Part(Passage):
    """A piece of the letter that holds together; a sentence, a heading or an entry.

    `marks` are the numbers of the footnotes called in it. The marks themselves are
    neither in its text nor in its spans.
    """

    id: str
    section: str
    marks: tuple[int, ...] = ()


class Sentence(Part):
    """A sentence of a paragraph, or a whole block of the header or the signature."""


class Heading(Part):
    """The heading of a section."""


@dataclass(frozen=True)
class Entry(Part):
    """One entry of a footnote; its text begins with its label, if it has one."""

    label: str | None = None


@dataclass(frozen=True)
class Paragraph(Passage):
    """Sentences that follow one another, over a page break if need be."""

    id: str
    section: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Section:
    """A part of the letter under one heading; `voetnoten` has lines but no paragraphs."""

    id: str
    title: Heading | None
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[int, ...]

    @property
    def heading(self) -> str | None:
        """The clean text of the heading; the first and last sections have none."""
        return self.title.text if self.title else None


@dataclass(frozen=True)
class Footnote:
    """A note at the foot of a page.

    `label_span` is where its own number stands, `marked_in` the id of the part that
    calls it; None when no mark is found.
    """

    number: int
    entries: tuple[Entry, ...]
    lines: tuple[int, ...]
    label_span: Span
    marked_in: str | None


@dataclass(frozen=True)
class Reference(Passage):
    """A document the letter points at; `where` is the id of the part that does so.

    An address is in one piece, a title without its guillemets. `session` is the
    parliamentary year, as in "2018/19", `item` the item of the agenda.
    """

    kind: ReferenceKind
    where: str
    dossiers: tuple[str, ...] = ()
    number: str | None = None
    session: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class Found(Passage):
    """A quote, found; `part` is the part it starts in."""

    part: Part

    @property
    def section(self) -> str:
        """The id of the section."""
        return self.part.section

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line, counted from 1."""
        return self.clean.lines[0], self.clean.lines[-1]


@dataclass(frozen=True)
class Letter:
    """A letter, from the file's text to its sentences and back.

    `structural_spans` are the footnote marks and the numbers before the footnotes; with
    the spans of `parts` they hold every non-blank character of the source, each once.
    """

    source: str = field(repr=False)
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    references: tuple[Reference, ...]
    structural_spans: tuple[Span, ...]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in order; header and signature are paragraphs too."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order, without headings and footnotes."""
        return tuple(sentence for each in self.paragraphs for sentence in each.sentences)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Sentences, headings and footnote entries in the order of the file."""
        headings = (section.title for section in self.sections if section.title)
        entries = (entry for note in self.footnotes for entry in note.entries)
        everything: tuple[Part, ...] = (*self.sentences, *headings, *entries)
        return tuple(sorted(everything, key=lambda part: part.start))

    @property
    def last_line(self) -> int:
        """The last line on which anything stands, counted from 1."""
        return max(part.lines[-1] for part in self.parts)

    def part(self, id: str) -> Part:
        """The sentence, heading or footnote entry with this id.

        Raises:
            ValueError: no part has this id.
        """
        for part in self.parts:
            if part.id == id:
                return part
        raise ValueError(f"id must be the id of a part, not {id!r}; Letter.parts lists them")

    def at_line(self, n: int) -> tuple[Part, ...]:
        """The parts on line n, counted from 1; none on a blank line.

        Raises:
            ValueError: the file has no such line.
        """
        last = self.source.count("\n") + 1
        if not 1 <= n <= last:
            raise ValueError(f"n must be a line of the file, from 1 to {last}, not {n!r}")
        return tuple(part for part in self.parts if n in part.lines)

    def raw(self, spans: Iterable[Span]) -> str:
        """The characters of the source in these spans, one after the other."""
        return "".join(self.source[start:end] for start, end in spans)

    def find(self, quote: str) -> tuple[Found, ...]:
        """Every exact occurrence of a quote, in the order of the file.

        A quote may run over sentences of one paragraph, not over paragraphs.

        Raises:
            ValueError: the quote is empty.
        """
        if not quote:
            raise ValueError("quote must hold at least one character, not ''; copy it from text")
        places: list[tuple[Passage, Sequence[Part]]] = [(p, p.sentences) for p in self.paragraphs]
        places += [(part, [part]) for part in self.parts if not isinstance(part, Sentence)]
        found = []
        for place, parts in places:
            # A lookahead, so that occurrences may overlap.
            for match in re.finditer(f"(?={re.escape(quote)})", place.text):
                cut = place.clean.cut(match.start(), match.start() + len(quote))
                part = [each for each in parts if each.start <= cut.origin[0].start][-1]
                found.append(Found(cut, part))
        return tuple(sorted(found, key=lambda each: each.start))

    def digits_outside(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The runs of digits of the source that neither these spans nor the structure hold."""
        held = {i for span in (*spans, *self.structural_spans) for i in range(*span)}
        rest = "".join(" " if i in held else char for i, char in enumerate(self.source))
        return tuple(match.span() for match in re.finditer(r"[0-9]+", rest))
