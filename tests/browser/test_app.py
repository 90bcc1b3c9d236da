"""The walk as pages: what a visitor sees, moves, shares and prints, with a server and without."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pypdf
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Request, Route, expect

from kamerbrief.editions import Words
from kamerbrief.pages.walk import Stop, walks
from kamerbrief.scenes.plans import plan
from kamerbrief.scenes.scene import Scene
from tests.browser import moving
from tests.browser.access import PHONE, ZOOMED, cut_off_on, found, texts
from tests.browser.app import DRAW, SURVEY, arrived, read, the
from tests.browser.asking import (
    answer_each_check_by_keyboard,
    predict_and_see_the_mark,
    skip_and_see_no_mark,
)
from tests.browser.lab import NOTEBOOKS
from tests.browser.pages import Pages
from tests.editions.spelling import DICTIONARIES, misspelt
from tests.serving import Serving, serving

WALKS: Final = walks(NOTEBOOKS)
STOPS: Final = [stop for each in WALKS.values() for stop in each.stops]
BRIEFLY: Final = ("en/02-survey.ipynb", "nl/05-budget.ipynb")  # the pages that `make test` opens
ENGLISH: Final = Words("en")
BUDGET: Final = "/en/05-budget.html"
ANSWERS: Final = re.compile(r"/answers/")
# In titles of sources, and a bureau that the letter names.
SOURCES: Final = {"AVS", "BVOK", "DUS-I", "GKA-Agenda’s", "MWM"}
# A number with decimals, on an axis or anywhere, as the other language writes it.
FOREIGN: Final = {"en": re.compile(r"\d,\d{1,2}(?!\d)"), "nl": re.compile(r"\d\.\d{1,2}(?!\d)")}
SIZE: Final = "Answers (n)"  # a control of the explorer that most of these tests move
# What browsers of 2022 have not yet; README says how far back we go.
NEWER: Final = """delete AbortSignal.timeout; delete AbortSignal.any; delete URLSearchParams.prototype.size;
delete globalThis.requestIdleCallback; delete Promise.withResolvers; delete Object.groupBy;
for (const name of ["toSorted", "toReversed", "toSpliced", "with"]) delete Array.prototype[name];
for (const name of ["union", "difference"]) delete Set.prototype[name];"""


@pytest.fixture(scope="module")
def app(browser_path: str, written: Path) -> Iterator[Serving]:
    """One app over the project's notebooks; it needs no browser, but its tests do."""
    with serving(written) as served:
        yield served


@pytest.fixture
def page(app: Serving, pages: Pages) -> Page:
    """A visitor's page, still blank."""
    return pages.open(app.origin)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(stop, marks=[] if stop.path in BRIEFLY else pytest.mark.slow) for stop in STOPS
    ],
    ids=lambda stop: stop.path,
)
def stop(request: pytest.FixtureRequest) -> Stop:
    """Each stop of the walk; all tests of one come before those of the next."""
    found: Stop = request.param
    return found


@pytest.fixture(scope="module")
def stop_tab(stop: Stop, app: Serving, browser: Browser) -> Iterator[tuple[Pages, Page]]:
    """The page of a stop, which all tests of the stop read."""
    opened = Pages(browser)
    yield opened, read(opened.open(app.origin), f"/{stop.edition}/{stop.name}.html")
    opened.close()


@pytest.fixture
def stop_page(stop_tab: tuple[Pages, Page], provoked: list[str]) -> Iterator[Page]:
    """The page of a stop; at the end of each test it is checked as in ``pages``."""
    yield stop_tab[1]
    stop_tab[0].check(provoked)


def shows(page: Page, name: str, scene: Scene) -> None:
    """The page shows what a scene says, and nothing waits."""
    moving.shows(the(page, name), scene)
    expect(the(page, name).locator(".kb-stale")).to_have_count(0)
    expect(the(page, name)).not_to_have_class(re.compile("kb-stale"))


