"""Explorers of the challenges: two groups compared, what "often" means, and many questions at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kamerbrief.claims import Figure, read_ledger
from kamerbrief.models import challenges, survey
from kamerbrief.models.survey import Interval
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import PERCENT, Controls
from kamerbrief.scenes.drawing import (
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
from kamerbrief.scenes.guess import Spot
from kamerbrief.scenes.scene import CannotShow, Plan, State
from kamerbrief.scenes.wording import Wording

_BAR = {"width": 10}
TOPICS = ("often", "language", "concentration", "learning")
YOURS = "yours"
GROUPS = ("disadvantaged", "regular")
# The methods for one share and for a difference that belong together.
METHODS = {
    "score": ("wilson", "newcombe"),
    "wald": ("wald", "wald"),
    "adjusted": ("agresti-coull", "agresti-caffo"),
}
STEPS = 50
CLASSES_KEPT = 64
PLACES = ("share_1", "share_2")
_behind = lru_cache(CLASSES_KEPT)(challenges.prevalence_behind)


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


def two_groups(words: Wording) -> Plan:
    """Two groups of teachers and their difference, if both were random samples."""
    make = Controls("two_groups", words)
    controls = [
        make.choice(
            "topic",
            (*TOPICS, YOURS),
            lambda name: words.text(f"two_groups.topic.{name}"),
            default="language",
        ),
        *(
            make.number(place, "observed-share", default=f"language-{group}", factor=PERCENT)
            for place, group in zip(PLACES, GROUPS, strict=True)
        ),
        make.number("n_1", "answers-of-a-group", default="teachers-disadvantaged"),
        make.number("n_2", "answers-of-a-group", default="other-teachers"),
        make.listed("confidence", "confidence", "percent"),
        make.choice(
            "method",
            tuple(METHODS),
            lambda name: words.text(f"two_groups.method.{name}"),
            default="score",
        ),
    ]
    return Plan(
        words,
        controls,
        "two_groups",
        _two_groups,
        draw_two_groups,
        _read_two_groups,
        uses=("report-regular",),
        settle=_settle,
        origins=_origins,
    )


def _published(topic: str) -> dict[str, float]:
    """Both published shares of a topic, by the name of their control."""
    ledger = read_ledger()
    return {
        place: ledger.number(f"{topic}-{group}")
        for place, group in zip(PLACES, GROUPS, strict=True)
    }


def _settle(before: State, moved: State) -> State:
    """The topic's published shares, until a share is moved; then the topic is the reader's own."""
    state = before | moved
    if moved.get("topic", YOURS) != YOURS:
        state |= _published(moved["topic"]) | {p: moved[p] for p in PLACES if p in moved}
    shares = {place: state[place] for place in PLACES}
    named = next((topic for topic in TOPICS if _published(topic) == shares), YOURS)
    return state | {"topic": named}


def _origins(state: State) -> Mapping[str, Figure | None]:
    """Where both shares come from, and the second group's size where it is the other published one."""
    ledger, topic = read_ledger(), state["topic"]
    homes = {
        place: ledger[f"{topic}-{group}"] if topic != YOURS else None
        for place, group in zip(PLACES, GROUPS, strict=True)
    }
    published = ledger["report-regular"]
    return homes | ({"n_2": published} if state["n_2"] == published.number else {})


def _two_groups(
    topic: str, share_1: float, share_2: float, n_1: int, n_2: int, confidence: float, method: str
) -> TwoGroups:
    single, double = METHODS[method]
    counts = (round(share_1 * n_1), round(share_2 * n_2))
    kind = "assumption" if topic == YOURS else "source"
    first, second = (
        Group(n, x / n, survey.interval(x, n, confidence=confidence, method=single), kind)
        for x, n in zip(counts, (n_1, n_2), strict=True)
    )
    return TwoGroups(
        first=first,
        second=second,
        difference=challenges.difference(
            counts[0], n_1, counts[1], n_2, confidence=confidence, method=double
        ),
        confidence=confidence,
        method=method,
    )


