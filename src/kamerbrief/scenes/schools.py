"""Explorer of made-up schools: who falls on which side of a threshold."""

from __future__ import annotations

from dataclasses import dataclass

from kamerbrief.claims import read_ledger
from kamerbrief.models import budget
from kamerbrief.models import schools as models
from kamerbrief.scenes.controls import Controls
from kamerbrief.scenes.drawing import Drawing, draw, label, line, points
from kamerbrief.scenes.scene import CannotShow, Plan
from kamerbrief.scenes.wording import Wording


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


def schools(words: Wording) -> Plan:
    """How a threshold spreads the schools' money over schools that do not exist."""
    make = Controls("schools", words)
    controls = [
        make.number("threshold", "threshold"),
        make.number("count", "made-up-schools"),
        make.number("draw", "draw"),
    ]
    return Plan(
        words, controls, "schools", _compute, draw_schools, _read, uses=("school-budget", "schools")
    )


def _compute(threshold: float, count: int, draw: int) -> Schools:
    ledger = read_ledger()
    average = budget.per_unit(ledger.number("school-budget"), int(ledger.number("schools")))
    scores = [school.score for school in models.population(count, seed=draw)]
    money = models.allocation(scores, count * average, threshold=threshold)
    if not any(money):
        raise CannotShow("schools.nobody", threshold=threshold)
    curve = models.lorenz(money)
    return Schools(
        count=count,
        threshold=threshold,
        without=sum(score <= threshold for score in scores),
        top=1 - curve[count - count // 10][1],
        gini=models.gini(money),
        curve=curve[:: max(1, count // 100)] + curve[-1:],
    )


def _read(result: Schools, words: Wording) -> str:
    return words.text(
        "schools.reading" if result.without else "schools.reading.everybody",
        number=result.count,
        without=result.without,
        threshold=result.threshold,
        top=result.top,
        gini=result.gini,
    )


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_schools(result: Schools, words: Wording) -> Drawing:
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
