"""Refusals in words, locks that hold, and an alternative text that follows the reading."""

from __future__ import annotations

from math import inf
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
    journey,
    opened,
    opened_by,
    step,
    take,
    type_in,
    view,
)
from tests.notebook.test_number import numbers, sentence

each_explorer = pytest.mark.parametrize("name", EXPLORERS)
PARTS = ("schools", "preschool", "other")


@each_explorer
def test_the_alternative_text_changes_where_the_reading_does(name: str) -> None:
    told = [m for m in journey(name) if m.live.reading != home(name).reading]
    assert [str(move) for move in told if move.live.alt == home(name).alt] == []


@each_explorer
def test_an_explorer_opens_at_any_state_given_whole(name: str) -> None:
    for move in journey(name):
        assert view(opened(name, **move.live.state)) == move.live, str(move)


@settings(max_examples=6, deadline=None)
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


def test_a_locked_part_cannot_be_moved_by_code_either() -> None:
    explorer = opened("budget_split", lock_schools=True)
    before = explorer.state
    explorer.controls["schools"].value = 0.9
    assert explorer.state == before


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


@each_explorer
@pytest.mark.parametrize("typed", ["9" * 30, "9" * 400, "٣", "1e999"])
def test_numbers_beyond_all_counting_are_refused_as_typed(name: str, typed: str) -> None:
    for control, widget in numbers(opened(name)).items():
        before = widget.value
        type_in(widget, typed)
        assert typed in sentence(widget.message), control
        assert widget.value == before


@pytest.mark.parametrize("n", [True, "135", float("nan"), inf, -inf, 10**400, [135]])
def test_what_is_no_number_is_refused_with_the_range_to_choose_from(n: Any) -> None:
    with pytest.raises(OutOfRange) as refused:
        opened("sample_size", n=n)
    text = sentence(str(refused.value))
    assert repr(n) in text
    assert "5,000" in text


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


@pytest.mark.parametrize(
    "state", [{"population": 150}, {"share": 0.01, "confidence": 0.8}, {"margin": 0.2}, {}]
)
def test_the_letters_sizes_stay_in_sight_of_the_answers_needed(state: dict[str, Any]) -> None:
    low, high = drawing(opened("answers_needed", **state))["layout"]["yaxis"]["range"]
    assert low < 135 < 283 < high
