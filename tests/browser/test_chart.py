"""chart.js in a real browser, with the real plotly.js, and models that live in the page."""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from kamerbrief.editions import Words
from kamerbrief.notebook.chart import Chart, plotly_js
from kamerbrief.scenes import theme
from kamerbrief.scenes.drawing import Drawing, draw
from tests.browser.pages import PATIENCE, Pages, rgb

HERE: Final = Path(__file__).parent
MESSAGES: Final = {
    "failed": "The chart cannot be drawn here.",
    "waiting": "Drawing the chart …",
    "svg": "Save as SVG",
    "png": "Save as PNG",
    "unsaved": "No picture could be made.",
}
HTML: Final = "text/html; charset=utf-8"
JAVASCRIPT: Final = "text/javascript; charset=utf-8"

# A page that runs no text, not even that of a test: it opens its chart itself.
STRICT: Final = "script-src 'self' blob:"
OPENS: Final = b'<script type="module" src="/opens.js"></script>'
# What browsers have learned since Safari 15.4 and Chrome 100, the oldest that charts support.
YOUNGER: Final = """
  delete AbortSignal.timeout; delete AbortSignal.any; delete URLSearchParams.prototype.size;
  delete Promise.withResolvers; delete Promise.try; delete Object.groupBy;
  delete window.requestIdleCallback;
  for (const name of ["toSorted", "toReversed", "toSpliced", "with"]) delete Array.prototype[name];
"""


class Files(BaseHTTPRequestHandler):
    """The files of the page in which chart.js is tried, and no other."""

    served: Mapping[str, tuple[str, bytes]]

    def do_GET(self) -> None:  # the name is http.server's
        """Answer with the file of that address."""
        content_type, content = self.served.get(self.path, (None, b""))
        self.send_response(200 if content_type else 404)
        self.send_header("Content-Type", content_type or "text/plain")
        self.send_header("Content-Length", str(len(content)))
        if self.path == "/strict":
            self.send_header("Content-Security-Policy", STRICT)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing: the test's output is for the test."""


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """A local server of the page in which chart.js is tried."""
    Files.served = {
        "/": (HTML, (HERE / "harness.html").read_bytes()),
        "/strict": (HTML, OPENS + (HERE / "harness.html").read_bytes()),
        "/opens.js": (
            JAVASCRIPT,
            f"import '/harness.js'; harness.open('a', {json.dumps(state())})".encode(),
        ),
        "/harness.js": (JAVASCRIPT, (HERE / "harness.js").read_bytes()),
        "/chart.js": (JAVASCRIPT, str(Chart._esm).encode()),
        "/plotly.min.js": (JAVASCRIPT, plotly_js()),
        "/style.css": ("text/css; charset=utf-8", theme.stylesheet().encode()),
    }
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def tab(browser: Browser, origin: str) -> Iterator[tuple[Pages, Page]]:
    """One tab for all tests: its process compiles plotly.js once, which takes two seconds."""
    pages = Pages(browser)
    page = pages.open(origin)
    page.add_init_script(YOUNGER)
    yield pages, page
    pages.close()


@pytest.fixture
def page(tab: tuple[Pages, Page], provoked: list[str]) -> Iterator[Page]:
    """The page in which chart.js is tried, loaded anew, its kernel ready to answer."""
    pages, page = tab
    page.emulate_media(color_scheme="light")
    page.goto("/")
    page.wait_for_function("window.harness")
    yield page
    pages.check(provoked)


def drawing(title: str, alt: str) -> Drawing:
    """One bar in the colour of the letter, the title also at its foot."""
    bar = {"type": "bar", "x": [title], "y": [3], "marker": {"color": theme.colour("letter")}}
    return draw([bar], Words("en"), title=title, alt=alt, height=240)


