"""What the site is made of: fetched from the registries that the lock files name, and packed.

uv and npm fetch, and refuse whatever has not the hash of its lock file; Pyodide itself packs what
Python has on a page (`web/pack.py`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kamerbrief.editions.words import catalogue, editions

WEB: Final = Path(__file__).parent / "web"
PYTHON: Final = "3.14"  # the one that Pyodide is
PLATFORM: Final = "wasm32-pyodide2024"  # for uv: nothing compiled, nothing for desktops only
NPM: Final = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
UV: Final = Path(sysconfig.get_path("scripts"), "uv")
KERNEL: Final = "@jupyterlite/pyodide-kernel-extension"
EPOCH: Final = "315532800"  # 1 January 1980, the first day that a zip file knows


class SiteError(Exception):
    """The site cannot be built; the message says why and the way out."""


def run(command: Sequence[str | Path], folder: Path, **variables: str) -> str:
    """Run a program in a folder, and give what it prints.

    Args:
        command: the program and its arguments.
        folder: where.
        variables: of its environment, beside those that there are.

    Raises:
        SiteError: it is not there, or failed.
    """
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": EPOCH}
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env={**os.environ, **fixed, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as problem:
        raise SiteError(f"{command[0]} cannot be run: {problem.strerror}") from None
    if done.returncode:
        said = f"{done.stdout}\n{done.stderr}".strip()[-2000:]
        raise SiteError(f"{Path(str(command[0])).name} failed; it said:\n{said}")
    return done.stdout


def when(checkout: Path) -> str:
    """When what is built was made, in seconds since 1970.

    SOURCE_DATE_EPOCH says so, else the present commit; where there is neither, the first day of all.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    try:
        return run(["git", "log", "-1", "--format=%ct"], checkout).strip() or EPOCH
    except SiteError:
        return EPOCH


@dataclass(frozen=True)
class Tools:
    """An environment of its own with the programs that build the site, and a folder to work in.

    Args:
        checkout: of the project, with its lock files.
        work: a folder for what is thrown away.
    """

    checkout: Path
    work: Path

    @property
    def home(self) -> Path:
        """The environment."""
        return self.work / "tools"

    @property
    def packages(self) -> Path:
        """What Python in the browser can import: this package and all that it needs."""
        return self.work / "packages"

    @property
    def out(self) -> Path:
        """What is packed: `assets`, `python`, and in `web` what npm has brought."""
        return self.work / "out"

    def install(self) -> None:
        """Install the programs."""
        only = ("--locked", "--only-group", "site", "--quiet", "--no-compile-bytecode")
        python = {"UV_PROJECT_ENVIRONMENT": str(self.home), "UV_PYTHON": sys.executable}
        run([UV, "sync", *only], self.checkout, UV_PYTHON_DOWNLOADS="never", **python)

    def run(self, name: str, *arguments: str | Path, folder: Path) -> str:
        """Run one of the programs in a folder."""
        bin_ = self.home / ("Scripts" if sys.platform == "win32" else "bin")
        path = os.pathsep.join([str(bin_), os.environ.get("PATH", "")])
        return run([bin_ / name, *arguments], folder, PATH=path)

    def extension(self, name: str) -> Path:
        """The front end that a package brings to JupyterLab."""
        home = self.home if name == KERNEL else self.packages
        return home / "share" / "jupyter" / "labextensions" / name

    def fetch(self) -> None:
        """Fetch what Python in the browser can import."""
        listed = self.work / "packages.txt"
        export = ("--locked", "--no-dev", "--group", "browser", "--no-emit-project", "--quiet")
        run([UV, "export", *export, "--output-file", listed], self.checkout)
        how = ("--target", self.packages, "--python-version", PYTHON, "--python-platform", PLATFORM)
        strict = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-compile")
        run([UV, "pip", "install", *how, *strict, "--quiet", "-r", listed], self.work)
        own = ("build", "-t", "wheel", "-d", self.work / "own")
        self.run("hatchling", *own, folder=self.checkout)
        mocks = self.extension(KERNEL) / "static" / "pypi"
        for wheel in [*(self.work / "own").glob("*.whl"), *mocks.glob("*.whl")]:
            if not wheel.name.startswith("widgetsnbextension"):  # the real one is there
                with zipfile.ZipFile(wheel) as zipped:
                    zipped.extractall(self.packages)

    def pack(self) -> None:
        """Gather what runs on a page, and pack what Python has there."""
        web = self.out / "web"
        shutil.copytree(WEB, web)
        self.run("npm", "ci", *NPM, folder=web)
        languages = ",".join(str(catalogue(edition).locale) for edition in editions())
        self.run("node", "pack.mjs", self.packages, self.out, languages, folder=web)
