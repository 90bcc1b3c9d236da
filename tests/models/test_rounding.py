"""Rounded parts and their rounded total: what can be true, and how likely."""

from decimal import ROUND_FLOOR, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kamerbrief.models.rounding import feasible, probability

MULTIPLES = st.integers(-200, 200)
UNITS = st.sampled_from(["10", "1", "0.1", "0.25", "10000000", "3"])


def rounded(value: Decimal, unit: Decimal) -> Decimal:
    """Half up, towards plus infinity."""
    return (value / unit + Decimal("0.5")).to_integral_value(ROUND_FLOOR) * unit


def test_290_and_490_can_be_790_when_both_are_nearly_five_more() -> None:
    found = feasible(290, 490, 790, unit=10)
    assert found
    assert found.vertices == ((295, 490), (295, 495), (290, 495))  # counter-clockwise
    assert found.area == 12.5
    assert found.part_1 == (290, 295)
    assert found.part_2 == (490, 495)
    assert found.total == (785, 790)
    assert found.example == pytest.approx((293 + 1 / 3, 493 + 1 / 3))


def test_290_and_490_are_780_in_a_hexagon_of_cases() -> None:
    found = feasible(290, 490, 780, unit=10)
    assert len(found.vertices) == 6
    assert found.area == 75
    assert found.part_1 == (285, 295)
    assert found.part_2 == (485, 495)
    assert found.total == (775, 785)
    assert found.example == (290, 490)


@pytest.mark.parametrize(
    ("total", "chance"), [(760, 0), (770, 1 / 8), (780, 3 / 4), (790, 1 / 8), (800, 0)]
)
def test_rounding_explains_a_total_one_unit_off_once_in_eight_times(
    total: float, chance: float
) -> None:
    assert probability(290, 490, total, unit=10) == chance


def test_decimals_count_as_typed() -> None:
    assert probability(0.1, 0.2, 0.3, unit=0.1) == 0.75
    assert probability(0.1, 0.2, 0.4, unit=0.1) == 0.125
    assert probability(0.7, 0.1, 0.8, unit=0.1) == 0.75


@pytest.mark.parametrize("stated", [(295, 490, 790), (290, 491, 780), (290, 490, 785)])
def test_what_is_no_multiple_of_the_unit_was_never_rounded_to_it(
    stated: tuple[float, float, float],
) -> None:
    assert not feasible(*stated, unit=10)
    assert probability(*stated, unit=10) == 0


def test_nothing_leaves_no_polygon_no_range_and_no_example() -> None:
    found = feasible(290, 490, 800, unit=10)
    assert not found
    assert found.vertices == ()
    assert found.area == 0
    assert found.part_1 is found.part_2 is found.total is found.example is None


@given(MULTIPLES, MULTIPLES, st.integers(-4, 4), UNITS)
def test_the_chance_is_that_of_a_sum_of_two_uniform_amounts(
    first: int, second: int, excess: int, unit: str
) -> None:
    size = Decimal(unit)
    stated = [float(count * size) for count in (first, second, first + second + excess)]
    triangle = stats.triang(0.5, loc=-1, scale=2)
    expected = triangle.cdf(excess + 0.5) - triangle.cdf(excess - 0.5)
    found = probability(*stated, unit=float(size))
    assert found == pytest.approx(expected, abs=1e-12)
    area = feasible(*stated, unit=float(size)).area
    assert area == pytest.approx(found * float(size) ** 2, rel=1e-12)


@given(st.decimals(-500, 500, places=4), st.decimals(-500, 500, places=4), UNITS)
def test_whatever_was_really_rounded_lies_in_the_polygon(x: Decimal, y: Decimal, unit: str) -> None:
    size = Decimal(unit)
    stated = [float(rounded(value, size)) for value in (x, y, x + y)]
    found = feasible(*stated, unit=float(size))
    assert found
    assert found.part_1 is not None
    assert found.part_2 is not None
    assert found.total is not None
    for value, (low, high) in ((x, found.part_1), (y, found.part_2), (x + y, found.total)):
        assert low - 1e-9 <= float(value) <= high + 1e-9
    border = np.array(found.vertices)
    sides, away = np.roll(border, -1, axis=0) - border, np.array([float(x), float(y)]) - border
    assert (sides[:, 0] * away[:, 1] - sides[:, 1] * away[:, 0]).min() >= -1e-6


@given(MULTIPLES, MULTIPLES, st.integers(-1, 1), UNITS)
def test_the_example_really_rounds_to_the_three_stated_figures(
    first: int, second: int, excess: int, unit: str
) -> None:
    size = Decimal(unit)
    stated = [count * size for count in (first, second, first + second + excess)]
    found = feasible(*map(float, stated), unit=float(size))
    assert found.example is not None
    x, y = map(Decimal, map(str, found.example))
    assert [rounded(value, size) for value in (x, y, x + y)] == stated
