"""The letter of 14 June 2019: what stands where, checked by hand against the file."""

from pathlib import Path

import pytest

from kamerbrief.letter import Entry, Heading, Letter, Sentence, read_letter

SEED = Path(__file__).parents[2] / "seeds" / "000_a24f4a7b9e184d67.txt"
SCHOLEN = "scholen-met-achterstandenproblematiek"


@pytest.fixture(scope="module")
def letter() -> Letter:
    return read_letter()


def test_the_packaged_letter_is_the_seed_and_is_read_once(letter: Letter) -> None:
    assert letter.source == SEED.read_text(encoding="utf-8")
    assert letter == read_letter(SEED)
    assert letter is read_letter()


def test_sections_are_named_after_their_headings(letter: Letter) -> None:
    assert [(section.id, section.heading) for section in letter.sections] == [
        ("aanhef", None),
        ("inleiding", None),
        ("onderzoek", "Onderzoek: «Problematiek op basisscholen in achterstandswijken is fors»"),
        (SCHOLEN, "Scholen met achterstandenproblematiek"),
        ("tot-slot", "Tot slot"),
        ("ondertekening", None),
        ("voetnoten", None),
    ]


@pytest.mark.parametrize(
    ("id", "lines", "beginning", "ending"),
    [
        ("aanhef.1.1", (1, 2), "Nr. 104 BRIEF VAN", "VOORTGEZET ONDERWIJS EN MEDIA"),
        ("inleiding.1.2", (9, 10, 11), "Lid Van Meenen heeft", "het betreffende onderzoek."),
        ("inleiding.1.3", (11, 12, 13, 14), "Lid Van den Hul", "2018/19, nr. 3046)."),
        ("inleiding.2.1", (16, 17, 18, 19), "De bevordering", "13 maart jongstleden."),
        ("onderzoek.kop", (23,), "Onderzoek: «Probl", "is fors»"),
        ("onderzoek.1.6", (34, 41, 42, 43), "Ik ken ook scholen", "in achterstandswijken."),
        ("onderzoek.2.2", (50, 51, 52, 53, 54), "De problematiek die", "fronten aangepakt."),
        (f"{SCHOLEN}.3.8", (83, 84), "Gemeenten ontvangen", "circa € 490 miljoen."),
        (f"{SCHOLEN}.4.2", (92, 93, 104, 105), "Zo is er", "een onderwijsachterstand."),
        (f"{SCHOLEN}.4.9", (119, 120), "Indien nodig", "leerlingenpopulatie."),
        ("tot-slot.1.3", (128, 129), "Ieder kind heeft", "in hem of haar gelooft."),
        ("ondertekening.1.1", (131, 132), "De Minister voor Basis- en", "Media, A. Slob"),
        ("voetnoot-3.2", (96, 97), "Administratieve lasten: Broch", "brochure-ruimte-in-regels."),
    ],
)
def test_a_part_has_its_words_and_its_lines(
    letter: Letter, id: str, lines: tuple[int, ...], beginning: str, ending: str
) -> None:
    part = letter.part(id)
    assert part.lines == lines
    assert part.text.startswith(beginning)
    assert part.text.endswith(ending)


def test_footnotes_know_their_mark_and_their_entries(letter: Letter) -> None:
    assert [(note.number, note.marked_in, len(note.entries)) for note in letter.footnotes] == [
        (1, "inleiding.1.2", 1),
        (2, "inleiding.2.1", 1),
        (3, "onderzoek.2.2", 6),
        (4, f"{SCHOLEN}.2.1", 1),
    ]
    assert {part.id: part.marks for part in letter.parts if part.marks} == {
        "inleiding.1.2": (1,),
        "inleiding.2.1": (2,),
        "onderzoek.2.2": (3,),
        f"{SCHOLEN}.2.1": (4,),
    }


