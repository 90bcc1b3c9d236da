"""What Python alone takes: the import, a kernel's start and memory, one move of each explorer."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any, Final

import nbformat
import psutil
from jupyter_client.manager import KernelManager

from kamerbrief.notebook import Explore
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.notebook.number import Number
from tests.browser.lab import NOTEBOOKS

MOVES: Final = 200
SET_UP: Final = 'from kamerbrief import open_edition\nshow, explore, ask = open_edition("en")'
FIRST: Final = "explore.sample_size()"
NOTEBOOK: Final = "en/02-survey.ipynb"


def import_time() -> float:
    """Milliseconds that `import kamerbrief` takes, on top of Python's own start."""
    code = "import time; t = time.perf_counter(); import kamerbrief; print(time.perf_counter() - t)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return 1000 * float(done.stdout)


def kernel() -> tuple[float, float]:
    """Seconds from a kernel's start to its first explorer, and MB after the survey notebook."""
    began = time.perf_counter()
    manager = KernelManager(transport="ipc")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    try:
        client.execute_interactive(f"{SET_UP}\n{FIRST}", timeout=120, output_hook=lambda _: None)
        seconds = time.perf_counter() - began
        for cell in nbformat.read(NOTEBOOKS / NOTEBOOK, as_version=4).cells:
            if cell.cell_type == "code":
                client.execute_interactive(cell.source, timeout=120, output_hook=lambda _: None)
        kernels = psutil.Process().children()
        return seconds, sum(process.memory_full_info().uss for process in kernels) / 1e6
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def explorers() -> list[str]:
    """The name of every explorer."""
    return [name for name in vars(Explore) if not name.startswith("_")]


def moves(explorer: Explorer) -> Iterator[float]:
    """Seconds that each of many moves takes, over all stops of all numbers and all choices."""
    made = 0
    while made < MOVES:
        for control in explorer.controls.values():
            for value in values(control):
                if control.value == value or getattr(control, "disabled", False):
                    continue
                began = time.perf_counter()
                control.value = value
                yield time.perf_counter() - began
                made += 1
        explorer.reset()


def values(control: Any) -> list[Any]:
    """Where a control can be moved: about fifteen places."""
    if isinstance(control, Number):
        return list(control.stops[:: max(1, len(control.stops) // 15)])
    if hasattr(control, "options"):
        return [value for _, value in control.options]
    if hasattr(control, "records"):
        return ["", *list(control.records)[:15]]
    return [True, False]
