"""The process that runs a notebook once and forks kernels: what it shows, and how both end."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from kamerbrief.app.forkserver import ForkServer
from kamerbrief.lab.saving import is_poster
from tests.browser.lab import NOTEBOOKS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
SLIDER = "import ipywidgets; slider = ipywidgets.IntSlider(value=3); slider"


def notebook(folder: Path, *sources: str) -> Path:
    """A notebook of these cells."""
    path = folder / "cells.ipynb"
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


@contextmanager
def serving(path: Path) -> Iterator[tuple[ForkServer, Any]]:
    """The process for a notebook, and what the notebook showed."""
    forks = ForkServer(path)
    try:
        yield forks, forks.outputs()
    finally:
        forks.close()


@contextmanager
def client(forks: ForkServer) -> Iterator[tuple[BlockingKernelClient, psutil.Process]]:
    """A new kernel that is ready, and its process."""
    file, _ = write_connection_file()
    process = psutil.Process(forks.fork(file))
    kernel = BlockingKernelClient(connection_file=file)
    kernel.load_connection_file()
    kernel.start_channels()
    kernel.wait_for_ready(timeout=60)
    yield kernel, process
    kernel.stop_channels()
    Path(file).unlink()


def says(kernel: BlockingKernelClient, code: str) -> str:
    """What a kernel prints."""
    printed: list[str] = []

    def note(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    kernel.execute_interactive(code, timeout=60, output_hook=note)
    return "".join(printed).strip()


def ends(process: psutil.Process) -> bool:
    """Whether a process is gone within some seconds."""
    deadline = time.monotonic() + 20
    while process.is_running() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not process.is_running()


def test_it_shows_what_a_kernel_would_show() -> None:
    path = NOTEBOOKS / "en" / "02-survey.ipynb"
    stored = nbformat.read(path, as_version=4).cells
    with serving(path) as (_, shown):
        assert len(shown) == len(stored)
        for cell, outputs in zip(stored, shown, strict=True):
            texts = [output["data"]["text/plain"] for output in outputs]
            said = (output for output in cell.get("outputs", []) if not is_poster(output))
            expected = [output["data"]["text/plain"] for output in said]
            assert texts == expected, cell.id


def test_what_is_displayed_and_what_is_last_are_both_shown(tmp_path: Path) -> None:
    source = "from IPython.display import HTML, display\ndisplay(HTML('<b>one</b>'))\nHTML('two')"
    with serving(notebook(tmp_path, source, "'three';", "_")) as (_, shown):
        assert [output["data"].get("text/html") for output in shown[0]] == ["<b>one</b>", "two"]


def test_a_cell_that_raises_ends_the_page_without_a_word_of_the_error(tmp_path: Path) -> None:
    with serving(notebook(tmp_path, "1", "1 / 0", "2")) as (_, shown):
        assert len(shown) == 2
        assert shown[1] == [{"output_type": "error", "ename": "", "evalue": "", "traceback": []}]


def test_two_kernels_start_from_the_same_state_and_then_go_their_own_way(tmp_path: Path) -> None:
    widgets = "import ipywidgets; (s,) = [w for w in ipywidgets.widgets.widget._instances.values() "
    find = widgets + "if isinstance(w, ipywidgets.IntSlider)]"
    with serving(notebook(tmp_path, SLIDER)) as (forks, shown):
        (output,) = shown[0]
        model = output["data"]["application/vnd.jupyter.widget-view+json"]["model_id"]
        with client(forks) as (one, _), client(forks) as (other, _):
            assert says(one, f"{find}; print(s.model_id, s.value)") == f"{model} 3"
            says(one, "s.value = 9")
            assert says(one, "print(s.value)") == "9"
            assert says(other, f"{find}; print(s.model_id, s.value)") == f"{model} 3"


def test_a_kernel_that_ends_leaves_nothing_behind(tmp_path: Path) -> None:
    with serving(notebook(tmp_path, "1")) as (forks, _), client(forks) as (_, process):
        process.kill()
        assert ends(process)
        with client(forks) as (kernel, _):
            assert says(kernel, "print(1 + 1)") == "2"


def test_when_the_server_goes_all_of_its_processes_go(tmp_path: Path) -> None:
    with serving(notebook(tmp_path, "1")) as (forks, _), client(forks) as (_, process):
        parent = psutil.Process(forks.process.pid)
        forks.close()
        assert ends(parent)
        assert ends(process)
