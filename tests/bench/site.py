"""The static site: as `pages.py` measures the app, and when Python answers."""

from __future__ import annotations

import gzip
import tempfile
from functools import cache
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser

from tests.bench.pages import SLIDER, SURVEY, opened, print_first, print_moves
from tests.bench.table import head, line
from tests.browser.plain import Quiet, served
from tests.site.built import build

ROUNDS: Final = 3
PACKED: Final = (".html", ".css", ".js", ".wasm", ".json", ".svg")
READY: Final = "() => document.documentElement.dataset.kbPython === 'ready' && performance.now()"


@cache
def packed(file: Path) -> bytes:
    """A file as a host sends it."""
    data = file.read_bytes()
    return gzip.compress(data, 6) if file.suffix in PACKED else data


class Host(Quiet, SimpleHTTPRequestHandler):
    """Sends files packed, and lets a browser keep them for ten minutes, as static hosts do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        file = Path(self.translate_path(self.path))
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
        self.wfile.write(body)


def print_site(browser: Browser) -> None:
    """Print when a page answers a first move, moves, when Python answers, and how large the site is."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        done = build(site)
        if done.returncode:
            print(done.stderr)
            return
        whole = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
        head("the static site", "median", "p95 or range", "bytes")
        with served(site, Host) as origin:
            address = f"{origin}/{SURVEY}"
            print_first(browser, "site", address)
            ready = []
            for _ in range(ROUNDS):
                page = opened(browser, address)
                ready.append(page.wait_for_function(READY, timeout=60_000).json_value() / 1000)
                if len(ready) < ROUNDS:
                    page.context.close()
            spread = f"{min(ready):.1f} to {max(ready):.1f} s"
            print(line("Python answers, after", f"{median(ready):.1f} s", spread, ""))
            page.locator(SLIDER).nth(1).press("ArrowRight")
            page.wait_for_timeout(500)
            print_moves(page, "asked of Python in the tab", 0)
            page.context.close()
        print(line("the whole site, on the host's disk", f"{whole / 1e6:.1f} MB", "", ""))
