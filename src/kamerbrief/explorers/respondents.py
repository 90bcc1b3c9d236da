"""Explorers of who answered: unequal response, worst cases, what a large sample is worth, two bases."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from kamerbrief.charts import respondents as charts
from kamerbrief.charts.guess import Spot
from kamerbrief.charts.respondents import Bases, EffectiveSize, ResponseRatio, WorstCase
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import read_ledger
from kamerbrief.explorers.controls import PERCENT, Control, Controls
from kamerbrief.explorers.explorer import CannotShow, Explorer, Recipe
from kamerbrief.models import respondents, survey
from kamerbrief.models.survey import Interval

STEPS = 50
OBSERVED, TRUE = "observed", "true"
LETTER, REPORT = "letter", "report"


def response_ratio(words: Wording, **start: Any) -> Explorer:
    """What unequal response does to a share, from the observed to the true one or back."""
    make = Controls("response_ratio", words)
    controls = [
        make.choice(
            "known",
            (OBSERVED, TRUE),
            lambda name: words.text(f"response_ratio.known.{name}"),
            home=OBSERVED,
        ),
        _share(make),
        make.number("ratio", "response-ratio"),
        make.number("n", "answers", home="teachers-disadvantaged"),
    ]
    recipe = Recipe(
        *("response_ratio", _response_ratio, charts.response_ratio, _read_response_ratio),
        guessed=("respondents", _share_guessed),
    )
    return Explorer(recipe, controls, words, start)


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


def worst_case(words: Wording, **start: Any) -> Explorer:
    """Between which shares the truth lies, whatever those who kept silent would have said."""
    make = Controls("worst_case", words)
    controls = [
        _share(make),
        make.number("n", "answers", home="teachers-disadvantaged"),
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

    return Explorer(Recipe("worst_case", compute, charts.worst_case, read), controls, words, start)


def effective_size(words: Wording, **start: Any) -> Explorer:
    """What answers are worth that come from a selection, however many of them there are."""
    make = Controls("effective_size", words)
    controls = [
        make.number("n", "answers", home="teachers-disadvantaged"),
        make.number("defect", "defect-correlation"),
        make.number("population", "population"),
    ]
    recipe = Recipe(
        "effective_size",
        _effective_size,
        charts.effective_size,
        _read_effective_size,
        uses=("observed-share", "confidence"),
    )
    return Explorer(recipe, controls, words, start)


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


def bases(words: Wording, **start: Any) -> Explorer:
    """Whether the letter's counts and the outside report's can both hold, case by case."""
    make = Controls("bases", words)
    controls = [
        make.choice(
            "reading",
            (LETTER, REPORT),
            lambda name: words.text(f"bases.reading.{name}"),
            home=LETTER,
        ),
        make.number("others", "others-disadvantaged"),
    ]
    recipe = Recipe(
        "bases",
        _bases,
        charts.bases,
        _read_bases,
        uses=(
            *("respondents", "teachers", "teachers-disadvantaged"),
            *("report-disadvantaged", "report-regular"),
        ),
    )
    return Explorer(recipe, controls, words, start)


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
    return make.number("share", "observed-share", home="language-disadvantaged", factor=PERCENT)


def _kind(share: float) -> str:
    return "source" if share == read_ledger().number("language-disadvantaged") else "assumption"
