"""The budget's explorer: parts of a whole, ranges at the letter, and six million left outside."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.notebook.explorer import Explorer
from kamerbrief.scenes.controls import OutOfRange
from tests.notebook.moves import (
    drawing,
    held,
    opened,
    places,
    some_walks,
    step,
    take,
    type_in,
)

PARTS = ("schools", "preschool", "other")
PRESETS = tuple(place for place in places(opened("budget_split").controls["compare"]))


def shares(explorer: Explorer) -> list[float]:
    """The three parts, as fractions."""
    return [explorer.state[part] for part in PARTS]


def amounts(explorer: Explorer, row: int = 0) -> list[float]:
    """The three parts in euros, as drawn; in row 1 those it is compared with."""
    return [trace["x"][0] for trace in drawing(explorer)["data"] if trace["y"] == [row]]


def assert_a_whole(explorer: Explorer) -> None:
    """The shares are all of it to 1e-12, the amounts all of the total to the cent."""
    assert min(shares(explorer)) >= 0
    assert abs(sum(shares(explorer)) - 1) <= 1e-12
    drawn = amounts(explorer)
    assert len(drawn) == 3
    assert sum(round(100 * amount) for amount in drawn) == round(100 * explorer.state["total"])


# ── parts and locks ───────────────────────────────────────────────────────────────────────────


@some_walks
@given(steps=st.lists(step, min_size=10, max_size=10))
def test_the_parts_are_always_all_of_it_and_a_locked_one_stays(
    steps: list[tuple[str, int, int]],
) -> None:
    explorer = opened("budget_split")
    for one in steps:
        before = {part: explorer.state[part] for part in PARTS if held(explorer, part)}
        moved = take(explorer, one)
        assert_a_whole(explorer)
        if moved != "preset":
            kept = {part: share for part, share in before.items() if held(explorer, part)}
            assert kept == {part: explorer.state[part] for part in kept}


def test_what_does_not_fit_beside_a_locked_part_is_refused_with_what_would() -> None:
    explorer = opened("budget_split", schools=0.2, preschool=0.6)
    explorer.controls["lock_preschool"].value = True
    before, reading = explorer.state, explorer.reading
    explorer.controls["schools"].value = 0.5
    assert explorer.state == before
    assert "40.0%" in explorer.reading
    assert explorer.reading.endswith(reading)
    explorer.controls["schools"].value = 0.3
    assert "40.0%" not in explorer.reading


def test_between_two_locked_parts_the_third_cannot_move() -> None:
    explorer = opened("budget_split", schools=0.2, preschool=0.6)
    for part in ("schools", "preschool"):
        explorer.controls[f"lock_{part}"].value = True
    before = explorer.state
    for share in (0.0, 0.1, 0.3, 1.0):
        explorer.controls["other"].value = share
        assert explorer.state == before
        assert "20.0%" in explorer.reading
    type_in(explorer.controls["other"], "35")
    assert explorer.state == before


def test_with_every_part_locked_only_the_total_moves() -> None:
    explorer = opened("budget_split")
    for part in PARTS:
        explorer.controls[f"lock_{part}"].value = True
    assert all(held(explorer, part) for part in PARTS)
    before = shares(explorer)
    explorer.controls["total"].value = 500_000_000
    assert shares(explorer) == before
    assert_a_whole(explorer)
    explorer.reset()
    assert not any(held(explorer, part) for part in PARTS)


def test_of_an_empty_total_every_part_is_nothing() -> None:
    explorer = opened("budget_split", total=0)
    assert amounts(explorer) == [0, 0, 0]
    assert "nothing" in explorer.reading
    assert not re.search(r"\d", explorer.reading)
    before = shares(explorer)
    explorer.controls["schools"].value = 0.5
    explorer.controls["total"].value = 780_000_000
    assert shares(explorer) != before
    assert_a_whole(explorer)


def test_parts_given_together_must_be_a_whole() -> None:
    with pytest.raises(OutOfRange):
        opened("budget_split", schools=0.4, preschool=0.4, other=0.4)


# ── presets ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("preset", "total"), [("letter", 780e6), ("plan", 746e6), ("press", 750e6)]
)
def test_a_presets_total_is_its_two_amounts_and_never_the_six_million(
    preset: str, total: float
) -> None:
    explorer = opened("budget_split")
    explorer.controls["preset"].value = preset
    assert explorer.state["total"] == total
    assert sum(amounts(explorer)) == total
    assert_a_whole(explorer)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_six_million_are_named_as_standing_outside(preset: str) -> None:
    explorer = opened("budget_split", preset=preset)
    notes = [box.value for box in explorer.children if "kb-note" in getattr(box, "value", "")]
    assert len(notes) == 1
    assert "€6\xa0million" in notes[0].rpartition("<p")[2]
    assert not re.search(r"(?<!\d)6\smillion", explorer.reading)


def test_the_row_to_compare_with_is_a_preset_as_it_stands() -> None:
    explorer = opened("budget_split", schools=0.9)
    for compare, schools in (("letter", 290e6), ("plan", 260e6), ("press", 270e6)):
        explorer.controls["compare"].value = compare
        assert amounts(explorer, row=1)[0] == schools


# ── ranges ────────────────────────────────────────────────────────────────────────────────────


def test_away_from_the_letter_the_range_is_gone() -> None:
    assert " to " not in opened("budget_split", schools=0.5).reading
    assert "circa" not in opened("budget_split", preset="plan").reading


def test_at_the_letter_the_table_shows_ranges_and_elsewhere_points() -> None:
    explorer = opened("budget_split")
    (table,) = [b.value for b in explorer.children if "<table" in getattr(b, "value", "")]
    # 285 and 295 million over 6,204 schools and over 1,405,487 pupils, to three digits.
    for amount in ("€285", "€295", "€45,900", "€47,500", "€203", "€210"):
        assert amount in table
    assert re.search(r"[\dn%] to [€\d]", table)
    explorer.controls["total"].value = 790_000_000
    (table,) = [b.value for b in explorer.children if "<table" in getattr(b, "value", "")]
    assert not re.search(r"[\dn%] to [€\d]", table)


def test_no_split_claims_an_effect_on_pupils() -> None:
    effect = re.compile(r"\b(better|worse|improve|effect|result|score|perform)", re.IGNORECASE)
    for state in ({}, {"schools": 0.9}, {"preset": "plan"}, {"total": 1_000_000_000}):
        assert not effect.search(opened("budget_split", **state).reading)
