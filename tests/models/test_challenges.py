"""Two groups compared, prevalences and many questions, against scipy, statsmodels and tables."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from kamerbrief.models.challenges import (
    at_least_one,
    chance_of_gap,
    difference,
    prevalence_behind,
    share_reporting,
)
from kamerbrief.models.survey import Interval

ORACLES = {"wald": "wald", "newcombe": "newcomb", "agresti-caffo": "agresti-caffo"}
METHODS = list(ORACLES)
SIZES = st.one_of(st.integers(1, 30), st.integers(1, 5000), st.sampled_from([1, 135, 10**8]))
CONFIDENCES = st.one_of(st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.999]), st.floats(0.01, 0.9999))
SHARES = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(1e-9, 1))


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(SIZES)
    return draw(st.one_of(st.integers(0, n), st.sampled_from([0, 1, n - 1, n]))), n


@st.composite
def classes(draw: st.DrawFn) -> tuple[int, int]:
    """A class size, and a threshold of at least one."""
    pupils = draw(st.one_of(st.integers(1, 40), st.integers(1, 2000)))
    return pupils, draw(st.integers(1, pupils))


def ends(found: Interval) -> tuple[float, float]:
    return found.low, found.high


# difference


# Newcombe (1998), Interval Estimation for the Difference between Independent Proportions, Table II,
# as four decimals in github.com/DeepPSP/DBCI, test/test-data/example-56-70-vs-48-80.csv and its
# neighbours, which take them from lexjansen.com/wuss/2016/127_Final_Paper_PDF.pdf; there `wilson`
# is Newcombe's method 10. 84 of 101 and 89 of 105 are that paper's own, from a clinical trial.
@pytest.mark.parametrize(
    ("counted", "method", "published"),
    [
        ((56, 70, 48, 80), "newcombe", (0.0524, 0.3339)),
        ((56, 70, 48, 80), "wald", (0.0575, 0.3425)),
        ((56, 70, 48, 80), "agresti-caffo", (0.0525, 0.3358)),
        ((9, 10, 3, 10), "newcombe", (0.1705, 0.8090)),
        ((9, 10, 3, 10), "wald", (0.2605, 0.9395)),
        ((9, 10, 3, 10), "agresti-caffo", (0.1600, 0.8400)),
        ((10, 10, 0, 20), "newcombe", (0.6791, 1.0)),
        ((10, 10, 0, 20), "wald", (1.0, 1.0)),
        ((84, 101, 89, 105), "newcombe", (-0.1177, 0.0851)),
        ((84, 101, 89, 105), "wald", (-0.1162, 0.0843)),
        ((84, 101, 89, 105), "agresti-caffo", (-0.1168, 0.0850)),
    ],
)
def test_the_published_intervals_to_their_four_decimals(
    counted: tuple[int, int, int, int], method: str, published: tuple[float, float]
) -> None:
    assert ends(difference(*counted, method=method)) == pytest.approx(published, abs=5.1e-5)


def test_newcombe_of_nobody_twice_reaches_as_far_as_wilson_on_either_side() -> None:
    # Wilson of 0 of 10 is 0 to z² / (10 + z²) = 3.841459 / 13.841459 = 0.277533.
    assert ends(difference(0, 10, 0, 10)) == pytest.approx((-0.277533, 0.277533), abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
@given(one=counts(), two=counts(), confidence=CONFIDENCES)
def test_each_method_agrees_with_statsmodels(
    method: str, one: tuple[int, int], two: tuple[int, int], confidence: float
) -> None:
    oracle = confint_proportions_2indep(
        *one, *two, method=ORACLES[method], compare="diff", alpha=1 - confidence
    )
    found = difference(*one, *two, confidence=confidence, method=method)
    # statsmodels does not cut off what lies beyond -1 and 1.
    assert ends(found) == pytest.approx(np.clip(oracle, -1, 1), abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@given(one=counts(), two=counts(), confidence=CONFIDENCES)
def test_swapping_the_groups_turns_the_interval_around(
    method: str, one: tuple[int, int], two: tuple[int, int], confidence: float
) -> None:
    found = difference(*one, *two, confidence=confidence, method=method)
    swapped = difference(*two, *one, confidence=confidence, method=method)
    assert ends(swapped) == pytest.approx((-found.high, -found.low), abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
@given(one=counts(), two=counts(), confidence=st.floats(0.01, 0.99))
def test_every_interval_lies_within_minus_one_and_one_and_grows_with_confidence(
    method: str, one: tuple[int, int], two: tuple[int, int], confidence: float
) -> None:
    found = difference(*one, *two, confidence=confidence, method=method)
    wider = difference(*one, *two, confidence=confidence + 0.009, method=method)
    assert -1 <= wider.low <= found.low <= found.high <= wider.high <= 1
    if method != "agresti-caffo":
        observed = one[0] / one[1] - two[0] / two[1]
        assert found.low - 1e-9 <= observed <= found.high + 1e-9


def test_without_further_wishes_it_is_newcombe_at_95_percent() -> None:
    assert difference(56, 70, 48, 80) == difference(
        56, 70, 48, 80, confidence=0.95, method="newcombe"
    )


def test_a_group_with_more_successes_than_answers_is_named() -> None:
    with pytest.raises(ValueError, match=r"^successes_2 must be at most n_2 \(103\), not 104; "):
        difference(117, 135, 104, 103)
    with pytest.raises(ValueError, match=r"^successes_1 must be at most n_1 \(135\), not 136; "):
        difference(136, 135, 104, 103)


# share reporting, and the prevalence behind it


def test_of_two_pupils_at_a_tenth_nineteen_hundredths_of_teachers_see_one() -> None:
    # 1 - .9² = .19, and both in .1² = .01 of the classes.
    assert share_reporting(2, 0.1, 1) == pytest.approx(0.19, abs=1e-15)
    assert share_reporting(2, 0.1, 2) == pytest.approx(0.01, abs=1e-15)


def test_one_in_forty_pupils_is_rare_and_87_percent_of_teachers_still_see_one() -> None:
    # 1 - (1 - q)⁴⁰ = .87, so q = 1 - .13^(1 / 40) = 1 - exp(-2.040221 / 40) = 0.049726.
    assert prevalence_behind(40, 0.87, 1) == pytest.approx(0.049726, abs=1e-6)


@given(classes(), SHARES)
def test_the_share_reporting_is_the_upper_tail_of_a_binomial(
    group: tuple[int, int], prevalence: float
) -> None:
    pupils, threshold = group
    expected = stats.binom.sf(threshold - 1, pupils, prevalence)
    assert share_reporting(pupils, prevalence, threshold) == pytest.approx(
        expected, rel=1e-9, abs=1e-15
    )


@given(st.integers(1, 500), SHARES)
def test_with_no_pupil_needed_every_teacher_says_often(pupils: int, prevalence: float) -> None:
    assert share_reporting(pupils, prevalence, 0) == pytest.approx(1, abs=1e-14)
    assert share_reporting(pupils, prevalence, 0) <= 1


@given(classes(), st.floats(1e-12, 1 - 1e-9))
def test_the_prevalence_leads_back_to_the_share(group: tuple[int, int], share: float) -> None:
    pupils, threshold = group
    found = prevalence_behind(pupils, share, threshold)
    assert stats.binom.sf(threshold - 1, pupils, found) == pytest.approx(share, abs=1e-9)


def test_a_threshold_of_none_says_nothing_about_pupils() -> None:
    with pytest.raises(ValueError, match=r"^threshold must be .* not 0; with none, every teacher"):
        prevalence_behind(23, 0.87, 0)
    with pytest.raises(ValueError, match=r"^threshold must be at most the class size \(23\), not "):
        share_reporting(23, 0.2, 24)


# chance of a gap


def test_of_one_answer_each_a_fair_coin_differs_half_the_time() -> None:
    assert chance_of_gap(1, 1, 1) == 0.5
    assert chance_of_gap(0.001, 1, 1) == 0.5


def test_of_two_answers_and_one_the_eight_outcomes_counted_by_hand() -> None:
    # Shares 0, ½, ½, 1 against 0 or 1: apart by ½ in 4 of 8, by 1 in 2 of 8, equal in 2 of 8.
    assert chance_of_gap(0, 2, 1) == 1
    assert chance_of_gap(0.4, 2, 1) == 0.75
    assert chance_of_gap(0.5, 2, 1) == 0.75
    assert chance_of_gap(0.51, 2, 1) == 0.25
    assert chance_of_gap(1, 2, 1) == 0.25


@pytest.mark.parametrize("points", range(1, 100))
def test_between_two_samples_of_a_hundred_a_gap_met_exactly_counts(points: int) -> None:
    # Of fair coins, yes in one and no in the other are together 200 coins: 100 + the gap.
    # Typed as 0.07, 0.29 or 0.58, the gap times 100 is not a whole number in floats.
    expected = 2 * stats.binom.sf(99 + points, 200, 0.5)
    found = chance_of_gap(float(f"0.{points:02}"), 100, 100)
    assert found == pytest.approx(expected, abs=1e-13)


@given(st.data(), st.integers(1, 90), st.integers(1, 90), SHARES)
def test_the_chance_is_the_sum_over_both_grids(
    data: st.DataObject, n_1: int, n_2: int, share: float
) -> None:
    steps = data.draw(st.integers(0, n_1 * n_2))
    one, two = np.arange(n_1 + 1), np.arange(n_2 + 1)
    chances = np.outer(stats.binom.pmf(one, n_1, share), stats.binom.pmf(two, n_2, share))
    # In whole numbers, so that a gap is met exactly or is not.
    apart = np.abs(np.subtract.outer(one * n_2, two * n_1)) >= steps
    found = chance_of_gap(steps / (n_1 * n_2), n_1, n_2, share=share)
    assert found == pytest.approx(chances[apart].sum(), abs=1e-12)


@given(st.floats(0.001, 0.9), st.integers(1, 200), st.integers(1, 200), SHARES)
def test_the_chance_is_the_same_from_either_side_and_falls_with_the_gap(
    gap: float, n_1: int, n_2: int, share: float
) -> None:
    found = chance_of_gap(gap, n_1, n_2, share=share)
    assert 0 <= found <= 1
    assert chance_of_gap(gap, n_2, n_1, share=share) == pytest.approx(found, abs=1e-12)
    assert chance_of_gap(gap + 0.1, n_1, n_2, share=share) <= found + 1e-15


# at least one


def test_three_questions_at_a_tenth_leave_271_in_a_thousand() -> None:
    # 1 - .9³ = 1 - .729
    assert at_least_one(0.1, 3) == pytest.approx(0.271, abs=1e-15)


@given(st.floats(0, 1), st.integers(1, 200))
def test_the_chance_in_exact_fractions(chance: float, questions: int) -> None:
    exact = 1 - (1 - Fraction(chance)) ** questions
    assert at_least_one(chance, questions) == pytest.approx(float(exact), rel=1e-13, abs=0)


@pytest.mark.parametrize("chance", [1e-9, 1e-16, 1e-20, 1e-300, 5e-324])
def test_tiny_chances_are_added_up_and_not_lost(chance: float) -> None:
    assert at_least_one(chance, 15) == pytest.approx(15 * chance, rel=1e-7, abs=0)


def test_one_question_has_its_own_chance_and_endless_questions_are_certain() -> None:
    assert at_least_one(0.05, 1) == pytest.approx(0.05, rel=1e-15)
    assert at_least_one(1e-9, 10**15) == 1
