"""The walk as pages: what a visitor sees, moves, shares and prints, and what nobody gets."""

from __future__ import annotations

import csv
import io
import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from xml.etree import ElementTree

import nbformat
import pypdf
import pytest
from nbformat.v4 import new_code_cell
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from kamerbrief.app.slides import write
from kamerbrief.app.walk import Stop, walks
from kamerbrief.editions import Words
from kamerbrief.scenes.walk import walk
from tests.browser.access import PHONE, ZOOMED, cut_off_on, found, texts
from tests.browser.app import ARRIVED, DRAW, SURVEY, App, explorer, read, serve
from tests.browser.asking import (
    answer_each_check_by_keyboard,
    predict_and_see_the_mark,
    skip_and_see_no_mark,
)
from tests.browser.lab import NOTEBOOKS
from tests.browser.moving import drag, explorers_in, move_every_slider, shows
from tests.browser.pages import Pages
from tests.editions.spelling import DICTIONARIES, misspelt

WALKS = walks(NOTEBOOKS)
STOPS = [stop for each in WALKS.values() for stop in each.stops]
SCHEMES: Final = ("light", "dark")
BUDGET: Final = SURVEY.replace("02-survey", "05-budget")
CLOSING: Final = SURVEY.replace("02-survey", "07-closing")
# In titles of sources, and a bureau that the letter names.
SOURCES: Final = {"AVS", "BVOK", "DUS-I", "GKA-Agenda’s", "MWM"}
# A number with decimals, on an axis or anywhere, as the other language writes it.
FOREIGN: Final = {"en": re.compile(r"\d,\d{1,2}(?!\d)"), "nl": re.compile(r"\d\.\d{1,2}(?!\d)")}
SIZE = "Answers (n)"  # a control of the explorer that most of these tests move


@pytest.fixture(scope="module")
def app(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One app over the project's notebooks; it needs no browser, but its tests do."""
    with serve(tmp_path_factory.mktemp("app")) as served:
        yield served


@pytest.fixture(scope="module")
def tab(app: App, browser: Browser) -> Iterator[tuple[Pages, Page]]:
    """One tab for the tests of a module: in it, a page after the first takes half the work."""
    opened = Pages(browser)
    yield opened, opened.open(app.origin)
    opened.close()


@pytest.fixture
def page(tab: tuple[Pages, Page], provoked: list[str]) -> Iterator[Page]:
    """A visitor's page, still blank; at the end it is checked as in ``pages``."""
    opened, page = tab
    blank(page)
    yield page
    opened.check(provoked)


@pytest.fixture(scope="module", params=STOPS, ids=lambda stop: stop.path)
def stop(request: pytest.FixtureRequest) -> Stop:
    """Each stop of the walk; all tests of one come before those of the next."""
    found: Stop = request.param
    return found


@pytest.fixture(scope="module")
def stop_tab(stop: Stop, tab: tuple[Pages, Page]) -> tuple[Pages, Page]:
    """The tab with the page of a stop in it, which all tests of the stop read."""
    opened, page = tab
    blank(page)
    return opened, read(page, stop.address)


@pytest.fixture
def stop_page(stop_tab: tuple[Pages, Page], stop: Stop, provoked: list[str]) -> Iterator[Page]:
    """The page of a stop; at the end of each test it is checked as in ``pages``."""
    opened, page = stop_tab
    assert page.url.endswith(stop.address), "another test has used the tab"
    yield page
    opened.check(provoked)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """The file of the survey, in a folder of notebooks of its own: to make one page is quick."""
    file = tmp_path / "notebooks" / "en" / "02-survey.ipynb"
    file.parent.mkdir(parents=True)
    return Path(shutil.copy(NOTEBOOKS / "en" / file.name, file))


def blank(page: Page) -> None:
    """Leave what a tab shows, and see as a visitor does who has set nothing."""
    page.goto("about:blank")
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})


# ── what there is to see ──────────────────────────────────────────────────────────────────────


def test_every_notebook_is_a_stop_of_the_walk() -> None:
    paths = {path.relative_to(NOTEBOOKS).as_posix() for path in NOTEBOOKS.glob("*/*.ipynb")}
    assert {stop.path for stop in STOPS} == paths


