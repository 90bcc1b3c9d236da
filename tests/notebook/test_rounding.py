"""The explorer of the rounding: can 290 and 490 be 790?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.notebook.moves import drawing, home, opened


def test_the_letters_total_can_be_right_one_time_in_eight() -> None:
    reading = home("rounding").reading.replace("\xa0", " ")
    assert reading.startswith("Yes")
    assert "1 time in 8" in reading
    # The example it gives is one: each part rounds as stated, and so does their sum.
    first, second, total = (float(number) for number in re.findall(r"€(\d+\.\d) million", reading))
    assert 285 <= first < 295
    assert 485 <= second < 495
    assert 785 <= total < 795
    assert total == pytest.approx(first + second, abs=0.2)


def test_figures_that_add_up_do_so_three_times_in_four() -> None:
    reading = opened("rounding", total=780_000_000).reading
    assert reading.startswith("Yes")
    assert "3 times in 4" in reading


@pytest.mark.parametrize(
    "state",
    [{"unit": 5_000_000}, {"unit": 1_000_000}, {"total": 800_000_000}, {"part_1": 280_000_000}],
)
def test_a_finer_unit_or_a_wider_gap_makes_it_impossible(state: dict[str, Any]) -> None:
    assert opened("rounding", **state).reading.startswith("No")


def test_what_is_no_multiple_of_the_unit_was_not_rounded_to_it() -> None:
    explorer = opened("rounding")
    explorer.controls["unit"].value = 100_000_000
    assert drawing(explorer)["data"] == []
    assert "290" in explorer.reading
    assert "100" in explorer.reading
    explorer.controls["unit"].value = 10_000_000
    assert explorer.reading == home("rounding").reading


def test_a_coarser_unit_may_leave_more_room() -> None:
    state = {"part_1": 300_000_000, "part_2": 500_000_000, "total": 900_000_000}
    assert opened("rounding", unit=100_000_000, **state).reading.startswith("Yes")
    assert opened("rounding", unit=50_000_000, **state).reading.startswith("No")
