"""Explorers of the survey: who answered, how far a random sample reaches, and a hundred repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log10
from typing import Any

from kamerbrief.claims import read_ledger
from kamerbrief.models import survey
from kamerbrief.models.survey import Interval, Repeats
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import PERCENT, Control, Controls
from kamerbrief.scenes.drawing import (
    DASHED,
    DOTTED,
    Drawing,
    Trace,
    above,
    draw,
    label,
    line,
    points,
    segments,
)
from kamerbrief.scenes.guess import Spot
from kamerbrief.scenes.scene import CannotShow, Plan
from kamerbrief.scenes.wording import Wording

THICK = 0.58  # of the bars of the funnel, as a fraction of their rows
CURVE_STEPS = 95
SIZES = ("teachers-disadvantaged", "teachers", "respondents")


@dataclass(frozen=True)
class Funnel:
    """The survey's groups, each within the one before; ``base`` is what shares are taken of."""

    respondents: int
    teachers: int
    disadvantaged: int
    base: str

    def share(self, people: int) -> float:
        """A group's size as a fraction of the base."""
        return people / (self.respondents if self.base == "respondents" else self.teachers)


@dataclass(frozen=True)
class SampleSize:
    """What a random sample of this size would say, and the margin for every other size.

    ``marks`` are the letter's own sizes; ``curve`` holds (n, margin) points.
    """

    n: int
    share: float
    confidence: float
    population: int | None
    bias: float
    margin: float
    interval: Interval
    curve: tuple[tuple[int, float], ...]
    marks: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class AnswersNeeded:
    """How many answers a margin takes, and the same for every other margin."""

    margin: float
    share: float
    confidence: float
    n: int
    population: int | None
    curve: tuple[tuple[float, int], ...]
    marks: tuple[int, ...]


@dataclass(frozen=True)
class RepeatedSurveys:
    """Many surveys of the same population, and how often the method catches the truth exactly."""

    repeats: Repeats
    coverage: float


