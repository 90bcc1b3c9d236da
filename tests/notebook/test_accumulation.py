"""Problems that pile up at schools: five or six, linked or independent, and the schools spared."""

from __future__ import annotations

import re
from math import comb

import pytest

from tests.notebook.moves import drawing, home, journey, opened

SCHOOLS = 6204


def binomial(count: int, problems: int, prevalence: float) -> float:
    """P(K = count), multiplied out."""
    return comb(problems, count) * prevalence**count * (1 - prevalence) ** (problems - count)


def bars(name: str = "accumulation", /, **state: float) -> tuple[list[float], list[float]]:
    """The schools by number of problems: linked, and independent."""
    linked, apart, _ = drawing(opened(name, **state))["data"]
    return linked["y"], apart["y"]


def spared(reading: str) -> tuple[int, int]:
    """Of the schools with one problem, how many percent stay below a pile: independent, linked."""
    *_, apart, linked = re.findall(r"(\d+)%", reading)
    return int(apart), int(linked)


def schools(reading: str) -> tuple[int, int]:
    """At how many schools a pile is: independent, linked."""
    found = re.search(r"at ([\d,]+) schools.*? independent, and at ([\d,]+)", reading)
    assert found, reading
    apart, linked = (int(number.replace(",", "")) for number in found.groups())
    return apart, linked


# ── five or six ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("problems", [5, 6])
def test_and_or_is_read_as_one_problem_or_as_two(problems: int) -> None:
    explorer = opened("accumulation", problems=problems)
    linked, apart = (trace["y"] for trace in drawing(explorer)["data"][:2])
    assert len(linked) == len(apart) == problems + 1
    assert f"each of {problems} problems" in explorer.reading
    low, high = drawing(explorer)["layout"]["xaxis"]["range"]
    assert low < 0 < problems < high


def test_every_school_is_counted_once_wherever_it_is_moved() -> None:
    for move in journey("accumulation"):
        for trace in move.live.figure["data"][:2]:
            assert sum(trace["y"]) == pytest.approx(SCHOOLS, abs=1e-5), str(move)
            assert min(trace["y"]) >= 0, str(move)


def test_each_problem_is_found_at_as_many_schools_however_they_are_linked() -> None:
    for correlation in (0.0, 0.3, 0.9, 1.0):
        for counts in bars(correlation=correlation):
            found = sum(k * count for k, count in enumerate(counts))
            assert found == pytest.approx(5 * 0.2 * SCHOOLS, rel=1e-6)


# ── linked and independent ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("problems", "prevalence"), [(5, 0.2), (6, 0.2), (5, 0.5)])
def test_beside_the_linked_schools_stand_the_independent_ones(
    problems: int, prevalence: float
) -> None:
    linked, apart = bars(problems=problems, prevalence=prevalence)
    expected = [SCHOOLS * binomial(k, problems, prevalence) for k in range(problems + 1)]
    assert apart == pytest.approx(expected, rel=1e-9)
    # What links them makes more schools with none of them and more with all.
    assert linked[0] > apart[0]
    assert linked[-1] > apart[-1]


def test_moving_the_link_leaves_the_independent_schools_where_they_are() -> None:
    assert bars(correlation=0.1)[1] == bars(correlation=0.9)[1] == bars()[1]


def test_without_a_link_both_are_the_same() -> None:
    linked, apart = bars(correlation=0.0)
    assert linked == pytest.approx(apart)
    reading = opened("accumulation", correlation=0.0).reading
    assert len(set(schools(reading))) == len(set(spared(reading))) == 1


@pytest.mark.parametrize("problems", [5, 6])
def test_fully_linked_a_school_has_all_problems_or_none(problems: int) -> None:
    linked, _ = bars(problems=problems, correlation=1.0)
    assert linked == pytest.approx([0.8 * SCHOOLS, *[0] * (problems - 1), 0.2 * SCHOOLS], abs=1e-6)
    reading = opened("accumulation", problems=problems, correlation=1.0).reading
    # A fifth of 6,204; and whoever has one problem has them all.
    assert schools(reading)[1] == 1241
    assert spared(reading)[1] == 0


# ── a pile ────────────────────────────────────────────────────────────────────────────────────


def test_by_chance_alone_359_schools_have_three_problems_or_more() -> None:
    # 10 · 0.008 · 0.64 + 5 · 0.0016 · 0.8 + 0.00032 = 0.05792 of 6,204.
    apart, linked = schools(home("accumulation").reading)
    assert apart == 359
    assert linked == 726
    counts, _ = bars()
    assert linked == round(sum(counts[3:]))


@pytest.mark.parametrize(
    ("problems", "prevalence", "pile"),
    [(5, 0.2, 3), (5, 0.2, 2), (6, 0.2, 3), (5, 0.5, 3), (5, 0.2, 5), (6, 0.9, 6)],
)
def test_by_chance_a_school_with_one_problem_is_spared_when_few_of_the_others_join_it(
    problems: int, prevalence: float, pile: int
) -> None:
    others = problems - 1
    few = sum(binomial(k, others, prevalence) for k in range(pile - 1))
    explorer = opened("accumulation", problems=problems, prevalence=prevalence, pile=pile)
    assert spared(explorer.reading)[0] == pytest.approx(100 * few, abs=0.5)


def test_four_in_five_schools_are_spared_by_chance() -> None:
    # Of four other problems at most one: 0.4096 + 4 · 0.2 · 0.512 = 0.8192.
    assert spared(home("accumulation").reading) == (82, 60)


def test_a_pile_of_one_spares_nobody() -> None:
    assert spared(opened("accumulation", pile=1).reading) == (0, 0)


def test_the_more_they_are_linked_the_fewer_schools_are_spared() -> None:
    shares = [
        spared(opened("accumulation", correlation=correlation).reading)[1]
        for correlation in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    assert shares == sorted(shares, reverse=True)


def test_a_pile_of_more_problems_than_there_are_is_refused_in_words() -> None:
    explorer = opened("accumulation", problems=6, pile=6)
    explorer.controls["problems"].value = 5
    assert drawing(explorer)["data"] == []
    assert re.findall(r"\d+", explorer.reading) == ["6", "5"]
    explorer.controls["pile"].value = 5
    assert drawing(explorer)["data"] != []


def test_the_letters_own_caution_stands_below_the_chart() -> None:
    assert "niet lijkt te spelen" in home("accumulation").html