def _read_two_groups(result: TwoGroups, words: Wording) -> str:
    low, high = result.difference.low, result.difference.high
    found = result.outcome
    # Both ends in points, said once, as a distance where the groups are apart; an end must not
    # look like zero when it is not.
    digits = ".2" if min(abs(low), abs(high)) < 0.0005 else ".1"
    spec = f"number{digits}"
    return words.text(
        f"two_groups.reading.{found}",
        n_1=result.first.n,
        n_2=result.second.n,
        first=result.first.share,
        second=result.second.share,
        gap=abs(result.gap),
        low=words.say(100 * (min(abs(low), abs(high)) if found == "apart" else low), spec),
        high=words.say(max(abs(low), abs(high)) if found == "apart" else high, f"points{digits}"),
        method=words.text(f"two_groups.method.{result.method}"),
        confidence=result.confidence,
    )


def often(words: Wording) -> Plan:
    """How many teachers say "often", when some pupils in each class have something."""
    make = Controls("often", words)
    controls = [
        make.number("class_size", "class-size"),
        make.number("prevalence", "prevalence", factor=PERCENT),
        make.number("threshold", "often-threshold"),
    ]
    return Plan(
        words,
        controls,
        *("often", _often, draw_often, _read_often),
        uses=("language-disadvantaged",),
        guessed=("challenges", _reporting_guessed),
    )


def _reporting_guessed(_result: Often, guess: float) -> Spot:
    """The guess was at the share of teachers at the assumed prevalence."""
    return Spot(read_ledger().number("prevalence"), guess)


def _often(class_size: int, prevalence: float, threshold: int) -> Often:
    if threshold > class_size:
        raise CannotShow("often.too-many", threshold=threshold, class_size=class_size)
    stated = read_ledger().number("language-disadvantaged")
    return Often(
        class_size=class_size,
        threshold=threshold,
        prevalence=prevalence,
        reporting=challenges.share_reporting(class_size, prevalence, threshold),
        stated=stated,
        behind=_behind(class_size, stated, threshold),
        curve=_curve(class_size, threshold),
    )


@lru_cache(CLASSES_KEPT)
def _curve(class_size: int, threshold: int) -> tuple[tuple[float, float], ...]:
    """The share of teachers for every share of pupils, which a move of the latter leaves as it is."""
    shares = (step / STEPS for step in range(STEPS + 1))
    return tuple((q, challenges.share_reporting(class_size, q, threshold)) for q in shares)


def _read_often(result: Often, words: Wording) -> str:
    return words.text(
        "often.reading",
        class_size=result.class_size,
        threshold=result.threshold,
        count=result.threshold,
        prevalence=result.prevalence,
        reporting=result.reporting,
        behind=result.behind,
    )


def many_questions(words: Wording) -> Plan:
    """How often chance alone makes a large gap at one question or more of many."""
    make = Controls("many_questions", words)
    controls = [
        make.number("questions", "questions", default="questionnaire-length"),
        make.number("gap", "large-gap", factor=PERCENT),
        make.number("n_1", "answers-of-a-group", default="teachers-disadvantaged"),
        make.number("n_2", "answers-of-a-group", default="other-teachers"),
    ]
    return Plan(
        words,
        controls,
        "many_questions",
        _many_questions,
        draw_many_questions,
        _read_many_questions,
        uses=("observed-share", "report-regular"),
    )


def _many_questions(questions: int, gap: float, n_1: int, n_2: int) -> ManyQuestions:
    ledger = read_ledger()
    single = challenges.chance_of_gap(gap, n_1, n_2, share=ledger.number("observed-share"))
    most = int(ledger.assumption("questions").maximum or questions)
    return ManyQuestions(
        questions=questions,
        stated=int(ledger.number("questionnaire-length")),
        gap=gap,
        n_1=n_1,
        n_2=n_2,
        single=single,
        any=challenges.at_least_one(single, questions),
        curve=tuple((q, challenges.at_least_one(single, q)) for q in range(1, most + 1)),
    )


def _read_many_questions(result: ManyQuestions, words: Wording) -> str:
    return words.text(
        "many_questions.reading",
        questions=result.questions,
        count=result.questions,
        gap=result.gap,
        n_1=result.n_1,
        n_2=result.n_2,
        share=read_ledger().number("observed-share"),
        single=chance(result.single, words),
        any=chance(result.any, words),
    )


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_two_groups(result: TwoGroups, words: Wording) -> Drawing:
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


def draw_often(result: Often, words: Wording) -> Drawing:
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


def draw_many_questions(result: ManyQuestions, words: Wording) -> Drawing:
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
