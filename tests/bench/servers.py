"""Servers of the versions under test: each in a process of its own, on a port of its own."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.browser.lab import environment, free_port, stop

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 120


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
        wait(f"{origin}/", server, log)
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


def wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the first answer, or say what the log says."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{address} did not answer:\n{log.read_text(errors='replace')[-2000:]}")