def funnel(words: Wording) -> Plan:
    """The survey's groups, each within the one before, as shares of a base the reader chooses."""
    make = Controls("funnel", words)
    base = make.choice(
        "base",
        ("respondents", "teachers"),
        lambda option: words.text(f"funnel.base.{option}"),
        default="respondents",
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
    return Plan(words, [base], "funnel", compute, draw_funnel, read, uses)


def sample_size(words: Wording) -> Plan:
    """How far n answers reach, if they were a random sample."""
    make = Controls("sample_size", words)
    controls = [
        make.number("n", "answers", default="teachers-disadvantaged"),
        *_sampling(make),
        make.number("bias", "bias", factor=PERCENT),
    ]
    return Plan(
        words,
        controls,
        "sample_size",
        _sample_size,
        draw_sample_size,
        _read_sample_size,
        ("teachers", "respondents"),
        guessed=("survey", _margin_guessed),
    )


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


def answers_needed(words: Wording) -> Plan:
    """How many answers of a random sample a wanted margin takes."""
    make = Controls("answers_needed", words)
    controls = [
        make.number("margin", "wanted-margin", factor=PERCENT),
        *_sampling(make),
    ]
    return Plan(
        words,
        controls,
        "answers_needed",
        _answers_needed,
        draw_answers_needed,
        _read_answers_needed,
        SIZES,
    )


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


def repeated_surveys(words: Wording) -> Plan:
    """The same survey held many times over, each with another random sample."""
    make = Controls("repeated_surveys", words)
    controls = [
        make.number("n", "answers", default="teachers-disadvantaged"),
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

    return Plan(words, controls, "repeated_surveys", compute, draw_repeated_surveys, read)


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


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_funnel(result: Funnel, words: Wording) -> Drawing:
    """Three bars, each within the one above, with the rest beside it."""
    rows = [
        ("respondents", result.respondents, 0),
        ("teachers", result.teachers, result.respondents - result.teachers),
        ("disadvantaged", result.disadvantaged, result.teachers - result.disadvantaged),
    ]
    names = [words.text(f"funnel.row.{row}") for row, _, _ in rows]
    counted = [words.text("funnel.bar", n=n, share=result.share(n)) for _, n, _ in rows]
    rests = [words.text(f"funnel.rest.{row}", n=rest) if rest else "" for row, _, rest in rows]
    return draw(
        [
            _bars([n for _, n, _ in rows], counted, "letter", "letter-pale"),
            _bars([rest for _, _, rest in rows], rests, "derived", "derived-pale", inside=False),
        ],
        words,
        title=words.text(
            "funnel.title", share=result.share(result.disadvantaged), base=_base(result, words)
        ),
        alt=words.text(
            "funnel.alt", share=result.share(result.disadvantaged), base=_base(result, words)
        ),
        height=230,
        barmode="stack",
        annotations=above(names, THICK),
        xaxis={"visible": False, "range": [0, 1.5 * result.respondents]},
        yaxis={"visible": False, "range": [len(rows) - 0.65, -0.65]},
    )


def _base(result: Funnel, words: Wording) -> str:
    return words.text(f"funnel.base.{result.base}")


def _bars(
    x: Sequence[int],
    text: Sequence[str],
    edge: str,
    fill: str,
    *,
    inside: bool = True,
) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(x),
        "y": list(range(len(x))),
        "width": THICK,
        "text": list(text),
        "textposition": "inside" if inside else "outside",
        "insidetextanchor": "start",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": theme.colour("ink"), "size": 14},
        "marker": {"color": theme.colour(fill), "line": {"color": theme.colour(edge), "width": 2}},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def draw_sample_size(result: SampleSize, words: Wording) -> Drawing:
    """Above, the interval on the scale of shares; below, the margin against the number of answers."""
    sizes = [n for n, _ in result.curve]
    top = 1.08 * max(result.curve[0][1], result.margin, result.bias, 0.01)
    traces = [
        line(sizes, [margin for _, margin in result.curve], "ink"),
        segments((((n, 0), (n, margin)) for n, margin in result.marks), "letter", line=DOTTED),
        points(result.marks, "letter", size=9),
        points([(result.n, result.margin)], "assumption", size=15),
        *_share_scale(result),
    ]
    notes = [*_letter_size_labels(result.marks), *_interval_labels(result, words)]
    if result.bias:
        traces.append(line([1, 1e6], [result.bias] * 2, "assumption", line=DASHED))
        text = words.text("sample_size.bias-line", bias=result.bias)
        notes.append(label(0, result.bias, text, xref="paper", xanchor="left", yanchor="bottom"))
    values = {
        "n": result.n,
        "margin": result.margin,
        "low": result.interval.low,
        "high": result.interval.high,
        "share": result.share,
        "bias": result.bias,
    }
    unanimous = result.share in (0, 1) and result.n != result.population
    kind = ".unanimous" if unanimous else ""
    alt = [words.text(f"sample_size.alt{kind}", **values)]
    if result.bias:
        alt.append(words.text("sample_size.alt.bias", bias=result.bias))
    return draw(
        traces,
        words,
        title=words.text(f"sample_size.title{kind or ('.bias' if result.bias else '')}", **values),
        alt=" ".join(alt),
        height=430,
        annotations=notes,
        xaxis=sizes_axis(words, max(sizes[-1], result.n)),
        yaxis={
            "title": {"text": words.text("sample_size.y")},
            "tickformat": ".0%",
            "range": [0, top],
            "domain": [0, 0.66],
        },
        xaxis2={
            "range": [-0.02, 1.02],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "tickformat": ".0%",
            "anchor": "y2",
            "title": {"text": words.text("sample_size.share-axis")},
        },
        yaxis2={"range": [-1, 1], "domain": [0.9, 1], "visible": False, "anchor": "x2"},
    )


def _share_scale(result: SampleSize) -> list[Trace]:
    """The interval on the upper axis, within the wider band that a bias leaves possible."""
    low, high = result.interval.low, result.interval.high
    wide = [max(0.0, low - result.bias), min(1.0, high + result.bias)]
    upper: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    return [
        *(
            [line(wide, [0, 0], "assumption-pale", line={"width": 18}, **upper)]
            if result.bias
            else []
        ),
        line([low, high], [0, 0], "assumption", line={"width": 8}, **upper),
        points([(result.share, 0)], "ink", **upper),
    ]


def _interval_labels(result: SampleSize, words: Wording) -> list[dict[str, object]]:
    ends = ((result.interval.low, "right", -14), (result.interval.high, "left", 14))
    return [
        label(
            end,
            0.95,
            words.say(end, "percent.1"),
            xref="x2",
            yref="y2",
            xanchor=side,
            xshift=shift / 7,
        )
        for end, side, shift in ends
    ]


def _letter_size_labels(marks: Sequence[tuple[int, float]]) -> list[dict[str, object]]:
    """The letter's sizes beside their dotted lines; where three crowd, the middle one above its point."""
    first, last = min(marks, default=None), max(marks, default=None)
    places: list[dict[str, Any]] = []
    for n, margin in marks:
        if (n, margin) in (first, last):
            side = "left" if (n, margin) == last else "right"
            place: dict[str, Any] = {
                "y": 0.02,
                "yref": "y domain",
                "yanchor": "bottom",
                "xanchor": side,
            }
        else:
            place = {"y": margin, "yanchor": "bottom", "yshift": 8}
        places.append(label(log10(n), text=str(n), colour="letter", **place))
    return places


def sizes_axis(words: Wording, largest: int) -> dict[str, object]:
    """An axis of numbers of answers on which each step is a multiple, up to the largest."""
    ticks = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
    return {
        "type": "log",
        "title": {"text": words.text("sample_size.x")},
        "tickvals": ticks,
        "ticktext": [words.say(tick, "number") for tick in ticks],
        "range": [log10(4.5), log10(1.15 * largest)],
    }


def draw_answers_needed(result: AnswersNeeded, words: Wording) -> Drawing:
    """The answers a margin takes, against the margin, with the letter's sizes as lines."""
    margins = [margin for margin, _ in result.curve]
    most = max(n for _, n in result.curve)
    right = 1.02 * margins[-1]
    marked = 1.15 * max(result.marks)
    reach = max(min(most, 1.15 * max(result.n, 400)), marked)
    traces = [
        segments((((0, n), (right, n)) for n in result.marks), "letter", line=DOTTED),
        line(margins, [n for _, n in result.curve], "ink"),
        points([(result.margin, result.n)], "assumption", size=15),
    ]
    sizes = {n: words.say(n, "number") for n in sorted(result.marks)}
    if reach > 2.5 * marked:  # the lines are closer than labels are high
        sizes = {max(sizes): ", ".join(sizes.values())}
    notes = [
        label(
            1,
            n,
            words.text("answers_needed.mark", n=size),
            "letter",
            xref="paper",
            xanchor="right",
            yanchor="top" if place == 1 else "bottom",
        )
        for place, (n, size) in enumerate(sizes.items())
    ]
    return draw(
        traces,
        words,
        title=words.text("answers_needed.title", n=result.n, margin=result.margin),
        alt=words.text("answers_needed.alt", n=result.n, margin=result.margin),
        height=340,
        annotations=notes,
        xaxis={
            "title": {"text": words.text("answers_needed.x")},
            "tickformat": ".0%",
            "range": [0, right],
        },
        yaxis={
            "title": {"text": words.text("answers_needed.y")},
            "range": [0, reach],
            "tickformat": ",",
        },
    )


def draw_repeated_surveys(result: RepeatedSurveys, words: Wording) -> Drawing:
    """One upright interval a survey; those that miss the truth are dark and end in crosses."""
    repeats = result.repeats
    caught: list[tuple[int, Interval]] = []
    missed: list[tuple[int, Interval]] = []
    for place, interval in enumerate(repeats.intervals, start=1):
        (caught if repeats.share in interval else missed).append((place, interval))
    last = len(repeats.intervals)
    return draw(
        [
            _uprights(caught, "assumption", 2),
            _uprights(missed, "ink", 3),
            {
                "type": "scatter",
                "mode": "markers",
                "x": [place for place, _ in missed],
                "y": [_nearest_end(interval, repeats.share) for _, interval in missed],
                "marker": {"symbol": "x", "size": 9, "color": theme.colour("ink")},
                "hoverinfo": "skip",
            },
            line(
                [0.2, last + 0.8],
                [repeats.share] * 2,
                "assumption",
                line={"width": 1.5, "dash": "dash"},
            ),
        ],
        words,
        title=words.text(
            "repeated_surveys.title", missed=repeats.missed, count=repeats.missed, surveys=last
        ),
        alt=words.text(
            "repeated_surveys.alt", missed=repeats.missed, surveys=last, share=repeats.share
        ),
        height=340,
        annotations=[
            label(
                1,
                1,
                words.text("repeated_surveys.truth", share=repeats.share),
                "assumption",
                xref="paper",
                yref="paper",
                xanchor="right",
                yanchor="bottom",
            )
        ],
        margin={"t": 34},
        xaxis={
            "title": {"text": words.text("repeated_surveys.x")},
            "range": [0, last + 1],
            "showgrid": False,
        },
        yaxis={
            "title": {"text": words.text("repeated_surveys.y")},
            "tickformat": ".0%",
            "range": _around(repeats),
        },
    )


def _uprights(intervals: Sequence[tuple[int, Interval]], colour: str, width: int) -> Trace:
    ends = (((place, found.low), (place, found.high)) for place, found in intervals)
    return segments(ends, colour, line={"width": width})


def _nearest_end(interval: Interval, share: float) -> float:
    return interval.low if share < interval.low else interval.high


def _around(repeats: Repeats) -> list[float]:
    """A range of shares that holds every interval, no tighter than twenty points."""
    low = min(repeats.share - 0.1, *(interval.low for interval in repeats.intervals))
    high = max(repeats.share + 0.1, *(interval.high for interval in repeats.intervals))
    return [max(-0.02, low - 0.02), min(1.02, high + 0.02)]