def test_footnote_three_has_six_entries_with_labels_of_their_own(letter: Letter) -> None:
    note = letter.footnotes[2]
    assert note.lines == tuple(range(95, 102))
    assert [(entry.id, entry.label, entry.lines) for entry in note.entries] == [
        ("voetnoot-3.1", "Werkdruk", (95,)),
        ("voetnoot-3.2", "Administratieve lasten", (96, 97)),
        ("voetnoot-3.3", "Inspectie", (98,)),
        ("voetnoot-3.4", "Ouderbetrokkenheid", (99,)),
        ("voetnoot-3.5", "Passend Onderwijs", (100,)),
        ("voetnoot-3.6", "Lerarentekort", (101,)),
    ]
    assert note.entries[2].text == "Inspectie: Kamerstuk 31 293, nr. 434."
    assert [note.entries[0].label for note in letter.footnotes if note.number != 3] == [None] * 3


def test_structure_is_four_marks_and_four_numbers(letter: Letter) -> None:
    assert [letter.raw([span]) for span in letter.structural_spans] == list("12123434")
    offsets = [start for start, _ in letter.structural_spans]
    assert [letter.source.count("\n", 0, at) + 1 for at in offsets] == [
        *(11, 19, 36, 40),
        *(54, 70, 95, 103),
    ]


def test_every_reference_is_found_with_its_lines(letter: Letter) -> None:
    title = "Problematiek op basisscholen in achterstandswijken is fors"
    assert [(each.kind, each.where, each.lines, each.text) for each in letter.references] == [
        ("handelingen", "inleiding.1.2", (10,), "Handelingen II 2018/19, nr. 81, item 19"),
        (*("aanhangsel", "inleiding.1.3", (13, 14)), "Aanhangsel Handelingen II 2018/19, nr. 3046"),
        (*("title", "inleiding.2.1", (18, 19)), "Bevorderen van kansengelijkheid in het onderwijs"),
        ("title", "onderzoek.kop", (23,), title),
        ("title", "voetnoot-1.1", (36,), title),
        (
            *("url", "voetnoot-1.1", (37, 38)),
            "https://www.jeugdeducatiefonds.nl/files/291/"
            "abn+amro+foundation+-+ongelijke+kansen+in+het+onderwijs.pdf",
        ),
        ("kamerstuk", "voetnoot-2.1", (40,), "Kamerstuk 35 000 VIII, nr. 175"),
        ("kamerstuk", "voetnoot-3.1", (95,), "Kamerstukken 27 923 en 31 293, nr. 284"),
        ("kamerstuk", "voetnoot-3.1", (95,), "Kamerstuk 31 293, nr. 435"),
        (
            *("url", "voetnoot-3.2", (96, 97)),
            "https://www.rijksoverheid.nl/documenten/publicaties/2017/11/13/"
            "brochure-ruimte-in-regels",
        ),
        ("kamerstuk", "voetnoot-3.3", (98,), "Kamerstuk 31 293, nr. 434"),
        ("kamerstuk", "voetnoot-3.4", (99,), "Kamerstuk 35 000 VIII, nr. 158"),
        ("kamerstuk", "voetnoot-3.6", (101,), "Kamerstuk 27 923, nr. 318"),
        ("kamerstuk", "voetnoot-4.1", (103,), "Kamerstuk 35 000 VII, nr. 175"),
    ]


def test_references_to_parliament_are_taken_apart(letter: Letter) -> None:
    by_kind = [each for each in letter.references if each.kind not in ("url", "title")]
    assert [(each.dossiers, each.number, each.session, each.item) for each in by_kind] == [
        ((), "81", "2018/19", "19"),
        ((), "3046", "2018/19", None),
        (("35 000 VIII",), "175", None, None),
        (("27 923", "31 293"), "284", None, None),
        (("31 293",), "435", None, None),
        (("31 293",), "434", None, None),
        (("35 000 VIII",), "158", None, None),
        (("27 923",), "318", None, None),
        (("35 000 VII",), "175", None, None),
    ]


