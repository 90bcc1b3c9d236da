"""What builds the site: versions that belong together, hashes that are looked at, clear refusals."""

from __future__ import annotations

import json
import re
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pytest

from kamerbrief.notebook.chart import plotly_js
from kamerbrief.site import __main__ as command
from kamerbrief.site.build import build
from kamerbrief.site.tools import UV, WEB, SiteError, Tools, run, when
from tests.notebooks.refresh import ROOT

NPM: Final[dict[str, Any]] = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
LOCK: Final = (ROOT / "uv.lock").read_text(encoding="utf-8")


def of_npm(name: str) -> str:
    return str(NPM["packages"][f"node_modules/{name}"]["version"])


def test_what_draws_in_the_tab_is_what_draws_elsewhere() -> None:
    drawn = re.search(rb"plotly\.js v([\d.]+)", plotly_js()[:200])
    assert drawn
    assert of_npm("plotly.js-basic-dist-min") == drawn[1].decode()


def test_the_kernel_of_lab_gets_the_python_it_is_made_for() -> None:
    """JupyterLite's kernel names its Pyodide; the lock file's hash says that it is this one."""
    kernel = re.search(r'name = "jupyterlite-pyodide-kernel"\nversion = "([\d.]+)"', LOCK)
    assert kernel
    assert (kernel[1], of_npm("pyodide")) == ("0.8.6", "314.0.6")


def test_every_package_of_npm_is_from_its_registry_and_has_a_hash() -> None:
    for name, package in NPM["packages"].items():
        if name:
            assert package["resolved"].startswith("https://registry.npmjs.org/"), name
            assert package["integrity"].startswith("sha512-"), name


def test_a_package_of_npm_whose_hash_is_another_is_refused(tmp_path: Path) -> None:
    tools = Tools(ROOT, tmp_path)
    tools.install()
    web = tmp_path / "web"
    shutil.copytree(WEB, web)
    lock = web / "package-lock.json"
    good = NPM["packages"]["node_modules/pyodide"]["integrity"]
    lock.write_text(lock.read_text("utf-8").replace(good, f"sha512-{'A' * 86}=="), "utf-8")
    with pytest.raises(SiteError, match="npm failed"):
        tools.run("npm", "ci", "--ignore-scripts", "--silent", folder=web)


def test_a_package_of_python_whose_hash_is_another_is_refused(tmp_path: Path) -> None:
    listed = tmp_path / "packages.txt"
    listed.write_text(f"comm=={version('comm')} --hash=sha256:{'0' * 64}\n")
    install = ("--target", "there", "--no-deps", "--require-hashes", "--only-binary", ":all:")
    with pytest.raises(SiteError, match=r"uv failed; it said:(.|\n)*[Hh]ash"):
        run([UV, "pip", "install", *install, "-r", listed], tmp_path)


def test_a_program_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="cannot be run: No such file"):
        run([tmp_path / "none"], tmp_path)


def test_a_folder_that_holds_something_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(SiteError, match="holds something else"):
        build(ROOT, tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_outside_a_clone_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "CHECKOUT", tmp_path)
    monkeypatch.setattr("sys.argv", ["site"])
    assert command.main() == 2
    assert "from a clone" in capsys.readouterr().err


def test_the_day_of_a_build_is_given_or_that_of_the_commit_or_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1560470400")
    assert when(ROOT) == "1560470400"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert when(tmp_path) == "315532800"
