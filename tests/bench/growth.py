"""What must not grow: a kernel's memory and the page's nodes, after many moves and many openings."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import nbformat
import psutil
from playwright.sync_api import Browser, Page

from tests.bench.entrants import ENTRANTS, Served, kernel_metadata, open_in_lab, write_notebooks
from tests.bench.table import head, line
from tests.browser.lab import Lab, choose, run_all, serve
from tests.browser.pages import Pages

MOVES: Final = 10_000
OPENINGS: Final = 20
NOTEBOOK: Final = "en/02-survey.ipynb"
PLAIN: Final = "plain.ipynb"
PLAIN_CELL: Final = (
    "from IPython.display import HTML\nHTML('<div class=kb-plot data-drawn=1>Words.</div>')"
)
OURS: Final = ENTRANTS[0]
# There and back between two values, each move once the one before is on screen.
BACK_AND_FORTH: Final = """async ([selector, moves]) => {
  const range = document.querySelector(selector);
  const plot = document.querySelector(".kb-plot");
  for (let move = 0; move < moves; move++) {
    const drawn = plot.dataset.drawn;
    move % 2 ? range.stepDown() : range.stepUp();
    range.dispatchEvent(new Event("input", { bubbles: true }));
    while (plot.dataset.drawn === drawn) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}"""
CLOSE: Final = "void window.jupyterapp.shell.currentWidget.dispose()"


def print_growth(browser: Browser) -> None:
    """Print the memory of the kernel, and the nodes and heap of the page, before and after."""
    head("in JupyterLab", "kernel (USS)", "DOM nodes", "page's heap")
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as lab:
        write_notebooks(lab.root)
        pages = Pages(browser)
        page, _ = Served(OURS, lab.origin, lab).open(pages)
        for moves in (100, MOVES):
            page.evaluate(BACK_AND_FORTH, [OURS.slider, moves])
            print(line(f"after {moves:,} more moves", *state(page)))
        lab.stop_kernels()
        pages.close()
        write_plain(lab.root / PLAIN)
        for notebook in (PLAIN, NOTEBOOK):
            for opened, page in openings(lab, pages, notebook):
                print(line(f"`{notebook}` opened, run and closed {opened} times", *state(page)))
            lab.stop_kernels()
            pages.close()


def write_plain(path: Path) -> None:
    """A notebook with nothing of ours, to see what Lab itself keeps of one that was closed."""
    cells = [nbformat.v4.new_code_cell(PLAIN_CELL, id="cell")]
    cells += [nbformat.v4.new_markdown_cell("Words.", id=f"words-{i}") for i in range(20)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel_metadata())
    nbformat.write(notebook, path)


def openings(lab: Lab, pages: Pages, notebook: str) -> Iterator[tuple[int, Page]]:
    """A page of Lab in which one notebook, with one kernel, is run and closed again and again."""
    page = pages.open(lab.origin, viewport={"width": 1400, "height": 900})
    open_in_lab(page, lab, notebook)
    run_all(page, notebook)
    for opened in range(1, OPENINGS + 1):
        page.evaluate("async () => { await window.jupyterapp.shell.currentWidget.context.save() }")
        page.evaluate(CLOSE)
        page.wait_for_timeout(500)
        if opened in (1, 2, OPENINGS):
            yield opened, page
        page.evaluate(
            "path => void window.jupyterapp.commands.execute('docmanager:open', { path })", notebook
        )
        page.wait_for_function(
            "window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
        )
        choose(page, "Run", "runmenu:run-all")
        page.locator(".kb-plot[data-drawn]").first.wait_for(timeout=120_000)
        page.wait_for_timeout(1000)


def state(page: Page) -> tuple[str, str, str]:
    """Memory of the kernels, nodes of the page and its heap, after the garbage is collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    nodes = session.send("Memory.getDOMCounters")["nodes"]
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    session.detach()
    kernels = [
        process
        for process in psutil.Process().children(recursive=True)
        if "ipykernel_launcher" in " ".join(process.cmdline())
    ]
    memory = sum(kernel.memory_full_info().uss for kernel in kernels)
    return f"{memory / 1e6:.0f} MB", f"{nodes:,}", f"{heap / 1e6:.0f} MB"
