"""Questions: a guess before any number is shown, and feedback that says why."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from kamerbrief.editions import Words, editions
from kamerbrief.notebook import open_edition
from kamerbrief.notebook.number import Number
from kamerbrief.notebook.questions import Pooling, Prediction, SelfCheck
from kamerbrief.scenes.pool import pool_scene
from kamerbrief.scenes.questions import PREDICTIONS, Button, check_scene, prediction_scene
from kamerbrief.scenes.walk import Check, topic, walk
from tests.notebook.markup import parsed
from tests.notebook.moves import ENGLISH, of_a_program, type_in

CHECKS = [check for entry in walk().values() for check in entry.checks]
each_edition = pytest.mark.parametrize("edition", editions())
each_prediction = pytest.mark.parametrize("name", PREDICTIONS)
each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


def predicted(name: str, edition: str = "en") -> Prediction:
    """The prediction of a topic."""
    return open_edition(edition).ask.predict(name)


def values(widget: Any) -> list[str]:
    """All that a widget and what it holds carry to the page as value, label or unit."""
    own = [str(getattr(widget, key)) for key in ("value", "label", "unit") if hasattr(widget, key)]
    return [*own, *(text for child in getattr(widget, "children", ()) for text in values(child))]


def truth(name: str, words: Words) -> str:
    """The true value as the edition writes it."""
    asked = PREDICTIONS[name]
    return words.say(asked.truth(), asked.spec)


def digits(text: str) -> str:
    """The one number in a text, as it is written."""
    (number,) = re.findall(r"\d+(?:[.,]\d+)*", text)
    return str(number)


# ── predict first ─────────────────────────────────────────────────────────────────────────────


@each_prediction
@each_edition
def test_nothing_is_revealed_before_a_guess_or_a_skip(edition: str, name: str) -> None:
    question = predicted(name, edition)
    assert question.answer == ""
    number = re.compile(rf"(?<![\d.,]){re.escape(digits(truth(name, Words(edition))))}(?!\d)")
    assert [text for text in values(question) if number.search(text)] == []
    question.guess.value = question.guess.stops[-1]
    type_in(question.guess, "abc")
    assert question.answer == ""


@each_prediction
def test_the_buttons_reveal_what_the_scene_says(name: str) -> None:
    question = predicted(name)
    question.guess.value = question.guess.stops[-1]
    for button in (question.look, question.skip):
        button.click()
        pressed: Button = "look" if button is question.look else "skip"
        scene = prediction_scene(ENGLISH, name, question.guess.stops[-1], pressed)
        assert question.answer == scene.answer


def test_a_message_that_the_track_takes_away_leaves_the_guess_that_stands_there() -> None:
    question = predicted("budget")
    question.guess.value = 640e6
    type_in(question.guess, "abc")
    question.guess.set_state({"message": "", "value": 640e6})
    question.look.click()
    assert "€640" in question.answer


@each_prediction
@each_edition
def test_as_text_a_prediction_is_its_question(edition: str, name: str) -> None:
    question = predicted(name, edition)
    text = Words(edition).text(f"predict.{name}.question")
    assert repr(question) == question._repr_mimebundle_()["text/plain"] == text
    assert parsed(question.children[0].value).text == text
    assert of_a_program([text]) == []


@each_prediction
def test_a_guess_can_be_typed_and_reaches_both_sides_of_the_truth(name: str) -> None:
    question, true = predicted(name), PREDICTIONS[name].truth()
    assert isinstance(question.guess, Number)
    assert question.guess.stops[0] < true < question.guess.stops[-1]
    assert question.guess.mark is None


def test_a_prediction_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(KeyError):
        predicted("weather")


# ── a whole class ─────────────────────────────────────────────────────────────────────────────


def pooled(name: str, line: str) -> Pooling:
    """The pooling of a topic's prediction, after a line of guesses was shown."""
    question = predicted(name)
    question.together.value = True
    assert question.pooling
    question.pooling.typed.value = line
    question.pooling.show.click()
    return question.pooling


@each_prediction
@each_edition
def test_a_class_is_not_asked_until_wanted_and_nothing_is_revealed_by_asking(
    edition: str, name: str
) -> None:
    question = predicted(name, edition)
    assert not isinstance(question.pooling, Pooling)
    question.together.value = True
    pooling = question.pooling
    assert isinstance(pooling, Pooling)
    assert pooling in question.children
    assert pooling.chart not in pooling.children
    assert question.answer == ""
    question.together.value = False
    assert pooling not in question.children


def test_a_line_is_shown_and_a_refused_one_after_it_loses_nothing() -> None:
    pooling = pooled("budget", "700; 780\n790")
    scene = pool_scene(ENGLISH, "budget", pooling.typed.value)
    assert (pooling.said, pooling.chart.reading) == ("", scene.reading)
    assert json.loads(pooling.chart.figure) == scene.drawing
    pooling.typed.value = "5 x"
    pooling.show.click()
    assert pooling.said == pool_scene(ENGLISH, "budget", "5 x").refusal
    assert pooling.typed.value == "5 x"
    assert pooling.chart in pooling.children


def test_a_line_refused_at_first_shows_no_chart() -> None:
    pooling = pooled("survey", "5 x 7")
    assert "“x”" in pooling.said
    assert pooling.chart not in pooling.children


# ── check yourself ────────────────────────────────────────────────────────────────────────────


def test_a_chosen_answer_gets_the_feedback_of_its_scene() -> None:
    question = SelfCheck(CHECKS[0], ENGLISH)
    assert question.feedback == ""
    for _, number in question.choice.options:
        question.choice.value = number
        assert question.feedback == check_scene(ENGLISH, CHECKS[0], number).feedback != ""


@each_check
@each_edition
def test_as_text_a_check_is_its_question_with_its_answers_and_no_feedback(
    edition: str, check: Check
) -> None:
    question = SelfCheck(check, Words(edition))
    text = Words(edition).text(f"check.{check.id}.question")
    answers = [
        Words(edition).text(f"check.{check.id}.option.{n + 1}") for n in range(check.options)
    ]
    assert repr(question) == question._repr_mimebundle_()["text/plain"]
    assert repr(question).splitlines() == [text, *(f"○ {answer}" for answer in answers)]
    assert parsed(question.children[0].value).text == text


def test_a_choice_taken_back_takes_its_feedback_along() -> None:
    question = SelfCheck(CHECKS[0], ENGLISH)
    question.choice.value = 1
    question.choice.value = None
    assert question.feedback == ""


@pytest.mark.parametrize("name", [name for name, entry in walk().items() if entry.checks])
def test_a_topics_checks_are_asked_by_their_place(name: str) -> None:
    ask, checks = open_edition("en").ask, topic(name).checks
    texts = [repr(ask.check(name, place)) for place in ("first", "second", "third")[: len(checks)]]
    asked = [text.splitlines()[0] for text in texts]
    assert asked == [ENGLISH.text(f"check.{check.id}.question") for check in checks]
    if checks:
        assert repr(ask.check(name)) == texts[0]
