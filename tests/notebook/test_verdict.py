"""The verdicts: each sentence once, by hand for some of them, and what the reader's view changes."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from statsmodels.stats.proportion import proportion_confint

from kamerbrief.letter import read_letter
from kamerbrief.notebook.explorer import Explorer
from tests.notebook.markup import Node, parsed
from tests.notebook.moves import ENGLISH, drawing, home, opened, places, view

SCHOOLS = "scholen-met-achterstandenproblematiek"
SCALE = ("confirmed", "disputed", "quoted", "referenced", "stated", "judgement", "commitment")

# Judged by hand: who speaks, whether the letter names a document, and what the sources say.
VERDICTS = {
    "inleiding.1.1": "confirmed",  # there is such a survey, says the NJi
    "inleiding.1.2": "referenced",  # a footnote, and nothing outside
    "inleiding.1.3": "commitment",  # "deze beantwoord ik …"
    "inleiding.2.1": "referenced",  # footnote 2, and outside only what that letter is about
    "inleiding.2.2": "judgement",  # "zou enkel afhankelijk moeten zijn"
    "onderzoek.1.2": "confirmed",  # 283 is 135 and 148
    "onderzoek.1.3": "disputed",  # 135 teachers, or 135 respondents
    "onderzoek.1.5": "judgement",  # "kan ik niet goed inschatten"
    "onderzoek.2.2": "referenced",  # footnote 3
    f"{SCHOOLS}.1.3": "quoted",  # "volgens het onderzoek"
    f"{SCHOOLS}.1.6": "quoted",  # "De leerkrachten geven … aan"
    f"{SCHOOLS}.3.5": "stated",  # circa 290 million, without a document
    f"{SCHOOLS}.3.8": "disputed",  # circa 490 million, and 462 for 2019 outside
    f"{SCHOOLS}.3.10": "stated",  # circa 790 million, and outside a plan of another year
    f"{SCHOOLS}.4.2": "confirmed",  # circa 6 million, and 5.816 million outside
    f"{SCHOOLS}.4.5": "commitment",  # "onderzoek ik samen met DUO"
    f"{SCHOOLS}.4.6": "judgement",  # "niet lijkt te spelen"
    "tot-slot.1.2": "stated",
    "tot-slot.1.3": "judgement",
}
DISPUTED = ["onderzoek.1.3", f"{SCHOOLS}.3.8"]
DOUBT, LANGUAGE = "onderzoek.1.5", f"{SCHOOLS}.1.3"
TOTAL, SPARED = f"{SCHOOLS}.3.10", f"{SCHOOLS}.4.6"


def table(explorer: Explorer) -> list[dict[str, Node]]:
    """The table's rows, each with its cells by what stands above them."""
    rows = []
    for row in parsed(view(explorer).html).all("tr"):
        cells = {cell.attributes["data-head"]: cell for cell in row.all("td")}
        if cells:
            (first,) = row.all("th")
            rows.append({"sentence": first, **cells})
    return rows


def sentence_of(row: dict[str, Node]) -> str:
    """The id of the sentence that a row quotes whole."""
    (quote,) = row["sentence"].all("q")
    (found,) = (part.id for part in read_letter().sentences if part.text == quote.text)
    return found


@pytest.fixture(scope="module")
def on_the_scale() -> dict[str, str]:
    """Every sentence with its verdict, as the table has them."""
    rows = table(opened("verdicts"))
    names = {ENGLISH.text(f"verdict.{name}"): name for name in SCALE}
    return {sentence_of(row): names[row["verdict"].text] for row in rows}


# ── sentence by sentence ──────────────────────────────────────────────────────────────────────


def test_every_sentence_but_header_and_signature_is_on_the_scale_once(
    on_the_scale: dict[str, str],
) -> None:
    asserting = [
        sentence.id
        for sentence in read_letter().sentences
        if sentence.section not in ("aanhef", "ondertekening")
    ]
    assert len(table(opened("verdicts"))) == len(asserting) == 43
    assert list(on_the_scale) == asserting


def test_a_sentence_has_the_verdict_that_we_give_it_by_hand(on_the_scale: dict[str, str]) -> None:
    assert {sentence: on_the_scale[sentence] for sentence in VERDICTS} == VERDICTS


def test_of_what_the_teachers_said_nothing_is_confirmed(on_the_scale: dict[str, str]) -> None:
    retold = {on_the_scale[f"{SCHOOLS}.1.{number}"] for number in range(1, 7)}
    assert retold == {"quoted"}