@pytest.mark.parametrize("edition", WALKS)
def test_the_landing_page_lists_the_walk_in_its_order_with_a_line_each(
    page: Page, edition: str
) -> None:
    page.goto(f"/{edition}/")
    items, stops = page.locator(".kb-walk li"), WALKS[edition].stops
    expect(items).to_have_text([re.compile(re.escape(s.title + s.line)) for s in stops])
    links = page.locator(".kb-walk a").evaluate_all("all => all.map((a) => a.pathname)")
    assert links == [stop.address for stop in stops]


def test_a_page_draws_every_explorer_and_shows_no_code_and_no_menu_to_choose_from(
    stop_page: Page, stop: Stop
) -> None:
    page = stop_page
    topics = [topic for topic in walk().values() if topic.notebook == stop.name]
    explorers = sum(len(topic.explorers) for topic in topics)
    expect(page.locator(".kb-plot[data-drawn]")).to_have_count(explorers)
    for reading in page.locator("figcaption.kb-reading").all():
        expect(reading).not_to_be_empty()
    text = page.locator("body").inner_text()
    for foreign in ("open_edition", "Traceback", "Run All Cells", "Error"):
        assert foreign not in text
    assert page.locator(".jp-InputArea-editor, .jp-mod-error").count() == 0
    assert "open_edition" not in page.content()
    expect(page.locator("#kb-status")).to_be_empty()
    expect(page.locator("h1")).to_have_count(1)


def test_a_page_leads_to_the_one_before_the_one_after_all_pages_and_the_letter(
    stop_page: Page, stop: Stop
) -> None:
    pages_of = WALKS[stop.edition]
    before, after = pages_of.around(stop)
    targets = "all => all.map((a) => a.pathname)"
    for rel, other in (("prev", before), ("next", after)):
        found = stop_page.locator(f"a[rel={rel}]").evaluate_all(targets)
        assert found == ([other.address] * 2 if other else [])
    home, letter = stop_page.locator(".kb-top a:not([rel])").evaluate_all(targets)
    assert (home, letter) == (f"/{stop.edition}/", pages_of.stops[0].address)


def test_every_text_of_a_page_is_in_the_language_that_it_says(stop_page: Page) -> None:
    assert found(stop_page, "languages") == []
    said = texts(stop_page)
    assert said.keys() <= DICTIONARIES.keys()
    for language, some in said.items():
        own = [re.sub(r"https?://\S+", "", text) for text in some]
        assert [word for word in misspelt(own, language) if word not in SOURCES] == [], language
        assert [text for text in own if FOREIGN[language].search(text)] == [], language


