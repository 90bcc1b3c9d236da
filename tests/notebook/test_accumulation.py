"""Problems that pile up at schools: five or six, linked or independent, and the schools spared."""

from __future__ import annotations

from math import comb

import pytest

from tests.notebook.moves import drawing, journey, opened

SCHOOLS = 6204


def binomial(count: int, problems: int, prevalence: float) -> float:
    """P(K = count), multiplied out."""
    return comb(problems, count) * prevalence**count * (1 - prevalence) ** (problems - count)


def bars(name: str = "accumulation", /, **state: float) -> tuple[list[float], list[float]]:
    """The schools by number of problems: linked, and independent."""
    linked, apart, _ = drawing(opened(name, **state))["data"]
    return linked["y"], apart["y"]


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