def state(title: str = "First", alt: str = "One bar.") -> dict[str, Any]:
    """What the page knows of a chart: what the kernel's side of the widget would send it."""
    chart = Chart(MESSAGES)
    chart.show(drawing(title, alt), f"The reading of {title}.", f"Source: {title}, and a < b.")
    names = (
        "figure",
        "reading",
        "lang",
        "template",
        "dark",
        "messages",
        "plotly",
        "name",
        "source",
    )
    return {name: getattr(chart, name) for name in names}


def shown(title: str, alt: str = "One bar.") -> dict[str, str]:
    """What changes in the page when the widget shows another figure."""
    return {name: state(title, alt)[name] for name in ("figure", "reading")}


def open_chart(page: Page, name: str, style: str = "width: 800px") -> Locator:
    """Open a chart in the page, and give its plot."""
    page.evaluate("([...given]) => harness.open(...given)", [name, state(), style])
    return plot(page, name)


def plot(page: Page, name: str) -> Locator:
    return page.locator(f"#{name} .kb-plot")


def set_state(page: Page, name: str, changes: Mapping[str, Any]) -> None:
    """One message of the kernel."""
    page.evaluate("([name, changes]) => harness.set(name, changes)", [name, changes])


def saved(page: Page, kind: str) -> bytes:
    """The file that a reader gets who saves the first chart."""
    with page.expect_download() as coming:
        page.locator("#a").get_by_role("button", name=f"Save as {kind}").click()
    assert coming.value.suggested_filename == f"chart.{kind.lower()}"
    return Path(coming.value.path()).read_bytes()


def draws(chart: Locator) -> int:
    """How often a plot has been drawn."""
    return int(chart.get_attribute("data-drawn") or 0)


def asked(page: Page) -> list[str]:
    """The names of the charts that asked the kernel for plotly.js, in order."""
    names: list[str] = page.evaluate("harness.kernel.asked")
    return names


def tear(page: Page) -> None:
    """Let the kernel answer with what is no plotly.js."""
    torn = "throw Error('torn in transit')"
    page.evaluate("text => { harness.kernel.bytes = new TextEncoder().encode(text) }", torn)


def expect_drawn(chart: Locator, title: str = "First") -> None:
    """Wait until plotly.js has drawn the figure with this title."""
    expect(chart.locator(".xtick text")).to_have_text(title)


def expect_colours(chart: Locator, colours: Mapping[str, str]) -> None:
    """Wait until trace, label and grid have these colours; the last two come from the template."""
    parts = (
        (".bars .point path", "fill", colours["letter"]),
        (".xtick text", "fill", colours["muted"]),
        (".ygrid", "stroke", colours["grid"]),
    )
    for selector, style, colour in parts:
        expect(chart.locator(selector).first).to_have_css(style, rgb(colour))


def test_five_charts_ask_the_kernel_for_plotly_js_once_and_share_the_answer(page: Page) -> None:
    page.evaluate("harness.kernel.holds = true")
    charts = [open_chart(page, name) for name in ("a", "b", "c", "d", "e")]
    for chart in charts:
        expect(chart).to_have_text(MESSAGES["waiting"])
    page.evaluate("harness.kernel.release()")
    for chart in charts:
        expect_drawn(chart)
    expect_drawn(open_chart(page, "later"))
    assert asked(page) == ["a"]


def test_a_chart_whose_asker_was_closed_before_the_answer_asks_again_by_itself(page: Page) -> None:
    page.evaluate("harness.kernel.holds = true")
    open_chart(page, "first")
    second = open_chart(page, "second")
    page.evaluate("harness.close('first')")
    page.wait_for_function("harness.kernel.asked.length === 2", timeout=PATIENCE)
    page.evaluate("harness.kernel.release()")
    expect_drawn(second)
    assert asked(page) == ["first", "second"]


