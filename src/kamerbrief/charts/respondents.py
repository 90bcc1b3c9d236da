"""Figures of who answered: unequal response, worst cases, what a large sample is worth, two bases."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from kamerbrief.charts import theme
from kamerbrief.charts.figure import (
    DASHED,
    DOTTED,
    Drawing,
    Trace,
    above,
    beside,
    draw,
    label,
    line,
    points,
    segments,
    shares_axis,
)
from kamerbrief.charts.survey import sizes_axis
from kamerbrief.charts.wording import Wording
from kamerbrief.models.respondents import Groups
from kamerbrief.models.survey import Interval

NAMED = 15  # from here on the falling curve carries its name
THICK = 0.5  # of a bar, as a fraction of its row


@dataclass(frozen=True)
class ResponseRatio:
    """A true and an observed share, linked by a response ratio; ``known`` is the one that was set.

    ``true_range`` is what chance alone leaves of the true share, were the answers a random sample
    of those who would answer; ``curve`` holds (true, observed) points.
    """

    known: str
    true: float
    observed: float
    ratio: float
    n: int
    true_range: Interval
    curve: tuple[tuple[float, float], ...]
    kind: str


@dataclass(frozen=True)
class WorstCase:
    """Bounds on the true share, whatever the silent would have said."""

    observed: float
    n: int
    invited: int
    bounds: Interval
    kind: str

    @property
    def rate(self) -> float:
        """Answers for each person invited."""
        return self.n / self.invited


@dataclass(frozen=True)
class EffectiveSize:
    """What n answers are worth that come the same way as the letter's number of answers would.

    ``bias`` is what the defect stands for at ``first`` answers; ``curve`` holds (n, margin) points.
    """

    n: int
    first: int
    population: int
    defect: float
    bias: float
    worth: int
    margin: float
    curve: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Bases:
    """The respondents in four groups by one reading of "135", and what the two texts state.

    ``fits`` says whether the other text's counts come out too; ``possible`` for how many of all
    cases they do.
    """

    reading: str
    groups: Groups
    others: int
    fits: bool
    possible: int
    cases: int
    report: tuple[int, int]


def response_ratio(result: ResponseRatio, words: Wording) -> Drawing:
    """The observed share against the true one, with the line on which they are the same."""
    x, y = zip(*result.curve, strict=True)
    low, high = result.true_range.low, result.true_range.high
    values = {"true": result.true, "observed": result.observed, "ratio": result.ratio}
    equal = result.ratio == 1
    return draw(
        [
            line([0, 1], [0, 1], "derived", line=DASHED),
            line([low, high], [result.observed] * 2, "assumption-pale", line={"width": 16}),
            *([] if equal else [line(x, y, "assumption", line={"width": 3})]),
            line([0, result.true, result.true], [result.observed] * 2 + [0], "ink", line=DOTTED),
            points([(result.true, result.observed)], result.kind, size=15),
        ],
        words,
        title=words.text("response_ratio.title", **values),
        alt=words.text("response_ratio.alt", **values, low=low, high=high),
        height=420,
        annotations=[
            beside(
                0.5,
                0.5,
                words.text("response_ratio.equal"),
                "derived",
                left=result.ratio < 1,  # the side of the diagonal on which the curve is not
                yanchor="top" if result.ratio >= 1 else "bottom",
            )
        ],
        xaxis=shares_axis(words.text("response_ratio.x")),
        yaxis=shares_axis(words.text("response_ratio.y")),
    )


def worst_case(result: WorstCase, words: Wording) -> Drawing:
    """Between which shares the truth lies, against the response rate; the band narrows to a point."""
    low, high = result.bounds.low, result.bounds.high
    values = {"low": low, "high": high, "rate": result.rate, "observed": result.observed}
    edge = {"color": theme.colour("derived"), "width": 1.5}
    return draw(
        [
            line(
                [0, 1, 0, 0],
                [0, result.observed, 1, 0],
                "derived",
                fill="toself",
                fillcolor=theme.colour("derived-pale"),
                line=edge,
            ),
            line([0, 1], [result.observed] * 2, result.kind, line=DASHED),
            line([result.rate] * 2, [low, high], "assumption", line={"width": 8}),
            points([(result.rate, result.observed)], "ink"),
        ],
        words,
        title=words.text(
            "worst_case.title" if result.rate < 1 else "worst_case.title.everybody", **values
        ),
        alt=words.text("worst_case.alt", **values),
        height=360,
        annotations=[
            label(result.rate, low, words.say(low, "percent"), yanchor="top", yshift=-4),
            label(result.rate, high, words.say(high, "percent"), yanchor="bottom", yshift=4),
        ],
        xaxis={**shares_axis(words.text("worst_case.x")), "range": [0, 1.02]},
        yaxis={**shares_axis(words.text("worst_case.y")), "range": [-0.1, 1.1]},
    )


def effective_size(result: EffectiveSize, words: Wording) -> Drawing:
    """The naive margin falls with the number of answers; the bias that the defect stands for does not."""
    sizes, margins = zip(*result.curve, strict=True)
    top = 1.1 * max(result.curve[0][1], result.bias, result.margin)
    values = {"n": result.n, "worth": result.worth, "margin": result.margin, "bias": result.bias}
    everybody = ".everybody" if result.n == result.population else ""
    named = next(place for place in result.curve if place[0] >= NAMED)
    return draw(
        [
            line(sizes, margins, "ink"),
            line([1, 1e6], [result.bias] * 2, "assumption", line=DASHED),
            segments([((result.first, 0), (result.first, top))], "letter", line=DOTTED),
            points([(result.n, result.margin)], "assumption", size=15),
        ],
        words,
        title=words.text(f"effective_size.title{everybody}", **values),
        alt=words.text(f"effective_size.alt{everybody}", **values),
        height=360,
        annotations=[
            label(
                log10(named[0]),
                named[1],
                words.text("effective_size.naive"),
                xanchor="left",
                xshift=10,
                yshift=8,
            ),
            label(
                1,
                result.bias,
                words.text("effective_size.bias", bias=result.bias),
                "assumption",
                xref="paper",
                xanchor="right",
                yanchor="bottom",
            ),
            label(
                log10(result.first),
                1,
                words.text("effective_size.mark", n=result.first),
                "letter",
                yref="y domain",
                xanchor="left",
                yanchor="top",
                xshift=4,
            ),
        ],
        xaxis=sizes_axis(words, max(sizes[-1], result.n)),
        yaxis={
            "title": {"text": words.text("effective_size.y")},
            "tickformat": ".0%",
            "range": [0, top],
        },
    )


def bases(result: Bases, words: Wording) -> Drawing:
    """Two bars, disadvantaged and regular, teachers and others in each; marks at the report's counts."""
    groups = result.groups
    rows = ("disadvantaged", "regular")
    counts = (groups.disadvantaged, groups.regular)
    teachers = (groups.teachers_disadvantaged, groups.teachers_regular)
    others = (groups.others_disadvantaged, groups.others_regular)
    values = {"disadvantaged": counts[0], "regular": counts[1], "others": result.others}
    reach = 1.25 * max(*counts, *result.report)
    return draw(
        [
            _bars(teachers, "letter", words.text("bases.teachers"), words),
            _bars(others, "assumption", words.text("bases.others"), words),
            segments(
                (
                    ((stated, row - 0.36), (stated, row + 0.36))
                    for row, stated in enumerate(result.report)
                ),
                "source",
                line={"width": 3, "dash": "dot"},
            ),
        ],
        words,
        title=words.text("bases.title.fits" if result.fits else "bases.title.not", **values),
        alt=words.text(
            "bases.alt", reading=words.text(f"bases.reading.{result.reading}"), **values
        ),
        height=240,
        barmode="stack",
        uniformtext={"mode": "hide", "minsize": 12},
        annotations=above(
            (
                words.text(f"bases.row.{row}", number=count, stated=stated)
                for row, count, stated in zip(rows, counts, result.report, strict=True)
            ),
            THICK,
        ),
        xaxis={"visible": False, "range": [0, reach]},
        yaxis={"visible": False, "range": [len(rows) - 0.6, -0.7]},
    )


def _bars(counts: tuple[int, int], hue: str, name: str, words: Wording) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(counts),
        "y": [0, 1],
        "width": THICK,
        "text": [f"{name}: {words.say(count, 'number')}" if count else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "inside",
        "textfont": {"color": theme.colour("ink"), "size": 13},
        "marker": {
            "color": theme.colour("ground" if hue == "assumption" else f"{hue}-pale"),
            "line": {"color": theme.colour(hue), "width": 2},
            "pattern": {
                "shape": "/" if hue == "assumption" else "",
                "fgcolor": theme.colour(f"{hue}-pale"),
                "size": 10,
            },
        },
        "hoverinfo": "skip",
    }
