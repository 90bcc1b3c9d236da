"""What a random sample can say, checked by hand and against scipy and statsmodels."""

from dataclasses import FrozenInstanceError
from math import ceil
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import (
    proportion_confint,
    samplesize_confint_proportion,
    std_prop,
)

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


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.floats(1e-9, 1 - 1e-9), st.sampled_from([1 - 1e-12, 1 - 1e-16])))
def test_a_z_value_is_the_quantile_of_a_standard_normal(confidence: float) -> None:
    assert z_value(confidence) == pytest.approx(stats.norm.isf((1 - confidence) / 2), rel=1e-9)


# interval


def test_fifty_of_a_hundred_lies_in_the_textbook_interval_of_two_standard_errors() -> None:
    # Standard error sqrt(.5 × .5 / 100) = 0.05, times 1.959964.
    assert ends(interval(50, 100, method="wald")) == pytest.approx((0.4020018, 0.5979982), abs=1e-7)


def test_none_of_ten_gives_wilson_a_high_end_of_z_squared_over_n_plus_z_squared() -> None:
    # z² = 3.841459; 3.841459 / 13.841459 = 0.277533.
    assert ends(interval(0, 10)) == pytest.approx((0, 0.277533), abs=1e-6)


def test_half_of_ten_gives_agresti_and_coull_four_imaginary_answers_more() -> None:
    # Around 1/2, with ñ = 13.841459: 1.959964 × sqrt(.25 / 13.841459) = 0.263406.
    expected = (0.5 - 0.263406, 0.5 + 0.263406)
    assert ends(interval(5, 10, method="agresti-coull")) == pytest.approx(expected, abs=1e-6)


def test_none_of_ten_gives_clopper_and_pearson_the_tenth_root_of_the_tail() -> None:
    found = interval(0, 10, method="clopper-pearson")
    assert ends(found) == pytest.approx((0, 1 - 0.025**0.1), abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60, deadline=None)
@given(counted=counts(), confidence=CONFIDENCES)
def test_each_method_agrees_with_statsmodels(
    method: str, counted: tuple[int, int], confidence: float
) -> None:
    oracle = proportion_confint(*counted, alpha=1 - confidence, method=ORACLES[method])
    found = interval(*counted, confidence=confidence, method=method)
    assert ends(found) == pytest.approx(oracle, abs=1e-11)


@pytest.mark.parametrize(("method", "oracle"), [("wilson", "wilson"), ("clopper-pearson", "exact")])
@settings(max_examples=30, deadline=None)
@given(counted=counts(), confidence=CONFIDENCES)
def test_two_methods_agree_with_scipy_as_well(
    method: str, oracle: Any, counted: tuple[int, int], confidence: float
) -> None:
    expected = stats.binomtest(*counted).proportion_ci(confidence, method=oracle)
    found = interval(*counted, confidence=confidence, method=method)
    assert ends(found) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize("n", [10**6, 10**8])
