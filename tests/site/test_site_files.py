"""The built site as files: complete, valid, its links lead somewhere, small, and the same every time."""

from __future__ import annotations

import filecmp
import gzip
import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urldefrag, urlsplit
from zipfile import ZipFile

import html5lib
import nbformat
import pytest

from kamerbrief.lab.saving import is_poster
from kamerbrief.pages.walk import Stop, walks
from kamerbrief.scenes.plans import PLANS
from tests.notebooks.refresh import NOTEBOOKS, ROOT
from tests.site.built import build

WALKS: Final = walks(NOTEBOOKS)
STOPS: Final = [(walk, stop) for walk in WALKS.values() for stop in walk.stops]
MOST: Final = 75e6  # bytes of the site: a third stored scenes, a third Python, a third JupyterLab
MOST_READ: Final = 0.65e6  # bytes until a page moves, packed as a static host packs them
MOST_PYTHON: Final = 9e6  # bytes of Python that come after that, packed so too
PYTHON: Final = (
    *("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm"),
    *("pyodide-lock.json", "stdlib.zip", "explorers.zip"),
)
LINKS: Final = {"a": "href", "link": "href", "script": "src", "img": "src"}
# An address with a host where code asks for something, rather than names something.
ASKS: Final = re.compile(
    r"""(?:\bfetch\(|\bimport\(|importScripts\(|@import\s|\burl\()\s*['"]?(https?:)?//""", re.I
)


