"""Who answered, counted person by person and checked against published cases."""

from fractions import Fraction
from itertools import product
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kamerbrief.models.respondents import (
    bounds,
    effective_sample_size,
    groups,
    observed_share,
    selection_bias,
    true_share,
)

SHARES = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(1e-99, 1))
RATIOS = st.floats(-6, 6).map(lambda power: 10.0**power)


# observed and true share


def test_half_that_answers_three_times_as_often_looks_like_three_quarters() -> None:
    # 100 yes and 100 no; 30 of the first answer and 10 of the second: 30 / 40.
    assert observed_share(0.5, 3) == pytest.approx(0.75, abs=1e-15)


def test_behind_87_percent_lie_77_percent_when_yes_answers_twice_as_often() -> None:
    # Odds of 87 to 13, halved: 43.5 / (43.5 + 13) = 43.5 / 56.5.
    assert true_share(0.87, 2) == pytest.approx(43.5 / 56.5, abs=1e-15)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 40), st.integers(1, 40))
def test_the_observed_share_is_that_of_a_population_counted_answer_by_answer(
    yes: int, no: int, yes_in_40: int, no_in_40: int
) -> None:
    assume(yes + no > 0)
    # Groups of 40 alike, of which so many answer: whole people, no probabilities.
    answers = [True] * (yes * yes_in_40) + [False] * (no * no_in_40)
    ratio = yes_in_40 / no_in_40
    observed = answers.count(True) / len(answers)
    assert observed_share(yes / (yes + no), ratio) == pytest.approx(observed, rel=1e-12)
    assert true_share(observed, ratio) == pytest.approx(yes / (yes + no), rel=1e-12)


@given(st.one_of(st.just(0.0), st.floats(1e-99, 0.999)), RATIOS)
def test_observed_and_true_share_undo_each_other(share: float, ratio: float) -> None:
    assert true_share(observed_share(share, ratio), ratio) == pytest.approx(share, rel=1e-9, abs=0)
    assert observed_share(true_share(share, ratio), ratio) == pytest.approx(share, rel=1e-9, abs=0)


@pytest.mark.parametrize("ratio", [1e-150, 1e-17, 1e-6, 0.001, 0.3])
def test_where_everybody_says_yes_everybody_who_answers_says_yes(ratio: float) -> None:
    assert observed_share(1, ratio) == 1


# bounds


def test_of_half_that_answered_eighty_percent_yes_leaves_forty_to_ninety() -> None:
    # 80 of 100 answers; the other 100 may all say no, 80 / 200, or all say yes, 180 / 200.
    found = bounds(0.8, 0.5)
    assert (found.low, found.high) == pytest.approx((0.4, 0.9), abs=1e-15)


@pytest.mark.parametrize("invited", range(1, 9))
def test_the_bounds_are_the_extremes_of_every_completion_of_the_silent_answers(
    invited: int,
) -> None:
    for answered in range(1, invited + 1):
        for yes in range(answered + 1):
            completions = [
                (yes + sum(silent)) / invited
                for silent in product((0, 1), repeat=invited - answered)
            ]
            found = bounds(yes / answered, answered / invited)
            assert found.low == pytest.approx(min(completions), abs=1e-15)
            assert found.high == pytest.approx(max(completions), abs=1e-15)


@given(SHARES, SHARES)
def test_the_bounds_are_as_wide_as_the_part_that_kept_silent(share: float, rate: float) -> None:
    found = bounds(share, rate)
    assert found.high - found.low == pytest.approx(1 - rate, abs=1e-15)
    assert 0 <= found.low <= found.high <= 1


# effective sample size


def test_meng_makes_400_of_two_million_three_hundred_thousand_answers() -> None:
    # Meng (2018), doi.org/10.1214/18-AOAS1161SF, abstract: a correlation of -0.005, answers of 1%
    # of the US eligible voters, n ≈ 2,300,000, are worth n ≈ 400, "a 99.98% reduction".
    found = effective_sample_size(2_300_000, 230_000_000, defect=-0.005)
    assert round(found, -1) == 400
    assert round(1 - found / 2_300_000, 4) == 0.9998


def test_half_of_all_voters_is_worth_400_at_a_correlation_of_a_twentieth() -> None:
    # After Meng (2018), as told at refsmmat.com/notebooks/survey-sampling.html: an expected
    # correlation of 0.05 makes half the population equivalent to a random sample of just 400.
    assert effective_sample_size(115_000_000, 230_000_000, defect=0.05) == pytest.approx(400)


