"""Questions: a prediction before any number is shown, and a self-check with feedback after."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from kamerbrief.notebook.cells import Shown, made, row
from kamerbrief.notebook.explorer import opened
from kamerbrief.notebook.guesses import guesses
from kamerbrief.notebook.number import Number
from kamerbrief.notebook.pooling import Pooling
from kamerbrief.scenes.badges import status
from kamerbrief.scenes.language import said
from kamerbrief.scenes.predictions import feedback, guess_control, guess_said, revealed
from kamerbrief.scenes.walk import Check, topic
from kamerbrief.scenes.wording import Wording


class Question(Shown):
    """A question and what belongs to it."""

    def __init__(self, text: str, children: list[widgets.Widget], words: Wording) -> None:
        self._text = text
        question = widgets.HTML(f'<p class="kb-question" lang="{words.lang}">{said(text)}</p>')
        self._rows = [question, *children]
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
        self.guess = Number(guess_control(name, words))
        self.look = widgets.Button(description=words.text("predict.look"))
        self.skip = widgets.Button(description=words.text("predict.skip"))
        self._answer = widgets.HTML()
        self.look.on_click(lambda _button: self._reveal(guessed=True))
        self.skip.on_click(lambda _button: self._reveal(guessed=False))
        self.together = widgets.ToggleButton(description=words.text("pool.open"), tooltip="")
        self.together.observe(lambda change: self._pool(change["new"]), names="value")
        self.pooling: Pooling | None = None
        buttons = row(self.look, self.skip, self.together)
        super().__init__(
            words.text(f"predict.{name}.question"), [self.guess, buttons, self._answer], words
        )

    @property
    def answer(self) -> str:
        """What has been revealed: nothing before a guess or a skip."""
        return str(self._answer.value)

    def _pool(self, wanted: bool) -> None:
        """Show or hide the field for a class's guesses; most readers never need it."""
        if wanted and not self.pooling:
            self.pooling = Pooling(self._name, self._words)
        self.children = [*self._rows, self.pooling] if wanted else self._rows

    def _reveal(self, *, guessed: bool) -> None:
        words = self._words
        if guessed and self.guess.message:
            self._say(words.text("predict.refused", reason=self.guess.message))
        elif guessed and not self.guess.touched:
            self._say(words.text("predict.first"))
        else:
            if guessed:
                self._remember()
            value = self.guess.value if guessed else None
            self._answer.value = revealed(self._name, value, words)

    def _remember(self) -> None:
        """Let the explorers that come after show the guess as a mark."""
        guesses[self._name] = guess_said(self._name, self.guess.value, self._words)
        for explorer in opened():
            explorer.mark_guess(self._name)

    def _say(self, text: str) -> None:
        self._answer.value = status(escape(text), self._words)


class SelfCheck(Question):
    """A question with a few answers, each with feedback that explains.

    Args:
        check: which question.
        words: the edition.
    """

    def __init__(self, check: Check, words: Wording) -> None:
        self._check, self._words = check, words
        numbers = range(1, check.options + 1)
        options = [(words.text(f"check.{check.id}.option.{number}"), number) for number in numbers]
        self.choice = widgets.RadioButtons(options=options, value=None)
        self.choice.add_class("kb-radio")
        self._feedback = widgets.HTML()
        self.choice.observe(self._react, names="value")
        super().__init__(
            words.text(f"check.{check.id}.question"), [self.choice, self._feedback], words
        )

    def __repr__(self) -> str:
        answers = (f"○ {text}" for text, _ in self.choice.options)
        return "\n".join([self._text, *answers])

    @property
    def feedback(self) -> str:
        """What is said about the chosen answer: nothing before one is chosen."""
        return str(self._feedback.value)

    def _react(self, change: Any) -> None:
        number, words = change["new"], self._words
        if number is None:
            self._feedback.value = ""
            return
        self._feedback.value = feedback(self._check, number, words)


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
