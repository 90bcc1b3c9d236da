"""Servers of the versions under test: each in a process of its own, on a port of its own."""

from __future__ import annotations

import os
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.browser.lab import environment, free_port, stop, wait_until_it_answers

ROOT: Final = Path(__file__).parents[2]


@contextmanager
def running(command: Sequence[str], folder: Path) -> Iterator[str]:
    """Run a command until it answers, and end it afterwards; its address.

    Args:
        command: in which ``{port}`` stands for a free one.
        folder: takes its log.
    """
    port = free_port()
    log = folder / f"{port}.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [part.format(port=port) for part in command],
            env=clean_environment(folder),
            cwd=ROOT,
            stdout=output,
            stderr=output,
        )
    origin = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(
            lambda: urllib.request.urlopen(origin, timeout=10).close(), server, log
        )
        yield origin
    finally:
        stop(server)


def clean_environment(folder: Path) -> dict[str, str]:
    """The environment without the user's own Jupyter, in which the peers find our modules."""
    return {
        **environment(folder, ""),
        "PYTHONPATH": str(ROOT),
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
        "PATH": os.environ["PATH"],
    }
