"""The binomial distribution, against scipy's."""

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kamerbrief.models.binomial import lowest_share, outcomes

SHARES = st.one_of(st.sampled_from([0.0, 1.0, 0.5, 1e-9]), st.floats(1e-99, 1))
SIZES = st.one_of(st.integers(1, 30), st.integers(1, 5000))


def test_three_tosses_of_a_coin_give_one_three_three_one_eighths() -> None:
    counts, probabilities = outcomes(3, 0.5)
    assert list(counts) == [0, 1, 2, 3]
    assert probabilities == pytest.approx([1 / 8, 3 / 8, 3 / 8, 1 / 8], abs=1e-15)


@pytest.mark.parametrize(("share", "only"), [(0, 0), (0.0, 0), (1, 7), (1.0, 7)])
def test_a_share_of_nothing_or_everything_leaves_one_outcome(share: float, only: int) -> None:
    assert outcomes(7, share) == (range(only, only + 1), [1.0])


@pytest.mark.parametrize("share", [5e-324, 1e-300, 1 - 1e-16])
def test_a_share_next_to_nothing_or_everything_still_adds_up(share: float) -> None:
    counts, probabilities = outcomes(5000, share)
    assert counts[0] == 0 or counts[-1] == 5000
    assert fsum(probabilities) == pytest.approx(1, abs=1e-15)


@given(SIZES, SHARES)
def test_each_probability_is_that_of_scipy(n: int, share: float) -> None:
    counts, probabilities = outcomes(n, share)
    expected = stats.binom.pmf(list(counts), n, share)
    assert probabilities == pytest.approx(expected.tolist(), rel=1e-9, abs=1e-13)


@pytest.mark.parametrize("n", [10**5, 10**6, 10**7])
def test_many_answers_cost_no_accuracy(n: int) -> None:
    counts, probabilities = outcomes(n, 0.3)
    assert probabilities == pytest.approx(stats.binom.pmf(list(counts), n, 0.3).tolist(), abs=1e-12)


@given(SIZES, SHARES)
def test_the_outcomes_that_are_left_out_could_not_have_mattered(n: int, share: float) -> None:
    counts, probabilities = outcomes(n, share)
    assert fsum(probabilities) == pytest.approx(1, abs=1e-12)
    assert 0 <= counts[0] <= counts[-1] <= n
    assert len(counts) == len(probabilities)
    left_out = stats.binom.cdf(counts[0] - 1, n, share) + stats.binom.sf(counts[-1], n, share)
    assert left_out < 1e-15


@given(SIZES, st.data(), st.floats(1e-9, 0.5))
def test_the_lowest_share_is_a_quantile_of_the_beta_distribution(
    n: int, data: st.DataObject, tail: float
) -> None:
    successes = data.draw(st.integers(1, n))
    share = lowest_share(successes, n, tail, near=successes / (n + 1))
    expected = stats.beta.ppf(tail, successes, n - successes + 1)
    assert share == pytest.approx(expected, rel=1e-9, abs=1e-11)
