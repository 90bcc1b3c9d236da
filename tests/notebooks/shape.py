"""The shape that every notebook has, and what departs from it, a sentence a fault.

A notebook is read as plain data, as it lies in its file; nothing in it is run.
"""

from __future__ import annotations

import ast
import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

from kamerbrief.claims import Figure, read_ledger
from kamerbrief.editions import Words, editions
from kamerbrief.lab.saving import LANGUAGE, PICTURE, WIDGET_VIEW, is_poster
from kamerbrief.scenes.glossary import uses
from kamerbrief.scenes.walk import walk
from tests.notebooks.posters import SMALL, explored, stamped
from tests.notebooks.prose import (
    BEGIN,
    ENGLISH,
    explained_in,
    kept_up,
    source_of,
    stale,
    terms_of,
    written,
)
from tests.notebooks.refresh import KERNEL, NOTEBOOKS
from tests.pictures.drawn import stamp

SET_UP: Final = "set-up"
HEADINGS: Final = {
    "en": (
        "The passage|Predict first|The numbers|Explore|What this can and cannot tell you|"
        "Check yourself|Words|On to the next"
    ).split("|"),
    "nl": (
        "De passage|Eerst voorspellen|De cijfers|Verkennen|Wat dit je wel en niet vertelt|"
        "Test jezelf|Woorden|Op naar het volgende"
    ).split("|"),
}
LARGEST: Final = 100_000  # bytes, without the posters
PNG: Final = b"\x89PNG\r\n\x1a\n"
PLACES: Final = ("", ', "second"', ', "third"')

LINK: Final = re.compile(r"\]\(([^)]*)\)|<a [^>]*href=\"([^\"]*)\"[^>]*>")
NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
MENU: Final = re.compile(r"\*\*[^*]+→[^*]+\*\*")
STATEMENTS: Final = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef),
    *(ast.For, ast.AsyncFor, ast.While, ast.comprehension),
    *(ast.Import, ast.ImportFrom, ast.If, ast.Try, ast.With),
)

Cell = dict[str, Any]