def test_a_quote_is_found_over_sentences_a_mark_and_a_broken_word(letter: Letter) -> None:
    (found,) = letter.find("betreffende onderzoek. Lid Van den Hul")
    assert found.lines == (11, 12)
    assert found.part.id == "inleiding.1.2"
    assert found.section == "inleiding"
    raw = [letter.source[start:end].strip() for start, end in found.spans]
    assert raw == ["betreffende onderzoek.", "Lid", "Van den Hul"]


def test_a_quote_is_found_over_a_page_break(letter: Letter) -> None:
    (found,) = letter.find("vrijroosteren van leraren op scholen in het primair")
    assert found.lines == (93, 104)
    assert found.text == "vrijroosteren van leraren op scholen in het primair"
    assert [letter.source[start:end].strip() for start, end in found.spans] == [
        "vrijroosteren van leraren op",
        "scholen in het primair",
    ]
    assert letter.source[found.start :].startswith("vrijroosteren")
    assert letter.source[: found.end].endswith("het primair")


def test_a_quote_is_found_in_headings_header_and_footnotes(letter: Letter) -> None:
    found = letter.find("Problematiek op basisscholen in achterstandswijken is fors")
    assert [(each.part.id, each.section, each.lines) for each in found] == [
        ("onderzoek.kop", "onderzoek", (23, 23)),
        ("voetnoot-1.1", "voetnoten", (36, 36)),
    ]
    assert letter.find("VOORTGEZET ONDERWIJS")[0].lines == (1, 2)
    assert letter.find("Slob")[0].part.id == "ondertekening.1.1"
    assert letter.find("13 november 2017")[0].section == "voetnoten"


def test_every_occurrence_counts_and_a_wrong_word_none(letter: Letter) -> None:
    assert [each.lines[0] for each in letter.find("circa")] == [79, 84, 87, 92]
    assert len(letter.find("135 leerkrachten")) == 1
    assert letter.find("136 leerkrachten") == ()
    assert letter.find("ter discussie. Daarnaast") == ()


def test_an_empty_quote_is_refused(letter: Letter) -> None:
    with pytest.raises(ValueError, match="quote must hold at least one character"):
        letter.find("")


def test_a_line_leads_to_its_parts_and_a_part_to_its_raw_text(letter: Letter) -> None:
    assert [part.id for part in letter.at_line(34)] == ["onderzoek.1.5", "onderzoek.1.6"]
    assert [part.id for part in letter.at_line(97)] == ["voetnoot-3.2"]
    assert letter.at_line(35) == letter.at_line(133) == ()
    (part,) = letter.at_line(32)[:1]
    assert letter.raw(part.spans).startswith("Het onderzoek kent dus een beperkt aantal respon-de")


@pytest.mark.parametrize("n", [0, -1, 134])
def test_a_line_outside_the_file_is_refused(letter: Letter, n: int) -> None:
    with pytest.raises(ValueError, match=f"from 1 to 133, not {n}"):
        letter.at_line(n)


def test_an_unknown_id_is_refused(letter: Letter) -> None:
    with pytest.raises(ValueError, match=r"not 'onderzoek\.9\.9'"):
        letter.part("onderzoek.9.9")


def test_parts_are_sentences_headings_and_entries_in_the_order_of_the_file(letter: Letter) -> None:
    kinds = [type(part) for part in letter.parts]
    assert [kinds.count(kind) for kind in (Sentence, Heading, Entry)] == [47, 3, 9]
    starts = [part.start for part in letter.parts]
    assert starts == sorted(starts)


def test_digits_outside_some_quotes_are_those_of_no_quote_and_no_mark(letter: Letter) -> None:
    quotes = ("283 respondenten", "€ 490 miljoen", "14 juni 2019")
    spans = [span for quote in quotes for each in letter.find(quote) for span in each.spans]
    rest = [letter.raw([span]) for span in letter.digits_outside(spans)]
    assert rest[:12] == "104 2018 19 81 19 2018 19 3046 13 2 15 238".split()
    assert len(rest) == len(letter.digits_outside(())) - 4
    everything = [span for part in letter.parts for span in part.spans]
    assert letter.digits_outside(everything) == ()
