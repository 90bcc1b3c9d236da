"""The race: the same moves on every version in turn, from the input to the painted chart."""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, Error, Page

from tests.bench.entrants import ENTRANTS, Entrant, Served, all_served
from tests.bench.peers.sample import FIRST
from tests.bench.table import head, line, percentile
from tests.browser.pages import Pages

ROUNDS: Final = 2
MOVES: Final = 40
WARM_UP: Final = 5
PAUSE: Final = 150  # milliseconds from one move to the next
DRAG: Final = 50
SECOND: Final = 1000
SETTLED: Final = 20_000  # milliseconds after which a chart has lost a move for good


@dataclass
class Result:
    """What one version did over all rounds; times in milliseconds, ``ready`` in seconds."""

    ready: float = 0.0
    moves: list[float] = field(default_factory=list)
    behind: list[int] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)


def race(
    browser: Browser, entrants: tuple[Entrant, ...] = ENTRANTS, rounds: int = ROUNDS
) -> dict[str, Result]:
    """Every version's times, by name; rounds are interleaved, so that all meet the same machine."""
    results: dict[str, Result] = defaultdict(Result)
    with tempfile.TemporaryDirectory() as folder, all_served(Path(folder), entrants) as all_of_them:
        for served in [served for _ in range(rounds) for served in all_of_them]:
            name = served.entrant.name
            try:
                run(served, Pages(browser), results[name])
            except Error as error:  # one that fails must not cost the figures of the others
                print(f"{name} did not finish: {error.message.splitlines()[0]}", file=sys.stderr)
            else:
                print(f"{name}: {median(results[name].moves):.0f} ms so far", file=sys.stderr)
    return {name: result for name, result in results.items() if result.settled}


def run(served: Served, pages: Pages, result: Result) -> None:
    """One round of one version, in a page and a kernel of its own."""
    with ExitStack() as stack:
        stack.callback(pages.close)
        if served.lab:
            stack.callback(served.lab.stop_kernels)
        measure(served, pages, result)


def measure(served: Served, pages: Pages, result: Result) -> None:
    """The time until it is usable, then single moves, then a drag."""
    page, seconds = served.open(pages)
    result.ready = min(seconds, result.ready or seconds)
    slider = served.entrant.slider
    page.wait_for_timeout(2000)  # until the server has nothing else to do
    page.evaluate("bench.start()")
    result.moves += single_moves(page, slider)[WARM_UP:]
    drag(page, slider, result)


def single_moves(page: Page, slider: str) -> list[float]:
    """Milliseconds from each move to the frame that shows its chart."""
    times = []
    for _ in range(MOVES):
        page.evaluate("slider => bench.step(slider)", slider)
        page.wait_for_function("bench.paints.at(-1)?.at > bench.inputs.at(-1).at", timeout=SETTLED)
        times.append(page.evaluate("bench.paints.at(-1).at - bench.inputs.at(-1).at"))
        page.wait_for_timeout(max(0, PAUSE - times[-1]))
    return times


def drag(page: Page, slider: str, result: Result) -> None:
    """Fifty moves in one second: how far the chart is behind at the last, and until it is not."""
    page.evaluate("bench.start()")
    page.wait_for_timeout(PAUSE)
    first = page.evaluate("bench.number()")
    page.evaluate(
        "([slider, moves, time]) => bench.drag(slider, moves, time)", [slider, DRAG, SECOND]
    )
    page.wait_for_timeout(PAUSE)  # some sliders follow their moves a little later
    target = page.evaluate("([slider, first]) => bench.target(slider, first)", [slider, FIRST])
    page.wait_for_function("n => bench.paints.at(-1)?.n === n", arg=target, timeout=SETTLED)
    paints: list[dict[str, Any]] = page.evaluate("bench.paints")
    last = page.evaluate("bench.inputs.at(-1).at")
    shown = [first, *(paint["n"] for paint in paints if paint["at"] <= last)][-1]
    result.behind.append(target - shown)
    result.lost.append(first + DRAG - target)
    result.settled.append(paints[-1]["at"] - last)
    page.evaluate("bench.stop()")


def print_race(results: dict[str, Result]) -> None:
    """Print a row a version."""
    head(
        *("version", "usable after", "median", "p95", "moves behind after fifty in a second"),
        *("caught up after", "moves the slider lost"),
    )
    for name, result in results.items():
        print(
            line(
                name,
                f"{result.ready:.1f} s",
                f"{median(result.moves):.0f} ms",
                f"{percentile(result.moves):.0f} ms",
                f"{median(result.behind):.0f}",
                f"{median(result.settled):.0f} ms",
                f"{median(result.lost):.0f}",
            )
        )
