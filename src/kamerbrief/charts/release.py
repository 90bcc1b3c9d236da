"""The figure of the release subsidy: teachers released, against the hours a week of each."""

from __future__ import annotations

from dataclasses import dataclass

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing, draw, line, points
from kamerbrief.charts.wording import Wording


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


FINER = {"number": "number.1", "percent.1": "percent.2"}
"""A spec with one more decimal, for a range whose ends would look alike."""


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


def release(result: Release, words: Wording) -> Drawing:
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
