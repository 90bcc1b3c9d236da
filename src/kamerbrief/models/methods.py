"""Four ways to put an interval around a share: where each begins, and where it ends.

No domain checks in here; `survey` makes them once, before it asks for many ends.
"""

from collections.abc import Callable
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

from kamerbrief.models.binomial import lowest_share


@lru_cache
def standard_deviations(confidence: float) -> float:
    """Number of standard deviations either side of a normal mean that hold `confidence`."""
    return abs(NormalDist().inv_cdf((1 - confidence) / 2))


def low(successes: int, n: int, confidence: float, method: str) -> float:
    """Lower end of the interval, as a fraction; it never falls when `successes` rises."""
    return METHODS[method](successes, n, confidence) if successes else 0.0


def high(successes: int, n: int, confidence: float, method: str) -> float:
    """Upper end of the interval, as a fraction: what the lower end for the "no" answers leaves."""
    return 1 - low(n - successes, n, confidence, method)


def _wald(successes: int, n: int, confidence: float) -> float:
    share = successes / n
    return max(0.0, share - standard_deviations(confidence) * sqrt(share * (1 - share) / n))


def _wilson(successes: int, n: int, confidence: float) -> float:
    # (share + h - spread) / (1 + 2h), rewritten so that no digits cancel near 0.
    share, h = successes / n, standard_deviations(confidence) ** 2 / (2 * n)
    spread = sqrt(2 * h * share * (1 - share) + h * h)
    return share * share / (share + h + spread)


def _agresti_coull(successes: int, n: int, confidence: float) -> float:
    z = standard_deviations(confidence)
    size = n + z * z
    share = (successes + z * z / 2) / size
    return max(0.0, share - z * sqrt(share * (1 - share) / size))


def _clopper_pearson(successes: int, n: int, confidence: float) -> float:
    near = _wilson(successes, n, confidence)
    return lowest_share(successes, n, (1 - confidence) / 2, near)


METHODS: dict[str, Callable[[int, int, float], float]] = {
    "wald": _wald,
    "wilson": _wilson,
    "agresti-coull": _agresti_coull,
    "clopper-pearson": _clopper_pearson,
}
