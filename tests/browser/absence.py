"""What is said when no browser is found: nothing may look tested that is not.

A pytest plugin. Under xdist only the main process prints, and it does not read the conftest.py
of this folder; so a conftest.py above it names this module in its ``pytest_plugins``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from kamerbrief.explorers.briefing.printing import VARIABLE

REASON: Final = "no Chromium or Chrome was found"
WAY_OUT: Final = (
    f"Install Chromium (Debian and Ubuntu: apt install chromium; macOS: brew install chromium), "
    f"or set {VARIABLE} to the path of a browser."
)


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