def asked(page: Page) -> list[str]:
    """What a page asks of the server, from now on."""
    urls: list[str] = []

    def note(request: Request) -> None:
        if ANSWERS.search(request.url):
            urls.append(request.url)

    page.on("request", note)
    return urls


# ── each page ─────────────────────────────────────────────────────────────────────────────────


def test_every_text_of_a_page_is_in_the_language_that_it_says(stop_page: Page) -> None:
    assert found(stop_page, "languages") == []
    said = texts(stop_page)
    assert said.keys() <= DICTIONARIES.keys()
    for language, some in said.items():
        own = [re.sub(r"https?://\S+", "", text) for text in some]
        assert [word for word in misspelt(own, language) if word not in SOURCES] == [], language
        assert [text for text in own if FOREIGN[language].search(text)] == [], language


def test_a_page_keeps_nobody_out(stop_page: Page) -> None:
    for scheme in ("light", "dark"):
        stop_page.emulate_media(color_scheme=scheme)
        assert found(stop_page, "violations") == []
    for what in ("withoutVisibleFocus", "outOfOrder", "moving"):
        assert found(stop_page, what) == [], what
    for width in (1280, ZOOMED, PHONE):
        assert cut_off_on(stop_page, width) == []
        assert stop_page.evaluate("document.documentElement.scrollWidth") <= width
    stop_page.set_viewport_size({"width": 1280, "height": 900})


def test_the_main_control_of_every_explorer_answers_at_once_without_asking_anybody(
    stop_page: Page, stop: Stop
) -> None:
    arrived(stop_page)
    urls = asked(stop_page)
    for root in stop_page.locator("[data-kb-explorer]").all():
        name = root.get_attribute("data-kb-explorer") or ""
        moving.move_first(root, plan(WALKS[stop.edition].words, name))
    assert urls == []


# ── what can be moved, and shared ─────────────────────────────────────────────────────────────


def test_two_controls_are_asked_of_the_server_and_stand_in_the_address(page: Page) -> None:
    arrived(read(page, SURVEY))
    urls = asked(page)
    page.get_by_role("slider", name=SIZE, exact=True).press("End")
    expect(page).to_have_url(re.compile(r"#sample_size\.n=5000$"))
    assert urls == []
    page.get_by_role("slider", name=re.compile("^Bias")).first.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"#sample_size\.n=5000&sample_size\.bias="))
    (only,) = urls
    assert only.endswith("%7D")
    explorer_ = plan(ENGLISH, "sample_size")
    bias = page.url.rpartition("=")[2]
    shows(page, "sample_size", explorer_.opened({"n": "5000", "bias": bias}, {}))
    the(page, "sample_size").get_by_role("button", name="Back to the start").click()
    shows(page, "sample_size", explorer_.scene(explorer_.default, {}))
    expect(page).to_have_url(re.compile(r"\.html$"))


def test_what_is_typed_between_stops_is_taken_and_what_cannot_be_is_said_at_its_control(
    page: Page,
) -> None:
    read(page, SURVEY.replace("/en/", "/nl/"))
    shown = the(page, "sample_size")
    field = shown.get_by_role("textbox", name="Aandeel dat ja zegt")
    for typed in ("0.87.1", "0.87"):
        field.fill(typed)
        field.press("Enter")
        expect(shown.locator(".kb-number-message").nth(1)).to_contain_text(f"“{typed}”")
        expect(field).to_have_value(typed)
        expect(shown.locator(".kb-reading")).to_contain_text("50%")
    field.fill("87,5")
    field.press("Enter")
    expect(shown.locator(".kb-number-message").nth(1)).to_be_empty()
    expect(field).to_have_value("87,5")
    explorer_ = plan(Words("nl"), "sample_size")
    shows(page, "sample_size", explorer_.opened({"share": "0.875"}, {}))


@pytest.mark.slow
def test_two_visitors_at_once_do_not_see_each_others_settings(
    app: Serving, pages: Pages, page: Page
) -> None:
    one, other = (read(each, SURVEY) for each in (page, pages.open(app.origin)))
    one.get_by_role("slider", name=SIZE, exact=True).press("End")
    expect(the(one, "sample_size").locator("figcaption")).to_contain_text("5,000")
    expect(the(other, "sample_size").locator("figcaption")).to_contain_text("135")
    assert other.url.endswith(".html")


