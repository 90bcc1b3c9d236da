"""What every peer shows: our model, our figure and our reading, so that only the way there differs."""

from __future__ import annotations

from typing import Final

from plotly.graph_objects import Figure

from kamerbrief.claims import read_ledger
from kamerbrief.editions import Words
from kamerbrief.models import survey
from kamerbrief.notebook.chart import as_figure
from kamerbrief.scenes.survey import SIZES, SampleSize
from kamerbrief.scenes.survey import draw_sample_size as draw

# Steps of one answer, so that fifty moves in one direction do not run off the track.
FIRST: Final = 100
LAST: Final = 300
HOME: Final = 135
SHARE: Final = 0.5
CONFIDENCE: Final = 0.95
BIAS: Final = 0.0
WORDS: Final = Words("en")


def figure(n: int) -> Figure:
    """The chart of n answers as a plotly figure."""
    return as_figure(draw(result(n), WORDS))


def reading(n: int) -> str:
    """The sentence about n answers."""
    found = result(n)
    return WORDS.text(
        "sample_size.reading",
        n=n,
        share=SHARE,
        margin=found.margin,
        low=found.interval.low,
        high=found.interval.high,
        confidence=CONFIDENCE,
    )


def result(n: int) -> SampleSize:
    """The margin and the interval of n answers, and the margin of every other number."""
    ledger = read_ledger()
    sizes = [int(stop) for stop in ledger.assumption("answers").stops]
    marks = [int(ledger.number(size)) for size in SIZES]
    margins = {size: survey.margin_of_error(SHARE, size) for size in {n, *sizes, *marks}}
    return SampleSize(
        n=n,
        share=SHARE,
        confidence=CONFIDENCE,
        population=None,
        bias=BIAS,
        margin=margins[n],
        interval=survey.score_interval(SHARE, n),
        curve=tuple((size, margins[size]) for size in sizes),
        marks=tuple((size, margins[size]) for size in marks),
    )
