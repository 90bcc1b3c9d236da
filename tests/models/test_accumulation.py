"""How problems pile up: by hand, by numerical integration, by simulation and in their limits."""

from fractions import Fraction
from itertools import pairwise, product
from math import asin, comb, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from kamerbrief.models.accumulation import at_least, distribution, spared

PREVALENCES = [1e-6, 0.01, 0.3, 0.5, 0.8, 0.999]
CORRELATIONS = [1e-6, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999, 0.999999]
PROBLEMS = [1, 2, 5, 6, 20]
# Shares below 1e-99 are too small for scipy, not for us.
SHARES = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(1e-99, 1))


def integrated(prevalence: float, correlation: float, problems: int) -> np.ndarray:
    """By scipy, piece by piece: breakpoints around the factor's mean and around its steep part."""
    cut = stats.norm.ppf(prevalence)
    common, own = correlation**0.5, (1 - correlation) ** 0.5
    k = np.arange(problems + 1)[:, np.newaxis]

    def chances(factor: np.ndarray) -> np.ndarray:
        latent = (cut - common * factor) / own
        logs = k * special.log_ndtr(latent) + (problems - k) * special.log_ndtr(-latent)
        return np.array(special.comb(problems, k) * np.exp(logs) * stats.norm.pdf(factor))

    spread = np.array([0, 1, 2, 4, 6, 9, 14])
    steep = (cut + own * np.concatenate([-spread, spread])) / common
    places = np.unique(np.concatenate([[-38, 38], spread, -spread, steep.clip(-38, 38)]))
    pieces = [integrate.fixed_quad(chances, low, high, n=50)[0] for low, high in pairwise(places)]
    return np.array([np.sum(piece) for piece in zip(*pieces, strict=True)])


# distribution


@pytest.mark.parametrize("correlation", [0, 0.1, 0.5, 0.9, 1])
def test_two_problems_at_half_of_the_schools_meet_as_sheppard_counted(correlation: float) -> None:
    # Both at 1/4 + asin(correlation) / 2π: a quarter, a third and a half for 0, ½ and 1.
    both = 0.25 + asin(correlation) / (2 * pi)
    found = distribution(0.5, correlation, problems=2)
    assert found == pytest.approx((both, 1 - 2 * both, both), abs=1e-12)


def test_vasiceks_distribution_of_a_very_large_portfolio_is_the_limit() -> None:
    # rdrr.io/cran/vasicek/man/vsk_cdf.html: vsk_cdf(c(0.278837772815679, 0.5217229060260343),
    # Rho = 0.2, P = 0.3) is 0.5 and 0.9. Of a thousand problems, at most 278 and at most 521.
    shares = distribution(0.3, 0.2, problems=1000)
    assert sum(shares[:279]) == pytest.approx(0.5, abs=2e-3)
    assert sum(shares[:522]) == pytest.approx(0.9, abs=2e-3)


@pytest.mark.parametrize("correlation", CORRELATIONS)
@pytest.mark.parametrize("prevalence", PREVALENCES)
def test_the_shares_are_those_of_numerical_integration(
    prevalence: float, correlation: float
) -> None:
    for problems in PROBLEMS:
        expected = integrated(prevalence, correlation, problems)
        assert expected.sum() == pytest.approx(1, abs=1e-11)
        found = distribution(prevalence, correlation, problems=problems)
        assert found == pytest.approx(expected, abs=1e-9)


@given(SHARES, st.integers(1, 40))
def test_without_correlation_problems_pile_up_as_coins_do(prevalence: float, problems: int) -> None:
    expected = stats.binom.pmf(np.arange(problems + 1), problems, prevalence)
    found = distribution(prevalence, 0, problems=problems)
    assert found == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("problems", [1, 2, 6, 1000])
@pytest.mark.parametrize("prevalence", [0, 1e-6, 0.3, 1])
def test_with_full_correlation_a_school_has_all_or_nothing(
    prevalence: float, problems: int
) -> None:
    found = distribution(prevalence, 1, problems=problems)
    assert (found[0], found[-1]) == pytest.approx((1 - prevalence, prevalence), abs=1e-15)
    assert not any(found[1:-1])


