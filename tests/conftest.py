"""For the whole run: how much is tried, what is made once, and what is said at the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.browser.absence", "tests.cut_off"]

settings.register_profile("small", max_examples=25, deadline=None)
settings.register_profile("check", max_examples=100, deadline=None)
settings.load_profile("small")  # unless --hypothesis-profile names the other


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