@cache
def page(file: Path) -> Any:
    """A page as a tree; what is not valid raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(file.read_text(encoding="utf-8"))


def pages(site: Path) -> list[Path]:
    """All pages but those of JupyterLite."""
    return sorted(file for file in site.rglob("*.html") if "lite" not in file.parts)


def files(site: Path) -> Iterator[Path]:
    yield from (file for file in site.rglob("*") if file.is_file())


def of(site: Path, stop: Stop) -> Path:
    return site / stop.path.replace(".ipynb", ".html")


def the(site: Path, name: str) -> Path:
    """The folder whose name begins so and ends in a hash."""
    (found,) = site.glob(f"{name}-*")
    return found


# ── what there is ─────────────────────────────────────────────────────────────────────────────


def test_it_has_a_page_for_each_notebook_and_guide_and_a_list_of_them(site: Path) -> None:
    wanted = {stop.path.replace(".ipynb", ".html") for _, stop in STOPS}
    for edition in WALKS:
        wanted |= {f"{edition}/index.html", f"{edition}/teachers-guide.html"}
    names = {file.relative_to(site).as_posix() for file in pages(site)}
    assert names == wanted | {"index.html", "licences.html"}


def test_the_front_page_lists_the_walk_in_both_languages(site: Path) -> None:
    sections = page(site / "index.html").findall(".//section")
    assert [section.get("lang") for section in sections] == [w.words.lang for w in WALKS.values()]
    for section, walk in zip(sections, WALKS.values(), strict=True):
        links = [link.text for link in section.findall(".//ol//a")]
        assert links == [stop.title for stop in walk.stops]


@pytest.mark.parametrize(("walk", "stop"), STOPS, ids=[stop.path for _, stop in STOPS])
def test_a_page_holds_all_that_its_notebook_says_with_its_pictures(
    site: Path, walk: Any, stop: Stop
) -> None:
    tree = page(of(site, stop))
    assert tree.get("lang") == walk.words.lang
    text = "".join("".join(tree.find("body").itertext()).split())
    images = {
        Path(image.get("src")).name: image.get("alt")
        for image in tree.findall(".//img[@class='kb-poster']")
    }
    cells = nbformat.read(NOTEBOOKS / stop.path, as_version=4).cells
    assert [pre.text for pre in tree.findall(".//pre/code")] == [
        cell.source for cell in cells if cell.cell_type == "code"
    ]
    posters = 0
    for output in (output for cell in cells for output in cell.get("outputs", [])):
        if is_poster(output):
            posters += 1
            alt = output["metadata"]["image/png"]["alt"]
            assert alt in images.values()
        elif "text/html" not in output["data"]:
            for line in output["data"]["text/plain"].split("\n"):
                assert "".join(line.split()) in text
    assert len(images) == posters
    assert set(images) <= {file.name for file in the(site, "assets").glob("pictures/*")}


def test_every_page_is_valid_and_no_id_stands_twice(site: Path) -> None:
    for file in pages(site):
        ids = [element.get("id") for element in page(file).iter() if element.get("id")]
        assert sorted(set(ids)) == sorted(ids), file


def test_a_page_that_is_not_valid_is_seen() -> None:
    parser = html5lib.HTMLParser(strict=True)
    with pytest.raises(html5lib.html5parser.ParseError):
        parser.parse("<!DOCTYPE html><title>A</title><p><a href='x'>two<a href='y'>in one</a>")


def test_every_link_leads_somewhere(site: Path) -> None:
    for file in pages(site):
        for element in page(file).iter():
            target = element.get(LINKS.get(element.tag, ""), "")
            if not target or target.startswith(("http", "mailto:", "data:")):
                continue
            path, anchor = urldefrag(urlsplit(target)._replace(query="").geturl())
            there = (file.parent / unquote(path)).resolve() if path else file
            assert there.exists(), f"{file.name} leads to {target}"
            if anchor:
                ids = {found.get("id") for found in page(there).iter()}
                assert anchor in ids, f"{file.name} leads to {target}"
            if query := urlsplit(target).query:
                assert (site / "lite" / "files" / query.removeprefix("path=")).is_file() or (
                    query == "slides"
                )


def test_no_page_asks_anything_of_another_host(site: Path) -> None:
    for file in pages(site):
        for element in page(file).iter():
            if element.tag in ("link", "script", "img", "iframe", "source", "video"):
                asked = element.get("src") or element.get("href") or ""
                assert not re.match(r"(https?:)?//", asked), f"{file.name} asks {asked}"
    for file in [*the(site, "assets").glob("*.js"), *the(site, "assets").glob("*.css")]:
        assert not ASKS.search(file.read_text(encoding="utf-8")), file.name


# ── small ─────────────────────────────────────────────────────────────────────────────────────


def packed(files: Iterator[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def test_the_site_is_small_and_so_is_what_a_page_fetches(site: Path) -> None:
    assert sum(file.stat().st_size for file in files(site)) < MOST
    survey = of(site, STOPS[2][1])
    asked = [
        element.get("src") or element.get("href")
        for element in page(survey).iter()
        if element.tag in ("script", "link") and element.get("rel") in (None, "icon", "stylesheet")
    ]
    first = [survey, *((survey.parent / file) for file in asked if file)]
    first += [survey.parent / file for file in told(survey)["stored"].values()]
    assert packed(iter(first)) < MOST_READ
    assert packed(the(site, "python") / name for name in PYTHON) < MOST_PYTHON


def told(file: Path) -> dict[str, Any]:
    """What the script of a page is told."""
    data: dict[str, Any] = json.loads(page(file).findtext(".//script[@id='kb-page']"))
    return data


def test_the_scenes_of_each_explorer_lie_beside_the_pages_and_python_where_they_say(
    site: Path,
) -> None:
    shown: dict[str, set[str]] = {edition: set() for edition in WALKS}
    for _, stop in STOPS:
        file, data = of(site, stop), told(of(site, stop))
        shown[stop.edition] |= set(data["stored"])
        for named in (*data["stored"].values(), data["worker"], data["keep"], data["python"]):
            assert (file.parent / named).exists(), f"{file.name} names {named}"
        assert data["server"] == ""
    for edition, names in shown.items():
        kept = {file.stem for file in the(site, "assets").glob(f"scenes/{edition}/*.js")}
        assert names <= kept == set(PLANS)


def test_python_on_a_page_has_no_widgets(site: Path) -> None:
    archive = ZipFile(the(site, "python") / "explorers.zip")
    tops = {name.partition("/")[0].partition("-")[0] for name in archive.namelist()}
    assert tops == {"babel", "kamerbrief"}
    rooms = {name.split("/")[1] for name in archive.namelist() if name.startswith("kamerbrief/")}
    assert rooms.isdisjoint({"app", "cli.py", "lab", "notebook", "notebooks", "site"})


# ── licences, and where it all is from ────────────────────────────────────────────────────────


def test_the_licence_of_every_part_is_named_and_its_text_is_there(site: Path) -> None:
    parts = page(site / "licences.html").findall(".//details")
    names = [part.findtext("summary") for part in parts]
    for name in (
        "kamerbrief",
        "pyodide",
        "plotly.js-basic-dist-min",
        "ipywidgets",
        "babel",
        "jedi",
    ):
        assert any(said.startswith(f"{name} ") for said in names), name
    for part, said in zip(parts, names, strict=True):
        has_text = part.find("pre") is not None
        assert has_text or part.find(".//a") is not None, said
        assert has_text or not said.endswith("see its text"), said


# ── the same every time ───────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_two_builds_of_the_same_sources_are_the_same_bytes(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "another place"
    copy.mkdir()
    for name in ("notebooks", "seeds", "src"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    done = build(tmp_path / "second", PYTHONPATH=str(copy / "src"))
    assert done.returncode == 0, done.stderr
    assert unlike(filecmp.dircmp(site, tmp_path / "second")) == []


def unlike(found: filecmp.dircmp[str], below: str = "") -> list[str]:
    """The files of two folders that are not the same."""
    here = [*found.left_only, *found.right_only, *found.funny_files]
    _, changed, errors = filecmp.cmpfiles(
        found.left, found.right, found.common_files, shallow=False
    )
    inside = [name for sub, one in found.subdirs.items() for name in unlike(one, f"{below}{sub}/")]
    return [*(f"{below}{name}" for name in (*here, *changed, *errors)), *inside]
