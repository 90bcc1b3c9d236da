"""For the whole run: who runs which tests, and the sentence about browser tests that did not run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
from xdist.scheduler import LoadFileScheduling

pytest_plugins = ["tests.browser.absence"]

OF_A_NOTEBOOK: Final = re.compile(r"(tests/browser/.+)::\w+(\[\w+/[\w-]+\.ipynb\])")


@pytest.fixture(autouse=True)
def _no_guess_yet() -> None:
    """Each test begins with a reader who has guessed nothing."""
    from kamerbrief.notebook.guesses import guesses

    guesses.clear()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The static site, built once for all workers: the folder `site` in one that holds nothing else."""
    from tests.site.built import built

    mine = tmp_path_factory.getbasetemp()
    return built(mine if worker_id == "master" else mine.parent)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The app's pages, written once for all workers."""
    from tests.pages.written import written

    mine = tmp_path_factory.getbasetemp()
    return written(mine if worker_id == "master" else mine.parent)


class Shares(LoadFileScheduling):
    """What a worker runs as a whole: a file, but for the browser tests of each notebook.

    The latter take the longest, and grow with every notebook.
    """

    def _split_scope(self, nodeid: str) -> str:
        return share(nodeid)


def share(nodeid: str) -> str:
    """The name of the share that a test belongs to.

    >>> share("notebooks/en/02-survey.ipynb::Cell 3")
    'notebooks/en/02-survey.ipynb'
    >>> share("tests/browser/test_app.py::test_a_page[/en/02-survey.ipynb]")
    'tests/browser/test_app.py'
    >>> share("tests/browser/test_app.py::test_a_page[en/02-survey.ipynb]")
    'tests/browser/test_app.py[en/02-survey.ipynb]'
    """
    if found := OF_A_NOTEBOOK.fullmatch(nodeid):
        return "".join(found.groups())
    return nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shares | None:
    """Where files are to stay whole, share out the work as ``Shares`` says."""
    return Shares(config, log) if config.getoption("dist") == "loadfile" else None
