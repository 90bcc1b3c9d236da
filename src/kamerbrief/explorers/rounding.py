"""Explorer of the rounding: can two rounded amounts add up to a total that looks wrong?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kamerbrief.charts import rounding as charts
from kamerbrief.charts.rounding import Rounding
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import read_ledger
from kamerbrief.explorers.controls import MILLION, Controls
from kamerbrief.explorers.explorer import CannotShow, Explorer, Recipe
from kamerbrief.models.rounding import feasible, probability

LARGEST_ODDS = 20


def rounding(words: Wording, **start: Any) -> Explorer:
    """Whether a stated total can be right beside its two stated parts, and how likely that is."""
    make = Controls("rounding", words)
    controls = [
        make.number("part_1", "rounded-amount", home="school-budget", factor=MILLION),
        make.number("part_2", "rounded-amount", home="municipal-budget", factor=MILLION),
        make.number("total", "rounded-amount", home="total-budget", factor=MILLION),
        make.listed("unit", "rounding-unit", "euros"),
    ]
    return Explorer(Recipe("rounding", _compute, charts.rounding, _read), controls, words, start)


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
