"""Refusals in words, locks that hold, and an alternative text that follows the reading."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamerbrief.scenes.controls import OutOfRange
from tests.notebook.markup import parsed
from tests.notebook.moves import (
    EXPLORERS,
    drawing,
    held,
    home,
    is_blank,
    journey,
    opened,
    opened_by,
    step,
    take,
    view,
)
from tests.notebook.test_number import sentence

each_explorer = pytest.mark.parametrize("name", EXPLORERS)
PARTS = ("schools", "preschool", "other")


@each_explorer
def test_the_alternative_text_changes_where_the_reading_does(name: str) -> None:
    told = [m for m in journey(name) if m.live.reading != home(name).reading]
    assert [str(move) for move in told if move.live.alt == home(name).alt] == []


@settings(max_examples=6)
@given(steps=st.lists(step, min_size=8, max_size=8))
def test_a_budget_with_locks_opens_again_by_its_code(steps: list[tuple[str, int, int]]) -> None:
    explorer = opened("budget_split")
    for one in [("move", 0, 2), ("move", 5, 0), *steps]:
        take(explorer, one)
    assert view(opened_by(explorer.code)).figure == view(explorer).figure


def test_a_part_given_with_its_lock_is_kept_where_it_is_given() -> None:
    explorer = opened("budget_split", schools=0.4, lock_schools=True)
    assert held(explorer, "schools")
    explorer.controls["preschool"].value = 0.1
    assert explorer.state["schools"] == 0.4


def test_choosing_a_preset_lets_go_of_every_lock() -> None:
    explorer = opened("budget_split")
    for part in PARTS:
        explorer.controls[f"lock_{part}"].value = True
    explorer.controls["preset"].value = "plan"
    assert not any(held(explorer, part) for part in PARTS)
    assert opened("budget_split", preset="plan", lock_schools=True).state["lock_schools"]


def test_every_preset_has_its_sources_below_the_chart() -> None:
    (homes,) = parsed(home("budget_split").html).all(kind="kb-homes")
    links = [node.attributes["href"] for node in homes.all(kind="kb-badge-source")]
    assert len(links) >= 4
    for amount in ("€260", "€486", "€270", "€480"):
        assert amount in homes.words


TOO_WIDE = {"subsidy": 20e6, "cost_per_fte": 40_000, "hours_per_week": 1, "teachers_per_school": 1}


@pytest.mark.parametrize(
    ("name", "state", "says"),
    [
        ("sample_size", {"n": 283, "population": 150}, ["283", "150"]),
        ("answers_needed", {"share": 0}, ["0%"]),
        ("answers_needed", {"share": 1}, ["100%"]),
        ("worst_case", {"n": 283, "invited": 150}, ["283", "150"]),
        # 0.05 · √(99,865 / 135) · 0.5 = 0.68, and half of them said yes already.
        ("effective_size", {"defect": 0.05}, ["0.050", "100,000"]),
        ("effective_size", {"population": 10_000_000}, ["0.005", "10,000,000"]),
        # 500 of 1,000 would say yes; 900 answers hold at most 500 of them: a bias of at most 0.056.
        ("effective_size", {"n": 900, "population": 1000, "defect": 0.05}, ["1,000"]),
        ("effective_size", {"n": 150, "population": 135}, ["135"]),
        ("often", {"threshold": 10, "class_size": 5}, ["10", "5"]),
        ("rounding", {"unit": 100_000_000}, ["290", "100"]),
        # 250 posts are 10,000 teachers for an hour, each alone at a school.
        ("release", TOO_WIDE, ["10,000", "6,204"]),
        ("accumulation", {"problems": 5, "pile": 6}, ["6", "5"]),
    ],
)
def test_what_cannot_be_together_is_said_in_words_and_nothing_is_drawn(
    name: str, state: dict[str, Any], says: list[str]
) -> None:
    explorer = opened(name, **state)
    assert is_blank(explorer)
    assert [number for number in says if number not in explorer.reading] == []
    assert drawing(explorer)["layout"]["meta"]["alt"] == explorer.reading == repr(explorer)
    explorer.reset()
    assert not is_blank(explorer)
    assert explorer.reading == home(name).reading


@each_explorer
def test_nothing_is_no_value_but_where_there_is_no_limit(name: str) -> None:
    for control, widget in opened(name).controls.items():
        if getattr(widget, "none", ""):
            assert opened(name, **{control: None}).state[control] is None
        else:
            with pytest.raises(OutOfRange, match="None"):
                opened(name, **{control: None})


@pytest.mark.parametrize(
    ("name", "state"), [("budget_split", {"lock_other": "yes"}), ("letter", {"figure": 3})]
)
def test_a_value_of_another_type_is_refused_in_a_sentence(name: str, state: dict[str, Any]) -> None:
    with pytest.raises(OutOfRange) as refused:
        opened(name, **state)
    ((control, value),) = state.items()
    assert control in sentence(str(refused.value))
    assert repr(value) in str(refused.value)


@pytest.mark.parametrize("share", [0, 1])
def test_when_all_agree_neither_title_nor_alt_states_a_margin_of_nothing(share: int) -> None:
    seen = view(opened("sample_size", share=share))
    assert "0.0 percentage points" not in f"{seen.title} {seen.alt}"
