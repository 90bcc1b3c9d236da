"""The challenges: published pairs, "significant" and no more, what "often" means, many questions."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from kamerbrief.notebook.explorer import Explorer
from tests.notebook.moves import badge, drawing, home, journey, opened, places, type_in

PUBLISHED = {
    "often": (0.93, 0.59),
    "language": (0.87, 0.23),
    "concentration": (0.72, 0.57),
    "learning": (0.70, 0.30),
}
# Our methods, and statsmodels' names for one share and for a difference.
ORACLES = {
    "score": ("wilson", "newcomb"),
    "wald": ("normal", "wald"),
    "adjusted": ("agresti_coull", "agresti-caffo"),
}


def pair(explorer: Explorer) -> tuple[float, float]:
    return explorer.state["share_1"], explorer.state["share_2"]


def percentages(text: str) -> list[str]:
    return re.findall(r"[\d.]+%", text)


def bars(explorer: Explorer) -> tuple[list[float], list[float], list[float]]:
    """The intervals as drawn: of both groups, and of their difference."""
    first, second, _, _, difference, _ = drawing(explorer)["data"]
    return first["x"], second["x"], difference["x"]


# ── two groups ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("topic", PUBLISHED)
def test_a_topic_has_the_two_shares_that_were_published_with_their_source(topic: str) -> None:
    explorer = opened("two_groups")
    explorer.controls["topic"].value = topic
    assert pair(explorer) == PUBLISHED[topic]
    for share in ("share_1", "share_2"):
        assert "kb-badge-source" in badge(explorer, share)
        assert "persbericht ABN AMRO" in badge(explorer, share)
    assert opened("two_groups", topic=topic).reading == explorer.reading


def test_every_topic_can_be_chosen_and_the_readers_own_comes_last() -> None:
    assert places(opened("two_groups").controls["topic"]) == [*PUBLISHED, "yours"]


@pytest.mark.parametrize("share", ["share_1", "share_2"])
def test_a_moved_share_makes_the_figures_the_readers_own_and_back_again(share: str) -> None:
    explorer = opened("two_groups")
    before = explorer.state[share]
    explorer.controls[share].value = 0.5
    assert explorer.state["topic"] == "yours"
    for name in ("share_1", "share_2"):
        assert "kb-badge-assumption" in badge(explorer, name)
    explorer.controls[share].value = before
    assert explorer.state["topic"] == "language"
    assert explorer.reading == home("two_groups").reading


def test_shares_that_are_typed_as_a_topics_own_are_that_topics() -> None:
    explorer = opened("two_groups")
    type_in(explorer.controls["share_1"], "72")
    type_in(explorer.controls["share_2"], "57")
    assert explorer.state["topic"] == "concentration"


def test_your_own_is_no_figure_until_a_share_is_moved() -> None:
    explorer = opened("two_groups", topic="often")
    explorer.controls["topic"].value = "yours"
    assert explorer.state["topic"] == "often"
    assert pair(explorer) == (0.93, 0.59)


def test_the_number_of_answers_moves_neither_the_topic_nor_the_shares() -> None:
    explorer = opened("two_groups")
    explorer.controls["n_1"].value = 20
    assert explorer.state["topic"] == "language"
    assert pair(explorer) == (0.87, 0.23)


def test_at_home_the_difference_is_as_in_the_textbooks_formula() -> None:
    # 117 of 135 and 24 of 103, by Newcombe's tenth method.
    reading = home("two_groups").reading
    assert percentages(reading)[:2] == ["86.7%", "23.3%"]
    assert "52.1 to 71.9 percentage points" in reading
    assert "without zero" in reading


@pytest.mark.parametrize("topic", PUBLISHED)
@pytest.mark.parametrize("n_2", [103, 148])
@pytest.mark.parametrize("method", ORACLES)
def test_intervals_and_words_are_those_of_statsmodels(topic: str, method: str, n_2: int) -> None:
    explorer = opened("two_groups", topic=topic, method=method, n_2=n_2)
    (share_1, share_2), (single, double) = PUBLISHED[topic], ORACLES[method]
    x_1, x_2 = round(135 * share_1), round(n_2 * share_2)
    first, second, difference = bars(explorer)
    assert first == pytest.approx(proportion_confint(x_1, 135, method=single), abs=1e-9)
    assert second == pytest.approx(proportion_confint(x_2, n_2, method=single), abs=1e-9)
    expected = confint_proportions_2indep(x_1, 135, x_2, n_2, method=double, compare="diff")
    assert difference == pytest.approx(expected, abs=1e-9)
    low, high = (f"{100 * end:.1f}" for end in expected)
    assert f"{low} to {high} percentage points, without zero" in explorer.reading
    assert "more than chance" in str(drawing(explorer)["layout"]["title"]["text"])


@pytest.mark.parametrize(
    ("state", "zero"),
    [
        ({}, "without"),
        ({"share_1": 0.5, "share_2": 0.5}, "in it"),
        ({"share_1": 0.2, "share_2": 0.8}, "without"),
        # 72% and 57% of twenty each, and of many; of 135 and 103 at 99%.
        ({"topic": "concentration", "n_1": 20, "n_2": 20}, "in it"),
        ({"topic": "concentration", "n_1": 5000, "n_2": 5000}, "without"),
        ({"topic": "concentration", "confidence": 0.99}, "in it"),
        ({"topic": "concentration", "confidence": 0.95}, "without"),
    ],
)
def test_significant_is_said_when_and_only_when_zero_is_not_in_the_interval(
    state: dict[str, Any], zero: str
) -> None:
    explorer = opened("two_groups", **state)
    low, high = bars(explorer)[2]
    assert (low > 0 or high < 0) == (zero == "without")
    others = {"without": "“Not significant” does not mean", "in it": "That is “significant”"}
    said = {"without": "without zero", "in it": "with zero in it"}
    assert said.pop(zero) in explorer.reading
    assert others.pop(zero) not in explorer.reading
    assert [text for text in said.values() if text in explorer.reading] == []
    assert [text for text in others.values() if text not in explorer.reading] == []


def test_wherever_it_is_moved_the_words_follow_the_interval_and_suppose_random_samples() -> None:
    for move in journey("two_groups"):
        low, high = move.live.figure["data"][4]["x"]
        apart = low > 0 or high < 0
        assert ("without zero" in move.live.reading) == apart, str(move)
        assert ("with zero in it" in move.live.reading) != apart, str(move)
        assert ("more than chance" in move.live.title) == apart, str(move)
        assert re.match(r"If \S+ and \S+ answers were two random samples", move.live.reading)


def test_significant_is_said_to_be_neither_large_nor_caused_nor_free_of_selection() -> None:
    reading = home("two_groups").reading
    for caution in ("not “large”", "not “caused by”", "not “free of self-selection”"):
        assert caution in reading


@pytest.mark.parametrize(
    ("n_2", "kind"), [(103, "derived"), (148, "source"), (104, "assumption"), (135, "assumption")]
)
def test_the_other_group_is_the_letters_103_or_the_reports_148(n_2: int, kind: str) -> None:
    explorer = opened("two_groups", n_2=n_2)
    assert f"kb-badge-{kind}" in badge(explorer, "n_2")
    assert f"135 and {n_2} answers" in explorer.reading


# ── often ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("class_size", "prevalence", "threshold", "teachers"),
    [
        # 1 − P(none, one or two of 23): 1 − (0.0059 + 0.0339 + 0.0933).
        (23, 0.20, 3, "87%"),
        # 1 − 0.95^40 = 0.871.
        (40, 0.05, 1, "87%"),
        # 1 − 0.5^5 and 0.5^5.
        (5, 0.5, 1, "97%"),
        (5, 0.5, 5, "3%"),
        (23, 0.0, 3, "0%"),
        (23, 1.0, 3, "100%"),
    ],
)
def test_so_many_teachers_say_often_as_worked_out_by_hand(
    class_size: int, prevalence: float, threshold: int, teachers: str
) -> None:
    explorer = opened("often", class_size=class_size, prevalence=prevalence, threshold=threshold)
    pupils, found, published, _ = percentages(explorer.reading)
    assert (pupils, found, published) == (f"{prevalence:.0%}", teachers, "87%")


@pytest.mark.parametrize(
    ("class_size", "threshold", "pupils"), [(23, 3, "20%"), (40, 1, "5%"), (23, 1, "8%")]
)
def test_87_percent_of_teachers_take_that_few_pupils(
    class_size: int, threshold: int, pupils: str
) -> None:
    # 1 − 0.13^(1/40) = 0.050 and 1 − 0.13^(1/23) = 0.085 where one pupil is enough.
    explorer = opened("often", class_size=class_size, threshold=threshold)
    assert percentages(explorer.reading)[-1] == pupils


def test_the_curve_of_often_is_the_binomials() -> None:
    for threshold in (1, 3, 12, 23):
        _, _, curve, point = drawing(opened("often", threshold=threshold))["data"]
        assert curve["y"] == pytest.approx(
            stats.binom.sf(threshold - 1, 23, curve["x"]).tolist(), abs=1e-9
        )
        assert point["y"] == pytest.approx([stats.binom.sf(threshold - 1, 23, 0.2)])


def test_more_pupils_than_a_class_has_is_refused_in_words() -> None:
    explorer = opened("often", threshold=10)
    explorer.controls["class_size"].value = 5
    assert drawing(explorer)["data"] == []
    assert {"5", "10"} == set(re.findall(r"\d+", explorer.reading))
    explorer.controls["threshold"].value = 5
    assert drawing(explorer)["data"] != []
    assert "5 pupils" in explorer.reading


# ── many questions ────────────────────────────────────────────────────────────────────────────


def chance_of(gap: float, n_1: int, n_2: int) -> float:
    """Both binomials of a half, multiplied out, over all pairs at least so far apart."""
    both = np.outer(*(stats.binom.pmf(np.arange(n + 1), n, 0.5) for n in (n_1, n_2)))
    apart = np.abs(np.subtract.outer(np.arange(n_1 + 1) * n_2, np.arange(n_2 + 1) * n_1))
    return float(both[apart >= gap * n_1 * n_2 - 1e-6].sum())


@pytest.mark.parametrize(
    ("gap", "n_1", "n_2", "questions"),
    [(0.1, 135, 103, 15), (0.1, 135, 148, 1), (0.2, 20, 20, 40), (0.02, 135, 103, 3)],
)
def test_the_curve_and_the_point_are_those_of_independent_questions(
    gap: float, n_1: int, n_2: int, questions: int
) -> None:
    explorer = opened("many_questions", gap=gap, n_1=n_1, n_2=n_2, questions=questions)
    _, curve, point = drawing(explorer)["data"]
    none = 1 - chance_of(gap, n_1, n_2)
    assert curve["x"] == list(range(1, 41))
    assert curve["y"] == pytest.approx([1 - none**q for q in range(1, 41)], abs=1e-9)
    assert point["x"] == [questions]
    assert point["y"] == pytest.approx([1 - none**questions], abs=1e-9)


def test_at_the_letters_15_questions_chance_alone_makes_such_a_gap_likely() -> None:
    # One question in eight: 1 − 0.874^15 = 0.867.
    reading = home("many_questions").reading
    assert percentages(reading)[-2:] == ["13%", "87%"]
    assert "of 15 independent questions" in reading
    assert "do not differ at all" in reading


def test_a_wider_gap_is_rarer_and_another_question_never_makes_it_so() -> None:
    for move in journey("many_questions"):
        heights = move.live.figure["data"][1]["y"]
        assert heights == sorted(heights), str(move)
        assert 0 <= heights[0] <= heights[-1] <= 1, str(move)
    narrow, wide = (drawing(opened("many_questions", gap=g))["data"][2]["y"] for g in (0.1, 0.2))
    assert narrow > wide
