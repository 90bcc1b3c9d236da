"""Explorers of the challenges: two groups compared, what "often" means, and many questions at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kamerbrief.charts import challenges as charts
from kamerbrief.charts.challenges import Group, ManyQuestions, Often, TwoGroups
from kamerbrief.charts.guess import Spot
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Figure, read_ledger
from kamerbrief.explorers.controls import PERCENT, Controls
from kamerbrief.explorers.explorer import CannotShow, Explorer, Recipe, State
from kamerbrief.models import challenges, survey

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


def two_groups(words: Wording, **start: Any) -> Explorer:
    """Two groups of teachers and their difference, if both were random samples."""
    make = Controls("two_groups", words)
    controls = [
        make.choice(
            "topic",
            (*TOPICS, YOURS),
            lambda name: words.text(f"two_groups.topic.{name}"),
            home="language",
        ),
        *(
            make.number(place, "observed-share", home=f"language-{group}", factor=PERCENT)
            for place, group in zip(PLACES, GROUPS, strict=True)
        ),
        make.number("n_1", "answers-of-a-group", home="teachers-disadvantaged"),
        make.number("n_2", "answers-of-a-group", home="other-teachers"),
        make.listed("confidence", "confidence", "percent"),
        make.choice(
            "method",
            tuple(METHODS),
            lambda name: words.text(f"two_groups.method.{name}"),
            home="score",
        ),
    ]
    recipe = Recipe(
        "two_groups",
        _two_groups,
        charts.two_groups,
        _read_two_groups,
        uses=("report-regular",),
        settle=_settle,
        origins=_origins,
    )
    return Explorer(recipe, controls, words, start)


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


def often(words: Wording, **start: Any) -> Explorer:
    """How many teachers say "often", when some pupils in each class have something."""
    make = Controls("often", words)
    controls = [
        make.number("class_size", "class-size"),
        make.number("prevalence", "prevalence", factor=PERCENT),
        make.number("threshold", "often-threshold"),
    ]
    recipe = Recipe(
        *("often", _often, charts.often, _read_often),
        uses=("language-disadvantaged",),
        guessed=("challenges", _reporting_guessed),
    )
    return Explorer(recipe, controls, words, start)


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


_behind = lru_cache(CLASSES_KEPT)(challenges.prevalence_behind)


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


def many_questions(words: Wording, **start: Any) -> Explorer:
    """How often chance alone makes a large gap at one question or more of many."""
    make = Controls("many_questions", words)
    controls = [
        make.number("questions", "questions", home="questionnaire-length"),
        make.number("gap", "large-gap", factor=PERCENT),
        make.number("n_1", "answers-of-a-group", home="teachers-disadvantaged"),
        make.number("n_2", "answers-of-a-group", home="other-teachers"),
    ]
    recipe = Recipe(
        "many_questions",
        _many_questions,
        charts.many_questions,
        _read_many_questions,
        uses=("observed-share", "report-regular"),
    )
    return Explorer(recipe, controls, words, start)


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
        single=charts.chance(result.single, words),
        any=charts.chance(result.any, words),
    )
