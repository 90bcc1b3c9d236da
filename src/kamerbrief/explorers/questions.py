"""Questions: a prediction before any number is shown, and a self-check with feedback after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets

from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Document, LetterClaim, read_ledger
from kamerbrief.explorers.badges import status
from kamerbrief.explorers.cells import Shown, made, row
from kamerbrief.explorers.controls import MILLION, PERCENT
from kamerbrief.explorers.explorer import opened
from kamerbrief.explorers.guesses import Guess, guesses
from kamerbrief.explorers.number import Number
from kamerbrief.explorers.pooling import Pooling
from kamerbrief.explorers.spoken import said
from kamerbrief.explorers.verdict import confirmed
from kamerbrief.explorers.walk import Check, topic
from kamerbrief.models import challenges, release, respondents, survey


@dataclass(frozen=True)
class Asked:
    """What a prediction is about: the true value, the domain of a guess, and how to say them."""

    truth: Callable[[], float]
    domain: str
    spec: str
    factor: float = 1.0

    @property
    def off(self) -> str:
        """How to say how far off a guess is: shares differ by percentage points."""
        return "points" if self.spec == "percent" else self.spec


def _margin() -> float:
    ledger = read_ledger()
    share, n = ledger.number("observed-share"), int(ledger.number("teachers-disadvantaged"))
    return survey.margin_of_error(share, n, confidence=ledger.number("confidence"))


def _behind() -> float:
    ledger = read_ledger()
    observed, ratio = (ledger.number(f) for f in ("language-disadvantaged", "response-ratio"))
    return respondents.true_share(observed, ratio)


def _reporting() -> float:
    ledger = read_ledger()
    size, threshold = (int(ledger.number(f)) for f in ("class-size", "often-threshold"))
    return challenges.share_reporting(size, ledger.number("prevalence"), threshold)


def _posts() -> float:
    subsidy, cost, years = (
        read_ledger().number(f) for f in ("release-subsidy", "cost-per-fte", "release-years")
    )
    return release.full_time_equivalents(subsidy, cost, years)


PREDICTIONS = {
    "reader": Asked(lambda: len(read_ledger().of(LetterClaim)), "guess-count", "number"),
    "references": Asked(lambda: len(read_ledger().of(Document)), "guess-count", "number"),
    "survey": Asked(_margin, "guess-margin", "points.1", PERCENT),
    "respondents": Asked(_behind, "guess-share", "percent", PERCENT),
    "challenges": Asked(_reporting, "guess-share", "percent", PERCENT),
    "budget": Asked(lambda: read_ledger().number("total-budget"), "guess-total", "euros", MILLION),
    "release": Asked(_posts, "guess-posts", "number"),
    "verdict": Asked(confirmed, "guess-count", "number"),
}


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
        self._name, self._words, self._asked = name, words, PREDICTIONS[name]
        unit_key = f"predict.{name}.unit"
        self.guess = Number(
            words.text("predict.guess"),
            read_ledger().assumption(self._asked.domain),
            words,
            value=read_ledger().number(self._asked.domain),
            factor=self._asked.factor,
            unit=words.text(unit_key) if words.has(unit_key) else "",
        )
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
            words, asked = self._words, self._asked
            self.pooling = Pooling(
                self.guess,
                asked.truth,
                lambda value: words.say(value, asked.spec),
                self._text,
                words,
            )
        self.children = [*self._rows, self.pooling] if wanted else self._rows

    def _reveal(self, *, guessed: bool) -> None:
        words = self._words
        if guessed and self.guess.message:
            return self._say(words.text("predict.refused", reason=self.guess.message))
        if guessed and not self.guess.touched:
            return self._say(words.text("predict.first"))
        truth, spec = self._asked.truth(), self._asked.spec
        parts = [words.text(f"predict.{self._name}.answer", truth=words.say(truth, spec))]
        if guessed:
            parts.insert(0, self._how_far_off(truth))
            self._remember()
        return self._say(" ".join(parts))

    def _how_far_off(self, truth: float) -> str:
        words, spec = self._words, self._asked.spec
        off = float(self.guess.value) - truth
        guess = words.say(self.guess.value, spec)
        if guess == words.say(truth, spec):
            return words.text("predict.exact", guess=guess)
        key = "close" if abs(off) <= 0.1 * truth else "high" if off > 0 else "low"
        return words.text(f"predict.{key}", guess=guess, off=words.say(abs(off), self._asked.off))

    def _remember(self) -> None:
        """Let the explorers that come after show the guess as a mark."""
        said = self._words.say(self.guess.value, self._asked.spec)
        if self._asked.spec == "number":
            said = f"{said} {self.guess.unit}"
        guesses[self._name] = Guess(float(self.guess.value), said)
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
        verdict = words.text("check.right" if number == self._check.right else "check.wrong")
        reason = words.text(f"check.{self._check.id}.feedback.{number}")
        answer = f"<strong>{escape(verdict)}</strong> {said(reason)}"
        self._feedback.value = status(answer, words)


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
