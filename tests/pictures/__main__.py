"""Draws the pictures on file anew that are of something else by now: `python -m tests.pictures`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import ViewportSize, expect

from kamerbrief.lab import notebooks
from kamerbrief.pages.build import APP, Pages
from tests.browser.app import read, the
from tests.browser.chromium import launched
from tests.pictures.drawn import browser_path, drawn, small, stamp
from tests.pictures.kept import (
    EXPLORER,
    MOVED,
    README,
    odd,
    page_stamp,
    photographed,
    stale,
    stamp_in_readme,
)
from tests.pictures.tidy import tidy
from tests.serving import serving

LARGEST: Final = 120_000  # bytes of README's picture
PAGE: Final = "en/02-survey.html"
SIZE: Final[ViewportSize] = {"width": 1060, "height": 1000}


def photograph() -> bytes:
    """An explorer on the app's page, as a reader sees it who has moved two of its controls."""
    settings = "&".join(f"{EXPLORER}.{name}={value}" for name, value in MOVED.items())
    with TemporaryDirectory() as name, serving(folder := Path(name)) as served:
        pages = Pages(notebooks(), APP)
        pages.write_shared(folder / "assets")
        pages.write_pages(folder)
        with launched(browser_path()) as browser:
            page = browser.new_page(viewport=SIZE, device_scale_factor=1.5)
            shown = the(read(page, f"{served.origin}/{PAGE}#{settings}"), EXPLORER)
            expect(shown.locator(".kb-reading")).to_have_text(photographed().reading)
            return shown.screenshot(animations="disabled")


def renewed(file: Path) -> None:
    """Say which picture changed."""
    print(f"renewed    {file.relative_to(README.parents[1])}", flush=True)


for file in odd():
    file.unlink()
    renewed(file)
todo = stale()
for (file, each), drawing in zip(todo.items(), drawn(todo.values(), "svg"), strict=False):
    file.parent.mkdir(exist_ok=True)
    file.write_text(tidy(drawing, stamp(*each.values())), encoding="utf-8")
    renewed(file)
if stamp_in_readme() != page_stamp():
    README.write_bytes(small(photograph(), LARGEST, kamerbrief=page_stamp()))
    renewed(README)
