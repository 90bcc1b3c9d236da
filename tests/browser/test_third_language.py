"""A third language is a folder and one command; then every string on screen is in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import pytest
from babel.dates import get_month_names
from playwright.sync_api import Browser, Page

from kamerbrief.editions import Words
from kamerbrief.pages.walk import walks
from tests.browser.access import texts
from tests.browser.app import App, read, serve
from tests.browser.lab import NOTEBOOKS
from tests.browser.pages import Pages
from tests.editions.madeup import UNTRANSLATED
from tests.notebooks.refresh import ROOT

LANGUAGE: Final = "eo"  # Babel knows its months and millions; nobody has translated us into it
STOPS: Final = [stop.name for stop in walks(NOTEBOOKS)["en"].stops]
# What Babel says in the language by itself.
OF_ITSELF: Final = {
    *(
        word
        for form in ("wide", "abbreviated")
        for word in get_month_names(form, locale=LANGUAGE).values()
    ),
    *"de miliono milionoj miliardo miliardoj".split(),
}

# What `make notebooks` does, but for the pictures.
REFRESH: Final = """
import sys
from pathlib import Path
from tests.notebooks import refresh
refresh.renew = lambda *_, **__: 0
for path in sys.argv[1:]:
    refresh.refresh(Path(path))
"""
pytestmark = pytest.mark.slow

WORD: Final = re.compile(r"[^\W\d_]+")


@pytest.fixture(scope="module")
def app(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app of a copy in which an edition was begun by the command, translated and refreshed."""
    copy = tmp_path_factory.mktemp("third")
    for name in ("src", "notebooks", "seeds", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(copy / "src"), str(copy)]))
        for command in ("tests.notebooks.edition", "tests.editions.madeup"):
            run = [sys.executable, "-m", command, LANGUAGE]
            subprocess.run(run, cwd=copy, check=True, stdout=subprocess.DEVNULL)
        refresh = [sys.executable, "-c", REFRESH]
        mine = sorted((copy / "notebooks" / LANGUAGE).glob("*.ipynb"))
        subprocess.run([*refresh, *mine], cwd=copy, check=True, stdout=subprocess.DEVNULL)
        with serve(copy, copy / "notebooks") as served:
            yield served


@pytest.fixture(scope="module")
def tab(app: App, browser: Browser) -> Iterator[Page]:
    """One tab for all pages."""
    opened = Pages(browser)
    yield opened.open(app.origin)
    opened.close()


def left_in_english(page: Page) -> list[str]:
    """The texts on a page that are not in its language, nor the letter's, a source's or a link's."""
    by_language = texts(page)
    own = by_language.pop(LANGUAGE)
    assert len(own) > 10
    by_language.pop("nl")
    assert by_language.pop("en", set()) <= {"", Words("en").text("app.language")}
    assert by_language == {}
    return sorted(
        text
        for text in own
        if any(UNTRANSLATED.search(word) for word in WORD.findall(text) if word not in OF_ITSELF)
    )


def test_the_landing_page_is_in_it(tab: Page) -> None:
    tab.goto(f"/{LANGUAGE}/index.html")
    assert left_in_english(tab) == []


@pytest.mark.parametrize("name", STOPS)
def test_every_string_on_a_page_is_in_it(tab: Page, name: str) -> None:
    read(tab, f"/{LANGUAGE}/{name}.html")
    for answer in tab.locator(".kb-ask input[type=radio]").all():
        answer.check()
    for button in tab.locator(".kb-mark").first, tab.locator(".kb-ask button").nth(1):
        if button.count():
            button.click()
    tab.wait_for_timeout(500)
    assert left_in_english(tab) == []
