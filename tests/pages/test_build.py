"""The pages as files: complete, valid, readable without a script, their links lead somewhere."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urldefrag, urlsplit

import html5lib
import nbformat
import pytest

from kamerbrief.lab import notebooks
from kamerbrief.lab.saving import is_poster
from kamerbrief.pages.build import APP, GUIDE, Pages
from kamerbrief.pages.frame import context
from kamerbrief.pages.walk import Stop, walks
from kamerbrief.scenes.plans import PLANS
from kamerbrief.scenes.questions import PREDICTIONS
from kamerbrief.scenes.walk import walk

PAGES: Final = Pages(notebooks(), APP)
STOPS: Final = [(walk, stop) for walk in PAGES.walks.values() for stop in walk.stops]
LINKS: Final = {"a": "href", "link": "href", "script": "src", "img": "src"}
each_stop = pytest.mark.parametrize(("walk", "stop"), STOPS, ids=[stop.path for _, stop in STOPS])
each_page = pytest.mark.parametrize("name", PAGES.names())


@cache
def tree(name: str) -> Any:
    """A page as a tree; what is not valid raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(PAGES.page(name))


def of(stop: Stop) -> Any:
    return tree(f"{stop.edition}/{stop.name}.html")


def data(stop: Stop) -> Any:
    """What a page tells its script."""
    return json.loads(of(stop).find(".//script[@id='kb-page']").text)


def cells(stop: Stop) -> list[Any]:
    found: list[Any] = nbformat.read(notebooks() / stop.path, as_version=4).cells
    return found


def test_every_notebook_has_its_page_and_every_edition_its_list_and_guide() -> None:
    files = [file.relative_to(notebooks()) for file in notebooks().glob("*/*.ipynb")]
    wanted = {file.with_suffix(".html").as_posix() for file in files}
    for edition in PAGES.walks:
        wanted |= {f"{edition}/index.html", f"{edition}/{GUIDE}.html"}
    assert sorted(PAGES.names()) == sorted(wanted | {"index.html"})
    with pytest.raises(KeyError):
        PAGES.page("en/../nl/index.html")


@each_page
def test_a_page_is_valid_in_its_language_and_no_id_stands_twice(name: str) -> None:
    ids = [element.get("id") for element in tree(name).iter() if element.get("id")]
    assert sorted(set(ids)) == sorted(ids)
    edition = name.rpartition("/")[0] or next(iter(PAGES.walks))
    assert tree(name).get("lang") == PAGES.walks[edition].words.lang
    assert tree(name).findtext(".//title")


@each_page
def test_every_link_of_a_page_is_relative_and_leads_somewhere(name: str) -> None:
    there = {*PAGES.names(), *PAGES.shared()}
    for element in tree(name).iter():
        target = element.get(LINKS.get(element.tag, ""), "")
        if element.tag == "a" and target.startswith(("http://", "https://", "mailto:")):
            continue
        path, anchor = urldefrag(urlsplit(target)._replace(query="").geturl())
        if path:
            assert below(name, path) in there, target
        if anchor:
            ids = {found.get("id") for found in tree(below(name, path) if path else name).iter()}
            assert {anchor, unquote(anchor)} & ids, target


def below(name: str, path: str) -> str:
    """Where a link of a page leads, below the root."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / path).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


@each_page
def test_a_page_runs_only_scripts_that_are_files_of_ours(name: str) -> None:
    for element in tree(name).iter():
        assert not [key for key in element.attrib if key.startswith("on")], element.attrib
        if element.tag == "script":
            assert element.get("src") or element.get("type") == "application/json"
        assert not element.get("href", "").startswith("javascript:")
        assert element.tag not in ("iframe", "object", "embed", "base", "form")


@each_stop
def test_a_page_says_all_that_its_notebook_says_without_any_script(walk: Any, stop: Stop) -> None:
    body = of(stop).find("body")
    text = squeezed(body)
    posters = {
        PurePosixPath(image.get("src")).name: image.get("alt")
        for image in body.findall(".//img[@class='kb-poster']")
    }
    images = 0
    for cell in cells(stop):
        if cell.cell_type == "markdown":
            for word in re.findall(r"^\w{5,}|(?<= )\w{5,}(?=[ ,.])", plain(cell.source)):
                assert word in text
            continue
        assert "".join(cell.source.split()) in text
        for output in cell.outputs:
            if is_poster(output):
                images += 1
                assert output["metadata"]["image/png"]["alt"] in posters.values()
            elif "text/html" in output["data"]:
                html = html5lib.parseFragment(output["data"]["text/html"])
                assert squeezed(html) in text
            else:
                assert "".join(output["data"]["text/plain"].split()) in text
    assert len(posters) == images
    assert {f"assets/pictures/{name}" for name in posters} <= set(PAGES.shared())


def plain(markdown: str) -> str:
    """Markdown without its code, its links' targets and its HTML."""
    return re.sub(r"`[^`]*`|\]\([^)]*\)|<[^>]*>", " ", markdown)


