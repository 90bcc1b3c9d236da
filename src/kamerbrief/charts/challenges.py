"""Figures of the challenges: two groups and their difference, "often", and many questions at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kamerbrief.charts import theme
from kamerbrief.charts.figure import (
    DASHED,
    DOTTED,
    Drawing,
    above,
    beside,
    draw,
    label,
    line,
    points,
    shares_axis,
)
from kamerbrief.charts.wording import Wording
from kamerbrief.models.survey import Interval


@dataclass(frozen=True)
class Group:
    """A group's answers: how many, the share that says yes, and the interval around it."""

    n: int
    share: float
    interval: Interval
    kind: str


@dataclass(frozen=True)
class TwoGroups:
    """Two groups, and the interval around the difference between their shares."""

    first: Group
    second: Group
    difference: Interval
    confidence: float
    method: str

    @property
    def gap(self) -> float:
        """Share in the first group less the share in the second."""
        return self.first.share - self.second.share

    @property
    def outcome(self) -> str:
        """Whether zero is outside the interval ("apart") or in it ("open"); "none" if it has no width."""
        low, high = self.difference.low, self.difference.high
        if low == high:
            return "none"
        return "apart" if low > 0 or high < 0 else "open"


@dataclass(frozen=True)
class Often:
    """How many teachers say "often", for a share of pupils; ``behind`` is the share behind ``stated``.

    ``curve`` holds (share of pupils, share of teachers) points.
    """

    class_size: int
    threshold: int
    prevalence: float
    reporting: float
    stated: float
    behind: float
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ManyQuestions:
    """How often chance makes a large gap, at one question and at one of many.

    ``curve`` holds (number of questions, probability) points.
    """

    questions: int
    stated: int
    gap: float
    n_1: int
    n_2: int
    single: float
    any: float
    curve: tuple[tuple[int, float], ...]


def two_groups(result: TwoGroups, words: Wording) -> Drawing:
    """Above, both groups on the scale of shares; below, their difference around "no difference"."""
    lower: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    rows = (result.first, result.second)
    low, high = result.difference.low, result.difference.high
    values = {
        "gap": abs(result.gap),
        "low": low,
        "high": high,
        "first": result.first.share,
        "second": result.second.share,
    }
    names = [
        words.text(f"two_groups.row.{name}", n=group.n, share=group.share)
        for name, group in zip(("first", "second"), rows, strict=True)
    ]
    ticks = [quarter / 4 for quarter in range(-4, 5)]
    return draw(
        [
            *(
                line([group.interval.low, group.interval.high], [row] * 2, group.kind, line=_BAR)
                for row, group in enumerate(rows)
            ),
            points([(group.share, row) for row, group in enumerate(rows)], "ink"),
            line([0, 0], [-0.2, 0.6], "derived", line=DASHED, **lower),
            line([low, high], [0, 0], "assumption", line=_BAR, **lower),
            points([(result.gap, 0)], "ink", **lower),
        ],
        words,
        title=words.text(
            "two_groups.title" if result.outcome == "apart" else "two_groups.title.open", **values
        ),
        alt=words.text("two_groups.alt", **values),
        height=400,
        annotations=[
            *above(names, 0.35),
            label(
                0,
                -0.25,
                words.text("two_groups.difference", gap=result.gap),
                xref="x2 domain",
                yref="y2",
                xanchor="left",
                yanchor="bottom",
            ),
        ],
        xaxis={**shares_axis(words.text("two_groups.x")), "anchor": "y"},
        yaxis={"visible": False, "range": [1.5, -0.8], "domain": [0.5, 1]},
        xaxis2={
            "range": [min(-0.25, low - 0.05), max(0.75, high + 0.05)],
            "tickvals": ticks,
            "ticktext": [words.say(100 * tick, "number") for tick in ticks],
            "anchor": "y2",
            "title": {"text": words.text("two_groups.x2")},
        },
        yaxis2={"visible": False, "range": [0.6, -0.9], "domain": [0, 0.22], "anchor": "x2"},
    )


_BAR = {"width": 10}


def often(result: Often, words: Wording) -> Drawing:
    """The share of teachers who say "often" against the share of pupils, beside the diagonal."""
    x, y = zip(*result.curve, strict=True)
    values = {
        "reporting": result.reporting,
        "prevalence": result.prevalence,
        "stated": result.stated,
        "behind": result.behind,
    }
    return draw(
        [
            line([0, 1], [0, 1], "derived", line=DASHED),
            line(
                [0, result.behind, result.behind], [result.stated] * 2 + [0], "source", line=DOTTED
            ),
            line(x, y, "assumption", line={"width": 3}),
            points([(result.prevalence, result.reporting)], "assumption", size=15),
        ],
        words,
        title=words.text("often.title", **values),
        alt=words.text("often.alt", **values),
        height=420,
        annotations=[
            label(
                0.45,
                0.45,
                words.text("often.equal"),
                "derived",
                xanchor="left",
                yanchor="top",
                xshift=6,
            ),
            beside(
                result.behind,
                0,
                words.text("often.stated", stated=result.stated, behind=result.behind),
                "source",
                left=result.behind >= 0.5,
                gap=4,
                yanchor="bottom",
                bgcolor=theme.colour("ground"),
            ),
        ],
        xaxis=shares_axis(words.text("often.x")),
        yaxis=shares_axis(words.text("often.y")),
    )


def chance(probability: float, words: Wording) -> str:
    """How often something happens, in words; what is near certain is not said to be so."""
    if probability < 0.005:
        return words.text("many_questions.never")
    if probability > 0.995:
        return words.text("many_questions.always")
    return words.text("many_questions.often", chance=probability)


def many_questions(result: ManyQuestions, words: Wording) -> Drawing:
    """The chance that at least one question shows a large gap, against the number of questions."""
    x, y = zip(*result.curve, strict=True)
    values = {
        "questions": result.questions,
        "gap": result.gap,
        "count": result.questions,
        "any": chance(result.any, words),
        "single": chance(result.single, words),
    }
    return draw(
        [
            line([result.stated] * 2, [0, 1.02], "letter", line=DOTTED),
            line(x, y, "assumption", line={"width": 3}),
            points([(result.questions, result.any)], "assumption", size=15),
        ],
        words,
        title=words.text("many_questions.title", **values),
        alt=words.text("many_questions.alt", **values),
        height=340,
        annotations=[
            label(
                result.stated,
                0,
                words.text("many_questions.mark", questions=result.stated),
                "letter",
                xanchor="left",
                yanchor="bottom",
                xshift=4,
            )
        ],
        xaxis={
            "title": {"text": words.text("many_questions.x")},
            "range": [0, max(x) + 0.5],
            "dtick": 5,
            "tick0": 0,
        },
        yaxis={
            "title": {"text": words.text("many_questions.y")},
            "tickformat": ".0%",
            "range": [0, 1.04],
        },
    )
