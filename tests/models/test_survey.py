"""What a random sample can say, checked by hand and against scipy and statsmodels."""

from dataclasses import FrozenInstanceError
from math import ceil
from random import Random

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint, samplesize_confint_proportion, std_prop

from kamerbrief.models.survey import (
    Interval,
    coverage,
    interval,
    margin_of_error,
    repeat,
    sample_size,
    score_interval,
    z_value,
)

METHODS = ["wald", "wilson", "agresti-coull", "clopper-pearson"]
ORACLES = {
    "wald": "normal",
    "wilson": "wilson",
    "agresti-coull": "agresti_coull",
    "clopper-pearson": "beta",
}
SIZES = st.one_of(st.integers(1, 30), st.integers(1, 5000), st.sampled_from([1, 135, 5000]))
CONFIDENCES = st.one_of(st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.999]), st.floats(0.01, 0.9999))
# Shares below 1e-99 are too small for scipy, not for us.
SHARES = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(1e-99, 1))


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(SIZES)
    return draw(st.one_of(st.integers(0, n), st.sampled_from([0, 1, n - 1, n]))), n


def ends(found: Interval) -> tuple[float, float]:
    return found.low, found.high


# z value


@given(st.one_of(st.floats(1e-9, 1 - 1e-9), st.sampled_from([1 - 1e-12, 1 - 1e-16])))
def test_a_z_value_is_the_quantile_of_a_standard_normal(confidence: float) -> None:
    assert z_value(confidence) == pytest.approx(stats.norm.isf((1 - confidence) / 2), rel=1e-9)


# interval