def test_clopper_and_pearson_stay_exact_for_a_very_large_survey(n: int) -> None:
    found = interval(n // 3, n, method="clopper-pearson")
    expected = proportion_confint(n // 3, n, method="beta")
    assert ends(found) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=50, deadline=None)
@given(counted=counts(), confidence=st.floats(1e-20, 1 - 1e-16))
def test_every_interval_lies_within_zero_and_one_and_holds_what_was_observed(
    method: str, counted: tuple[int, int], confidence: float
) -> None:
    found = interval(*counted, confidence=confidence, method=method)
    successes, n = counted
    assert 0 <= found.low <= found.high <= 1
    # To the last digits: next to no confidence leaves next to no width.
    assert found.low - 1e-9 <= successes / n <= found.high + 1e-9


@settings(max_examples=50, deadline=None)
@given(counted=counts(), confidence=CONFIDENCES)
def test_agresti_and_coull_always_contain_wilson(
    counted: tuple[int, int], confidence: float
) -> None:
    wilson = interval(*counted, confidence=confidence)
    wider = interval(*counted, confidence=confidence, method="agresti-coull")
    assert wider.low <= wilson.low + 1e-12
    assert wilson.high <= wider.high + 1e-12


@pytest.mark.parametrize("method", METHODS)
def test_an_interval_for_nobody_starts_at_nothing_and_for_everybody_ends_at_all(
    method: str,
) -> None:
    for n in (1, 2, 135, 5000):
        assert interval(0, n, method=method).low == 0
        assert interval(n, n, method=method).high == 1


@pytest.mark.parametrize("method", ["wald", "agresti-coull"])
def test_ends_that_the_formula_puts_beyond_nothing_or_all_are_cut_off_there(method: str) -> None:
    # One of ten: 0.1 - 1.96 × 0.095, and 0.211 - 1.96 × 0.110, are both below 0.
    assert interval(1, 10, method=method).low == 0
    assert interval(9, 10, method=method).high == 1


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


@settings(max_examples=80, deadline=None)
@given(SHARES, SIZES, CONFIDENCES, st.floats(0.1, 20))
def test_the_margin_is_the_quantile_times_the_standard_error_of_statsmodels(
    share: float, n: int, confidence: float, design_effect: float
) -> None:
    expected = stats.norm.isf((1 - confidence) / 2) * std_prop(share, n / design_effect)
    found = margin_of_error(share, n, confidence=confidence, design_effect=design_effect)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


@settings(max_examples=80, deadline=None)
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


@pytest.mark.parametrize("population", [1, 2, 135])
def test_whoever_asks_everybody_has_no_margin(population: int) -> None:
    assert margin_of_error(0.5, population, population=population) == 0


def test_a_population_without_end_is_no_population_at_all() -> None:
    assert margin_of_error(0.5, 135, population=10**100) == pytest.approx(
        margin_of_error(0.5, 135), rel=1e-15
    )


@settings(max_examples=50, deadline=None)
@given(SHARES, SIZES)
def test_four_times_the_answers_halve_the_margin(share: float, n: int) -> None:
    assert margin_of_error(share, 4 * n) == pytest.approx(margin_of_error(share, n) / 2)


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


def test_a_design_effect_of_two_doubles_the_answers_before_rounding() -> None:
    # 2 × 384.146 = 768.29
    assert sample_size(0.05, design_effect=2) == 769


@settings(max_examples=80, deadline=None)
@given(st.floats(0.005, 1), SHARES, CONFIDENCES)
def test_the_sample_size_is_that_of_statsmodels_rounded_up(
    margin: float, share: float, confidence: float
) -> None:
    exact = samplesize_confint_proportion(share, margin, alpha=1 - confidence)
    assume(abs(exact - round(exact)) > 1e-9 * exact)
    assert sample_size(margin, share=share, confidence=confidence) == max(1, ceil(exact))


@settings(max_examples=80, deadline=None)
@given(SHARES, st.integers(1, 5000), CONFIDENCES, st.floats(0.1, 20))
def test_the_margin_of_a_survey_leads_back_to_its_size(
    share: float, n: int, confidence: float, design_effect: float
) -> None:
    margin = margin_of_error(share, n, confidence=confidence, design_effect=design_effect)
    assume(1e-6 < margin <= 1)
    back = sample_size(margin, share=share, confidence=confidence, design_effect=design_effect)
    assert back == n


@settings(max_examples=80, deadline=None)
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
            share,
            size,
            confidence=confidence,
            population=population,
            design_effect=design_effect,
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


def test_one_answer_never_falls_in_the_textbook_interval() -> None:
    # Its intervals are [0, 0] and [1, 1].
    assert coverage(0.5, 1, method="wald") == 0


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


def test_ninety_eight_answers_catch_a_fifth_less_often_than_thirty_do() -> None:
    # Brown, Cai & DasGupta (2001), as told at
    # jacob-gg.github.io/sims/andersson-2023-wald-interval-poor-performance: the textbook's
    # interval covers p = 0.2 more often, and closer to 95%, with n = 30 than with n = 98.
    few, many = (coverage(0.2, n, method="wald") for n in (30, 98))
    assert many < few < 0.95


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=50, deadline=None)
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


