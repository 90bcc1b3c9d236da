"""Every notebook of every edition has the same shape; and a notebook that has not is seen."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from kamerbrief.editions import editions
from kamerbrief.lab.saving import PICTURE, WIDGET_VIEW, is_poster
from kamerbrief.scenes.walk import walk
from tests.notebooks.refresh import NOTEBOOKS, notebooks, stored
from tests.notebooks.shape import faults, unpaired, unused_terms

WALK = list(dict.fromkeys(topic.notebook for topic in walk().values()))
Notebook = dict[str, Any]


def named(path: Path) -> str:
    """A notebook's edition and name."""
    return f"{path.parent.name}/{path.stem}"


# ── the notebooks themselves ──────────────────────────────────────────────────────────────────


def test_the_walk_has_notebooks_in_their_order() -> None:
    assert len(WALK) == 8
    assert sorted(WALK) == WALK


def test_every_edition_has_a_folder_and_every_folder_an_edition() -> None:
    assert tuple(sorted({path.parent.name for path in notebooks()})) == editions()


@pytest.mark.parametrize("edition", editions())
def test_an_edition_has_exactly_the_notebooks_of_the_walk(edition: str) -> None:
    assert [path.stem for path in sorted((NOTEBOOKS / edition).glob("*.ipynb"))] == WALK


@pytest.mark.parametrize("path", notebooks(), ids=named)
def test_a_notebook_has_the_shape_of_all(path: Path) -> None:
    assert faults(path) == []


@pytest.mark.parametrize("name", WALK)
def test_a_notebook_explains_only_terms_that_it_uses_in_some_edition(name: str) -> None:
    unused = [unused_terms(edition, name) for edition in editions()]
    assert set.intersection(*unused) == set()
    assert len(set.union(*unused)) <= 3


# ── and the companion: what would be seen ─────────────────────────────────────────────────────


def cell(notebook: Notebook, name: str) -> dict[str, Any]:
    """A cell by its id."""
    found: dict[str, Any] = next(each for each in notebook["cells"] if each["id"] == name)
    return found


def put(name: str, source: str) -> Callable[[Notebook], None]:
    """Other source for a cell."""
    return lambda notebook: cell(notebook, name).update(source=source.splitlines(keepends=True))


def add(name: str, text: str) -> Callable[[Notebook], None]:
    """More text at the end of a cell."""
    return lambda notebook: cell(notebook, name)["source"].append(text)


def swap(old: str, new: str) -> Callable[[Notebook], None]:
    """Other words for some, in every line of Markdown."""

    def change(notebook: Notebook) -> None:
        for each in notebook["cells"]:
            each["source"] = [line.replace(old, new) for line in each["source"]]

    return change


def output(name: str, **data: Any) -> Callable[[Notebook], None]:
    """More in a cell's output."""
    return lambda notebook: cell(notebook, name)["outputs"][0]["data"].update(data)


def poster(name: str, image: bytes) -> Callable[[Notebook], None]:
    """Another image for a cell's poster."""
    text = base64.b64encode(image).decode("ascii")
    return lambda notebook: cell(notebook, name)["outputs"][1]["data"].update({PICTURE: text})


