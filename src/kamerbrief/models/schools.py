"""Synthetic schools: who falls on which side of a threshold, and how unequal that is.

No school in here exists. The distributions are ours, chosen for being simple and skewed; they
are an assumption to play with, and describe neither Dutch schools nor their budget.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate
from math import fsum
from operator import mul
from random import Random

from kamerbrief.models.budget import apportion, in_cents
from kamerbrief.models.domain import (
    require_amount,
    require_count,
    require_nonnegative,
    require_numbers,
    require_whole,
)

SMALLEST, LARGEST = 60, 600
"""Pupils in a synthetic school, from and below; squaring a random number favours small ones."""

HIGHEST_PER_PUPIL = 10.0
"""Synthetic scores per pupil stay below this; cubing a random number makes most of them low."""


@dataclass(frozen=True, slots=True)
class School:
    """A made-up school; `score` is its disadvantage score, that of all its pupils together."""

    pupils: int
    score_per_pupil: float

    @property
    def score(self) -> float:
        """Disadvantage score of the whole school, in points."""
        return self.pupils * self.score_per_pupil


def population(count: int, *, seed: int) -> tuple[School, ...]:
    """Synthetic schools, `count` of them; they stand for no real ones.

    Number of pupils: 60 + 540·u². Score per pupil: 10·v³. With u and v uniform on [0, 1) and
    independent, a school has about 240 pupils and 2.5 points per pupil on average. Products alone
    are used, so that every version of Python on every machine makes the same schools.

    Args:
        count: number of schools, at least 1.
        seed: whole number of at least 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> [school.pupils for school in population(3, seed=1)]
    [69, 375, 192]
    """
    require_count(count=count)
    require_whole("any such number will do", seed=seed)
    draw = Random(seed).random
    return tuple(_school(draw(), draw()) for _ in range(count))


def allocation(scores: Collection[float], budget: float, *, threshold: float) -> tuple[float, ...]:
    """What each school gets of the budget, in euros, in proportion to its score above a threshold.

    Together the whole budget to the cent, or nothing when no school is above the threshold.

    Args:
        scores: one per school, at least 0.
        budget: in euros, 0 to ten million million; read to the nearest cent.
        threshold: the score up to which a school gets nothing, at least 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> allocation([100, 200, 400], 1_000, threshold=100)
    (0.0, 250.0, 750.0)
    """
    require_numbers(scores=scores)
    require_amount(budget=budget)
    require_nonnegative(threshold=threshold)
    above = [score - threshold if score > threshold else 0.0 for score in scores]
    highest = max(above)
    if highest == 0:
        return (0.0,) * len(above)
    weights = [int(excess / highest * 10**15) for excess in above]
    return tuple([cents / 100 for cents in apportion(in_cents(budget), weights)])


def lorenz(values: Collection[float]) -> tuple[tuple[float, float], ...]:
    """Points (share of schools, share of money), poorest first, from (0, 0) to (1, 1).

    Args:
        values: money per school, at least 0 each and not all of them 0.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Lorenz (1905), Methods of Measuring the Concentration of Wealth.

    >>> lorenz([30, 10])
    ((0.0, 0.0), (0.5, 0.25), (1.0, 1.0))
    """
    ordered = _from_poorest(values)
    n, sums = len(ordered), list(accumulate(ordered, initial=0.0))
    return tuple([(rank / n, money / sums[-1]) for rank, money in enumerate(sums)])


def gini(values: Collection[float]) -> float:
    """Gini coefficient, 0 for equal values up to 1 − 1/n when one school has everything.

    The population version: the mean difference between all pairs, over twice the mean.

    Args:
        values: money per school, at least 0 each and not all of them 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> gini([30, 10])
    0.25
    """
    ordered = _from_poorest(values)
    n = len(ordered)
    # The k-th poorest is the larger one in k − 1 pairs and the smaller in n − k: 1 − n … n − 1.
    return fsum(map(mul, range(1 - n, n, 2), ordered)) / (n * fsum(ordered))


def _school(u: float, v: float) -> School:
    pupils = SMALLEST + int((LARGEST - SMALLEST) * u * u)
    return School(pupils, HIGHEST_PER_PUPIL * v * v * v)


def _from_poorest(values: Collection[float]) -> list[float]:
    require_numbers(values=values)
    if not any(values):
        raise ValueError(
            "values must hold at least one number above 0, not only zeros; "
            "nobody has a share of nothing"
        )
    return sorted(values)