def test_an_address_restores_the_settings_of_every_explorer_it_names(page: Page) -> None:
    settings = "#sample_size.n=2000&sample_size.bias=0.05&funnel.base=teachers"
    read(page, SURVEY + settings)
    shown = the(page, "sample_size")
    expect(shown.locator("figcaption")).to_contain_text("2,000")
    expect(shown.locator("figcaption")).to_contain_text("5 percentage points")
    expect(page.get_by_label("Shares of", exact=True)).to_have_value("the teachers")
    size = page.get_by_role("slider", name=SIZE, exact=True)
    expect(size).to_have_attribute("aria-valuetext", re.compile("2,000"))
    assert page.url.endswith(settings)


@pytest.fixture(scope="module")
def module_page(app: Serving, browser: Browser) -> Iterator[Page]:
    """One page for a series of addresses, which it opens one after the other."""
    opened = Pages(browser)
    yield read(opened.open(app.origin), SURVEY)
    opened.close()
    assert (opened.outside, opened.errors) == ([], [])


@pytest.mark.slow
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
    reading = the(module_page, "sample_size").locator("figcaption")
    module_page.evaluate("location.hash = ''")
    expect(reading).to_contain_text(re.compile("^If these 135 answers"))
    module_page.evaluate("hash => { location.hash = hash }", settings)
    if because:
        expect(reading).to_contain_text("The address of this page asks for what cannot be")
        expect(reading).to_contain_text(because)
    set_too = "n=2000" in settings  # what can be read is set, whatever else is refused
    expect(reading).to_contain_text("2,000" if set_too else "If these 135 answers")
    assert not re.search("Traceback|Error|None", reading.inner_text())


@pytest.mark.slow
def test_an_address_with_a_decimal_comma_opens_all_the_same(module_page: Page) -> None:
    reading = the(module_page, "sample_size").locator("figcaption")
    module_page.evaluate("location.hash = ''")
    expect(reading).to_contain_text(re.compile("^If these 135 answers"))
    module_page.evaluate("location.hash = 'sample_size.bias=0,05&sample_size.n=2000'")
    expect(reading).to_contain_text(re.compile("^If these 2,000 answers"))
    expect(reading).to_contain_text("5 percentage points")


@pytest.mark.slow
def test_going_back_and_forward_brings_the_settings_and_a_plain_anchor_is_left_alone(
    page: Page,
) -> None:
    reading = the(read(page, f"{SURVEY}#Words"), "sample_size").locator("figcaption")
    expect(reading).to_contain_text("135")
    assert page.url.endswith("#Words")
    page.evaluate("location.hash = 'sample_size.n=500'")
    expect(reading).to_contain_text("500")
    page.go_back()
    expect(reading).to_contain_text(re.compile("^If these 135 answers"))
    page.go_forward()
    expect(reading).to_contain_text("500")


@pytest.mark.slow
def test_a_press_on_a_term_or_to_skip_leaves_the_settings_alone(page: Page) -> None:
    read(page, f"{SURVEY}#sample_size.n=2000")
    term, meaning = page.get_by_role("link", name="margin of error"), page.locator(".kb-meaning")
    term.press("Enter")
    expect(meaning).to_have_text(ENGLISH.text("term.foutmarge.meaning"))
    expect(term).to_have_attribute("aria-expanded", "true")
    assert found(page, "violations") == []
    term.click()
    expect(meaning).to_have_count(0)
    page.locator(".kb-skip").press("Enter")
    expect(page.locator("#rendered_cells")).to_be_focused()
    assert page.url.endswith("#sample_size.n=2000")
    expect(the(page, "sample_size").locator(".kb-reading")).to_contain_text("2,000 answers")


