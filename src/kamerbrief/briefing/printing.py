"""From the briefing's HTML to a PDF, by the Chromium or Chrome of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
VARIABLE: Final = "KAMERBRIEF_BROWSER"
FLAGS: Final = (
    "--headless --disable-gpu --disable-quic --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run --no-pdf-header-footer"
).split()
PATIENCE: Final = 120  # seconds that a busy machine may take


class NoPrinter(RuntimeError):
    """No PDF could be made; says why, and what to do instead."""


def find_browser(environment: Mapping[str, str] = os.environ) -> str | None:
    """The path of Chromium or Chrome; the variable, if set, is the only place looked at."""
    if given := environment.get(VARIABLE):
        return shutil.which(given)
    on_path = (shutil.which(name, path=environment.get("PATH")) for name in NAMES)
    return next((path for path in (*on_path, *filter(_is_file, MAC)) if path), None)


def printed(html: str) -> bytes:
    """A page of HTML as PDF.

    Raises:
        NoPrinter: there is no browser, or it made no PDF.
    """
    browser = find_browser()
    if browser is None:
        raise NoPrinter(
            "a PDF takes Chromium or Chrome, and none was found; write HTML instead and print it "
            f"from any browser, or set {VARIABLE} to the path of one"
        )
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder, "brief.html"), Path(folder, "brief.pdf")
        page.write_text(html, encoding="utf-8")
        command = [browser, *FLAGS, f"--user-data-dir={folder}/profile"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # which Chromium refuses to run without, as root
        try:
            subprocess.run(
                [*command, f"--print-to-pdf={pdf}", page.as_uri()],
                capture_output=True,
                timeout=PATIENCE,
                check=True,
            )
            return pdf.read_bytes()
        except (OSError, subprocess.SubprocessError) as problem:
            raise NoPrinter(
                f"{browser} made no PDF ({type(problem).__name__}); write HTML instead and print "
                "it from any browser"
            ) from problem


def _is_file(path: str) -> bool:
    return Path(path).is_file()
