"""The app as a visitor meets it, in a browser."""

from __future__ import annotations

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, expect

from kamerbrief.app import HOST
from tests.browser.lab import NOTEBOOKS, environment, free_port, stop, wait_until_it_answers

DRAW: Final = 60_000  # milliseconds that a busy machine may take to draw a page's charts
SURVEY: Final = "/en/02-survey.html"
SERVE: Final = """
import pathlib, sys
from kamerbrief import app, lab
lab.notebooks = lambda: pathlib.Path(sys.argv[1])
sys.exit(app.serve(int(sys.argv[2]), browser=False))
"""


@dataclass(frozen=True)
class App:
    """An app that runs: its address, and its process."""

    origin: str
    process: subprocess.Popen[bytes]

    def text(self, path: str) -> str:
        """What the server answers, whatever its status."""
        try:
            with urllib.request.urlopen(self.origin + path, timeout=120) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refusal:
            return refusal.read().decode()


@contextmanager
def serve(folder: Path, notebooks: Path = NOTEBOOKS) -> Iterator[App]:
    """Serve notebooks by a process of its own; its log stands in a folder of the test's own."""
    port = free_port()
    log = folder / "app.log"
    command = [sys.executable, "-c", SERVE, str(notebooks), str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, env=environment(folder, ""), stdout=output, stderr=output
        )
    served = App(f"http://{HOST}:{port}", server)
    try:
        wait_until_it_answers(lambda: served.text("/"), server, log)
        yield served
    finally:
        stop(server)


def read(page: Page, address: str) -> Page:
    """Open a page of the walk, and wait until every explorer is drawn."""
    page.goto(address)
    explorers = page.locator("[data-kb-explorer]")
    expect(page.locator("[data-kb-explorer] .kb-plot[data-drawn]")).to_have_count(
        explorers.count(), timeout=DRAW
    )
    return page


def the(page: Page, name: str) -> Locator:
    """An explorer by its name."""
    return page.locator(f"[data-kb-explorer={name}]")


def explorer(page: Page, control: str) -> Locator:
    """The explorer that has a control with this label."""
    has = page.get_by_role("slider", name=control, exact=True)
    return page.locator("[data-kb-explorer]").filter(has=has).first


def arrived(page: Page) -> None:
    """Wait until the scenes that lie beside a page are there."""
    page.wait_for_function(
        """() => performance.getEntriesByType("resource")
          .filter(({ name }) => /\\/scenes\\//.test(name)).length
          === document.querySelectorAll("[data-kb-explorer]").length"""
    )
