"""A class's guesses pooled on the teacher's screen: typed or pasted, and shown against the truth."""

from __future__ import annotations

import re
from collections.abc import Callable

import ipywidgets as widgets

from kamerbrief.notebook.cells import row
from kamerbrief.notebook.chart import Chart
from kamerbrief.scenes.badges import refusal
from kamerbrief.scenes.controls import MOST, NumberControl, OutOfRange
from kamerbrief.scenes.pool import Pool, pool
from kamerbrief.scenes.wording import Wording

MOST_GUESSES = 500


class Pooling(widgets.VBox):
    """A field for a line of numbers, and what the class guessed as columns beside the truth.

    Args:
        guess: the control of a single guess, on whose scale they guess.
        truth: what they guess at.
        say: a value in words.
        question: that they answer.
        words: the edition.
    """

    def __init__(
        self,
        guess: NumberControl,
        truth: Callable[[], float],
        say: Callable[[float], str],
        question: str,
        words: Wording,
    ) -> None:
        self._guess, self._truth, self._say, self._words = guess, truth, say, words
        self._question = question
        self.typed = widgets.Text(
            description=words.text("pool.label", unit=guess.unit),
            placeholder=words.text("pool.placeholder"),
            continuous_update=False,  # by letters, a quick click would come before the last of them
        )
        self.typed.add_class("kb-choice")
        self.show = widgets.Button(description=words.text("pool.show"))
        self.show.on_click(lambda _button: self._show())
        self._said = widgets.HTML()
        self.chart = Chart.said_by(words, "guesses")
        self._rows: list[widgets.Widget] = [self.typed, row(self.show), self._said]
        super().__init__(self._rows)

    @property
    def said(self) -> str:
        """What could not be read, as HTML; nothing when all could."""
        return str(self._said.value)

    def _show(self) -> None:
        try:
            guesses = self._guesses()
        except OutOfRange as problem:
            self._said.value = refusal(str(problem))
            return
        self._said.value = ""
        words = self._words
        result = Pool(
            guesses=guesses,
            truth=self._truth(),
            low=self._guess.stops()[0],
            high=self._guess.stops()[-1],
            say=self._say,
            factor=self._guess.factor,
            unit=self._guess.unit,
        )
        reading = words.text(
            "pool.reading",
            count=len(guesses),
            number=len(guesses),
            middle=result.say(result.middle),
            below=result.below,
            above=sum(guess > result.truth for guess in guesses),
            truth=result.say(result.truth),
        )
        self.chart.show(
            pool(result, words), reading, words.text("pool.source", question=self._question)
        )
        self.children = [*self._rows, self.chart]

    def _guesses(self) -> tuple[float, ...]:
        """The numbers in the line, in the model's unit; blanks, semicolons or lines part them."""
        words, (low, *_, high) = self._words, self._guess.stops()
        texts = [
            text.strip(",") for text in re.split(r"[\s;]+", self.typed.value) if text.strip(",")
        ]
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
            value = self._guess.scaled(shown) if abs(shown) < MOST else MOST
            if not low <= value <= high:
                ends = {"low": self._say(low), "high": self._say(high)}
                raise OutOfRange(words.text("pool.out-of-range", typed=text, **ends))
            guesses.append(value)
        return tuple(guesses)