def test_every_slider_of_a_page_moves_what_it_shows_and_nobody_is_kept_out(
    stop_page: Page, stop: Stop
) -> None:
    page = stop_page
    shown = page.locator(".kb-explorer:not(.kb-ask)")
    for place, live in enumerate(explorers_in(stop.path)):
        shows(shown.nth(place), live)
        move_every_slider(shown.nth(place), live, WALKS[stop.edition].words)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert found(page, "violations") == []
    for what in ("withoutVisibleFocus", "outOfOrder", "moving"):
        assert found(page, what) == [], what
    for width in (1280, ZOOMED, PHONE):
        assert cut_off_on(page, width) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_chart_of_a_page_can_be_saved_with_title_source_and_text(
    stop_page: Page, stop: Stop
) -> None:
    svg, words = "{http://www.w3.org/2000/svg}", Words(stop.edition)
    for shown, live in zip(
        stop_page.locator(".kb-explorer:not(.kb-ask)").all(), explorers_in(stop.path), strict=True
    ):
        with stop_page.expect_download() as coming:
            shown.get_by_role("button", name=words.text("chart.svg")).click()
        assert coming.value.suggested_filename == f"{live.name}.svg"
        root = ElementTree.parse(coming.value.path()).getroot()
        said = [root.findtext(svg + part) for part in ("title", "desc", "metadata")]
        layout = live.figure.layout
        assert said == [layout.title.text, layout.meta["alt"], live.source]
        assert words.text("picture.letter") in live.source
        assert root.find(f"{svg}svg") is not None
    with stop_page.expect_download() as coming:
        stop_page.get_by_role("button", name=words.text("chart.png")).last.click()
    with Image.open(coming.value.path()) as image:
        assert image.info["Title"] == said[0]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_landing_page_keeps_nobody_out(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    for what in ("violations", "withoutVisibleFocus", "outOfOrder", "cutOff", "moving"):
        assert found(page, what) == [], what


def test_the_last_paragraphs_link_to_another_notebook_opens_it_as_a_page(page: Page) -> None:
    page.goto(SURVEY)
    page.locator("#rendered_cells p").get_by_role("link", name="The letter").click()
    expect(page.locator("h1")).to_contain_text("The letter", timeout=DRAW)
    assert page.url.endswith("/voila/render/en/00-letter.ipynb")


# ── in another language ───────────────────────────────────────────────────────────────────────


def test_a_page_opens_in_the_other_language_with_what_the_reader_has_set(page: Page) -> None:
    read(page, f"{SURVEY}#sample_size.n=2000")
    page.get_by_role("link", name="In het Nederlands").click()
    page.wait_for_function(ARRIVED, timeout=DRAW)
    assert page.url.endswith("/voila/render/nl/02-survey.ipynb#sample_size.n=2000")
    shown = explorer(page, "Antwoorden (n)")
    expect(shown.locator(".kb-reading")).to_contain_text("2.000 antwoorden", timeout=DRAW)
    page.goto(page.url.replace("#", "?slides=6#"))
    page.get_by_role("button", name=Words("nl").text("slides.leave")).wait_for()
    page.get_by_role("button", name=Words("nl").text("slides.leave")).click()
    page.get_by_role("link", name="In English").click()
    page.wait_for_function(ARRIVED, timeout=DRAW)
    assert page.url.endswith("/voila/render/en/02-survey.ipynb#sample_size.n=2000")


def test_all_pages_can_be_had_in_the_other_language(page: Page) -> None:
    page.goto("/en/")
    page.get_by_role("link", name="In het Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.get_by_role("link", name="In English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("en;q=0.1, fr, nl;q=0.5", "nl"),
        ("de", "en"),
        ("nln, enq;q=x, *;q=0.1", "en"),
    ],
)
def test_a_visitor_is_met_in_the_language_of_the_browser(app: App, asked: str, lang: str) -> None:
    request = urllib.request.Request(f"{app.origin}/", headers={"Accept-Language": asked})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert f'<html lang="{lang}">' in answer.read().decode()


def test_numbers_are_typed_and_refused_as_the_language_writes_them(page: Page) -> None:
    read(page, SURVEY.replace("/en/", "/nl/"))
    shown = explorer(page, "Antwoorden (n)")
    field = shown.get_by_role("textbox", name="Aandeel dat ja zegt")
    for typed in ("0.87.1", "0.87"):
        field.fill(typed)
        field.press("Enter")
        expect(shown.locator(".kb-number-message").nth(1)).to_contain_text(f"“{typed}”")
        expect(shown.locator(".kb-reading")).to_contain_text("50%")
    field.fill("87,5")
    field.press("Enter")
    expect(shown.locator(".kb-number-message").nth(1)).to_be_empty()
    expect(field).to_have_value("87,5")
    expect(shown.locator(".kb-plot")).to_contain_text("aandeel dat ja zegt")


def test_a_press_on_a_term_shows_its_meaning_and_leaves_the_settings_alone(page: Page) -> None:
    read(page, f"{SURVEY}#sample_size.n=2000")
    term = page.get_by_role("link", name="margin of error")
    meaning = page.locator(".kb-meaning")
    term.press("Enter")
    expect(meaning).to_have_text(Words("en").text("term.foutmarge.meaning"))
    expect(term).to_have_attribute("aria-expanded", "true")
    assert page.url.endswith("#sample_size.n=2000")
    assert found(page, "violations") == []
    term.click()
    expect(meaning).to_have_count(0)
    expect(explorer(page, SIZE).locator(".kb-reading")).to_contain_text("2,000 answers")


def test_to_skip_to_the_content_leaves_the_explorers_as_they_are_set(page: Page) -> None:
    read(page, f"{SURVEY}#sample_size.n=2000")
    page.locator(".kb-skip").press("Enter")
    expect(page.locator("#rendered_cells")).to_be_focused()
    assert page.url.endswith("#sample_size.n=2000")
    expect(explorer(page, SIZE).locator(".kb-reading")).to_contain_text("2,000 answers")


