"""Explorers of the survey: who answered, how far a random sample reaches, and a hundred repeats."""

from __future__ import annotations

from functools import cache
from typing import Any

from kamerbrief.charts import survey as charts
from kamerbrief.charts.guess import Spot
from kamerbrief.charts.survey import AnswersNeeded, Funnel, RepeatedSurveys, SampleSize
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import read_ledger
from kamerbrief.explorers.controls import PERCENT, Control, Controls
from kamerbrief.explorers.explorer import CannotShow, Explorer, Recipe
from kamerbrief.models import survey

CURVE_STEPS = 95
SIZES = ("teachers-disadvantaged", "teachers", "respondents")


def funnel(words: Wording, **start: Any) -> Explorer:
    """The survey's groups, each within the one before, as shares of a base the reader chooses."""
    make = Controls("funnel", words)
    base = make.choice(
        "base",
        ("respondents", "teachers"),
        lambda option: words.text(f"funnel.base.{option}"),
        home="respondents",
    )

    def compute(base: str) -> Funnel:
        respondents, teachers, disadvantaged = (
            int(read_ledger().number(size)) for size in reversed(SIZES)
        )
        return Funnel(respondents, teachers, disadvantaged, base)

    def read(result: Funnel, words: Wording) -> str:
        share = result.share(result.disadvantaged)
        return words.text(
            "funnel.reading", share=share, base=words.text(f"funnel.base.{result.base}")
        )

    uses = (
        "respondents",
        "teachers",
        "teachers-disadvantaged",
        "other-respondents",
        "other-teachers",
    )
    return Explorer(Recipe("funnel", compute, charts.funnel, read, uses), [base], words, start)


def sample_size(words: Wording, **start: Any) -> Explorer:
    """How far n answers reach, if they were a random sample."""
    make = Controls("sample_size", words)
    controls = [
        make.number("n", "answers", home="teachers-disadvantaged"),
        *_sampling(make),
        make.number("bias", "bias", factor=PERCENT),
    ]
    recipe = Recipe(
        "sample_size",
        _sample_size,
        charts.sample_size,
        _read_sample_size,
        ("teachers", "respondents"),
        guessed=("survey", _margin_guessed),
    )
    return Explorer(recipe, controls, words, start)


def _margin_guessed(_result: SampleSize, guess: float) -> Spot:
    """The guess was at the margin of the letter's number of teachers."""
    return Spot(read_ledger().number("teachers-disadvantaged"), guess)


def _sample_size(
    n: int,
    share: float,
    confidence: float,
    population: int | None,
    design_effect: float,
    bias: float,
) -> SampleSize:
    _require_room(n, population)
    margins = {
        size: survey.margin_of_error(
            share, size, confidence=confidence, population=population, design_effect=design_effect
        )
        for size in {n, *_curve_sizes(), *_letter_sizes()}
        if population is None or size <= population
    }
    return SampleSize(
        n=n,
        share=share,
        confidence=confidence,
        population=population,
        bias=bias,
        margin=margins[n],
        interval=survey.score_interval(
            share, n, confidence=confidence, population=population, design_effect=design_effect
        ),
        curve=tuple((size, margins[size]) for size in _curve_sizes() if size in margins),
        marks=tuple((size, margins[size]) for size in _letter_sizes() if size in margins),
    )


def _read_sample_size(result: SampleSize, words: Wording) -> str:
    key = "sample_size.reading"
    if result.n == result.population:
        key = "sample_size.reading.everybody"
    elif result.share in (0, 1):
        key = "sample_size.reading.unanimous"
    parts = [
        words.text(
            key,
            n=result.n,
            share=result.share,
            margin=result.margin,
            low=result.interval.low,
            high=result.interval.high,
            confidence=result.confidence,
        )
    ]
    if result.bias:
        parts.append(words.text("sample_size.reading.bias", bias=result.bias, margin=result.margin))
    return " ".join(parts)


