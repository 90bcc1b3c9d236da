"""What is said when no browser is found: nothing may look tested that is not.

A pytest plugin. Under xdist only the main process prints, and it does not read the conftest.py
of this folder; so a conftest.py above it names this module in its ``pytest_plugins``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import pytest

from kamerbrief.briefing.printing import VARIABLE, find_browser

REASON: Final = "no Chromium or Chrome was found"
WAY_OUT: Final = (
    f"Install Chromium (Debian and Ubuntu: apt install chromium; macOS: brew install chromium), "
    f"or set {VARIABLE} to the path of a browser."
)


def browser_or_skip() -> str:
    """Where the browser is; without one a test is skipped, and fails on CI."""
    path = find_browser()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(f"{REASON}. {WAY_OUT}", pytrace=False)
    if path is None:
        pytest.skip(REASON)
    return path


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """After all else that pytest has to say, so that it stands in the last lines."""
    yield
    skipped = terminalreporter.getreports("skipped")
    if count := sum(REASON in str(report.longrepr) for report in skipped):
        tests = "1 browser test" if count == 1 else f"{count} browser tests"
        terminalreporter.write_line(
            f"{tests} did NOT run, because {REASON}. {WAY_OUT}", red=True, bold=True
        )
