"""The notebooks in a real JupyterLab, run by its menu, read from its page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Locator, Page, ViewportSize, expect

from kamerbrief.editions import Words, editions
from kamerbrief.scenes import theme
from kamerbrief.scenes.plans import PLANS, plan
from kamerbrief.scenes.scene import Plan
from tests.browser.access import ZOOMED, cut_off_on, found
from tests.browser.asking import answer_each_check_by_keyboard, predict_and_see_the_mark
from tests.browser.lab import Lab, kernel_errors, run_all, serve
from tests.browser.moving import move_every_number, move_first, shows
from tests.browser.pages import Pages, rgb

SIZE: Final[ViewportSize] = {"width": 1400, "height": 900}
SURVEY: Final = "en/02-survey.ipynb"
DRAW = 60_000  # milliseconds that a busy machine may take to draw the charts of a notebook

SET_UP: Final = "from kamerbrief import open_edition\nshow, explore, ask = open_edition({!r})"
CALL: Final = "explore.{}()"
CHART: Final = """
from ipywidgets import Button, VBox
from kamerbrief.notebook.chart import Chart

def explorer(reading):
    chart = Chart({"failed": "It failed.", "waiting": "It waits."})
    chart.show({"data": [{"type": "bar", "x": [1], "y": [2]}], "layout": {}}, reading, "")
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


def test_a_control_of_each_kind_moves_its_explorer_and_nobody_is_kept_out(
    lab: Lab, lab_page: Page
) -> None:
    names = ("funnel", "sample_size", "budget_split", "letter")
    calls = ("ask.predict('survey')", *map(CALL.format, names), "ask.check('survey')")
    run_all(lab_page, write(lab, "walk.ipynb", SET_UP.format("en"), *calls))
    _, survey, budget, letter = drawn(lab_page, "en", names)
    move_every_number(*survey)
    move_first(*budget)
    budget[0].get_by_role("checkbox").first.check()
    expect(budget[0].locator(".kb-number input[type=range]").nth(1)).to_be_disabled()
    mark, (shown, plan_) = letter[0].locator(".kb-mark").first, letter
    mark.press("Enter")
    figure = {"figure": mark.get_attribute("data-figure")}
    shows(shown, plan_.after(plan_.default, figure, {}))
    with lab_page.expect_download() as coming:
        survey[0].get_by_role("button", name="Save as SVG").press("Enter")
    assert "<title" in Path(coming.value.path()).read_text(encoding="utf-8")
    predict_and_see_the_mark(lab_page)
    answer_each_check_by_keyboard(lab_page)
    keeps_nobody_out(lab_page)


@pytest.mark.slow
@pytest.mark.parametrize("edition", editions())
def test_every_explorer_of_an_edition_is_drawn_follows_a_move_and_keeps_nobody_out(
    lab: Lab, lab_page: Page, edition: str
) -> None:
    cells = [SET_UP.format(edition), *map(CALL.format, PLANS)]
    run_all(lab_page, write(lab, f"all-{edition}.ipynb", *cells))
    for one in drawn(lab_page, edition, PLANS):
        move_first(*one)
    keeps_nobody_out(lab_page)


def drawn(page: Page, edition: str, names: Iterable[str]) -> list[tuple[Locator, Plan]]:
    """The explorers on a page, each drawn as it opens, with what they are."""
    shown = page.locator(".kb-explorer:not(.kb-ask)")  # a question has no chart
    plans = [plan(Words(edition), name) for name in names]
    expect(shown).to_have_count(len(plans), timeout=DRAW)
    for place, one in enumerate(plans):
        expect(shown.nth(place).locator(".kb-plot[data-drawn]")).to_have_count(1, timeout=DRAW)
        shows(shown.nth(place), one.scene(one.default, {}))
    return [(shown.nth(place), one) for place, one in enumerate(plans)]