def faults(path: Path) -> list[str]:
    """What is wrong with a notebook: nothing, or a sentence for each departure from the shape."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    edition = path.parent.name
    if edition not in editions():
        return [f"There is no edition {edition!r}."]
    found = [
        *_of_the_file(notebook, path, edition),
        *_of_the_headings(notebook, edition, path.stem),
        *_of_the_set_up(notebook, edition),
        *_of_the_code(notebook),
        *_of_the_outputs(notebook),
        *_of_the_posters(notebook, edition),
        *_of_the_prose(notebook, edition),
        *_of_the_terms(notebook, edition, path.stem),
        *_of_the_links(notebook, path),
        *_of_the_walk(notebook, path.stem),
    ]
    if edition != ENGLISH:
        english = json.loads((path.parents[1] / ENGLISH / path.name).read_text(encoding="utf-8"))
        found += unpaired(notebook, english)
    return found


def unpaired(notebook: dict[str, Any], english: dict[str, Any]) -> list[str]:
    """Where a notebook and its English pair differ in cells or code, or one no longer renders the other."""
    own, other = _order(notebook), _order(english)
    if own != other:
        return [f"The cells are {own}, in English {other}."]
    if len(_headings(notebook)) != len(_headings(english)):
        return ["The English notebook has another number of headings."]
    pairs = zip(_cells(notebook, "code"), _cells(english, "code"), strict=True)
    return [
        *(
            f"Cell {cell['id']!r} holds other code than in English."
            for cell, pair in pairs
            if cell["id"] != SET_UP and source_of(cell) != source_of(pair)
        ),
        *stale(notebook["cells"], english["cells"]),
    ]


# ── what a notebook is made of ────────────────────────────────────────────────────────────────


def _cells(notebook: dict[str, Any], kind: str) -> list[Cell]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def _order(notebook: dict[str, Any]) -> list[tuple[str, str]]:
    return [(cell["cell_type"], cell["id"]) for cell in notebook["cells"]]


def _headings(notebook: dict[str, Any]) -> list[tuple[int, str]]:
    """Every heading with its level, in order."""
    lines = [line for cell in _cells(notebook, "markdown") for line in source_of(cell).split("\n")]
    found = (re.match(r"(#+) (.*)", line) for line in lines)
    return [(len(match[1]), match[2]) for match in found if match]


# ── what can be wrong ─────────────────────────────────────────────────────────────────────────


def _of_the_file(notebook: dict[str, Any], path: Path, edition: str) -> Iterator[str]:
    posters = sum(len("".join(poster["data"][PICTURE])) for poster in _posters(notebook))
    if (size := path.stat().st_size - posters) >= LARGEST:
        yield f"Without posters the file has {size} bytes, at most {LARGEST} are allowed."
    if notebook["metadata"] != {"kernelspec": KERNEL, "language_info": LANGUAGE}:
        yield f"The metadata are not the pinned ones but {notebook['metadata']}."
    ids = [cell["id"] for cell in notebook["cells"]]
    for cell_id in sorted({cell_id for cell_id in ids if ids.count(cell_id) > 1}):
        yield f"Two cells are called {cell_id!r}."
    for cell in notebook["cells"]:
        allowed = {"renders"} if cell["cell_type"] == "markdown" and edition != ENGLISH else set()
        if cell["metadata"].keys() - allowed:
            yield f"Cell {cell['id']!r} holds metadata: {', '.join(cell['metadata'])}."


def _of_the_headings(notebook: dict[str, Any], edition: str, name: str) -> Iterator[str]:
    first, *_ = notebook["cells"]
    if first["cell_type"] != "markdown" or not source_of(first).startswith("# "):
        yield "The first cell does not begin with the title."
    if BEGIN not in source_of(first):
        yield "The first cell has no part that only JupyterLab shows, for the menu and other editions."
    if not MENU.search(source_of(first)) or (
        edition == ENGLISH and "Run All" not in source_of(first)
    ):
        yield "The first cell does not say from which menu to run everything."
    headings = _headings(notebook)
    if (title := Words(edition).messages.get(f"notebook.{name}")) != headings[0][1]:
        yield f"The title is {headings[0][1]!r}, elsewhere {title!r}."
    if sum(level == 1 for level, _ in headings) != 1:
        yield "There is not exactly one title."
    seconds = [text for level, text in headings if level == 2]
    if len(seconds) != len(HEADINGS[ENGLISH]):
        yield f"There are {len(seconds)} headings of the second level, not {len(HEADINGS[ENGLISH])}."
    if seconds != HEADINGS.get(edition, seconds):
        yield f"The headings are {seconds}, not {HEADINGS[edition]}."


def _of_the_set_up(notebook: dict[str, Any], edition: str) -> Iterator[str]:
    first, *rest = _cells(notebook, "code")
    wanted = (
        f'from kamerbrief import open_edition\n\nshow, explore, ask = open_edition("{edition}")'
    )
    if first["id"] != SET_UP or source_of(first) != wanted:
        yield f"The first code cell is not the set-up of edition {edition!r}."
    if any(cell["id"] == SET_UP for cell in rest):
        yield "There is more than one set-up."


def _of_the_code(notebook: dict[str, Any]) -> Iterator[str]:
    for cell in _cells(notebook, "code"):
        if cell["id"] == SET_UP:
            continue
        name, source = cell["id"], source_of(cell)
        if len(source.split("\n")) > 2:
            yield f"Cell {name!r} has more than two lines."
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, STATEMENTS):
                yield f"Cell {name!r} holds a {type(node).__name__}."
            if isinstance(node, ast.Constant) and type(node.value) in (int, float, complex):
                yield f"Cell {name!r} holds the figure {node.value!r}, which belongs in the ledger."


def _of_the_outputs(notebook: dict[str, Any]) -> Iterator[str]:
    for number, cell in enumerate(_cells(notebook, "code"), start=1):
        name, outputs = cell["id"], [out for out in cell["outputs"] if not is_poster(out)]
        if cell["execution_count"] != number:
            yield f"Cell {name!r} was run as number {cell['execution_count']}, not {number}."
        wanted = [] if name == SET_UP else ["execute_result"]
        if [output["output_type"] for output in outputs] != wanted:
            yield f"Cell {name!r} stores {len(outputs)} outputs, not {len(wanted)} result."
        for output in outputs:
            data = output.get("data", {})
            if not "".join(data.get("text/plain", "")).strip():
                yield f"The output of cell {name!r} has no text."
            if WIDGET_VIEW in data:
                yield f"The output of cell {name!r} holds a widget's view."
            if not data.keys() <= {"text/plain", "text/html", WIDGET_VIEW}:
                yield f"The output of cell {name!r} holds {', '.join(sorted(data))}."


def _of_the_posters(notebook: dict[str, Any], edition: str) -> Iterator[str]:
    """Each explorer has one picture, small and of the chart that it opens with; nothing else has."""
    wanted = {cell["id"]: stamp(*state.values()) for cell, state in explored(notebook, edition)}
    for cell in _cells(notebook, "code"):
        name, found = cell["id"], stamped(cell)
        if len(found) != (name in wanted):
            yield f"Cell {name!r} has {len(found)} posters, not {int(name in wanted)}."
        elif name in wanted and found != [wanted[name]]:
            yield f"The poster of cell {name!r} is of another chart; make notebooks draws it anew."
    for poster in _posters(notebook):
        image = base64.b64decode("".join(poster["data"][PICTURE]))
        if not image.startswith(PNG) or len(image) >= SMALL:
            yield f"A poster is no PNG of less than {SMALL} bytes, but has {len(image)}."
        if poster["data"].keys() != {PICTURE} or not poster["metadata"][PICTURE].get("alt"):
            yield "A poster holds something else, or has no alternative text."


def _posters(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [out for cell in _cells(notebook, "code") for out in cell["outputs"] if is_poster(out)]


def _of_the_prose(notebook: dict[str, Any], edition: str) -> Iterator[str]:
    for cell in _cells(notebook, "markdown"):
        if re.search(r"€[ \n]", source_of(cell)):
            yield f"Cell {cell['id']!r} lets a line end between € and its number."
        for number in NUMBER.findall(LINK.sub("]", written(source_of(cell)))):
            if number not in numbers_of(edition):
                yield f"Cell {cell['id']!r} says {number}, which no figure of the ledger does."


def _of_the_terms(notebook: dict[str, Any], edition: str, name: str) -> Iterator[str]:
    """Each term is explained at the end, and where a reader meets it first."""
    words, explained = Words(edition), explained_in(name)
    cells = _cells(notebook, "markdown")
    for cell, wanted in zip(cells, kept_up(notebook["cells"], edition, name), strict=True):
        if source_of(cell) != wanted:
            yield f"Cell {cell['id']!r} lacks a link to a term or an edition; make notebooks sets it."
        for term in sorted(terms_of(written(source_of(cell)), words) - explained):
            yield f"Cell {cell['id']!r} uses {term!r}, which the notebook does not explain."
    for cell in _cells(notebook, "code"):
        # The letter's own words stand beside their rendering; the glossary's are what is looked for.
        if not source_of(cell).startswith(("show.passage(", "show.terms(")):
            said = " ".join("".join(out["data"].get("text/plain", "")) for out in cell["outputs"])
            for term in sorted({term for term, _ in uses(said, words)} - explained):
                yield f"Cell {cell['id']!r} says {term!r}, which the notebook does not explain."


def unused_terms(edition: str, name: str) -> set[str]:
    """Terms that a notebook explains, and that neither it nor its explorers and questions use.

    A term of the passage counts by its Dutch name, whatever the edition.
    """
    words, topics = Words(edition), [t for t in walk().values() if t.notebook == name]
    notebook = json.loads((NOTEBOOKS / edition / f"{name}.ipynb").read_text(encoding="utf-8"))
    texts = [source_of(cell) for cell in _cells(notebook, "markdown")]
    for cell in _cells(notebook, "code"):
        if not source_of(cell).startswith("show.terms("):
            texts += ["".join(out["data"].get("text/plain", "")) for out in cell["outputs"]]
    asked = {name for topic in topics for name in (*topic.explorers, *(c.id for c in topic.checks))}
    for key, message in words.messages.items():
        if asked & set(key.split(".")):
            texts += [message] if isinstance(message, str) else message
    everything = " ".join(texts)
    used = {term for term, _ in uses(everything, words)}
    return {
        term
        for term in explained_in(name) - used
        if read_ledger().term(term).name.lower() not in everything.lower()
    }


@cache
def numbers_of(edition: str) -> frozenset[str]:
    """Every number that stands in the words of some figure of the ledger."""
    words = Words(edition)
    texts = (words.figure(figure.id) for figure in read_ledger().of(Figure))
    return frozenset(number for text in texts for number in NUMBER.findall(text))


def _of_the_links(notebook: dict[str, Any], path: Path) -> Iterator[str]:
    for cell in _cells(notebook, "markdown"):
        for target in filter(None, chain(*LINK.findall(written(source_of(cell))))):
            if "://" not in target and not (path.parent / target).is_file():
                yield f"Cell {cell['id']!r} leads to {target}, which is not there."


def _of_the_walk(notebook: dict[str, Any], name: str) -> Iterator[str]:
    """Each explorer and question that the walk has for the notebook is there, and no other's."""
    calls = [source_of(cell) for cell in _cells(notebook, "code")]
    topics = {topic.name: topic for topic in walk().values() if topic.notebook == name}
    if not topics:
        yield f"The walk has no notebook {name!r}."
    for start in ("show.passage(", "show.figures(", "show.terms(", "ask.predict("):
        if not any(call.startswith(start) for call in calls):
            yield f"There is no {start}…)."
    for call in calls:
        named = re.match(r'(?:show|ask)\.\w+\("([^"]*)"', call)
        if named and named[1] not in topics:
            yield f"{call} is about a topic of another notebook."
    for topic in topics.values():
        wanted = [f"explore.{explorer}()" for explorer in topic.explorers]
        wanted += [f'ask.check("{topic.name}"{place})' for place in PLACES[: len(topic.checks)]]
        for call in wanted:
            if calls.count(call) != 1:
                yield f"{call} stands there {calls.count(call)} times, not once."
