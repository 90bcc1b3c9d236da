"""Rows of the tables, in Markdown, as the README takes them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median


def head(*columns: str) -> None:
    """Print the head of a table."""
    print("\n" + line(*columns) + "\n" + line(*("---" for _ in columns)))


def line(*cells: str) -> str:
    """One row."""
    return f"| {' | '.join(cells)} |"


def row(what: str, values: Sequence[float], unit: str) -> None:
    """Print a row with the median and the range."""
    low, high = min(values), max(values)
    print(line(what, f"{median(values):.3g} {unit}", f"{low:.3g} to {high:.3g} {unit}"))


def spread(what: str, seconds: Sequence[float]) -> None:
    """Print a row with the median and the 95th percentile, in milliseconds."""
    times = [1000 * value for value in seconds]
    print(line(what, f"{median(times):.1f} ms", f"{percentile(times):.1f} ms"))


def percentile(values: Sequence[float], share: float = 0.95) -> float:
    """The value that this share of the values stays below.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    3.0
    """
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
