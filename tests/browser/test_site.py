"""The static site as a reader meets it: to read at once, live in the tab, kept for when there is no net."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from kamerbrief.app.walk import Stop, walks
from kamerbrief.editions import Words
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.notebook.number import Number
from kamerbrief.scenes.controls import OutOfRange, written
from tests.browser.access import PHONE, ZOOMED, cut_off_on, found, texts
from tests.browser.asking import answer_each_check_by_keyboard, predict_and_see_the_mark
from tests.browser.lab import NOTEBOOKS
from tests.browser.moving import drag, explorers_in, follow, shows
from tests.browser.pages import Pages
from tests.browser.plain import served
from tests.editions.spelling import misspelt
from tests.notebook.moves import places

WALKS: Final = walks(NOTEBOOKS)
STOPS: Final = [stop for each in WALKS.values() for stop in each.stops]
ROOT: Final = "/site/"  # the site stands below a folder of its host
SURVEY: Final = f"{ROOT}en/02-survey.html"
LIVE: Final = "() => document.documentElement?.dataset.kbLive === ''"  # there is none on the way
START: Final = 120_000  # milliseconds that a busy machine may take to start Python in a tab
SCHEMES: Final = ("light", "dark")
SOURCES: Final = {"AVS", "BVOK", "DUS-I", "GKA-Agenda’s", "MWM"}  # in titles of sources
ENGLISH: Final = Words("en")

# All that a live page fetches is kept for when there is no network.
KEPT: Final = """async () => {
  const { files } = JSON.parse(document.getElementById("kb-site").textContent);
  return (await Promise.all(files.map((file) => caches.match(file)))).every(Boolean);
}"""

# What the worker says has come, summed up beside the page's own sum.
COUNT: Final = """() => {
  globalThis.fetchedBytes = 0;
  const listen = Worker.prototype.addEventListener;
  Worker.prototype.addEventListener = function (type, listener) {
    listen.call(this, type, (event) => {
      if (event.data?.kind === "fetched") fetchedBytes += event.data.bytes;
      listener.call(this, event);
    });
  };
}"""


@pytest.fixture(scope="module")
def origin(browser_path: str, site: Path) -> Iterator[str]:
    """A server over the site; it needs no browser, but its tests do."""
    with served(site.parent) as address:
        yield address


@pytest.fixture(scope="module")
def tab(origin: str, browser: Browser) -> Iterator[tuple[Pages, Page]]:
    """One tab for the tests of a module."""
    opened = Pages(browser)
    yield opened, opened.open(origin, viewport={"width": 1280, "height": 900})
    opened.close()


@pytest.fixture
def page(tab: tuple[Pages, Page], origin: str, provoked: list[str]) -> Iterator[Page]:
    """A page of a reader who comes for the first time; at the end it is checked as in ``pages``."""
    opened, page = tab
    page.goto("about:blank")
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{origin}{ROOT}icon.txt")  # nothing is there, but the site's memory is
    page.evaluate("sessionStorage.clear()")
    opened.errors.clear()
    yield page
    opened.check(provoked)


@pytest.fixture(params=STOPS, ids=lambda stop: stop.path)
def stop(request: pytest.FixtureRequest) -> Stop:
    """Each stop of the walk."""
    found: Stop = request.param
    return found


def address(stop: Stop) -> str:
    return f"{ROOT}{stop.path.replace('.ipynb', '.html')}"


def make_live(page: Page) -> None:
    """Press the button, and wait until all that can be moved can be."""
    page.locator("#kb-live button").click()
    page.wait_for_function(LIVE, timeout=START)


def other_states(explorer: Explorer) -> list[dict[str, str]]:
    """Two states away from home, as an address says them; every control is moved that can be."""
    states = []
    for third in (1, 2):
        settings: dict[str, str] = {}
        for name, control in explorer.controls.items():
            values = places(control)
            tried = settings | {name: written(values[third * len(values) // 3 % len(values)])}
            try:
                explorer.go(tried)
            except OutOfRange:
                continue
            settings = tried
        states.append(settings)
    if any(len(places(control)) > 2 for control in explorer.controls.values()):
        assert states[0] != states[1]
    assert all(states), f"{explorer.name} was not moved"
    return states


# ── to read ───────────────────────────────────────────────────────────────────────────────────


def test_a_page_can_be_read_before_anything_runs_and_keeps_nobody_out(
    page: Page, stop: Stop
) -> None:
    page.goto(address(stop))
    button = page.locator("#kb-live button")
    expect(button).to_have_text(WALKS[stop.edition].words.text("site.live"))
    assert found(page, "languages") == []
    for language, some in texts(page).items():
        own = [re.sub(r"https?://\S+", "", text) for text in some]
        assert [word for word in misspelt(own, language) if word not in SOURCES] == [], language
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert found(page, "violations") == []
    assert found(page, "withoutVisibleFocus") == []
    for width in (1280, ZOOMED, PHONE):
        assert cut_off_on(page, width) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["", "en/", "nl/", "en/teachers-guide.html", "licences.html"])
def test_the_other_pages_keep_nobody_out(page: Page, path: str) -> None:
    page.goto(f"{ROOT}{path}")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert found(page, "violations") == []
    assert found(page, "languages") == []
    for width in (1280, ZOOMED, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_all_is_there_to_read_and_nothing_to_press(
    browser: Browser, origin: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + SURVEY)
    expect(page.locator("#kb-live")).to_be_hidden()
    expect(page.locator(".kb-still .kb-reading").nth(2)).to_contain_text("8.4 percentage points")
    expect(page.locator(".kb-poster").first).to_be_visible()
    page.goto(origin + ROOT)
    page.get_by_role("link", name="Het onderzoek").click()
    expect(page.locator("h1")).to_have_text("Het onderzoek")
    context.close()


def test_on_paper_stand_the_pictures_and_no_button(page: Page) -> None:
    page.goto(SURVEY)
    page.emulate_media(media="print")
    expect(page.locator("#kb-live")).to_be_hidden()
    expect(page.locator(".kb-still button").first).to_be_hidden()
    expect(page.locator(".kb-code").first).to_be_hidden()
    expect(page.locator(".kb-poster").first).to_be_visible()


def test_the_code_is_folded_and_one_press_away(page: Page) -> None:
    page.goto(SURVEY)
    cell = page.locator("#cell-size")
    expect(cell.locator("pre")).to_be_hidden()
    cell.locator("summary").click()
    expect(cell.locator("pre")).to_have_text("explore.sample_size()")


# ── live ──────────────────────────────────────────────────────────────────────────────────────


def test_every_explorer_says_in_the_tab_what_python_says_here(page: Page, stop: Stop) -> None:
    page.goto(address(stop))
    explorers = explorers_in(stop.path)
    expect(page.locator(".kb-poster")).to_have_count(len(explorers))
    make_live(page)
    expect(page.locator(".kb-poster, .kb-still")).to_have_count(0)
    shown = page.locator(".kb-explorer:not(.kb-ask)")
    places = [shown.nth(place) for place in range(shown.count())]
    drawn = [place for place in places if place.locator(".kb-plot").count()]
    assert len(drawn) == len(explorers)
    for place, live in zip(drawn, explorers, strict=True):
        shows(place, live)
        for settings in other_states(live):
            live.go(settings)
            fragment = urlencode({f"{live.name}.{name}": value for name, value in settings.items()})
            page.evaluate("fragment => { location.hash = fragment; }", fragment)
            shows(place, live)
        live.reset()
    page.evaluate("location.hash = ''")
    for place, live in zip(drawn, explorers, strict=True):
        numbers = [control for control in live.controls.values() if isinstance(control, Number)]
        shows(place, live)
        if numbers:
            track = place.locator(".kb-number input[type=range]").first
            drag(track, 0.5)
            follow(place, live, numbers[0], int(track.input_value()))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert found(page, "violations") == []


def test_it_says_how_far_it_is_and_the_reader_stays_in_place(page: Page) -> None:
    page.goto(SURVEY)
    page.evaluate(COUNT)
    page.locator("h3").nth(2).evaluate("heading => heading.scrollIntoView()")
    top = "document.querySelectorAll('h3')[2].getBoundingClientRect().top"
    before = page.evaluate(top)
    page.evaluate("""() => {
      const status = document.querySelector("#kb-live [data-kb=status]");
      const told = document.querySelector("#kb-live [role=status]");
      globalThis.said = [];
      globalThis.heard = [];
      new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
      new MutationObserver(() => heard.push(told.textContent)).observe(told, { childList: true });
    }""")
    page.locator("#kb-live button").evaluate("button => button.click()")  # without scrolling to it
    page.wait_for_function(LIVE, timeout=START)
    said = page.evaluate("said")
    heard = page.evaluate("heard")
    data = json.loads(page.locator("#kb-site").text_content() or "")
    whole = Words("en").say(data["bytes"] / 1e6, "number.1")
    steps = [
        rf"Fetching Python: [\d.]+ of {re.escape(whole)} megabytes",
        r"Starting Python; \d+ seconds",
        rf"Opening what can be moved: {data['live']} of {data['live']}",
        re.escape(ENGLISH.text("site.ready")),
    ]
    at = [next(i for i, text in enumerate(said) if re.search(step, text)) for step in steps]
    assert at == sorted(at)
    assert len(heard) == len(steps), "each step is told once"
    assert page.evaluate("fetchedBytes") == data["bytes"], "what is counted is what comes"
    expect(page.locator("#kb-live [role=status]")).to_have_text(ENGLISH.text("site.ready"))
    assert abs(page.evaluate(top) - before) < 3
    expect(page.locator("#kb-live")).to_be_hidden()


def test_an_address_with_settings_opens_live_at_them_and_in_the_other_language(page: Page) -> None:
    page.goto(f"{SURVEY}#sample_size.n=2000")
    page.wait_for_function(LIVE, timeout=START)
    expect(page.locator("#cell-size .kb-reading")).to_contain_text("2,000 answers")
    page.get_by_role("link", name="In het Nederlands").click()
    page.wait_for_function(LIVE, timeout=START)
    assert page.url.endswith("/nl/02-survey.html#sample_size.n=2000")
    expect(page.locator("#cell-size .kb-reading")).to_contain_text("2.000 antwoorden")


def test_settings_that_come_into_the_address_of_an_open_page_make_it_live(page: Page) -> None:
    page.goto(SURVEY)
    page.evaluate("location.hash = 'sample_size.n=2000'")
    page.wait_for_function(LIVE, timeout=START)
    expect(page.locator("#cell-size .kb-reading")).to_contain_text("2,000 answers")


def test_a_reader_who_made_one_page_live_finds_the_next_one_live(page: Page) -> None:
    page.goto(SURVEY)
    make_live(page)
    page.locator("a[rel=next]").first.click()
    page.wait_for_function(LIVE, timeout=START)
    expect(page.locator("h1")).to_have_text("The respondents")


def test_a_guess_is_marked_and_a_check_answers(page: Page) -> None:
    page.goto(SURVEY)
    make_live(page)
    predict_and_see_the_mark(page)
    answer_each_check_by_keyboard(page)


def test_the_briefing_and_a_chart_can_be_taken_along(page: Page) -> None:
    page.goto(f"{ROOT}en/07-closing.html")
    make_live(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name=ENGLISH.text("chart.svg")).first.click()
    assert coming.value.suggested_filename.endswith(".svg")
    with page.expect_download() as coming:
        page.get_by_role("button", name=ENGLISH.text("briefing.html")).click()
    assert coming.value.suggested_filename.endswith(".html")
    page.get_by_role("button", name=ENGLISH.text("briefing.pdf")).click()
    expect(page.get_by_text(ENGLISH.text("briefing.no-pdf"))).to_be_visible()


def test_slides_show_the_same_live_and_lead_on_to_slides(page: Page) -> None:
    page.goto(f"{SURVEY}?slides=6")
    expect(page.locator("#kb-deck")).to_be_visible()
    targets = page.locator("main a[rel=next], .kb-lab-link a").evaluate_all(
        "all => all.map((a) => a.search)"
    )
    assert sorted(targets) == ["?path=en/02-survey.ipynb", "?slides"]
    make_live(page)
    expect(page.locator(".kb-slide:not([hidden]) .kb-plot[data-drawn]").first).to_be_visible()


def test_where_python_ends_later_the_page_says_so_too(page: Page, tab: tuple[Pages, Page]) -> None:
    page.add_init_script("""
      const listen = Worker.prototype.addEventListener;
      Worker.prototype.addEventListener = function (...what) {
        globalThis.worker = this;
        return listen.apply(this, what);
      };
    """)
    page.goto(SURVEY)
    make_live(page)
    expect(page.locator("#kb-live")).to_be_hidden()
    page.evaluate("worker.dispatchEvent(new ErrorEvent('error', { message: 'it ended' }))")
    expect(page.locator("#kb-live [data-kb=status]")).to_have_text(ENGLISH.text("app.kernel-gone"))
    page.get_by_role("button", name=ENGLISH.text("app.reload")).click()
    page.wait_for_function(LIVE, timeout=START)


def test_a_browser_that_keeps_nothing_makes_a_page_live_all_the_same(
    pages: Pages, origin: str
) -> None:
    page = pages.open(origin)
    page.add_init_script("""Object.defineProperty(globalThis, "sessionStorage", {
      get() { throw new DOMException("denied", "SecurityError"); },
    })""")
    page.goto(SURVEY)
    make_live(page)
    expect(page.locator("#cell-size .kb-reading")).to_contain_text("8.4 percentage points")


def test_where_python_does_not_come_the_page_says_so_and_can_try_again(
    page: Page, tab: tuple[Pages, Page]
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route(re.compile(r"\.wasm$"), refuse)
    page.goto(SURVEY)
    page.locator("#kb-live button").click()
    expect(page.locator("#kb-live [data-kb=status]")).to_have_text(
        ENGLISH.text("site.failed"), timeout=START
    )
    expect(page.locator(".kb-poster").first).to_be_visible()
    again = page.locator("#kb-live button")
    expect(again).to_have_text(ENGLISH.text("site.again"))
    page.unroute(re.compile(r"\.wasm$"))
    again.click()
    page.wait_for_function(LIVE, timeout=START)
    opened, _ = tab  # the worker may have ended before it could log what was refused
    opened.errors = [error for error in opened.errors if "Failed to fetch" not in error]


# ── without a network, and in Lab ─────────────────────────────────────────────────────────────


def test_after_a_first_visit_all_of_it_works_without_a_network(
    browser: Browser, origin: str
) -> None:
    opened = Pages(browser)
    page = opened.open(origin, service_workers="allow")
    page.goto(f"{SURVEY}#sample_size.n=2000")  # live at once, before anything is kept
    page.wait_for_function(LIVE, timeout=START)
    while not page.evaluate(KEPT):
        page.wait_for_timeout(200)
    page.context.set_offline(True)
    page.goto("about:blank")
    page.goto(SURVEY)
    page.wait_for_function(LIVE, timeout=START)
    expect(page.locator("#cell-size .kb-reading")).to_contain_text("8.4 percentage points")
    page.goto(f"{ROOT}nl/05-budget.html")
    expect(page.locator("h1")).to_have_text("Het budget")
    page.wait_for_function(LIVE, timeout=START)
    page.goto(ROOT)
    expect(page.locator("h1").first).to_be_visible()
    opened.close()
    assert opened.outside == []


@pytest.mark.parametrize("notebook", ["en/02-survey.ipynb", "nl/05-budget.ipynb"])
def test_the_notebook_runs_in_lab_and_a_change_is_kept_and_can_be_downloaded(
    pages: Pages, origin: str, notebook: str
) -> None:
    page = pages.open(origin, viewport={"width": 1400, "height": 900}, service_workers="allow")
    lab = f"{ROOT}lite/lab/index.html?path={notebook}"
    page.goto(lab)
    cells = page.locator(".jp-Notebook .jp-Cell")
    expect(cells.first).to_be_visible(timeout=START)
    expect(page.get_by_text(re.compile(r"\| Idle$"))).to_be_visible(timeout=START)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    live = explorers_in(notebook)[0]
    first = page.locator(".kb-explorer:not(.kb-ask)").first
    first.locator(".kb-plot[data-drawn]").wait_for(timeout=START, state="attached")
    first.scroll_into_view_if_needed()
    shows(first, live)
    cells.first.locator("h1").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Changed by a reader.")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    page.goto("about:blank")
    page.goto(lab)
    expect(cells.first).to_contain_text("Changed by a reader.", timeout=START)
    page.get_by_role("menuitem", name="File", exact=True).click()
    with page.expect_download() as coming:
        page.get_by_role("menuitem", name="Download", exact=True).click()
    assert "Changed by a reader." in Path(coming.value.path()).read_text(encoding="utf-8")
    page.context.set_offline(True)
    page.goto("about:blank")
    page.goto(lab)
    expect(cells.first).to_contain_text("Changed by a reader.", timeout=START)
    pages.errors.clear()  # what Lab asks the host for in vain, at its root and without a network
