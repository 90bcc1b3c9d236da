"""A run that is cut off says where it was: a pytest plugin, beside what pytest says at Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Final

import pytest

BEGUN: Final[dict[str, None]] = {}  # the tests that have begun and not ended, in this order


def pytest_configure(config: pytest.Config) -> None:
    """Let a polite kill end the run as Ctrl-C does."""
    if not hasattr(config, "workerinput"):
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_runtest_logstart(nodeid: str) -> None:
    """Remember a test that begins; under xdist the main process hears of each."""
    BEGUN[nodeid] = None


def pytest_runtest_logfinish(nodeid: str) -> None:
    """Forget a test that has ended."""
    BEGUN.pop(nodeid, None)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """After all else that pytest has to say, so that it stands in the last lines."""
    yield
    for nodeid in BEGUN:
        terminalreporter.write_line(f"Cut off in {nodeid}", red=True, bold=True)
