"""The notebooks in a real JupyterLab, run by its menu, read from its page."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page, expect

from kamerbrief.charts import theme
from kamerbrief.editions import Words
from tests.browser.lab import NOTEBOOKS, Lab, kernel_errors, run_all
from tests.browser.moving import explorers_in, move_every_slider, shows
from tests.browser.pages import rgb

WALK = sorted(path.relative_to(NOTEBOOKS).as_posix() for path in NOTEBOOKS.glob("*/*.ipynb"))
DRAW = 60_000  # milliseconds that a busy machine may take to draw the charts of a notebook

CHART = """
from ipywidgets import Button, VBox
from kamerbrief.charts.chart import Chart

def explorer(reading):
    chart = Chart({"failed": "It failed.", "waiting": "It waits."})
    chart.show({"data": [{"type": "bar", "x": [1], "y": [2]}], "layout": {}}, reading)
    box = VBox([chart])
    box.add_class("kb-explorer")
    return box
"""


def write(lab: Lab, name: str, *cells: str) -> str:
    """Put a notebook of the test's own in the served folder, and give its path there."""
    notebook = new_notebook()
    for source in cells:
        cell = new_markdown_cell(source) if source.startswith("#") else new_code_cell(source)
        notebook.cells.append(cell)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    path = Path("toys", name)
    (lab.root / path).parent.mkdir(exist_ok=True)
    nbformat.write(notebook, lab.root / path)
    return path.as_posix()


@pytest.mark.parametrize("notebook", WALK)
def test_every_explorer_of_a_notebook_is_drawn_and_follows_every_slider(
    lab_page: Page, notebook: str
) -> None:
    run_all(lab_page, notebook)
    shown = lab_page.locator(".kb-explorer:not(.kb-ask)")  # a question has no chart
    explorers = explorers_in(notebook)
    expect(shown).to_have_count(len(explorers), timeout=DRAW)
    assert explorers
    words = Words(notebook.partition("/")[0])
    for place, explorer in enumerate(explorers):
        expect(shown.nth(place).locator(".kb-plot[data-drawn]")).to_have_count(1, timeout=DRAW)
        shows(shown.nth(place), explorer)
        move_every_slider(shown.nth(place), explorer, words)
    assert kernel_errors(lab_page) == []


def test_five_explorers_far_apart_are_all_drawn_from_one_plotly_js(
    lab: Lab, lab_page: Page
) -> None:
    received: list[int] = []
    lab_page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))),
    )
    cells = [cell for i in range(5) for cell in ("#\n" * 60, f"explorer('Reading {i}.')")]
    run_all(lab_page, write(lab, "five.ipynb", CHART, *cells))
    expect(lab_page.locator(".kb-explorer .kb-plot[data-drawn]")).to_have_count(5, timeout=DRAW)
    expect(lab_page.locator(".kb-reading")).to_have_text([f"Reading {i}." for i in range(5)])
    assert 4_000_000 < sum(received) < 7_000_000


def test_a_notebook_with_a_cell_that_raises_does_not_pass(lab: Lab, lab_page: Page) -> None:
    notebook = write(lab, "raises.ipynb", "1", "1 / 0", "2")
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        run_all(lab_page, notebook)


def test_an_error_in_a_callback_that_no_cell_shows_is_noted(lab: Lab, lab_page: Page) -> None:
    button = "button = Button(description='Press'); button.on_click(lambda _: 1 / 0); button"
    run_all(lab_page, write(lab, "callback.ipynb", CHART, button))
    lab_page.get_by_role("button", name="Press").click()
    lab_page.wait_for_function("window.kernelErrors.length", timeout=DRAW)
    assert kernel_errors(lab_page) == ["ZeroDivisionError: division by zero"]


def test_lab_and_its_charts_turn_dark_with_the_system(lab: Lab, lab_page: Page) -> None:
    run_all(lab_page, write(lab, "dark.ipynb", CHART, "explorer('A reading.')"))
    label = lab_page.locator(".kb-plot .xtick text").first
    expect(label).to_have_css("fill", rgb(theme.LIGHT["muted"]), timeout=DRAW)
    lab_page.emulate_media(color_scheme="dark")
    expect(label).to_have_css("fill", rgb(theme.DARK["muted"]), timeout=DRAW)
    expect(lab_page.locator(".kb-reading")).to_have_css("color", rgb(theme.DARK["ink"]))
