"""Synthetic schools: what they get, and how unequal that is."""

from decimal import Decimal
from itertools import pairwise
from statistics import fmean
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kamerbrief.models.schools import School, allocation, gini, lorenz, population

VALUES = st.lists(st.floats(0, 1e6), min_size=1, max_size=60).filter(lambda values: sum(values) > 1)
SCORES = st.lists(st.floats(0, 1e4), min_size=1, max_size=60)


# population


def test_the_same_seed_makes_the_same_schools_on_every_python() -> None:
    assert population(3, seed=1) == (
        School(69, 6.085794014613712),
        School(375, 0.1659484384132938),
        School(192, 0.9081617139765304),
    )


def test_schools_are_as_large_and_as_disadvantaged_as_their_docstring_says() -> None:
    schools = population(20_000, seed=1)
    assert {type(school.pupils) for school in schools} == {int}
    assert min(school.pupils for school in schools) >= 60
    assert max(school.pupils for school in schools) < 600
    assert min(school.score_per_pupil for school in schools) >= 0
    assert max(school.score_per_pupil for school in schools) < 10
    assert fmean(school.pupils for school in schools) == pytest.approx(239.5, rel=0.02)
    assert fmean(school.score_per_pupil for school in schools) == pytest.approx(2.5, rel=0.03)


# allocation


def test_only_the_score_above_the_threshold_counts() -> None:
    # 0, 100 and 300 above the threshold: a quarter and three quarters.
    assert allocation([100, 200, 400], 1000, threshold=100) == (0, 250, 750)
    assert allocation([100, 100.5], 1000, threshold=100) == (0, 1000)


def test_when_nobody_is_above_the_threshold_nobody_gets_anything() -> None:
    assert allocation([1, 2, 3], 1000, threshold=3) == (0, 0, 0)


def test_the_cent_that_does_not_divide_goes_to_the_first_of_equals() -> None:
    assert allocation([5, 5, 5], 100, threshold=0) == (33.34, 33.33, 33.33)


@given(SCORES, st.integers(0, 10**12), st.floats(0, 5000))
def test_the_whole_budget_is_given_to_the_cent(
    scores: list[float], cents: int, threshold: float
) -> None:
    euros = allocation(scores, cents / 100, threshold=threshold)
    given_out = sum(Decimal(str(part)) for part in euros)
    assert given_out == (Decimal(cents) / 100 if max(scores) > threshold else 0)
    assert len(euros) == len(scores)


@given(SCORES, st.integers(0, 10**12), st.floats(0, 5000))
def test_each_gets_its_proportion_within_a_cent_and_none_less_than_a_lower_score(
    scores: list[float], cents: int, threshold: float
) -> None:
    above = np.maximum(np.array(scores) - threshold, 0)
    assume(above.sum() > 0)
    euros = allocation(scores, cents / 100, threshold=threshold)
    assert np.abs(euros - above / above.sum() * cents / 100).max() < 0.011
    assert all(not part for part, excess in zip(euros, above, strict=True) if excess == 0)
    in_order = [part for _, part in sorted(zip(scores, euros, strict=True))]
    assert all(lower <= higher for lower, higher in pairwise(in_order))


# Lorenz curve and Gini coefficient


def test_of_two_schools_the_poorest_has_a_quarter() -> None:
    assert lorenz([30, 10]) == ((0, 0), (0.5, 0.25), (1, 1))


def test_ten_and_thirty_differ_by_twenty_in_half_of_the_pairs() -> None:
    # (20 + 20) / (2 × 2² × 20)
    assert gini([30, 10]) == 0.25


@pytest.mark.parametrize("n", [1, 2, 3, 7, 1000])
def test_equal_schools_have_no_inequality(n: int) -> None:
    assert gini([0.1] * n) == 0
    assert all(money == pytest.approx(share) for share, money in lorenz([0.1] * n))


@given(VALUES)
def test_the_coefficient_is_the_mean_difference_of_all_pairs(values: list[float]) -> None:
    every = np.array(values)
    differences = np.abs(every[:, None] - every[None, :]).sum()
    expected = differences / (2 * len(every) ** 2 * every.mean())
    assert gini(values) == pytest.approx(expected, abs=1e-11)


@given(VALUES)
def test_the_coefficient_is_twice_the_area_between_the_curve_and_equality(
    values: list[float],
) -> None:
    shares, money = np.array(lorenz(values)).T
    assert gini(values) == pytest.approx(1 - 2 * np.trapezoid(money, shares), abs=1e-11)


@given(VALUES)
def test_the_curve_runs_from_corner_to_corner_and_never_above_equality(values: list[float]) -> None:
    points = lorenz(values)
    assert points[0] == (0, 0)
    assert points[-1] == (1, 1)
    assert all(money <= share + 1e-12 for share, money in points)
    assert all(before <= after for (_, before), (_, after) in pairwise(points))


@pytest.mark.parametrize("function", [gini, lorenz])
def test_nobody_has_a_share_of_nothing(function: object) -> None:
    assert callable(function)
    with pytest.raises(
        ValueError, match=r"^values must hold .* not only zeros; nobody has a share"
    ):
        function([0, 0.0])


def test_amounts_may_come_as_any_ordered_collection() -> None:
    amounts: Any = np.array([30.0, 10.0])
    assert gini((30, 10)) == gini({"a": 30, "b": 10}.values()) == gini(amounts) == 0.25
