"""The rules of reading print, each on a letter small enough to see it."""

import pytest

from kamerbrief.letter import Letter, parse


def letter_with(body: str) -> Letter:
    """A letter with this body under the heading "Proef"."""
    return parse(
        " Nr. 1 BRIEF VAN DE MINISTER VAN PROEVEN \n\nAan de Voorzitter \n\n"
        f"Den Haag, 1 mei 2020 \n\nVooraf. \n\nProef \n\n{body}\n\n"
        "Tot slot \n\nDit was het. \n\nDe Minister van Proeven,\nP. Roef\n"
    )


def proof(body: str) -> list[list[str]]:
    """The sentences under the heading "Proef", paragraph by paragraph."""
    (section,) = (each for each in letter_with(body).sections if each.id == "proef")
    return [[sentence.text for sentence in each.sentences] for each in section.paragraphs]


@pytest.mark.parametrize(
    ("print_", "text"),
    [
        ("Dit is een pro-\nbleem.", "Dit is een probleem."),
        ("Dit is een pro- \nbleem.", "Dit is een probleem."),
        ("Het is niet één-op-\néén zo.", "Het is niet één-op-één zo."),
        ("Het is niet één-\nop-één zo.", "Het is niet één-op-één zo."),
        ("De Staten-\nGeneraal.", "De Staten-Generaal."),
        ("Basis-\nen middelbaar.", "Basis- en middelbaar."),
        ("BASIS-\nEN MIDDELBAAR.", "BASIS- EN MIDDELBAAR."),
        ("Door-\nof uitstroom.", "Door- of uitstroom."),
        ("Basis-\nen/of speciaal.", "Basis- en/of speciaal."),
        ("Een be-\nenigd bezit.", "Een beenigd bezit."),
        ("Een pro-\nblemen- en kansenkaart.", "Een problemen- en kansenkaart."),
        ("Van 2018-\n2019 af.", "Van 2018-2019 af."),
        ("Voor 10-\njarigen.", "Voor 10-jarigen."),
        ("Dit is zo -\nzegt men.", "Dit is zo - zegt men."),
        ("Twee  blanco's\tof\nmeer.", "Twee blanco's of meer."),
        ("Regels met\r\neen retour.", "Regels met een retour."),
        # An address is joined, and loses nothing.
        ("Zie https://\na.nl/b voor\nmeer.", "Zie https://a.nl/b voor meer."),
        ("Zie https://a.nl/wel-\nwaar voor meer.", "Zie https://a.nl/wel-waar voor meer."),
        ("Zie https://a.nl/c+-\n+d voor meer.", "Zie https://a.nl/c+-+d voor meer."),
        ("Zie https://a.nl\n/e voor meer.", "Zie https://a.nl/e voor meer."),
        ("Zie https://\na.nl/\nb/c voor meer.", "Zie https://a.nl/b/c voor meer."),
        ("Zie https://a.nl\nvoor meer.", "Zie https://a.nl voor meer."),
        ("Zie https://a.nl/b, pro-\nbleem vijf.", "Zie https://a.nl/b, probleem vijf."),
    ],
)
def test_a_line_break_becomes_a_space_a_hyphen_or_nothing(print_: str, text: str) -> None:
    assert proof(print_) == [[text]]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Zie nr. 81 hierover.", "Nr. 104 ook."],
        ["Getekend door A. Slob.", "En door J.P. Smit."],
        ["Dat is zo (Kamerstuk, nr. 3046).", "Lid Vos vroeg dit."],
        ["In de brief «Nu. Of Nooit» staat het.", "Meer niet."],
        ["Hij zei «Het is zo.»", "Zij niet."],
        ["Is dit zo?", "Ja!", "283 respondenten vinden van wel.", "€ 6 miljoen is genoeg."],
        ["«Bevorderen» is een brief.", "«Kansen» ook.", "(Meer niet.)"],
        ["Dit is, o.a. bij art. 3, gezegd door dr. Vos enz. in mei."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert proof(" ".join(sentences)) == [sentences]


NOTES = "\n\n1 Eerste noot.\n\n2 Tweede noot.\n pagina twee."


def test_a_mark_belongs_to_the_word_before_it_and_not_to_the_text() -> None:
    letter = letter_with("Dit is het.1 Dat ook,2 zegt men op de" + NOTES)
    sentences = letter.sections[2].paragraphs[0].sentences
    assert [(each.text, each.marks) for each in sentences] == [
        ("Dit is het.", (1,)),
        ("Dat ook, zegt men op de pagina twee.", (2,)),
    ]
    assert [note.marked_in for note in letter.footnotes] == ["proef.1.1", "proef.1.2"]
    assert [letter.raw([span]) for span in letter.structural_spans] == ["1", "2", "1", "2"]


def test_a_mark_after_a_closing_guillemet_or_bracket_is_a_mark() -> None:
    assert proof("Dit is «het».1 Dat (ook.)2 Zegt men op de" + NOTES) == [
        ["Dit is «het».", "Dat (ook.)", "Zegt men op de pagina twee."]
    ]


@pytest.mark.parametrize("name", ["MWM2", "de G1", "14.1", "nr.1", "op.1a", "2,1"])
def test_digits_of_names_and_numbers_are_no_marks(name: str) -> None:
    body = f"Dit is {name} voor de.1 Dat is.2 Wij zijn op de" + NOTES
    letter = letter_with(body)
    assert letter.sections[2].paragraphs[0].sentences[0].text == f"Dit is {name} voor de."
    assert len(letter.structural_spans) == 4


def test_without_its_footnote_a_number_is_no_mark() -> None:
    assert proof("Dit is het.3 Meer niet.1 Wij zijn op de" + NOTES) == [
        ["Dit is het.3 Meer niet.", "Wij zijn op de pagina twee."]
    ]


def test_a_block_with_a_number_is_a_footnote_only_at_the_foot_and_in_its_turn() -> None:
    letter = letter_with("Wij zijn er.1 \n\n283 vinden dat.\n\n1 Eerste noot.\n Nu pagina twee.")
    assert [note.number for note in letter.footnotes] == [1]
    assert letter.find("283 vinden dat.")[0].part.id == "proef.2.1"
    assert [each.id for each in letter.sections[2].paragraphs] == ["proef.1", "proef.2", "proef.3"]


def test_a_numbered_block_above_the_text_is_no_footnote() -> None:
    letter = letter_with("Wij zijn er.1 \n\n1 Dit is een punt.\n\nDit is geen noot.")
    assert letter.footnotes == ()


def test_a_called_footnote_is_read_even_when_one_before_it_is_lost() -> None:
    letter = letter_with("Wij zijn er.2 Nu volgt\n\n2 Tweede noot.\n pagina twee.")
    assert [(each.number, each.marked_in) for each in letter.footnotes] == [(2, "proef.1.1")]


def test_a_number_that_was_a_footnote_before_is_none_again() -> None:
    letter = letter_with("Wij.1 Nu volgt\n\n1 Eerste noot.\n pagina twee.\n\n1 Geen noot.\n Zo.")
    assert [each.lines for each in letter.footnotes] == [(13,)]
    assert letter.find("1 Geen noot.")


def test_a_footnote_without_a_mark_says_so() -> None:
    letter = letter_with("Wij zijn nu op\n\n1 Eerste noot.\n pagina twee.")
    assert [(each.number, each.marked_in) for each in letter.footnotes] == [(1, None)]


def test_a_paragraph_goes_on_over_a_page_unless_a_sentence_ends_there() -> None:
    assert proof("Dit gaat\nverder op een andere\n pagina. Zo.") == [
        ["Dit gaat verder op een andere pagina.", "Zo."]
    ]
    assert proof("Dit gaat\nniet verder.\n Pagina twee.") == [
        ["Dit gaat niet verder."],
        ["Pagina twee."],
    ]
    assert proof("Dit zeggen,\n Kamer en kabinet.") == [["Dit zeggen, Kamer en kabinet."]]
    assert proof("Dit is de pro-\n bleemstelling.") == [["Dit is de probleemstelling."]]
    assert proof("Dit staat\nin de Kamerbrief van A.\n Slob.") == [
        ["Dit staat in de Kamerbrief van A. Slob."]
    ]


def test_a_heading_may_close_a_page() -> None:
    letter = letter_with("Dit is het.\n\nTweede proef: alles\n Nu de rest.")
    assert [section.id for section in letter.sections[2:4]] == ["proef", "tweede-proef"]


def test_a_heading_may_take_two_lines_and_is_split_at_a_colon_only_in_its_id() -> None:
    letter = letter_with("Ja.\n\n«Één-op-één» pro-\nbleem: nu\n\nNee.")
    section = letter.sections[3]
    assert (section.id, section.heading) == ("een-op-een-probleem", "«Één-op-één» probleem: nu")


@pytest.mark.parametrize("block", ["en nog dit", "Dit is lang " * 13, "Dit volgt:", "Dit niet."])
def test_a_block_that_is_long_or_ends_like_a_sentence_is_no_heading(block: str) -> None:
    assert [len(paragraph) for paragraph in proof(f"Ja.\n\n{block}\n\nNee.")] == [1, 1, 1]


def test_two_sections_with_one_heading_have_two_ids() -> None:
    letter = letter_with("Ja.\n\nProef\n\nNee.\n\nVoetnoten\n\nGeen.")
    ids = [section.id for section in letter.sections]
    assert ids[2:5] == ["proef", "proef-2", "voetnoten-2"]
    assert [part.id for part in letter.at_line(15)] == ["proef-2.1.1"]


def test_two_ministers_may_sign() -> None:
    letter = parse(letter_with("Ja.").source + "\nDe Staatssecretaris van Meer,\nQ. Vos\n")
    signature = letter.sections[-1]
    assert signature.id == "ondertekening"
    assert [each.text for each in signature.paragraphs] == [
        "De Minister van Proeven, P. Roef",
        "De Staatssecretaris van Meer, Q. Vos",
    ]


def test_an_entry_begins_on_a_line_with_a_label_after_a_full_stop() -> None:
    letter = letter_with(
        "Ja.1 Nu volgt\n\n1 Werk: nr. 3 en\nRust: nr. 4.\nTijd over: nr. 5 van\n"
        "A. Vos.\nzie: hier.\n pagina twee."
    )
    assert [(each.label, each.text) for each in letter.footnotes[0].entries] == [
        ("Werk", "Werk: nr. 3 en Rust: nr. 4."),
        ("Tijd over", "Tijd over: nr. 5 van A. Vos. zie: hier."),
    ]


def test_references_take_every_form_of_their_kind() -> None:
    letter = letter_with(
        "Kamerstukken II 27 923, 31 293 en 35 000-VIII, nr. 284 en Kamerstuk 29 544 (niet 31 x). "
        "Aanhangsel van de Handelingen I 2019/2020, nr. 7 en Handelingen II 2018/19, item 3. "
        "Zie (https://a.nl/b_(c)) of https://d.nl/e; «Een titel. Twee zinnen»."
    )
    assert [(each.kind, each.text) for each in letter.references] == [
        ("kamerstuk", "Kamerstukken II 27 923, 31 293 en 35 000-VIII, nr. 284"),
        ("kamerstuk", "Kamerstuk 29 544"),
        ("aanhangsel", "Aanhangsel van de Handelingen I 2019/2020, nr. 7"),
        ("handelingen", "Handelingen II 2018/19, item 3"),
        ("url", "https://a.nl/b_(c)"),
        ("url", "https://d.nl/e"),
        ("title", "Een titel. Twee zinnen"),
    ]
    assert letter.references[0].dossiers == ("27 923", "31 293", "35 000-VIII")
    assert letter.references[1].number is None


def test_occurrences_of_a_quote_may_overlap() -> None:
    assert len(letter_with("Zo zo zo zo.").find("zo zo")) == 2
