"""Scenarios of the budget: kept by name, compared, taken along as files, and opened again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
import pytest
from ipywidgets.widgets.widget import _instances

from kamerbrief import explore, show
from kamerbrief.editions import Words
from kamerbrief.models.budget import in_cents, split
from kamerbrief.notebook.cells import close
from kamerbrief.notebook.explorer import Explorer, opened
from kamerbrief.notebook.shelf import Shelf, kept
from kamerbrief.scenes.budget import Scenario
from kamerbrief.scenes.scenarios import as_json
from tests.notebook.markup import parsed
from tests.notebook.moves import ENGLISH, of_a_program, parts, type_in


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


def handed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, kind: str
) -> tuple[dict[str, Any], bytes]:
    """What a reader gets who asks for all as a file of this kind: the message, and the content."""
    sent: list[Any] = []
    monkeypatch.setattr(
        shelf.files, "send", lambda message, buffers: sent.append((message, buffers))
    )
    getattr(shelf, kind).click()
    ((message, (content,)),) = sent
    return message, content


# ── kept by name ──────────────────────────────────────────────────────────────────────────────


def test_an_empty_shelf_says_what_there_is_to_do_and_shows_no_chart(shelf: Shelf) -> None:
    assert repr(shelf) == shelf.reading == ENGLISH.text("scenarios.none")
    assert shown(shelf) == ["none", "none"]


def test_what_the_explorer_shows_is_saved_to_the_cent(shelf: Shelf, above: Explorer) -> None:
    above.controls["total"].value = 781_000_001
    above.controls["schools"].value = 1 / 3
    save(shelf, "  A third  ")
    (one,) = shelf.scenarios
    assert one.name == "A third"
    assert dict(one.amounts) == dict(above.result.first.amounts)
    assert sum(in_cents(amount) for amount in one.amounts.values()) == in_cents(781_000_001)
    assert shelf.name.value == ""
    assert "A third" in said(shelf)


def test_a_saved_scenario_stays_when_the_explorer_moves_on(shelf: Shelf, above: Explorer) -> None:
    save(shelf, "As the letter has it")
    above.controls["schools"].value = 0.9
    assert shelf.scenarios[0].share("schools") == pytest.approx(290 / 780)


def test_a_cell_that_runs_again_has_not_lost_what_was_kept(shelf: Shelf) -> None:
    save(shelf, "Mine")
    again = show.scenarios()
    assert again.scenarios == shelf.scenarios
    assert shown(again) == ["", ""]


def test_without_the_explorer_there_is_nothing_to_save(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for explorer in opened():
        if explorer.name == "budget_split":
            close(explorer)
    save(shelf, "Mine")
    assert "run the cell above" in said(shelf)
    assert shelf.scenarios == ()


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


# ── compared ──────────────────────────────────────────────────────────────────────────────────


def test_table_and_chart_have_the_letter_first_and_a_row_for_each(
    shelf: Shelf, above: Explorer
) -> None:
    save(shelf, "The letter, kept")
    above.controls["schools"].value = 0.65
    save(shelf, "More for schools")
    table = table_of(shelf)
    rows = [row.text for row in parsed(table).all("tr")]
    assert len(rows) == 1 + 3
    assert "€285\xa0million to €295\xa0million (36.5% to 37.8%)" in rows[1]
    assert "More for schools" in rows[3]
    assert "€507\xa0million (65.0%)" in rows[3]
    drawn = json.loads(shelf.chart.figure)
    widths = [trace["x"][0] for trace in drawn["data"] if trace["y"] == [2]]
    assert widths == [507e6, 273e6, 0]
    assert drawn["layout"]["title"]["text"] == "Schools get 37.2% to 65.0% of the money"
    assert "More for schools" in drawn["layout"]["meta"]["alt"]
    assert "€507\xa0million" in drawn["layout"]["meta"]["alt"]
    assert "from 37.2% in “The letter, kept” to 65.0% in “More for schools”" in shelf.reading
    assert "More for schools: 65.0% of €780\xa0million to schools" in shelf.chart.source
    assert of_a_program([shelf.reading, table, shelf.chart.source]) == []


def table_of(shelf: Shelf) -> str:
    """The table as HTML."""
    return next(str(html.value) for html in parts(shelf, widgets.HTML) if "<table" in html.value)


def test_a_name_is_shown_as_text_and_never_as_html(shelf: Shelf) -> None:
    save(shelf, "<b>bold</b> & co")
    table = table_of(shelf)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; co" in table
    assert "<b>" not in shelf.said
    names = [note["text"] for note in json.loads(shelf.chart.figure)["layout"]["annotations"]]
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; co" in names[1]
    assert not any("<b>" in name for name in names)


# ── taken along ───────────────────────────────────────────────────────────────────────────────


def test_csv_is_as_rfc_4180_has_it_with_units_in_its_header(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(shelf, 'Group "2", één')
    message, content = handed(shelf, monkeypatch, "csv")
    assert message["name"] == "scenarios.csv"
    assert message["type"].startswith("text/csv")
    text = content.decode("utf-8")
    assert text.count("\r\n") == text.count("\n") == 3
    assert text.endswith("\r\n")
    assert '"Group ""2"", één"' in text
    head, letter, mine = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len(head) == len(letter) == len(mine) == 9
    assert all("EUR per year" in name for name in head[2:6])
    assert all("share of total" in name for name in head[6:])
    assert letter[0] == "the letter’s two amounts"
    assert letter[1] == ENGLISH.text("scenarios.csv.basis.letter")
    assert "circa €790\xa0million" in letter[1]
    assert mine[:2] == ['Group "2", één', "reader"]
    assert [float(value) for value in mine[2:6]] == [780e6, 290e6, 490e6, 0]
    assert [float(value) for value in mine[6:]] == pytest.approx(
        [290 / 780, 490 / 780, 0], abs=1e-6
    )
    assert all("," not in value for value in mine[2:])


def test_dutch_csv_is_as_a_dutch_spreadsheet_has_it_and_says_so(
    above: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(Words("nl"))
    save(shelf, "Groep 2; één")
    _, content = handed(shelf, monkeypatch, "csv")
    assert "puntkomma" in said(shelf)
    head, letter, mine = csv.reader(
        io.StringIO(content.decode("utf-8"), newline=""), delimiter=";", strict=True
    )
    assert len(head) == len(letter) == len(mine) == 9
    assert all("decimale komma" in name for name in head[2:])
    assert letter[2:6] == ["780000000,00", "290000000,00", "490000000,00", "0,00"]
    assert letter[6] == "0,371795"
    assert mine[:2] == ["Groep 2; één", "lezer"]


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