def test_a_press_on_a_figure_of_the_letter_says_what_it_is(page: Page) -> None:
    read(page, "/en/00-letter.html")
    mark = the(page, "letter").locator(".kb-mark").first
    mark.press("Enter")
    expect(mark).to_have_attribute("aria-pressed", "true")
    figure = mark.get_attribute("data-figure") or ""
    letter = plan(ENGLISH, "letter")
    shows(page, "letter", letter.after(letter.default, {"figure": figure}, {}))


def test_a_chart_can_be_saved_with_title_source_and_text(page: Page) -> None:
    shown = the(read(page, SURVEY), "sample_size")
    scene = plan(ENGLISH, "sample_size").scene(plan(ENGLISH, "sample_size").default, {})
    layout = scene.plain()["drawing"]["layout"]
    with page.expect_download() as coming:
        shown.get_by_role("button", name=ENGLISH.text("chart.svg")).click()
    assert coming.value.suggested_filename == "sample_size.svg"
    root = ElementTree.parse(coming.value.path()).getroot()
    said = [
        root.findtext("{http://www.w3.org/2000/svg}" + p) for p in ("title", "desc", "metadata")
    ]
    assert said == [layout["title"]["text"], layout["meta"]["alt"], scene.source]
    with page.expect_download() as coming:
        shown.get_by_role("button", name=ENGLISH.text("chart.png")).click()
    with Image.open(coming.value.path()) as image:
        assert image.info["Title"] == said[0]


# ── what is asked, kept and taken along ───────────────────────────────────────────────────────


@pytest.mark.slow
def test_a_prediction_by_keyboard_is_answered_and_marked_below(page: Page) -> None:
    predict_and_see_the_mark(read(page, SURVEY))
    assert cut_off_on(page, PHONE) == []


@pytest.mark.slow
def test_a_skip_says_the_number_and_marks_nothing(page: Page) -> None:
    skip_and_see_no_mark(read(page, SURVEY))


@pytest.mark.slow
def test_a_check_answered_by_keyboard_says_why_each_time(page: Page) -> None:
    answer_each_check_by_keyboard(read(page, SURVEY))


@pytest.mark.slow
def test_a_class_pools_its_guesses_by_pasting_a_line(page: Page) -> None:
    read(page, SURVEY)
    asked_ = page.locator(".kb-ask").first
    asked_.get_by_role("button", name="A whole class").press("Enter")
    field = asked_.get_by_label(re.compile("The class’s guesses"))
    field.fill("5 8.5 10; 12 twenty")
    asked_.get_by_role("button", name="Show them beside the truth").click()
    expect(asked_.get_by_role("alert")).to_contain_text("“twenty” is no number")
    field.fill("5 8.5 10; 12 20")
    asked_.get_by_role("button", name="Show them beside the truth").click()
    expect(asked_.locator(".kb-plot[data-drawn]")).to_have_count(1, timeout=DRAW)
    expect(asked_.locator("figcaption")).to_contain_text("Of 5 guesses the one in the middle is 10")
    assert found(page, "violations") == []
    assert cut_off_on(page, PHONE) == []


@pytest.mark.slow
def test_settings_slide_guess_and_answers_survive_a_reload_and_the_other_language(
    page: Page,
) -> None:
    read(page, f"{SURVEY}#sample_size.n=2000")
    field = page.locator(".kb-ask").first.get_by_role("textbox").first
    field.fill("8.2")
    field.press("Enter")
    page.get_by_role("button", name=ENGLISH.text("predict.look")).click()
    mark = the(page, "sample_size").locator(".kb-plot")
    expect(mark).to_have_attribute("aria-label", re.compile("Your guess, 8.2"))
    page.locator("[data-kb-check] input[type=radio]").first.check()
    for way in ("reload", "In het Nederlands"):
        page.reload() if way == "reload" else page.get_by_role("link", name=way).click()
        lang = "en" if way == "reload" else "nl"
        expect(page.locator("html")).to_have_attribute("lang", lang)
        assert page.url.endswith(f"/{lang}/02-survey.html#sample_size.n=2000")
        said = re.compile(r"8\.2" if lang == "en" else "8,2")
        expect(page.locator(".kb-ask").first.get_by_role("status").last).to_contain_text(said)
        expect(mark).to_have_attribute("aria-label", said, timeout=DRAW)
        expect(page.locator("[data-kb-check] input[type=radio]").first).to_be_checked()
        expect(page.locator("[data-kb-check] [role=status]").first).not_to_be_empty()
    page.goto(page.url.replace("#", "?slides=6#"))
    page.evaluate("document.querySelector('a[hreflang=en]').click()")
    expect(page).to_have_url(re.compile(r"/en/02-survey\.html\?slides=6#sample_size\.n=2000$"))
    expect(page.locator("[data-kb=count]")).to_have_text(re.compile("^6 / "))


