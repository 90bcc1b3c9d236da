"""The four methods: what the search for the covering counts relies on."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.models.methods import METHODS, high, low, standard_deviations


@pytest.mark.parametrize("method", METHODS)
@given(n=st.integers(1, 60), confidence=st.floats(0.001, 0.999999))
def test_both_ends_rise_with_the_count(method: str, n: int, confidence: float) -> None:
    lows = [low(count, n, confidence, method) for count in range(n + 1)]
    highs = [high(count, n, confidence, method) for count in range(n + 1)]
    assert all(before <= after for before, after in pairwise(lows))
    assert all(before <= after for before, after in pairwise(highs))


@pytest.mark.parametrize("method", METHODS)
@given(n=st.integers(1, 5000), confidence=st.floats(1e-12, 1 - 1e-16), data=st.data())
def test_yes_and_no_can_change_places(
    method: str, n: int, confidence: float, data: st.DataObject
) -> None:
    count = data.draw(st.integers(0, n))
    assert high(count, n, confidence, method) == 1 - low(n - count, n, confidence, method)
    assert 0 <= low(count, n, confidence, method) <= high(count, n, confidence, method) <= 1


def test_no_confidence_needs_no_width_and_the_last_digit_of_it_still_counts() -> None:
    assert standard_deviations(1e-20) == 0
    assert 8 < standard_deviations(1 - 1e-16) < 9
