"""What the letter leans on: eleven documents, their dates, what names them, and what we found."""

from __future__ import annotations

import re
from datetime import date

import ipywidgets as widgets
import pytest

from kamerbrief.claims import Source, read_ledger
from kamerbrief.editions import editions
from kamerbrief.letter import read_letter
from kamerbrief.notebook.explorer import Explorer
from tests.notebook.markup import Node, parsed
from tests.notebook.moves import ENGLISH, drawing, home, opened, opened_in, parts, places

SCHOOLS = "scholen-met-achterstandenproblematiek"

# By the letter, or else by the quote of our source; read by hand.
DATES = {
    "survey": date(2019, 4, 5),
    "request": None,
    "questions": None,
    "equal-opportunity": date(2019, 3, 13),
    "workload": date(2018, 2, 9),
    "workload-money": date(2019, 3, 6),
    "brochure": date(2017, 11, 13),
    "inspectorate": date(2019, 2, 22),
    "parents": date(2019, 1, 31),
    "progress": None,
    "shortage": date(2018, 8, 24),
}
NAMED_IN = {
    "text": {"request", "questions", "equal-opportunity"},  # lines 10, 13 and 18
    "1": {"survey"},
    "2": {"equal-opportunity"},
    "3": {
        *("workload", "workload-money", "brochure"),
        *("inspectorate", "parents", "progress", "shortage"),
    },
    "4": {"equal-opportunity"},
}
LEANS_ON = {
    "inleiding.1.1": set(),
    "inleiding.1.2": {"survey", "request"},
    "inleiding.1.3": {"questions"},
    "inleiding.2.1": {"equal-opportunity"},
    "onderzoek.1.3": set(),
    "onderzoek.2.2": NAMED_IN["3"],
    f"{SCHOOLS}.2.1": {"equal-opportunity"},
    f"{SCHOOLS}.3.5": set(),
    f"{SCHOOLS}.3.8": set(),
    f"{SCHOOLS}.3.10": set(),
    "tot-slot.1.3": set(),
}
HEADS = ("note", "what", "named", "date", "where")
NOTE, WHAT, NAMED, WHEN, WHERE = (ENGLISH.text(f"references.head.{name}") for name in HEADS)


def called(document: str) -> str:
    """What the English edition calls a document."""
    return ENGLISH.text(f"document.{document}-document")


def tree(explorer: Explorer) -> Node:
    """What stands below the controls and the chart."""
    return parsed(" ".join(box.value for box in parts(explorer, widgets.HTML)))


def listed(explorer: Explorer) -> dict[str, dict[str, Node]]:
    """The table's rows by document, each with its cells by what stands above them."""
    names = {called(document): document for document in DATES}
    rows = {}
    for row in tree(explorer).all("tr"):
        cells = {cell.attributes["data-head"]: cell for cell in row.all("td")}
        if cells:
            (cells[NOTE],) = row.all("th")
            rows[names[cells[WHAT].text]] = cells
    return rows


def written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# ── the documents ─────────────────────────────────────────────────────────────────────────────


def test_there_are_eleven_documents_each_with_the_date_the_letter_or_a_source_gives() -> None:
    rows = listed(opened("references"))
    assert rows.keys() == DATES.keys()
    for document, day in DATES.items():
        said = rows[document][WHEN].text
        assert said.startswith(written(day)) if day else not re.search(r"\d", said), document


def test_in_the_table_they_stand_by_what_names_them() -> None:
    rows = listed(opened("references"))
    named = [[note for note in NAMED_IN if document in NAMED_IN[note]] for document in rows]
    for document, row in rows.items():
        numbers = re.findall(r"\d", row[NOTE].text)
        assert numbers == [n for n in "1234" if document in NAMED_IN[n]], document
        assert ("text" in row[NOTE].text) == (document in NAMED_IN["text"]), document
    order = [notes[0].replace("text", "0") for notes in named]
    assert order == sorted(order)


@pytest.mark.parametrize("note", NAMED_IN)
def test_a_footnote_leaves_the_documents_that_it_names(note: str) -> None:
    explorer = opened("references", note=note)
    assert listed(explorer).keys() == NAMED_IN[note]
    assert f": {len(NAMED_IN[note])} document" in explorer.reading
    # The others are still drawn: the title is about all of them.
    assert len(drawing(explorer)["layout"]["annotations"]) == 11 + 1


