"""sw.js in a real browser, before a host that redirects; its choices are in tests/js/sw.test.js."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from kamerbrief import site
from kamerbrief.app import HOST
from tests.browser.pages import Pages

SCRIPT: Final = (Path(site.__file__).parent / "web" / "sw.js").read_text(encoding="utf-8")
HTML: Final = {"Content-Type": "text/html; charset=utf-8"}
JAVASCRIPT: Final = {"Content-Type": "text/javascript"}
FIRST: Final = "/site/"
SECOND: Final = "/site/en/second.html"

# What becomes of the script: it is "activated", or "redundant" where it could not keep the site.
REGISTER: Final = """async () => {
  const { installing } = await navigator.serviceWorker.register("sw.js");
  const ended = () => ["activated", "redundant"].includes(installing.state);
  const next = (done) => installing.addEventListener("statechange", done, { once: true });
  while (!ended()) await new Promise(next);
  return installing.state;
}"""


@dataclass
class Host:
    """A host whose answers are as a test wants them: status, headers and text by path."""

    answers: dict[str, tuple[int, Mapping[str, str], str]] = field(default_factory=dict)

    def send(self, path: str, headers: Mapping[str, str], text: str) -> None:
        self.answers[path] = (200, headers, text)

    def redirect(self, path: str, to: str) -> None:
        self.answers[path] = (302, {"Location": to, "Access-Control-Allow-Origin": "*"}, "")


class Answers(BaseHTTPRequestHandler):
    """Answers as a host does."""

    def __init__(self, host: Host, *given: Any) -> None:
        self.host = host
        super().__init__(*given)

    def do_GET(self) -> None:  # the name is http.server's
        """Answer with what there is at that path."""
        status, headers, text = self.host.answers.get(self.path, (404, HTML, "nothing"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing: the test's output is for the test."""


@pytest.fixture
def host() -> Host:
    """A host of a site of two pages."""
    lists = {"FIXED": ["python-0123456789/"], "PAGES": ["./", "en/second.html"]}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in lists.items())
    made = Host()
    made.send("/site/sw.js", JAVASCRIPT, head + SCRIPT)
    made.send(FIRST, HTML, '<link rel="icon" href="data:,"><h1>First</h1>')
    made.send(SECOND, HTML, '<link rel="icon" href="data:,"><h1>Second</h1>')
    return made


@pytest.fixture
def origin(browser_path: str, host: Host) -> Iterator[str]:
    """The address of the host; it needs no browser, but its tests do."""
    with ThreadingHTTPServer((HOST, 0), partial(Answers, host)) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
        thread.start()
        yield f"http://{HOST}:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(pages: Pages, origin: str) -> Page:
    """The first page, in a browser that has not been there."""
    opened = pages.open(origin, service_workers="allow")
    opened.goto(FIRST)
    return opened


def keep(page: Page) -> None:
    """Let the browser keep the site, and answer from it from now on."""
    assert page.evaluate(REGISTER) == "activated"
    page.goto(FIRST)


def test_a_page_that_its_host_redirects_opens_where_it_leads(page: Page, host: Host) -> None:
    keep(page)
    host.redirect("/site/old.html", "en/second.html")
    page.goto("/site/old.html#sample_size.n=2000")
    expect(page.locator("h1")).to_have_text("Second")
    assert page.url.endswith(f"{SECOND}#sample_size.n=2000")


def test_a_page_that_its_host_redirects_opens_without_a_network(page: Page, host: Host) -> None:
    host.redirect(SECOND, "second")
    host.send("/site/en/second", HTML, "<h1>Second, elsewhere</h1>")
    keep(page)
    page.context.set_offline(True)
    page.goto(SECOND)
    expect(page.locator("h1")).to_have_text("Second, elsewhere")
