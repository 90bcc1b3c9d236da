"""The figure of a class's guesses: how many stand where, and the truth among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from kamerbrief.scenes import theme
from kamerbrief.scenes.drawing import Drawing, beside, draw, line
from kamerbrief.scenes.wording import Wording

COLUMNS = 20


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


def pool(result: Pool, words: Wording) -> Drawing:
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