def test_how_many_are_undated_and_how_many_were_not_found_is_said() -> None:
    # Without a date: request, questions, progress; without a source those and two with an address.
    numbers = re.findall(r"\d+", home("references").reading)
    assert numbers == ["11", "3", "5"]
    assert home("references").title.count("8") == 1


def test_the_table_names_a_document_as_the_letter_does_on_the_lines_where_it_does() -> None:
    for document, row in listed(opened("references")).items():
        names = [span.text for span in row[NAMED].all("span") if "lang" in span.attributes]
        where = [span.text for span in row[NAMED].all(kind="kb-where")]
        assert len(names) == len(where) > 0, document
        for name, line in zip(names, where, strict=True):
            (found,) = read_letter().find(name)
            # Where a name runs on, the line is that of the figure in it.
            first = int(re.findall(r"\d+", line)[0])
            assert found.lines[0] <= first <= found.lines[-1], document


def test_footnotes_two_and_four_lead_to_one_document_though_their_numbers_differ() -> None:
    (second,), (fourth,) = (listed(opened("references", note=n)).items() for n in ("2", "4"))
    assert second == fourth
    names = [span.text for span in second[1][NAMED].all("span") if "lang" in span.attributes]
    assert {"Kamerstuk 35 000 VIII, nr. 175", "Kamerstuk 35 000 VII, nr. 175"} < set(names)
    assert re.findall(r"line (\d+)", second[1][NAMED].words) == ["19", "40", "103"]
    for sentence in ("inleiding.2.1", f"{SCHOOLS}.2.1"):
        (chained,) = listed(opened("leans_on", sentence=sentence)).values()
        assert chained[NAMED] == second[1][NAMED]


# ── low confidence ────────────────────────────────────────────────────────────────────────────


def test_the_one_date_of_low_confidence_is_doubted_in_its_row() -> None:
    rows = listed(opened("references"))
    doubted = [d for d, row in rows.items() if "confidence low" in row[WHERE].words]
    assert doubted == ["workload-money"]
    assert rows["workload-money"][WHEN].text == "6 March 2019, if it is this one"
    assert [d for d, row in rows.items() if " if " in row[WHEN].text] == doubted


def test_wherever_that_date_shows_its_low_confidence_does_too() -> None:
    shown = []
    chain = opened("leans_on", sentence="onderzoek.2.2")
    for explorer in (opened("references"), opened("references", note="3"), chain):
        shown += [row.words for row in tree(explorer).all("tr")]
        shown += explorer.reading.split("; ")
    dated = [text for text in shown if "6 March 2019" in text]
    assert len(dated) == 4  # three rows and the chain's reading
    assert all("confidence low" in text for text in dated)


def test_no_date_is_given_to_what_has_none() -> None:
    rows = listed(opened("references"))
    for document in ("request", "questions"):
        assert rows[document][WHEN].text == ENGLISH.text("references.no-date")
    # As vague as the letter is, and in its own words.
    assert rows["progress"][WHEN].text == "medio juni"
    assert [node.attributes["lang"] for node in rows["progress"][WHEN].all()] == ["nl"]


# ── where to look ─────────────────────────────────────────────────────────────────────────────

# Where a document can be read and how sure we are of that; an address of the letter we did not read.
LOOK_AT = {
    "survey": ("www.jeugdeducatiefonds.nl/files/291/abn+amro+foundation+", "did not find"),
    "brochure": ("www.rijksoverheid.nl/documenten/publicaties/2017/11/13/", "did not find"),
    "equal-opportunity": ("zoek.officielebekendmakingen.nl/", "confidence high"),
    "workload": ("www.tweedekamer.nl/", "confidence high"),
    "workload-money": ("www.nrc.nl/", "confidence low"),
    "inspectorate": ("www.openkamer.org/", "confidence medium"),
    "parents": ("zoek.officielebekendmakingen.nl/", "confidence high"),
    "shortage": ("www.openkamer.org/", "confidence medium"),
    "request": ("", "did not find"),
    "questions": ("", "did not find"),
    "progress": ("", "did not find"),
}


def test_a_document_leads_to_where_it_can_be_read_with_how_sure_we_are() -> None:
    rows = listed(opened("references"))
    assert rows.keys() == LOOK_AT.keys()
    for document, (address, says) in LOOK_AT.items():
        cell = rows[document][WHERE]
        links = [link.attributes["href"] for link in cell.all("a")]
        assert len(links) == bool(address), document
        assert all(link.startswith(f"https://{address}") for link in links), document
        assert says in cell.text, document
        badges = [badge.attributes["href"] for badge in cell.all(kind="kb-badge-source")]
        assert badges == (links if "confidence" in says else []), document


