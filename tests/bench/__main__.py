"""Measures what the README states: `python -m tests.bench [part ...]`, or `make bench`.

Nothing here passes or fails; machines are noisy, and a figure is worth what stands beside it. In
the race every version meets the same machine, so there the differences are worth more.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from typing import Final

import psutil
from playwright.sync_api import Browser, sync_playwright

from kamerbrief.briefing.printing import find_browser
from kamerbrief.notebook import open_edition
from tests.bench import growth, kernels, pages, race, site, traffic
from tests.bench.entrants import ENTRANTS, Entrant
from tests.bench.table import head, row, spread
from tests.browser.chromium import FLAGS

ROUNDS: Final = 5
IN_BROWSER: Final = {
    "race": lambda browser: race.print_race(race.race(browser, installed())),
    "traffic": traffic.print_traffic,
    "pages": pages.print_pages,
    "growth": growth.print_growth,
    "site": site.print_site,
}


def main(parts: Sequence[str]) -> None:
    """Print the tables of these parts, of all when none is named."""
    if unknown := set(parts) - {"python", *IN_BROWSER}:
        sys.exit(f"There is no part {', '.join(unknown)}; parts: python, {', '.join(IN_BROWSER)}.")
    print(machine())
    if not parts or "python" in parts:
        print_python()
    wanted = [part for part in IN_BROWSER if not parts or part in parts]
    if wanted and find_browser() is None:
        sys.exit("No Chromium or Chrome was found, so nothing was measured in a browser.")
    if wanted:
        with chromium() as browser:
            for part in wanted:
                IN_BROWSER[part](browser)


def machine() -> str:
    """The date, the machine, how busy it was, and what was measured."""
    names = ("jupyterlab", "ipywidgets", "plotly", "marimo", "streamlit", "dash")
    versions = [f"{name} {version(name)}" for name in names if find_spec(name)]
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{date.today()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, "
        f"load {os.getloadavg()[0]:.1f} at the start, Python {platform.python_version()}, "
        + ", ".join(versions)
    )


def print_python() -> None:
    """Print what needs no browser."""
    head("in Python alone", "median", "p95 or range")
    row("`import kamerbrief`, fresh", [kernels.import_time() for _ in range(ROUNDS)], "ms")
    starts, memories = zip(*(kernels.kernel() for _ in range(ROUNDS)), strict=True)
    row("kernel start to the first explorer made", starts, "s")
    row("kernel memory after the survey notebook (USS)", memories, "MB")
    for name in kernels.explorers():
        times = list(kernels.moves(getattr(open_edition("en").explore, name)()))
        spread(f"one move of `explore.{name}()`: compute, read, draw and send", times)


def installed() -> tuple[Entrant, ...]:
    """The versions whose packages are installed; the others are named as left out."""
    missing = {
        entrant
        for entrant in ENTRANTS
        if entrant.server not in ("lab", "app") and not find_spec(entrant.server)
    }
    for entrant in missing:
        print(f"{entrant.name} is not installed; `make bench` installs it.")
    return tuple(entrant for entrant in ENTRANTS if entrant not in missing)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the tests."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=find_browser(), chromium_sandbox=not root, args=list(FLAGS)
        )
        yield browser
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
