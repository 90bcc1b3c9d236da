"""How every drawing begins: a title that says what is found, an alternative text, the edition's numbers.

A drawing is a plotly figure as plain data, without the template. Plain, because building plotly's
own Figure took ten of the twelve milliseconds of a redraw, and importing it a good part of the
time to the first chart; ``as_figure`` builds it for whoever wants one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamerbrief.scenes import theme
from kamerbrief.scenes.wording import Wording

if TYPE_CHECKING:
    pass

Trace = dict[str, Any]
Drawing = dict[str, Any]
Place = tuple[float | str, float]
"""A point (x, y); x is a number, or a date as ISO text."""

DOTTED = {"width": 1.5, "dash": "dot"}
DASHED = {"width": 2, "dash": "dash"}


def draw(
    traces: Iterable[Trace],
    words: Wording,
    *,
    title: str,
    alt: str,
    height: int,
    **layout: Any,
) -> Drawing:
    """A drawing in the theme.

    Args:
        traces: plain data, each with its ``type``.
        words: the edition whose number format the axes take.
        title: what the figure shows now, as a sentence.
        alt: the same for a reader who does not see it, with what else is drawn.
        height: in pixels, without the title, which the page sets above the figure.
        layout: what else plotly's layout takes.
    """
    return {
        "data": list(traces),
        "layout": {
            "title": {"text": title},
            "meta": {"alt": alt},
            "height": height,
            "separators": words.separators,
            **layout,
        },
    }


def blank(words: Wording, reason: str) -> Drawing:
    """An empty drawing for a state that cannot be shown, with the reason as its text."""
    return draw(
        [],
        words,
        title=words.text("chart.nothing"),
        alt=reason,
        height=80,
        xaxis={"visible": False},
        yaxis={"visible": False},
    )


def line(
    x: Iterable[float | str | None], y: Iterable[float | None], colour: str, **more: Any
) -> Trace:
    """A line through points, in a colour of the theme, without markers or hover text."""
    style: Mapping[str, Any] = {"color": theme.colour(colour), **more.pop("line", {})}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(x),
        "y": list(y),
        "line": style,
        "hoverinfo": "skip",
        **more,
    }


def segments(ends: Iterable[tuple[Place, Place]], colour: str, **more: Any) -> Trace:
    """Separate lines, each from one (x, y) to another, as one trace: each trace costs a redraw time."""
    x: list[float | str | None] = []
    y: list[float | None] = []
    for (x_1, y_1), (x_2, y_2) in ends:
        x += [x_1, x_2, None]
        y += [y_1, y_2, None]
    return line(x, y, colour, **more)


def points(places: Iterable[Place], colour: str, *, size: int = 13, **more: Any) -> Trace:
    """Points at (x, y) with a rim, so that they stand out from lines beneath them."""
    x, y = [list(values) for values in zip(*places, strict=True)] or ([], [])
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "marker": {
            "color": theme.colour(colour),
            "size": size,
            "line": {"color": theme.colour("ground"), "width": 2},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
        **more,
    }


def strokes(sentences: Iterable[tuple[Iterable[int], int]], colour: str) -> Trace:
    """Sentences, each as (its lines, a row), as strokes over their lines, broken by page breaks."""
    ends = (
        ((number - 0.45, row), (number + 0.45, row))
        for numbers, row in sentences
        for number in numbers
    )
    return segments(ends, colour, line={"width": 16})


def strip(words: Wording, rows: Sequence[str], last_line: int) -> dict[str, dict[str, Any]]:
    """The axes of a strip of the letter: its lines to the right, rows with these names downwards."""
    return {
        "xaxis": {
            "title": {"text": words.text("letter.x")},
            "range": [-1, last_line + 1],
            "tick0": 0,
            "dtick": 20,
        },
        "yaxis": {
            "tickvals": list(range(len(rows))),
            "ticktext": list(rows),
            "tickfont": {"color": theme.colour("ink")},
            "ticklabelstandoff": 8,
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": False,
        },
    }


def label(x: float | str, y: float, text: str, colour: str = "ink", **more: Any) -> dict[str, Any]:
    """A direct label as a layout annotation."""
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"color": theme.colour(colour), "size": 13},
        **more,
    }


def beside(
    x: float, y: float, text: str, colour: str = "ink", *, left: bool, gap: int = 6, **more: Any
) -> dict[str, Any]:
    """A label on one side of an upright line or of a point, with a gap in pixels between them."""
    side = {"xanchor": "right", "xshift": -gap} if left else {"xanchor": "left", "xshift": gap}
    return label(x, y, text, colour, **side, **more)


def above(names: Iterable[str], thickness: float) -> list[dict[str, Any]]:
    """Names above horizontal bars in rows 0, 1, …, so that the bars have all of a narrow page's width.

    Args:
        names: from the first row on.
        thickness: of a bar, as a fraction of its row.
    """
    return [
        label(0, row - thickness / 2, name, xref="x domain", xanchor="left", yanchor="bottom")
        for row, name in enumerate(names)
    ]


def shares_axis(title: str) -> dict[str, Any]:
    """An axis of shares from nothing to all, in quarters."""
    return {
        "title": {"text": title},
        "tickformat": ".0%",
        "tickvals": [0, 0.25, 0.5, 0.75, 1],
        "range": [-0.02, 1.02],
    }
