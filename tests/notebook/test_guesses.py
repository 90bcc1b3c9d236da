"""A reader's own guess: a mark in the explorer that comes after, and nowhere else."""

from __future__ import annotations

from math import log10
from typing import Any

import pytest

from kamerbrief import ask, explore
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.notebook.guesses import guesses
from kamerbrief.scenes import theme
from kamerbrief.scenes.drawing import Drawing, draw
from kamerbrief.scenes.guess import Spot, with_guess
from kamerbrief.scenes.questions import PREDICTIONS
from tests.notebook.moves import ENGLISH, EXPLORERS, type_in

MARKED = {
    "reader": "letter",
    "references": "references",
    "survey": "sample_size",
    "respondents": "response_ratio",
    "challenges": "often",
    "budget": "budget_split",
    "release": "release",
    "verdict": "verdicts",
}
each_prediction = pytest.mark.parametrize("topic", PREDICTIONS)


def guess(topic: str, value: float) -> str:
    """Guess at a topic, look, and give the guess in words."""
    question = ask.predict(topic)
    question.guess.value = value
    question.look.click()
    said = ENGLISH.say(value, PREDICTIONS[topic].spec)
    unit = f" {question.guess.unit}" if PREDICTIONS[topic].spec == "number" else ""
    return f"{said}{unit}"


def alt(explorer: Explorer) -> str:
    """The alternative text of an explorer's figure."""
    return str(explorer.figure.layout.meta["alt"])


def marks(explorer: Explorer) -> list[Any]:
    """The labels in a figure that are about a guess."""
    texts = (note for note in explorer.figure.layout.annotations or ())
    return [note for note in texts if note.text.startswith(("your guess:", "you guessed"))]


@each_prediction
def test_a_guess_is_a_mark_in_words_too_in_the_open_explorer(topic: str) -> None:
    explorer: Explorer = getattr(explore, MARKED[topic])()
    before, figure = alt(explorer), explorer.figure
    assert marks(explorer) == []
    stops = ask.predict(topic).guess.stops
    for value in (stops[0], stops[len(stops) // 3], stops[-1]):
        said = guess(topic, value)
        (mark,) = marks(explorer)
        assert mark.text.endswith(said)
        assert mark.font.color == theme.colour("assumption")
        assert alt(explorer) == f"{before} Your guess, {said}, is marked."
    assert explorer.figure.data[: len(figure.data)] == figure.data, "what was there has moved"


@each_prediction
def test_an_explorer_opened_after_the_guess_has_the_mark_and_keeps_it(topic: str) -> None:
    guess(topic, ask.predict(topic).guess.stops[-1])
    explorer: Explorer = getattr(explore, MARKED[topic])()
    assert len(marks(explorer)) == 1
    explorer.reset()
    assert len(marks(explorer)) == 1


@each_prediction
def test_a_skip_leaves_no_mark(topic: str) -> None:
    ask.predict(topic).skip.click()
    assert guesses == {}


def test_each_guess_is_marked_in_the_one_explorer_that_comes_after_it() -> None:
    said = {MARKED[topic]: guess(topic, ask.predict(topic).guess.stops[-1]) for topic in MARKED}
    assert MARKED.keys() == PREDICTIONS.keys()
    for name in EXPLORERS:
        found = [mark.text for mark in marks(getattr(explore, name)())]
        assert [text.endswith(said.get(name, "none")) for text in found] == [True] * (name in said)


@pytest.mark.parametrize(
    ("topic", "value", "place"),
    [
        ("survey", 0.3, (135, 0.3)),
        ("respondents", 0.4, (0.4, 130 / 150)),
        ("challenges", 0.6, (0.2, 0.6)),
        ("release", 500, (40, 500)),
        ("budget", 640e6, (640e6, 1.85)),
    ],
)
def test_the_mark_stands_where_the_guess_is_on_the_axes(
    topic: str, value: float, place: tuple[float, float]
) -> None:
    guess(topic, value)
    explorer: Explorer = getattr(explore, MARKED[topic])()
    mark = explorer.figure.data[-1]
    assert mark.marker.symbol == "diamond-open"
    assert (mark.x[0], mark.y[0]) == pytest.approx(place, abs=0.01)


@each_prediction
def test_a_guess_that_was_refused_or_never_made_is_not_recorded(topic: str) -> None:
    question = ask.predict(topic)
    question.look.click()
    assert ENGLISH.text("predict.first") in question.answer
    type_in(question.guess, "99999999")
    question.look.click()
    assert "has not been taken" in question.answer
    assert guesses == {}
    type_in(question.guess, ENGLISH.say(20, "number"))
    question.look.click()
    assert topic in guesses
    assert "20" in question.answer


# ── wherever the guess may be ─────────────────────────────────────────────────────────────────


def empty(**layout: Any) -> Drawing:
    """A figure with nothing in it but its axes."""
    return draw([], ENGLISH, title="A title.", alt="Nothing.", height=200, **layout)


@pytest.mark.parametrize(
    ("axis", "value", "held"),
    [
        ({"range": [0, 10]}, 5, (0, 10)),
        ({"range": [0, 10]}, 30, (0, 30)),
        ({"range": [0, 10]}, -5, (-5, 10)),
        ({"range": [10, 0]}, 12, (12, 0)),
        ({"range": [10, 0]}, -3, (10, -3)),
        ({"range": [0, 2], "type": "log"}, 1000, (0, 3)),
        ({"range": [0, 2], "type": "log"}, 50, (0, 2)),
    ],
)
def test_an_axis_reaches_as_far_as_the_guess_and_no_less_far_than_before(
    axis: dict[str, Any], value: float, held: tuple[float, float]
) -> None:
    drawn = with_guess(empty(xaxis=axis, yaxis={"range": [0, 1]}), Spot(value, 0.5), "so", ENGLISH)
    first, last = drawn["layout"]["xaxis"]["range"]
    assert min(first, last) <= min(held)
    assert max(first, last) >= max(held)
    assert (first < last) == (axis["range"][0] < axis["range"][1])
    place = log10(value) if "type" in axis else value
    assert drawn["layout"]["annotations"][-1]["x"] == place


@pytest.mark.parametrize(
    ("x", "y", "anchor"),
    [(1, 0.5, "left"), (9, 0.5, "right"), (5, 0.5, None), (5, 0.05, "right"), (1, 0.05, "left")],
)
def test_the_label_stands_on_the_side_where_there_is_room(
    x: float, y: float, anchor: str | None
) -> None:
    axes = {"xaxis": {"range": [0, 10]}, "yaxis": {"range": [0, 1]}}
    drawn = with_guess(empty(**axes), Spot(x, y), "so", ENGLISH)
    assert drawn["layout"]["annotations"][-1].get("xanchor") == anchor
