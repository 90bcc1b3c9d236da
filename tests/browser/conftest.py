"""A real Chromium for the tests in this folder, and a real JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import absence
from tests.browser.chromium import launched
from tests.browser.lab import RUN, Lab, serve
from tests.browser.pages import PATIENCE, Pages

expect.set_options(timeout=PATIENCE)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and the sentence about tests that did not run."""
    config.addinivalue_line(
        "markers",
        "provokes_error(pattern): the page must log an error in which the pattern is found, "
        "and no other",
    )
    if not config.pluginmanager.has_plugin(absence.__name__):
        config.pluginmanager.register(absence, absence.__name__)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Where the browser is; without one a test is skipped, and fails on CI."""
    return absence.browser_or_skip()


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    """Chromium with a fresh profile.

    It ends with its module: while Playwright's event loop is there, no other test of the
    process can call ``asyncio.run``.
    """
    with launched(browser_path) as chromium:
        yield chromium


@pytest.fixture
def provoked(request: pytest.FixtureRequest) -> list[str]:
    """What the test says its page will log: the pattern of each marker ``provokes_error``."""
    return [mark.args[0] for mark in request.node.iter_markers("provokes_error")]


@pytest.fixture
def pages(browser: Browser, provoked: list[str]) -> Iterator[Pages]:
    """Opens pages; at the end none may have reached outside or logged an error it should not."""
    opened = Pages(browser)
    yield opened
    opened.close()
    opened.check(provoked)


@pytest.fixture(scope="session")
def lab(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """One JupyterLab over a copy of the notebooks; it needs no browser, but its tests do."""
    with serve(tmp_path_factory.mktemp("lab")) as served:
        yield served


@pytest.fixture(scope="module")
def lab_tab(browser: Browser, lab: Lab) -> Iterator[tuple[Pages, Page]]:
    """One tab for all tests of a module: to open Lab in it again takes half the work."""
    pages = Pages(browser)
    page = pages.open(lab.origin, viewport={"width": 1400, "height": 900})
    page.set_default_timeout(RUN)
    page.request.get(f"/lab?token={lab.token}")  # its cookie lets the page in
    yield pages, page
    pages.close()


@pytest.fixture
def lab_page(lab: Lab, lab_tab: tuple[Pages, Page], provoked: list[str]) -> Iterator[Page]:
    """A page that is logged in at Lab; at the end it is checked as in ``pages``, and kernels end."""
    pages, page = lab_tab
    page.emulate_media(color_scheme="light")
    yield page
    try:
        pages.check(provoked)
    finally:
        page.goto("about:blank")
        lab.stop_kernels()
