"""Who answered: unequal response, worst cases, what many answers are worth, and two bases."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from kamerbrief.notebook.explorer import Explorer
from kamerbrief.scenes.theme import colour
from tests.notebook.moves import ENGLISH, drawing, journey, opened, places, points, title


def worth(text: str) -> int:
    """Of how many answers drawn at random a text speaks."""
    (number,) = re.findall(r"worth (?:\D* )?(\d+) drawn at random", text)
    return int(number)


def drawn(explorer: Explorer, hue: str, mode: str = "lines") -> list[dict[str, Any]]:
    """The traces of one mode in one colour of the theme."""
    part = {"lines": "line", "markers": "marker"}[mode]
    return [
        trace
        for trace in drawing(explorer)["data"]
        if trace.get("mode") == mode and trace[part]["color"] == colour(hue)
    ]


# ── unequal response ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("n", [20, 135, 5000])
@pytest.mark.parametrize("ratio", [0.5, 1.0, 3.0])
def test_the_bar_of_chance_is_the_wilson_interval_of_the_answers_corrected(
    n: int, ratio: float
) -> None:
    (bar,) = drawn(opened("response_ratio", n=n, ratio=ratio), "assumption-pale")
    low, high = proportion_confint(0.87 * n, n, method="wilson")
    odds = [end / (1 - end) / ratio for end in (low, high)]
    assert bar["x"] == pytest.approx([each / (1 + each) for each in odds], abs=1e-9)
    assert bar["y"] == [0.87, 0.87]


# ── worst cases ───────────────────────────────────────────────────────────────────────────────


def test_wherever_it_is_moved_the_bar_holds_the_share_that_was_observed() -> None:
    for move in journey("worst_case"):
        traces = move.live.figure["data"]
        if traces:
            (low, high), share = traces[2]["y"], move.live.state["share"]
            assert 0 <= low <= share <= high <= 1, str(move)
            silent = 1 - move.live.state["n"] / move.live.state["invited"]
            assert high - low == pytest.approx(silent), str(move)


# ── what many answers are worth ───────────────────────────────────────────────────────────────


@settings(max_examples=10)
@given(sizes=st.tuples(st.integers(55, 5000), st.integers(55, 5000)))
def test_more_answers_found_the_same_way_shrink_the_margin_and_nothing_else(
    sizes: tuple[int, int],
) -> None:
    one, other = (opened("effective_size", n=n) for n in sizes)
    levels = [[t["y"] for t in drawn(e, "assumption")] for e in (one, other)]
    assert levels[0] == levels[1]
    assert points(one.reading)[0] == points(other.reading)[0] == 6.8
    told = [text for explorer in (one, other) for text in (explorer.reading, title(explorer))]
    assert [worth(text) for text in told] == [54] * 4
    margins = [drawn(e, "assumption", "markers")[0]["y"][0] for e in (one, other)]
    rest = [(100_000 - n) / 99_999 for n in sizes]
    expected = [1.959964 * 0.5 * (left / n) ** 0.5 for n, left in zip(sizes, rest, strict=True)]
    assert margins == pytest.approx(expected, rel=1e-6)


# ── two bases ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reading", ["letter", "report"])
def test_of_46_cases_one_makes_both_texts_right(reading: str) -> None:
    explorer = opened("bases", reading=reading)
    control = explorer.controls["others"]
    fitting = []
    assert len(places(control)) == 46
    for others in places(control):
        control.value = int(others)
        assert "Of the 46 cases there are, 1 makes both right" in explorer.reading
        if ENGLISH.text("bases.says.fits") in explorer.reading:
            fitting.append(others)
    assert fitting == [0]


def test_everybody_is_drawn_once_wherever_the_others_work() -> None:
    for move in journey("bases"):
        teachers, others, marks = move.live.figure["data"]
        assert sum(teachers["x"]) == 238, str(move)
        assert sum(others["x"]) == 45, str(move)
        assert others["x"][0] == move.live.state["others"], str(move)
        assert marks["x"] == [135, 135, None, 148, 148, None], str(move)
