"""Explorer of made-up schools: who falls on which side of a threshold."""

from __future__ import annotations

from typing import Any

from kamerbrief.charts import schools as charts
from kamerbrief.charts.schools import Schools
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import read_ledger
from kamerbrief.explorers.controls import Controls
from kamerbrief.explorers.explorer import CannotShow, Explorer, Recipe
from kamerbrief.models import budget
from kamerbrief.models import schools as models


def schools(words: Wording, **start: Any) -> Explorer:
    """How a threshold spreads the schools' money over schools that do not exist."""
    make = Controls("schools", words)
    controls = [
        make.number("threshold", "threshold"),
        make.number("count", "made-up-schools"),
        make.number("draw", "draw"),
    ]
    recipe = Recipe("schools", _compute, charts.schools, _read, uses=("school-budget", "schools"))
    return Explorer(recipe, controls, words, start)


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
