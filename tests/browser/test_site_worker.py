"""sw.js in a real browser, before a host that redirects, and a network that sends pages of its own."""

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
from playwright.sync_api import Browser, Page, expect

from kamerbrief import site
from kamerbrief.app import HOST
from tests.browser.pages import Pages

SCRIPT: Final = (Path(site.__file__).parent / "web" / "sw.js").read_text(encoding="utf-8")
HTML: Final = {"Content-Type": "text/html; charset=utf-8"}
JAVASCRIPT: Final = {"Content-Type": "text/javascript"}
WASM: Final = {"Content-Type": "application/wasm"}
FOLDER: Final = "python-0123456789/"  # it never changes, says its name
FILE: Final = f"/site/{FOLDER}python.wasm"
FIRST: Final = "/site/"
SECOND: Final = "/site/en/second.html"
PICTURE: Final = "/site/picture.png"

# What becomes of the script: it is "activated", or "redundant" where it could not keep the site.
REGISTER: Final = """async () => {
  const { installing } = await navigator.serviceWorker.register("sw.js");
  const ended = () => ["activated", "redundant"].includes(installing.state);
  const next = (done) => installing.addEventListener("statechange", done, { once: true });
  while (!ended()) await new Promise(next);
  return installing.state;
}"""
FETCH: Final = "async (url) => (await fetch(url)).text()"
KEEPS: Final = "async ([url, text]) => (await (await caches.match(url))?.text()) === text"
KEPT: Final = "async (url) => (await (await caches.match(url))?.text()) ?? null"


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
    """A host of a site of two pages, a picture and a file that never changes."""
    lists = {
        "FIXED": [FOLDER],
        "PAGES": ["./", "en/second.html", "picture.png"],
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in lists.items())
    made = Host()
    made.send("/site/sw.js", JAVASCRIPT, head + SCRIPT)
    made.send(FIRST, HTML, '<link rel="icon" href="data:,"><h1>First</h1>')
    made.send(SECOND, HTML, '<link rel="icon" href="data:,"><h1>Second</h1>')
    made.send(PICTURE, {"Content-Type": "image/png"}, "a picture")
    made.send(FILE, WASM, "Python")
    return made


@pytest.fixture
def origin(browser_path: str, host: Host) -> Iterator[str]:
    """The address of the host; it needs no browser, but its tests do."""
    with ThreadingHTTPServer((HOST, 0), partial(Answers, host)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
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


def test_a_filters_page_in_the_place_of_python_is_not_kept(page: Page, host: Host) -> None:
    keep(page)
    host.send(FILE, HTML, "Log in first")
    assert page.evaluate(FETCH, FILE) == "Log in first"
    assert page.evaluate(KEPT, FILE) is None
    host.send(FILE, WASM, "Python")
    page.reload()
    assert page.evaluate(FETCH, FILE) == "Python"
    page.wait_for_function(KEEPS, arg=[FILE, "Python"])  # kept once it has been handed on


def test_a_filters_page_that_the_browser_itself_has_kept_is_asked_for_anew(
    browser: Browser, host: Host, origin: str
) -> None:
    page = browser.new_context(base_url=origin).new_page()  # ``pages`` let a browser keep nothing
    page.goto(FIRST)
    host.send(FILE, {**HTML, "Cache-Control": "max-age=3600"}, "Log in first")
    assert page.evaluate(FETCH, FILE) == "Log in first"
    host.send(FILE, WASM, "Python")
    assert page.evaluate(FETCH, FILE) == "Log in first"
    keep(page)
    assert page.evaluate(FETCH, FILE) == "Python"
    page.context.close()


def test_what_was_kept_wrong_before_is_asked_for_anew(page: Page, host: Host) -> None:
    host.send(FILE, HTML, "Log in first")
    page.evaluate(
        "async ([url, name]) => (await caches.open(name)).put(url, await fetch(url))",
        [FILE, f"kamerbrief {page.url}"],
    )
    keep(page)
    assert page.evaluate(KEPT, FILE) == "Log in first"
    host.send(FILE, WASM, "Python")
    assert page.evaluate(FETCH, FILE) == "Python"
    page.wait_for_function(KEEPS, arg=[FILE, "Python"])  # kept once it has been handed on


def test_what_another_host_sends_in_the_place_of_python_is_not_kept(
    page: Page, host: Host, origin: str
) -> None:
    keep(page)
    other = origin.replace(HOST, "localhost")
    host.redirect(FILE, f"{other}/elsewhere.wasm")
    host.send("/elsewhere.wasm", {**WASM, "Access-Control-Allow-Origin": "*"}, "another's")
    assert page.evaluate(FETCH, FILE) == "another's"
    assert page.evaluate(KEPT, FILE) is None


def test_a_file_in_the_place_of_a_page_is_not_kept(page: Page, host: Host) -> None:
    keep(page)
    host.send(SECOND, {"Content-Type": "text/plain"}, "what a filter says")
    page.evaluate(FETCH, SECOND)
    page.context.set_offline(True)
    page.goto(SECOND)
    expect(page.locator("h1")).to_have_text("Second")


def test_the_site_is_not_kept_where_a_filters_page_came_in_the_place_of_a_part(
    page: Page, host: Host
) -> None:
    host.send(PICTURE, HTML, "Log in first")
    assert page.evaluate(REGISTER) == "redundant"
    assert page.evaluate(KEPT, FIRST) is None
