"""What is asked: predictions with their truths, and the feedback of self-checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from kamerbrief.claims import Document, LetterClaim, read_ledger
from kamerbrief.models import challenges, release, respondents, survey
from kamerbrief.scenes.badges import status
from kamerbrief.scenes.controls import MILLION, PERCENT, NumberControl
from kamerbrief.scenes.guess import Guess
from kamerbrief.scenes.language import said
from kamerbrief.scenes.verdict import confirmed
from kamerbrief.scenes.walk import Check
from kamerbrief.scenes.wording import Wording


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


def revealed(name: str, guess: float | None, words: Wording) -> str:
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
    return status(escape(" ".join(parts)), words)


def feedback(check: Check, number: int, words: Wording) -> str:
    """What is said about an answer to a self-check, as HTML.

    Args:
        check: the question.
        number: of the answer, from 1.
        words: the edition.
    """
    verdict = words.text("check.right" if number == check.right else "check.wrong")
    reason = words.text(f"check.{check.id}.feedback.{number}")
    return status(f"<strong>{escape(verdict)}</strong> {said(reason)}", words)
