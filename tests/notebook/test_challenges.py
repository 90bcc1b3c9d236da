"""The challenges: published pairs, "significant" and no more, what "often" means, many questions."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from kamerbrief.notebook.explorer import Explorer
from tests.notebook.moves import badge, drawing, journey, opened, places

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


def test_your_own_is_no_figure_until_a_share_is_moved() -> None:
    explorer = opened("two_groups", topic="often")
    explorer.controls["topic"].value = "yours"
    assert explorer.state["topic"] == "often"
    assert pair(explorer) == (0.93, 0.59)


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


@pytest.mark.parametrize(
    ("n_2", "kind"), [(103, "derived"), (148, "source"), (104, "assumption"), (135, "assumption")]
)
def test_the_other_group_is_the_letters_103_or_the_reports_148(n_2: int, kind: str) -> None:
    explorer = opened("two_groups", n_2=n_2)
    assert f"kb-badge-{kind}" in badge(explorer, "n_2")
    assert f"135 and {n_2} answers" in explorer.reading


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
