"""Explorer of the release subsidy: posts, teachers for some hours a week, schools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kamerbrief.claims import Figure, read_ledger
from kamerbrief.models import release as models
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import MILLION, Controls
from kamerbrief.scenes.drawing import Drawing, draw, line, points
from kamerbrief.scenes.guess import Spot
from kamerbrief.scenes.scene import CannotShow, Plan, State
from kamerbrief.scenes.wording import Wording

FINER = {"number": "number.1", "percent.1": "percent.2"}
# Each preset's amount, as a figure of the ledger.
PRESETS = {"letter": "release-subsidy", "boards": "release-product"}
KINDS = {"letter": "letter", "boards": "source"}
YOURS = "yours"


@dataclass(frozen=True)
class Reach:
    """How far an amount reaches: full-time posts, teachers for some hours, schools of all schools."""

    posts: float
    teachers: float
    schools: float
    share: float


@dataclass(frozen=True)
class Release:
    """What a subsidy pays for; ``low`` and ``high`` where "circa" leaves a range, else the same.

    ``curve`` holds (hours a week, lowest, highest number of teachers).
    """

    preset: str
    kind: str
    subsidy: float
    years: int
    cost: float
    hours: float
    per_school: int
    value: Reach
    low: Reach
    high: Reach
    curve: tuple[tuple[float, float, float], ...]

    @property
    def is_range(self) -> bool:
        """Whether the amount is "circa", and all that follows from it a range."""
        return self.low != self.high


def release(words: Wording) -> Plan:
    """What a subsidy pays for: full-time posts, teachers released for some hours, schools."""
    make = Controls("release", words)
    controls = [
        make.choice(
            "preset",
            (*PRESETS, YOURS),
            lambda name: words.text(f"release.preset.{name}"),
            default="letter",
        ),
        make.number("subsidy", "subsidy", default="release-subsidy", factor=MILLION),
        make.number("years", "years-of-release", default="release-years"),
        make.number("cost_per_fte", "cost-per-fte"),
        make.number("hours_per_week", "hours-per-week"),
        make.number("teachers_per_school", "teachers-per-school"),
    ]
    return Plan(
        words,
        controls,
        "release",
        _compute,
        draw_release,
        _read,
        uses=("release-boards", "release-maximum", "release-budget", "full-time-hours", "schools"),
        settle=_settle,
        origins=_origins,
        guessed=("release", lambda result, guess: Spot(result.curve[-1][0], guess)),
    )


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
            **said(result, words),
        )
    )
    return " ".join(parts)


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def said(result: Release, words: Wording) -> dict[str, str]:
    """Posts, teachers, schools and their share in words, each with its range if the amount is one."""

    def in_words(what: str, spec: str) -> str:
        value, low, high = (getattr(r, what) for r in (result.value, result.low, result.high))
        if not result.is_range:
            return words.say(value, spec)
        if words.say(low, spec) == words.say(high, spec):
            spec = FINER[spec]
        span = words.span(low, high, spec)
        return words.text("format.with-range", value=words.say(value, spec), range=span)

    counted = {
        what: words.text(
            f"release.{what}",
            said=in_words(what, "number"),
            count=round(getattr(result.value, what)),
        )
        for what in ("posts", "teachers", "schools")
    }
    return {**counted, "share": in_words("share", "percent.1")}


def draw_release(result: Release, words: Wording) -> Drawing:
    """A falling curve: fewer hours each, more teachers; a band where the amount is "circa"."""
    hours, low, high = zip(*result.curve, strict=True)
    values = {
        "hours": words.text("release.hours", hours=result.hours, count=result.hours),
        "subsidy": words.say(result.subsidy, "exact"),
        **said(result, words),
    }
    band = line(
        [*hours, *reversed(hours)],
        [*low, *reversed(high)],
        result.kind,
        fill="toself",
        fillcolor=theme.colour(f"{result.kind}-pale"),
        line={"width": 1.5},
    )
    # The few hours on the left would squeeze all that is of use against the floor.
    top = 1.15 * max(result.high.teachers, 2.5 * result.value.posts, 1)
    return draw(
        [
            band,
            line([result.hours] * 2, [0, result.value.teachers], "ink", line={"dash": "dot"}),
            points([(result.hours, result.value.teachers)], "assumption", size=15),
        ],
        words,
        title=words.text("release.title", **values),
        alt=words.text("release.alt", **values),
        height=360,
        xaxis={
            "title": {"text": words.text("release.x")},
            "range": [0, hours[-1] + 0.5],
            "dtick": 8,
            "tick0": 0,
        },
        yaxis={
            "title": {"text": words.text("release.y")},
            "tickformat": ",",
            "range": [0, top],
        },
    )