@pytest.mark.slow
def test_divisions_are_saved_compared_taken_along_opened_again_and_removed(
    page: Page, pages: Pages, app: Serving, tmp_path: Path
) -> None:
    shelf = read(page, BUDGET).locator("[data-kb-scenarios]")
    table = shelf.locator("table")
    page.get_by_role("slider", name="Schools", exact=True).press("End")
    name = shelf.get_by_label("Name of the division above")
    name.press_sequentially("All, for “schools”")
    name.press("Tab")
    page.keyboard.press("Enter")
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(shelf.locator(".kb-plot[data-drawn]")).to_have_count(1, timeout=DRAW)
    expect(shelf.locator("figcaption")).to_contain_text("In it schools get 100.0%")
    files = {}
    for kind in ("CSV", "JSON"):
        with page.expect_download() as coming:
            shelf.get_by_role("button", name=f"Take all as {kind}").click()
        files[kind] = tmp_path / coming.value.suggested_filename
        coming.value.save_as(files[kind])
    with files["CSV"].open(encoding="utf-8", newline="") as file:
        _, letter, mine = csv.reader(file, strict=True)
    assert letter[2:4] == ["780000000.00", "290000000.00"]
    assert (mine[0], mine[3]) == ("All, for “schools”", "780000000.00")
    assert found(page, "violations") == []
    assert cut_off_on(page, PHONE) == []
    page.get_by_role("link", name="In het Nederlands").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(table.locator("tbody tr")).to_have_count(2)
    page.reload()
    expect(table).to_contain_text("All, for “schools”")

    page = read(pages.open(app.origin), BUDGET)  # another day
    shelf = page.locator("[data-kb-scenarios]")
    table = shelf.locator("table")
    expect(table).to_have_count(0)
    broken = tmp_path / "broken.json"
    text = files["JSON"].read_text(encoding="utf-8")
    broken.write_text(text.replace("780000000", "780000001", 1), encoding="utf-8")
    large = tmp_path / "large.json"
    large.write_bytes(b" " * 3_000_000)
    for opened, said in (
        (broken, "Line 6: division 1: the parts add up to"),
        (large, "Line 1"),
        (files["JSON"], "1 division"),
    ):
        with page.expect_file_chooser() as choosing:
            shelf.get_by_role("button", name="Open a file").click()
        choosing.value.set_files(opened)
        expect(shelf.locator("[role=alert], [role=status]").first).to_contain_text(said)
        expect(table).to_have_count(1 if opened == files["JSON"] else 0)
    shelf.get_by_role("button", name="Show it in the explorer above").click()
    above = the(page, "budget_split").locator("figcaption")
    expect(above).to_contain_text("schools get €780\xa0million (100.0%)")
    expect(page).to_have_url(re.compile(r"budget_split\.schools=1"))
    shelf.get_by_role("button", name=ENGLISH.text("scenarios.remove")).click()
    expect(table).to_have_count(0)


