"""Many visitors at once in the app: until their pages are ready, and what one more then meets.

All but one are plain HTTP clients, each with a kernel of its own: as many browsers would measure
the machine's browsers, which on a real server run elsewhere.
"""

from __future__ import annotations

import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser

from tests.bench.table import head, line, percentile
from tests.browser import app
from tests.browser.pages import Pages

CROWDS: Final = (10, 30)
SLIDER: Final = ".kb-explorer:not(.kb-ask) .kb-number input[type=range]"
# Milliseconds from each of some moves to the frame that shows it, the first ones left out.
MOVE: Final = """async (selector) => {
  const range = document.querySelector(selector);
  const plot = range.closest(".kb-explorer").querySelector(".kb-plot");
  const times = [];
  for (let move = 0; move < 30; move++) {
    const { drawn } = plot.dataset;
    const began = performance.now();
    move % 2 ? range.stepDown() : range.stepUp();
    range.dispatchEvent(new Event("input", { bubbles: true }));
    while (plot.dataset.drawn === drawn) await new Promise((resolve) => setTimeout(resolve));
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return times.slice(5);
}"""


def print_visitors(browser: Browser) -> None:
    """Print a row a crowd."""
    head(
        "visitors",
        "all pages ready",
        "one more: ready",
        "its moves, median (p95)",
        "kernel (USS, RSS)",
    )
    for crowd in CROWDS:
        with tempfile.TemporaryDirectory() as folder, app.serve(Path(folder)) as served:
            print(crowd_row(browser, crowd, served))


def crowd_row(browser: Browser, crowd: int, served: app.App) -> str:
    """The figures of one crowd on the page of the survey, which has the most explorers."""
    address = served.origin + app.SURVEY
    with ThreadPoolExecutor(crowd) as clients:
        times = list(clients.map(seconds, [address] * crowd))
    memories = [kernel.memory_full_info() for kernel in served.kernels()]
    pages = Pages(browser)
    page = pages.open(served.origin)
    began = time.perf_counter()
    page.goto(app.SURVEY, wait_until="commit")
    page.locator(SLIDER).first.wait_for()
    page.locator(".kb-plot[data-drawn]").first.wait_for()
    ready = time.perf_counter() - began
    page.wait_for_timeout(2000)
    moves: list[float] = page.evaluate(MOVE, SLIDER)
    pages.close()
    return line(
        str(crowd),
        f"{max(times):.1f} s",
        f"{ready:.1f} s",
        f"{median(moves):.0f} ms ({percentile(moves):.0f} ms)",
        " and ".join(
            f"{median(getattr(m, which) for m in memories) / 1e6:.0f} MB"
            for which in ("uss", "rss")
        ),
    )


def seconds(address: str) -> float:
    """Seconds until the whole page has come, which is when its last cell has run."""
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=600) as answer:
        answer.read()
    return time.perf_counter() - began
