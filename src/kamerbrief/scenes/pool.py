"""A class's guesses pooled on the teacher's screen: typed or pasted, and shown against the truth."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from kamerbrief.scenes import theme
from kamerbrief.scenes.badges import refusal
from kamerbrief.scenes.controls import MOST, NumberControl, OutOfRange
from kamerbrief.scenes.drawing import Drawing, beside, draw, line
from kamerbrief.scenes.questions import PREDICTIONS, Question, guess_control
from kamerbrief.scenes.wording import Wording

COLUMNS = 20
MOST_GUESSES = 500


@dataclass(frozen=True)
class PoolScene(Question):
    """A class's guesses: what was typed, and why it is refused, as HTML, or all that is shown of it."""

    label: str
    placeholder: str
    button: str
    typed: str
    refusal: str = ""
    reading: str = ""
    drawing: Drawing | None = None
    source: str = ""


def pool_scene(words: Wording, name: str, typed: str | None = None) -> PoolScene:
    """What is seen of a class's guesses at a topic.

    Args:
        words: the edition.
        name: of the topic, one of ``PREDICTIONS``.
        typed: numbers that blanks, semicolons or lines part; none before any are shown.

    Raises:
        KeyError: the topic has no prediction.
    """
    scene = PoolScene(
        lang=words.lang,
        text=words.text(f"predict.{name}.question"),
        label=words.text("pool.label", unit=guess_control(name, words).unit),
        placeholder=words.text("pool.placeholder"),
        button=words.text("pool.show"),
        typed=typed or "",
    )
    try:
        return scene if typed is None else replace(scene, **_shown(words, name, typed))
    except OutOfRange as problem:
        return replace(scene, refusal=refusal(str(problem)))


def _shown(words: Wording, name: str, typed: str) -> dict[str, Any]:
    """What is shown of guesses as they were typed."""
    asked, control = PREDICTIONS[name], guess_control(name, words)
    guesses, truth = _guesses(typed, control, asked.spec), asked.truth()
    counted = {
        "count": len(guesses),
        "number": len(guesses),
        "middle": words.say(median(guesses), asked.spec),
        "below": sum(guess < truth for guess in guesses),
        "above": sum(guess > truth for guess in guesses),
        "truth": words.say(truth, asked.spec),
    }
    return {
        "reading": words.text("pool.reading", **counted),
        "drawing": _drawn(guesses, truth, control, counted),
        "source": words.text("pool.source", question=words.text(f"predict.{name}.question")),
    }


def _guesses(typed: str, control: NumberControl, spec: str) -> list[float]:
    """The numbers that were typed, in the model's unit."""
    words = control.words
    texts = [text.strip(",") for text in re.split(r"[\s;]+", typed) if text.strip(",")]
    if not texts:
        raise OutOfRange(words.text("pool.nothing"))
    if len(texts) > MOST_GUESSES:
        raise OutOfRange(words.text("pool.too-many", number=len(texts), most=MOST_GUESSES))
    return [_guess(text, control, spec) for text in texts]


def _guess(text: str, control: NumberControl, spec: str) -> float:
    words, (low, *_, high) = control.words, control.stops()
    try:
        shown = words.parse(text.rstrip("%"))
    except ValueError:
        raise OutOfRange(words.text("pool.no-number", typed=text)) from None
    value = control.scaled(shown) if abs(shown) < MOST else MOST
    if not low <= value <= high:
        ends = {"low": words.say(low, spec), "high": words.say(high, spec)}
        raise OutOfRange(words.text("pool.out-of-range", typed=text, **ends))
    return value


def _drawn(
    guesses: list[float], truth: float, control: NumberControl, counted: dict[str, Any]
) -> Drawing:
    """Columns of guesses over the scale on which they were made, with a line at the truth."""
    words, (low, *_, high) = control.words, control.stops()
    width = (high - low) / COLUMNS
    places = Counter(min(COLUMNS - 1, int((guess - low) / width)) for guess in guesses)
    ticks = [low + part * (high - low) / 5 for part in range(6)]
    top = 1.2 * max(places.values())
    return draw(
        [
            {
                "type": "bar",
                "x": [low + (place + 0.5) * width for place in places],
                "y": list(places.values()),
                "width": 0.9 * width,
                "marker": {
                    "color": theme.colour("assumption-pale"),
                    "line": {"color": theme.colour("assumption"), "width": 1.5},
                },
                "hoverinfo": "skip",
            },
            line([truth] * 2, [0, top], "ink", line={"width": 2, "dash": "dash"}),
        ],
        words,
        title=words.text("pool.title", **counted),
        alt=words.text("pool.alt", **counted),
        height=240,
        annotations=[
            beside(
                truth,
                top,
                words.text("pool.truth", **counted),
                left=truth > (low + high) / 2,
                yanchor="top",
            )
        ],
        xaxis={
            "range": [low - width / 2, high + width / 2],
            "tickvals": ticks,
            "ticktext": [words.say(tick / control.factor, "number") for tick in ticks],
            "title": {"text": control.unit},
        },
        yaxis={
            "title": {"text": words.text("pool.y")},
            "range": [0, top],
            "dtick": max(1, round(top / 5)),
        },
    )
