"""What a random sample can say about a share, and how many answers that takes.

Everything here holds for a random sample, and for nothing else: who chose to answer is the
subject of `respondents`.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, fsum, isinf, sqrt
from random import Random

from kamerbrief.models.binomial import outcomes
from kamerbrief.models.domain import (
    refuse,
    require_choice,
    require_count,
    require_inner_share,
    require_positive,
    require_share,
    require_whole,
)
from kamerbrief.models.methods import METHODS, high, low, standard_deviations

MOST_ANSWERS = 10**10
"""More than there are people; beyond it the exact methods would take minutes."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of shares, as fractions, both ends included."""

    low: float
    high: float

    def __contains__(self, share: float) -> bool:
        return self.low <= share <= self.high


@dataclass(frozen=True, slots=True)
class Repeats:
    """The same survey held many times over, each time with another random sample."""

    share: float
    n: int
    confidence: float
    seed: int
    successes: tuple[int, ...]
    intervals: tuple[Interval, ...]

    @property
    def missed(self) -> int:
        """Number of intervals that do not hold the true share."""
        return sum(self.share not in interval for interval in self.intervals)


def z_value(confidence: float) -> float:
    """Number of standard deviations either side of the mean that hold `confidence`.

    Args:
        confidence: between 0 and 1, ends excluded.

    Raises:
        ValueError: a value lies outside its domain.

    >>> round(z_value(0.95), 2)
    1.96
    """
    require_inner_share(confidence=confidence)
    return standard_deviations(confidence)


def interval(
    successes: int, n: int, *, confidence: float = 0.95, method: str = "wilson"
) -> Interval:
    """Range of shares that fit `successes` of `n` answers, as fractions.

    Of the four methods `wald` is the textbook's, and misses too often when n is small or the
    share is near 0 or 1; `wilson` and `agresti-coull` repair that; `clopper-pearson` never
    catches the truth less often than it promises, and is wider for it. No method applies a
    continuity correction; ends beyond 0 or 1 are cut off there.

    Args:
        successes: number of answers that were "yes", 0 to n.
        n: number of answers, 1 to ten thousand million.
        confidence: between 0 and 1, ends excluded.
        method: `wald`, `wilson`, `agresti-coull` or `clopper-pearson`.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Wilson (1927); Clopper & Pearson (1934); Agresti & Coull (1998). Compared by Brown,
        Cai & DasGupta (2001), Interval Estimation for a Binomial Proportion.

    >>> wilson = interval(68, 135)
    >>> round(wilson.low, 3), round(wilson.high, 3)
    (0.42, 0.587)
    """
    _require_answers(n)
    require_whole(successes=successes)
    if successes > n:
        refuse("successes", successes, f"at most n ({n})", "no answer counts twice")
    require_inner_share(confidence=confidence)
    require_choice(METHODS, method=method)
    lower, upper = (end(successes, n, confidence, method) for end in (low, high))
    # Next to no confidence leaves no width, and then only the last digits are out of order.
    return Interval(lower, max(lower, upper))


def margin_of_error(
    share: float,
    n: int,
    *,
    confidence: float = 0.95,
    population: int | None = None,
    design_effect: float = 1.0,
) -> float:
    """Half-width of the normal interval around a share, as a fraction.

    Args:
        share: observed share, 0 to 1.
        n: number of answers, at least 1.
        confidence: between 0 and 1, ends excluded.
        population: number of people the sample was drawn from, at least n; `None` for so
            many that the sample takes away next to nothing.
        design_effect: variance relative to that of a simple random sample, above 0.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Cochran (1977), Sampling Techniques, chapter 3.

    >>> round(margin_of_error(0.5, 135), 3)
    0.084
    """
    require_share(share=share)
    require_count("a survey without answers has no margin", n=n)
    require_positive(design_effect=design_effect)
    z = z_value(confidence)
    return z * sqrt(design_effect * share * (1 - share) / n * _part_unseen(n, population))


