"""Explorer of problems that pile up at schools: by chance alone, and when something links them."""

from __future__ import annotations

from typing import Any

from kamerbrief.charts import accumulation as charts
from kamerbrief.charts.accumulation import Accumulation
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import read_ledger
from kamerbrief.explorers.controls import PERCENT, Controls
from kamerbrief.explorers.explorer import CannotShow, Explorer, Recipe
from kamerbrief.models.accumulation import at_least, distribution, spared


def accumulation(words: Wording, **start: Any) -> Explorer:
    """At how many schools problems pile up, linked and independent, and how many are spared."""
    make = Controls("accumulation", words)
    problems = read_ledger().assumption("problems-listed")
    controls = [
        make.choice(
            "problems",
            problems.stops,
            lambda option: words.text(f"accumulation.problems.{option}"),
            home=problems.value,
            origin=problems,
        ),
        make.number("prevalence", "problem-prevalence", factor=PERCENT),
        make.number("correlation", "correlation"),
        make.number("pile", "pile"),
    ]
    recipe = Recipe("accumulation", _compute, charts.accumulation, _read, uses=("schools",))
    return Explorer(recipe, controls, words, start)


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
        count=result.pile,
        correlation=result.correlation,
        linked=result.schools * result.piled,
        apart=result.schools * result.piled_apart,
        spared=result.spared,
        spared_apart=result.spared_apart,
    )
