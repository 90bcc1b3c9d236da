"""What the tests in this folder do where there is no browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from kamerbrief.briefing.printing import VARIABLE, find_browser
from tests.browser.absence import CHROMIUM, FIREFOX, WEBKIT

ROOT: Final = Path(__file__).parents[2]
WITHOUT: Final = [f"-pno:{plugin}" for plugin in ("cacheprovider", "hypothesispytest", "nbval")]


def run_without_browser(
    tests: str = "test_chart.py", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run tests of the chart, or others, as they run where no browser is found."""
    clean = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", f"tests/browser/{tests}", *WITHOUT],
        cwd=ROOT,
        env={**clean, VARIABLE: "/no/such/browser", **environment},
        capture_output=True,
        text=True,
    )


def test_without_a_browser_the_last_lines_say_how_many_tests_did_not_run_and_the_way_out() -> None:
    ended = run_without_browser()
    *_, sentence, totals = ended.stdout.splitlines()
    skipped = re.search(r"(\d+) skipped", totals)
    assert skipped is not None
    assert sentence.startswith(f"{skipped[1]} browser tests did NOT run, because {CHROMIUM}.")
    assert "Install Chromium" in sentence
    assert ended.returncode == 0


def test_without_the_other_engines_the_last_lines_say_so_of_each(tmp_path: Path) -> None:
    ended = run_without_browser("test_engines.py", PATH=str(tmp_path))
    *_, firefox, webkit, _ = ended.stdout.splitlines()
    for sentence, reason in ((firefox, FIREFOX), (webkit, WEBKIT)):
        assert re.match(rf"\d+ browser tests did NOT run, because {reason}\. Install ", sentence)
    assert ended.returncode == 0


def test_without_a_browser_ci_fails_and_says_why() -> None:
    ended = run_without_browser(CI="true")
    assert ended.returncode == 1
    assert re.search(r"\d+ errors? in", ended.stdout.splitlines()[-1])
    assert CHROMIUM in ended.stdout


def test_a_browser_is_found_by_its_name_on_the_path_unless_the_variable_names_one(
    tmp_path: Path,
) -> None:
    on_path, named = tmp_path / "google-chrome", tmp_path / "mine"
    for browser in (on_path, named):
        browser.touch(mode=0o755)
    environment = {"PATH": str(tmp_path)}
    assert find_browser(environment) == str(on_path)
    assert find_browser({**environment, VARIABLE: str(named)}) == str(named)
    assert find_browser({**environment, VARIABLE: str(tmp_path / "none")}) is None
