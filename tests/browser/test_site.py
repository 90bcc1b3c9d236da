"""What only the static site has: Python in the tab, a network that may be gone, a folder of files, Lab.

What its pages share with the app's is tested there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from kamerbrief.editions import Words, editions
from kamerbrief.pages.answers import Unanswerable, answer
from kamerbrief.scenes.plans import PLANS, plan
from tests.browser.moving import shows
from tests.browser.pages import Pages
from tests.browser.plain import Quiet, served

ROOT: Final = "/site/"  # the site stands below a folder of its host
SURVEY: Final = f"{ROOT}en/02-survey.html"
ENGLISH: Final = Words("en")
START: Final = 60_000  # milliseconds that a busy machine may take to start Python in a tab
READY: Final = "() => document.documentElement.dataset.kbPython === 'ready'"
OF_PYTHON: Final = re.compile(r"/python-\w+/")

# What a page of the site asks of Python, without the page.
ASK: Final = """([edition, questions]) => new Promise((resolve) => {
  const { worker, python } = JSON.parse(document.getElementById("kb-page").textContent);
  const asked = new Worker(worker, { type: "module" });
  const answers = [];
  asked.onmessage = ({ data }) => {
    if (data.failed) resolve(null);
    if (data.ready) return;
    answers[data.number] = data.answer ?? { refused: data.refused };
    if (data.number === questions.length - 1) resolve(answers);
  };
  asked.postMessage({ home: new URL(python, location.href).href, edition });
  questions.forEach(([name, question], number) => asked.postMessage({ number, name, question }));
})"""

# Whether all that a page and its Python need is kept for when there is no network.
KEPT: Final = """async () => {
  const { python, stored, worker } = JSON.parse(document.getElementById("kb-page").textContent);
  const core = ["pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json"];
  const archives = ["stdlib.zip", "explorers.zip"];
  const files = [worker, ...Object.values(stored), ...[...core, ...archives].map((name) => python + name)];
  return (await Promise.all(files.map((file) => caches.match(file)))).every(Boolean);
}"""


class Plainest(Quiet):
    """A host that has not heard of WebAssembly."""

    def guess_type(self, path: Any) -> str:
        """What most files are to it."""
        return (
            "application/octet-stream" if str(path).endswith(".wasm") else super().guess_type(path)
        )


@pytest.fixture(scope="module")
def origin(browser_path: str, site: Path) -> Iterator[str]:
    """A server over the site; it needs no browser, but its tests do."""
    with served(site.parent, Plainest) as address:
        yield address


@pytest.fixture
def host(browser_path: str, site: Path) -> Iterator[str]:
    """A server that has heard of it, without which JupyterLite does not start Python."""
    with served(site.parent) as address:
        yield address


@pytest.fixture
def page(pages: Pages, origin: str) -> Page:
    """A page of a reader who comes for the first time."""
    return pages.open(origin, viewport={"width": 1280, "height": 900})


def explorer(page: Page) -> Locator:
    return page.locator("[data-kb-explorer=sample_size]")


def move(page: Page, place: int, key: str = "ArrowRight") -> None:
    """Move a control of the explorer by a key."""
    explorer(page).locator(".kb-number input[type=range]").nth(place).press(key)


def settings(page: Page) -> dict[str, str]:
    """What the page's address says of the explorer."""
    fragment = urlsplit(page.url).fragment
    return {name.removeprefix("sample_size."): value for name, value in parse_qsl(fragment)}


def says_what_python_says(page: Page, *moved: str) -> None:
    """The address names these controls, and the reading is that of Python on this machine."""
    pattern = ".*".join(rf"sample_size\.{name}=" for name in moved)
    page.wait_for_url(re.compile(pattern), timeout=START)
    assert set(settings(page)) == set(moved)
    expect(explorer(page).locator(".kb-reading")).to_have_text(reading(settings(page)))


def reading(at: dict[str, str]) -> str:
    return plan(ENGLISH, "sample_size").opened(at, {}).reading


# ── with Python ───────────────────────────────────────────────────────────────────────────────


