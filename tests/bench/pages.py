"""The pages: from an address to the first answered move, moves, and many visitors of the app at once."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final, TypeVar
from urllib.parse import quote, urljoin

import psutil
from playwright.sync_api import Browser, Page
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.simple_httpclient import SimpleAsyncHTTPClient

from kamerbrief.lab import notebooks
from kamerbrief.pages.build import APP, Host, Pages
from tests.bench.servers import running
from tests.bench.table import head, line, percentile

Answer = TypeVar("Answer")

ROUNDS: Final = 5
CROWDS: Final = (30, 100)
SURVEY: Final = "en/02-survey.html"
SLIDER: Final = "[data-kb-explorer=sample_size] .kb-number input[type=range]"
READING: Final = "[data-kb-explorer=sample_size] .kb-reading"
# What is packed stays so: to unpack it is the visitor's work, and here it is the server's that counts.
PACKED: Final = {"headers": {"Accept-Encoding": "gzip"}, "decompress_response": False}
COMMAND: Final = (
    sys.executable,
    "-c",
    "import sys; from kamerbrief.cli import main; sys.exit(main(sys.argv[1:]))",
    *("app", "--no-browser", "--port", "{port}"),
)
# Moves the first slider as soon as there is one, and notes when a chart shows it.
FIRST: Final = f"""
addEventListener("DOMContentLoaded", () => {{
  const watch = () => {{
    const track = document.querySelector({json.dumps(SLIDER)});
    const plot = track?.closest(".kb-explorer").querySelector(".kb-plot[data-drawn]");
    if (!plot) return setTimeout(watch, 5);
    const {{ drawn }} = plot.dataset;
    track.stepUp();
    track.dispatchEvent(new Event("input", {{ bubbles: true }}));
    const note = () => (globalThis.kbFirst = performance.now());
    const look = () => (plot.dataset.drawn === drawn ? setTimeout(look, 2) : requestAnimationFrame(note));
    look();
  }};
  watch();
}});
"""
# Milliseconds from each of some moves to the frame that shows it, the first ones left out.
MOVES: Final = """async ([selector, place]) => {
  const track = document.querySelectorAll(selector)[place];
  const plot = track.closest(".kb-explorer").querySelector(".kb-plot");
  const times = [];
  for (let move = 0; move < 45; move++) {
    const { drawn } = plot.dataset;
    const began = performance.now();
    move % 2 ? track.stepDown() : track.stepUp();
    track.dispatchEvent(new Event("input", { bubbles: true }));
    while (plot.dataset.drawn === drawn) await new Promise((resolve) => setTimeout(resolve));
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  return times.slice(5);
}"""
# Fifty moves within a second: how many were drawn by then, and milliseconds until the last one was.
DRAG: Final = """async (selector) => {
  const track = document.querySelector(selector);
  const explorer = track.closest(".kb-explorer");
  const plot = explorer.querySelector(".kb-plot");
  const before = Number(plot.dataset.drawn);
  for (let move = 0; move < 50; move++) {
    track.value = 5 + move;
    track.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const during = Number(plot.dataset.drawn) - before;
  const ended = performance.now();
  let seen = plot.dataset.drawn;
  let last = ended;
  while (performance.now() - last < 400) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (plot.dataset.drawn !== seen) [seen, last] = [plot.dataset.drawn, performance.now()];
  }
  return [during, last - ended];
}"""


def print_pages(browser: Browser) -> None:
    """Print what the app and a folder of files take."""
    with tempfile.TemporaryDirectory() as made, written(Path(made) / "files") as files:
        with running(COMMAND, Path(made)) as origin:
            wait_for_stored(origin)
            head("the pages", "median", "p95 or range", "bytes")
            for where, address in (("app", f"{origin}/{SURVEY}"), ("file", f"{files}/{SURVEY}")):
                print_first(browser, where, address)
            page = opened(browser, f"{origin}/{SURVEY}")
            print_moves(page, "stored", 0)
            page.locator(SLIDER).nth(1).press("ArrowRight")
            page.wait_for_timeout(500)
            print_moves(page, "asked of the app", 0)
            drawn, behind = page.evaluate(DRAG, SLIDER)
            print(
                line("fifty moves in a second", f"{drawn} drawn", f"last {behind:.0f} ms later", "")
            )
            page.context.close()
        for crowd in CROWDS:
            with running(COMMAND, Path(made)) as origin:
                wait_for_stored(origin)
                print_crowd(crowd, origin)


@contextmanager
def written(folder: Path) -> Iterator[str]:
    """The pages as a folder of files, of which nobody can be asked; its address."""
    Pages(notebooks(), Host()).write(folder)
    yield folder.as_uri()


def wait_for_stored(origin: str) -> None:
    """Until the app has written all that it stores."""
    last = Pages(notebooks(), APP).shared()[-1]
    aside(fetched([f"{origin}/{last}"]))


def opened(browser: Browser, address: str) -> Page:
    """A page in a fresh browser context, its first move answered."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 720})
    context.add_init_script(FIRST)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("globalThis.kbFirst")
    return page


def print_first(browser: Browser, where: str, address: str) -> None:
    """Print a row: from the address to the first answered move, with an empty cache and a full one."""
    cold, warm, sizes = [], [], []
    for _ in range(ROUNDS):
        page = opened(browser, address)
        cold.append(page.evaluate("kbFirst"))
        sizes.append(
            page.evaluate(
                "performance.getEntries().reduce((sum, { transferSize = 0 }) => sum + transferSize, 0)"
            )
        )
        page.reload()
        page.wait_for_function("globalThis.kbFirst")
        warm.append(page.evaluate("kbFirst"))
        page.context.close()
    for what, times in (("cold", cold), ("warm", warm)):
        size = f"{median(sizes) / 1e6:.2f} MB" if what == "cold" and where != "file" else ""
        spread = f"{min(times) / 1000:.2f} to {max(times) / 1000:.2f} s"
        print(
            line(
                f"{where}, {what}: first answered move",
                f"{median(times) / 1000:.2f} s",
                spread,
                size,
            )
        )


def print_moves(page: Page, what: str, place: int) -> None:
    """Print a row: from a move to the frame that shows it."""
    times: list[float] = page.evaluate(MOVES, [SLIDER, place])
    print(line(f"a move, {what}", f"{median(times):.0f} ms", f"{percentile(times):.0f} ms", ""))


def print_crowd(crowd: int, origin: str) -> None:
    """Print a row: visitors who come at once, each with a stored and an asked move; the server's memory."""
    server = serving(origin)
    before = server.memory_full_info().pss
    pages, moves = aside(visits(crowd, origin))
    after = server.memory_full_info().pss
    print(
        line(
            f"{crowd} visitors at once",
            f"pages after {pages:.2f} s",
            f"all moves after {moves:.2f} s",
            f"{before / 1e6:.0f} MB, then {after / 1e6:.0f} MB",
        )
    )


def serving(origin: str) -> psutil.Process:
    """The process that listens at an address."""
    port = int(origin.rpartition(":")[2])
    for process in psutil.Process().children(recursive=True):
        if any(c.laddr.port == port and c.status == "LISTEN" for c in process.net_connections()):
            return process
    raise LookupError(origin)


def aside(what: Coroutine[Any, Any, Answer]) -> Answer:
    """What something that runs by itself answers; in a thread, for Playwright has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()


async def visits(crowd: int, origin: str) -> tuple[float, float]:
    """Seconds until all have their page with all it asks for, and until all moves are answered."""
    began = time.perf_counter()
    html = (await fetched([f"{origin}/{SURVEY}"]))[0].decode("utf-8")
    found = re.findall(r'(?:src|href)="(\.\./assets/[^"]+\.(?:js|css))"', html)
    stored = re.findall(r"\.\./assets/scenes/en/\w+\.js", html)
    addresses = [
        f"{origin}/{SURVEY}",
        *(urljoin(f"{origin}/{SURVEY}", one) for one in found + stored),
    ]
    await fetched(addresses * crowd, **PACKED)
    pages = time.perf_counter() - began
    questions = [
        quote(json.dumps({"at": {"share": "0.3"}, "move": {"n": 100 + visitor}}))
        for visitor in range(crowd)
    ]
    await fetched([f"{origin}/answers/en/sample_size?q={question}" for question in questions])
    return pages, time.perf_counter() - began


async def fetched(addresses: list[str], **how: Any) -> list[bytes]:
    """What stands at each of some addresses, asked for at once."""
    AsyncHTTPClient.configure(SimpleAsyncHTTPClient, max_clients=200)
    client = AsyncHTTPClient(force_instance=True)
    requests = [
        HTTPRequest(one, request_timeout=120, connect_timeout=60, **how) for one in addresses
    ]
    answers = await asyncio.gather(*(client.fetch(request) for request in requests))
    return [answer.body for answer in answers]