@settings(max_examples=50, deadline=None)
@given(SHARES, SIZES, CONFIDENCES)
def test_clopper_and_pearson_never_catch_less_often_than_promised(
    share: float, n: int, confidence: float
) -> None:
    caught = coverage(share, n, confidence=confidence, method="clopper-pearson")
    assert caught >= confidence - 1e-12


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=30, deadline=None)
@given(share=st.floats(0.001, 0.999), n=st.integers(1, 300))
def test_a_share_and_its_complement_are_caught_equally_often(
    method: str, share: float, n: int
) -> None:
    lows, highs = proportion_confint(np.arange(n + 1), n, method=ORACLES[method])
    assume(np.abs(np.concatenate([lows, highs]) - share).min() > 1e-9)
    caught = coverage(share, n, method=method)
    assert coverage(1 - share, n, method=method) == pytest.approx(caught, abs=1e-10)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("share", [0, 1])
def test_a_share_of_nothing_or_everything_is_always_caught(method: str, share: float) -> None:
    for n in (1, 135, 5000):
        assert coverage(share, n, method=method) == 1


# repeated surveys


def test_the_same_seed_draws_the_same_surveys_on_every_python() -> None:
    repeats = repeat(0.3, 135, surveys=10, seed=1)
    assert repeats.successes == (35, 46, 44, 37, 40, 40, 43, 45, 34, 31)


@settings(max_examples=50, deadline=None)
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


def test_in_the_long_run_as_many_miss_as_coverage_says() -> None:
    surveys = 20_000
    missed = repeat(0.3, 135, surveys=surveys).missed
    expected = 1 - coverage(0.3, 135)
    # Four standard deviations of a count with this chance.
    slack = 4 * (expected * (1 - expected) / surveys) ** 0.5
    assert missed / surveys == pytest.approx(expected, abs=slack)


@pytest.mark.parametrize("share", [0, 1])
def test_a_question_everybody_answers_alike_is_never_missed(share: float) -> None:
    repeats = repeat(share, 135)
    assert set(repeats.successes) == {share * 135}
    assert repeats.missed == 0


def test_more_answers_narrow_the_intervals_but_catch_the_truth_no_more_often() -> None:
    few, many = repeat(0.3, 100, surveys=2000), repeat(0.3, 5000, surveys=2000)
    assert max(found.high - found.low for found in many.intervals) < 0.03
    assert min(found.high - found.low for found in few.intervals) > 0.1
    assert abs(few.missed - many.missed) < 60


# score interval


@settings(max_examples=80, deadline=None)
@given(SHARES, SIZES, CONFIDENCES, st.floats(1, 3))
def test_a_score_interval_is_wilsons_at_the_effective_sample_size(
    share: float, n: int, confidence: float, design_effect: float
) -> None:
    found = score_interval(share, n, confidence=confidence, design_effect=design_effect)
    effective = n / design_effect
    low, high = proportion_confint(share * effective, effective, 1 - confidence, "wilson")
    assert ends(found) == pytest.approx((max(0, low), min(1, high)), rel=1e-9, abs=1e-12)


@settings(max_examples=80, deadline=None)
@given(counts(), CONFIDENCES)
def test_a_score_interval_at_a_count_is_the_wilson_interval(
    count: tuple[int, int], confidence: float
) -> None:
    successes, n = count
    found = score_interval(successes / n, n, confidence=confidence)
    assert ends(found) == pytest.approx(
        ends(interval(successes, n, confidence=confidence)), abs=1e-12
    )


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


@pytest.mark.parametrize("share", [float("nan"), True, "0.5", -0.1, 1.1])
def test_a_score_interval_refuses_a_share_outside_its_domain(share: Any) -> None:
    with pytest.raises(ValueError, match="share"):
        score_interval(share, 135)


def test_a_score_interval_refuses_more_answers_than_people() -> None:
    with pytest.raises(ValueError, match="population"):
        score_interval(0.5, 200, population=150)
