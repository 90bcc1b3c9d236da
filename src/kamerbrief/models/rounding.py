"""Two rounded parts and their rounded total: what the true amounts can be, and how likely.

Rounded figures need not add up. Around each stated part lies an interval of amounts that
round to it (half up, so its low end belongs to it and its high end does not), and the true
pair is a point in the square those two intervals span. A stated total that is off by one unit
keeps only a corner of that square; one that is off by two keeps nothing.
"""

from dataclasses import dataclass
from fractions import Fraction

from kamerbrief.models.domain import require_number, require_positive

Point = tuple[float, float]
Exact = tuple[Fraction, Fraction]

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Feasible:
    """The pairs of true amounts that fit three rounded figures: a convex polygon, or nothing.

    `vertices` go round it counter-clockwise; ranges are (low, high); `example` is a point
    well inside, the polygon's centre of gravity. The edges the rounding excludes are part of
    the drawing, not of the answer. False when nothing fits, and then all else is empty.
    """

    vertices: tuple[Point, ...] = ()
    area: float = 0.0
    part_1: Point | None = None
    part_2: Point | None = None
    total: Point | None = None
    example: Point | None = None

    def __bool__(self) -> bool:
        return bool(self.vertices)


def feasible(part_1: float, part_2: float, total: float, *, unit: float) -> Feasible:
    """All pairs of true amounts that round, half up, to the parts while their sum rounds to `total`.

    Decimals count as typed: 0.1 is one tenth. A figure that is no multiple of the unit cannot
    be the outcome of rounding, so nothing fits it.

    Args:
        part_1: first part as stated; any number.
        part_2: second part as stated, in the same measure.
        total: their total as stated.
        unit: what all three were rounded to a multiple of, above 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> feasible(290, 490, 790, unit=10).vertices
    ((295.0, 490.0), (295.0, 495.0), (290.0, 495.0))
    """
    corners = _corners(part_1, part_2, total, unit)
    if not corners:
        return Feasible()
    first, second, size = _exact(part_1), _exact(part_2), _exact(unit)
    points = [(first + x * size, second + y * size) for x, y in corners]
    sums = [x + y for x, y in points]
    return Feasible(
        vertices=tuple((float(x), float(y)) for x, y in points),
        area=float(_area(corners) * size * size),
        part_1=_range([x for x, _ in points]),
        part_2=_range([y for _, y in points]),
        total=_range(sums),
        example=_centre(points),
    )


def probability(part_1: float, part_2: float, total: float, *, unit: float) -> float:
    """Probability that the sum rounds to `total`, when each part may lie anywhere in its interval.

    The true amounts are taken to be independent and uniform over what rounds to the parts.
    Exact: 3/4 when the stated figures add up, 1/8 when they are one unit off, else 0.

    Args:
        part_1: first part as stated; any number.
        part_2: second part as stated, in the same measure.
        total: their total as stated.
        unit: what all three were rounded to a multiple of, above 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> probability(290, 490, 790, unit=10)
    0.125
    """
    return float(_area(_corners(part_1, part_2, total, unit)))


def _corners(part_1: float, part_2: float, total: float, unit: float) -> list[Exact]:
    """The polygon's corners, measured from the stated parts in units."""
    require_number(part_1=part_1, part_2=part_2, total=total)
    require_positive(unit=unit)
    steps = [_exact(stated) / _exact(unit) for stated in (part_1, part_2, total)]
    if any(step.denominator != 1 for step in steps):
        return []
    excess = steps[2] - steps[0] - steps[1]
    square = [(-HALF, -HALF), (HALF, -HALF), (HALF, HALF), (-HALF, HALF)]
    from_low = _cut(square, excess - HALF, 1)
    corners = _cut(from_low, excess + HALF, -1)
    return corners if _area(corners) else []


def _cut(corners: list[Exact], bound: Fraction, side: int) -> list[Exact]:
    """What is left of a polygon where x + y is at least (1) or at most (-1) the bound."""
    kept: list[Exact] = []
    for (x, y), (next_x, next_y) in zip(corners, corners[1:] + corners[:1], strict=True):
        here, there = side * (x + y - bound), side * (next_x + next_y - bound)
        if here >= 0:
            kept.append((x, y))
        if here * there < 0:
            way = here / (here - there)
            kept.append((x + way * (next_x - x), y + way * (next_y - y)))
    return kept


def _area(corners: list[Exact]) -> Fraction:
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return sum((x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs), Fraction()) / 2


def _centre(points: list[Exact]) -> Point:
    """The mean of the corners; in these shapes also the centre of gravity."""
    xs, ys = zip(*points, strict=True)
    return float(sum(xs) / len(xs)), float(sum(ys) / len(ys))


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def _range(values: list[Fraction]) -> Point:
    return float(min(values)), float(max(values))