def test_the_chart_the_table_and_the_reading_count_alike(on_the_scale: dict[str, str]) -> None:
    counts = Counter(on_the_scale.values())
    told = re.findall(r"(\D+) (\d+)[;.]", home("verdicts").reading.partition(":")[2])
    assert [int(number) for _, number in told] == [counts[name] for name in SCALE]
    assert sum(counts.values()) == 43
    _, dark = home("verdicts").figure["data"]
    letter = read_letter()
    rows = Counter(y for y in dark["y"][::3])
    lines = Counter[str]()
    for sentence, verdict in on_the_scale.items():
        lines[verdict] += len(letter.part(sentence).lines)
    assert [rows[row] for row in range(len(SCALE))] == [lines[name] for name in SCALE]
    assert f"{counts['confirmed']} of 43 " in home("verdicts").title


@pytest.mark.parametrize(
    ("state", "left"),
    [
        ({"verdict": "disputed"}, DISPUTED),
        ({"verdict": "disputed", "section": "onderzoek"}, ["onderzoek.1.3"]),
        ({"verdict": "commitment"}, ["inleiding.1.3", f"{SCHOOLS}.4.5"]),
        (
            {"verdict": "referenced"},
            ["inleiding.1.2", "inleiding.2.1", "onderzoek.2.2", f"{SCHOOLS}.2.1"],
        ),
        ({"section": "tot-slot"}, ["tot-slot.1.1", "tot-slot.1.2", "tot-slot.1.3"]),
        ({"verdict": "disputed", "section": "inleiding"}, []),
    ],
)
def test_the_filter_leaves_the_sentences_it_asks_for(
    state: dict[str, str], left: list[str]
) -> None:
    explorer = opened("verdicts", **state)
    assert [sentence_of(row) for row in table(explorer)] == left
    told = f"{len(left)} of the 43 " if left else ENGLISH.text("verdicts.reading.none")
    assert explorer.reading.startswith(told)
    pale, dark = drawing(explorer)["data"]
    strokes = sum(len(read_letter().part(sentence).lines) for sentence in left)
    assert dark["y"].count(None) == strokes
    assert pale["y"].count(None) + strokes == home("verdicts").figure["data"][1]["y"].count(None)


def test_the_rule_is_said_with_one_verdict_and_only_then() -> None:
    for name in SCALE:
        assert ENGLISH.text(f"verdict.{name}.rule") in opened("verdicts", verdict=name).reading
    assert "The rule" not in opened("verdicts", section="tot-slot").reading


@pytest.mark.parametrize(
    ("sentence", "column", "holds"),
    [
        ("inleiding.1.2", "what supports it in the letter", "footnote 1"),
        ("onderzoek.2.2", "what supports it in the letter", "footnote 3"),
        ("onderzoek.1.5", "what supports it in the letter", "own caution"),
        ("onderzoek.1.3", "what outside", "differs:"),
        (f"{SCHOOLS}.3.10", "what outside", "€746\xa0million"),
        (f"{SCHOOLS}.1.3", "what outside", "bears on it:"),
        (f"{SCHOOLS}.4.2", "what outside", "agrees:"),
        ("tot-slot.1.2", "what outside", "nothing"),
        ("tot-slot.1.2", "what supports it in the letter", "nothing"),
        ("inleiding.1.3", "who says it", "commitment"),
        (f"{SCHOOLS}.1.3", "who says it", "the research"),
    ],
)
def test_a_row_says_who_speaks_and_what_supports_it(sentence: str, column: str, holds: str) -> None:
    (row,) = (row for row in table(opened("verdicts")) if sentence_of(row) == sentence)
    assert holds in row[column].text


def test_every_source_of_a_disputed_sentence_is_shown_and_none_is_chosen() -> None:
    rows = table(opened("verdicts", verdict="disputed"))
    sources = [len(list(row["what outside"].all(kind="kb-badge-source"))) for row in rows]
    assert sources == [1, 1]
    assert "none is chosen" in opened("verdicts", verdict="disputed").reading


# ── the reader's own view ─────────────────────────────────────────────────────────────────────


def outcomes(explorer: Explorer) -> dict[str, str]:
    """What becomes of each sentence, as the table has it."""
    names = {ENGLISH.text(f"your_view.{name}"): name for name in ("falls", "stays", "holds")}
    head = ENGLISH.text("your_view.head.outcome")
    return {sentence_of(row): names[row[head].text] for row in table(explorer)}


