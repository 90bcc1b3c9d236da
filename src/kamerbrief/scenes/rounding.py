"""Explorer of the rounding: can two rounded amounts add up to a total that looks wrong?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kamerbrief.claims import read_ledger
from kamerbrief.models.rounding import Feasible, feasible, probability
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import MILLION, Controls
from kamerbrief.scenes.drawing import Drawing, draw, label, line, points
from kamerbrief.scenes.scene import CannotShow, Plan
from kamerbrief.scenes.wording import Wording

LARGEST_ODDS = 20


@dataclass(frozen=True)
class Rounding:
    """Two stated parts, a stated total, the unit of rounding, and what can be true together.

    ``kind`` is the badge of the stated amounts: the letter's, or the reader's own.
    """

    part_1: float
    part_2: float
    total: float
    unit: float
    feasible: Feasible
    probability: float
    kind: str = "letter"


def rounding(words: Wording) -> Plan:
    """Whether a stated total can be right beside its two stated parts, and how likely that is."""
    make = Controls("rounding", words)
    controls = [
        make.number("part_1", "rounded-amount", default="school-budget", factor=MILLION),
        make.number("part_2", "rounded-amount", default="municipal-budget", factor=MILLION),
        make.number("total", "rounded-amount", default="total-budget", factor=MILLION),
        make.listed("unit", "rounding-unit", "euros"),
    ]
    return Plan(words, controls, "rounding", _compute, draw_rounding, _read)


def _compute(part_1: float, part_2: float, total: float, unit: float) -> Rounding:
    for amount in (part_1, part_2, total):
        if amount % unit:
            raise CannotShow("rounding.not-rounded", amount=amount, unit=unit)
    ledger = read_ledger()
    stated = tuple(
        ledger.number(figure) for figure in ("school-budget", "municipal-budget", "total-budget")
    )
    return Rounding(
        part_1,
        part_2,
        total,
        unit,
        feasible(part_1, part_2, total, unit=unit),
        probability(part_1, part_2, total, unit=unit),
        kind="letter" if (part_1, part_2, total) == stated else "assumption",
    )


def _read(result: Rounding, words: Wording) -> str:
    values: dict[str, Any] = {
        "part_1": result.part_1,
        "part_2": result.part_2,
        "total": result.total,
        "sum": result.part_1 + result.part_2,
        "unit": result.unit,
    }
    if not result.feasible.example:
        return words.text("rounding.reading.no", **values)
    x, y = result.feasible.example
    odds = Fraction(result.probability).limit_denominator(LARGEST_ODDS)
    key = "rounding.reading.simple" if result.total == values["sum"] else "rounding.reading.yes"
    return words.text(
        key, **values, true_1=x, true_2=y, true_sum=x + y, count=odds.numerator, of=odds.denominator
    )


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_rounding(result: Rounding, words: Wording) -> Drawing:
    """A square of true amounts that round to the two parts, and in it those that fit the total."""
    half = result.unit / 2
    left, right = result.part_1 - half, result.part_1 + half
    low, high = result.part_2 - half, result.part_2 + half
    margin = 0.18 * result.unit
    traces = [
        _area([left, right, right, left], [low, low, high, high], "derived", width=1.5),
        *_total_edges(result, left - margin, right + margin),
    ]
    vertices = result.feasible.vertices
    if vertices:
        traces.append(
            _area([x for x, _ in vertices], [y for _, y in vertices], "assumption", width=3)
        )
    traces.append(points([(result.part_1, result.part_2)], result.kind, size=14))
    notes = [
        label(
            result.part_1,
            result.part_2,
            words.text("rounding.stated", part_1=result.part_1, part_2=result.part_2),
            result.kind,
            yanchor="top",
            yshift=-10,
        )
    ]
    if result.feasible.example:
        x, y = result.feasible.example
        notes.append(label(x, y, words.text("rounding.here", total=result.total), "assumption"))
    return draw(
        traces,
        words,
        title=words.text(
            "rounding.title.yes" if vertices else "rounding.title.no", total=result.total
        ),
        alt=words.text(
            "rounding.alt.yes" if vertices else "rounding.alt.no",
            part_1=result.part_1,
            part_2=result.part_2,
            total=result.total,
            probability=result.probability,
        ),
        height=430,
        annotations=notes,
        xaxis=_axis(words, "schools", left - margin, right + margin, result.unit),
        yaxis=_axis(words, "municipalities", low - margin, high + margin, result.unit),
    )


def _axis(words: Wording, name: str, low: float, high: float, unit: float) -> dict[str, object]:
    middle = (low + high) / 2
    ticks = [middle - unit / 2, middle, middle + unit / 2]
    return {
        "title": {"text": words.text(f"rounding.axis.{name}")},
        "range": [low, high],
        "tickvals": ticks,
        "ticktext": [_exactly(tick, words) for tick in ticks],
    }


def _exactly(euros: float, words: Wording) -> str:
    """An amount with all the decimals that it has, such as "€1.005 billion"."""
    scale = next((scale for scale in (1e9, 1e6) if abs(euros) >= scale), 1)
    decimals = len(f"{euros / scale:.6g}".partition(".")[2])
    return words.say(euros, f"euros.{decimals}")


def _area(x: list[float], y: list[float], hue: str, *, width: float) -> dict[str, object]:
    pale = theme.colour(f"{hue}-pale")
    return line([*x, x[0]], [*y, y[0]], hue, fill="toself", fillcolor=pale, line={"width": width})


def _total_edges(result: Rounding, left: float, right: float) -> list[dict[str, object]]:
    """The two slanting lines between which the sum rounds to the stated total."""
    return [
        line(
            [left, right],
            [edge - left, edge - right],
            result.kind,
            line={"width": 2, "dash": "dot"},
        )
        for edge in (result.total - result.unit / 2, result.total + result.unit / 2)
    ]
