"""What the survey's explorers say, in English: if it were a random sample, and no more than that."""

from __future__ import annotations

import re

import pytest

from kamerbrief.editions import Words, editions
from tests.notebook.moves import drawing, home, journey, opened, points

IF_RANDOM = re.compile(r"If these [\d,]+ answers were a random sample\b")
INTERVAL = re.compile(r"\binterval\b.*\d%", re.DOTALL)
SURVEY = ("funnel", "sample_size", "answers_needed", "repeated_surveys")


# ── how far a random sample reaches ───────────────────────────────────────────────────────────


def test_two_thousand_answers_do_not_cure_self_selection() -> None:
    explorer = opened("sample_size", bias=0.05)
    few = points(explorer.reading)
    explorer.controls["n"].value = 2000
    many = points(explorer.reading)
    # 1.96 · 0.5 / √135 and 1.96 · 0.5 / √2000; then the bias, which is what it was.
    assert few == [8.4, 5.0]
    assert many == [2.2, 5.0]
    levels = [trace["y"] for trace in drawing(explorer)["data"]]
    assert [0.05, 0.05] in levels


def test_the_band_of_a_bias_holds_the_interval() -> None:
    drawn = drawing(opened("sample_size", bias=0.1))
    scale = [t["x"] for t in drawn["data"] if t.get("xaxis") == "x2" and t["mode"] == "lines"]
    (wide_low, wide_high), (low, high) = scale
    assert wide_low == pytest.approx(low - 0.1)
    assert wide_high == pytest.approx(high + 0.1)


def test_every_interval_is_stated_for_a_random_sample_only() -> None:
    readings = [home("sample_size").reading, *(m.live.reading for m in journey("sample_size"))]
    stated = [reading for reading in readings if INTERVAL.search(reading)]
    assert len(stated) > 15
    assert [reading for reading in stated if not IF_RANDOM.match(reading)] == []


@pytest.mark.parametrize("name", ["answers_needed", "repeated_surveys"])
def test_the_other_explorers_speak_of_random_samples_too(name: str) -> None:
    readings = [move.live.reading for move in journey(name)]
    kept = [r for r in readings if "random sample" not in r]
    # Left are what cannot be, and what everybody in a population would be needed for.
    assert len(kept) <= 3
    assert not any(INTERVAL.search(reading) for reading in kept)


@pytest.mark.parametrize("name", SURVEY)
def test_no_reading_makes_a_chance_of_the_confidence(name: str) -> None:
    chance = re.compile(r"\b(chance|probability|probably|likely|certain|sure|confident)\b")
    readings = [home(name).reading, *(move.live.reading for move in journey(name))]
    assert [reading for reading in readings if chance.search(reading)] == []


def test_nothing_is_called_the_margin_of_error_of_the_survey() -> None:
    forbidden = re.compile(
        r"margin of error of the survey|foutmarge van (het onderzoek|de enquête)"
    )
    for edition in editions():
        texts = [str(text) for text in Words(edition).messages.values()]
        assert [text for text in texts if forbidden.search(text)] == []


# ── the same survey again ─────────────────────────────────────────────────────────────────────


def test_caught_and_missed_are_all_surveys() -> None:
    for move in journey("repeated_surveys"):
        surveys = move.live.state["surveys"]
        numbers = [int(n) for n in re.findall(r"(?<![\d.,])\d+(?![\d.,%]*\d|%)", move.live.reading)]
        assert numbers[0] == surveys, str(move)
        assert numbers[-2] + numbers[-1] == surveys, str(move)


def test_the_same_draw_gives_the_same_surveys_and_another_draw_others() -> None:
    first, again, other = (
        drawing(opened("repeated_surveys", draw=draw))["data"] for draw in (3, 3, 4)
    )
    assert first == again
    assert first != other