HOME = {DOUBT: "holds", LANGUAGE: "holds", TOTAL: "stays", SPARED: "holds"}


@pytest.mark.parametrize(
    ("state", "changed"),
    [
        ({}, {}),
        # Rounded to five million, 290 and 490 make 785 at most, and 790 means 787.5.
        ({"unit": 5_000_000}, {TOTAL: "falls"}),
        # 290 is no multiple of 50 million.
        ({"unit": 50_000_000}, {TOTAL: "falls"}),
        # Chance leaves 80.3% to 91.7%; who answers alike shifts nothing, and at 1.5 times the ends
        # of that become 73.1% and 88.0%, still around 87%.
        ({"ratio": 1.0}, {DOUBT: "stays"}),
        # At half, 89.1% and 95.7%; at twice, 67.1% and 84.7%.
        ({"ratio": 0.5}, {}),
        # Fully linked, a school with one problem has all of them.
        ({"correlation": 1.0}, {SPARED: "stays"}),
        (
            {"ratio": 1.0, "unit": 5_000_000, "correlation": 1.0},
            {DOUBT: "stays", TOTAL: "falls", SPARED: "stays"},
        ),
    ],
)
def test_settings_do_to_the_verdicts_what_follows_by_hand(
    state: dict[str, float], changed: dict[str, str]
) -> None:
    assert outcomes(opened("your_view", **state)) == HOME | changed


@pytest.mark.parametrize("ratio", [0.2, 0.5, 1.0, 2.0, 5.0])
def test_no_ratio_turns_more_often_round(ratio: float) -> None:
    explorer = opened("your_view", ratio=ratio)
    assert outcomes(explorer)[LANGUAGE] == "holds"
    first, second = (share / (share + ratio * (1 - share)) for share in (0.87, 0.23))
    (why,) = (row["why"].text for row in table(explorer) if sentence_of(row) == LANGUAGE)
    assert re.findall(r"\d+%", why) == [f"{first:.0%}", f"{second:.0%}"]
    assert why in explorer.reading


def test_the_settings_leave_the_verdicts_so_far_as_they_are() -> None:
    for state in ({}, {"ratio": 1.0, "unit": 5_000_000, "correlation": 1.0}):
        rows = table(opened("your_view", **state))
        assert {sentence_of(row): row["verdict so far"].text for row in rows} == {
            DOUBT: "judgement",
            LANGUAGE: "quoted research",
            TOTAL: "stated only",
            SPARED: "judgement",
        }


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"unit": 5_000_000},
        {"ratio": 1.0, "correlation": 1.0},
        {"ratio": 1.0, "unit": 1_000_000, "correlation": 1.0},
    ],
)
def test_reading_table_and_chart_agree(state: dict[str, float]) -> None:
    explorer = opened("your_view", **state)
    found = list(outcomes(explorer).values())
    changed = len(found) - found.count("stays")
    for text in (explorer.reading, drawing(explorer)["layout"]["title"]["text"]):
        assert re.findall(r"\b(\d) of (?:these )?4 ", text) == [str(changed)]
    places = {"falls": 0, "stays": 1, "holds": 2}
    *_, open_circles, marks = drawing(explorer)["data"]
    assert marks["x"] == [places[outcome] for outcome in found]
    assert marks["y"] == open_circles["y"] == [0, 1, 2, 3]
    assert open_circles["x"] == [1] * 4
    why = [row["why"].text for row in table(explorer)]
    told = [text for text, outcome in zip(why, found, strict=True) if outcome != "stays"]
    assert explorer.reading.endswith(" ".join(told))


def test_the_doubt_is_held_against_what_chance_leaves_of_the_corrected_share() -> None:
    # 0.87 / 1.13, and the ends of the Wilson interval of 135 answers corrected likewise.
    (why,) = (r["why"].text for r in table(opened("your_view")) if sentence_of(r) == DOUBT)
    assert re.findall(r"\d+%", why) == ["87%", "77%", "67%", "85%"]
    for ratio in places(opened("your_view").controls["ratio"]):
        explorer = opened("your_view", ratio=ratio)
        odds = [end / (1 - end) / ratio for end in proportion_confint(117.45, 135, method="wilson")]
        low, high = (each / (1 + each) for each in odds)
        assert outcomes(explorer)[DOUBT] == ("stays" if low <= 0.87 <= high else "holds"), ratio
