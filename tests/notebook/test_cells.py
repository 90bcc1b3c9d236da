"""A cell that runs again closes what it made before, and nothing else."""

from __future__ import annotations

import pytest
from ipywidgets import Widget

from kamerbrief.notebook import cells, open_edition


class Running:
    """Stands for the cell that runs."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = ("", "")
        monkeypatch.setattr(cells, "_running", lambda: self.now)
        monkeypatch.setattr(cells, "_made", {})


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Running:
    return Running(monkeypatch)


def alive() -> int:
    """How many widgets a kernel would keep."""
    from ipywidgets.widgets import widget

    return len(widget._instances)


def test_a_cell_that_runs_again_leaves_no_more_widgets_than_its_first_run(running: Running) -> None:
    _, explore, ask = open_edition("en")
    counts = []
    for run in ("first", "second", "third"):
        for cell, make in (("a", explore.sample_size), ("b", lambda: ask.check("survey"))):
            running.now = (cell, run)
            make()
        counts.append(alive())
    assert counts[0] == counts[1] == counts[2]


def test_what_one_run_makes_stays_together_and_other_cells_keep_theirs(running: Running) -> None:
    _, explore, _ = open_edition("en")
    running.now = ("a", "first")
    one, two = explore.funnel(), explore.sample_size()
    running.now = ("b", "first")
    other = explore.funnel()
    assert all(each.comm is not None for each in (one, two, other))
    running.now = ("a", "second")
    new = explore.funnel()
    assert [each.comm is None for each in (one, two, other, new)] == [True, True, False, False]


def test_where_no_cell_runs_nothing_is_closed(running: Running) -> None:
    _, explore, _ = open_edition("en")
    before = alive()
    explorers: list[Widget] = [explore.funnel() for _ in range(2)]
    assert all(each.comm is not None for each in explorers)
    assert alive() > before