# ── what nobody gets ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "/voila/files/en/02-survey.ipynb",
        "/voila/files/sample-size.png",
        "/voila/tree",
        "/voila/tree/en",
        "/voila/api/contents/en/02-survey.ipynb",
        "/api/contents/en/02-survey.ipynb",
        "/api/kernels",
        "/api/kernelspecs",
        "/api/terminals",
        "/files/en/02-survey.ipynb",
        "/tree",
        "/lab",
        "/login",
        "/voila/render/en/.ipynb_checkpoints/02-survey-checkpoint.ipynb",
        "/voila/render/en/../../pyproject.toml",
        "/voila/render/en/no-such.ipynb",
        "/voila/render/%2e%2e/README.md",
        "/voila/static/../app/server.py",
        "/voila/static/%2e%2e/%2e%2e/server.py",
        "/voila/static/no-such.js",
        "/voila/static/%00",
        "/voila/labextensions/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_nothing_is_served_but_the_pages_of_the_walk(app: App, path: str) -> None:
    assert app.status(path) in (403, 404)
    for foreign in ("Traceback", "open_edition", "nbformat", "import "):
        assert foreign not in app.text(path)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nobody_starts_a_kernel_or_changes_a_notebook(app: App, method: str) -> None:
    assert app.status("/api/kernels", method) == 404
    assert app.status("/voila/api/contents/en/02-survey.ipynb", method) == 404


def test_no_other_template_or_theme_can_be_asked_for(app: App) -> None:
    page = app.text(f"{SURVEY}?template=reveal&theme=dark")
    assert "data-kb-address" in page
    assert "reveal" not in page


def test_a_cell_that_raises_leaves_a_sentence_and_no_traceback(
    tmp_path: Path, survey: Path, pages: Pages
) -> None:
    notebook = nbformat.read(survey, as_version=4)
    notebook.cells.insert(3, new_code_cell("import warnings; warnings.warn('Oh.'); plugh = 1 / 0"))
    nbformat.write(notebook, survey)
    with serve(tmp_path, survey.parents[1]) as broken:
        page = pages.open(broken.origin)
        page.goto(SURVEY)
        expect(page.locator(".kb-failed")).to_contain_text("Something went wrong here")
        for foreign in ("ZeroDivision", "plugh", "Oh.", "Traceback", "show_tracebacks"):
            assert foreign not in page.content()
        pages.close()


# ── what can be moved, and shared ─────────────────────────────────────────────────────────────


def test_a_moved_slider_changes_the_reading_and_stands_in_the_address(page: Page) -> None:
    reading = explorer(read(page, SURVEY), SIZE).locator("figcaption")
    before = reading.inner_text()
    page.get_by_role("slider", name=SIZE, exact=True).press("End")
    expect(reading).not_to_have_text(before)
    expect(reading).to_contain_text("5,000")
    expect(page).to_have_url(re.compile(r"#sample_size\.n=5000$"))
    explorer(page, SIZE).get_by_role("button", name="Back to the start").click()
    expect(reading).to_have_text(before)
    expect(page).to_have_url(re.compile(r"\.ipynb$"))


def test_two_visitors_at_once_do_not_see_each_others_settings(
    app: App, pages: Pages, page: Page
) -> None:
    one, other = (read(each, SURVEY) for each in (page, pages.open(app.origin)))
    before = explorer(other, SIZE).locator("figcaption").inner_text()
    one.get_by_role("slider", name=SIZE, exact=True).press("End")
    expect(explorer(one, SIZE).locator("figcaption")).to_contain_text("5,000")
    expect(explorer(other, SIZE).locator("figcaption")).to_have_text(before)
    expect(one).to_have_url(re.compile(r"#sample_size\.n=5000$"))
    assert other.url.endswith(".ipynb")


