"""Moves every slider of an explorer on a page, and holds the page against what Python computes."""

from __future__ import annotations

import re
from typing import Any

import nbformat
from playwright.sync_api import Locator

from kamerbrief.editions import Words
from kamerbrief.notebook import open_edition
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.notebook.number import Number
from tests.browser.lab import NOTEBOOKS

CALL = re.compile(r"^explore\.(\w+)\(\)$", re.MULTILINE)
ANSWER = 60_000  # milliseconds that a busy machine may take from a move to what it shows

# What an explorer shows: what is wanted as soon as it does, else what it shows in the end. It is
# asked in the page, in one round trip, since a page is asked for each move of each slider.
SHOWN = """async (explorer, [wanted, patience]) => {
  const one = (part) => {
    const all = explorer.querySelectorAll(part);
    return all.length === 1 ? all[0] : null;
  };
  const shown = () => [
    one(".kb-reading")?.textContent,
    one(".kb-title")?.textContent,
    one(".kb-plot")?.getAttribute("aria-label"),
  ];
  const end = performance.now() + patience;
  while (shown().some((text, i) => text !== wanted[i]) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return shown();
}"""

# Where a track lies once it is on screen, and where on it the thumb stands.
TRACK = """(track) => {
  track.scrollIntoViewIfNeeded();
  const { left, top, width, height } = track.getBoundingClientRect();
  return [left, width, top + height / 2, track.valueAsNumber / track.max];
}"""


def explorers_in(notebook: str) -> list[Explorer]:
    """The explorers of a notebook in order, computed afresh in this process."""
    edition = open_edition(notebook.partition("/")[0])
    cells = nbformat.read(NOTEBOOKS / notebook, as_version=4).cells
    sources = [cell.source for cell in cells if cell.cell_type == "code"]
    return [getattr(edition.explore, name)() for source in sources for name in CALL.findall(source)]


def shows(shown: Locator, explorer: Explorer) -> None:
    """The page shows the reading, the title and the alternative text of this state."""
    layout = explorer.figure.layout
    wanted = [explorer.reading, layout.title.text or "", layout.meta["alt"]]
    seen = shown.evaluate(SHOWN, [wanted, ANSWER])
    assert seen == wanted, f"the page shows {seen} instead of {wanted}"


def move_every_slider(shown: Locator, explorer: Explorer, words: Words) -> None:
    """By key, by mouse and by typing: each time the page follows; at the end it comes home.

    Args:
        shown: the explorer on the page.
        explorer: the same one in this process.
        words: the edition, to type numbers as its readers do.
    """
    numbers = [control for control in explorer.controls.values() if isinstance(control, Number)]
    home = explorer.state
    for control, row in zip(numbers, shown.locator(".kb-number").all(), strict=True):
        track, field = row.locator("input[type=range]"), row.locator("input[type=text]")
        place = int(track.input_value())
        last = len(control.stops) - 1
        track.press("ArrowRight" if place < last else "ArrowLeft")
        follow(shown, explorer, control, place + (1 if place < last else -1))
        drag(track, 0.5)
        follow(shown, explorer, control, int(track.input_value()))
        typed = next(stop for stop in control.stops if stop is not None)
        shown_as = float(f"{typed / control.factor:.12g}")
        decimals = str(shown_as).partition(".")[2] if shown_as % 1 else ""
        field.fill(words.say(shown_as, f"number.{len(decimals)}"))
        field.press("Enter")
        follow(shown, explorer, control, control.stops.index(typed))
        if explorer.state != home:
            shown.get_by_role("button", name=words.text("explorer.reset")).click()
            explorer.reset()
            shows(shown, explorer)


def follow(shown: Locator, explorer: Explorer, control: Any, place: int) -> None:
    """Put the same stop in this process, and see the page show the same."""
    control.value = control.stops[place]
    shows(shown, explorer)


def drag(track: Locator, share: float) -> None:
    """Drag a slider's thumb with the mouse to a share of the track."""
    left, width, middle, thumb = track.evaluate(TRACK)
    mouse = track.page.mouse
    mouse.move(left + 8 + (width - 16) * thumb, middle)
    mouse.down()
    mouse.move(left + width * share, middle, steps=4)
    mouse.up()
