"""Who answered: unequal response, worst cases, what many answers are worth, and two bases."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from kamerbrief.claims import read_ledger
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.scenes.theme import colour
from tests.notebook.moves import ENGLISH, drawing, home, journey, opened, places, type_in

LEDGER = read_ledger()


def percentages(text: str) -> list[str]:
    """The percentages of a text, in order."""
    return re.findall(r"[\d.]+%", text)


def points(text: str) -> list[float]:
    """The percentage points of a text, in order."""
    return [float(number) for number in re.findall(r"([\d.]+) percentage points?", text)]


def worth(text: str) -> int:
    """Of how many answers drawn at random a text speaks."""
    (number,) = re.findall(r"worth (?:\D* )?(\d+) drawn at random", text)
    return int(number)


def title(explorer: Explorer) -> str:
    return str(drawing(explorer)["layout"]["title"]["text"])


def is_blank(explorer: Explorer) -> bool:
    return bool(drawing(explorer)["data"] == [])


def drawn(explorer: Explorer, hue: str, mode: str = "lines") -> list[dict[str, Any]]:
    """The traces of one mode in one colour of the theme."""
    part = {"lines": "line", "markers": "marker"}[mode]
    return [
        trace
        for trace in drawing(explorer)["data"]
        if trace.get("mode") == mode and trace[part]["color"] == colour(hue)
    ]


# ── unequal response ──────────────────────────────────────────────────────────────────────────


def test_at_home_87_percent_of_the_answers_stand_for_77_percent_of_the_teachers() -> None:
    reading = home("response_ratio").reading
    # 0.87 / (0.87 + 2 · 0.13) = 0.7699; the ends of the Wilson interval are corrected likewise.
    assert percentages(reading)[:4] == ["87%", "77%", "67%", "85%"]
    assert "2 times as likely" in reading
    assert "135 answers" in reading


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        # Twice as likely: 0.77 · 2 / (0.77 · 2 + 0.23) = 0.870.
        ({"known": "true", "share": 0.77}, ["77%", "87%"]),
        # Half of all, and three times as likely: 1.5 / 2.
        ({"known": "true", "share": 0.5, "ratio": 3.0}, ["50%", "75%"]),
        # Three quarters of the answers: 0.75 / (0.75 + 3 · 0.25).
        ({"share": 0.75, "ratio": 3.0}, ["75%", "50%"]),
        # Half as likely: 0.87 / (0.87 + 0.065).
        ({"ratio": 0.5}, ["87%", "93%"]),
        ({"ratio": 1.0}, ["87%", "87%"]),
        ({"share": 0.0}, ["0%", "0%"]),
        ({"share": 1.0}, ["100%", "100%"]),
    ],
)
def test_both_directions_are_as_worked_out_by_hand(
    state: dict[str, Any], expected: list[str]
) -> None:
    assert percentages(opened("response_ratio", **state).reading)[:2] == expected


@settings(max_examples=8, deadline=None)
@given(share=st.floats(0.01, 0.99), ratio=st.floats(0.2, 5))
def test_what_was_found_behind_the_answers_leads_back_to_them(share: float, ratio: float) -> None:
    there = drawing(opened("response_ratio", share=share, ratio=ratio))["data"][-1]
    assert there["y"] == [share]
    (true,) = there["x"]
    back = drawing(opened("response_ratio", known="true", share=true, ratio=ratio))["data"][-1]
    assert (back["x"], back["y"]) == ([true], pytest.approx([share], rel=1e-9))


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


def test_more_answers_blur_less_and_move_the_true_share_not_at_all() -> None:
    few, many = (opened("response_ratio", n=n) for n in (135, 5000))
    assert percentages(few.reading)[:2] == percentages(many.reading)[:2] == ["87%", "77%"]
    # Odds of 0.879 to 0.121, halved, are 3.63 to 1.
    assert percentages(many.reading)[2:4] == ["75%", "78%"]


def test_a_ratio_below_one_is_said_of_those_who_do_not_see_the_problem() -> None:
    reading = opened("response_ratio", ratio=0.5).reading
    assert "do not see the problem are 2 times as likely" in reading
    assert "just as likely" in opened("response_ratio", ratio=1.0).reading


# ── worst cases ───────────────────────────────────────────────────────────────────────────────


def test_135_of_500_leave_anything_from_23_to_96_percent() -> None:
    # 0.87 · 135 = 117.45 of 500 said yes, and 365 of 500 kept silent: 0.2349 and 0.9649.
    explorer = opened("worst_case")
    assert percentages(explorer.reading) == ["27.0%", "87%", "23%", "96%"]
    (bar,) = drawn(explorer, "assumption")
    assert bar["x"] == [0.27, 0.27]
    assert bar["y"] == pytest.approx([0.2349, 0.9649])


def test_twice_as_many_answers_at_the_same_response_narrow_nothing() -> None:
    assert title(opened("worst_case", n=270, invited=1000)) == title(opened("worst_case"))


def test_when_everybody_answers_nothing_is_left_to_suppose() -> None:
    reading = opened("worst_case", invited=135).reading
    assert percentages(reading) == ["87%"]
    assert "nobody kept silent" in reading


def test_more_answers_than_invitations_is_said_in_words_and_nothing_is_drawn() -> None:
    explorer = opened("worst_case", n=283)
    explorer.controls["invited"].value = 150
    assert is_blank(explorer)
    assert {"283", "150"} == set(re.findall(r"\d+", explorer.reading))
    explorer.controls["n"].value = 150
    assert not is_blank(explorer)
    assert "nobody kept silent" in explorer.reading


def test_wherever_it_is_moved_the_bar_holds_the_share_that_was_observed() -> None:
    for move in journey("worst_case"):
        traces = move.live.figure["data"]
        if traces:
            (low, high), share = traces[2]["y"], move.live.state["share"]
            assert 0 <= low <= share <= high <= 1, str(move)
            silent = 1 - move.live.state["n"] / move.live.state["invited"]
            assert high - low == pytest.approx(silent), str(move)


# ── what many answers are worth ───────────────────────────────────────────────────────────────


def test_135_answers_with_so_small_a_defect_are_worth_54() -> None:
    reading = home("effective_size").reading
    # 0.005 · √(99,865 / 135) · 0.5 = 0.068 and 1.96 · 0.5 / √135 = 0.084; then
    # 135 / (99,865 · 0.005²) = 54.07.
    assert points(reading) == [6.8, 8.4]
    assert worth(reading) == 54


@settings(max_examples=10, deadline=None)
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


@pytest.mark.parametrize("n", [5, 20, 50])
def test_a_few_answers_are_never_worth_more_than_they_are(n: int) -> None:
    assert worth(opened("effective_size", n=n).reading) == n


def test_a_larger_population_makes_the_same_defect_worse() -> None:
    # 135 / (999,865 · 0.005²) = 5.4, and √(999,865 / 135) · 0.005 · 0.5 = 0.215.
    reading = opened("effective_size", population=1_000_000).reading
    assert points(reading)[0] == 21.5
    assert worth(reading) == 5


def test_without_a_defect_the_naive_margin_is_all_there_is() -> None:
    reading = opened("effective_size", defect=0.0).reading
    assert points(reading) == [8.4]
    assert "135 answers are worth just that" in reading
    assert "bias" not in reading


@pytest.mark.parametrize(
    "state", [{"defect": 0.05}, {"population": 10_000_000}, {"defect": 0.05, "n": 5000}]
)
def test_a_defect_beyond_everybody_is_refused_in_words(state: dict[str, Any]) -> None:
    # 0.05 · √(99,865 / 135) · 0.5 = 0.68, and half of them said yes already.
    explorer = opened("effective_size", **state)
    assert is_blank(explorer)
    assert f"{explorer.state['defect']:.3f}" in explorer.reading
    assert f"{explorer.state['population']:,}" in explorer.reading
    explorer.reset()
    assert explorer.reading == home("effective_size").reading


def test_when_everybody_answers_there_is_neither_bias_nor_margin() -> None:
    explorer = opened("effective_size", n=1000, population=1000, defect=0.05)
    assert points(explorer.reading) == []
    assert "1,000" in explorer.reading


@pytest.mark.parametrize(
    "state",
    [
        # 500 of 1,000 would say yes; 900 answers hold at most 500 of them, so that the bias is at
        # most 0.056. At 135 answers the defect stands for 0.05 · √(865 / 135) · 0.5 = 0.063.
        {"n": 900, "population": 1000, "defect": 0.05},
        {"n": 150, "population": 135},
    ],
)
def test_a_bias_for_which_too_few_are_left_out_is_refused_in_words(state: dict[str, Any]) -> None:
    explorer = opened("effective_size", **state)
    assert is_blank(explorer)
    assert f"{state['population']:,}" in explorer.reading


def test_more_answers_than_teachers_is_said_in_words() -> None:
    explorer = opened("effective_size", n=283)
    explorer.controls["population"].value = 200
    assert is_blank(explorer)
    assert {"283", "200"} <= set(re.findall(r"\d+", explorer.reading))


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


@pytest.mark.parametrize(
    ("reading", "others", "numbers"),
    [
        # By the letter 135 teachers do: 135 + 10 and 283 − 145 respondents.
        ("letter", 10, ["10", "145", "138"]),
        ("letter", 45, ["45", "180", "103"]),
        # By the report 135 respondents do: 135 − 10 and 135 − 45 of them teachers.
        ("report", 10, ["10", "125", "135"]),
        ("report", 45, ["45", "90", "135"]),
    ],
)
def test_each_reading_of_135_counts_as_by_hand(
    reading: str, others: int, numbers: list[str]
) -> None:
    explorer = opened("bases", reading=reading, others=others)
    assert re.findall(r"\d+", explorer.reading)[:3] == numbers
    assert ENGLISH.text("bases.says.not") in explorer.reading


def test_everybody_is_drawn_once_wherever_the_others_work() -> None:
    for move in journey("bases"):
        teachers, others, marks = move.live.figure["data"]
        assert sum(teachers["x"]) == 238, str(move)
        assert sum(others["x"]) == 45, str(move)
        assert others["x"][0] == move.live.state["others"], str(move)
        assert marks["x"] == [135, 135, None, 148, 148, None], str(move)


# ── how far the controls go ───────────────────────────────────────────────────────────────────


def test_the_non_teachers_go_as_far_as_there_are_non_teachers() -> None:
    assert LEDGER.assumption("others-disadvantaged").maximum == 45
    assert LEDGER.number("other-respondents") == 45
    explorer = opened("bases")
    type_in(explorer.controls["others"], "46")
    assert explorer.state["others"] == 0
    assert "45" in explorer.controls["others"].message


@pytest.mark.parametrize(
    ("assumption", "stops"),
    [
        ("answers", {135, 238, 283}),
        ("answers-of-a-group", {103, 135, 148}),
        ("invited", {135, 500}),
        ("response-ratio", {0.5, 1, 2}),
        ("defect-correlation", {0, 0.005}),
    ],
)
def test_the_numbers_that_are_published_can_be_come_to_by_dragging(
    assumption: str, stops: set[float]
) -> None:
    assert stops <= set(LEDGER.assumption(assumption).stops)