# ── what a sentence leans on ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sentence", LEANS_ON)
def test_a_sentence_leans_on_its_own_documents_and_those_of_its_footnotes(sentence: str) -> None:
    explorer, expected = opened("leans_on", sentence=sentence), LEANS_ON[sentence]
    assert listed(explorer).keys() == expected
    assert {d for d in DATES if called(d) in explorer.reading} == expected
    assert ("names no document" in explorer.reading) == (expected == set())
    assert ("no document" in drawing(explorer)["layout"]["title"]["text"]) == (expected == set())


def test_the_request_stands_on_footnote_one_and_on_the_records_of_the_house() -> None:
    rows = listed(opened("leans_on", sentence="inleiding.1.2"))
    assert "Handelingen II 2018/19, nr. 81, item 19" in rows["request"][NAMED].words
    assert "line 10" in rows["request"][NAMED].words
    assert "line 36" in rows["survey"][NAMED].words
    notes = [note["text"] for note in home("leans_on").figure["layout"]["annotations"]]
    assert [text for text in notes if text.startswith("note ")] == ["note 1"]
    assert "lines 9–11" in notes


def test_every_document_stands_behind_a_sentence_and_none_behind_those_without_a_note() -> None:
    explorer = opened("leans_on")
    control = explorer.controls["sentence"]
    reached = {}
    for sentence in places(control):
        control.value = sentence
        if found := set(listed(explorer)):
            reached[sentence] = found
    assert reached == {sentence: found for sentence, found in LEANS_ON.items() if found}
    assert set().union(*reached.values()) == set(DATES)


def test_every_sentence_that_asserts_something_can_be_chosen_once_by_its_lines_and_words() -> None:
    control = opened("leans_on").controls["sentence"]
    letter = read_letter()
    labels = [label for label, _ in control.options]
    assert len(labels) == len(set(labels)) == 43
    for label, sentence in control.options:
        where, _, words = label.partition(": ")
        assert letter.part(sentence).text.startswith(words.removesuffix(" …"))
        assert int(re.findall(r"\d+", where)[0]) == letter.part(sentence).lines[0]


@pytest.mark.parametrize(
    ("sentence", "speaker", "says"),
    [
        ("inleiding.1.3", "commitment", "found nothing"),
        ("inleiding.2.1", "as fact", "1 source bears on it without confirming"),
        ("onderzoek.1.2", "the research", "2 sources agree"),
        ("onderzoek.1.3", "the research", "1 source says something else"),
        ("onderzoek.1.5", "judgement", "found nothing"),
        (f"{SCHOOLS}.3.5", "as fact", "2 sources bear on it without confirming"),
        (f"{SCHOOLS}.3.7", "as fact", "1 source agrees"),
    ],
)
def test_who_speaks_and_what_is_said_outside_is_read_with_it(
    sentence: str, speaker: str, says: str
) -> None:
    reading = opened("leans_on", sentence=sentence).reading
    assert speaker in reading
    assert says in reading


def test_money_is_listed_with_the_sources_that_bear_on_it_and_their_badges() -> None:
    page = tree(opened("leans_on", sentence=f"{SCHOOLS}.3.5"))
    assert "€260 million" in page.words.replace("\xa0", " ")
    assert "€270 million" in page.words.replace("\xa0", " ")
    hosts = [badge.attributes["href"].split("/")[2] for badge in page.all(kind="kb-badge-source")]
    assert hosts == ["www.rijksoverheid.nl", "www.rd.nl"]
    # What stands behind a sentence of the letter is not mixed with what was found outside it.
    assert list(page.all("tr")) == []


# ── the page ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("edition", editions())
def test_the_tables_are_well_formed_and_their_dutch_is_marked_as_such(edition: str) -> None:
    letter = read_letter()
    for name in ("references", "leans_on"):
        page = tree(opened_in(edition, name))
        dutch = [node for node in page.all() if node.attributes.get("lang") == "nl"]
        assert len(dutch) >= 3
        titles = {source.title for source in read_ledger().of(Source)}
        assert all(letter.find(node.text) for node in dutch if node.text not in titles)


def test_a_sentence_is_quoted_whole_and_in_dutch() -> None:
    for sentence in LEANS_ON:
        (quote,) = tree(opened("leans_on", sentence=sentence)).all("q")
        assert quote.text == read_letter().part(sentence).text
