"""What import-linter's contracts cannot say: models stand alone, names say something, little is loaded."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "kamerbrief"
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc"}


def test_models_import_only_the_standard_library_and_each_other() -> None:
    found = {
        name
        for path in (PACKAGE / "models").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "math" in found
    assert {
        name
        for name in found
        if name.split(".")[0] not in sys.stdlib_module_names
        if not name.startswith("kamerbrief.models")
    } == set()


@pytest.mark.parametrize("folder", [PACKAGE, ROOT / "tests"], ids=["package", "tests"])
def test_nothing_has_a_name_that_says_nothing(folder: Path) -> None:
    assert [path for path in folder.rglob("*") if path.stem in VAGUE] == []


def run(code: str) -> str:
    """What a fresh interpreter prints; a warning is an error there as it is here."""
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_package_alone_loads_no_library() -> None:
    code = """
import sys
before = set(sys.modules)
import kamerbrief
print(*sorted({name.split(".")[0] for name in set(sys.modules) - before}))
"""
    loaded = set(run(code).split())
    assert loaded - set(sys.stdlib_module_names) == {"kamerbrief"}


def test_a_first_chart_is_shown_without_the_figures_of_plotly() -> None:
    code = """
import sys
from kamerbrief import explore
explorer = explore.sample_size()
print("plotly.graph_objects" in sys.modules)
print(type(explorer.figure).__name__)
print("plotly.graph_objects" in sys.modules)
"""
    assert run(code).split() == ["False", "Figure", "True"]
