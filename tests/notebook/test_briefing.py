"""The briefing: valid HTML, one A4 page, every figure with its footnote, settings as assumptions."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree

import html5lib
import ipywidgets
import pypdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from kamerbrief.briefing import BriefingError, NoPrinter, briefing, printed, scenes_at
from kamerbrief.briefing.page import FIGURES, MARK
from kamerbrief.briefing.printing import VARIABLE
from kamerbrief.claims import Figure, read_ledger
from kamerbrief.cli import main
from kamerbrief.editions import Words, editions
from kamerbrief.notebook import Show
from kamerbrief.notebook.desk import Desk
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import written
from tests.browser.absence import browser_or_skip
from tests.notebook.markup import Node, parsed
from tests.notebook.moves import ENGLISH, EXPLORERS, opened, places

each_edition = pytest.mark.parametrize("edition", editions())
Settings = dict[str, dict[str, str]]


@cache
def everything() -> Settings:
    """Of each explorer as many controls as can be moved at once."""
    found: Settings = {}
    for name in EXPLORERS:
        explorer = opened(name)
        for control, widget in explorer.controls.items():
            there = [p for p in places(widget) if p is not None and p != widget.value]
            if not there or getattr(widget, "disabled", False):
                continue
            wanted = {**found.get(name, {}), control: written(there[-1])}
            try:
                page_at({name: wanted})
            except BriefingError:
                continue
            found[name] = wanted
    return found


def page_at(settings: Settings) -> str:
    """The page in English with these settings."""
    return briefing(ENGLISH, scenes_at(settings, ENGLISH))


def body_of(html: str) -> Node:
    """All that is seen on the page."""
    return parsed(html.split("<body>")[1].split("</body>")[0])


@cache
def paper(moved: bool) -> tuple[str, bytes]:
    """The page at the letter or with all that can be moved, as HTML and as PDF."""
    html = page_at(everything() if moved else {})
    return html, printed(html)


# ── the page ──────────────────────────────────────────────────────────────────────────────────


@each_edition
def test_the_page_is_valid_html(edition: str) -> None:
    page = html5lib.HTMLParser(strict=True).parse(briefing(Words(edition)))
    assert isinstance(page, ElementTree.Element)
    assert page.attrib["lang"] == Words(edition).lang


@each_edition
def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing(edition: str) -> None:
    html = briefing(Words(edition))
    assert not re.search(r"<script|<link|<img|@import|url\(|src=", html)


@each_edition
def test_the_figures_that_matter_stand_there_with_kind_and_footnote(edition: str) -> None:
    words = Words(edition)
    (table,) = body_of(briefing(words)).all("table")
    rows = list(table.all("tr"))
    assert len(rows) == len(FIGURES) == 4
    for figure, row in zip(FIGURES, rows, strict=True):
        assert words.figure(figure) in row.text
        assert len(list(row.all(kind=f"kb-badge-{read_ledger()[figure].kind}"))) == 1
        assert len(list(row.all("sup"))) == 1


@each_edition
def test_every_footnote_is_called_and_every_call_has_its_footnote(edition: str) -> None:
    html = briefing(Words(edition))
    called = re.findall(r'href="#note-(\d+)"', html)
    there = re.findall(r'<li id="note-(\d+)">', html)
    assert list(dict.fromkeys(called)) == there == [str(n) for n in range(1, len(there) + 1)]
    assert MARK not in html


@each_edition
def test_a_footnote_to_the_letter_names_the_line(edition: str) -> None:
    notes = re.findall(r'<li id="note-\d+">([^<]*)', briefing(Words(edition)))
    for figure in FIGURES:
        line = read_ledger().claim(figure).lines[0]
        assert any(re.search(rf"\b{line}\b", note) for note in notes), figure


@each_edition
def test_every_number_on_the_page_is_a_figure_of_the_ledger(edition: str) -> None:
    words = Words(edition)
    known = " ".join(words.figure(f.id) for f in read_ledger().of(Figure))
    (main_part,) = body_of(briefing(words)).all("main")
    numbers = re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"\[\d+\]", "", main_part.without("svg").words))
    assert numbers
    assert [number for number in numbers if number not in known] == []


def test_the_chart_is_a_vector_with_words_for_who_does_not_see_it() -> None:
    (drawn,) = re.findall(r"<svg.*?</svg>", briefing(ENGLISH), re.DOTALL)
    picture = ElementTree.fromstring(drawn)
    assert picture.attrib["role"] == "img"
    assert "770" in picture.attrib["aria-label"]
    bars = [bar for bar in picture if bar.tag == "rect"]
    ends = [(float(b.attrib["x"]), float(b.attrib["x"]) + float(b.attrib["width"])) for b in bars]
    # From 770 to 790 and from 785 to 795: the same scale, so twice as wide, and they overlap.
    assert ends[0][1] - ends[0][0] == pytest.approx(2 * (ends[1][1] - ends[1][0]), abs=0.3)
    assert ends[0][0] < ends[1][0] < ends[0][1] < ends[1][1]


# ── the reader's own settings ─────────────────────────────────────────────────────────────────


def test_at_the_letter_there_are_no_assumptions_of_the_reader() -> None:
    words = Words("en")
    assert words.text("briefing.yours") not in briefing(ENGLISH)
    assert words.text("briefing.yours") not in page_at({"sample_size": {"n": "135"}})


def test_what_was_moved_is_listed_with_what_follows() -> None:
    text = body_of(page_at({"sample_size": {"n": "2000", "confidence": "0.9"}})).words
    assert "Answers (n): 2,000 answers; Confidence: 90%." in text
    assert "If these 2,000 answers were a random sample" in text


def test_a_choice_of_view_is_no_assumption() -> None:
    assert page_at({"funnel": {"base": "teachers"}}) == briefing(ENGLISH)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"weather": {"n": "1"}}, "weather"),
        ({"_words": {"n": "1"}}, "_words"),
        ({"sample_size": {"nn": "1"}}, "nn"),
        ({"sample_size": {"n": "0"}}, "0"),
        ({"sample_size": {"n": "<b>"}}, "<b>"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(settings: Settings, says: str) -> None:
    with pytest.raises(BriefingError, match=re.escape(says)):
        page_at(settings)


# ── on paper ──────────────────────────────────────────────────────────────────────────────────


each_paper = pytest.mark.parametrize("moved", [False, True], ids=["at the letter", "all moved"])


@each_paper
def test_on_paper_it_is_one_a4_page_with_every_figure(browser_there: None, moved: bool) -> None:
    html, pdf = paper(moved)
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    # NFKC takes ligatures apart. A raised number may stand before or after its line: word by word.
    flat = re.sub(r"\s+", "", normalize("NFKC", page.extract_text()))
    for number in re.findall(r'<li id="note-(\d+)">', html):
        assert f"[{number}]" in flat
    plain = re.sub(r"\[\d+\]", "", flat)
    seen = normalize("NFKC", body_of(html).without("svg").words)
    assert [word for word in re.sub(r"\[\d+\]", " ", seen).split() if word not in plain] == []


@each_paper
def test_the_picture_of_the_paper_has_white_margins_and_a_chart_in_vectors(
    browser_there: None, moved: bool
) -> None:
    pdf = paper(moved)[1]
    picture = picture_of(pdf)
    assert min(inked(picture)) >= 10
    left, right = width_of(pdf)
    assert left == pytest.approx(16, abs=0.3)
    assert right <= 210 - 16
    colours = Counter(picture.get_flattened_data())
    bars = sum(colours[rgb_of(hue)] for hue in ("letter-pale", "derived-pale"))
    assert bars > 3 * colours[rgb_of("letter")] > 0, "the two bars of the chart are not there"
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert list(page.images) == []
    resources: Any = page["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    assert fonts
    assert all("FontFile" in str(descriptor_of(font)) for font in fonts), "a font is not embedded"


def picture_of(pdf: bytes) -> Image.Image:
    """The first page as it comes out of a printer, at four pixels a millimetre."""
    page = pdfium.PdfDocument(pdf)[0]
    picture: Image.Image = page.render(scale=4 * 25.4 / 72).to_pil().convert("RGB")
    return picture


def width_of(pdf: bytes) -> tuple[float, float]:
    """Where the text of the first page begins and ends, in millimetres from its left edge.

    What is too wide for the page is not cut off by Chromium: it makes all of the page smaller, and
    moves it inwards.
    """
    text = pdfium.PdfDocument(pdf)[0].get_textpage()
    boxes = [text.get_charbox(place) for place in range(text.count_chars())]
    ends = [(left, right) for left, _, right, _ in boxes if left < right]
    return min(left for left, _ in ends) * 25.4 / 72, max(right for _, right in ends) * 25.4 / 72


def inked(picture: Image.Image) -> list[float]:
    """How far from each edge the ink begins, in millimetres: left, top, right, bottom."""
    white = Image.new("RGB", picture.size, "white")
    left, top, right, bottom = ImageChops.difference(picture, white).getbbox() or (0, 0, 0, 0)
    return [pixels / 4 for pixels in (left, top, picture.width - right, picture.height - bottom)]


def rgb_of(token: str) -> tuple[int, ...]:
    """A colour of the theme as a pixel has it."""
    return tuple(bytes.fromhex(theme.colour(token)[1:]))


def descriptor_of(font: Any) -> Any:
    """What a PDF says about a font, wherever it says it."""
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return inner["/FontDescriptor"].get_object()


def test_what_is_too_wide_for_the_page_is_seen(browser_there: None) -> None:
    wide = '<p style="position: absolute; left: 185mm; white-space: nowrap">Too far out.</p>'
    left, _ = width_of(printed(briefing(ENGLISH).replace("<main>", f"<main>{wide}")))
    assert left > 17


def test_without_a_browser_the_way_out_is_html(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "no-such-browser")
    with pytest.raises(NoPrinter, match="write HTML instead"):
        printed(briefing(ENGLISH))


def test_a_browser_that_prints_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "false")
    with pytest.raises(NoPrinter, match="false made no PDF"):
        printed(briefing(ENGLISH))


@pytest.fixture
def browser_there() -> None:
    """Where there is none a test is skipped, and fails on CI."""
    browser_or_skip()


# ── from a notebook ───────────────────────────────────────────────────────────────────────────


class Sent:
    """What the page would be handed."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files: list[tuple[str, bytes]] = []
        monkeypatch.setattr(desk.files, "send", self.take)

    def take(self, message: dict[str, str], buffers: list[bytes]) -> None:
        assert message["kind"] == "file"
        self.files.append((message["name"], buffers[0]))


