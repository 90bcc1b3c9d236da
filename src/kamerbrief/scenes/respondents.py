"""Explorers of who answered: unequal response, worst cases, what a large sample is worth, two bases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log10

from kamerbrief.claims import read_ledger
from kamerbrief.models import respondents, survey
from kamerbrief.models.respondents import Groups
from kamerbrief.models.survey import Interval
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import PERCENT, Control, Controls
from kamerbrief.scenes.drawing import (
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
from kamerbrief.scenes.guess import Spot
from kamerbrief.scenes.scene import CannotShow, Plan
from kamerbrief.scenes.survey import sizes_axis
from kamerbrief.scenes.wording import Wording

NAMED = 15  # from here on the falling curve carries its name
THICK = 0.5  # of a bar, as a fraction of its row
STEPS = 50
OBSERVED, TRUE = "observed", "true"
LETTER, REPORT = "letter", "report"


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


def response_ratio(words: Wording) -> Plan:
    """What unequal response does to a share, from the observed to the true one or back."""
    make = Controls("response_ratio", words)
    controls = [
        make.choice(
            "known",
            (OBSERVED, TRUE),
            lambda name: words.text(f"response_ratio.known.{name}"),
            default=OBSERVED,
        ),
        _share(make),
        make.number("ratio", "response-ratio"),
        make.number("n", "answers", default="teachers-disadvantaged"),
    ]
    return Plan(
        words,
        controls,
        *("response_ratio", _response_ratio, draw_response_ratio, _read_response_ratio),
        guessed=("respondents", _share_guessed),
    )


def _share_guessed(_result: ResponseRatio, guess: float) -> Spot:
    """The guess was at the true share behind the published one."""
    return Spot(guess, read_ledger().number("language-disadvantaged"))


def _response_ratio(known: str, share: float, ratio: float, n: int) -> ResponseRatio:
    if known == OBSERVED:
        observed, true = share, respondents.true_share(share, ratio)
    else:
        observed, true = respondents.observed_share(share, ratio), share
    steps = [step / STEPS for step in range(STEPS + 1)]
    return ResponseRatio(
        known=known,
        true=true,
        observed=observed,
        ratio=ratio,
        n=n,
        true_range=left_by_chance(observed, ratio, n),
        curve=tuple((step, respondents.observed_share(step, ratio)) for step in steps),
        kind=_kind(share) if known == OBSERVED else "assumption",
    )


def left_by_chance(observed: float, ratio: float, n: int) -> Interval:
    """The true shares that n answers leave open, were they a random sample of those who answer."""
    chance = survey.score_interval(observed, n, confidence=read_ledger().number("confidence"))
    return Interval(*(respondents.true_share(end, ratio) for end in (chance.low, chance.high)))


def _read_response_ratio(result: ResponseRatio, words: Wording) -> str:
    values = {
        "observed": result.observed,
        "true": result.true,
        "low": result.true_range.low,
        "high": result.true_range.high,
        "n": result.n,
        "confidence": read_ledger().number("confidence"),
    }
    how = "same" if result.ratio == 1 else "more" if result.ratio > 1 else "less"
    # "Three times as likely" reads better than "a third as likely", whichever group that is.
    times = max(result.ratio, 1 / result.ratio)
    digits = next((d for d in range(2) if abs(round(times, d) - times) < 1e-6), 2)
    spec = f"number.{digits}"
    likely = words.text(f"response_ratio.likely.{how}", times=words.say(times, spec))
    return words.text(f"response_ratio.reading.{result.known}", likely=likely, **values)


def worst_case(words: Wording) -> Plan:
    """Between which shares the truth lies, whatever those who kept silent would have said."""
    make = Controls("worst_case", words)
    controls = [
        _share(make),
        make.number("n", "answers", default="teachers-disadvantaged"),
        make.number("invited", "invited"),
    ]

    def compute(share: float, n: int, invited: int) -> WorstCase:
        if invited < n:
            raise CannotShow("worst_case.too-few", n=n, invited=invited)
        found = respondents.bounds(share, n / invited)
        return WorstCase(share, n, invited, found, _kind(share))

    def read(result: WorstCase, words: Wording) -> str:
        key = "worst_case.reading.everybody" if result.n == result.invited else "worst_case.reading"
        return words.text(
            key,
            n=result.n,
            invited=result.invited,
            rate=result.rate,
            observed=result.observed,
            low=result.bounds.low,
            high=result.bounds.high,
        )

    return Plan(words, controls, "worst_case", compute, draw_worst_case, read)


def effective_size(words: Wording) -> Plan:
    """What answers are worth that come from a selection, however many of them there are."""
    make = Controls("effective_size", words)
    controls = [
        make.number("n", "answers", default="teachers-disadvantaged"),
        make.number("defect", "defect-correlation"),
        make.number("population", "population"),
    ]
    return Plan(
        words,
        controls,
        "effective_size",
        _effective_size,
        draw_effective_size,
        _read_effective_size,
        uses=("observed-share", "confidence"),
    )


def _effective_size(n: int, defect: float, population: int) -> EffectiveSize:
    """The defect is that of a sample as large as the letter's; more answers come the same way.

    The same way means with the same bias, so that the defect of n answers follows from it.
    """
    ledger = read_ledger()
    first, share = int(ledger.number("teachers-disadvantaged")), ledger.number("observed-share")
    if population <= first:
        raise CannotShow("effective_size.too-few", first=first, population=population)
    if n > population:
        raise CannotShow("sample_size.too-many", n=n, population=population)
    bias = respondents.selection_bias(share, first, population, defect=defect)
    if bias > 1 - share:
        raise CannotShow("effective_size.impossible", defect=defect, population=population)
    if n == population:
        bias = 0.0
    elif n * (share + bias) > population * share:
        raise CannotShow("effective_size.nobody-left", n=n, population=population)
    at_n = bias / respondents.selection_bias(share, n, population, defect=1) if bias else 0.0
    return EffectiveSize(
        n=n,
        first=first,
        population=population,
        defect=defect,
        bias=bias,
        worth=max(1, round(respondents.effective_sample_size(n, population, defect=at_n))),
        margin=_naive_margin(n, population),
        curve=tuple((size, _naive_margin(size, population)) for size in _sizes(population)),
    )


@lru_cache(maxsize=512)
def _naive_margin(n: int, population: int) -> float:
    """The margin of a random sample, as if nothing else could go wrong."""
    ledger = read_ledger()
    share, confidence = ledger.number("observed-share"), ledger.number("confidence")
    return survey.margin_of_error(share, n, confidence=confidence, population=population)


def _sizes(population: int) -> list[int]:
    stops = (int(stop) for stop in read_ledger().assumption("answers").stops)
    return [size for size in stops if size <= population]


def _read_effective_size(result: EffectiveSize, words: Wording) -> str:
    key = "effective_size.reading" if result.bias else "effective_size.reading.none"
    if result.n == result.population:
        key = "effective_size.reading.everybody"
    return words.text(
        key,
        n=result.n,
        worth=result.worth,
        defect=result.defect,
        first=result.first,
        population=result.population,
        margin=result.margin,
        bias=result.bias,
    )


def bases(words: Wording) -> Plan:
    """Whether the letter's counts and the outside report's can both hold, case by case."""
    make = Controls("bases", words)
    controls = [
        make.choice(
            "reading",
            (LETTER, REPORT),
            lambda name: words.text(f"bases.reading.{name}"),
            default=LETTER,
        ),
        make.number("others", "others-disadvantaged"),
    ]
    return Plan(
        words,
        controls,
        "bases",
        _bases,
        draw_bases,
        _read_bases,
        uses=(
            *("respondents", "teachers", "teachers-disadvantaged"),
            *("report-disadvantaged", "report-regular"),
        ),
    )


def _bases(reading: str, others: int) -> Bases:
    ledger = read_ledger()
    everybody, teachers, stated, *report = (
        int(ledger.number(figure))
        for figure in (
            *("respondents", "teachers", "teachers-disadvantaged"),
            *("report-disadvantaged", "report-regular"),
        )
    )

    def groups(count: int) -> respondents.Groups:
        # By the report's reading the same number of people are respondents of every kind.
        of_teachers = stated if reading == LETTER else report[0] - count
        return respondents.groups(everybody, teachers, of_teachers, others_disadvantaged=count)

    def fits(found: respondents.Groups) -> bool:
        by_letter = found.teachers_disadvantaged == stated
        return by_letter and [found.disadvantaged, found.regular] == report

    cases = [groups(count) for count in range(everybody - teachers + 1)]
    found = groups(others)
    return Bases(
        reading=reading,
        groups=found,
        others=everybody - teachers,
        fits=fits(found),
        possible=sum(map(fits, cases)),
        cases=len(cases),
        report=(report[0], report[1]),
    )


def _read_bases(result: Bases, words: Wording) -> str:
    groups = result.groups
    key = f"bases.says.{result.reading}"
    return " ".join(
        [
            words.text(
                key if groups.others_disadvantaged else f"bases.says.none.{result.reading}",
                others=groups.others_disadvantaged,
                count=groups.others_disadvantaged,
                disadvantaged=groups.disadvantaged,
                regular=groups.regular,
                of_teachers=groups.teachers_disadvantaged,
            ),
            words.text("bases.says.fits" if result.fits else "bases.says.not"),
            words.text("bases.says.cases", count=result.possible, of=result.cases),
        ]
    )


def _share(make: Controls) -> Control:
    """The share to begin with: the largest published one on a single subject."""
    return make.number("share", "observed-share", default="language-disadvantaged", factor=PERCENT)


def _kind(share: float) -> str:
    return "source" if share == read_ledger().number("language-disadvantaged") else "assumption"


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_response_ratio(result: ResponseRatio, words: Wording) -> Drawing:
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


def draw_worst_case(result: WorstCase, words: Wording) -> Drawing:
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


def draw_effective_size(result: EffectiveSize, words: Wording) -> Drawing:
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


def draw_bases(result: Bases, words: Wording) -> Drawing:
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
