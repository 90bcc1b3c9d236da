"""The app as a visitor meets it: served from a folder of notebooks, opened in a browser."""

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

import psutil
from playwright.sync_api import Locator, Page, expect

from kamerbrief.app import HOST
from tests.browser.lab import NOTEBOOKS, environment, free_port, stop, wait_until_it_answers

DRAW: Final = 90_000  # milliseconds that a busy machine may take to draw a page's charts
SURVEY: Final = "/voila/render/en/02-survey.ipynb"

# Voilà puts each output in the place of a script that holds it; no script left, and all are there.
ARRIVED: Final = """() => document.querySelector(".kb-explorer")
  && !document.querySelector('script[type="application/vnd.voila.cell-output+json"]')"""

SERVE: Final = """
import os, pathlib, sys
if sys.argv[3] == "no fork": del os.fork
from kamerbrief import app, lab
lab.notebooks = lambda: pathlib.Path(sys.argv[1])
sys.exit(app.serve(int(sys.argv[2]), browser=False))
"""


@dataclass(frozen=True)
class App:
    """An app that runs: its address, and its process."""

    origin: str
    process: subprocess.Popen[bytes]

    def status(self, path: str, method: str = "GET") -> int:
        """The status of what the server answers."""
        asked = urllib.request.Request(self.origin + path, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def text(self, path: str) -> str:
        """What the server answers, whatever its status."""
        try:
            with urllib.request.urlopen(self.origin + path, timeout=120) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refusal:
            return refusal.read().decode()

    def forks(self) -> list[psutil.Process]:
        """The processes of which each has run a notebook, and forks its kernels."""
        return psutil.Process(self.process.pid).children()

    def kernels(self) -> list[psutil.Process]:
        """The processes of its kernels, the oldest first."""
        kernels = [kernel for fork in self.forks() for kernel in fork.children()]
        return sorted(kernels, key=psutil.Process.create_time)


@contextmanager
def serve(folder: Path, notebooks: Path = NOTEBOOKS, *, forking: bool = True) -> Iterator[App]:
    """Serve notebooks; all else that is written stands in a folder of the test's own."""
    how = "fork" if forking else "no fork"
    port = free_port()
    log = folder / "app.log"
    command = [sys.executable, "-c", SERVE, str(notebooks), str(port), how]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, env=environment(folder, ""), stdout=output, stderr=output
        )
    served = App(f"http://{HOST}:{port}", server)
    try:
        wait_until_it_answers(lambda: served.status("/"), server, log)
        yield served
    finally:
        stop(server)


def read(page: Page, address: str) -> Page:
    """Open a page of the walk, and wait until every explorer is drawn."""
    page.goto(address)
    page.wait_for_function(ARRIVED, timeout=DRAW)
    explorers = page.locator(".kb-explorer:not(.kb-ask)")
    expect(page.locator(".kb-plot[data-drawn]")).to_have_count(explorers.count(), timeout=DRAW)
    return page


def explorer(page: Page, control: str) -> Locator:
    """The explorer that has a control with this label."""
    has = page.get_by_role("slider", name=control, exact=True)
    return page.locator(".kb-explorer:not(.kb-ask)").filter(has=has).first