def keeps_nobody_out(page: Page) -> None:
    """No kernel complained, and what is drawn is accessible in light, in dark and narrow."""
    assert kernel_errors(page) == []
    grounds: dict[Any, str] = {"light": theme.LIGHT["ground"], "dark": theme.DARK["ground"]}
    for scheme, ground in grounds.items():
        page.emulate_media(color_scheme=scheme)
        field = page.locator(".kb-choice select, .kb-number input[type=text]").first
        expect(field).to_have_css("background-color", rgb(ground))
        expect(field).to_have_css("color-scheme", scheme)
        assert found(page, "violations") == []
    for what in ("withoutVisibleFocus", "outOfOrder", "cutOff", "moving"):
        assert found(page, what) == [], what
    page.evaluate("window.jupyterapp.shell.collapseLeft()")
    assert cut_off_on(page, ZOOMED) == []
    page.set_viewport_size(SIZE)


@pytest.mark.slow
def test_a_kernel_that_dies_leaves_a_sentence_by_every_chart(lab: Lab, lab_page: Page) -> None:
    run_all(lab_page, SURVEY)
    shown = lab_page.locator(".kb-explorer:not(.kb-ask)")
    expect(shown.locator(".kb-plot[data-drawn]")).to_have_count(shown.count(), timeout=DRAW)
    expect(shown.locator(".kb-gone").first).to_be_empty()
    for kernel in lab.kernels():
        kernel.kill()
    stopped = Words("en").text("chart.stopped")
    for place in range(shown.count()):
        shown.nth(place).scroll_into_view_if_needed()
        expect(shown.nth(place).locator(".kb-gone")).to_have_text(stopped, timeout=DRAW)


@pytest.mark.slow
@pytest.mark.provokes_error(
    "ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket|disconnected|fetch"
)
def test_a_server_that_goes_away_leaves_a_sentence_once_something_is_moved(
    tmp_path: Path, pages: Pages
) -> None:
    with serve(tmp_path) as short_lived:
        page = pages.open(short_lived.origin, viewport=SIZE)
        page.request.get(f"/lab?token={short_lived.token}")
        run_all(page, SURVEY)
        track = page.get_by_role("slider", name="Answers (n)", exact=True)
        explorer = page.locator(".kb-explorer").filter(has=track)
        before = explorer.locator(".kb-reading").inner_text()
        track.press("ArrowRight")
        expect(explorer.locator(".kb-reading")).not_to_have_text(before)
    expect(explorer.locator(".kb-gone")).to_be_empty()
    track.press("ArrowRight")
    expect(explorer.locator(".kb-gone")).to_have_text(Words("en").text("chart.silent"))


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_notebook_with_a_cell_that_raises_does_not_pass(lab: Lab, lab_page: Page) -> None:
    notebook = write(lab, "raises.ipynb", "1", "1 / 0", "2")
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        run_all(lab_page, notebook)


@pytest.mark.slow
def test_an_error_in_a_callback_that_no_cell_shows_is_noted(lab: Lab, lab_page: Page) -> None:
    button = "button = Button(description='Press'); button.on_click(lambda _: 1 / 0); button"
    run_all(lab_page, write(lab, "callback.ipynb", CHART, button))
    lab_page.get_by_role("button", name="Press").click()
    lab_page.wait_for_function("window.kernelErrors.length", timeout=DRAW)
    assert kernel_errors(lab_page) == ["ZeroDivisionError: division by zero"]


@pytest.mark.slow
def test_lab_and_its_charts_turn_dark_with_the_system(lab: Lab, lab_page: Page) -> None:
    run_all(lab_page, write(lab, "dark.ipynb", CHART, "explorer('A reading.')"))
    label = lab_page.locator(".kb-plot .xtick text").first
    expect(label).to_have_css("fill", rgb(theme.LIGHT["muted"]), timeout=DRAW)
    lab_page.emulate_media(color_scheme="dark")
    expect(label).to_have_css("fill", rgb(theme.DARK["muted"]), timeout=DRAW)
    expect(lab_page.locator(".kb-reading")).to_have_css("color", rgb(theme.DARK["ink"]))
