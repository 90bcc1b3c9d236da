"""The binomial distribution: how many of n independent answers are a "yes"."""

from collections.abc import Iterator
from math import exp, fsum, lgamma, log, log1p, sqrt

NEGLIGIBLE = 1e-20
"""A count this much rarer than the likeliest one is left out of a sum."""


def outcomes(n: int, share: float) -> tuple[range, list[float]]:
    """The counts of "yes" that can occur among n answers, and the probability of each.

    Counts rarer than 1e-20 times the likeliest are left out, so that the work grows with
    the square root of n. No factorials are needed: each probability follows from its
    neighbour's, and together they make one.

    >>> outcomes(2, 0.5)
    (range(0, 3), [0.25, 0.5, 0.25])
    """
    if share in (0, 1):
        return range(n * int(share), n * int(share) + 1), [1.0]
    likeliest = min(n, int((n + 1) * share))
    fewer = list(_relative(n, n - likeliest, (1 - share) / share))
    more = list(_relative(n, likeliest, share / (1 - share)))
    weights = [*reversed(fewer), 1.0, *more]
    total = fsum(weights)
    counts = range(likeliest - len(fewer), likeliest + len(more) + 1)
    return counts, [weight / total for weight in weights]


def lowest_share(successes: int, n: int, tail: float, near: float) -> float:
    """The share at which `successes` or more of n has the probability `tail`, as a fraction.

    Newton's method on the logarithms of both. There the tail is concave in the share, so
    from the second step on it climbs to the answer and never passes it.

    Args:
        successes: at least 1, at most n.
        n: number of answers.
        tail: probability, above 0 and at most a half.
        near: where to start, above 0 and at most successes / n; far below is only slower.

    >>> round(lowest_share(1, 1, 0.025, near=0.5), 12)
    0.025
    """
    if successes == n:
        return exp(log(tail) / n)
    log_ways = lgamma(n + 1) - lgamma(successes + 1) - lgamma(n - successes + 1)

    def step(log_share: float) -> float:
        share = exp(log_share)
        more = 1 + fsum(_relative(n, successes, share / (1 - share)))
        log_one = log_ways + successes * log_share + (n - successes) * log1p(-share)
        return (log(tail) - log_one - log(more)) * more / successes

    position = log(near)
    position += step(position)
    climb = 1.0
    while climb * sqrt(n) > 1e-8:  # the error left after a step is about its square
        climb = step(position)
        position += climb
    return exp(position)


def _relative(n: int, count: int, odds: float) -> Iterator[float]:
    """How likely each higher count is, relative to `count`, until it no longer matters."""
    weight = 1.0
    for higher in range(count + 1, n + 1):
        weight *= (n - higher + 1) * odds / higher
        if weight < NEGLIGIBLE:
            return
        yield weight
