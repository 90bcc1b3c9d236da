"""Slides as files: each notebook as stored, cut at its headings, asking nothing of anybody."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import html5lib
import nbformat
import pytest

from kamerbrief import lab
from kamerbrief.app.slides import LIVE, SlidesError, bar, deck, write
from kamerbrief.app.walk import Stop, Walk, walks
from kamerbrief.cli import main
from kamerbrief.editions import Words
from kamerbrief.lab.saving import is_poster
from tests.notebooks.refresh import NOTEBOOKS

WALKS = walks(NOTEBOOKS)
STOPS = [(walk, stop) for walk in WALKS.values() for stop in walk.stops]
each_stop = pytest.mark.parametrize(("walk", "stop"), STOPS, ids=[stop.path for _, stop in STOPS])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the command wrote."""
    folder = tmp_path_factory.mktemp("slides")
    assert main(["slides", "-o", str(folder)]) == 0
    return folder


def of(folder: Path, stop: Stop) -> str:
    """The file of a stop."""
    return (folder / stop.edition / f"{stop.name}.html").read_text(encoding="utf-8")


def test_every_notebook_of_every_edition_becomes_a_file(written: Path) -> None:
    files = {path.relative_to(written).as_posix() for path in written.rglob("*.*")}
    assert files == {stop.path.replace(".ipynb", ".html") for _, stop in STOPS}


@each_stop
def test_a_file_asks_nothing_of_anybody(written: Path, walk: Walk, stop: Stop) -> None:
    page = html5lib.parse(of(written, stop), namespaceHTMLElements=False)
    for element in page.iter():
        for name in ("src", "srcset", "data", "action", "poster"):
            assert element.get(name, "data:").startswith("data:"), element.attrib
    assert page.findall(".//link") == []
    assert page.findall(".//iframe") == []
    styles = " ".join(style.text or "" for style in page.iter("style"))
    assert not re.search(r"@import|url\((?!data:)", styles)


@each_stop
def test_it_holds_title_language_sentences_and_each_picture_with_its_text(
    written: Path, walk: Walk, stop: Stop
) -> None:
    page = html5lib.parse(of(written, stop), namespaceHTMLElements=False)
    assert page.get("lang") == walk.words.lang
    assert page.findtext(".//title") == stop.title
    text = re.sub(r"\s+", " ", " ".join(page.find("body").itertext()))
    notebook = nbformat.read(NOTEBOOKS / stop.path, as_version=4)
    cells = [cell for cell in notebook.cells if not cell.source.startswith(LIVE)]
    outputs = [out for cell in cells for out in cell.get("outputs", [])]
    pictures = [out for out in outputs if is_poster(out)]
    plain = [o for o in outputs if not is_poster(o) and "text/html" not in o["data"]]
    for output in plain:
        assert re.sub(r"\s+", " ", output["data"]["text/plain"]).strip() in text
    images = page.findall(".//img")
    assert len(images) == len(pictures) > 0
    for image, picture in zip(images, pictures, strict=True):
        assert image.get("alt") == picture["metadata"]["image/png"]["alt"]
        bytes_ = base64.b64decode(image.get("src").partition("base64,")[2])
        assert bytes_ == base64.b64decode(picture["data"]["image/png"])
    assert "open_edition" not in text
    assert "In [" not in text


@each_stop
def test_its_links_lead_to_other_files_of_slides(written: Path, walk: Walk, stop: Stop) -> None:
    page = html5lib.parse(of(written, stop), namespaceHTMLElements=False)
    targets = [link.get("href") for link in page.iter("a")]
    own = [target for target in targets if not target.startswith(("https://", "http://"))]
    ids = {element.get("id") for element in page.iter()}
    for target in own:
        assert target[1:] in ids or (written / stop.edition / target).is_file(), target


def test_nothing_is_run_to_make_them(tmp_path: Path) -> None:
    walk, stop = STOPS[0]
    (tmp_path / stop.edition).mkdir()
    notebook = nbformat.read(NOTEBOOKS / stop.path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = "raise SystemExit"
    nbformat.write(notebook, tmp_path / stop.path)
    assert "Traceback" not in deck(tmp_path, stop, walk.words)


def test_only_where_there_is_a_page_to_go_back_to_a_button_leads_there() -> None:
    words = Words("en")
    assert words.text("slides.leave") in bar(words, live=True)
    assert words.text("slides.leave") not in bar(words, live=False)


def test_a_folder_that_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert main(["slides", "-o", str(tmp_path / "taken")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    with pytest.raises(SlidesError, match="cannot be written"):
        write(lab.notebooks(), tmp_path / "taken")
