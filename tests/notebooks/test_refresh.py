"""Refreshing a notebook stores what it says, and nothing that differs from run to run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from kamerbrief import explore
from kamerbrief.lab.saving import LANGUAGE, WIDGET_VIEW
from tests.notebooks.refresh import KERNEL, ROOT, notebooks, stored


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
    (output,) = small.notebook["cells"][2]["outputs"]
    assert "".join(output["data"].pop("text/plain")) == repr(explore.funnel())
    assert output["data"] == {}


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