def test_an_address_restores_the_settings_of_every_explorer_it_names(page: Page) -> None:
    read(page, f"{SURVEY}#sample_size.n=2000&sample_size.bias=0.05&funnel.base=teachers")
    expect(explorer(page, SIZE).locator("figcaption")).to_contain_text("2,000")
    expect(explorer(page, SIZE).locator("figcaption")).to_contain_text("5 percentage points")
    expect(page.get_by_label("Shares of", exact=True)).to_have_value("the teachers")
    expect(page.get_by_role("slider", name=SIZE, exact=True)).to_have_attribute(
        "aria-valuetext", re.compile("2,000")
    )
    assert page.url.endswith("#sample_size.n=2000&sample_size.bias=0.05&funnel.base=teachers")


@pytest.mark.parametrize(
    ("settings", "because"),
    [
        ("sample_size.n=0", "0"),
        ("sample_size.n=99999999", "99,999,999"),
        ("sample_size.n=abc", "abc"),
        ("sample_size.n=1e999", "1e999"),
        ("sample_size.n=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "<img"),
        ("sample_size.n=2000&sample_size.bias=7", "700"),
        ("sample_size.confidence=0.5", "0.5"),
        ("sample_size.nonsense=1", "nonsense"),
        (f"sample_size.n={'9' * 5000}", "longer"),
        ("sample_size.n=2000&sample_size.population=10", ""),
    ],
)
def test_an_address_with_what_cannot_be_is_refused_in_a_sentence(
    module_page: Page, settings: str, because: str
) -> None:
    reading = explorer(module_page, SIZE).locator("figcaption")
    module_page.evaluate("location.hash = ''")
    expect(reading).to_contain_text(re.compile("^If these 135 answers"))
    module_page.evaluate("hash => { location.hash = hash }", settings)
    if because:
        expect(reading).to_contain_text("The address of this page asks for what cannot be")
        expect(reading).to_contain_text(because)
    set_too = "n=2000" in settings  # what can be read is set, whatever else is refused
    expect(reading).to_contain_text("2,000" if set_too else "If these 135 answers")
    assert not re.search("Traceback|Error|None", reading.inner_text())


@pytest.mark.parametrize(
    "bent",
    [
        "sample_size.bias=0.05&amp;sample_size.n=2000",
        "sample_size.bias=0.05&sample_size.n=2000).",
        "sample_size.bias%3D0.05&sample_size.n%3D2000",
        "sample_size.bias=0,05&sample_size.n=2000",
    ],
)
def test_an_address_that_a_chat_program_has_bent_opens_all_the_same(
    module_page: Page, bent: str
) -> None:
    reading = explorer(module_page, SIZE).locator("figcaption")
    module_page.evaluate("location.hash = ''")
    expect(reading).to_contain_text(re.compile("^If these 135 answers"))
    module_page.evaluate("hash => { location.hash = hash }", bent)
    expect(reading).to_contain_text(re.compile("^If these 2,000 answers"))
    expect(reading).to_contain_text("5 percentage points")


@pytest.fixture(scope="module")
def module_page(app: App, browser: Browser) -> Iterator[Page]:
    """One page for a series of addresses, which it opens one after the other."""
    opened = Pages(browser)
    yield read(opened.open(app.origin), SURVEY)
    opened.close()
    assert (opened.outside, opened.errors) == ([], [])


def test_settings_typed_into_the_address_are_taken_and_going_back_brings_the_letter(
    page: Page,
) -> None:
    reading = explorer(read(page, SURVEY), SIZE).locator("figcaption")
    page.evaluate("location.hash = 'sample_size.n=500'")
    expect(reading).to_contain_text("500")
    expect(explorer(page, SIZE).get_by_role("button", name="Back to the start")).to_be_enabled()
    page.go_back()
    expect(reading).to_contain_text(re.compile("^If these 135 answers"))


def test_a_plain_anchor_in_the_address_is_left_alone(page: Page) -> None:
    read(page, f"{SURVEY}#{quote('Words')}")
    expect(explorer(page, SIZE).locator("figcaption")).to_contain_text("135")
    assert page.url.endswith("#Words")


def test_a_prediction_by_keyboard_is_answered_and_marked_below(page: Page) -> None:
    predict_and_see_the_mark(read(page, SURVEY))
    assert cut_off_on(page, PHONE) == []


def test_a_skip_says_the_number_and_marks_nothing(page: Page) -> None:
    skip_and_see_no_mark(read(page, SURVEY))


def test_a_check_answered_by_keyboard_says_why_each_time_and_keeps_nothing(page: Page) -> None:
    answer_each_check_by_keyboard(read(page, SURVEY))


def test_a_class_pools_its_guesses_by_pasting_a_line(page: Page) -> None:
    read(page, SURVEY)
    asked = page.locator(".kb-ask").first
    asked.get_by_role("button", name="A whole class").press("Enter")
    field = asked.get_by_label(re.compile("The class’s guesses"))
    field.fill("5 8.5 10; 12 twenty")
    asked.get_by_role("button", name="Show them beside the truth").click()
    expect(asked.get_by_role("alert")).to_contain_text("“twenty” is no number")
    field.fill("5 8.5 10; 12 20")
    asked.get_by_role("button", name="Show them beside the truth").click()
    expect(asked.locator(".kb-plot[data-drawn]")).to_have_count(1, timeout=DRAW)
    expect(asked.locator("figcaption")).to_contain_text("Of 5 guesses the one in the middle is 10")
    assert found(page, "violations") == []
    assert cut_off_on(page, PHONE) == []


def test_scenarios_are_saved_compared_taken_along_and_opened_again(
    page: Page, tmp_path: Path
) -> None:
    shelf = shelf_on(read(page, BUDGET))
    reading, table = shelf.locator("figcaption"), shelf.locator("table")
    page.get_by_role("slider", name="Schools", exact=True).press("End")
    name = shelf.get_by_label("Name of the division above")
    name.press_sequentially("All, for “schools”")
    name.press("Tab")
    page.keyboard.press("Enter")
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(shelf.locator(".kb-plot[data-drawn]")).to_have_count(1, timeout=DRAW)
    expect(reading).to_contain_text("In it schools get 100.0%")
    files = {}
    for kind in ("CSV", "JSON"):
        with page.expect_download() as coming:
            shelf.get_by_role("button", name=f"Take all as {kind}").click()
        assert coming.value.suggested_filename == f"scenarios.{kind.lower()}"
        files[kind] = tmp_path / coming.value.suggested_filename
        coming.value.save_as(files[kind])
    with files["CSV"].open(encoding="utf-8", newline="") as file:
        head, letter, mine = csv.reader(file, strict=True)
    assert head[2] == "total (EUR per year, decimal point)"
    assert letter[2:4] == ["780000000.00", "290000000.00"]
    assert mine[0] == "All, for “schools”"
    assert mine[3] == "780000000.00"
    assert found(page, "violations") == []
    assert cut_off_on(page, PHONE) == []

    read(page, BUDGET)  # another day
    expect(table).to_have_count(0)
    broken = tmp_path / "broken.json"
    text = files["JSON"].read_text(encoding="utf-8")
    broken.write_text(text.replace("780000000", "780000001", 1), encoding="utf-8")
    for opened, said in (
        (broken, "Line 6: division 1: the parts add up to"),
        (files["JSON"], "1 division"),
    ):
        with page.expect_file_chooser() as choosing:
            shelf.get_by_role("button", name="Open a file").click()
        choosing.value.set_files(opened)
        expect(shelf.locator("[role=alert], [role=status]").first).to_contain_text(said)
        expect(table).to_have_count(0 if opened == broken else 1)
    expect(reading).to_contain_text("“All, for “schools””")
    shelf.get_by_role("button", name="Show it in the explorer above").click()
    above = explorer(page, "Schools").locator("figcaption")
    expect(above).to_contain_text("schools get €780\xa0million (100.0%)")
    expect(page).to_have_url(re.compile(r"budget_split\.schools=1"))


def shelf_on(page: Page) -> Locator:
    """Where scenarios are kept on the page of the budget."""
    return page.locator(".kb-ask").filter(has=page.get_by_label("Name of the division above"))


def test_the_briefing_is_a_download_with_the_readers_own_settings(page: Page) -> None:
    read(page, CLOSING)
    page.get_by_role("slider", name=re.compile("^Times as likely")).press("End")
    for name, kind in (("briefing.html", "HTML"), ("briefing.pdf", "PDF")):
        with page.expect_download(timeout=DRAW) as coming:
            page.get_by_role("button", name=f"Take it as {kind}").click()
        assert coming.value.suggested_filename == name
        content = Path(coming.value.path()).read_bytes()
        if kind == "PDF":
            (only,) = pypdf.PdfReader(io.BytesIO(content)).pages
            text = only.extract_text()
        else:
            text = content.decode("utf-8")
        assert "Times as likely to answer, who see problems: 5" in re.sub(r"\s+", " ", text)
    expect(page.get_by_text("The page is among your downloads.")).to_be_visible()


# ── as slides ─────────────────────────────────────────────────────────────────────────────────


def test_a_page_is_presented_as_slides_with_its_explorers_as_they_were_set(page: Page) -> None:
    read(page, SURVEY)
    page.get_by_role("slider", name=SIZE, exact=True).press("End")
    expect(page).to_have_url(re.compile(r"#sample_size\.n=5000$"))
    page.get_by_role("link", name="Present as slides").click()
    count = page.locator("[data-kb=count]")
    expect(count).to_have_text(re.compile("^1 / "))
    assert page.url.endswith("?slides=1#sample_size.n=5000")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("h2:visible, h3:visible")).to_have_count(0)
    while not page.locator("h3:visible", has_text="How far do so many").count():
        page.keyboard.press("ArrowRight")
    expect(page.locator("h3:visible").first).to_be_focused()
    shown = explorer(page, SIZE)
    expect(shown.locator("figcaption")).to_contain_text("5,000")
    expect(shown.locator(".kb-plot .xtick text").first).to_be_visible()
    slide = count.inner_text()
    track = page.get_by_role("slider", name=SIZE, exact=True)
    track.press("ArrowLeft")
    expect(count).to_have_text(slide)
    expect(shown.locator("figcaption")).not_to_contain_text("5,000")
    drag(track, 0.5)
    expect(shown.locator("figcaption")).to_contain_text(re.compile("these [0-9,]+ answers"))
    assert found(page, "violations") == []
    assert cut_off_on(page, 1280) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    track.press("PageDown")  # which goes down the slide before it goes on to the next
    expect(count).to_have_text(slide)
    page.wait_for_function("scrollY > 0")
    while count.inner_text() == slide:
        track.press("PageDown") if track.is_visible() else page.keyboard.press("PageDown")
    page.keyboard.press("End")
    expect(count).to_have_text(re.compile(r"^(\d+) / \1$"))
    expect(page.locator("#rendered_cells a[href*='03-'][href$='?slides']")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_be_visible()
    page.get_by_role("link", name="Present as slides").click()
    page.get_by_role("button", name="As a page").click()
    expect(page.locator("h1")).to_be_visible()
    expect(track).to_be_visible()
    assert "slides" not in page.url


def test_an_address_opens_on_its_slide_and_paper_has_them_all(page: Page) -> None:
    page.goto(f"{SURVEY}?slides=6#sample_size.n=3500")
    expect(page.locator("[data-kb=count]")).to_have_text(re.compile("^6 / "))
    expect(explorer(page, SIZE).locator("figcaption")).to_contain_text("3,500", timeout=DRAW)
    expect(page.locator(".kb-plot[data-drawn]")).to_have_count(1, timeout=DRAW)
    slides = page.locator(".kb-slide")
    assert slides.count() == int(page.locator("[data-kb=count]").inner_text().split(" / ")[1])
    expect(page.locator(".kb-slide:visible")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".kb-slide:visible")).to_have_count(slides.count())
    expect(page.locator(".kb-deck")).to_be_hidden()
    page.emulate_media(media="screen")
    for odd, opened in (("abc", 1), ("99", slides.count()), ("-3", 1), ("", 1)):
        page.goto("about:blank")
        page.goto(f"{SURVEY}?slides={odd}")
        expect(page.locator("[data-kb=count]")).to_have_text(f"{opened} / {slides.count()}")


