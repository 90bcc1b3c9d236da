"""The figure of the made-up schools: how the money is spread over them."""

from __future__ import annotations

from dataclasses import dataclass

from kamerbrief.charts.figure import Drawing, draw, label, line, points
from kamerbrief.charts.wording import Wording


@dataclass(frozen=True)
class Schools:
    """Synthetic schools and their money: who gets nothing, who most, and how unequal it is.

    ``curve`` holds (share of schools, share of money), poorest first; ``top`` is the money of the
    tenth part that gets most, as a fraction.
    """

    count: int
    threshold: float
    without: int
    top: float
    gini: float
    curve: tuple[tuple[float, float], ...]


def schools(result: Schools, words: Wording) -> Drawing:
    """The Lorenz curve under the line on which every school would get the same."""
    without = result.without / result.count
    x, y = zip(*result.curve, strict=True)
    return draw(
        [
            line([0, 1], [0, 1], "derived", line={"width": 1.5, "dash": "dash"}),
            line(x, y, "assumption", line={"width": 3}),
            *([points([(without, 0)], "assumption")] if result.without else []),
        ],
        words,
        title=words.text("schools.title", share=without),
        alt=words.text(
            "schools.alt",
            count=result.count,
            without=result.without,
            top=result.top,
            gini=result.gini,
        ),
        height=360,
        annotations=[
            label(
                0.5, 0.5, words.text("schools.equal"), "derived", xanchor="right", yanchor="bottom"
            ),
            *(
                [
                    label(
                        without,
                        0,
                        words.text("schools.without"),
                        "assumption",
                        xanchor="right",
                        yshift=14,
                    )
                ]
                if without > 0.2
                else []
            ),
        ],
        xaxis={"title": {"text": words.text("schools.x")}, "tickformat": ".0%", "range": [0, 1.02]},
        yaxis={
            "title": {"text": words.text("schools.y")},
            "tickformat": ".0%",
            "range": [-0.02, 1.02],
        },
    )
