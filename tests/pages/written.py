"""The app's pages for the tests, written once for all workers by whichever wants them first."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from kamerbrief.lab import notebooks

PATIENCE: Final = 300  # seconds that a busy machine may take


def written(ground: Path) -> Path:
    """The folder of the pages, in a folder that all workers have."""
    folder, said = ground / "pages", ground / "pages.txt"
    try:
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not said.exists() and time.monotonic() < deadline:
            time.sleep(0.2)
    else:
        command = [sys.executable, "-m", "kamerbrief.pages", str(notebooks()), str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        unfinished = said.with_suffix(".part")
        unfinished.write_text(done.stderr, encoding="utf-8")
        unfinished.rename(said)
    problem = said.read_text(encoding="utf-8") if said.exists() else "it took too long"
    assert problem == "", f"the pages were not written: {problem}"
    return folder
