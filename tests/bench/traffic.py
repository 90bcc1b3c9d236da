"""Bytes sent to the browser for a notebook with some charts, at a first visit and a second."""

from __future__ import annotations

import socketserver
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import SHUT_WR, create_connection, socket
from typing import Final
from urllib.parse import urlsplit

import nbformat
from playwright.sync_api import Browser, Page

from tests.bench.entrants import kernel_metadata, open_in_lab
from tests.bench.kernels import SET_UP
from tests.bench.table import head, line
from tests.browser import app, lab

THREE: Final = ("sample_size", "answers_needed", "repeated_surveys")
PATH: Final = "en/02-survey.ipynb"
CHUNK: Final = 65_536
DRAWN: Final = "document.querySelectorAll('.kb-plot[data-drawn]').length >= 3"


def print_traffic(browser: Browser) -> None:
    """Print a row a way to read it: what its first visit costs, and its second."""
    head("charts of the survey, bytes on the wire", "first visit", "second visit")
    with tempfile.TemporaryDirectory() as folder:
        with app.serve(Path(folder)) as served:
            measure(browser, "the app", served.origin)
        with lab.serve(Path(folder)) as served_lab:
            write_three(served_lab.root / PATH)
            measure(browser, "JupyterLab, itself included", served_lab.origin, served_lab)


def write_three(path: Path) -> None:
    """A notebook that opens three explorers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [nbformat.v4.new_markdown_cell("# Three charts", id="heading")]
    sources = [SET_UP, *(f"explore.{name}()" for name in THREE)]
    cells += [nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel_metadata()), path)


def measure(browser: Browser, name: str, origin: str, inside: lab.Lab | None = None) -> None:
    """Visit twice with one profile, and print what came."""
    came = []
    with counting(origin) as (proxy, count):
        context = browser.new_context(base_url=proxy)  # without routes, which turn the cache off
        for _ in range(2):
            before = count.bytes
            page = context.new_page()
            if inside:
                run_in_lab(page, inside)
            else:
                page.goto(app.SURVEY)
            page.wait_for_function(DRAWN)
            page.wait_for_timeout(1000)
            page.close()
            came.append(f"{(count.bytes - before) / 1e6:.2f} MB")
            if inside:
                inside.stop_kernels()
        context.close()
    print(line(name, *came))


def run_in_lab(page: Page, inside: lab.Lab) -> None:
    """Open the notebook in Lab and run it."""
    open_in_lab(page, inside, PATH, cached=True)
    lab.choose(page, "Edit", "editmenu:clear-all")
    lab.choose(page, "Run", "runmenu:run-all")


class Count(socketserver.ThreadingTCPServer):
    """Hands on every connection to a server, and counts the bytes that come back."""

    daemon_threads = True
    bytes = 0

    def __init__(self, origin: str) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        address = urlsplit(origin)
        self.there = (str(address.hostname), int(address.port or 80))


class Connection(socketserver.BaseRequestHandler):
    """One connection, in both directions."""

    server: Count

    def handle(self) -> None:
        with create_connection(self.server.there) as there:
            threading.Thread(target=hand_on, args=(self.request, there), daemon=True).start()
            with suppress(OSError):  # the page may be closed by now
                for data in received(there):
                    self.server.bytes += len(data)
                    self.request.sendall(data)


def hand_on(here: socket, there: socket) -> None:
    """All that a browser sends goes to the server."""
    with suppress(OSError):
        for data in received(here):
            there.sendall(data)
        there.shutdown(SHUT_WR)


def received(connection: socket) -> Iterator[bytes]:
    """What comes, until nothing more does."""
    try:
        while data := connection.recv(CHUNK):
            yield data
    except OSError:
        return


@contextmanager
def counting(origin: str) -> Iterator[tuple[str, Count]]:
    """An address that leads to a server, and the count of what it sends."""
    with Count(origin) as count:
        threading.Thread(target=count.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{count.server_address[1]}", count
        count.shutdown()
