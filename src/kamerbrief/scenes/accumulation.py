"""Explorer of problems that pile up at schools: by chance alone, and when something links them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kamerbrief.claims import read_ledger
from kamerbrief.models.accumulation import at_least, distribution, spared
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import PERCENT, Controls
from kamerbrief.scenes.drawing import Drawing, Trace, draw, label, line
from kamerbrief.scenes.scene import CannotShow, Plan
from kamerbrief.scenes.wording import Wording


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


def accumulation(words: Wording) -> Plan:
    """At how many schools problems pile up, linked and independent, and how many are spared."""
    make = Controls("accumulation", words)
    problems = read_ledger().assumption("problems-listed")
    controls = [
        make.choice(
            "problems",
            problems.stops,
            lambda option: words.text(f"accumulation.problems.{option}"),
            default=problems.value,
            origin=problems,
        ),
        make.number("prevalence", "problem-prevalence", factor=PERCENT),
        make.number("correlation", "correlation"),
        make.number("pile", "pile"),
    ]
    return Plan(
        words, controls, "accumulation", _compute, draw_accumulation, _read, uses=("schools",)
    )


def _compute(problems: int, prevalence: float, correlation: float, pile: int) -> Accumulation:
    if pile > problems:
        raise CannotShow("accumulation.too-many", pile=pile, problems=problems)
    linked = distribution(prevalence, correlation, problems=problems)
    apart = distribution(prevalence, 0.0, problems=problems)
    return Accumulation(
        schools=int(read_ledger().number("schools")),
        problems=problems,
        prevalence=prevalence,
        correlation=correlation,
        pile=pile,
        linked=linked,
        apart=apart,
        piled=at_least(linked, pile),
        piled_apart=at_least(apart, pile),
        spared=spared(linked, pile),
        spared_apart=spared(apart, pile),
    )


def _read(result: Accumulation, words: Wording) -> str:
    return words.text(
        "accumulation.reading",
        problems=result.problems,
        prevalence=result.prevalence,
        schools=result.schools,
        pile=result.pile,
        correlation=result.correlation,
        linked=result.schools * result.piled,
        apart=result.schools * result.piled_apart,
        spared=result.spared,
        spared_apart=result.spared_apart,
    )


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_accumulation(result: Accumulation, words: Wording) -> Drawing:
    """For each number of problems two bars, linked and independent; a line where a pile begins."""
    values = {
        "pile": result.pile,
        "linked": result.schools * result.piled,
        "apart": result.schools * result.piled_apart,
    }
    half = -(-result.problems // 2)  # from where on labels stand above the bars
    under_labels = max(*result.linked[half:], *result.apart[half:])
    top = result.schools * max(1.15 * max(*result.linked, *result.apart), 1.45 * under_labels)
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
            label(
                1,
                1 - 0.1 * row,
                text,
                hue,
                xref="x domain",
                yref="y domain",
                xanchor="right",
                yanchor="top",
                bgcolor=theme.colour("ground"),
            )
            for row, (text, hue) in enumerate(
                (
                    (words.text("accumulation.pile", pile=result.pile), "ink"),
                    (words.text("accumulation.linked"), "assumption"),
                    (words.text("accumulation.apart"), "derived"),
                )
            )
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
