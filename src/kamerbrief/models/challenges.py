"""Two groups compared, what "often" makes of a prevalence, and what chance makes of many questions."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate
from math import expm1, fsum, inf, log1p, sqrt

from kamerbrief.models import survey
from kamerbrief.models.binomial import outcomes
from kamerbrief.models.domain import (
    refuse,
    require_choice,
    require_count,
    require_inner_share,
    require_share,
    require_whole,
)
from kamerbrief.models.survey import Interval

HALVINGS = 60
"""After so many, a bracket that began as wide as 1 is narrower than 1e-18."""

LEAST = 1e-12
"""Shares of teachers below it are lost in the sum of the binomial."""


def difference(
    successes_1: int,
    n_1: int,
    successes_2: int,
    n_2: int,
    *,
    confidence: float = 0.95,
    method: str = "newcombe",
) -> Interval:
    """Range of differences that fit, share in group 1 minus share in group 2, as fractions.

    Of the three methods `wald` is the textbook's; `newcombe` puts the Wilson intervals of both
    groups together, without continuity correction; `agresti-caffo` is `wald` after one more "yes"
    and one more "no" in each group. Ends beyond -1 or 1 are cut off there.

    Args:
        successes_1: number of "yes" in group 1, 0 to n_1.
        n_1: number of answers in group 1, 1 to ten thousand million.
        successes_2: number of "yes" in group 2, 0 to n_2.
        n_2: number of answers in group 2, 1 to ten thousand million.
        confidence: between 0 and 1, ends excluded.
        method: `wald`, `newcombe` or `agresti-caffo`.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Newcombe (1998), Interval Estimation for the Difference between Independent Proportions;
        Agresti & Caffo (2000), Simple and Effective Confidence Intervals.

    >>> found = difference(117, 135, 24, 103)
    >>> round(found.low, 3), round(found.high, 3)
    (0.521, 0.719)
    """
    for group, (successes, n) in enumerate(((successes_1, n_1), (successes_2, n_2)), start=1):
        _require_group(group, successes, n)
    require_inner_share(confidence=confidence)
    require_choice(METHODS, method=method)
    low, high = METHODS[method](successes_1, n_1, successes_2, n_2, confidence)
    return Interval(max(-1.0, low), min(1.0, high))


def share_reporting(class_size: int, prevalence: float, threshold: int) -> float:
    """Share of teachers with at least `threshold` such pupils in class, as a fraction.

    P(Binomial(m, q) >= t): each pupil has it or not, independently of classmates.

    Args:
        class_size: number of pupils m of each teacher, at least 1.
        prevalence: share q of all pupils who have it, 0 to 1.
        threshold: number of pupils t from which a teacher says "often", 0 to class_size.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        The binomial distribution.

    >>> round(share_reporting(23, 0.2, 3), 2)
    0.87
    """
    _require_class(class_size, threshold)
    require_share(prevalence=prevalence)
    counts, probabilities = outcomes(class_size, prevalence)
    first = bisect_left(counts, threshold)
    return min(1.0, fsum(probabilities[first:]))


def prevalence_behind(class_size: int, share: float, threshold: int) -> float:
    """Share of pupils that makes this share of teachers say "often", as a fraction.

    The inverse of `share_reporting` in its second argument.

    Args:
        class_size: number of pupils of each teacher, at least 1.
        share: share of teachers, at least 1e-12, below 1.
        threshold: number of pupils from which a teacher says "often", 1 to class_size.

    Raises:
        ValueError: a value lies outside its domain.

    >>> round(prevalence_behind(40, 0.87, 1), 2)
    0.05
    """
    _require_class(class_size, threshold)
    require_count("with none, every teacher would say often", threshold=threshold)
    require_inner_share(share=share)
    if share < LEAST:
        refuse("share", share, f"at least {LEAST}", "no survey tells such a share from nothing")
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if share_reporting(class_size, middle, threshold) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def chance_of_gap(gap: float, n_1: int, n_2: int, *, share: float = 0.5) -> float:
    """Probability of a gap at least this wide between two random samples of one population.

    Exact: summed over both binomials.

    Args:
        gap: difference between the two observed shares, either way, 0 to 1.
        n_1: number of answers in the first sample, at least 1.
        n_2: number of answers in the second sample, at least 1.
        share: true share, the same for both, 0 to 1.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Two independent binomial distributions.

    >>> round(chance_of_gap(0.1, 135, 103), 3)
    0.126
    """
    require_share(gap=gap, share=share)
    for group, n in enumerate((n_1, n_2), start=1):
        _require_group(group, 0, n)
    first, chances = outcomes(n_1, share)
    second, others = outcomes(n_2, share)
    up_to = [0.0, *accumulate(others)]
    from_on = [0.0, *accumulate(reversed(others))][::-1]
    # In whole answers times n_1 n_2; a gap that is met exactly must not be lost to the last digits.
    wide = gap * n_1 * n_2 * (1 - 1e-12)
    parts = []
    for count, chance in zip(first, chances, strict=True):
        below = bisect_right(second, count * n_2 - wide, key=n_1.__mul__)
        above = bisect_left(second, count * n_2 + wide, key=n_1.__mul__)
        parts.append(chance * (up_to[below] + from_on[above] if below < above else 1.0))
    return min(1.0, fsum(parts))


def at_least_one(chance: float, questions: int) -> float:
    """Probability that something of this chance happens at one question or more, as a fraction.

    Args:
        chance: probability at each question, independent of the others, 0 to 1.
        questions: number of questions, at least 1.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Šidák (1967), Rectangular Confidence Regions.

    >>> round(at_least_one(0.05, 15), 2)
    0.54
    """
    require_share(chance=chance)
    require_count("without questions nothing can happen", questions=questions)
    return -expm1(questions * (log1p(-chance) if chance < 1 else -inf))


# ── three ways to put an interval around a difference ─────────────────────────────────────────


def _wald(x_1: int, n_1: int, x_2: int, n_2: int, confidence: float) -> tuple[float, float]:
    return _around(x_1 / n_1, n_1, x_2 / n_2, n_2, confidence)


def _agresti_caffo(
    x_1: int, n_1: int, x_2: int, n_2: int, confidence: float
) -> tuple[float, float]:
    size_1, size_2 = n_1 + 2, n_2 + 2
    return _around((x_1 + 1) / size_1, size_1, (x_2 + 1) / size_2, size_2, confidence)


def _around(
    share_1: float, n_1: int, share_2: float, n_2: int, confidence: float
) -> tuple[float, float]:
    variance = share_1 * (1 - share_1) / n_1 + share_2 * (1 - share_2) / n_2
    half = survey.z_value(confidence) * sqrt(variance)
    return share_1 - share_2 - half, share_1 - share_2 + half


def _newcombe(x_1: int, n_1: int, x_2: int, n_2: int, confidence: float) -> tuple[float, float]:
    share_1, share_2 = x_1 / n_1, x_2 / n_2
    one = survey.interval(x_1, n_1, confidence=confidence)
    two = survey.interval(x_2, n_2, confidence=confidence)
    below = sqrt((share_1 - one.low) ** 2 + (two.high - share_2) ** 2)
    above = sqrt((one.high - share_1) ** 2 + (share_2 - two.low) ** 2)
    return share_1 - share_2 - below, share_1 - share_2 + above


METHODS: dict[str, Callable[[int, int, int, int, float], tuple[float, float]]] = {
    "wald": _wald,
    "newcombe": _newcombe,
    "agresti-caffo": _agresti_caffo,
}


def _require_group(group: int, successes: int, n: int) -> None:
    size, count = f"n_{group}", f"successes_{group}"
    require_count("a group without answers says nothing", **{size: n})
    if n > survey.MOST_ANSWERS:
        refuse(size, n, f"at most {survey.MOST_ANSWERS}", "there are not that many people")
    require_whole(**{count: successes})
    if successes > n:
        refuse(count, successes, f"at most {size} ({n})", "no answer counts twice")


def _require_class(class_size: int, threshold: int) -> None:
    require_count("a class has pupils", class_size=class_size)
    if class_size > survey.MOST_ANSWERS:
        refuse("class_size", class_size, f"at most {survey.MOST_ANSWERS}", "count one class")
    require_whole(threshold=threshold)
    if threshold > class_size:
        rule = f"at most the class size ({class_size})"
        refuse("threshold", threshold, rule, "no class shows more pupils than it has")
