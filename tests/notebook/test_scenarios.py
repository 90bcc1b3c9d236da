"""Scenarios of the budget: kept by name, compared, taken along as files, and opened again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
import pytest
from ipywidgets.widgets.widget import _instances

from kamerbrief import explore, show
from kamerbrief.models.budget import split
from kamerbrief.notebook.cells import close
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.notebook.shelf import Shelf, kept
from kamerbrief.scenes.budget import Scenario
from kamerbrief.scenes.saved import saved_scene
from kamerbrief.scenes.scenarios import as_entry, as_json
from tests.notebook.markup import parsed
from tests.notebook.moves import ENGLISH, parts, type_in


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Each test begins with an empty shelf."""
    kept.clear()
    yield
    kept.clear()


@pytest.fixture
def above() -> Explorer:
    """The explorer above the shelf."""
    explorer: Explorer = explore.budget_split()
    return explorer


@pytest.fixture
def shelf(above: Explorer) -> Shelf:
    """A shelf below an explorer."""
    shelf: Shelf = show.scenarios()
    return shelf


def save(shelf: Shelf, name: str) -> None:
    """Save what the explorer above shows."""
    shelf.name.value = name
    shelf.save.click()


def scenario(name: str = "Mine", total: float = 780e6, schools: float = 0.5) -> Scenario:
    """A division of the money, without other support."""
    parts = split(total, schools=schools, preschool=1 - schools, other=0).parts
    return Scenario(name, "assumption", parts, own=True)


def said(shelf: Shelf) -> str:
    """What was said last, as plain text."""
    return parsed(shelf.said).text


# ── kept by name ──────────────────────────────────────────────────────────────────────────────


def test_an_empty_shelf_says_what_there_is_to_do_and_shows_no_chart(shelf: Shelf) -> None:
    assert repr(shelf) == shelf.reading == ENGLISH.text("scenarios.none")
    assert shown(shelf) == ["none", "none"]


def test_a_cell_that_runs_again_has_not_lost_what_was_kept(shelf: Shelf) -> None:
    save(shelf, "Mine")
    again = show.scenarios()
    assert again.scenarios == shelf.scenarios
    assert shown(again) == ["", ""]


def test_a_scenario_is_shown_above_again(shelf: Shelf, above: Explorer) -> None:
    above.controls["total"].value = 700e6
    above.controls["schools"].value = 0.41
    above.controls["preschool"].value = 0.2
    save(shelf, "Mine")
    before = above.result.first.amounts
    above.reset()
    shelf.show.click()
    assert dict(above.result.first.amounts) == dict(before)
    assert "now shows “Mine”" in said(shelf)


def test_a_removed_scenario_is_gone_and_the_others_stay(shelf: Shelf) -> None:
    for name in ("One", "Two", "Three"):
        save(shelf, name)
    assert shelf.choice.value == "Three"
    shelf.choice.value = "Two"
    shelf.remove.click()
    assert [one.name for one in shelf.scenarios] == ["One", "Three"]
    shelf.remove.click()
    shelf.remove.click()
    assert shelf.reading == ENGLISH.text("scenarios.none")
    assert shown(shelf) == ["none", "none"]


def test_without_a_name_or_with_a_refused_number_above_nothing_is_saved(
    shelf: Shelf, above: Explorer
) -> None:
    save(shelf, "  ")
    assert said(shelf) == ENGLISH.text("scenarios.unnamed")
    type_in(above.controls["total"], "1234567")
    save(shelf, "Mine")
    assert "has refused a number" in said(shelf)
    assert not shelf.scenarios
    type_in(above.controls["total"], "700")
    save(shelf, "Mine")
    (one,) = shelf.scenarios
    assert one.total == 700e6


def test_a_shelf_leaves_no_widget_behind_however_often_it_is_asked(above: Explorer) -> None:
    known = set(_instances)
    shelf = show.scenarios()
    made = len(set(_instances) - known)
    for number in range(4):
        save(shelf, f"Number {number}")
        shelf.remove.click()
    assert len(set(_instances) - known) == made
    close(shelf)
    assert set(_instances) - known == set()


def shown(shelf: Shelf) -> list[str]:
    """How the parts are displayed that are of use only when something is kept."""
    return [str(box.layout.display) for box in (shelf.having, shelf.compared)]


# ── taken along ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_button_hands_over_the_file_of_its_scene(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, kind: Any
) -> None:
    save(shelf, "Mine")
    scene = saved_scene(ENGLISH, [as_entry(one) for one in shelf.scenarios], "Mine", (kind,), None)
    sent: list[Any] = []
    monkeypatch.setattr(shelf.files, "send", lambda *message: sent.append(message))
    getattr(shelf, kind).click()
    ((message, content),) = sent
    assert scene.file
    assert (message["name"], message["type"]) == (scene.file.name, scene.file.media_type)
    assert content == [scene.file.content]
    assert (said(shelf), shelf.chart.source) == (scene.said, scene.source)
    assert json.loads(shelf.chart.figure) == scene.drawing
    assert scene.table in [html.value for html in parts(shelf, widgets.HTML)]


def test_a_file_is_opened_beside_what_is_there_and_twice_changes_nothing(shelf: Shelf) -> None:
    save(shelf, "Kept before")
    for _ in range(2):
        shelf.opening._take(
            None, {"kind": "file"}, [memoryview(as_json([scenario("From a file")]))]
        )
        assert "holds 1 division" in said(shelf)
        assert [one.name for one in shelf.scenarios] == ["Kept before", "From a file"]
    assert shelf.choice.value == "From a file"


def test_a_refused_request_leaves_what_is_kept_and_the_name_as_typed(shelf: Shelf) -> None:
    save(shelf, "Mine")
    save(shelf, "=1+1")
    assert "cannot be a name" in said(shelf)
    assert 'role="alert"' in shelf.said
    shelf.opening._take(None, {"kind": "file"}, [b"no file of ours"])
    assert "Line 1: " in said(shelf)
    assert [one.name for one in shelf.scenarios] == ["Mine"]
    assert shelf.name.value == "=1+1"
