"""What is asked, and what is seen of it: predictions with their truths, and self-checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from kamerbrief.claims import Document, LetterClaim, read_ledger
from kamerbrief.models import challenges, release, respondents, survey
from kamerbrief.scenes.badges import status
from kamerbrief.scenes.controls import MILLION, PERCENT, NumberControl, OutOfRange
from kamerbrief.scenes.guess import Guess
from kamerbrief.scenes.language import said
from kamerbrief.scenes.verdict import confirmed
from kamerbrief.scenes.walk import Check
from kamerbrief.scenes.wording import Wording

Button = Literal["look", "skip"]


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


def guess_control(name: str, words: Wording) -> NumberControl:
    """The control of a guess at a topic."""
    asked = PREDICTIONS[name]
    unit_key = f"predict.{name}.unit"
    return NumberControl(
        name="guess",
        label=words.text("predict.guess"),
        default=read_ledger().number(asked.domain),
        words=words,
        domain=read_ledger().assumption(asked.domain),
        factor=asked.factor,
        unit=words.text(unit_key) if words.has(unit_key) else "",
    )


def guess_said(name: str, value: float, words: Wording) -> Guess:
    """A guess in words, for the explorers that show it as a mark."""
    asked = PREDICTIONS[name]
    text = words.say(value, asked.spec)
    if asked.spec == "number":
        text = f"{text} {guess_control(name, words).unit}"
    return Guess(float(value), text)


@dataclass(frozen=True)
class Question:
    """All that a reader sees of a question, in the language of an edition."""

    lang: str
    text: str

    @property
    def html(self) -> str:
        """The question as HTML."""
        return f'<p class="kb-question" lang="{self.lang}">{said(self.text)}</p>'

    def plain(self) -> dict[str, Any]:
        """The same as JSON holds it."""
        seen = vars(self) | {"html": self.html}
        return {key: list(held) if isinstance(held, tuple) else held for key, held in seen.items()}


@dataclass(frozen=True)
class PredictionScene(Question):
    """A prediction: its control as plain data, and what is revealed, as HTML.

    ``guess`` is the one for explorers to mark: none before a look at one that was taken.
    """

    control: dict[str, Any]
    buttons: dict[str, str]
    answer: str
    guess: Guess | None


@dataclass(frozen=True)
class CheckScene(Question):
    """A self-check: its answers, which of them is chosen, from 1, and the feedback on it, as HTML."""

    options: tuple[str, ...]
    chosen: int | None
    feedback: str


def prediction_scene(
    words: Wording, name: str, guess: str | float | None = None, pressed: Button | None = None
) -> PredictionScene:
    """What is seen of a prediction; where a guess cannot be taken, the control is at its default.

    Args:
        words: the edition.
        name: of the topic, one of ``PREDICTIONS``.
        guess: as it was typed, or in the model's unit; none before there was one.
        pressed: the last button.

    Raises:
        KeyError: the topic has no prediction.
    """
    control = guess_control(name, words)
    taken, message = _taken(guess, control)
    value = control.default if taken is None else taken
    text = str(guess) if message else control.shown(value)
    buttons = {button: words.text(f"predict.{button}") for button in ("look", "skip")}
    return PredictionScene(
        lang=words.lang,
        text=words.text(f"predict.{name}.question"),
        control=control.plain() | {"value": value, "text": text, "message": message},
        buttons=buttons | {"together": words.text("pool.open")},
        answer=_answer(words, name, taken, message, pressed) if pressed else "",
        guess=None if taken is None or pressed != "look" else guess_said(name, taken, words),
    )


def check_scene(words: Wording, check: Check, chosen: int | None = None) -> CheckScene:
    """What is seen of a self-check.

    Args:
        words: the edition.
        check: the question.
        chosen: number of the chosen answer, from 1; none before one is.

    Raises:
        KeyError: there is no such answer.
    """
    key, numbers = f"check.{check.id}", range(1, check.options + 1)
    return CheckScene(
        lang=words.lang,
        text=words.text(f"{key}.question"),
        options=tuple(words.text(f"{key}.option.{number}") for number in numbers),
        chosen=chosen,
        feedback="" if chosen is None else _feedback(words, check, chosen),
    )


def _taken(guess: str | float | None, control: NumberControl) -> tuple[float | None, str]:
    """A guess in the model's unit, or none; and why one cannot be taken."""
    if guess is None:
        return None, ""
    try:
        return control.typed(guess) if isinstance(guess, str) else control.check(guess), ""
    except OutOfRange as problem:
        return None, str(problem)


def _answer(words: Wording, name: str, guess: float | None, message: str, pressed: Button) -> str:
    if pressed == "look" and message:
        text = words.text("predict.refused", reason=message)
    elif pressed == "look" and guess is None:
        text = words.text("predict.first")
    else:
        text = _revealed(words, name, guess if pressed == "look" else None)
    return status(escape(text), words)


def _revealed(words: Wording, name: str, guess: float | None) -> str:
    """What is said after a guess, or after none."""
    asked = PREDICTIONS[name]
    truth = asked.truth()
    parts = [words.text(f"predict.{name}.answer", truth=words.say(truth, asked.spec))]
    if guess is not None:
        off = float(guess) - truth
        text = words.say(guess, asked.spec)
        if text == words.say(truth, asked.spec):
            parts.insert(0, words.text("predict.exact", guess=text))
        else:
            key = "close" if abs(off) <= 0.1 * truth else "high" if off > 0 else "low"
            how = words.say(abs(off), asked.off)
            parts.insert(0, words.text(f"predict.{key}", guess=text, off=how))
    return " ".join(parts)


def _feedback(words: Wording, check: Check, number: int) -> str:
    verdict = words.text("check.right" if number == check.right else "check.wrong")
    reason = words.text(f"check.{check.id}.feedback.{number}")
    return status(f"<strong>{escape(verdict)}</strong> {said(reason)}", words)
