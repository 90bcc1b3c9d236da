"""Scenarios as files, and the scene of those that are kept: every rule, and no widget."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kamerbrief.claims import read_ledger
from kamerbrief.editions import Words, editions
from kamerbrief.models.budget import split
from kamerbrief.scenes.budget import PARTS, Scenario, published
from kamerbrief.scenes.plans import plan
from kamerbrief.scenes.saved import Action, SavedScene, saved_scene
from kamerbrief.scenes.scenarios import (
    LARGEST,
    LONGEST,
    MOST,
    Refused,
    as_csv,
    as_entry,
    as_json,
    read_entries,
    read_json,
)
from tests.notebook.markup import parsed

ENGLISH = Words("en")
BUDGET = plan(ENGLISH, "budget_split")

MAXIMUM = int(read_ledger().assumption("budget-total").maximum or 0)


def scenario(name: str = "Mine", total: float = 780e6, schools: float = 0.5) -> Scenario:
    """A division of the money, without other support."""
    parts = split(total, schools=schools, preschool=1 - schools, other=0).parts
    return Scenario(name, "assumption", parts, own=True)


# All that can be printed, but for what no name may begin with.
characters = st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" ")
names = st.text(characters, min_size=1, max_size=30).filter(
    lambda text: text.strip() == text and text[0] not in "=+-@"
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
    for row, one in zip(rows, given, strict=True):
        assert [one.name, *(f"{one.amounts[part]:.2f}" for part in PARTS)] == [row[0], *row[3:6]]


def test_the_letters_row_carries_its_amounts() -> None:
    assert dict(published("letter").amounts) == {"schools": 290e6, "preschool": 490e6, "other": 0.0}


# ── what is kept, and what is seen of it ──────────────────────────────────────────────────────


def entries(*kept: Scenario) -> list[dict[str, Any]]:
    """Scenarios as a page keeps them."""
    return [as_entry(one) for one in kept]


def after(kept: Sequence[Scenario], *action: Any, chosen: str = "", **budget: Any) -> SavedScene:
    """The scene after an action, below an explorer of the budget."""
    asked: Action = action or ("none",)
    return saved_scene(ENGLISH, entries(*kept), chosen, asked, BUDGET.state(budget))


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize("kept", [[], [scenario("One"), scenario("Two", 700e6, 0.25)]])
@pytest.mark.parametrize(
    "action",
    [
        *(("none",), ("show",), ("remove",), ("csv",), ("json",), ("save", "Mine"), ("save", "")),
        *(("open", as_json([scenario("Three")])), ("open", b"[")),
    ],
    ids=str,
)
def test_a_scene_is_plain_and_equal_for_equal_input_and_changes_none_of_it(
    action: Any, kept: list[Scenario], edition: str
) -> None:
    held = entries(*kept)
    first, second = (
        saved_scene(Words(edition), held, "One", action, dict(BUDGET.default)) for _ in range(2)
    )
    plain = json.dumps(first.plain(), ensure_ascii=False, allow_nan=False)
    assert plain == json.dumps(second.plain(), ensure_ascii=False)
    assert json.loads(plain) == first.plain()
    assert first == second
    assert held == entries(*kept)
    assert read_entries(first.plain()["kept"], ENGLISH) == first.kept
    assert bool(first.drawing) == bool(first.table) == bool(first.source) == bool(first.kept)
    assert first.chosen in (first.names or [""])


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@sum", "two\nlines", "a\tb", "a" * 41, "\ud800"]
)
def test_a_name_that_cannot_be_is_refused_with_the_rule_and_nothing_is_lost(name: str) -> None:
    found = after([scenario("Mine")], "save", name)
    assert found.refused
    assert "cannot be a name" in found.said
    found.said.encode("utf-8")  # or it would not reach the page
    assert found.names == ["Mine"]


def test_a_name_that_is_taken_is_refused() -> None:
    found = after([scenario("Mine")], "save", " Mine ", schools=0.9)
    assert "already" in found.said
    assert found.kept == (scenario("Mine"),)


MANY = [scenario(f"Number {number}") for number in range(MOST)]


def test_when_all_places_are_taken_nothing_is_added() -> None:
    assert len(after(MANY[1:], "save", "Mine").kept) == MOST
    for action in (("save", "Mine"), ("open", as_json([scenario("New")]))):
        found = after(MANY, *action)
        assert f"At most {MOST}" in found.said
        assert found.kept == tuple(MANY)


def test_a_file_for_which_there_is_no_room_is_refused_as_a_whole() -> None:
    found = after([scenario("Mine")], "open", as_json(MANY))
    assert f"At most {MOST}" in found.said
    assert found.names == ["Mine"]


def test_a_file_replaces_nothing_that_is_kept() -> None:
    found = after([scenario("Mine", schools=0.2)], "open", as_json([scenario("New"), scenario()]))
    assert found.kept == (scenario("Mine", schools=0.2), scenario("New"), scenario("Mine (2)"))
    assert found.chosen == "Mine (2)"


def test_a_long_name_with_a_number_behind_it_is_still_a_name_that_can_be_kept() -> None:
    long = "a" * LONGEST
    found = after([scenario(long, schools=0.2)], "open", as_json([scenario(long)]))
    assert found.names == [long, f"{'a' * (LONGEST - 4)} (2)"]
    assert read_json(as_json(found.kept), ENGLISH) == found.kept


def test_where_a_scenario_is_gone_no_other_is_removed_or_shown_for_it() -> None:
    for action in ("remove", "show"):
        found = after([scenario("One")], action, chosen="Two")
        assert (found.names, found.chosen, found.budget) == (["One"], "One", None)
        assert found.refused
        assert "“Two”" in found.said


@pytest.mark.parametrize("action", [("save", "Mine"), ("show",)])
def test_without_the_explorer_nothing_is_saved_or_shown(action: Any) -> None:
    found = saved_scene(ENGLISH, entries(scenario("One")), "One", action, None)
    assert "run the cell above" in found.said
    assert (found.names, found.budget) == (["One"], None)


def test_a_state_that_no_explorer_has_is_refused() -> None:
    state = dict(BUDGET.default) | {"schools": 0.9, "preschool": 0.9}
    found = saved_scene(ENGLISH, [], "", ("save", "Mine"), state)
    assert "has refused a number" in found.said
    assert found.kept == ()


totals = st.integers(0, MAXIMUM).map(float)


@example(total=1e9, schools=0.7011795486899829, preschool=0.9099969862045489)
@given(total=totals, schools=st.floats(0, 1), preschool=st.floats(0, 1))
def test_whatever_was_saved_is_shown_above_to_the_euro(
    total: float, schools: float, preschool: float
) -> None:
    preschool *= 1 - schools
    parts = split(total, schools=schools, preschool=preschool, other=1 - schools - preschool).parts
    kept = Scenario("Mine", "assumption", parts, own=True)
    settings = after([kept], "show", chosen="Mine").budget or {}
    shown = BUDGET.compute(**BUDGET.addressed(settings)).first
    for part in PARTS:
        assert shown.amounts[part] == pytest.approx(parts[part], abs=1)


@given(total=totals, schools=st.floats(0, 1), preschool=st.floats(0, 1))
def test_what_the_explorer_shows_is_saved_to_the_cent(
    total: float, schools: float, preschool: float
) -> None:
    state = {"total": total, "schools": schools}
    state = BUDGET.state({"preschool": preschool}, BUDGET.state(state))
    (one,) = saved_scene(ENGLISH, [], "", ("save", "Mine"), state).kept
    assert dict(one.amounts) == dict(BUDGET.compute(**state).first.amounts)


DAMAGED: dict[str, tuple[Any, str]] = {
    "no list": ({}, "a list"),
    "an entry that is none": ([7], "division 1: it should have"),
    "a sum that is wrong": ([as_entry(scenario()) | {"total": 1.0}], "division 1: the parts add"),
    "a name twice": (entries(scenario(), scenario()), "division 2: there are two"),
    "too many": (entries(*MANY, scenario()), f"At most {MOST}"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_what_is_kept_is_checked_like_a_file(what: str) -> None:
    kept, reason = DAMAGED[what]
    with pytest.raises(Refused, match=reason):
        saved_scene(ENGLISH, kept, "", ("none",), None)


# ── what is seen of it, and taken along ───────────────────────────────────────────────────────


def test_table_and_chart_have_the_letter_first_and_a_row_for_each() -> None:
    found = after([scenario("As it is", schools=290 / 780), scenario("For schools", schools=0.65)])
    rows = [row.text for row in parsed(found.table).all("tr")]
    assert len(rows) == 1 + 3
    assert "€285\xa0million to €295\xa0million (36.5% to 37.8%)" in rows[1]
    assert rows[3].startswith("For schools")
    assert "€507\xa0million (65.0%)" in rows[3]
    drawn = found.drawing or {}
    widths = [trace["x"][0] for trace in drawn["data"] if trace["y"] == [2]]
    assert widths == [507e6, 273e6, 0]
    layout = drawn["layout"]
    assert layout["title"]["text"] == "Schools get 37.2% to 65.0% of the money"
    assert "For schools" in layout["meta"]["alt"]
    assert "€507\xa0million" in layout["meta"]["alt"]
    assert "from 37.2% in “As it is” to 65.0% in “For schools”" in found.reading
    assert "For schools: 65.0% of €780\xa0million to schools" in found.source


def test_a_name_is_shown_as_text_and_never_as_html() -> None:
    found = after([scenario("<b>bold</b> & co")])
    names = str((found.drawing or {})["layout"]["annotations"])
    for shown in (found.table, names):
        assert "&lt;b&gt;bold&lt;/b&gt; &amp; co" in shown
        assert "<b>" not in shown


def test_csv_is_as_rfc_4180_has_it_with_units_in_its_header() -> None:
    file = after([scenario('Group "2", één', schools=290 / 780)], "csv").file
    assert file
    text = file.content.decode("utf-8")
    assert (file.name, file.media_type.partition(";")[0]) == ("scenarios.csv", "text/csv")
    assert text.count("\r\n") == text.count("\n") == 3
    assert text.endswith("\r\n")
    assert '"Group ""2"", één"' in text
    head, letter, mine = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(head) == len(letter) == len(mine) == 9
    assert all("EUR per year" in name for name in head[2:6])
    assert all("share of total" in name for name in head[6:])
    assert letter[:2] == ["the letter’s two amounts", ENGLISH.text("scenarios.csv.basis.letter")]
    assert "circa €790\xa0million" in letter[1]
    assert mine[:6] == [
        'Group "2", één',
        "reader",
        "780000000.00",
        "290000000.00",
        "490000000.00",
        "0.00",
    ]
    assert mine[6:] == ["0.371795", "0.628205", "0.000000"]


def test_dutch_csv_is_as_a_dutch_spreadsheet_has_it() -> None:
    text = as_csv([published("letter"), scenario("Groep 2; één")], Words("nl")).decode("utf-8")
    head, letter, mine = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    assert len(head) == len(letter) == len(mine) == 9
    assert all("decimale komma" in name for name in head[2:])
    assert letter[2:6] == ["780000000,00", "290000000,00", "490000000,00", "0,00"]
    assert letter[6] == "0,371795"
    assert mine[:2] == ["Groep 2; één", "lezer"]


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
    "another file": (lambda text: '{"a": 1}', 1, "“format” should be"),
    "another version": (swap('"version": 1', '"version": 2'), 3, "“version” should be 1"),
    "another unit": (swap("EUR per year", "EUR per month"), 4, "“unit” should be"),
    "no scenarios": (lambda text: text[: text.index("[")] + "[]}", 5, "holds 0 divisions"),
    "more at the end": (swap("  ]\n}", '  ],\n  "more": 1\n}'), 5, "nothing else"),
    "a total changed by hand": (swap("700000000.0", "701000000.0"), 7, "somebody"),
    "a part changed by a cent": (swap("175000000.0", "175000000.01"), 7, "add up to 700000000.01"),
    "half a cent": (swap("175000000.0", "175000000.005"), 7, "whole cents"),
    "a negative part": (swap("175000000.0", "-175000000.0"), 7, "“schools” is -175000000.0"),
    "more than there can be": (swap("700000000.0", "7e99"), 7, "“total” is 7e+99"),
    "not a number": (swap("700000000.0", "NaN"), 7, "stops being JSON"),
    "true as a number": (swap("700000000.0", "true"), 7, "“total” is true"),
    "a missing part": (swap(', "other": 0.0', ""), 6, "name, total, schools, preschool, other"),
    "a key twice": (swap('"other": 0.0', '"other": 0.0, "other": 1'), 6, "stands twice"),
    "a name twice": (swap('"Two"', '"One"'), 7, "two divisions called “One”"),
    "a name of two lines": (swap('"Two"', '"T\\nwo"'), 7, "cannot be a name"),
    "a number for a name": (swap('"Two"', "2"), 7, "2 is no name"),
    "an entry that is none": (swap('{"name": "One"', '7, {"name": "One"'), 6, "division 1"),
    "deep nesting": (lambda text: "[" * 50_000, 1, "stops being JSON"),
    "a number of many digits": (swap("700000000.0", "9" * 5000), 7, "stops being JSON"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_file_that_is_not_as_it_was_is_refused_with_line_and_reason(what: str) -> None:
    change, line, reason = FAULTS[what]
    content = change(SOUND).encode("utf-8", "surrogatepass")
    found = after([scenario("Kept before")], "open", content)
    assert found.refused
    assert f"Line {line}: " in found.said
    assert reason.casefold() in found.said.casefold()
    assert "nothing was changed" in found.said
    assert found.names == ["Kept before"]


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
