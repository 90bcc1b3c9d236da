"""A reader's own guess as a mark in a figure, whatever else the figure shows."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import Any, NamedTuple

from kamerbrief.scenes import theme
from kamerbrief.scenes.drawing import Drawing, Trace, label, points
from kamerbrief.scenes.wording import Wording

LOW = 0.15  # of the height; below it a label above its mark would stand among the figure's own


class Guess(NamedTuple):
    """A guess in the model's unit, and in words."""

    value: float
    said: str


@dataclass(frozen=True)
class Spot:
    """Where a guess stands in a figure, in the units of its axes.

    Without ``x`` it is no more than a label at the end of its row, for what no axis counts.
    """

    x: float | None
    y: float


def with_guess(drawing: Drawing, spot: Spot, said: str, words: Wording) -> Drawing:
    """The same figure with the guess in it, its axes long enough to hold it, and said in its text.

    Args:
        drawing: the figure.
        spot: where the guess stands.
        said: the guess in words.
        words: the edition.
    """
    layout = drawing["layout"]
    alt = f"{layout['meta']['alt']} {words.text('guess.alt', guess=said)}"
    new = {"meta": {**layout["meta"], "alt": alt}}
    traces = list(drawing["data"])
    if spot.x is None:
        text = words.text("guess.label", guess=said)
        note = _note(1, spot.y, text, xref="paper", xanchor="right")
    else:
        axes = {"xaxis": spot.x, "yaxis": spot.y}
        new |= {axis: _reaching(layout[axis], value) for axis, value in axes.items()}
        traces.append(_mark(spot.x, spot.y))
        text = words.text("guess.mark", guess=said)
        low = _part(new["yaxis"], spot.y) < LOW
        place = _placed(layout["xaxis"], spot.x)
        note = _note(place, spot.y, text, **_side(_part(new["xaxis"], spot.x), low=low))
    notes = [*layout.get("annotations", []), note]
    return {"data": traces, "layout": {**layout, **new, "annotations": notes}}


def _mark(x: float, y: float) -> Trace:
    """An open diamond in the colour of what is the reader's own."""
    trace = points([(x, y)], "assumption")
    rim = {"color": theme.colour("assumption"), "width": 2.5}
    trace["marker"] |= {"symbol": "diamond-open", "line": rim}
    return trace


def _note(x: float, y: float, text: str, **more: Any) -> dict[str, Any]:
    return label(x, y, text, "assumption", **more)


def _side(part: float, *, low: bool) -> dict[str, Any]:
    """On which side of a mark its label has room: above it in the middle, unless others stand there."""
    if 0.3 <= part <= 0.7 and not low:
        return {"yanchor": "bottom", "yshift": 9}
    right = part > 0.3
    return {"xanchor": "right" if right else "left", "xshift": -11 if right else 11}


def _part(axis: dict[str, Any], value: float) -> float:
    """Where on an axis a value stands, from 0 at its beginning to 1 at its end."""
    first, last = axis["range"]
    return float((_placed(axis, value) - first) / (last - first))


def _placed(axis: dict[str, Any], value: float) -> float:
    """A value as plotly wants it in ranges and labels: as its logarithm on an axis of multiples."""
    return log10(value) if axis.get("type") == "log" else value


def _reaching(axis: dict[str, Any], value: float) -> dict[str, Any]:
    """An axis stretched where it would not hold a value, whichever way it goes."""
    first, last = axis["range"]
    place = _placed(axis, value)
    room = 0.05 * (last - first)
    low, high = sorted([first, last])
    if not low <= place <= high:
        first, last = (
            (place - room, last)
            if abs(place - first) < abs(place - last)
            else (first, place + room)
        )
    return {**axis, "range": [first, last]}