# For each of the rules that `faults` goes through, what breaks it and what is then said.
BROKEN: dict[str, tuple[Callable[[Notebook], object], str]] = {
    "another version of Python": (
        lambda nb: nb["metadata"]["language_info"].update(version="3.11.7"),
        "metadata",
    ),
    "two cells of one name": (lambda nb: cell(nb, "size").update(id="needed"), "called 'needed'"),
    "headings in another order": (swap("## Words", "## The passage"), "headings are"),
    "another title": (swap("# The survey", "# A survey"), "elsewhere 'The survey'"),
    "no word on how to run it": (swap("→", ","), "menu"),
    "no part for JupyterLab": (swap('<div class="kb-lab-only">', "<div>"), "only JupyterLab shows"),
    "another set-up": (put("set-up", 'show, explore, ask = open_edition("fr")'), "set-up"),
    "a figure in a code cell": (put("size", "explore.sample_size(n=283)"), "figure 283"),
    "a definition": (put("size", "size = lambda: explore.sample_size()"), "holds a Lambda"),
    "an output without text": (output("size", **{"text/plain": [""]}), "no text"),
    "a stored widget view": (output("size", **{WIDGET_VIEW: {"model_id": "1"}}), "widget's view"),
    "a cell run out of turn": (lambda nb: cell(nb, "size").update(execution_count=99), "number 99"),
    "no poster": (lambda nb: cell(nb, "size")["outputs"].pop(), "0 posters, not 1"),
    "the poster of another explorer": (
        lambda nb: cell(nb, "size")["outputs"].__setitem__(1, cell(nb, "needed")["outputs"][1]),
        "is of another chart",
    ),
    "a large poster": (poster("size", b"\x89PNG\r\n\x1a\n" + bytes(40_000)), "less than 40000"),
    "a digit in prose that no figure has": (add("size-after", " It is 8.5 points."), "says 8.5"),
    "an amount that a line's end can part": (add("tells", " It costs € 290."), "between € and"),
    "a term that is not explained": (
        add("tells", " Think of its Gini coefficient."),
        "uses 'gini'",
    ),
    "a term in what an explorer says": (
        output("size", **{"text/plain": ["The prevalence is high."]}),
        "says 'prevalentie'",
    ),
    "a link that leads nowhere": (swap("03-respondents.ipynb", "03-who.ipynb"), "03-who.ipynb"),
    "no way to the other edition": (swap("../nl/02", "../nl/03"), "Cell 'title' lacks a link"),
    "a question of another notebook": (put("predict", 'ask.predict("budget")'), "another notebook"),
    "no passage": (put("passage", "show.badges()"), "no show.passage"),
    "an explorer left out": (lambda nb: nb["cells"].remove(cell(nb, "funnel")), "explore.funnel()"),
}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A sound copy of the notebook on the survey, with its neighbours."""
    folder = tmp_path / "en"
    folder.mkdir()
    for path in (NOTEBOOKS / "en").glob("*.ipynb"):
        notebook = stored(nbformat.read(path, as_version=4))
        for cell in notebook.cells[2:]:
            if cell.cell_type == "code":
                data = {"text/plain": "A reading."}
                posters = filter(is_poster, cell.outputs)
                cell.outputs = [nbformat.v4.new_output("execute_result", data=data), *posters]
        (folder / path.name).write_text(nbformat.writes(stored(notebook)), encoding="utf-8")
    return folder / "02-survey.ipynb"


def test_a_sound_notebook_has_no_fault(copied: Path) -> None:
    assert [faults(path) for path in copied.parent.iterdir()] == [[]] * len(WALK)


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_copy_is_seen(copied: Path, what: str) -> None:
    change, expected = BROKEN[what]
    notebook = json.loads(copied.read_text(encoding="utf-8"))
    change(notebook)
    copied.write_text(json.dumps(notebook), encoding="utf-8")
    found = faults(copied)
    assert [fault for fault in found if expected in fault], found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("size", "explore.funnel()"), "other code"),
        (lambda nb: cell(nb, "size").update(id="grootte"), "grootte"),
        (lambda nb: nb["cells"].pop(), "in English"),
        (swap("## Woorden", "Woorden"), "number of headings"),
        (add("size-after", " En nog iets."), "English twin of cell 'size-after' is stale"),
        (lambda nb: cell(nb, "size-after")["metadata"].clear(), "not been read side by side"),
    ],
)
def test_a_pair_that_does_not_pair_up_is_seen(
    change: Callable[[Notebook], object], expected: str
) -> None:
    other, english = pair()
    assert unpaired(other, english) == []
    change(other)
    (fault,) = unpaired(other, english)
    assert expected in fault


def test_a_cell_whose_english_twin_has_changed_is_named_as_stale() -> None:
    other, english = pair()
    add("size-after", " And one thing more.")(english)
    assert unpaired(other, english) == [
        "Cell 'size-after' is stale: its English twin has changed since."
    ]


def pair() -> tuple[Notebook, Notebook]:
    """The Dutch notebook on the survey and its English twin."""
    files = (NOTEBOOKS / edition / "02-survey.ipynb" for edition in ("nl", "en"))
    dutch, english = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    return dutch, english
