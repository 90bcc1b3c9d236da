"""Questions: a guess before any number is shown, and feedback that says why."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from kamerbrief.editions import Words, editions
from kamerbrief.notebook import open_edition
from kamerbrief.notebook.number import Number
from kamerbrief.notebook.questions import Pooling, Prediction, SelfCheck
from kamerbrief.scenes.questions import PREDICTIONS
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


def test_every_notebook_asks_for_a_prediction() -> None:
    asking = {topic(name).notebook for name in PREDICTIONS}
    assert asking == {entry.notebook for entry in walk().values()}


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
@each_edition
def test_a_look_says_the_guess_the_truth_and_how_far_off(edition: str, name: str) -> None:
    words, question = Words(edition), predicted(name, edition)
    for guess in (question.guess.stops[0], question.guess.stops[-1]):
        question.guess.value = guess
        question.look.click()
        asked, said = PREDICTIONS[name], parsed(question.answer).text
        for number in (guess, asked.truth()):
            assert words.say(number, asked.spec) in said
        assert words.say(abs(guess - asked.truth()), asked.off) in said
        assert of_a_program([said]) == []


@each_prediction
def test_a_skip_says_the_truth_and_nothing_about_a_guess(name: str) -> None:
    question = predicted(name)
    guess = ENGLISH.say(question.guess.value, PREDICTIONS[name].spec)
    question.skip.click()
    said = parsed(question.answer).text
    assert truth(name, ENGLISH) in said
    assert guess not in said


@pytest.mark.parametrize(
    ("guess", "off"),
    [(500e6, "€290\xa0million"), (780e6, "€10\xa0million"), (1e9, "€210\xa0million")],
)
def test_a_guess_at_the_total_is_measured_from_790_million(guess: float, off: str) -> None:
    question = predicted("budget")
    question.guess.value = guess
    question.look.click()
    assert off in question.answer
    assert "€790\xa0million" in question.answer


def test_high_low_and_close_are_said_differently() -> None:
    question, said = predicted("budget"), []
    for guess in (500e6, 780e6, 1e9):
        question.guess.value = guess
        question.look.click()
        said.append(re.sub(r"[\d€]+", "", question.answer))
    assert len(set(said)) == 3


def test_the_margin_to_guess_is_that_of_a_random_sample_of_135() -> None:
    assert truth("survey", ENGLISH) == "8.4 percentage points"


@pytest.mark.parametrize("name", ["respondents", "challenges"])
def test_a_guess_at_a_share_is_off_by_points_and_not_by_percent(name: str) -> None:
    question = predicted(name)
    question.guess.value = 0.25
    question.look.click()
    assert "percentage points too low" in question.answer


@pytest.mark.parametrize(
    ("name", "true"),
    [
        ("references", "11"),
        ("respondents", "77%"),
        ("challenges", "87%"),
        ("release", "40"),
        ("verdict", "6"),
    ],
)
def test_what_there_is_to_guess_comes_out_as_counted_by_hand(name: str, true: str) -> None:
    assert truth(name, ENGLISH) == true


def test_the_figures_to_guess_are_those_of_the_ledger() -> None:
    assert truth("reader", ENGLISH) == "30"


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


def pooled(name: str, line: str, edition: str = "en") -> Pooling:
    """The pooling of a topic's prediction, after a line of guesses was shown."""
    question = predicted(name, edition)
    question.together.value = True
    assert question.pooling
    question.pooling.typed.value = line
    question.pooling.show.click()
    return question.pooling


def columns(pooling: Pooling) -> dict[str, Any]:
    """The columns of guesses as the page receives them."""
    drawn: dict[str, Any] = json.loads(pooling.chart.figure)
    return next(trace for trace in drawn["data"] if trace["type"] == "bar")


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


@each_prediction
@each_edition
def test_a_line_of_guesses_is_shown_beside_the_truth(edition: str, name: str) -> None:
    words, domain = Words(edition), predicted(name).guess
    shown = [words.say(round(stop / domain.factor), "number") for stop in domain.stops[::7]]
    pooling = pooled(name, "  ".join(shown), edition)
    assert pooling.said == ""
    assert sum(columns(pooling)["y"]) == len(shown)
    assert truth(name, words) in pooling.chart.reading
    assert str(len(shown)) in pooling.chart.reading
    assert of_a_program([pooling.chart.reading]) == []
    assert pooling.chart in pooling.children


def test_three_guesses_have_the_middle_and_the_sides_counted_by_hand() -> None:
    reading = pooled("budget", "700; 780\n790").chart.reading
    assert "Of 3 guesses the one in the middle is €780" in reading
    assert "Too low: 2, too high: 0." in reading


def test_four_guesses_have_their_middle_between_two() -> None:
    assert "in the middle is 35" in pooled("release", "10 30 40 500").chart.reading


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "nothing to show"),
        (" ;; ", "nothing to show"),
        ("5 x 7", "“x”"),
        ("5 0.5.1", "“0.5.1”"),
        ("5 99", "99 is out of reach"),
        ("5 -1", "-1 is out of reach"),
        ("5 <b>", "“&lt;b&gt;”"),
        ("1 " * 501, "501 guesses"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_by_its_word_and_nothing_is_lost(
    line: str, says: str
) -> None:
    pooling = pooled("survey", line)
    assert says in pooling.said
    assert pooling.typed.value == line
    assert pooling.chart not in pooling.children


def test_a_percent_sign_may_stand_behind_a_guess() -> None:
    assert "the middle is 50%" in pooled("challenges", "40% 50 60%").chart.reading


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
    question = SelfCheck(check, words)
    assert question.feedback == ""
    right, said = [], []
    for label, number in question.choice.options:
        question.choice.value = number
        feedback = parsed(question.feedback)
        (verdict,) = feedback.all("strong")
        said.append(feedback.text.removeprefix(verdict.text).strip())
        assert verdict.text in (words.text("check.right"), words.text("check.wrong"))
        if verdict.text == words.text("check.right"):
            right.append(number)
        assert of_a_program([label, feedback.text]) == []
    assert right == [check.right]
    assert len(set(said)) == check.options
    assert all(len(text) > 30 for text in said)


@each_check
@each_edition
def test_a_check_offers_every_answer_that_was_written(edition: str, check: Check) -> None:
    words = Words(edition)
    labels = [label for label, _ in SelfCheck(check, words).choice.options]
    assert len(set(labels)) == check.options
    for part in ("option", "feedback"):
        assert not words.has(f"check.{check.id}.{part}.{check.options + 1}")


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
