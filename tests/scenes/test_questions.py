"""What is asked, and what is seen of it, apart from any widget."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from typing import Any

import pytest

from kamerbrief.editions import Words, editions
from kamerbrief.scenes.questions import PREDICTIONS, Button, Question, check_scene, prediction_scene
from kamerbrief.scenes.walk import Check, topic, walk
from tests.notebook.markup import parsed
from tests.notebook.moves import ENGLISH, of_a_program

CHECKS = [check for entry in walk().values() for check in entry.checks]
each_edition = pytest.mark.parametrize("edition", editions())
each_prediction = pytest.mark.parametrize("name", PREDICTIONS)
each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


def plain(scene: Question) -> dict[str, Any]:
    """A scene as a page gets it: through JSON, and back."""
    found = scene.plain()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    return found


def looked(name: str, guess: str | float | None, edition: str = "en") -> str:
    """What is said after a look at a guess."""
    return parsed(prediction_scene(Words(edition), name, guess, "look").answer).text


def truth(name: str, words: Words) -> str:
    """The true value as the edition writes it."""
    return words.say(PREDICTIONS[name].truth(), PREDICTIONS[name].spec)


def ends(name: str) -> tuple[float, float]:
    """The first and last place of the control."""
    stops = prediction_scene(ENGLISH, name).control["stops"]
    return stops[0], stops[-1]


# ── predict first ─────────────────────────────────────────────────────────────────────────────


def test_every_notebook_asks_for_a_prediction() -> None:
    asking = {topic(name).notebook for name in PREDICTIONS}
    assert asking == {entry.notebook for entry in walk().values()}


@each_prediction
@each_edition
@pytest.mark.parametrize("guess", [None, "abc", "20"])
def test_before_a_button_the_scene_reveals_nothing(
    edition: str, name: str, guess: str | None
) -> None:
    words = Words(edition)
    found = plain(prediction_scene(words, name, guess))
    assert (found["answer"], found["guess"]) == ("", None)
    (number,) = re.findall(r"\d+(?:[.,]\d+)*", truth(name, words))
    del found["control"]["stops"], found["control"]["decimals"]  # which hold it whatever it is
    assert not re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d)", str(found))


@each_prediction
@pytest.mark.parametrize("pressed", [None, "look", "skip"])
def test_equal_settings_give_equal_scenes(name: str, pressed: Button | None) -> None:
    for guess in (None, "", "20", "99999999", ends(name)[0]):
        one, other = (prediction_scene(Words("nl"), name, guess, pressed) for _ in range(2))
        assert plain(one) == plain(other)
        assert one == other


@each_prediction
@each_edition
def test_a_look_says_the_guess_the_truth_and_how_far_off(edition: str, name: str) -> None:
    words, asked = Words(edition), PREDICTIONS[name]
    low, high = ends(name)
    assert low < asked.truth() < high
    for guess in (low, high):
        said = looked(name, guess, edition)
        for number in (guess, asked.truth()):
            assert words.say(number, asked.spec) in said
        assert words.say(abs(guess - asked.truth()), asked.off) in said
        assert of_a_program([said]) == []


@each_prediction
def test_a_skip_says_the_truth_and_nothing_about_a_guess(name: str) -> None:
    skipped = {
        prediction_scene(ENGLISH, name, guess, "skip").answer for guess in (None, "abc", "20")
    }
    (said,) = skipped
    assert truth(name, ENGLISH) in parsed(said).text
    assert prediction_scene(ENGLISH, name, "20", "skip").guess is None


@pytest.mark.parametrize(
    ("guess", "off"),
    [(500e6, "€290\xa0million"), (780e6, "€10\xa0million"), (1e9, "€210\xa0million")],
)
def test_a_guess_at_the_total_is_measured_from_790_million(guess: float, off: str) -> None:
    said = looked("budget", guess)
    assert off in said
    assert "€790\xa0million" in said


def test_high_low_and_close_are_said_differently() -> None:
    said = {re.sub(r"[\d€]+", "", looked("budget", guess)) for guess in (500e6, 780e6, 1e9)}
    assert len(said) == 3


@pytest.mark.parametrize("name", ["respondents", "challenges"])
def test_a_guess_at_a_share_is_off_by_points_and_not_by_percent(name: str) -> None:
    assert "percentage points too low" in looked(name, 0.25)


@pytest.mark.parametrize(
    ("name", "true"),
    [
        ("reader", "30"),
        ("references", "11"),
        ("survey", "8.4 percentage points"),
        ("respondents", "77%"),
        ("challenges", "87%"),
        ("release", "40"),
        ("verdict", "6"),
    ],
)
def test_what_there_is_to_guess_comes_out_as_counted_by_hand(name: str, true: str) -> None:
    assert truth(name, ENGLISH) == true


def test_what_was_typed_counts_in_the_unit_of_the_field() -> None:
    typed = prediction_scene(ENGLISH, "budget", " 640 ", "look")
    assert typed == prediction_scene(ENGLISH, "budget", 640e6, "look")
    assert typed.guess == (640e6, "€640\xa0million")
    assert (typed.control["value"], typed.control["message"]) == (640e6, "")
    assert typed.control["text"].startswith("640")


@pytest.mark.parametrize("guess", ["", "abc", "99999999", -1, float("nan"), True])
def test_a_guess_that_cannot_be_taken_is_refused_by_its_reason_and_stays_in_the_field(
    guess: str | float,
) -> None:
    found = prediction_scene(ENGLISH, "release", guess, "look")
    control = plain(found)["control"]
    assert (control["value"], control["text"]) == (control["default"], str(guess))
    assert control["message"] in unescape(found.answer)
    assert "has not been taken" in found.answer
    assert found.guess is None


def test_a_look_without_a_guess_asks_for_one() -> None:
    assert looked("release", None) == ENGLISH.text("predict.first")


# ── check yourself ────────────────────────────────────────────────────────────────────────────


def test_every_notebook_has_two_or_three_checks() -> None:
    counted = Counter(entry.notebook for entry in walk().values() for _ in entry.checks)
    assert set(counted) == {entry.notebook for entry in walk().values()}
    assert {book: n for book, n in counted.items() if n not in (2, 3)} == {}


def test_the_right_answer_does_not_always_stand_in_the_same_place() -> None:
    assert len({check.right for check in CHECKS}) == 3


@each_check
@each_edition
def test_every_answer_has_feedback_and_exactly_one_is_right(edition: str, check: Check) -> None:
    words = Words(edition)
    assert plain(check_scene(words, check))["feedback"] == ""
    right, said = [], []
    for number in range(1, check.options + 1):
        found = plain(check_scene(words, check, number))
        assert found["chosen"] == number
        feedback = parsed(found["feedback"])
        (verdict,) = feedback.all("strong")
        said.append(feedback.text.removeprefix(verdict.text).strip())
        assert verdict.text in (words.text("check.right"), words.text("check.wrong"))
        if verdict.text == words.text("check.right"):
            right.append(number)
        assert of_a_program([found["options"][number - 1], feedback.text]) == []
    assert right == [check.right]
    assert len(set(said)) == check.options
    assert all(len(text) > 30 for text in said)


@each_check
@each_edition
def test_a_check_offers_every_answer_that_was_written(edition: str, check: Check) -> None:
    words = Words(edition)
    assert len(set(check_scene(words, check).options)) == check.options
    for part in ("option", "feedback"):
        assert not words.has(f"check.{check.id}.{part}.{check.options + 1}")


@pytest.mark.parametrize("chosen", [0, 9])
def test_an_answer_that_nobody_wrote_is_refused(chosen: int) -> None:
    with pytest.raises(KeyError):
        check_scene(ENGLISH, CHECKS[0], chosen)
