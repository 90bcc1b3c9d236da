"""The static site for the tests, built by whichever worker wants it first."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

PATIENCE: Final = 600  # seconds that a busy machine may take to build it
EPOCH: Final = "1560470400"  # 14 June 2019


def built(folder: Path) -> Path:
    """The folder of the site, which is the only thing in the folder above it."""
    ground = folder / "ground"
    said = folder / "site.txt"
    try:
        ground.mkdir(parents=True)
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not said.exists() and time.monotonic() < deadline:
            time.sleep(0.5)
    else:
        done = build(ground / "site")
        unfinished = said.with_suffix(".part")
        unfinished.write_text(done.stderr, encoding="utf-8")
        unfinished.rename(said)
    problem = said.read_text(encoding="utf-8") if said.exists() else "it took too long"
    assert (ground / "site" / "sw.js").is_file(), f"the site was not built: {problem}"
    return ground / "site"


def build(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What `make site` does, into a folder, on the day of the letter."""
    command = [sys.executable, "-m", "kamerbrief.site", "-o", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, **variables}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
