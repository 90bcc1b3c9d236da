"""What a subsidy to release teachers pays for, checked by hand and in exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.models.release import (
    FULL_TIME_HOURS,
    full_time_equivalents,
    schools_reached,
    teachers_released,
)

AMOUNTS = st.one_of(st.sampled_from([0.0, 1e13]), st.floats(0.01, 1e13))
COSTS = st.floats(1, 1e6)
YEARS = st.floats(0.1, 50)
HOURS = st.floats(0.1, 40)


def test_two_years_of_eighty_thousand_euros_a_post_take_the_subsidy_for_half_as_many() -> None:
    # 12,000,000 / 80,000 = 150 posts for one year; over two years 75.
    assert full_time_equivalents(12_000_000, 80_000, 2) == 75


def test_seventy_five_posts_release_three_hundred_and_seventy_five_teachers_a_day_a_week() -> None:
    # A day is 8 of 40 hours, a fifth of a post: 75 × 5.
    assert teachers_released(12_000_000, 80_000, 2, 8) == 375


def test_of_a_shorter_full_week_fewer_teachers_get_their_day() -> None:
    # 75 posts of 36 hours are 2,700 hours, 8 for each teacher: 337.5.
    assert teachers_released(12_000_000, 80_000, 2, 8, full_time_hours=36) == 337.5


def test_a_full_week_unless_told_otherwise_has_forty_hours() -> None:
    # Released for all of it, each teacher takes one post.
    assert FULL_TIME_HOURS == 40
    assert teachers_released(12_000_000, 80_000, 2, 40) == 75


def test_three_hundred_and_seventy_five_teachers_reach_a_hundred_and_fifty_schools() -> None:
    # Five teachers at every two schools.
    assert schools_reached(375, 2.5) == 150


@given(AMOUNTS, COSTS, YEARS)
def test_the_posts_cost_exactly_the_subsidy(subsidy: float, cost: float, years: float) -> None:
    posts = full_time_equivalents(subsidy, cost, years)
    assert float(Fraction(posts) * Fraction(cost) * Fraction(years)) == pytest.approx(
        subsidy, rel=1e-12
    )


@given(AMOUNTS, COSTS, YEARS, HOURS, st.floats(0, 20))
def test_the_hours_released_are_the_hours_paid_for(
    subsidy: float, cost: float, years: float, hours: float, more: float
) -> None:
    week = hours + more
    teachers = teachers_released(subsidy, cost, years, hours, full_time_hours=week)
    paid = Fraction(subsidy) / Fraction(cost) / Fraction(years) * Fraction(week)
    assert float(Fraction(teachers) * Fraction(hours)) == pytest.approx(float(paid), rel=1e-12)


@given(st.floats(0, 1e9), st.floats(0.01, 1000))
def test_the_schools_together_have_the_teachers(teachers: float, each: float) -> None:
    assert schools_reached(teachers, each) * each == pytest.approx(teachers, rel=1e-12)


def test_nobody_is_released_for_longer_than_a_full_week() -> None:
    assert teachers_released(12_000_000, 80_000, 2, 36, full_time_hours=36) == 75
    rule = r"^hours_per_week must be at most the hours of a full-time post \(36\), not 36\.5; "
    with pytest.raises(ValueError, match=rule):
        teachers_released(12_000_000, 80_000, 2, 36.5, full_time_hours=36)


def test_a_refusal_says_what_to_do_instead() -> None:
    with pytest.raises(ValueError, match=r"^years must be .* not 0; give half a year as 0\.5$"):
        full_time_equivalents(6_000_000, 75_000, 0)
    with pytest.raises(ValueError, match=r"^hours_per_week must be .* not 0; nobody is released"):
        teachers_released(6_000_000, 75_000, 2, 0)
    with pytest.raises(ValueError, match=r"^teachers_per_school must be .* not 0; a school with"):
        schools_reached(400, 0)
