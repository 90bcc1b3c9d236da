"""Scenarios of the budget: kept by name, compared, taken along as files, and opened again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets as widgets
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances

from kamerbrief import explore, show
from kamerbrief.claims import read_ledger
from kamerbrief.editions import Words
from kamerbrief.models.budget import in_cents, split
from kamerbrief.notebook.cells import close
from kamerbrief.notebook.explorer import Explorer, opened
from kamerbrief.notebook.shelf import Shelf, kept
from kamerbrief.scenes.budget import PARTS, Scenario, published
from kamerbrief.scenes.scenarios import LARGEST, MOST, Refused, as_csv, as_entry, as_json, read_json
from tests.notebook.markup import parsed
from tests.notebook.moves import ENGLISH, of_a_program, parts, type_in

MAXIMUM = int(read_ledger().assumption("budget-total").maximum or 0)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Each test begins with an empty shelf."""
    kept.clear()
    yield
    kept.clear()


@pytest.fixture
def above() -> Explorer:
    """The explorer above the shelf."""
    explorer: Explorer = explore.budget_split()
    return explorer


@pytest.fixture
def shelf(above: Explorer) -> Shelf:
    """A shelf below an explorer."""
    shelf: Shelf = show.scenarios()
    return shelf


def save(shelf: Shelf, name: str) -> None:
    """Save what the explorer above shows."""
    shelf.name.value = name
    shelf.save.click()


def scenario(name: str = "Mine", total: float = 780e6, schools: float = 0.5) -> Scenario:
    """A division of the money, without other support."""
    parts = split(total, schools=schools, preschool=1 - schools, other=0).parts
    return Scenario(name, "assumption", parts, own=True)


def said(shelf: Shelf) -> str:
    """What was said last, as plain text."""
    return parsed(shelf.said).text


def handed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, kind: str
) -> tuple[dict[str, Any], bytes]:
    """What a reader gets who asks for all as a file of this kind: the message, and the content."""
    sent: list[Any] = []
    monkeypatch.setattr(
        shelf.files, "send", lambda message, buffers: sent.append((message, buffers))
    )
    getattr(shelf, kind).click()
    ((message, (content,)),) = sent
    return message, content


# ── kept by name ──────────────────────────────────────────────────────────────────────────────


def test_an_empty_shelf_says_what_there_is_to_do_and_shows_no_chart(shelf: Shelf) -> None:
    assert repr(shelf) == shelf.reading == ENGLISH.text("scenarios.none")
    assert shown(shelf) == ["none", "none"]


def test_what_the_explorer_shows_is_saved_to_the_cent(shelf: Shelf, above: Explorer) -> None:
    above.controls["total"].value = 781_000_001
    above.controls["schools"].value = 1 / 3
    save(shelf, "  A third  ")
    (one,) = shelf.scenarios
    assert one.name == "A third"
    assert dict(one.amounts) == dict(above.result.first.amounts)
    assert sum(in_cents(amount) for amount in one.amounts.values()) == in_cents(781_000_001)
    assert shelf.name.value == ""
    assert "A third" in said(shelf)


def test_a_saved_scenario_stays_when_the_explorer_moves_on(shelf: Shelf, above: Explorer) -> None:
    save(shelf, "As the letter has it")
    above.controls["schools"].value = 0.9
    assert shelf.scenarios[0].share("schools") == pytest.approx(290 / 780)


def test_a_cell_that_runs_again_has_not_lost_what_was_kept(shelf: Shelf) -> None:
    save(shelf, "Mine")
    again = show.scenarios()
    assert again.scenarios == shelf.scenarios
    assert shown(again) == ["", ""]


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@sum", "two\nlines", "a\tb", "a" * 41, "\ud800"]
)
def test_a_name_that_cannot_be_is_refused_with_the_rule_and_nothing_is_lost(
    shelf: Shelf, name: str
) -> None:
    save(shelf, "Mine")
    shelf.name.value = ""
    save(shelf, name)
    assert "cannot be a name" in said(shelf)
    said(shelf).encode("utf-8")  # or it would not reach the page
    assert [one.name for one in shelf.scenarios] == ["Mine"]
    assert shelf.name.value == name


