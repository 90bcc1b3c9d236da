"""Measures what the README states: `python -m tests.bench`, or `make bench`.

Nothing here passes or fails; machines are noisy, and a figure is worth what stands beside it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from jupyter_client.manager import KernelManager
from playwright.sync_api import Page, sync_playwright

from kamerbrief.editions import open_edition
from kamerbrief.explorers import Explore, Explorer
from kamerbrief.explorers.number import Number
from tests.browser.absence import find_browser
from tests.browser.conftest import FLAGS
from tests.browser.lab import NOTEBOOKS, READY, Lab, choose, serve
from tests.browser.pages import Pages

ROUNDS = 5
MOVES = 200
SET_UP = 'from kamerbrief import open_edition\nshow, explore, ask = open_edition("en")'
FIRST = "explore.sample_size()"
NOTEBOOK = "en/02-survey.ipynb"


def main() -> None:
    """Print one table, a figure a row."""
    print("| what | median | p95 or range |\n|---|---|---|")
    row("`import kamerbrief`, in a fresh Python", [import_time() for _ in range(ROUNDS)], "ms")
    starts, memories = zip(*(kernel() for _ in range(ROUNDS)), strict=True)
    row("kernel start to the first explorer made, in Python alone", starts, "s")
    row("kernel memory after the survey notebook (USS)", memories, "MB")
    for name in explorers():
        times = list(moves(getattr(open_edition("en").explore, name)()))
        spread(f"one move of `explore.{name}()`: compute, read, draw and send", times)
    if find_browser() is None:
        print("\nNo Chromium or Chrome was found, so nothing was measured in a browser.")
        return
    with lab_page() as (lab, page):
        times = [in_lab(lab, page) for _ in range(ROUNDS)]
        row("Run All Cells to the survey's first chart on screen, in JupyterLab", times, "s")


def row(what: str, values: Any, unit: str) -> None:
    """Print a row with the median and the range."""
    print(
        f"| {what} | {median(values):.3g} {unit} | {min(values):.3g} to {max(values):.3g} {unit} |"
    )


def spread(what: str, seconds: list[float]) -> None:
    """Print a row with the median and the 95th percentile, in milliseconds."""
    ordered = sorted(1000 * value for value in seconds)
    print(f"| {what} | {median(ordered):.1f} ms | {ordered[int(0.95 * len(ordered))]:.1f} ms |")


def import_time() -> float:
    """Milliseconds that `import kamerbrief` takes, on top of Python's own start."""
    code = "import time; t = time.perf_counter(); import kamerbrief; print(time.perf_counter() - t)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return 1000 * float(done.stdout)


def kernel() -> tuple[float, float]:
    """Seconds from a kernel's start to its first explorer, and MB after the survey notebook."""
    import nbformat

    began = time.perf_counter()
    manager = KernelManager(transport_encryption="auto")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    try:
        client.execute_interactive(f"{SET_UP}\n{FIRST}", timeout=120, output_hook=lambda _: None)
        seconds = time.perf_counter() - began
        for cell in nbformat.read(NOTEBOOKS / NOTEBOOK, as_version=4).cells:
            if cell.cell_type == "code":
                client.execute_interactive(cell.source, timeout=120, output_hook=lambda _: None)
        kernels = psutil.Process().children()
        return seconds, sum(process.memory_full_info().uss for process in kernels) / 1e6
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def explorers() -> list[str]:
    """The name of every explorer."""
    return [name for name in vars(Explore) if not name.startswith("_")]


def moves(explorer: Explorer) -> Iterator[float]:
    """Seconds that each of many moves takes, over all stops of all numbers and all choices."""
    made = 0
    while made < MOVES:
        for control in explorer.controls.values():
            for value in values(control):
                if control.value == value or getattr(control, "disabled", False):
                    continue
                began = time.perf_counter()
                control.value = value
                yield time.perf_counter() - began
                made += 1
        explorer.reset()


def values(control: Any) -> list[Any]:
    """Where a control can be moved: about fifteen places."""
    if isinstance(control, Number):
        return list(control.stops[:: max(1, len(control.stops) // 15)])
    if hasattr(control, "options"):
        return [value for _, value in control.options]
    if hasattr(control, "records"):
        return ["", *list(control.records)[:15]]
    return [True, False]


@contextmanager
def lab_page() -> Iterator[tuple[Lab, Page]]:
    """A page of Chromium that is logged in at a JupyterLab of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder)) as lab,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(
            executable_path=find_browser(), chromium_sandbox=False, args=list(FLAGS)
        )
        page = Pages(browser).open(lab.origin, viewport={"width": 1400, "height": 900})
        page.request.get(f"/lab?token={lab.token}")
        yield lab, page
        browser.close()


def in_lab(lab: Lab, page: Page) -> float:
    """Seconds from Run All Cells, in a fresh kernel that waits, to the first chart on screen."""
    lab.stop_kernels()
    page.goto(f"/lab/tree/{NOTEBOOK}?reset")
    page.wait_for_function(READY, arg=NOTEBOOK, timeout=120_000)
    page.locator("#jupyterlab-splash").wait_for(state="detached")
    choose(page, "Edit", "editmenu:clear-all")
    began = time.perf_counter()
    choose(page, "Run", "runmenu:run-all")
    page.locator(".kb-plot[data-drawn]").first.wait_for(timeout=120_000)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