def test_slides_as_a_file_work_without_any_server_and_keep_nobody_out(
    browser: Browser, tmp_path: Path
) -> None:
    for file in write(NOTEBOOKS, tmp_path):
        assert file.is_file()
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto((tmp_path / "en" / "05-budget.html").as_uri())
    count = page.locator("[data-kb=count]")
    slides = page.locator(".kb-slide").count()
    expect(count).to_have_text(f"1 / {slides}")
    pictures = 0
    for number in range(2, slides + 1):
        page.keyboard.press("ArrowRight")
        expect(count).to_have_text(f"{number} / {slides}")
        pictures += page.locator("img:visible").count()
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert found(page, "violations") == []
    assert pictures == 3
    page.locator("a:visible", has_text="Targeted support").click()
    expect(page.locator("h1")).to_have_text("Targeted support")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────


def test_a_kernel_that_dies_leaves_a_sentence_and_nothing_to_move_in_vain(
    app: App, pages: Pages, page: Page
) -> None:
    others = set(app.kernels())
    read(page, SURVEY)
    (kernel,) = set(app.kernels()) - others
    kernel.kill()
    expect(page.locator("#kb-gone")).to_contain_text("has stopped", timeout=DRAW)
    expect(page.locator("#kb-gone")).to_be_in_viewport()
    assert page.locator(".kb-explorer").first.evaluate("(explorer) => explorer.inert")
    page.get_by_role("button", name="Reload").click()
    expect(page.locator(".kb-plot[data-drawn]")).not_to_have_count(0, timeout=DRAW)
    expect(page.locator("#kb-gone")).to_be_hidden()


