"""A class's guesses pooled on the teacher's screen: typed or pasted, and shown against the truth."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import ipywidgets as widgets

from kamerbrief.charts.chart import SAYS, Chart
from kamerbrief.charts.questions import Pool, pool
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Assumption
from kamerbrief.explorers.number import MOST, OutOfRange

MOST_GUESSES = 500


@dataclass(frozen=True)
class Scale:
    """On what a guess is made: its domain, how it is shown and said, and the truth.

    ``factor`` is the model's unit for one that is shown, as of a number's control.
    """

    domain: Assumption
    factor: float
    unit: str
    say: Callable[[float], str]
    truth: Callable[[], float]


class Pooling(widgets.VBox):
    """A field for a line of numbers, and what the class guessed as columns beside the truth.

    Args:
        scale: on what they guess.
        words: the edition.
    """

    def __init__(self, scale: Scale, words: Wording) -> None:
        self._scale, self._words = scale, words
        self.typed = widgets.Text(
            description=words.text("pool.label", unit=scale.unit),
            placeholder=words.text("pool.placeholder"),
        )
        self.typed.add_class("kb-choice")
        self.show = widgets.Button(description=words.text("pool.show"))
        self.show.on_click(lambda _button: self._show())
        buttons = widgets.Box([self.show])
        buttons.add_class("kb-buttons")
        self._said = widgets.HTML()
        self.chart = Chart({key: words.text(f"chart.{key}") for key in SAYS}, words.lang)
        self._rows: list[widgets.Widget] = [self.typed, buttons, self._said]
        super().__init__(self._rows)

    @property
    def said(self) -> str:
        """What could not be read, as HTML; nothing when all could."""
        return str(self._said.value)

    def _show(self) -> None:
        try:
            guesses = self._guesses()
        except OutOfRange as problem:
            self._said.value = (
                f'<p class="kb-number-message" role="alert">{escape(str(problem))}</p>'
            )
            return
        self._said.value = ""
        domain, words = self._scale.domain, self._words
        result = Pool(
            guesses=guesses,
            truth=self._scale.truth(),
            low=domain.minimum or 0.0,
            high=domain.maximum or 1.0,
            say=self._scale.say,
            factor=self._scale.factor,
            unit=self._scale.unit,
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
        self.chart.show(pool(result, words), reading)
        self.children = [*self._rows, self.chart]

    def _guesses(self) -> tuple[float, ...]:
        """The numbers in the line, in the model's unit; blanks, semicolons or lines part them."""
        words, domain = self._words, self._scale.domain
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
            value = float(f"{shown * self._scale.factor:.12g}") if abs(shown) < MOST else MOST
            if not (domain.minimum or 0.0) <= value <= (domain.maximum or 1.0):
                low, high = (
                    self._scale.say(end or 0.0) for end in (domain.minimum, domain.maximum)
                )
                raise OutOfRange(words.text("pool.out-of-range", typed=text, low=low, high=high))
            guesses.append(value)
        return tuple(guesses)
