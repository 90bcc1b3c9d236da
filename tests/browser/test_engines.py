"""The pages in Firefox and WebKit, from the app and from the static site.

What all engines share is tried in Chromium; here stands once what each has of its own: keys, fields,
addresses, colours, widths, workers, files and what is kept for when there is no network.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest

from kamerbrief.editions import Words
from kamerbrief.scenes.plans import plan
from kamerbrief.scenes.theme import DARK
from tests.browser.absence import FIREFOX, WEBKIT, found_or_skip
from tests.browser.access import SCRIPT as ACCESS
from tests.browser.engines import PATIENCE, WIDE, Tab, find_firefox, find_webkit, firefox, webkit
from tests.browser.pages import rgb
from tests.browser.plain import Quiet, served
from tests.browser.test_site import KEPT, READY
from tests.serving import serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:setting remote_server_addr"),  # Selenium's own
]

ENGLISH: Final = Words("en")
SURVEY: Final = "/en/02-survey.html"
EXPLORER: Final = "[data-kb-explorer=sample_size]"
SIZE: Final = f"{EXPLORER} .kb-number input[type=range]"  # the first of its controls
BIAS: Final = f'{EXPLORER} input[aria-label^="Bias"]'
SHARE: Final = f"{EXPLORER} .kb-control:nth-child(2) input[type=text]"
READING: Final = f"document.querySelector('{EXPLORER} .kb-reading').textContent"
GONE: Final = f"document.querySelector('{EXPLORER} .kb-gone').textContent"
DRAWN: Final = """document.querySelectorAll("[data-kb-explorer]").length
  === document.querySelectorAll("[data-kb-explorer] .kb-plot[data-drawn]").length"""
STORED: Final = """performance.getEntriesByType("resource")
  .filter(({ name }) => name.includes("/scenes/")).length
  === document.querySelectorAll("[data-kb-explorer]").length"""


def reading(edition: str = "en", name: str = "sample_size", **settings: str) -> str:
    """What Python on this machine says of settings."""
    return plan(Words(edition), name).opened(settings, {}).reading


class Scriptless(Quiet):
    """A host that has lost its scripts."""

    def send_head(self):
        """Send what it has."""
        if self.path.partition("?")[0].endswith(".js"):
            return self.send_error(404)
        return super().send_head()


@dataclass(frozen=True)
class Host:
    """The pages as files, where they are served, and what ends that."""

    folder: Path
    origin: str
    stop: Callable[[], None]


Engine = Callable[..., AbstractContextManager[Tab]]


@pytest.fixture(scope="session", params=["firefox", "webkit"], autouse=True)
def engine(request: pytest.FixtureRequest) -> Engine:
    """What opens a tab in each engine; without it a test is skipped before anything is built."""
    if request.param == "firefox":
        return partial(firefox, found_or_skip(find_firefox(), FIREFOX))
    return partial(webkit, found_or_skip(find_webkit(), WEBKIT))


@pytest.fixture(scope="module")
def tab(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """One tab for all tests of an engine."""
    with engine(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture(params=["app", "site"])
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    """The app, and the site below a folder of a plain host; each test has a server of its own."""
    with ExitStack() as servers:
        if request.param == "app":
            folder = request.getfixturevalue("written")
            origin = servers.enter_context(serving(folder)).origin
        else:
            folder = request.getfixturevalue("site")
            origin = f"{servers.enter_context(served(folder.parent))}/{folder.name}"
        yield Host(folder, origin, servers.close)


def test_before_any_script_comes_the_first_reading_and_picture_are_there(
    tab: Tab, host: Host
) -> None:
    with served(host.folder, Scriptless) as origin:
        tab.open(f"{origin}{SURVEY}")
        assert tab.ask(READING) == reading()
        tab.ask(f"document.querySelector('{EXPLORER}').scrollIntoView()")
        tab.until(f"document.querySelector('{EXPLORER} .kb-poster').naturalWidth > 0")
        assert not tab.ask("Boolean(globalThis.Plotly)")


def test_a_key_moves_a_slider_at_once_and_the_address_says_where_to(tab: Tab, host: Host) -> None:
    tab.open(host.origin + SURVEY)
    tab.until(DRAWN)
    tab.press(SIZE, "End")
    tab.until(READING, reading(n="5000"))
    tab.until("location.hash", "#sample_size.n=5000")


@pytest.mark.parametrize("host", ["app"], indirect=True)
def test_a_second_control_that_is_typed_is_asked_of_the_app(tab: Tab, host: Host) -> None:
    tab.open(host.origin + SURVEY.replace("/en/", "/nl/"))
    tab.press(SIZE, "End")
    tab.press(SHARE, *"87,5", "Enter")
    tab.until(READING, reading("nl", n="5000", share="0.875"))


def test_an_address_opens_as_it_is_set(tab: Tab, host: Host) -> None:
    tab.open(f"{host.origin}/nl/05-budget.html#budget_split.schools=0.5")
    wanted = reading("nl", "budget_split", schools="0.5")
    tab.until(
        "document.querySelector('[data-kb-explorer=budget_split] .kb-reading').textContent", wanted
    )


def test_in_the_dark_page_and_chart_are_dark(
    engine: Engine, written: Path, site: Path, tmp_path: Path
) -> None:
    with engine(tmp_path, dark=True) as tab:
        for folder in (written, site):
            tab.open(folder.as_uri() + SURVEY)
            tab.until(DRAWN)
            assert tab.ask("getComputedStyle(document.body).backgroundColor") == rgb(DARK["ground"])
            ink = f"getComputedStyle(document.querySelector('{EXPLORER} .xtick text')).fill"
            tab.until(ink, rgb(DARK["muted"]))
            assert tab.ask("getComputedStyle(document.querySelector('select')).colorScheme") == (
                "dark"  # else WebKit draws a list white on white
            )


def test_on_a_phone_nothing_is_cut_off_and_nothing_scrolls_sideways(tab: Tab, host: Host) -> None:
    tab.resize(390)
    tab.open(host.origin + SURVEY)
    tab.until(DRAWN)
    assert tab.ask("innerWidth") == 390
    assert tab.ask("document.documentElement.scrollWidth") <= 390
    tab.ask(f"(() => {{ {ACCESS.read_text(encoding='utf-8')} }})()")
    assert tab.ask("access.cutOffOnScreen()") == []
    tab.resize(WIDE)


def test_a_chart_is_downloaded_with_its_title_and_text(tab: Tab, host: Host) -> None:
    file = tab.home / "sample_size.svg"
    file.unlink(missing_ok=True)
    tab.open(host.origin + SURVEY)
    tab.until(DRAWN)
    tab.press(f"{EXPLORER} .kb-save button", "Enter")
    end = time.monotonic() + PATIENCE
    while not (file.exists() and file.stat().st_size) and time.monotonic() < end:
        time.sleep(0.05)
    said = plan(ENGLISH, "sample_size").opened({}, {}).plain()["drawing"]["layout"]["meta"]["alt"]
    assert ElementTree.parse(file).findtext("{*}desc") == said


@pytest.mark.parametrize("host", ["app"], indirect=True)
def test_where_the_app_is_gone_stored_moves_go_on_and_the_page_says_what_does_not(
    tab: Tab, host: Host
) -> None:
    tab.open(host.origin + SURVEY)
    tab.until(DRAWN)
    tab.until(STORED)
    host.stop()
    tab.press(SIZE, "End")
    tab.until(READING, reading(n="5000"))
    tab.press(BIAS, "ArrowRight")
    tab.until(GONE, ENGLISH.text("page.silent"))
    tab.until(READING, reading(n="5000"))


@pytest.mark.parametrize("host", ["site"], indirect=True)
def test_python_in_the_tab_answers_also_without_the_host_after_a_first_visit(
    tab: Tab, host: Host
) -> None:
    tab.open(host.origin + SURVEY)
    tab.until(f"({READY})()")
    tab.until(f"({KEPT})()")
    host.stop()
    tab.open("about:blank")
    tab.open(host.origin + SURVEY)
    tab.press(SIZE, "End")
    tab.press(SHARE, *"87.5", "Enter")
    tab.until(READING, reading(n="5000", share="0.875"))


@pytest.mark.parametrize("pages", ["written", "site"])
def test_from_a_folder_one_control_moves_and_the_page_says_what_cannot(
    tab: Tab, pages: str, request: pytest.FixtureRequest
) -> None:
    tab.open(request.getfixturevalue(pages).as_uri() + SURVEY)
    tab.until(DRAWN)
    tab.press(SIZE, "End")
    tab.until(READING, reading(n="5000"))
    tab.press(BIAS, "ArrowRight")
    tab.until(GONE, ENGLISH.text("page.alone"))
