"""A class's guesses at a prediction as a scene: from the typed line to the columns beside the truth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import MOST, NumberControl, OutOfRange
from kamerbrief.scenes.drawing import Drawing, beside, draw, line
from kamerbrief.scenes.predictions import PREDICTIONS, guess_control
from kamerbrief.scenes.wording import Wording

COLUMNS = 20
MOST_GUESSES = 500


@dataclass(frozen=True)
class Pool:
    """A class's guesses, the truth they are about, and how to say a value; all in the model's unit.

    ``factor`` is the model's unit for one of ``unit``, in which the scale counts.
    """

    guesses: tuple[float, ...]
    truth: float
    low: float
    high: float
    say: Callable[[float], str]
    factor: float
    unit: str

    @property
    def middle(self) -> float:
        """The median guess."""
        return median(self.guesses)

    @property
    def below(self) -> int:
        """Number of guesses below the truth."""
        return sum(guess < self.truth for guess in self.guesses)


@dataclass(frozen=True)
class PooledScene:
    """All that a reader sees of a class's guesses; where the line is ``refused``, only why."""

    refused: str = ""
    reading: str = ""
    drawing: Drawing | None = None
    source: str = ""


def pooled_scene(words: Wording, topic: str, typed: str) -> PooledScene:
    """What is seen of a line of guesses at a topic's prediction.

    Args:
        words: the edition.
        topic: of the prediction, one of ``PREDICTIONS``.
        typed: numbers as the edition writes them, parted by blanks, semicolons or lines.
    """
    control, asked = guess_control(topic, words), PREDICTIONS[topic]
    try:
        guesses = _guesses(typed, control, lambda value: words.say(value, asked.spec))
    except OutOfRange as problem:
        return PooledScene(refused=str(problem))
    low, *_, high = control.stops()
    result = Pool(
        guesses=guesses,
        truth=asked.truth(),
        low=low,
        high=high,
        say=lambda value: words.say(value, asked.spec),
        factor=control.factor,
        unit=control.unit,
    )
    question = words.text(f"predict.{topic}.question")
    return PooledScene(
        reading=_read(result, words),
        drawing=draw_pool(result, words),
        source=words.text("pool.source", question=question),
    )


def _read(result: Pool, words: Wording) -> str:
    return words.text(
        "pool.reading",
        count=len(result.guesses),
        number=len(result.guesses),
        middle=result.say(result.middle),
        below=result.below,
        above=sum(guess > result.truth for guess in result.guesses),
        truth=result.say(result.truth),
    )


def _guesses(typed: str, control: NumberControl, say: Callable[[float], str]) -> tuple[float, ...]:
    """The numbers in a line, in the model's unit."""
    words, (low, *_, high) = control.words, control.stops()
    texts = [text.strip(",") for text in re.split(r"[\s;]+", typed) if text.strip(",")]
    if not texts:
        raise OutOfRange(words.text("pool.nothing"))
    if len(texts) > MOST_GUESSES:
        raise OutOfRange(words.text("pool.too-many", number=len(texts), most=MOST_GUESSES))
    guesses = []
    for text in texts:
        try:
            shown = words.parse(text.rstrip("%"))
        except ValueError:
            raise OutOfRange(words.text("pool.no-number", typed=text)) from None
        value = control.scaled(shown) if abs(shown) < MOST else MOST
        if not low <= value <= high:
            raise OutOfRange(
                words.text("pool.out-of-range", typed=text, low=say(low), high=say(high))
            )
        guesses.append(value)
    return tuple(guesses)


def draw_pool(result: Pool, words: Wording) -> Drawing:
    """Columns of guesses over the scale on which they were made, with a line at the truth."""
    width = (result.high - result.low) / COLUMNS
    places = Counter(
        min(COLUMNS - 1, int((guess - result.low) / width)) for guess in result.guesses
    )
    ticks = [result.low + part * (result.high - result.low) / 5 for part in range(6)]
    top = 1.2 * max(places.values())
    values = {
        "number": len(result.guesses),
        "count": len(result.guesses),
        "truth": result.say(result.truth),
        "middle": result.say(result.middle),
    }
    return draw(
        [
            {
                "type": "bar",
                "x": [result.low + (place + 0.5) * width for place in places],
                "y": list(places.values()),
                "width": 0.9 * width,
                "marker": {
                    "color": theme.colour("assumption-pale"),
                    "line": {"color": theme.colour("assumption"), "width": 1.5},
                },
                "hoverinfo": "skip",
            },
            line([result.truth] * 2, [0, top], "ink", line={"width": 2, "dash": "dash"}),
        ],
        words,
        title=words.text("pool.title", **values),
        alt=words.text("pool.alt", **values),
        height=240,
        annotations=[
            beside(
                result.truth,
                top,
                words.text("pool.truth", **values),
                left=result.truth > (result.low + result.high) / 2,
                yanchor="top",
            )
        ],
        xaxis={
            "range": [result.low - width / 2, result.high + width / 2],
            "tickvals": ticks,
            "ticktext": [words.say(tick / result.factor, "number") for tick in ticks],
            "title": {"text": result.unit},
        },
        yaxis={
            "title": {"text": words.text("pool.y")},
            "range": [0, top],
            "dtick": max(1, round(top / 5)),
        },
    )
