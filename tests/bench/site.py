"""The static site: when a page can be read, when its first explorer moves, and what is fetched for it."""

from __future__ import annotations

import gzip
import tempfile
from collections import Counter
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, Page

from tests.bench.table import head, line, row
from tests.browser.plain import Quiet, served
from tests.site.built import build

ROUNDS: Final = 3
PAGE: Final = "/en/02-survey.html"
PACKED: Final = (".html", ".css", ".js", ".wasm", ".json", ".svg")
PATIENCE: Final = 120_000
READABLE: Final = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
DRAWN: Final = "() => document.querySelector('.kb-plot[data-drawn]') && performance.now()"
MOVE: Final = """async () => {
  const track = document.querySelector("#cell-size input[type=range]");
  const plot = document.querySelector("#cell-size .kb-plot");
  const times = [];
  for (let i = 0; i < 20; i++) {
    const drawn = plot.dataset.drawn;
    const begin = performance.now();
    track.value = Number(track.value) + (i % 2 ? -1 : 1);
    track.dispatchEvent(new Event("input", { bubbles: true }));
    while (plot.dataset.drawn === drawn) await new Promise((done) => setTimeout(done));
    times.push(performance.now() - begin);
  }
  return times;
}"""


@cache
def packed(file: Path) -> bytes:
    """A file as a static host sends it."""
    data = file.read_bytes()
    return gzip.compress(data, 6) if file.suffix in PACKED else data


class Host(Quiet, SimpleHTTPRequestHandler):
    """Sends files packed, and lets a browser keep them for ten minutes, as static hosts do."""

    protocol_version = "HTTP/1.1"
    sent: Counter[str]

    def __init__(self, *what: Any, sent: Counter[str], **how: Any) -> None:
        self.sent = sent
        super().__init__(*what, **how)

    def do_GET(self) -> None:
        """Send a file, and count it by part."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = packed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=600")
        if file.suffix in PACKED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.sent[part(file)] += len(body)
        self.wfile.write(body)


def part(file: Path) -> str:
    """What a file belongs to."""
    if file.parent.name.startswith("python-"):
        ours = file.name == "explorers.zip"
        return "our code and its packages" if ours else "Python and its standard library"
    if file.parent.name == "pictures":
        return "pictures of explorers"
    if file.name == "plotly.js":
        return "plotly.js"
    return "widgets, scripts and styles" if file.suffix in (".js", ".css", ".svg") else "pages"


def print_site(browser: Browser) -> None:
    """Print when a page can be read and when it moves, cold and warm, and what was fetched."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        done = build(site)
        if done.returncode:
            print(done.stderr)
            return
        whole = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
        sent: Counter[str] = Counter()
        with served(site, partial(Host, sent=sent)) as origin:
            parts, moves = measure(browser, origin, sent)
    head("one live page of the static site, fetched at a first visit", "packed")
    for name, size in parts.most_common():
        print(line(name, f"{size / 1e6:.2f} MB"))
    print(line("all of it", f"{parts.total() / 1e6:.2f} MB"))
    print(line("the whole site, on the host's disk", f"{whole / 1e6:.1f} MB"))
    print(line("a move on the page, input to drawn, median", f"{median(moves):.0f} ms"))


def measure(browser: Browser, origin: str, sent: Counter[str]) -> tuple[Counter[str], list[float]]:
    """Visit in four ways, print the times, and give what a first visit fetched and a move took."""
    reads: dict[str, list[float]] = {}
    lives: dict[str, list[float]] = {}
    parts: Counter[str] = Counter()
    moves: list[float] = []

    def visit(how: str, page: Page) -> None:
        read, live = times(page, origin)
        reads.setdefault(how, []).append(read)
        lives.setdefault(how, []).append(live)

    for _ in range(ROUNDS):
        context = browser.new_context()
        page = context.new_page()
        context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        sent.clear()
        visit("cold, the cache off", page)
        context.close()
        context = browser.new_context()
        sent.clear()
        visit("cold", context.new_page())
        parts = sent.copy()
        visit("warm, a second visit", context.new_page())
        page = context.new_page()
        page.goto(origin + PAGE)
        page.mouse.wheel(0, 600)  # a reader who reads; Python comes meanwhile
        page.wait_for_timeout(3000)
        visit("warm, a third, after a little reading", context.new_page())
        page.close()
        moves += context.pages[-1].evaluate(MOVE)
        context.close()
    head("a page of the static site", "median", "range")
    for how, values in reads.items():
        row(f"to read, {how}", values, "s")
    for how, values in lives.items():
        row(f"from the press to the first explorer drawn, {how}", values, "s")
    return parts, moves


def times(page: Page, origin: str) -> tuple[float, float]:
    """Seconds from the visit until the page can be read, and from the press to an explorer."""
    page.goto(origin + PAGE)
    page.wait_for_function(READABLE)
    read = page.evaluate(READABLE)
    page.evaluate("sessionStorage.clear()")
    pressed = page.evaluate("performance.now()")
    page.locator("#kb-live button").click()
    drawn = page.wait_for_function(DRAWN, timeout=PATIENCE).json_value()
    page.wait_for_function("() => 'kbLive' in document.documentElement.dataset", timeout=PATIENCE)
    page.evaluate("sessionStorage.clear()")
    return read / 1000, (drawn - pressed) / 1000
