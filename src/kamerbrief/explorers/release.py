"""Explorer of the release subsidy: posts, teachers for some hours a week, schools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kamerbrief.charts import release as charts
from kamerbrief.charts.guess import Spot
from kamerbrief.charts.release import Reach, Release
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Figure, read_ledger
from kamerbrief.explorers.controls import MILLION, Controls
from kamerbrief.explorers.explorer import CannotShow, Explorer, Recipe, State
from kamerbrief.models import release as models

# Each preset's amount, as a figure of the ledger.
PRESETS = {"letter": "release-subsidy", "boards": "release-product"}
KINDS = {"letter": "letter", "boards": "source"}
YOURS = "yours"


def release(words: Wording, **start: Any) -> Explorer:
    """What a subsidy pays for: full-time posts, teachers released for some hours, schools."""
    make = Controls("release", words)
    controls = [
        make.choice(
            "preset",
            (*PRESETS, YOURS),
            lambda name: words.text(f"release.preset.{name}"),
            home="letter",
        ),
        make.number("subsidy", "subsidy", home="release-subsidy", factor=MILLION),
        make.number("years", "years-of-release", home="release-years"),
        make.number("cost_per_fte", "cost-per-fte"),
        make.number("hours_per_week", "hours-per-week"),
        make.number("teachers_per_school", "teachers-per-school"),
    ]
    recipe = Recipe(
        "release",
        _compute,
        charts.release,
        _read,
        uses=("release-boards", "release-maximum", "release-budget", "full-time-hours", "schools"),
        settle=_settle,
        origins=_origins,
        guessed=("release", lambda result, guess: Spot(result.curve[-1][0], guess)),
    )
    return Explorer(recipe, controls, words, start)


def _settle(before: State, moved: State) -> State:
    """The preset's amount, until the amount is moved; then the preset is the reader's own."""
    state = before | moved
    if moved.get("preset", YOURS) != YOURS and "subsidy" not in moved:
        state["subsidy"] = read_ledger().number(PRESETS[moved["preset"]])
    amounts = {read_ledger().number(figure): name for name, figure in PRESETS.items()}
    return state | {"preset": amounts.get(state["subsidy"], YOURS)}


def _origins(state: State) -> Mapping[str, Figure | None]:
    """Where the amount comes from: the preset's figure, or the reader."""
    preset = state["preset"]
    return {"subsidy": read_ledger()[PRESETS[preset]] if preset in PRESETS else None}


def _compute(
    preset: str,
    subsidy: float,
    years: int,
    cost_per_fte: float,
    hours_per_week: int,
    teachers_per_school: int,
) -> Release:
    ledger = read_ledger()
    stated = ledger["release-subsidy"]
    low, high = (stated.low, stated.high) if preset == "letter" else (subsidy, subsidy)

    def teachers(amount: float, hours: float) -> float:
        return models.teachers_released(
            amount, cost_per_fte, years, hours, full_time_hours=ledger.number("full-time-hours")
        )

    def reach(amount: float) -> Reach:
        released = teachers(amount, hours_per_week)
        schools = models.schools_reached(released, teachers_per_school)
        return Reach(
            posts=models.full_time_equivalents(amount, cost_per_fte, years),
            teachers=released,
            schools=schools,
            share=schools / ledger.number("schools"),
        )

    if reach(high).share > 1:
        schools, every = reach(high).schools, ledger.number("schools")
        raise CannotShow("release.too-many", schools=schools, all=every)
    weeks = range(1, int(ledger.number("full-time-hours")) + 1)
    return Release(
        preset=preset,
        kind=KINDS.get(preset, "assumption"),
        subsidy=subsidy,
        years=years,
        cost=cost_per_fte,
        hours=hours_per_week,
        per_school=teachers_per_school,
        value=reach(subsidy),
        low=reach(low),
        high=reach(high),
        curve=tuple((hours, teachers(low, hours), teachers(high, hours)) for hours in weeks),
    )


def _read(result: Release, words: Wording) -> str:
    ledger = read_ledger()
    parts = []
    if result.preset == "boards":
        parts.append(words.text("release.reading.boards"))
    elif result.preset == "letter":
        parts.append(words.text("release.reading.letter"))
    parts.append(
        words.text(
            "release.reading",
            subsidy=words.say(result.subsidy, "exact"),
            years=result.years,
            count=result.years,
            cost=result.cost,
            hours=words.text("release.hours", hours=result.hours, count=result.hours),
            per_school=result.per_school,
            all=ledger.number("schools"),
            **charts.said(result, words),
        )
    )
    return " ".join(parts)