def test_a_name_that_is_taken_is_refused(shelf: Shelf, above: Explorer) -> None:
    save(shelf, "Mine")
    above.controls["schools"].value = 0.9
    save(shelf, "Mine")
    assert "already" in said(shelf)
    assert shelf.scenarios[0].share("schools") == pytest.approx(290 / 780)


def test_a_full_shelf_says_so(shelf: Shelf) -> None:
    for number in range(MOST + 1):
        save(shelf, f"Number {number}")
    assert len(shelf.scenarios) == MOST
    assert f"At most {MOST}" in said(shelf)


def test_without_the_explorer_there_is_nothing_to_save(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for explorer in opened():
        if explorer.name == "budget_split":
            close(explorer)
    save(shelf, "Mine")
    assert "run the cell above" in said(shelf)
    assert shelf.scenarios == ()


def test_a_scenario_is_shown_above_again(shelf: Shelf, above: Explorer) -> None:
    above.controls["total"].value = 700e6
    above.controls["schools"].value = 0.41
    above.controls["preschool"].value = 0.2
    save(shelf, "Mine")
    before = above.result.first.amounts
    above.reset()
    shelf.show.click()
    assert dict(above.result.first.amounts) == dict(before)
    assert "now shows “Mine”" in said(shelf)


@settings(deadline=None, max_examples=40)  # each opens two explorers
@example(total=1e9, schools=0.7011795486899829, preschool=0.9099969862045489)
@given(
    total=st.integers(0, MAXIMUM).map(float),
    schools=st.floats(0, 1),
    preschool=st.floats(0, 1),
)
def test_whatever_was_saved_is_shown_above_to_the_euro(
    total: float, schools: float, preschool: float
) -> None:
    kept.clear()
    above, shelf = explore.budget_split(), show.scenarios()
    preschool *= 1 - schools
    parts = split(total, schools=schools, preschool=preschool, other=1 - schools - preschool).parts
    kept.append(as_entry(Scenario("Mine", "assumption", parts, own=True)))
    again = show.scenarios()
    again.show.click()
    assert "now shows" in said(again)
    for part in PARTS:
        assert above.result.first.amounts[part] == pytest.approx(parts[part], abs=1)
    close(above)
    close(shelf)


def test_a_removed_scenario_is_gone_and_the_others_stay(shelf: Shelf) -> None:
    for name in ("One", "Two", "Three"):
        save(shelf, name)
    assert shelf.choice.value == "Three"
    shelf.choice.value = "Two"
    shelf.remove.click()
    assert [one.name for one in shelf.scenarios] == ["One", "Three"]
    shelf.remove.click()
    shelf.remove.click()
    assert shelf.reading == ENGLISH.text("scenarios.none")
    assert shown(shelf) == ["none", "none"]


def test_without_a_name_or_with_a_refused_number_above_nothing_is_saved(
    shelf: Shelf, above: Explorer
) -> None:
    save(shelf, "  ")
    assert said(shelf) == ENGLISH.text("scenarios.unnamed")
    type_in(above.controls["total"], "1234567")
    save(shelf, "Mine")
    assert "has refused a number" in said(shelf)
    assert not shelf.scenarios
    type_in(above.controls["total"], "700")
    save(shelf, "Mine")
    (one,) = shelf.scenarios
    assert one.total == 700e6


def test_a_shelf_leaves_no_widget_behind_however_often_it_is_asked(above: Explorer) -> None:
    known = set(_instances)
    shelf = show.scenarios()
    made = len(set(_instances) - known)
    for number in range(4):
        save(shelf, f"Number {number}")
        shelf.remove.click()
    assert len(set(_instances) - known) == made
    close(shelf)
    assert set(_instances) - known == set()


def shown(shelf: Shelf) -> list[str]:
    """How the parts are displayed that are of use only when something is kept."""
    return [str(box.layout.display) for box in (shelf.having, shelf.compared)]


# ── compared ──────────────────────────────────────────────────────────────────────────────────


def test_table_and_chart_have_the_letter_first_and_a_row_for_each(
    shelf: Shelf, above: Explorer
) -> None:
    save(shelf, "The letter, kept")
    above.controls["schools"].value = 0.65
    save(shelf, "More for schools")
    table = table_of(shelf)
    rows = [row.text for row in parsed(table).all("tr")]
    assert len(rows) == 1 + 3
    assert "€285\xa0million to €295\xa0million (36.5% to 37.8%)" in rows[1]
    assert "More for schools" in rows[3]
    assert "€507\xa0million (65.0%)" in rows[3]
    drawn = json.loads(shelf.chart.figure)
    widths = [trace["x"][0] for trace in drawn["data"] if trace["y"] == [2]]
    assert widths == [507e6, 273e6, 0]
    assert drawn["layout"]["title"]["text"] == "Schools get 37.2% to 65.0% of the money"
    assert "More for schools" in drawn["layout"]["meta"]["alt"]
    assert "€507\xa0million" in drawn["layout"]["meta"]["alt"]
    assert "from 37.2% in “The letter, kept” to 65.0% in “More for schools”" in shelf.reading
    assert "More for schools: 65.0% of €780\xa0million to schools" in shelf.chart.source
    assert of_a_program([shelf.reading, table, shelf.chart.source]) == []


def table_of(shelf: Shelf) -> str:
    """The table as HTML."""
    return next(str(html.value) for html in parts(shelf, widgets.HTML) if "<table" in html.value)


def test_a_name_is_shown_as_text_and_never_as_html(shelf: Shelf) -> None:
    save(shelf, "<b>bold</b> & co")
    table = table_of(shelf)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; co" in table
    assert "<b>" not in shelf.said
    names = [note["text"] for note in json.loads(shelf.chart.figure)["layout"]["annotations"]]
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; co" in names[1]
    assert not any("<b>" in name for name in names)


# ── taken along ───────────────────────────────────────────────────────────────────────────────


def test_csv_is_as_rfc_4180_has_it_with_units_in_its_header(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(shelf, 'Group "2", één')
    message, content = handed(shelf, monkeypatch, "csv")
    assert message["name"] == "scenarios.csv"
    assert message["type"].startswith("text/csv")
    text = content.decode("utf-8")
    assert text.count("\r\n") == text.count("\n") == 3
    assert text.endswith("\r\n")
    assert '"Group ""2"", één"' in text
    head, letter, mine = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(head) == len(letter) == len(mine) == 9
    assert all("EUR per year" in name for name in head[2:6])
    assert all("share of total" in name for name in head[6:])
    assert letter[0] == "the letter’s two amounts"
    assert letter[1] == ENGLISH.text("scenarios.csv.basis.letter")
    assert "circa €790\xa0million" in letter[1]
    assert mine[:2] == ['Group "2", één', "reader"]
    assert [float(value) for value in mine[2:6]] == [780e6, 290e6, 490e6, 0]
    assert [float(value) for value in mine[6:]] == pytest.approx(
        [290 / 780, 490 / 780, 0], abs=1e-6
    )
    assert all("," not in value for value in mine[2:])


def test_dutch_csv_is_as_a_dutch_spreadsheet_has_it_and_says_so(
    above: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(Words("nl"))
    save(shelf, "Groep 2; één")
    _, content = handed(shelf, monkeypatch, "csv")
    assert "puntkomma" in said(shelf)
    head, letter, mine = csv.reader(
        io.StringIO(content.decode("utf-8"), newline=""), delimiter=";", strict=True
    )
    assert len(head) == len(letter) == len(mine) == 9
    assert all("decimale komma" in name for name in head[2:])
    assert letter[2:6] == ["780000000,00", "290000000,00", "490000000,00", "0,00"]
    assert letter[6] == "0,371795"
    assert mine[:2] == ["Groep 2; één", "lezer"]


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(
    lambda text: text.isprintable() and text.strip() == text and text[0] not in "=+-@"
)
scenarios = st.builds(
    scenario,
    name=names,
    total=st.integers(0, 100 * MAXIMUM).map(lambda cents: cents / 100),
    schools=st.floats(0, 1),
)


@given(st.lists(scenarios, min_size=1, max_size=MOST, unique_by=lambda one: one.name))
def test_what_is_taken_along_as_json_opens_again_as_it_was(given: list[Scenario]) -> None:
    assert list(read_json(as_json(given), ENGLISH)) == given


def test_a_readers_scenario_called_letter_stays_the_readers() -> None:
    text = as_csv([scenario("letter")], ENGLISH).decode("utf-8")
    assert list(csv.reader(io.StringIO(text)))[1][:2] == ["letter", "reader"]


@given(st.lists(scenarios, min_size=1, max_size=MOST, unique_by=lambda one: one.name))
def test_csv_holds_the_same_amounts_to_the_cent(given: list[Scenario]) -> None:
    text = as_csv(given, ENGLISH).decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]
    assert [row[0] for row in rows] == [one.name for one in given]
    for row, one in zip(rows, given, strict=True):
        assert [f"{one.amounts[part]:.2f}" for part in PARTS] == row[3:6]


def test_the_letters_row_carries_its_amounts() -> None:
    assert dict(published("letter").amounts) == {"schools": 290e6, "preschool": 490e6, "other": 0.0}


def test_a_file_is_opened_beside_what_is_there_and_twice_changes_nothing(shelf: Shelf) -> None:
    save(shelf, "Kept before")
    for _ in range(2):
        shelf.opening._take(
            None, {"kind": "file"}, [memoryview(as_json([scenario("From a file")]))]
        )
        assert "holds 1 division" in said(shelf)
        assert [one.name for one in shelf.scenarios] == ["Kept before", "From a file"]
    assert shelf.choice.value == "From a file"


def test_a_file_replaces_nothing_that_is_kept(shelf: Shelf) -> None:
    save(shelf, "Mine")
    before = shelf.scenarios
    shelf.opening._take(None, {"kind": "file"}, [as_json([scenario("New"), scenario("Mine")])])
    assert [one.name for one in shelf.scenarios] == ["Mine", "New", "Mine (2)"]
    assert shelf.scenarios[:1] == before
    assert shelf.scenarios[2].share("schools") == 0.5


def test_a_file_for_which_there_is_no_room_is_refused_as_a_whole(shelf: Shelf) -> None:
    save(shelf, "Mine")
    many = [scenario(f"Number {number}") for number in range(MOST)]
    shelf.opening._take(None, {"kind": "file"}, [as_json(many)])
    assert f"At most {MOST}" in said(shelf)
    assert len(shelf.scenarios) == 1


# ── a file that is not as it was ──────────────────────────────────────────────────────────────

SOUND = as_json([scenario("One"), scenario("Two", 700e6, 0.25)]).decode("utf-8")


def swap(old: str, new: str) -> Callable[[str], str]:
    """The file with some text replaced, once."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


FAULTS: dict[str, tuple[Callable[[str], str], int, str]] = {
    "cut short": (lambda text: text[:200], 6, "stops being JSON"),
    "empty": (lambda text: "", 1, "stops being JSON"),
    "a comma too many": (swap("},\n", "},,\n"), 6, "stops being JSON"),
    "another file": (lambda text: '{"a": 1}', 1, "“format” should be"),
    "a list": (lambda text: "[]", 1, "“format” should be"),
    "another version": (swap('"version": 1', '"version": 2'), 3, "“version” should be 1"),
    "a version that is true": (swap('"version": 1', '"version": true'), 3, "“version”"),
    "another unit": (swap("EUR per year", "EUR per month"), 4, "“unit” should be"),
    "no scenarios": (lambda text: text[: text.index("[")] + "[]}", 5, "holds 0 divisions"),
    "scenarios that are no list": (lambda text: text[: text.index("[")] + "3}", 5, "a list"),
    "more at the end": (swap("  ]\n}", '  ],\n  "more": 1\n}'), 5, "nothing else"),
    "a total changed by hand": (swap("700000000.0", "701000000.0"), 7, "somebody"),
    "a part changed by a cent": (swap("175000000.0", "175000000.01"), 7, "add up to 700000000.01"),
    "half a cent": (swap("175000000.0", "175000000.005"), 7, "whole cents"),
    "a negative part": (swap("175000000.0", "-175000000.0"), 7, "“schools” is -175000000.0"),
    "more than there can be": (swap("700000000.0", "7e99"), 7, "“total” is 7e+99"),
    "no end of money": (swap("700000000.0", "1e999"), 7, "“total” is Infinity"),
    "not a number": (swap("700000000.0", "NaN"), 7, "stops being JSON"),
    "a number as text": (swap("700000000.0", '"700000000"'), 7, "“total” is"),
    "true as a number": (swap("700000000.0", "true"), 7, "“total” is true"),
    "a missing part": (swap(', "other": 0.0', ""), 6, "name, total, schools, preschool, other"),
    "one part more": (swap(', "other": 0.0', ', "other": 0.0, "x": 0'), 6, "nothing else"),
    "a key twice": (swap('"other": 0.0', '"other": 0.0, "other": 1'), 6, "stands twice"),
    "a name twice": (swap('"Two"', '"One"'), 7, "two divisions called “One”"),
    "a name of two lines": (swap('"Two"', '"T\\nwo"'), 7, "cannot be a name"),
    "a name that calculates": (swap('"Two"', '"=Two"'), 7, "cannot be a name"),
    "half a sign in a name": (swap('"Two"', '"\\ud800"'), 7, "cannot be a name"),
    "a number for a name": (swap('"Two"', "2"), 7, "2 is no name"),
    "an entry that is none": (swap('{"name": "One"', '7, {"name": "One"'), 6, "division 1"),
    "another way to write a key": (
        swap('"scenarios"', '"scen\\u0061rios"'),
        1,
        "a list called “scenarios”",
    ),
    "deep nesting": (lambda text: "[" * 50_000, 1, "stops being JSON"),
    "a number of many digits": (swap("700000000.0", "9" * 5000), 7, "stops being JSON"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_file_that_is_not_as_it_was_is_refused_with_line_and_reason(
    shelf: Shelf, what: str
) -> None:
    save(shelf, "Kept before")
    change, line, reason = FAULTS[what]
    shelf.opening._take(None, {"kind": "file"}, [change(SOUND).encode("utf-8", "surrogatepass")])
    message = said(shelf)
    assert f"Line {line}: " in message
    assert reason.casefold() in message.casefold()
    assert "nothing was changed" in message
    assert [one.name for one in shelf.scenarios] == ["Kept before"]
    assert "Traceback" not in message


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    torn = SOUND.encode("utf-8").replace(b"Two", b"T\xffo")
    with pytest.raises(Refused, match="Line 7: here the file stops being text"):
        read_json(torn, ENGLISH)


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(Refused, match="larger than the 100,000 bytes"):
        read_json(b" " * (LARGEST + 1), ENGLISH)


def test_a_file_laid_out_by_another_program_opens_and_its_lines_are_still_right() -> None:
    pretty = json.dumps(json.loads(SOUND), indent=4)
    assert [one.name for one in read_json(pretty.encode("utf-8-sig"), ENGLISH)] == ["One", "Two"]
    broken = pretty.replace("700000000.0", "1.0")
    with pytest.raises(Refused, match=r"Line 13: division 2"):
        read_json(broken.encode(), ENGLISH)


@given(st.integers(0, len(SOUND) - 1), st.characters(min_codepoint=32, max_codepoint=126))
def test_one_sign_changed_by_accident_is_refused_or_changes_a_name_only(
    place: int, sign: str
) -> None:
    changed = SOUND[:place] + sign + SOUND[place + 1 :]
    try:
        found = read_json(changed.encode(), ENGLISH)
    except Refused:
        return
    sound = read_json(SOUND.encode(), ENGLISH)
    assert [dict(one.amounts) for one in found] == [dict(one.amounts) for one in sound]