def score_interval(
    share: float,
    n: int,
    *,
    confidence: float = 0.95,
    population: int | None = None,
    design_effect: float = 1.0,
) -> Interval:
    """Wilson interval around an observed share, for the effective number of answers.

    With neither a population nor a design effect it is `interval` at `share * n` successes; else
    n is replaced by the size of a simple random sample of equal variance. Only the share itself
    is left when everybody answered.

    Args:
        share: observed share, 0 to 1.
        n: number of answers, at least 1.
        confidence: between 0 and 1, ends excluded.
        population: number of people the sample was drawn from, at least n; `None` for very many.
        design_effect: variance relative to that of a simple random sample, above 0.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Wilson (1927); effective sample size after Kish (1965), Survey Sampling.

    >>> half = score_interval(0.5, 135)
    >>> round(half.low, 3), round(half.high, 3)
    (0.417, 0.583)
    """
    require_share(share=share)
    require_count("a survey without answers says nothing", n=n)
    require_positive(design_effect=design_effect)
    z = z_value(confidence)
    unseen = _part_unseen(n, population)
    per_answer = z * z * design_effect * unseen / n
    centre = (share + per_answer / 2) / (1 + per_answer)
    half = sqrt(per_answer * (share * (1 - share) + per_answer / 4)) / (1 + per_answer)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def sample_size(
    margin: float,
    *,
    share: float = 0.5,
    confidence: float = 0.95,
    population: int | None = None,
    design_effect: float = 1.0,
) -> int:
    """Number of answers from a random sample that brings the margin of error to `margin`.

    At least 1, and never more than the population.

    Args:
        margin: the half-width wanted, above 0 and at most 1.
        share: the share expected, 0 to 1; at 0.5 most answers are needed.
        confidence: between 0 and 1, ends excluded.
        population: number of people to draw from, at least 1; `None` for very many.
        design_effect: variance relative to that of a simple random sample, above 0.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Cochran (1977), Sampling Techniques, chapter 4.

    >>> sample_size(0.05)
    385
    """
    require_share(margin=margin, share=share)
    require_positive("no sample leaves no margin at all", margin=margin)
    require_positive(design_effect=design_effect)
    ratio = z_value(confidence) / margin
    answers = design_effect * share * (1 - share) * ratio * ratio
    if population is not None:
        require_count(population=population)
        answers = population / (1 + (population - 1) / answers) if answers > 1 else answers
    elif isinf(answers):
        refuse("margin", margin, "wide enough to be reached", "ask for a wider one")
    # An exact whole number must not be pushed up by the last digits of a float.
    return max(1, ceil(answers * (1 - 1e-12)))


def coverage(share: float, n: int, *, confidence: float = 0.95, method: str = "wilson") -> float:
    """Probability that the interval from a random sample of n holds `share`, as a fraction.

    Exact: the probabilities of all the counts whose interval holds the share, added up.

    Args:
        share: true share, 0 to 1.
        n: number of answers, 1 to ten thousand million.
        confidence: between 0 and 1, ends excluded.
        method: `wald`, `wilson`, `agresti-coull` or `clopper-pearson`.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Brown, Cai & DasGupta (2001), Interval Estimation for a Binomial Proportion.

    >>> round(coverage(0.05, 30, method="wald"), 3)
    0.782
    """
    require_share(share=share)
    _require_answers(n)
    require_inner_share(confidence=confidence)
    require_choice(METHODS, method=method)
    counts, probabilities = outcomes(n, share)
    if method == "clopper-pearson":
        # By its definition: a count fits when neither tail that starts there is too rare.
        tail = (1 - confidence) / 2
        first = bisect_left(list(accumulate(probabilities)), tail)
        last = len(counts) - bisect_left(list(accumulate(reversed(probabilities))), tail)
    else:
        # Both ends rise with the count, so the counts whose interval holds the share are a run.
        first = bisect_left(counts, share, key=lambda count: high(count, n, confidence, method))
        last = bisect_right(counts, share, key=lambda count: low(count, n, confidence, method))
    return min(1.0, fsum(probabilities[first:last]))


def repeat(
    share: float, n: int, *, surveys: int = 100, confidence: float = 0.95, seed: int = 1
) -> Repeats:
    """The same survey held `surveys` times, with the Wilson interval of each.

    The same seed draws the same surveys on every version of Python.

    Args:
        share: true share, 0 to 1.
        n: number of answers in each survey, 1 to ten thousand million.
        surveys: how many surveys, at least 1.
        confidence: between 0 and 1, ends excluded.
        seed: whole number of at least 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> repeat(0.5, 135).missed
    8
    """
    require_share(share=share)
    _require_answers(n)
    require_count(surveys=surveys)
    require_whole("any such number will do", seed=seed)
    counts, probabilities = outcomes(n, share)
    chances = list(accumulate(probabilities[:-1]))
    draw = Random(seed).random
    successes = tuple(counts[bisect_right(chances, draw())] for _ in range(surveys))
    seen = {count: interval(count, n, confidence=confidence) for count in set(successes)}
    return Repeats(
        share=share,
        n=n,
        confidence=confidence,
        seed=seed,
        successes=successes,
        intervals=tuple(seen[count] for count in successes),
    )


def _require_answers(n: int) -> None:
    require_count("a survey without answers says nothing", n=n)
    if n > MOST_ANSWERS:
        refuse("n", n, f"at most {MOST_ANSWERS}", "there are not that many people")


def _part_unseen(n: int, population: int | None) -> float:
    """What the finite population leaves of the variance: nothing once everybody answered."""
    if population is None:
        return 1.0
    require_count(population=population)
    if n > population:
        refuse("n", n, f"at most the population ({population})", "nobody answers twice")
    return (population - n) / (population - 1) if n < population else 0.0