def test_a_chart_closed_before_the_answer_leaves_the_next_one_free_to_ask(page: Page) -> None:
    page.evaluate("harness.kernel.holds = true")
    open_chart(page, "first")
    page.evaluate("harness.close('first')")
    page.evaluate("harness.kernel.release()")
    expect_drawn(open_chart(page, "second"))
    assert asked(page) == ["first", "second"]


def test_a_burst_of_fifty_states_in_one_frame_ends_on_the_newest_in_a_draw_or_two(
    page: Page,
) -> None:
    chart = open_chart(page, "a")
    expect_drawn(chart)
    before = draws(chart)
    page.evaluate(
        "states => requestAnimationFrame(() => states.forEach((one) => harness.set('a', one)))",
        [shown(f"State {i}") for i in range(50)],
    )
    expect_drawn(chart, "State 49")
    assert draws(chart) - before <= 2


def test_a_state_that_arrives_while_another_is_drawn_is_drawn_after_it(page: Page) -> None:
    chart = open_chart(page, "a")
    expect_drawn(chart)
    page.evaluate(
        """([first, second]) => {
          const label = new MutationObserver(() => {
            label.disconnect();  // the label is set as the drawing of a state begins
            harness.set("a", second);
          });
          label.observe(document.querySelector("#a .kb-plot"), { attributeFilter: ["aria-label"] });
          harness.set("a", first);
        }""",
        [shown("First of two"), shown("Second of two")],
    )
    expect_drawn(chart, "Second of two")


def test_the_caption_follows_the_reading_at_once_even_before_plotly_js_is_there(page: Page) -> None:
    page.evaluate("harness.kernel.holds = true")
    open_chart(page, "a")
    caption = page.locator("#a figcaption.kb-reading")
    expect(caption).to_have_text("The reading of First.")
    expect(caption).to_have_attribute("aria-live", "polite")
    told = page.evaluate(
        """changes => {
          harness.set("a", changes);
          return document.querySelector("#a .kb-reading").textContent;
        }""",
        shown("Second"),
    )
    assert told == "The reading of Second."


def test_a_plot_is_an_image_whose_label_follows_the_alternative_text(page: Page) -> None:
    chart = open_chart(page, "a")
    expect(page.get_by_role("img", name="One bar.", exact=True)).to_have_count(1)
    expect_drawn(chart)
    set_state(page, "a", shown("Second", alt="One bar, seen again."))
    expect(page.get_by_role("img", name="One bar, seen again.", exact=True)).to_have_count(1)
    expect(chart).to_have_attribute("aria-label", "One bar, seen again.")


def test_the_title_stands_above_the_plot_and_follows_the_figure(page: Page) -> None:
    chart = open_chart(page, "a")
    title = page.locator("#a .kb-title")
    expect(title).to_have_text("First")
    set_state(page, "a", shown("Second"))
    expect(title).to_have_text("Second")
    expect_drawn(chart, "Second")
    expect(chart.locator(".gtitle")).to_have_count(0)


def test_a_plot_follows_the_width_of_its_container(page: Page) -> None:
    canvas = open_chart(page, "a", "width: 800px").locator(".main-svg").first
    expect(canvas).to_have_attribute("width", "800")
    page.evaluate("document.getElementById('a').style.width = '400px'")
    expect(canvas).to_have_attribute("width", "400")


def test_a_hidden_chart_is_drawn_with_its_newest_state_when_it_is_shown(page: Page) -> None:
    hidden = open_chart(page, "hidden", "width: 800px; display: none")
    expect_drawn(open_chart(page, "seen"))
    set_state(page, "hidden", shown("Second"))
    set_state(page, "seen", shown("Second"))
    expect_drawn(plot(page, "seen"), "Second")
    assert draws(hidden) == 0
    page.evaluate("document.getElementById('hidden').style.display = 'block'")
    expect_drawn(hidden, "Second")


