"""The layers: imports run from lower to upper rows only, and little is loaded before it is needed."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "kamerbrief"

# From low to high. The notebooks' server knows nothing of what it serves, so it comes last.
ROWS = ("letter", "claims", "models", "charts", "explorers", "editions", "lab", "app", "site")
TOP = {"__init__.py", "cli.py"}
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc"}


class Import(NamedTuple):
    """What one statement imports, with its full dotted name, and where it stands."""

    file: str
    line: int
    target: str

    @property
    def row(self) -> str:
        """The row it stands in; for a module at the top its file name."""
        return self.file.split("/")[0]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.target}"


@cache
def imports(package: Path) -> tuple[Import, ...]:
    """Every import in a copy of the package, wherever in a module it stands."""
    return tuple(
        Import(path.relative_to(package).as_posix(), getattr(node, "lineno", 0), target)
        for path in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for target in targets(node, ("kamerbrief", *path.relative_to(package).parent.parts))
    )


def targets(node: ast.AST, folder: tuple[str, ...]) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            above = folder[: len(folder) - level + 1] if level else ()
            base = ".".join([*above, *([module] if module else [])])
            yield from (f"{base}.{alias.name}" for alias in names)
        case ast.Call(
            func=ast.Name(id="import_module" | "__import__")
            | ast.Attribute(attr="import_module" | "__import__"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            yield name


def own(target: str) -> bool:
    return target.split(".")[0] == "kamerbrief"


def row_of(target: str) -> str:
    """The row that a name of the package belongs to; the package itself is above all rows."""
    return (*target.split("."), "")[1]


def upward(package: Path) -> list[str]:
    """The imports that point to a higher row than their own, or to the top of the package."""
    return [
        str(found)
        for found in imports(package)
        if found.file not in TOP and own(found.target)
        if row_of(found.target) not in ROWS[: ROWS.index(found.row) + 1]
    ]


def strangers_in_models(package: Path) -> list[str]:
    """What the models import besides the standard library and each other."""
    return [
        str(found)
        for found in imports(package)
        if found.row == "models"
        if found.target.split(".")[0] not in sys.stdlib_module_names
        if not found.target.startswith("kamerbrief.models")
    ]


def without_a_row(package: Path) -> list[str]:
    files = (path.relative_to(package) for path in package.rglob("*.py"))
    return sorted(str(f) for f in files if f.parts[0] not in ROWS and str(f) not in TOP)


def vaguely_named(folder: Path) -> list[str]:
    names = (path.relative_to(folder) for path in folder.rglob("*"))
    return sorted(str(name) for name in names if name.stem in VAGUE)


def extended(folder: Path, file: str, statement: str) -> Path:
    """A package that holds a copy of one module, with a statement added at its end."""
    package = folder / "kamerbrief"
    (package / file).parent.mkdir(parents=True, exist_ok=True)
    source = (PACKAGE / file).read_text(encoding="utf-8")
    (package / file).write_text(f"{source}{statement}\n", encoding="utf-8")
    return package


# ── imports ───────────────────────────────────────────────────────────────────────────────────


def test_imports_run_from_lower_to_upper_rows_only() -> None:
    assert upward(PACKAGE) == []


def test_an_upward_import_in_a_copy_of_the_package_is_seen_with_its_line(tmp_path: Path) -> None:
    copy = tmp_path / "kamerbrief"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    theme = copy / "charts" / "theme.py"
    source = theme.read_text(encoding="utf-8")
    theme.write_text(f"from kamerbrief.explorers import survey\n{source}", encoding="utf-8")
    assert upward(copy) == ["charts/theme.py:1 imports kamerbrief.explorers.survey"]


@pytest.mark.parametrize(
    "statement",
    [
        "import kamerbrief.explorers.survey",
        "import json, kamerbrief.explorers.survey as survey",
        "from kamerbrief.explorers.survey import funnel",
        "from kamerbrief.explorers import survey",
        "from kamerbrief import explorers",
        "from ..explorers import survey",
        "from ..explorers.survey import funnel",
        "from .. import explorers",
        "def late():\n    from kamerbrief.explorers import survey",
        "if TYPE_CHECKING:\n    from kamerbrief.explorers import survey",
        "try:\n    import kamerbrief.explorers\nexcept ImportError:\n    pass",
        "importlib.import_module('kamerbrief.explorers')",
    ],
)
def test_an_import_of_an_explorer_by_a_chart_is_seen_however_it_is_written(
    tmp_path: Path, statement: str
) -> None:
    (found,) = upward(extended(tmp_path, "charts/survey.py", statement))
    assert " imports kamerbrief.explorers" in found


@pytest.mark.parametrize(
    ("file", "statement"),
    [
        ("letter/text.py", "from kamerbrief.claims import Ledger"),
        ("letter/__init__.py", "from ..claims import Ledger"),
        ("claims/records.py", "from kamerbrief.models import survey"),
        ("models/survey.py", "from kamerbrief.charts import theme"),
        ("explorers/survey.py", "from kamerbrief.editions import Words"),
        ("explorers/survey.py", "from kamerbrief import explore"),
        ("charts/theme.py", "import kamerbrief"),
        ("letter/text.py", "from kamerbrief import cli"),
    ],
)
def test_an_import_from_any_row_to_a_higher_one_is_seen(
    tmp_path: Path, file: str, statement: str
) -> None:
    (found,) = upward(extended(tmp_path, file, statement))
    assert found.startswith(f"{file}:")


@pytest.mark.parametrize(
    "statement",
    [
        "from kamerbrief.charts import theme",
        "from . import theme",
        "from ..models.survey import Interval",
        "import kamerbrief.letter",
        "import plotly",
    ],
)
def test_an_import_of_the_own_or_of_a_lower_row_is_fine(tmp_path: Path, statement: str) -> None:
    assert upward(extended(tmp_path, "charts/survey.py", statement)) == []


def test_models_import_only_the_standard_library_and_each_other() -> None:
    assert strangers_in_models(PACKAGE) == []


@pytest.mark.parametrize(
    "statement",
    [
        "import numpy",
        "def late():\n    import scipy.stats",
        "from kamerbrief.claims import read_ledger",
        "from ..letter import read_letter",
    ],
)
def test_a_stranger_in_the_models_is_seen(tmp_path: Path, statement: str) -> None:
    (found,) = strangers_in_models(extended(tmp_path, "models/survey.py", statement))
    assert found.startswith("models/survey.py:")


# ── names ─────────────────────────────────────────────────────────────────────────────────────


def test_every_module_stands_in_a_row() -> None:
    assert without_a_row(PACKAGE) == []


def test_a_module_outside_the_rows_is_seen(tmp_path: Path) -> None:
    package = extended(tmp_path, "charts/theme.py", "")
    (package / "services").mkdir()
    (package / "services" / "mail.py").touch()
    (package / "briefing.py").touch()
    assert without_a_row(package) == ["briefing.py", "services/mail.py"]


@pytest.mark.parametrize("folder", [PACKAGE, ROOT / "tests"], ids=["package", "tests"])
def test_nothing_has_a_name_that_says_nothing(folder: Path) -> None:
    assert vaguely_named(folder) == []


def test_a_name_that_says_nothing_is_seen(tmp_path: Path) -> None:
    package = extended(tmp_path, "charts/theme.py", "")
    (package / "charts" / "misc").mkdir()
    (package / "utils.py").touch()
    assert vaguely_named(package) == ["charts/misc", "utils.py"]


# ── nothing is loaded before it is needed ─────────────────────────────────────────────────────


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
