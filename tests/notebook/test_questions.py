"""Questions: a guess before any number is shown, and feedback that says why."""

from __future__ import annotations

import json

import pytest

from kamerbrief.editions import editions
from kamerbrief.notebook import open_edition
from kamerbrief.notebook.questions import Pooling, Prediction, SelfCheck
from kamerbrief.scenes.pool import pool_scene
from kamerbrief.scenes.questions import PREDICTIONS, Button, check_scene, prediction_scene
from kamerbrief.scenes.walk import walk
from tests.notebook.moves import ENGLISH, type_in

CHECKS = [check for entry in walk().values() for check in entry.checks]
each_edition = pytest.mark.parametrize("edition", editions())
each_prediction = pytest.mark.parametrize("name", PREDICTIONS)


def predicted(name: str, edition: str = "en") -> Prediction:
    """The prediction of a topic."""
    return open_edition(edition).ask.predict(name)


# ── predict first ─────────────────────────────────────────────────────────────────────────────


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


# ── check yourself ────────────────────────────────────────────────────────────────────────────


def test_a_chosen_answer_gets_the_feedback_of_its_scene() -> None:
    question = SelfCheck(CHECKS[0], ENGLISH)
    assert question.feedback == ""
    for _, number in question.choice.options:
        question.choice.value = number
        assert question.feedback == check_scene(ENGLISH, CHECKS[0], number).feedback != ""


def test_a_choice_taken_back_takes_its_feedback_along() -> None:
    question = SelfCheck(CHECKS[0], ENGLISH)
    question.choice.value = 1
    question.choice.value = None
    assert question.feedback == ""
