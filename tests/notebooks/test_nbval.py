"""Strict nbval, as the one check runs it, passes a sound notebook and fails on one changed digit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from kamerbrief import explore
from tests.notebooks.refresh import KERNEL

SET_UP = 'from kamerbrief import open_edition\n\nshow, explore, ask = open_edition("en")'


def written(path: Path, stored: str) -> Path:
    """A small notebook: the set-up, and an explorer with what is stored of it."""
    result = new_output("execute_result", data={"text/plain": stored}, execution_count=2)
    cells = [
        new_code_cell(SET_UP, execution_count=1),
        new_code_cell("explore.funnel()", execution_count=2, outputs=[result]),
    ]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, path)
    return path


def started(path: Path) -> subprocess.Popen[str]:
    """Strict nbval over one notebook, with none of this project's settings and no other plug-in."""
    options = ["-p", "nbval.plugin", "-p", "no:cacheprovider", "-o", "addopts=", "-c", os.devnull]
    environment = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, "--nbval", path.name],
        cwd=path.parent,
        env={**environment, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """The exit status and the output of nbval over three notebooks, which run side by side."""
    folder, reading = tmp_path_factory.mktemp("notebooks"), repr(explore.funnel())
    assert "135" in reading
    stored = {"sound": reading, "changed": reading.replace("135", "136")}
    processes = {
        name: started(written(folder / f"{name}.ipynb", text)) for name, text in stored.items()
    }
    ended = {name: process.communicate(timeout=120)[0] for name, process in processes.items()}
    return {name: (processes[name].returncode, text) for name, text in ended.items()}


def test_a_sound_notebook_passes(runs: dict[str, tuple[int, str]]) -> None:
    status, said = runs["sound"]
    assert status == 0, said
    assert "2 passed" in said


def test_one_changed_digit_in_a_stored_reading_fails(runs: dict[str, tuple[int, str]]) -> None:
    status, said = runs["changed"]
    assert status == 1, said
    assert "1 failed, 1 passed" in said
    assert "136" in said