def test_a_chart_without_width_for_one_frame_is_drawn_in_a_later_one(page: Page) -> None:
    chart = open_chart(page, "a")
    expect_drawn(chart)
    page.evaluate(
        """async changes => {
          const { style } = document.getElementById("a");
          harness.set("a", changes);
          for (let i = 0; i < 10; i++) await 0;  // by then it waits for a frame
          style.display = "none";  // as when Lab swaps the stylesheet of its theme
          requestAnimationFrame(() => { style.display = "block" });
        }""",
        shown("Second"),
    )
    expect_drawn(chart, "Second")


def test_trace_and_template_follow_the_theme_of_lab_to_dark_and_back(page: Page) -> None:
    chart = open_chart(page, "a")
    for light, colours in (("true", theme.LIGHT), ("false", theme.DARK), ("true", theme.LIGHT)):
        page.evaluate("light => { document.body.dataset.jpThemeLight = light }", light)
        expect_colours(chart, colours)


def test_without_lab_trace_and_template_follow_the_system_to_dark_and_back(page: Page) -> None:
    page.evaluate("delete document.body.dataset.jpThemeLight")
    chart = open_chart(page, "a")
    expect_colours(chart, theme.LIGHT)
    page.emulate_media(color_scheme="dark")
    expect_colours(chart, theme.DARK)
    page.emulate_media(color_scheme="light")
    expect_colours(chart, theme.LIGHT)