def test_a_page_whose_process_has_died_is_made_anew(
    tmp_path: Path, survey: Path, pages: Pages
) -> None:
    with serve(tmp_path, survey.parents[1]) as hurt:
        page = read(pages.open(hurt.origin), SURVEY)
        for fork in hurt.forks():
            fork.kill()
        read(page, SURVEY)
        pages.close()


def test_where_nothing_can_be_forked_each_visitor_gets_a_kernel_started_anew(
    tmp_path: Path, survey: Path, pages: Pages
) -> None:
    with serve(tmp_path, survey.parents[1], forking=False) as plain:
        page = read(pages.open(plain.origin), SURVEY)
        page.get_by_role("slider", name=SIZE, exact=True).press("End")
        expect(explorer(page, SIZE).locator("figcaption")).to_contain_text("5,000")
        assert len(plain.forks()) == 1  # the kernel itself
        pages.close()


@pytest.mark.provokes_error("500")
def test_a_page_that_cannot_be_made_says_so_and_asks_nothing_of_other_hosts(
    tmp_path: Path, survey: Path, pages: Pages
) -> None:
    with serve(tmp_path, survey.parents[1]) as broken:
        for fork in broken.forks():
            fork.kill()
        survey.write_text("no notebook", encoding="utf-8")
        page = pages.open(broken.origin)
        page.goto(SURVEY)
        expect(page.locator("main")).to_contain_text("Something went wrong")
        assert "Traceback" not in page.content()
        pages.close()


