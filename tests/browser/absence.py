"""What is said when a browser is not found: nothing may look tested that is not.

A pytest plugin. Under xdist only the main process prints, and it does not read the conftest.py
of this folder; so a conftest.py above it names this module in its ``pytest_plugins``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import pytest

from kamerbrief.briefing.printing import VARIABLE, find_browser

# Why tests did not run, and the way out.
CHROMIUM: Final = "no Chromium or Chrome was found"
FIREFOX: Final = "no Firefox was found"
WEBKIT: Final = "no WebKitGTK was found, or not its driver, or no Xvfb"
WAYS_OUT: Final = {
    CHROMIUM: "Install Chromium (Debian and Ubuntu: apt install chromium; macOS: brew install "
    f"chromium), or set {VARIABLE} to the path of a browser.",
    FIREFOX: "Install Firefox (Debian: apt install firefox-esr).",
    WEBKIT: "Install them (Debian and Ubuntu: apt install webkit2gtk-driver xvfb).",
}


def browser_or_skip() -> str:
    """Where Chromium is; without it a test is skipped, and fails on CI."""
    return found_or_skip(find_browser(), CHROMIUM)


def found_or_skip(path: str | None, reason: str) -> str:
    """A path that was found; where it was not, a test is skipped, and fails on CI."""
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(f"{reason}. {WAYS_OUT[reason]}", pytrace=False)
    if path is None:
        pytest.skip(reason)
    return path


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """After all else that pytest has to say, so that it stands in the last lines."""
    yield
    skipped = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    for reason, way_out in WAYS_OUT.items():
        if count := sum(reason in why for why in skipped):
            tests = "1 browser test" if count == 1 else f"{count} browser tests"
            terminalreporter.write_line(
                f"{tests} did NOT run, because {reason}. {way_out}", red=True, bold=True
            )