@pytest.mark.slow
def test_the_briefing_is_a_download_with_the_readers_own_settings(page: Page) -> None:
    read(page, "/en/07-closing.html")
    page.get_by_role("slider", name=re.compile("^Times as likely")).press("End")
    with page.expect_download(timeout=DRAW) as coming:
        page.get_by_role("button", name="Take it as HTML").click()
    assert coming.value.suggested_filename == "briefing.html"
    text = Path(coming.value.path()).read_text(encoding="utf-8")
    assert "Times as likely to answer, who see problems: 5" in re.sub(r"\s+", " ", text)
    expect(page.get_by_text("The page is among your downloads.")).to_be_visible()


# ── as slides, and on paper ───────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_a_page_is_presented_as_slides_with_its_explorers_as_they_were_set(page: Page) -> None:
    read(page, SURVEY)
    page.get_by_role("slider", name=SIZE, exact=True).press("End")
    expect(page).to_have_url(re.compile(r"#sample_size\.n=5000$"))
    page.get_by_role("link", name="Present as slides").click()
    count = page.locator("[data-kb=count]")
    expect(count).to_have_text(re.compile("^1 / "))
    assert page.url.endswith("?slides=1#sample_size.n=5000")
    expect(page.locator("h2:visible, h3:visible")).to_have_count(0)
    while not page.locator("h3:visible", has_text="How far do so many").count():
        page.keyboard.press("ArrowRight")
    shown = the(page, "sample_size")
    expect(shown.locator("figcaption")).to_contain_text("5,000")
    expect(shown.locator(".kb-plot .xtick text").first).to_be_visible()
    slide = count.inner_text()
    track = page.get_by_role("slider", name=SIZE, exact=True)
    track.press("ArrowLeft")
    expect(count).to_have_text(slide)
    expect(shown.locator("figcaption")).not_to_contain_text("5,000")
    moving.drag(track, 0.5)
    expect(shown.locator("figcaption")).to_contain_text(re.compile("these [0-9,]+ answers"))
    assert found(page, "violations") == []
    track.press("PageDown")  # which goes down the slide before it goes on to the next
    expect(count).to_have_text(slide)
    page.locator("[data-kb=on]").press("End")
    expect(count).to_have_text(re.compile(r"^(\d+) / \1$"))
    expect(page.locator("#rendered_cells a[href*='03-'][href$='?slides']")).to_have_count(2)
    page.get_by_role("button", name="As a page").click()
    expect(page.locator("h1")).to_be_visible()
    assert "slides" not in page.url


@pytest.mark.slow
def test_an_address_opens_on_its_slide_and_paper_has_them_all(page: Page) -> None:
    page.goto(f"{SURVEY}?slides=6#sample_size.n=3500")
    expect(the(page, "sample_size").locator("figcaption")).to_contain_text("3,500", timeout=DRAW)
    slides = page.locator(".kb-slide")
    expect(page.locator("[data-kb=count]")).to_have_text(f"6 / {slides.count()}")
    expect(page.locator(".kb-slide:visible")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator(".kb-slide:visible")).to_have_count(slides.count())
    expect(page.locator(".kb-deck")).to_be_hidden()
    page.emulate_media(media="screen")
    for odd, opened in (("abc", 1), ("99", slides.count()), ("-3", 1), ("", 1)):
        page.goto("about:blank")
        page.goto(f"{SURVEY}?slides={odd}")
        expect(page.locator("[data-kb=count]")).to_have_text(f"{opened} / {slides.count()}")


