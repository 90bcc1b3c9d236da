"""The figure of problems that pile up: schools by their number of problems, linked and by chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing, Trace, beside, draw, label, line
from kamerbrief.charts.wording import Wording


@dataclass(frozen=True)
class Accumulation:
    """Schools by how many problems they have: ``linked`` by the reader's correlation, and apart.

    ``spared`` is, of the schools with one given problem, the share with fewer than ``pile``.
    """

    schools: int
    problems: int
    prevalence: float
    correlation: float
    pile: int
    linked: tuple[float, ...]
    apart: tuple[float, ...]
    piled: float
    piled_apart: float
    spared: float
    spared_apart: float


def accumulation(result: Accumulation, words: Wording) -> Drawing:
    """For each number of problems two bars, linked and independent; a line where a pile begins."""
    values = {
        "pile": result.pile,
        "linked": result.schools * result.piled,
        "apart": result.schools * result.piled_apart,
    }
    top = 1.15 * result.schools * max(*result.linked, *result.apart)
    return draw(
        [
            _bars(result, result.linked, -0.2, "assumption", ""),
            _bars(result, result.apart, 0.2, "derived", "/"),
            line([result.pile - 0.5] * 2, [0, top], "ink", line={"width": 1.5, "dash": "dash"}),
        ],
        words,
        title=words.text("accumulation.title", **values),
        alt=words.text("accumulation.alt", **values),
        height=380,
        annotations=[
            beside(
                result.pile - 0.5,
                top,
                words.text("accumulation.pile", pile=result.pile),
                left=result.pile > result.problems / 2 + 1,
                yanchor="top",
            ),
            *(
                label(
                    1,
                    0.8 - 0.1 * row,
                    words.text(f"accumulation.{name}"),
                    hue,
                    xref="x domain",
                    yref="y domain",
                    xanchor="right",
                    bgcolor=theme.colour("ground"),
                )
                for row, (name, hue) in enumerate((("linked", "assumption"), ("apart", "derived")))
            ),
        ],
        xaxis={
            "title": {"text": words.text("accumulation.x")},
            "dtick": 1,
            "tick0": 0,
            "range": [-0.6, result.problems + 0.6],
            "showgrid": False,
        },
        yaxis={
            "title": {"text": words.text("accumulation.y")},
            "tickformat": ",",
            "range": [0, top],
        },
    )


def _bars(
    result: Accumulation, shares: Sequence[float], shift: float, hue: str, pattern: str
) -> Trace:
    return {
        "type": "bar",
        "x": [k + shift for k in range(len(shares))],
        "y": [result.schools * share for share in shares],
        "width": 0.36,
        "marker": {
            "color": theme.colour(f"{hue}-pale"),
            "line": {"color": theme.colour(hue), "width": 1.5},
            "pattern": {"shape": pattern, "fgcolor": theme.colour(hue), "size": 8, "solidity": 0.2},
        },
        "hoverinfo": "skip",
    }