@pytest.mark.provokes_error("ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket|disconnected")
def test_a_server_that_goes_away_leaves_a_sentence(
    tmp_path: Path, survey: Path, pages: Pages
) -> None:
    with serve(tmp_path, survey.parents[1]) as short_lived:
        page = read(pages.open(short_lived.origin), SURVEY)
    expect(page.locator("#kb-gone")).to_contain_text("does not answer", timeout=DRAW)
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_a_reader_who_leaves_takes_the_kernel_along(app: App, page: Page) -> None:
    others = set(app.kernels())
    read(page, SURVEY)
    (kernel,) = set(app.kernels()) - others
    page.goto("/")
    kernel.wait(timeout=30)


# ── on paper ─────────────────────────────────────────────────────────────────


def test_on_paper_the_readings_and_charts_stand_and_nothing_to_press(page: Page) -> None:
    read(page, SURVEY)
    page.emulate_media(media="print")
    for gone in (".kb-top", ".kb-bottom", ".kb-footer button", "input[type=range]", ".kb-buttons"):
        for element in page.locator(gone).all():
            expect(element).to_be_hidden()
    for there in ("figcaption.kb-reading", ".kb-plot", ".kb-badge"):
        expect(page.locator(there).first).to_be_visible()
    expect(page.locator(".kb-app")).to_have_css("background-color", "rgb(255, 255, 255)")
    printed = len(pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    assert printed <= 11, "a page that nobody presents begins no new sheet at each heading"
