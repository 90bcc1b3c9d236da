"""What the survey's explorers say, in English: if it were a random sample, and no more than that."""

from __future__ import annotations

import re

import pytest

from kamerbrief.editions import Words, editions
from kamerbrief.notebook.explorer import Explorer
from tests.notebook.moves import drawing, home, journey, opened

IF_RANDOM = re.compile(r"If these [\d,]+ answers were a random sample\b")
INTERVAL = re.compile(r"\binterval\b.*\d%", re.DOTALL)
SURVEY = ("funnel", "sample_size", "answers_needed", "repeated_surveys")


def points(reading: str) -> list[float]:
    """The percentage points of a reading, in order."""
    return [float(number) for number in re.findall(r"([\d.]+) percentage points?", reading)]


def is_blank(explorer: Explorer) -> bool:
    """Whether nothing is drawn, not even axes."""
    drawn = drawing(explorer)
    axes = [drawn["layout"][axis].get("visible", True) for axis in ("xaxis", "yaxis")]
    return drawn["data"] == [] and axes == [False, False]


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


def test_without_a_bias_none_is_mentioned() -> None:
    assert "bias" not in home("sample_size").reading.casefold()
    assert "bias" in opened("sample_size", bias=0.01).reading.casefold()


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


def test_confidence_is_how_often_the_method_catches_the_truth() -> None:
    for name in ("sample_size", "repeated_surveys"):
        sentences = re.split(r"(?<=\.) ", home(name).reading)
        said = [text for text in sentences if "of the time" in text]
        assert len(said) == 1
        assert "catch" in said[0]
    assert "95%" in next(t for t in home("sample_size").reading.split(". ") if "catch" in t)


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


def test_the_letters_caution_stands_below_the_chart() -> None:
    assert "een beperkt aantal respondenten" in home("sample_size").html
    assert "de persoonlijke beleving" in home("sample_size").html


def test_more_answers_than_people_is_said_in_words_and_nothing_is_drawn() -> None:
    explorer = opened("sample_size", n=283)
    explorer.controls["population"].value = 150
    assert is_blank(explorer)
    assert {"283", "150"} <= set(re.findall(r"\d+", explorer.reading))
    assert repr(explorer) == explorer.reading
    assert drawing(explorer)["layout"]["meta"]["alt"] == explorer.reading
    explorer.controls["population"].value = 1000
    assert not is_blank(explorer)
    assert IF_RANDOM.match(explorer.reading)


def test_more_answers_than_people_can_be_opened_too() -> None:
    explorer = opened("sample_size", n=283, population=150)
    assert is_blank(explorer)
    explorer.controls["n"].value = 150
    assert not is_blank(explorer)


def test_when_everybody_answers_no_margin_is_left() -> None:
    reading = opened("sample_size", n=150, population=150).reading
    assert points(reading) == []
    assert "everybody" in reading


@pytest.mark.parametrize("share", [0, 1])
@pytest.mark.parametrize("n", [5, 135, 5000])
def test_when_all_agree_no_margin_of_nothing_is_stated(n: int, share: int) -> None:
    reading = opened("sample_size", n=n, share=share).reading
    assert points(reading) == []
    assert IF_RANDOM.match(reading)
    ((low, high),) = re.findall(r"([\d.]+)% to ([\d.]+)%", reading)
    assert float(high) > float(low)


def test_a_finite_population_and_a_design_effect_move_the_margin_opposite_ways() -> None:
    plain = points(opened("sample_size").reading)[0]
    # Of 150 people 135 answered: √(15/149) of the margin is left. A design effect of 2: √2.
    assert points(opened("sample_size", population=150).reading)[0] == pytest.approx(2.7)
    assert points(opened("sample_size", design_effect=2.0).reading)[0] == pytest.approx(11.9)
    assert plain == 8.4


# ── how many answers a margin takes ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(("margin", "n"), [(0.05, 385), (0.03, 1068), (0.1, 97), (0.2, 25)])
def test_the_textbooks_sample_sizes_come_out(margin: float, n: int) -> None:
    assert f"{n:,}" in opened("answers_needed", margin=margin).reading


def test_needed_answers_are_compared_with_the_letters() -> None:
    more, fewer = (opened("answers_needed", margin=m).reading for m in (0.05, 0.1))
    assert "250 more" in more  # 385 less 135
    assert "38 fewer" in fewer  # 135 less 97


@pytest.mark.parametrize("share", [0, 1])
def test_where_the_formula_asks_for_nobody_nothing_is_drawn(share: int) -> None:
    explorer = opened("answers_needed", share=share)
    assert is_blank(explorer)
    assert f"{share:.0%}" in explorer.reading


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


# ── who answered ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("base", "share"), [("respondents", "47.7%"), ("teachers", "56.7%")])
def test_the_same_teachers_are_another_share_of_another_base(base: str, share: str) -> None:
    reading = opened("funnel", base=base).reading
    assert {"283", "238", "135"} <= set(re.findall(r"\d+", reading))
    assert share in reading