def answers_needed(words: Wording, **start: Any) -> Explorer:
    """How many answers of a random sample a wanted margin takes."""
    make = Controls("answers_needed", words)
    controls = [
        make.number("margin", "wanted-margin", factor=PERCENT),
        *_sampling(make),
    ]
    recipe = Recipe(
        "answers_needed", _answers_needed, charts.answers_needed, _read_answers_needed, SIZES
    )
    return Explorer(recipe, controls, words, start)


def _answers_needed(
    margin: float, share: float, confidence: float, population: int | None, design_effect: float
) -> AnswersNeeded:
    if share in (0, 1):
        raise CannotShow("answers_needed.unanimous", share=share)

    def size(wanted: float) -> int:
        return survey.sample_size(
            wanted,
            share=share,
            confidence=confidence,
            population=population,
            design_effect=design_effect,
        )

    domain = read_ledger().assumption("wanted-margin")
    low, high = domain.minimum or 0.01, domain.maximum or 1.0
    margins = [low + (high - low) * step / CURVE_STEPS for step in range(CURVE_STEPS + 1)]
    return AnswersNeeded(
        margin=margin,
        share=share,
        confidence=confidence,
        n=size(margin),
        population=population,
        curve=tuple((wanted, size(wanted)) for wanted in margins),
        marks=_letter_sizes(),
    )


def _read_answers_needed(result: AnswersNeeded, words: Wording) -> str:
    has = read_ledger().number("teachers-disadvantaged")
    more = result.n - has
    key = "more" if more > 0 else "fewer" if more < 0 else "same"
    if result.n == result.population:
        key = "everybody"
    return words.text(
        f"answers_needed.reading.{key}",
        margin=result.margin,
        n=result.n,
        confidence=result.confidence,
        difference=abs(more),
        count=abs(more),
    )


def repeated_surveys(words: Wording, **start: Any) -> Explorer:
    """The same survey held many times over, each with another random sample."""
    make = Controls("repeated_surveys", words)
    controls = [
        make.number("n", "answers", home="teachers-disadvantaged"),
        make.number("share", "observed-share", factor=PERCENT),
        make.listed("confidence", "confidence", "percent"),
        make.number("surveys", "surveys"),
        make.number("draw", "draw"),
    ]

    def compute(
        n: int, share: float, confidence: float, surveys: int, draw: int
    ) -> RepeatedSurveys:
        repeats = survey.repeat(share, n, surveys=surveys, confidence=confidence, seed=draw)
        return RepeatedSurveys(repeats, survey.coverage(share, n, confidence=confidence))

    def read(result: RepeatedSurveys, words: Wording) -> str:
        repeats = result.repeats
        return words.text(
            "repeated_surveys.reading",
            surveys=len(repeats.intervals),
            n=repeats.n,
            share=repeats.share,
            caught=len(repeats.intervals) - repeats.missed,
            missed=repeats.missed,
            confidence=repeats.confidence,
            coverage=result.coverage,
        )

    recipe = Recipe("repeated_surveys", compute, charts.repeated_surveys, read)
    return Explorer(recipe, controls, words, start)


def _sampling(make: Controls) -> list[Control]:
    """The controls that every question about a random sample shares."""
    return [
        make.number("share", "observed-share", factor=PERCENT),
        make.listed("confidence", "confidence", "percent"),
        make.number("population", "population", optional=True),
        make.number("design_effect", "design-effect"),
    ]


def _require_room(n: int, population: int | None) -> None:
    if population is not None and n > population:
        raise CannotShow("sample_size.too-many", n=n, population=population)


@cache
def _curve_sizes() -> tuple[int, ...]:
    return tuple(int(stop) for stop in read_ledger().assumption("answers").stops)


@cache
def _letter_sizes() -> tuple[int, ...]:
    return tuple(int(read_ledger().number(size)) for size in SIZES)
