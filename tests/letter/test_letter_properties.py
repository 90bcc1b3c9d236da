"""Whatever the width of the page: the same letter, and no character lost or told twice."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.letter import Letter, LetterError, parse, read_letter

SEED = Path(__file__).parents[2] / "seeds" / "000_a24f4a7b9e184d67.txt"
SOURCE = SEED.read_text(encoding="utf-8")


def assert_every_character_has_one_home(letter: Letter) -> None:
    source = letter.source
    spans = [span for part in letter.parts for span in part.spans]
    told = Counter(at for span in (*spans, *letter.structural_spans) for at in range(*span))
    visible = {at for at, char in enumerate(source) if not char.isspace()}
    assert [at for at in visible if told[at] != 1] == []
    assert [at for at in told if told[at] > 1] == []
    assert [span for span in spans if "\n" in source[slice(*span)].strip()] == []
    line_of = [1]
    for char in source:
        line_of.append(line_of[-1] + (char == "\n"))
    for part in letter.parts:
        carried = [at for start, end in part.spans for at in range(start, end) if at in visible]
        assert part.lines == tuple(sorted({line_of[at] for at in carried}))
        assert all(part in letter.at_line(line) for line in part.lines)
        letters = re.sub(r"[\s-]", "", "".join(source[at] for at in carried))
        assert letters == re.sub(r"[\s-]", "", part.text)


def test_in_the_letter_every_visible_character_has_one_home() -> None:
    assert_every_character_has_one_home(read_letter())


# A typesetter: the words of the letter on lines of another width.


def breaks(word: str) -> dict[int, str]:
    """The places where print may break a word, each with the hyphen it adds."""
    if "://" in word:
        inside = word.index("://") + 3
        return {m.end(): "" for m in re.finditer(r"[/+-]", word[:-3]) if m.end() >= inside}
    if "-" in word[:-1]:
        return {m.end(): "" for m in re.finditer("-", word[:-1])}
    stem = re.search(r"[^\W\d_]{6,}", word)
    places = range(stem.start() + 3, stem.end() - 2) if stem else ()
    return {at: "-" for at in places if word[at].islower()}


def wrapped(text: str, width: int, dice: Random) -> list[str]:
    """The text on lines of at most this width, as far as its words allow."""
    lines = [""]
    for word in text.split(" "):
        places, at = breaks(word), 0
        while at < len(word):
            before = lines[-1] + " " if lines[-1] and not at else lines[-1]
            room = width - len(before)
            fits = [to for to, hyphen in places.items() if at < to <= at + room - len(hyphen)]
            if len(word) - at <= room:
                to = len(word)
            elif fits and (dice.random() < 0.7 or not before):
                to = dice.choice(fits)
            elif before:
                lines.append("")
                continue
            else:
                to = len(word)
            lines[-1] = before + word[at:to] + places.get(to, "")
            at = to
            if at < len(word):
                lines.append("")
    return lines


def may_turn_the_page(line: str, following: str, first: bool) -> bool:
    """Inside a sentence only, and not where one line alone would pass for a heading."""
    ends = re.search(r"[.?!][»)]*\d*$", line) and not line.endswith("nr.")
    return not ends and not (first and following.lstrip("«")[:1].isupper())


def typeset(letter: Letter, width: int, dice: Random) -> str:
    """The letter again, on other lines and other pages."""
    waiting = {note.number: note for note in letter.footnotes}
    due: list[int] = []
    pages: list[list[str]] = [[]]

    def turn() -> None:
        for number in due:
            entries = [wrapped(entry.text, width, dice) for entry in waiting[number].entries]
            entries[0] = wrapped(f"{number} {waiting[number].entries[0].text}", width, dice)
            while pages[-1] and pages[-1][-1] == "":
                pages[-1].pop()
            pages[-1] += ["", *(line for entry in entries for line in entry)]
        due.clear()
        pages.append([])

    for section in letter.sections:
        if section.heading:
            pages[-1] += [*wrapped(section.heading, width, dice), ""]
        for paragraph in section.paragraphs:
            texts = [each.text + "".join(map(str, each.marks)) for each in paragraph.sentences]
            lines = wrapped(" ".join(texts), width, dice)
            for n, line in enumerate(lines):
                pages[-1].append(line)
                due += [k for k in waiting if re.search(rf"[a-z][.]{k}(?!\S)", line)]
                here = n + 1 < len(lines) and section.id not in ("aanhef", "ondertekening")
                if here and may_turn_the_page(line, lines[n + 1], n == 0) and dice.random() < 0.1:
                    turn()
            pages[-1].append("")
            if section.id not in ("aanhef", "ondertekening") and dice.random() < 0.1:
                turn()
    turn()
    text = ""
    for page in pages:
        blank = "" if page and page[0] else "\n"
        while page and page[0] == "":
            page.pop(0)
        if page:
            text += " " + "".join(line + dice.choice(["", " "]) + "\n" for line in page) + blank
    return text + dice.choice(["", " "])


@given(width=st.integers(38, 110), seed=st.integers(0, 2**32))
def test_the_letter_is_the_same_on_other_lines_and_pages(width: int, seed: int) -> None:
    letter = read_letter()
    again = parse(typeset(letter, width, Random(seed)))
    assert [(s.id, s.text, s.marks) for s in again.sentences] == [
        (s.id, s.text, s.marks) for s in letter.sentences
    ]
    assert [(s.id, s.heading) for s in again.sections] == [
        (s.id, s.heading) for s in letter.sections
    ]
    assert [p.text for p in again.paragraphs] == [p.text for p in letter.paragraphs]
    notes = [
        [(n.number, n.marked_in, [(e.label, e.text) for e in n.entries]) for n in each.footnotes]
        for each in (again, letter)
    ]
    assert notes[0] == notes[1]
    references = [
        Counter((r.kind, r.where, r.text) for r in each.references) for each in (again, letter)
    ]
    assert references[0] == references[1]
    assert_every_character_has_one_home(again)


@given(data=st.data())
def test_every_stretch_of_a_paragraph_is_found_where_it_stands(data: st.DataObject) -> None:
    letter = read_letter()
    paragraph = data.draw(st.sampled_from(letter.paragraphs))
    start = data.draw(st.integers(0, len(paragraph.text) - 1))
    quote = paragraph.text[start : start + data.draw(st.integers(1, 200))]
    found = [
        each for each in letter.find(quote) if each.start == paragraph.clean.origin[start].start
    ]
    assert [each.text for each in found] == [quote]
    raw = " ".join(letter.source[slice(*span)].strip() for span in found[0].spans)
    assert re.sub(r"[\s-]", "", raw) == re.sub(r"[\s-]", "", quote)
    assert {found[0].lines[0], found[0].lines[1]} <= set(paragraph.lines)


def letter_or_error(source: str) -> None:
    try:
        letter = parse(source)
    except LetterError:
        return
    assert_every_character_has_one_home(letter)
    assert len({part.id for part in letter.parts}) == len(letter.parts)


@given(st.sets(st.integers(0, 132), max_size=40))
def test_a_letter_with_lines_torn_out_is_read_or_refused(gone: set[int]) -> None:
    lines = SOURCE.split("\n")
    letter_or_error("\n".join(line for n, line in enumerate(lines) if n not in gone))


PIECES = (
    *("\n", "\n\n", "\n ", " ", "-", "-\n", ".", ".1", "1 ", "2 x", "«", "»", "nr.", "https://"),
    *("De Minister van X,", "Den Haag, 1 mei 2020", "Kop", "woord", "Label: ", "\r\n", "\x85"),
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join))
def test_any_text_under_a_date_is_read_or_refused(body: str) -> None:
    letter_or_error(body)
    letter_or_error(f"Kop\n\nDen Haag, 1 mei 2020\n\nKop\n\n{body}\n\nEinde.")


LATIN = SOURCE.replace("€", "EUR").encode("latin-1")
DATE = b"Den Haag, 14 juni 2019\n\n"


@pytest.mark.parametrize(
    ("content", "complaint", "way_out"),
    [
        (b"", "is empty", "give a letter as plain text"),
        (b" \n\n \t\r\n", "is empty", "give a letter as plain text"),
        (b"\xef\xbb\xbf\n", "is empty", "give a letter as plain text"),
        (LATIN, "is not UTF-8: byte 0xab on line 18 does not fit", "save it as UTF-8"),
        (SOURCE.encode("utf-16"), "is not UTF-8: byte 0xff on line 1", "save it as UTF-8"),
        (b"Zo maar een tekst.\n", "has no recognisable sections: no line such", "as printed"),
        (DATE + b"Een brief.\n\nMeer niet.\n", "has no recognisable sections: after", "as printed"),
        (SOURCE[:900].encode(), "has no recognisable sections: after its header", "as printed"),
    ],
)
def test_a_file_that_is_no_letter_gets_a_clear_error(
    tmp_path: Path, content: bytes, complaint: str, way_out: str
) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(content)
    with pytest.raises(LetterError) as caught:
        read_letter(path)
    message = str(caught.value)
    assert message.startswith(f"{path} {complaint}")
    assert message.endswith(way_out)
    assert "\n" not in message


def test_a_file_that_is_not_there_gets_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(LetterError, match=r"nergens\.txt cannot be read \(No such file"):
        read_letter(tmp_path / "nergens.txt")
    with pytest.raises(LetterError, match="give the path of a letter"):
        read_letter(tmp_path)


def test_a_byte_order_mark_is_not_part_of_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(b"\xef\xbb\xbf" + SEED.read_bytes())
    assert read_letter(path) == read_letter()