def test_135_of_a_hundred_thousand_lose_more_than_half_to_a_defect_of_a_two_hundredth() -> None:
    # 99,865 × 0.005² = 2.496625; 135 / 2.496625 = 54.0730.
    assert effective_sample_size(135, 100_000, defect=0.005) == pytest.approx(54.0730, abs=1e-4)


def test_where_a_defect_loses_less_than_one_answer_in_one_every_answer_counts() -> None:
    # 150 × 0.1² = 1.5, and 135 / 1.5 = 90; 50 × 0.1² = 0.5.
    assert effective_sample_size(135, 285, defect=0.1) == pytest.approx(90)
    assert effective_sample_size(135, 185, defect=0.1) == 135


@given(st.data(), st.integers(1, 10**9), st.floats(-1, 1))
def test_the_formula_in_exact_fractions_and_never_more_than_there_are_answers(
    data: st.DataObject, population: int, defect: float
) -> None:
    n = data.draw(st.integers(1, population))
    lost = (population - n) * Fraction(defect) ** 2
    expected = float(n) if lost <= 1 else float(n / lost)
    found = effective_sample_size(n, population, defect=defect)
    assert found == pytest.approx(expected, rel=1e-12)
    assert 0 < found <= n
    assert effective_sample_size(n, population, defect=-defect) == found


# selection bias


def test_the_election_survey_of_2016_was_eleven_points_off_at_a_defect_of_four_thousandths() -> (
    None
):
    # github.com/kuriwaki/ddi, README.md, by the author of the data in Meng (2018): of 35,829
    # validated voters 12,284 for Trump, of 136,639,786 votes 62,984,824; ddc -0.003837163.
    share, observed = 62_984_824 / 136_639_786, 12_284 / 35_829
    bias = selection_bias(share, 35_829, 136_639_786, defect=-0.003837163)
    assert bias == pytest.approx(observed - share, rel=1e-6)


@st.composite
def populations(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """What everybody thinks, and who answers: neither everybody nor nobody."""
    people = draw(st.integers(2, 60))
    flags = st.lists(st.integers(0, 1), min_size=people, max_size=people)
    says_yes = np.array(draw(flags.filter(lambda some: 0 < sum(some) < people)))
    answers = np.array(draw(flags.filter(lambda some: 0 < sum(some) < people)))
    return says_yes, answers


@given(populations())
def test_the_bias_is_the_error_of_the_answers_that_came_in(
    people: tuple[np.ndarray, np.ndarray],
) -> None:
    says_yes, answers = people
    n, population = int(answers.sum()), len(answers)
    defect = max(-1.0, min(1.0, float(np.corrcoef(answers, says_yes)[0, 1])))
    error = says_yes[answers == 1].mean() - says_yes.mean()
    bias = selection_bias(float(says_yes.mean()), n, population, defect=defect)
    assert bias == pytest.approx(error, abs=1e-12)
    # The identity itself: correlation, sqrt((1 - f) / f), population standard deviation.
    f = n / population
    assert bias == pytest.approx(defect * sqrt((1 - f) / f) * says_yes.std(), abs=1e-12)


# groups


def test_the_sentence_the_letter_retells_leaves_148_respondents_elsewhere() -> None:
    # 283 respondents, 238 of them teachers, 135 of these in disadvantaged neighbourhoods:
    # 103 teachers elsewhere and 45 others, of whom 20 in disadvantaged neighbourhoods.
    found = groups(283, 238, 135, others_disadvantaged=20)
    assert (found.teachers_disadvantaged, found.teachers_regular) == (135, 103)
    assert (found.others_disadvantaged, found.others_regular) == (20, 25)
    assert (found.disadvantaged, found.regular) == (155, 128)


@given(st.tuples(*[st.integers(0, 1000)] * 4).filter(any))
def test_four_groups_come_back_from_their_margins(cells: tuple[int, int, int, int]) -> None:
    here, there, others_here, others_there = cells
    found = groups(sum(cells), here + there, here, others_disadvantaged=others_here)
    assert found.teachers_disadvantaged == here
    assert found.teachers_regular == there
    assert found.others_disadvantaged == others_here
    assert found.others_regular == others_there
    assert found.disadvantaged == here + others_here
    assert found.disadvantaged + found.regular == sum(cells)


def test_a_part_larger_than_its_whole_is_named_with_what_is_left() -> None:
    with pytest.raises(ValueError, match=r"^others_disadvantaged must be at most 45, not 46; "):
        groups(283, 238, 135, others_disadvantaged=46)
    with pytest.raises(ValueError, match=r"^teachers must be at most 283, not 284; "):
        groups(283, 284, 135, others_disadvantaged=0)
    with pytest.raises(ValueError, match=r"^n must be at most the population \(134\), not 135; "):
        effective_sample_size(135, 134, defect=0)