@pytest.mark.slow
def test_slides_from_a_folder_keep_nobody_out(browser: Browser, written: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    read(page, (written / "en" / "05-budget.html").as_uri())
    page.get_by_role("link", name="Present as slides").click()
    slides = page.locator(".kb-slide").count()
    for number in range(2, slides + 1):
        page.keyboard.press("PageDown")
        while f"{number} /" not in page.locator("[data-kb=count]").inner_text():
            page.keyboard.press("PageDown")  # what is longer than the window scrolls first
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert found(page, "violations") == []
    context.close()


@pytest.mark.slow
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


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────


def move_a_second(page: Page) -> None:
    """Move a second control of the explorer, which nothing beside the page answers."""
    page.get_by_role("slider", name=re.compile("^Bias")).first.press("ArrowRight")


@pytest.mark.provokes_error("Failed to load resource")
def test_where_the_server_is_gone_a_page_says_so_moves_what_it_can_and_goes_on_when_it_is_back(
    page: Page,
) -> None:
    arrived(read(page, SURVEY))
    page.route(ANSWERS, lambda route: route.abort())
    size, shown = page.get_by_role("slider", name=SIZE, exact=True), the(page, "sample_size")
    explorer = plan(ENGLISH, "sample_size")
    size.press("End")
    shows(page, "sample_size", explorer.after(explorer.default, {"n": 5000}, {}))
    move_a_second(page)
    expect(shown.get_by_text(ENGLISH.text("page.silent"))).to_be_visible()
    expect(page.locator(".kb-stale")).to_have_count(1)
    assert found(page, "violations") == []
    page.unroute(ANSWERS)
    expect(page).to_have_url(re.compile(r"sample_size\.bias="))
    shows(
        page, "sample_size", explorer.opened({"n": "5000", "bias": page.url.rpartition("=")[2]}, {})
    )
    expect(shown.get_by_text(ENGLISH.text("page.silent"))).to_have_count(0)


@pytest.mark.slow
def test_while_one_move_waits_the_newest_wins_and_nothing_stale_stays(page: Page) -> None:
    arrived(read(page, f"{SURVEY}#sample_size.bias=0.05"))
    held: list[Route] = []
    page.route(ANSWERS, lambda route: held.append(route))
    size, shown = page.get_by_role("slider", name=SIZE, exact=True), the(page, "sample_size")
    size.press("ArrowRight")
    expect(shown.get_by_text(ENGLISH.text("page.calculating"))).to_be_visible()
    expect(page.locator(".kb-stale")).to_have_count(1)
    for _ in range(5):
        size.press("ArrowRight")
    size.press("End")
    assert len(held) == 1
    urls = asked(page)
    page.unroute(ANSWERS)  # which lets go on what was held
    shows(
        page, "sample_size", plan(ENGLISH, "sample_size").opened({"n": "5000", "bias": "0.05"}, {})
    )
    expect(size).to_have_attribute("aria-valuetext", re.compile("5,000"))
    assert len(urls) == 1, "what nobody waits for any more is not asked"


def test_a_page_from_a_folder_moves_one_control_and_says_what_it_cannot(
    browser: Browser, written: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    read(page, (written / "en" / "02-survey.html").as_uri())
    explorer = plan(ENGLISH, "sample_size")
    page.get_by_role("slider", name=SIZE, exact=True).press("End")
    shows(page, "sample_size", explorer.after(explorer.default, {"n": 5000}, {}))
    move_a_second(page)
    expect(the(page, "sample_size").get_by_text(ENGLISH.text("page.alone"))).to_be_visible()
    shows(page, "sample_size", explorer.after(explorer.default, {"n": 5000}, {}))
    context.close()


@pytest.mark.slow
def test_a_page_is_read_without_any_script(app: Serving, pages: Pages) -> None:
    page = pages.open(app.origin, java_script_enabled=False)
    page.goto(SURVEY)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("img.kb-poster").first).to_be_visible()
    expect(page.locator(".kb-still .kb-reading").first).to_be_visible()
    expect(page.locator("table").first).to_be_visible()
    page.get_by_role("link", name=re.compile("→$")).first.click()
    expect(page).to_have_url(re.compile("/03-"))


def test_a_browser_of_2022_moves_and_asks(app: Serving, pages: Pages) -> None:
    page = pages.open(app.origin)
    page.add_init_script(NEWER)
    arrived(read(page, SURVEY))
    page.get_by_role("slider", name=SIZE, exact=True).press("End")
    expect(page).to_have_url(re.compile(r"#sample_size\.n=5000$"))
    move_a_second(page)
    expect(page).to_have_url(re.compile(r"sample_size\.bias="))
    shows(
        page,
        "sample_size",
        plan(ENGLISH, "sample_size").opened({"n": "5000", "bias": page.url.rpartition("=")[2]}, {}),
    )
