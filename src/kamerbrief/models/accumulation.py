"""How problems pile up at schools: by chance alone, and when something links them.

Each school has each problem or not. What links them is one factor of the school's own, normally
distributed, which raises or lowers the probability of all of its problems alike.
"""

from collections.abc import Iterator, Sequence
from math import erfc, exp, fsum, lgamma, log, pi, sqrt
from statistics import NormalDist

from kamerbrief.models.binomial import outcomes
from kamerbrief.models.domain import (
    refuse,
    require_count,
    require_numbers,
    require_share,
    require_whole,
)

MOST_PROBLEMS = 1000
"""Beyond it nobody lists problems, and the sums would take seconds."""

REACH = 9.0
"""Standard deviations beyond which a normal variable may be left out of a sum."""


def distribution(prevalence: float, correlation: float, *, problems: int) -> tuple[float, ...]:
    """P(K = k) for k = 0 to `problems`: the shares of schools with none, one, … all of them.

    Exchangeable one-factor Gaussian model. A correlation of 0 gives the binomial distribution, of
    1 all or nothing. Accurate to 1e-9.

    Args:
        prevalence: share of schools that have each problem, 0 to 1, the same for all.
        correlation: of the latent variables behind any two problems, 0 to 1.
        problems: how many problems there are, 1 to 1000.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Vasicek (1987), Probability of Loss on Loan Portfolio.

    >>> [round(share, 3) for share in distribution(0.5, 0.5, problems=2)]
    [0.333, 0.333, 0.333]
    """
    require_share(prevalence=prevalence, correlation=correlation)
    require_count("name at least one problem", problems=problems)
    if problems > MOST_PROBLEMS:
        refuse("problems", problems, f"at most {MOST_PROBLEMS}", "nobody lists so many")
    if correlation == 0 or prevalence in (0, 1):
        counts, probabilities = outcomes(problems, prevalence)
        return tuple(
            probabilities[k - counts[0]] if k in counts else 0.0 for k in range(problems + 1)
        )
    between = (
        [0.0] * (problems - 1) if correlation == 1 else _between(prevalence, correlation, problems)
    )
    # "None" and "all" follow from the rest: the shares make one, and their mean is known.
    mean = problems * prevalence
    everything = (mean - fsum(k * share for k, share in enumerate(between, start=1))) / problems
    nothing = 1 - everything - fsum(between)
    return (max(0.0, nothing), *between, max(0.0, everything))


def at_least(shares: Sequence[float], count: int) -> float:
    """Share of schools with `count` problems or more, as a fraction.

    Args:
        shares: P(K = k) for k = 0, 1, …, as from `distribution`.
        count: how many problems, at least 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> at_least([0.5, 0.3, 0.2], 1)
    0.5
    """
    require_numbers(shares=shares)
    require_whole(count=count)
    return min(1.0, fsum(shares[count:]))


def spared(shares: Sequence[float], count: int) -> float:
    """Of the schools that have one given problem, the share with fewer than `count` in all.

    By exchangeability each problem is present at k / m of the schools that have k of m problems.

    Args:
        shares: P(K = k) for k = 0 to m, as from `distribution`; not all of it at k = 0.
        count: how many problems make an accumulation, at least 1.

    Raises:
        ValueError: a value lies outside its domain.

    >>> round(spared([0.5, 0.3, 0.2], 2), 3)
    0.429
    """
    require_numbers(shares=shares)
    require_count("none is no accumulation", count=count)
    having = [k * share for k, share in enumerate(shares)]
    if not any(having):
        refuse("shares", list(shares), "above 0 for some k from 1 on", "raise the prevalence")
    return min(1.0, fsum(having[:count]) / fsum(having))


def _between(prevalence: float, correlation: float, problems: int) -> list[float]:
    """P(K = k) for k = 1 to problems - 1, each an integral over what is the same for a school.

    The trapezoidal rule, which gains digits exponentially on smooth functions that vanish at both
    ends. It runs over the school's factor, or, where that would make a step of the integrand, over
    the factor as each problem feels it.
    """
    cut = NormalDist().inv_cdf(prevalence)
    common, own = sqrt(correlation), sqrt(1 - correlation)
    step = min(0.1, 0.5 / sqrt(problems))
    total = [0.0] * (problems - 1)
    ways = [_log_ways(problems, k) for k in range(1, problems)]
    for place in _places(step):
        if common <= own:
            felt, weight = (cut - common * place) / own, _density(place)
        else:
            felt, weight = place, _density((cut - own * place) / common) * own / common
        yes, no = _below(felt), _below(-felt)
        if weight and yes and no:
            log_yes, log_no = log(yes), log(no)
            for at, way in enumerate(ways):
                k = at + 1
                total[at] += weight * exp(way + k * log_yes + (problems - k) * log_no)
    return [share * step for share in total]


def _places(step: float) -> Iterator[float]:
    count = round(REACH / step)
    return (step * at for at in range(-count, count + 1))


def _log_ways(problems: int, k: int) -> float:
    return lgamma(problems + 1) - lgamma(k + 1) - lgamma(problems - k + 1)


def _density(z: float) -> float:
    return exp(-z * z / 2) / sqrt(2 * pi)


def _below(z: float) -> float:
    return erfc(-z / sqrt(2)) / 2