def squeezed(element: Any) -> str:
    return "".join("".join(element.itertext()).split())


@each_stop
def test_everything_that_moves_has_its_place_and_what_the_script_needs_there(
    walk: Any, stop: Stop
) -> None:
    made = {
        kind: found(stop, kind)
        for kind in ("explorer", "predict", "check", "scenarios", "briefing")
    }
    sources = "\n".join(cell.source for cell in cells(stop) if cell.cell_type == "code")
    calls = {
        "explorer": r"^explore\.(\w+)\(\)",
        "predict": r"^ask\.predict\(",
        "check": r"^ask\.check\(",
        "scenarios": r"^show\.scenarios\(",
        "briefing": r"^show\.briefing\(",
    }
    for kind, call in calls.items():
        assert len(made[kind]) == len(re.findall(call, sources, re.MULTILINE)), kind
    says = data(stop)
    assert list(says["openings"]) == sorted(made["explorer"])
    assert list(says["predictions"]) == sorted(made["predict"])
    assert list(says["checks"]) == sorted(made["check"])
    assert bool(says["shelf"]) == bool(made["scenarios"])
    assert (says["edition"], says["server"], says["python"]) == (stop.edition, "../answers/", "")
    for name, script in says["stored"].items():
        assert below(f"{stop.edition}/{stop.name}.html", script) in PAGES.shared(), name


def found(stop: Stop, kind: str) -> list[str]:
    """The names of what has its place on a page."""
    return [e.get(f"data-kb-{kind}") for e in of(stop).iter() if e.get(f"data-kb-{kind}")]


def test_every_explorer_and_prediction_stands_on_some_page_of_each_edition() -> None:
    for each in PAGES.walks.values():
        shown = [name for stop in each.stops for name in found(stop, "explorer")]
        assert sorted(shown) == sorted(PLANS)
        asked = [name for stop in each.stops for name in found(stop, "predict")]
        assert sorted(asked) == sorted(PREDICTIONS)
        checks = [name for stop in each.stops for name in found(stop, "check")]
        assert len(checks) == sum(len(topic.checks) for topic in walk().values())


def test_all_is_written_as_its_names_say_and_the_same_again(written: Path, tmp_path: Path) -> None:
    files = {f.relative_to(written).as_posix() for f in written.rglob("*") if f.is_file()}
    assert files == {*PAGES.names(), *PAGES.shared()}
    for name in PAGES.names():
        assert (written / name).read_text(encoding="utf-8") == PAGES.page(name), name


# ── the walk ──────────────────────────────────────────────────────────────────────────────────


def test_the_ends_of_the_walk_have_one_neighbour_and_the_others_two() -> None:
    for each in PAGES.walks.values():
        pages = [context(each, stop, PAGES.walks) for stop in each.stops]
        assert [bool(page["previous"]) for page in pages] == [False] + [True] * (len(pages) - 1)
        assert [bool(page["next"]) for page in pages] == [True] * (len(pages) - 1) + [False]
        assert [page["is_first"] for page in pages] == [True] + [False] * (len(pages) - 1)


def test_a_notebook_that_is_not_there_is_no_stop(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    for name in ("00-letter", "05-budget"):
        (tmp_path / "en" / f"{name}.ipynb").write_text("{}", encoding="utf-8")
    (found,) = walks(tmp_path).values()
    assert [stop.name for stop in found.stops] == ["00-letter", "05-budget"]
    assert found.around(found.stops[0]) == (None, found.stops[1])


def test_a_page_leads_to_the_same_page_of_every_other_edition() -> None:
    for edition, each in PAGES.walks.items():
        for stop in each.stops:
            others = context(each, stop, PAGES.walks)["editions"]
            assert [other["address"] for other in others] == [
                f"../{name}/{stop.name}.html" for name in PAGES.walks if name != edition
            ]


def test_a_list_names_the_walk_in_its_order_with_a_line_each() -> None:
    for edition, each in PAGES.walks.items():
        items = tree(f"{edition}/index.html").findall(".//ol//li")
        assert [(i.findtext("a"), i.findtext("p")) for i in items] == [
            (stop.title, stop.line) for stop in each.stops
        ]


def test_what_speaks_of_menus_is_left_out() -> None:
    for _, stop in STOPS:
        for cell in cells(stop):
            kept = re.sub(r'<div class="kb-lab-only">.*?</div>', "", cell.source, flags=re.S)
            assert "→" not in kept, (stop.path, cell.id)
