"""The letter as data: from the file's text to sentences and references, and back."""

from kamerbrief.letter.document import (
    Entry,
    Footnote,
    Found,
    Heading,
    Letter,
    LetterError,
    Paragraph,
    Part,
    Reference,
    ReferenceKind,
    Section,
    Sentence,
)
from kamerbrief.letter.reading import parse, read_letter
from kamerbrief.letter.text import Clean, Origin, Passage, Span

__all__ = [
    "Clean",
    "Entry",
    "Footnote",
    "Found",
    "Heading",
    "Letter",
    "LetterError",
    "Origin",
    "Paragraph",
    "Part",
    "Passage",
    "Reference",
    "ReferenceKind",
    "Section",
    "Sentence",
    "Span",
    "parse",
    "read_letter",
]
