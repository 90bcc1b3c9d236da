"""Refreshing a notebook stores what it says, and nothing that differs from run to run."""

from __future__ import annotations

import base64
import io
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from kamerbrief import explore
from kamerbrief.lab.saving import LANGUAGE, PICTURE, WIDGET_VIEW, is_poster
from tests.browser.absence import browser_or_skip
from tests.notebooks import posters
from tests.notebooks.posters import renew
from tests.notebooks.refresh import KERNEL, ROOT, notebooks, stored
from tests.pictures import drawn as pictures


class Small(NamedTuple):
    """A small notebook as two runs of the refresh left it, and what each run said of it."""

    text: str
    said: list[str]

    @property
    def notebook(self) -> dict[str, Any]:
        """What the file holds."""
        read: dict[str, Any] = json.loads(self.text)
        return read


SET_UP = 'from kamerbrief import open_edition\n\nshow, explore, ask = open_edition("en")'


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A notebook that holds all that is not to be kept, after two runs of the command."""
    browser_or_skip()
    path = tmp_path_factory.mktemp("notebooks") / "small.ipynb"
    nbformat.write(littered(), path)
    command = [sys.executable, "-m", "tests.notebooks.refresh", str(path), str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Small(
        path.read_text(encoding="utf-8"), [line.split()[0] for line in done.stdout.splitlines()]
    )


def littered() -> nbformat.NotebookNode:
    """A notebook as Lab might save it: views, widget state, times, and a reading of another day."""
    data = {"text/plain": "An old reading.", WIDGET_VIEW: {"model_id": "af3", "version_major": 2}}
    cells = [
        new_markdown_cell("# A title", id="title"),
        new_code_cell(SET_UP, id="set-up", execution_count=7),
        new_code_cell(
            "explore.funnel()",
            id="funnel",
            execution_count=12,
            metadata={"execution": {"iopub.status.busy": "2019-06-14T12:00:00Z"}},
            outputs=[new_output("execute_result", data=data, execution_count=12)],
        ),
    ]
    metadata = {
        "kernelspec": {"name": "other", "display_name": "Other", "language": "python"},
        "language_info": {"name": "python", "version": "3.12.1"},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}},
    }
    made: nbformat.NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return made


def test_a_second_run_changes_nothing(small: Small) -> None:
    assert small.said == ["refreshed", "unchanged"]


def test_the_reading_is_stored_and_the_view_is_not(small: Small) -> None:
    output, _ = small.notebook["cells"][2]["outputs"]
    assert "".join(output["data"].pop("text/plain")) == repr(explore.funnel())
    assert output["data"] == {}


def test_the_poster_is_the_picture_that_a_reader_could_save(small: Small) -> None:
    _, poster = small.notebook["cells"][2]["outputs"]
    with Image.open(io.BytesIO(base64.b64decode("".join(poster["data"][PICTURE])))) as image:
        assert image.format == "PNG"
        assert image.width == 760
        colours = {image.convert("RGB").getpixel((x, 120)) for x in range(image.width)}
    assert len(colours) > 2, "there is nothing in the picture"
    assert poster["metadata"][PICTURE]["alt"] == explore.funnel().figure.layout.meta["alt"]


def test_a_poster_is_drawn_anew_only_when_the_chart_is_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[Any] = []

    def draw(states: Any, kind: str) -> Any:
        drawn.extend(found := list(states))
        return [base64.b64encode(noise(8)).decode("ascii")] * len(found)

    monkeypatch.setattr(posters, "drawn", draw)
    notebook = littered()
    assert renew(notebook, "en") == 1
    assert renew(notebook, "en") == 0
    notebook.cells[2].source = "explore.bases()"
    assert renew(notebook, "en") == 1
    assert len(drawn) == 2
    assert len([output for output in notebook.cells[2].outputs if is_poster(output)]) == 1


def test_without_a_browser_a_new_poster_is_refused_and_an_old_one_stays(
    monkeypatch: pytest.MonkeyPatch, small: Small
) -> None:
    monkeypatch.setattr(pictures, "find_browser", lambda: None)
    assert renew(nbformat.reads(small.text, as_version=4), "en") == 0
    with pytest.raises(SystemExit, match="takes Chromium or Chrome"):
        renew(littered(), "en")


def noise(side: int) -> bytes:
    """A square picture that cannot be made smaller."""
    out = io.BytesIO()
    pixels = random.Random(0).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), pixels).save(out, "PNG")
    return out.getvalue()


def test_a_picture_too_large_for_a_poster_is_refused() -> None:
    with pytest.raises(ValueError, match="40000 at most"):
        pictures.small(noise(400), 40_000)


def test_neither_state_nor_times_nor_versions_are_left(small: Small) -> None:
    assert small.notebook["metadata"] == {"kernelspec": KERNEL, "language_info": LANGUAGE}
    assert [cell["metadata"] for cell in small.notebook["cells"]] == [{}, {}, {}]
    assert "widget" not in small.text


def test_cells_keep_their_names_and_are_counted_from_one(small: Small) -> None:
    cells = small.notebook["cells"]
    assert [cell["id"] for cell in cells] == ["title", "set-up", "funnel"]
    assert [cell["execution_count"] for cell in cells[1:]] == [1, 2]
    assert cells[2]["outputs"][0]["execution_count"] == 2


def test_a_file_ends_with_its_last_line(small: Small) -> None:
    assert small.text.endswith("}\n")
    assert not small.text.endswith("\n\n")


def test_storing_needs_no_run_and_can_be_repeated() -> None:
    once = nbformat.writes(stored(littered()))
    assert nbformat.writes(stored(nbformat.reads(once, as_version=4))) == once
    assert "An old reading." in once
    assert WIDGET_VIEW not in once


def test_all_notebooks_are_refreshed_in_the_order_of_the_walk() -> None:
    found = [path.name for path in notebooks() if path.parent.name == "en"]
    assert found == sorted(found)
    assert all(Path(name).suffix == ".ipynb" for name in found)


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_notebook_is_stored_as_a_refresh_would_store_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert nbformat.writes(stored(nbformat.reads(text, as_version=4))) + "\n" == text