def test_a_move_is_answered_from_beside_the_page_and_python_comes_by_itself_for_a_second(
    page: Page,
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(SURVEY)
    move(page, 0)
    says_what_python_says(page, "n")
    assert not any(map(OF_PYTHON.search, asked)), "the first move waited for Python"
    page.wait_for_function(READY, timeout=START)
    move(page, 1)
    says_what_python_says(page, "n", "share")


@pytest.mark.slow
@pytest.mark.parametrize("edition", editions())
def test_python_in_the_tab_says_byte_for_byte_what_python_says_here(
    page: Page, edition: str
) -> None:
    questions = [(name, json.dumps(question)) for name in PLANS for question in asked_of(name)]
    questions += [
        ("predict", json.dumps({"topic": "survey", "guess": "12", "pressed": "look"})),
        ("pool", json.dumps({"topic": "survey", "typed": "3 8 12"})),
        ("sample_size", json.dumps({"move": {"nothing": 1}})),
        ("nothing", "{}"),
    ]
    page.goto(f"{ROOT}{edition}/02-survey.html")
    assert page.evaluate(ASK, [edition, questions]) == [
        here(edition, name, question) for name, question in questions
    ]


def asked_of(name: str) -> Iterator[dict[str, Any]]:
    """Two moves of all controls of an explorer at once."""
    controls = plan(ENGLISH, name).controls
    for third in (1, 2):
        stops = {control.name: control.stops() for control in controls}
        yield {"move": {each: all_[third * len(all_) // 3] for each, all_ in stops.items() if all_}}


def here(edition: str, name: str, question: str) -> Any:
    try:
        return answer(edition, name, question)
    except Unanswerable as problem:
        return {"refused": str(problem)}


# ── without ───────────────────────────────────────────────────────────────────────────────────


def refuse(route: Route) -> None:
    route.abort()


def send_a_page(route: Route) -> None:
    """What a filter, or a network that wants a login first, sends in the place of anything."""
    route.fulfill(content_type="text/html", body="<h1>Log in first</h1>")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "instead"),
    [("pyodide.asm.wasm", refuse), ("explorers.zip", send_a_page)],
)
def test_where_python_never_comes_single_controls_move_and_the_page_says_what_does_not(
    pages: Pages, page: Page, file: str, instead: Any
) -> None:
    page.route(re.compile(rf"/{re.escape(file)}$"), instead)
    page.goto(SURVEY)
    move(page, 0)
    says_what_python_says(page, "n")
    move(page, 1)
    expect(page.get_by_text(ENGLISH.text("page.alone"))).to_be_visible(timeout=START)
    says_what_python_says(page, "n")
    explorer(page).get_by_role("button", name=ENGLISH.text("explorer.reset")).click()
    expect(explorer(page).locator(".kb-reading")).to_have_text(reading({}))
    move(page, 1)
    says_what_python_says(page, "share")
    pages.errors.clear()  # what the browser says of what did not come


@pytest.mark.slow
def test_while_python_is_on_its_way_the_page_says_so_and_the_way_back_is_open(page: Page) -> None:
    page.route(re.compile(r"\.wasm$"), lambda _: None)  # it neither comes nor fails
    page.goto(SURVEY)
    move(page, 0)
    move(page, 1)
    expect(page.get_by_text(ENGLISH.text("page.calculating"))).to_be_visible()
    explorer(page).get_by_role("button", name=ENGLISH.text("explorer.reset")).click()
    expect(explorer(page).locator(".kb-reading")).to_have_text(reading({}))
    expect(page.get_by_text(ENGLISH.text("page.calculating"))).to_have_count(0)
    move(page, 1)
    says_what_python_says(page, "share")


@pytest.mark.slow
def test_after_a_first_visit_all_of_it_works_without_a_network(pages: Pages, origin: str) -> None:
    page = pages.open(origin, service_workers="allow")
    page.goto(SURVEY)
    page.wait_for_function(READY, timeout=START)
    while not page.evaluate(KEPT):
        page.wait_for_timeout(200)
    page.context.set_offline(True)
    page.goto("about:blank")
    page.goto(SURVEY)
    move(page, 0)
    move(page, 1)
    says_what_python_says(page, "n", "share")
    page.goto(f"{ROOT}nl/05-budget.html")
    expect(page.locator("h1")).to_have_text("Het budget")
    page.goto(ROOT)
    expect(page.locator("h1").first).to_be_visible()
    pages.errors.clear()  # the scenes of the budget, where this reader has not been


@pytest.mark.slow
def test_opened_as_a_file_single_controls_move_and_an_address_is_followed(
    browser: Browser, site: Path
) -> None:
    page = browser.new_context(base_url=f"{site.as_uri()}/").new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto("en/02-survey.html#sample_size.n=2000")
    says_what_python_says(page, "n")
    move(page, 0)
    says_what_python_says(page, "n")
    assert settings(page)["n"] != "2000"
    move(page, 1)
    expect(page.get_by_text(ENGLISH.text("page.alone"))).to_be_visible()
    page.context.close()
    assert errors == []


# ── Lab ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_lab_opens_a_notebook_from_its_page_and_runs_it(pages: Pages, host: str) -> None:
    page = pages.open(host, viewport={"width": 1400, "height": 900}, service_workers="allow")
    page.goto(SURVEY)
    page.locator(".kb-lab-link a").click()
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=START)
    expect(page.get_by_text(re.compile(r"\| Idle$"))).to_be_visible(timeout=START)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    first = page.locator(".kb-explorer:not(.kb-ask)").first
    first.locator(".kb-plot[data-drawn]").wait_for(timeout=START, state="attached")
    first.scroll_into_view_if_needed()
    funnel = plan(ENGLISH, "funnel")
    shows(first, funnel.scene(funnel.default, {}))
    pages.errors.clear()  # what Lab asks the host for in vain, at its root