def test_a_button_hands_the_page_with_what_stands_in_the_open_explorers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    explorer, desk = opened("sample_size"), Show(ENGLISH).briefing()
    sent = Sent(desk, monkeypatch)
    explorer.controls["n"].value = 2000
    desk.html.click()
    explorer.reset()
    desk.html.click()
    monkeypatch.setattr("kamerbrief.notebook.desk.printed", lambda html: f"PDF of {html}".encode())
    desk.pdf.click()
    (name, moved), (_, at_home), pdf = sent.files
    said = [desk.html.description, desk.pdf.description]
    assert said == [ENGLISH.text("briefing.html"), ENGLISH.text("briefing.pdf")]
    assert name == "briefing.html"
    assert pdf == ("briefing.pdf", b"PDF of " + at_home)
    assert moved.decode("utf-8") == page_at({"sample_size": {"n": "2000"}})
    assert at_home.decode("utf-8") == briefing(ENGLISH)
    assert ENGLISH.text("briefing.handed") in desk.said


def test_a_page_that_was_handed_leaves_no_widget_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, desk = opened("your_view", ratio=3.0), Show(ENGLISH).briefing()
    Sent(desk, monkeypatch)
    before = len(ipywidgets.widget._instances)
    desk.html.click()
    assert len(ipywidgets.widget._instances) == before
    assert kept.state["ratio"] == 3.0


def test_without_a_browser_the_button_for_a_pdf_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "no-such-browser")
    desk = Show(ENGLISH).briefing()
    sent = Sent(desk, monkeypatch)
    desk.pdf.click()
    assert sent.files == []
    assert ENGLISH.text("briefing.no-pdf") in desk.said


# ── from the command line ─────────────────────────────────────────────────────────────────────


def test_the_command_writes_html_with_the_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brief.html"
    assert main(["briefing", "--edition", "en", "-o", str(file), "sample_size.n=2000"]) == 0
    assert str(file) in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == page_at({"sample_size": {"n": "2000"}})


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["sample_size.n"], "no setting"),
        (["n=2"], "no setting"),
        (["weather.n=2"], "no explorer weather"),
        (["sample_size.n=0"], "out of reach"),
        (["--edition", "xx"], "no edition 'xx'"),
        ([], "write HTML instead"),
    ],
)
def test_the_command_refuses_in_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.setenv(VARIABLE, "no-such-browser")
    file = tmp_path / "brief.pdf"
    assert main(["briefing", "-o", str(file), *arguments]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1
    assert not file.exists()