@pytest.mark.parametrize("correlation", [0, 1e-6, 0.5, 0.999999, 1])
@pytest.mark.parametrize("problems", [1, 2, 6])
def test_problems_nobody_or_everybody_has_leave_nothing_to_chance(
    correlation: float, problems: int
) -> None:
    none, everything = ([float(k == at) for k in range(problems + 1)] for at in (0, problems))
    assert list(distribution(0, correlation, problems=problems)) == none
    assert list(distribution(1, correlation, problems=problems)) == everything


@pytest.mark.parametrize("prevalence", [1e-6, 0.3, 0.999])
def test_both_limits_are_approached_without_a_jump(prevalence: float) -> None:
    for limit, near in ((0, 1e-12), (1, 1 - 1e-15)):
        found = distribution(prevalence, near, problems=6)
        assert found == pytest.approx(distribution(prevalence, limit, problems=6), abs=1e-6)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 60))
def test_the_shares_make_one_and_the_mean_is_that_of_the_prevalences(
    prevalence: float, correlation: float, problems: int
) -> None:
    found = np.array(distribution(prevalence, correlation, problems=problems))
    assert len(found) == problems + 1
    assert (found >= 0).all()
    assert found.sum() == pytest.approx(1, abs=1e-12)
    mean = found @ np.arange(problems + 1)
    assert mean == pytest.approx(problems * prevalence, rel=1e-9, abs=1e-12)


# at least


def test_three_in_ten_and_two_in_ten_make_half_with_one_or_more() -> None:
    shares = [0.5, 0.3, 0.2]
    assert at_least(shares, 0) == 1
    assert at_least(shares, 1) == pytest.approx(0.5, abs=1e-15)
    assert at_least(shares, 2) == 0.2
    assert at_least(shares, 3) == 0
    assert at_least(shares, 10**9) == 0


def test_what_is_certain_is_not_more_than_certain() -> None:
    assert at_least([0.1] * 10 + [1e-16], 0) == 1


# spared


def test_of_three_in_ten_alone_and_two_in_ten_twice_three_in_seven_are_spared() -> None:
    # The given problem is at half of the 0.3 and all of the 0.2: 0.15 of 0.35 have it alone.
    assert spared([0.5, 0.3, 0.2], 2) == pytest.approx(3 / 7, abs=1e-15)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=8).filter(lambda w: any(w[1:])))
def test_the_spared_are_counted_over_every_pattern_of_problems(weights: list[int]) -> None:
    problems = len(weights) - 1
    # Every pattern of k problems is equally likely; those with the first problem count.
    having = {
        pattern: Fraction(weights[sum(pattern)], comb(problems, sum(pattern)))
        for pattern in product((0, 1), repeat=problems)
        if pattern[0]
    }
    shares = [weight / sum(weights) for weight in weights]
    for count in range(1, problems + 2):
        few = sum(weight for pattern, weight in having.items() if sum(pattern) < count)
        expected = float(Fraction(few) / sum(having.values()))
        assert spared(shares, count) == pytest.approx(expected, abs=1e-12)


def test_nobody_with_a_problem_has_fewer_than_one_and_everybody_has_fewer_than_all_and_one() -> (
    None
):
    shares = distribution(0.3, 0.4, problems=6)
    assert spared(shares, 1) == 0
    assert spared(shares, 7) == 1
    assert spared(shares, 10**9) == 1


def test_where_no_school_has_a_problem_nobody_can_be_spared() -> None:
    with pytest.raises(ValueError, match=r"^shares must be above 0 for some k .* not \[1\.0, 0\.0"):
        spared(distribution(0, 0.5, problems=6), 3)
    with pytest.raises(ValueError, match=r"^shares\[1\] must be a number of at least 0, not -0\.1"):
        at_least([0.5, -0.1], 1)
