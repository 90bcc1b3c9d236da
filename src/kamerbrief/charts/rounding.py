"""The figure of the rounding: the plane of true amounts, and where the stated total is right."""

from __future__ import annotations

from dataclasses import dataclass

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing, draw, label, line, points
from kamerbrief.charts.wording import Wording
from kamerbrief.models.rounding import Feasible


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


def rounding(result: Rounding, words: Wording) -> Drawing:
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
    decimals = "euros.1" if any(tick % 1_000_000 for tick in ticks) else "euros"
    return {
        "title": {"text": words.text(f"rounding.axis.{name}")},
        "range": [low, high],
        "tickvals": ticks,
        "ticktext": [words.say(tick, decimals) for tick in ticks],
    }


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
