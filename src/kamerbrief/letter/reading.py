"""From the text of a printed letter to its sections, and the letter this package explains."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path

from kamerbrief.letter.document import (
    Entry,
    Footnote,
    Heading,
    Letter,
    LetterError,
    Paragraph,
    Section,
    Sentence,
)
from kamerbrief.letter.layout import Block, Mark, Note, marks_in, pages, separate, undivided
from kamerbrief.letter.prose import ends_sentence, is_heading, is_signature, sentences, slug
from kamerbrief.letter.references import references_in
from kamerbrief.letter.text import Clean, Line, join, lines_of

SEED = "000_a24f4a7b9e184d67.txt"

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DATE = re.compile(rf"[^\W\d][^,]{{0,40}}, [0-9]{{1,2}} (?:{_MONTHS}) [0-9]{{4}}$")
_LABEL = re.compile(r"([^\W\d_]\w*(?: \w+){0,3}): ")


def read_letter(path: Path | None = None) -> Letter:
    """The letter in a file; without a path the one this package explains.

    Raises:
        LetterError: the file cannot be read, is not UTF-8, or holds no letter.

    >>> read_letter().part("inleiding.1.1").lines
    (8, 9)
    """
    return _packaged() if path is None else _read(path)


@cache
def _packaged() -> Letter:
    """The letter in the wheel, or else in the checkout."""
    here = Path(__file__).resolve()
    wheel, checkout = (here.parents[up] / "seeds" / SEED for up in (1, 3))
    return _read(wheel if wheel.exists() else checkout)


def _read(path: Path) -> Letter:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LetterError(
            f"{path} cannot be read ({error.strerror}); give the path of a letter as plain text"
        ) from error
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LetterError(
            f"{path} is not UTF-8: byte 0x{content[error.start]:02x} on line {line} does not fit; "
            "save it as UTF-8"
        ) from error
    return parse(source, name=str(path))


def parse(source: str, *, name: str = "the text") -> Letter:
    """The letter in a text.

    Args:
        source: the text of a printed letter, pages and line ends as in print.
        name: what an error calls the text.

    Raises:
        LetterError: the text is blank, or no header and no headings are recognised.
    """
    if not source.strip():
        raise LetterError(f"{name} is empty; give a letter as plain text")
    lines = lines_of(source)
    notes, body = separate(pages(lines), {mark.number for mark in marks_in(lines)})
    known = {note.number for note in notes}
    marks = [m for m in marks_in(line for block in body for line in block) if m.number in known]
    sections = tuple(_sections(_outlines(body, marks, name), marks))
    marked_in = {n: part.id for part in reversed(_own_parts(sections)) for n in part.marks}
    footnotes = tuple(_footnote(note, marked_in.get(note.number)) for note in notes)
    if footnotes:
        foot = tuple(line for note in footnotes for line in note.lines)
        sections += (Section("voetnoten", None, (), foot),)
    structure = [each.span for each in marks] + [note.label_span for note in footnotes]
    letter = Letter(source, sections, footnotes, (), tuple(sorted(structure)))
    references = [reference for part in letter.parts for reference in references_in(part)]
    return replace(letter, references=tuple(sorted(references, key=lambda each: each.start)))


def _own_parts(sections: Sequence[Section]) -> list[Heading | Sentence]:
    """Headings and sentences in order."""
    parts: list[Heading | Sentence] = []
    for section in sections:
        parts += [section.title] if section.title else []
        parts += [sentence for each in section.paragraphs for sentence in each.sentences]
    return parts


@dataclass
class _Outline:
    """A section before it has ids: each paragraph with its sentences."""

    slug: str
    title: Clean | None = None
    paragraphs: list[tuple[Clean, list[Clean]]] = field(default_factory=list)


def _outlines(body: Sequence[Block], marks: Sequence[Mark], name: str) -> list[_Outline]:
    """Header, opening, sections with a heading, signature; those that are there."""
    date = next((i for i, block in enumerate(body) if _DATE.match(join(block).text)), None)
    if date is None:
        raise LetterError(
            f"{name} has no recognisable sections: no line such as 'Den Haag, 14 juni 2019' "
            "closes a header; give the whole letter as printed"
        )
    spans = [each.span for each in marks]
    header = [join(block, spans) for block in body[: date + 1]]
    rest = [join(block, spans) for block in undivided(body[date + 1 :], spans)]
    signature: list[Clean] = []
    while rest and is_signature(rest[-1].text):
        signature.insert(0, rest.pop())
    found = [_Outline("aanhef", None, [(each, [each]) for each in header]), _Outline("inleiding")]
    for clean in rest:
        if clean is not rest[-1] and is_heading(clean.text):
            found.append(_Outline(slug(clean.text), clean))
        else:
            found[-1].paragraphs.append((clean, sentences(clean)))
    if not any(each.title for each in found):
        raise LetterError(
            f"{name} has no recognisable sections: after its header no block without a full "
            "stop stands as a heading above another; give the whole letter as printed"
        )
    found.append(_Outline("ondertekening", None, [(each, [each]) for each in signature]))
    return [each for each in found if each.title or each.paragraphs]


def _sections(outlines: Sequence[_Outline], marks: Sequence[Mark]) -> Iterator[Section]:
    """The sections with their ids: of paragraph 1 `id.1`, of its sentence 2 `id.1.2`."""
    taken = {"voetnoten"}
    for outline in outlines:
        id = _free(outline.slug, taken)
        taken.add(id)
        head = outline.title
        title = Heading(head, f"{id}.kop", id, _called(head, marks)) if head else None
        paragraphs = []
        for n, (clean, cuts) in enumerate(outline.paragraphs, start=1):
            parts = tuple(
                Sentence(cut, f"{id}.{n}.{m}", id, _called(cut, marks))
                for m, cut in enumerate(cuts, start=1)
            )
            paragraphs.append(Paragraph(clean, f"{id}.{n}", id, parts))
        lines = {line for each in paragraphs for line in each.lines}
        lines.update(title.lines if title else ())
        yield Section(id, title, tuple(paragraphs), tuple(sorted(lines)))


def _free(slug: str, taken: Set[str]) -> str:
    """The slug, or when it is taken the slug with the first free number behind it."""
    return next(name for n in count(1) if (name := slug if n == 1 else f"{slug}-{n}") not in taken)


def _called(clean: Clean, marks: Sequence[Mark]) -> tuple[int, ...]:
    """The footnotes whose mark sticks to a piece of text."""
    ends = {end for _, end in clean.spans}
    return tuple(number for number, (start, _) in marks if start in ends)


def _footnote(note: Note, marked_in: str | None) -> Footnote:
    """A footnote; a new entry begins on a line with a label, after a full stop."""
    groups: list[list[Line]] = []
    for line in note.lines:
        if groups and not (_label(line.text) and ends_sentence(groups[-1][-1].text)):
            groups[-1].append(line)
        else:
            groups.append([line])
    entries = []
    for n, clean in enumerate(map(join, groups), start=1):
        id = f"voetnoot-{note.number}.{n}"
        entries.append(Entry(clean, id, "voetnoten", label=_label(clean.text)))
    lines = tuple(line.number for line in note.lines)
    return Footnote(note.number, tuple(entries), lines, note.label_span, marked_in)


def _label(text: str) -> str | None:
    """The label before an entry, "Passend Onderwijs" in "Passend Onderwijs: medio juni"."""
    match = _LABEL.match(text)
    return match[1] if match and match[1][0].isupper() else None