@pytest.mark.parametrize(
    ("method", "successes", "n", "low", "high"),
    [
        # Standard error sqrt(.5 × .5 / 100) = 0.05, times 1.959964.
        ("wald", 50, 100, 0.4020018, 0.5979982),
        # z² / (n + z²): 3.841459 / 13.841459.
        ("wilson", 0, 10, 0, 0.277533),
        # With ñ = 13.841459: 1.959964 × sqrt(.25 / 13.841459) = 0.263406 around a half.
        ("agresti-coull", 5, 10, 0.236594, 0.763406),
        ("clopper-pearson", 0, 10, 0, 1 - 0.025**0.1),
    ],
)
def test_each_method_gives_what_is_worked_out_by_hand(
    method: str, successes: int, n: int, low: float, high: float
) -> None:
    assert ends(interval(successes, n, method=method)) == pytest.approx((low, high), abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
@given(counted=counts(), confidence=CONFIDENCES)
def test_each_method_agrees_with_statsmodels(
    method: str, counted: tuple[int, int], confidence: float
) -> None:
    oracle = proportion_confint(*counted, alpha=1 - confidence, method=ORACLES[method])
    found = interval(*counted, confidence=confidence, method=method)
    assert ends(found) == pytest.approx(oracle, abs=1e-11)


@pytest.mark.parametrize("n", [10**6, 10**8])
def test_clopper_and_pearson_stay_exact_for_a_very_large_survey(n: int) -> None:
    found = interval(n // 3, n, method="clopper-pearson")
    expected = proportion_confint(n // 3, n, method="beta")
    assert ends(found) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("method", METHODS)
@given(counted=counts(), confidence=st.floats(1e-20, 1 - 1e-16))
def test_every_interval_lies_within_zero_and_one_and_holds_what_was_observed(
    method: str, counted: tuple[int, int], confidence: float
) -> None:
    found = interval(*counted, confidence=confidence, method=method)
    successes, n = counted
    assert 0 <= found.low <= found.high <= 1
    # To the last digits: next to no confidence leaves next to no width.
    assert found.low - 1e-9 <= successes / n <= found.high + 1e-9


@pytest.mark.parametrize("method", METHODS)
def test_an_interval_for_nobody_starts_at_nothing_and_for_everybody_ends_at_all(
    method: str,
) -> None:
    for n in (1, 2, 135, 5000):
        assert interval(0, n, method=method).low == 0
        assert interval(n, n, method=method).high == 1


def test_an_interval_holds_its_own_ends_and_cannot_be_changed() -> None:
    found = interval(68, 135)
    assert found.low in found
    assert found.high in found
    assert found.low - 1e-9 not in found
    for name in ("low", "high"):
        with pytest.raises(FrozenInstanceError):
            setattr(found, name, 0.5)


# margin of error


def test_four_hundred_answers_have_a_margin_of_about_five_points() -> None:
    # 1.959964 × sqrt(.5 × .5 / 400) = 1.959964 × 0.025
    assert margin_of_error(0.5, 400) == pytest.approx(0.0489991, abs=1e-7)


@given(SHARES, SIZES, CONFIDENCES, st.floats(0.1, 20))
def test_the_margin_is_the_quantile_times_the_standard_error_of_statsmodels(
    share: float, n: int, confidence: float, design_effect: float
) -> None:
    expected = stats.norm.isf((1 - confidence) / 2) * std_prop(share, n / design_effect)
    found = margin_of_error(share, n, confidence=confidence, design_effect=design_effect)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(st.data(), st.integers(1, 2000), CONFIDENCES)
def test_with_a_population_the_spread_is_that_of_drawing_without_putting_back(
    data: st.DataObject, population: int, confidence: float
) -> None:
    n = data.draw(st.integers(1, population))
    yes = data.draw(st.integers(0, population))
    every = np.arange(n + 1)
    chances = stats.hypergeom.pmf(every, population, yes, n)
    spread = ((every / n - yes / population) ** 2 @ chances) ** 0.5
    found = margin_of_error(yes / population, n, confidence=confidence, population=population)
    expected = stats.norm.isf((1 - confidence) / 2) * spread
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


# sample size


@pytest.mark.parametrize(
    ("margin", "answers"),
    # z² / 4 = 0.9603647, over the margin squared: 96.04, 384.15, 1067.07, 9603.65.
    [(0.1, 97), (0.05, 385), (0.03, 1068), (0.01, 9604)],
)
def test_a_tenth_of_the_margin_takes_a_hundred_times_the_answers(
    margin: float, answers: int
) -> None:
    assert sample_size(margin) == answers


def test_a_thousand_people_need_fewer_answers_for_five_points() -> None:
    # 384.146 / (1 + 383.146 / 1000) = 277.73
    assert sample_size(0.05, population=1000) == 278
    # 20 / (1 + 19 / 24.009) = 11.16: one of all drawn is no longer there to be drawn.
    assert sample_size(0.2, population=20) == 12


def test_a_design_effect_of_two_doubles_the_answers_before_rounding() -> None:
    # 2 × 384.146 = 768.29
    assert sample_size(0.05, design_effect=2) == 769


@given(st.floats(0.005, 1), SHARES, CONFIDENCES)
def test_the_sample_size_is_that_of_statsmodels_rounded_up(
    margin: float, share: float, confidence: float
) -> None:
    exact = samplesize_confint_proportion(share, margin, alpha=1 - confidence)
    assume(abs(exact - round(exact)) > 1e-9 * exact)
    assert sample_size(margin, share=share, confidence=confidence) == max(1, ceil(exact))


@given(st.floats(0.001, 1), SHARES, CONFIDENCES, st.integers(1, 3000), st.floats(0.1, 20))
def test_it_is_the_smallest_sample_that_reaches_the_margin(
    margin: float, share: float, confidence: float, population: int, design_effect: float
) -> None:
    n = sample_size(
        margin,
        share=share,
        confidence=confidence,
        population=population,
        design_effect=design_effect,
    )

    def reached(size: int, slack: float) -> bool:
        found = margin_of_error(
            share, size, confidence=confidence, population=population, design_effect=design_effect
        )
        return found <= margin * (1 + slack)

    assert 1 <= n <= population
    assert reached(n, 1e-6)
    assert n == 1 or not reached(n - 1, -1e-6)


@pytest.mark.parametrize("share", [0, 1])
@pytest.mark.parametrize("population", [None, 1, 2, 1000])
def test_a_share_without_spread_still_takes_one_answer(
    share: float, population: int | None
) -> None:
    assert sample_size(0.05, share=share, population=population) == 1
    assert sample_size(1e-300, share=share, population=population) == 1


def test_an_unreachable_margin_takes_everybody_or_is_refused() -> None:
    assert sample_size(1e-200, population=1000) == 1000
    with pytest.raises(ValueError, match=r"^margin must be wide enough .* not 1e-200; "):
        sample_size(1e-200)


# coverage


def test_one_answer_and_a_fair_coin_always_fall_in_the_wilson_interval() -> None:
    # Its intervals are [0, 0.793] and [0.207, 1].
    assert coverage(0.5, 1) == 1


def test_the_textbook_interval_misses_a_rare_share_whenever_nobody_says_yes() -> None:
    # All counts from 1 to 5 hold 0.05; P(0) = .95³⁰ = 0.2146, P(6 or more) = 0.0033.
    assert coverage(0.05, 30, method="wald") == pytest.approx(1 - 0.2146 - 0.0033, abs=1e-4)


def test_ten_fair_coins_fall_in_the_textbook_interval_as_often_as_brown_cai_and_dasgupta_say() -> (
    None
):
    # Brown, Cai & DasGupta (2001), table 1, as told at
    # docs.rs/comnum-sim/0.3.0/comnum_sim/stats/fn.coverage.html: 0.891 for p = 1/2 and n = 10.
    # By hand: 3 to 7 hold it, as 3 + 1.96 × 1.449 is above 5 and 2 + 1.96 × 1.265 is not;
    # 1 - 2 × (1 + 10 + 45) / 1024 = 0.890625.
    assert coverage(0.5, 10, method="wald") == pytest.approx(0.891, abs=5e-4)


@pytest.mark.parametrize("method", METHODS)
@given(share=SHARES, n=SIZES, confidence=CONFIDENCES)
def test_coverage_adds_up_every_count_whose_interval_holds_the_share(
    method: str, share: float, n: int, confidence: float
) -> None:
    every = np.arange(n + 1)
    lows, highs = proportion_confint(every, n, alpha=1 - confidence, method=ORACLES[method])
    # A share on the very edge of an interval is in or out by the last digit of the oracle.
    edges = np.concatenate([lows[1:], highs[:-1]])
    assume(share in (0, 1) or np.abs(edges - share).min() > 1e-12)
    lows[0], highs[-1] = 0, 1
    expected = stats.binom.pmf(every, n, share)[(lows <= share) & (share <= highs)].sum()
    found = coverage(share, n, confidence=confidence, method=method)
    assert found == pytest.approx(expected, abs=1e-10)


def test_what_is_certain_is_not_more_than_certain() -> None:
    # Added up in floats, these 55 probabilities come to a little more than 1.
    assert coverage(0.5, 54, confidence=1 - 1e-16, method="clopper-pearson") == 1


@given(SHARES, SIZES, CONFIDENCES)
def test_clopper_and_pearson_never_catch_less_often_than_promised(
    share: float, n: int, confidence: float
) -> None:
    caught = coverage(share, n, confidence=confidence, method="clopper-pearson")
    assert caught >= confidence - 1e-12


# repeated surveys


def test_the_same_seed_draws_the_same_surveys_on_every_python() -> None:
    repeats = repeat(0.3, 135, surveys=10, seed=1)
    assert repeats.successes == (35, 46, 44, 37, 40, 40, 43, 45, 34, 31)


@given(SHARES, SIZES, st.integers(0, 10**6))
def test_each_survey_is_the_quantile_of_one_random_number(share: float, n: int, seed: int) -> None:
    random = Random(seed)
    drawn = np.array([random.random() for _ in range(20)])
    expected = stats.binom.ppf(drawn, n, share)
    beside = np.abs(stats.binom.cdf(expected, n, share) - drawn).min()
    assume(beside > 1e-9 or share in (0, 1))
    found = repeat(share, n, surveys=20, seed=seed).successes
    # scipy answers -1 instead of 0 for a quantile below everything.
    assert list(found) == np.maximum(expected, 0).tolist()


def test_repeats_hold_what_they_were_made_of() -> None:
    repeats = repeat(0.5, 135, surveys=7, confidence=0.8, seed=3)
    assert (repeats.share, repeats.n, repeats.confidence, repeats.seed) == (0.5, 135, 0.8, 3)
    assert len(repeats.successes) == len(repeats.intervals) == 7
    assert repeats.intervals[0] == interval(repeats.successes[0], 135, confidence=0.8)


def test_without_further_wishes_there_are_a_hundred_surveys_and_always_the_same() -> None:
    assert len(repeat(0.5, 135).intervals) == 100
    assert repeat(0.5, 135) == repeat(0.5, 135)
    assert repeat(0.5, 135) != repeat(0.5, 135, seed=2)


def test_missed_counts_the_intervals_beside_the_true_share() -> None:
    repeats = repeat(0.3, 135, surveys=500)
    beside = [found for found in repeats.intervals if found.high < 0.3 or found.low > 0.3]
    assert repeats.missed == len(beside) > 0


# score interval


@example(1.0, 2985, 0.95, 1.0)  # where the formula puts the high end a last digit beyond 1
@given(SHARES, SIZES, CONFIDENCES, st.floats(1, 3))
def test_a_score_interval_is_wilsons_at_the_effective_sample_size(
    share: float, n: int, confidence: float, design_effect: float
) -> None:
    found = score_interval(share, n, confidence=confidence, design_effect=design_effect)
    effective = n / design_effect
    low, high = proportion_confint(share * effective, effective, 1 - confidence, "wilson")
    assert ends(found) == pytest.approx((max(0, low), min(1, high)), rel=1e-9, abs=1e-12)
    assert 0 <= found.low <= found.high <= 1


def test_a_finite_population_shrinks_the_score_interval_to_the_share_itself() -> None:
    widths = [
        high - low
        for low, high in (
            ends(score_interval(0.3, 135, population=population))
            for population in (None, 1000, 150, 135)
        )
    ]
    assert widths == sorted(widths, reverse=True)
    assert ends(score_interval(0.3, 135, population=135)) == (0.3, 0.3)
