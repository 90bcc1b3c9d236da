"""Questions: a prediction before any number is shown, and a self-check with feedback after."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from kamerbrief.notebook.cells import Shown, made, row
from kamerbrief.notebook.chart import Chart
from kamerbrief.notebook.explorer import opened
from kamerbrief.notebook.guesses import guesses
from kamerbrief.notebook.number import Number
from kamerbrief.scenes import questions
from kamerbrief.scenes.pool import pool_scene
from kamerbrief.scenes.questions import Button, check_scene, guess_control, prediction_scene
from kamerbrief.scenes.walk import Check, topic
from kamerbrief.scenes.wording import Wording


class Question(Shown):
    """A question and what belongs to it."""

    def __init__(self, asked: questions.Question, children: list[widgets.Widget]) -> None:
        self._text = asked.text
        self._rows = [widgets.HTML(asked.html), *children]
        super().__init__(self._rows)
        self.add_class("kb-explorer")
        self.add_class("kb-ask")
        made(self)

    def __repr__(self) -> str:
        return self._text


class Prediction(Question):
    """A guess first; the number only after a guess, a deliberate skip, or a whole class's guesses.

    Args:
        name: of the topic.
        words: the edition.
    """

    def __init__(self, name: str, words: Wording) -> None:
        self._name, self._words = name, words
        scene = prediction_scene(words, name)
        self.guess = Number(guess_control(name, words))
        self.look = widgets.Button(description=scene.buttons["look"])
        self.skip = widgets.Button(description=scene.buttons["skip"])
        self._answer = widgets.HTML()
        self.look.on_click(lambda _button: self._press("look"))
        self.skip.on_click(lambda _button: self._press("skip"))
        self.together = widgets.ToggleButton(description=scene.buttons["together"], tooltip="")
        self.together.observe(lambda change: self._pool(change["new"]), names="value")
        self.pooling: Pooling | None = None
        buttons = row(self.look, self.skip, self.together)
        super().__init__(scene, [self.guess, buttons, self._answer])

    @property
    def answer(self) -> str:
        """What has been revealed: nothing before a guess or a skip."""
        return str(self._answer.value)

    def _pool(self, wanted: bool) -> None:
        """Show or hide the field for a class's guesses; most readers never need it."""
        if wanted and not self.pooling:
            self.pooling = Pooling(self._name, self._words)
        self.children = [*self._rows, self.pooling] if wanted else self._rows

    def _press(self, button: Button) -> None:
        """Show what a button reveals, and let the explorers that come after mark the guess."""
        scene = prediction_scene(self._words, self._name, self.guess.given, button)
        self._answer.value = scene.answer
        if scene.guess:
            guesses[self._name] = scene.guess
            for explorer in opened():
                explorer.mark_guess(self._name)


class Pooling(widgets.VBox):
    """A field for a line of numbers, and what the class guessed as columns beside the truth.

    Args:
        name: of the topic.
        words: the edition.
    """

    def __init__(self, name: str, words: Wording) -> None:
        self._name, self._words = name, words
        scene = pool_scene(words, name)
        self.typed = widgets.Text(
            description=scene.label,
            placeholder=scene.placeholder,
            continuous_update=False,  # by letters, a quick click would come before the last of them
        )
        self.typed.add_class("kb-choice")
        self.show = widgets.Button(description=scene.button)
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
        scene = pool_scene(self._words, self._name, self.typed.value)
        self._said.value = scene.refusal
        if scene.drawing:
            self.chart.show(scene.drawing, scene.reading, scene.source)
            self.children = [*self._rows, self.chart]


class SelfCheck(Question):
    """A question with a few answers, each with feedback that explains.

    Args:
        check: which question.
        words: the edition.
    """

    def __init__(self, check: Check, words: Wording) -> None:
        self._check, self._words = check, words
        scene = check_scene(words, check)
        options = [(text, number) for number, text in enumerate(scene.options, start=1)]
        self.choice = widgets.RadioButtons(options=options, value=None)
        self.choice.add_class("kb-radio")
        self._feedback = widgets.HTML()
        self.choice.observe(self._react, names="value")
        super().__init__(scene, [self.choice, self._feedback])

    def __repr__(self) -> str:
        answers = (f"○ {text}" for text, _ in self.choice.options)
        return "\n".join([self._text, *answers])

    @property
    def feedback(self) -> str:
        """What is said about the chosen answer: nothing before one is chosen."""
        return str(self._feedback.value)

    def _react(self, change: Any) -> None:
        self._feedback.value = check_scene(self._words, self._check, change["new"]).feedback


class Ask:
    """The questions of the notebooks, asked by one edition."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def predict(self, name: str) -> Prediction:
        """The prediction of a topic.

        Args:
            name: of the topic.
        """
        return Prediction(name, self._words)

    def check(self, name: str, number: str = "first") -> SelfCheck:
        """A self-check question of a topic.

        Args:
            name: of the topic.
            number: ``"first"``, ``"second"`` or ``"third"``.

        Raises:
            KeyError: the topic has no such check.
        """
        asked = dict(zip(("first", "second", "third"), topic(name).checks, strict=False))
        if number not in asked:
            raise KeyError(
                f"topic {name!r} has no {number!r} check; it has: {', '.join(asked) or 'none'}"
            )
        return SelfCheck(asked[number], self._words)
