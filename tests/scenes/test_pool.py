"""A class's guesses: read from a line, counted, and drawn beside the truth, apart from any widget."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kamerbrief.editions import Words, editions
from kamerbrief.scenes.pool import pool_scene
from kamerbrief.scenes.questions import PREDICTIONS, guess_control
from tests.notebook.moves import of_a_program


def pooled(name: str, typed: str | None, edition: str = "en") -> dict[str, Any]:
    """The scene of a line of guesses, as a page gets it: through JSON, and back."""
    found = pool_scene(Words(edition), name, typed).plain()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    return found


@pytest.mark.parametrize("name", PREDICTIONS)
@pytest.mark.parametrize("edition", editions())
def test_a_line_of_guesses_is_shown_beside_the_truth(edition: str, name: str) -> None:
    words, asked = Words(edition), PREDICTIONS[name]
    control = guess_control(name, words)
    shown = [words.say(round(stop / control.factor), "number") for stop in control.stops()[::7]]
    found = pooled(name, "  ".join(shown), edition)
    assert found == pooled(name, "  ".join(shown), edition)
    assert found["refusal"] == ""
    columns, truth = found["drawing"]["data"]
    assert sum(columns["y"]) == len(shown)
    assert truth["x"] == [asked.truth()] * 2
    assert words.say(asked.truth(), asked.spec) in found["reading"]
    assert str(len(shown)) in found["reading"]
    assert of_a_program([found["reading"]]) == []
    assert found["text"] in found["source"]


def test_nothing_is_shown_or_refused_before_a_line() -> None:
    found = pooled("survey", None)
    assert not any(found[key] for key in ("typed", "refusal", "reading", "drawing", "source"))
    assert all(found[key] for key in ("text", "label", "placeholder", "button"))


def test_three_guesses_have_the_middle_and_the_sides_counted_by_hand() -> None:
    reading = pooled("budget", "700; 780\n790")["reading"]
    assert "Of 3 guesses the one in the middle is €780" in reading
    assert "Too low: 2, too high: 0." in reading


def test_four_guesses_have_their_middle_between_two() -> None:
    assert "in the middle is 35" in pooled("release", "10 30 40 500")["reading"]


def test_a_percent_sign_may_stand_behind_a_guess() -> None:
    assert "the middle is 50%" in pooled("challenges", "40% 50 60%")["reading"]


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
    found = pooled("survey", line)
    assert says in found["refusal"]
    assert found["typed"] == line
    assert not any((found["reading"], found["drawing"], found["source"]))