def test_the_theme_of_lab_outweighs_that_of_the_system(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    expect_colours(open_chart(page, "a"), theme.LIGHT)


def test_a_chart_is_drawn_in_a_page_that_forbids_to_run_text(page: Page) -> None:
    page.goto("/strict")
    expect(plot(page, "a").locator("svg.main-svg").first).to_be_visible()


@pytest.mark.provokes_error("torn in transit")
def test_a_page_that_cannot_evaluate_plotly_js_says_so(page: Page) -> None:
    tear(page)
    charts = [open_chart(page, name) for name in ("a", "b")]
    for chart in charts:
        expect(chart).to_have_text(MESSAGES["failed"])
    expect(page.locator(".kb-reading")).to_have_text(["The reading of First."] * 2)


@pytest.mark.provokes_error("torn in transit")
def test_what_is_said_instead_of_a_drawing_is_said_to_a_screen_reader_too(page: Page) -> None:
    tear(page)
    page.evaluate("harness.kernel.holds = true")
    open_chart(page, "a")
    image = page.get_by_role("img")
    expect(image).to_have_accessible_name(MESSAGES["waiting"])
    page.evaluate("harness.kernel.release()")
    expect(image).to_have_accessible_name(MESSAGES["failed"])


@pytest.mark.provokes_error("JSON")
def test_a_chart_that_failed_draws_the_next_state_that_it_can(page: Page) -> None:
    chart = open_chart(page, "a")
    expect_drawn(chart)
    set_state(page, "a", {"figure": "not a figure"})
    expect(chart).to_have_text(MESSAGES["failed"])
    set_state(page, "a", shown("Second"))
    expect_drawn(chart, "Second")
    expect(chart.locator(".bars .point path")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_saved_as_svg_holds_title_source_and_alternative_text(
    page: Page, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    expect_drawn(open_chart(page, "a"))
    set_state(page, "a", {"source": "Source: a < b & “c”. " + "word " * 60 + "end."})
    root = ElementTree.fromstring(saved(page, "SVG"))
    svg = "{http://www.w3.org/2000/svg}"
    assert (root.tag, root.get("role"), root.get("lang")) == (f"{svg}svg", "img", "en")
    title, alt = (root.find(svg + tag) for tag in ("title", "desc"))
    assert title is not None
    assert alt is not None
    assert (title.text, alt.text) == ("First", "One bar.")
    assert root.get("aria-labelledby") == f"{title.get('id')} {alt.get('id')}"
    heading, origin = (
        ["".join(row.itertext()) for row in text] for text in root.findall(f"{svg}text")
    )
    assert heading == ["First"]
    assert len(origin) > 1
    assert " ".join(origin).startswith("Source: a < b & “c”. word")
    (plot,) = root.findall(f"{svg}svg")
    assert theme.colour("letter").removeprefix("#") in hexes(plot)
    assert theme.DARK["letter"].removeprefix("#") not in hexes(plot)
    assert root.find(f".//{svg}image") is None, "a chart is lines, not pixels"


def hexes(svg: ElementTree.Element) -> str:
    """A drawing with its colours as a style sheet of ours writes them."""
    text = ElementTree.tostring(svg, encoding="unicode")
    return re.sub(
        r"rgb\((\d+), (\d+), (\d+)\)", lambda rgb: bytes(map(int, rgb.groups())).hex(), text
    )


def test_a_chart_saved_as_png_is_sharp_and_holds_the_same_texts(page: Page) -> None:
    expect_drawn(open_chart(page, "a"))
    with Image.open(io.BytesIO(saved(page, "PNG"))) as image:
        image.load()  # which checks the sums of all chunks
        texts = {"Title", "Description", "Source"}
        assert {key: text for key, text in image.info.items() if key in texts} == {
            "Title": "First",
            "Description": "One bar.",
            "Source": "Source: First, and a < b.",
        }
        assert image.width == 2 * 760
        colours: Any = image.convert("RGB").getcolors(image.width * image.height)
    most = [rgb for _, rgb in sorted(colours, reverse=True)[:2]]
    assert most == [(255, 255, 255), tuple(bytes.fromhex(theme.colour("letter")[1:]))]


def test_a_saved_picture_is_of_what_is_now_shown(page: Page) -> None:
    expect_drawn(open_chart(page, "a"))
    set_state(page, "a", shown("Second"))
    assert b">Second</title>" in saved(page, "SVG")


@pytest.mark.provokes_error("JSON")
def test_a_picture_that_cannot_be_made_is_said_in_a_sentence(page: Page) -> None:
    expect_drawn(open_chart(page, "a"))
    set_state(page, "a", {"template": "no template"})
    page.get_by_role("button", name="Save as PNG").click()
    expect(page.get_by_role("alert").filter(has_text=MESSAGES["unsaved"])).to_be_visible()


def test_a_view_that_is_disposed_leaves_no_listener_and_draws_no_more(page: Page) -> None:
    gone, kept = (open_chart(page, name) for name in ("gone", "kept"))
    for chart in (gone, kept):
        expect_drawn(chart)
    page.evaluate("harness.dispose('gone')")
    assert page.evaluate("harness.charts.gone.model.listeners(harness.charts.gone.target)") == []
    expect(gone).to_be_empty()
    before = draws(gone)
    for name in ("gone", "kept"):
        set_state(page, name, shown("Second"))
        page.evaluate("name => { document.getElementById(name).style.width = '400px' }", name)
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    expect_drawn(kept, "Second")
    expect_colours(kept, theme.DARK)
    expect(kept.locator(".main-svg").first).to_have_attribute("width", "400")
    expect(gone).to_be_empty()
    assert draws(gone) == before


def test_a_view_disposed_before_the_frame_it_waits_for_does_not_draw_in_it(page: Page) -> None:
    gone, kept = (open_chart(page, name) for name in ("gone", "kept"))
    for chart in (gone, kept):
        expect_drawn(chart)
    page.evaluate(
        """async changes => {
          harness.set("gone", changes);
          await 0;  // by then it waits for a frame
          await 0;
          harness.set("kept", changes);
          await harness.dispose("gone");
        }""",
        shown("Second"),
    )
    expect_drawn(kept, "Second")
    expect(gone).to_be_empty()


def test_the_figure_is_sent_without_the_template_that_the_page_has_already() -> None:
    sent = state()
    assert "template" not in json.loads(sent["figure"])["layout"]
    assert theme.template()["layout"]["xaxis"]["gridcolor"] in sent["template"]
