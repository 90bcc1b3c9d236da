"""How a real Chromium is started, for tests and for the posters of the notebooks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, sync_playwright

FLAGS: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
)


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    """The browser at a path, with a fresh profile."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            chromium_sandbox=not root,  # else Playwright adds --no-sandbox
            args=list(FLAGS),
        )
        yield chromium
        chromium.close()
