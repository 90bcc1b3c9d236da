"""The package: built from this checkout, installed into an empty environment, used in an empty folder."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from kamerbrief import lab
from tests.browser.app import App
from tests.browser.lab import free_port, stop, wait_until_it_answers

ROOT: Final = Path(__file__).parents[1]
VERSION: Final = str(
    tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
)
IGNORED: Final = {".git/", *(ROOT / ".gitignore").read_text(encoding="utf-8").split()}
LETTER: Final = "seeds/000_a24f4a7b9e184d67.txt"
END: Final = 60  # seconds that a busy machine may take to end a server


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of a folder of the checkout that git does not ignore."""
    for path in sorted(folder.iterdir()):
        if IGNORED & {f"{path.name}/", f"/{path.relative_to(ROOT).as_posix()}/"}:
            continue
        if path.is_dir():
            yield from files(path)
        elif path.is_file():
            yield path


def below(folder: Path) -> dict[str, Path]:
    """The files of a folder of the checkout, by the name that they have below the folder."""
    return {path.relative_to(folder).as_posix(): path for path in files(folder)}


def packaged() -> dict[str, Path]:
    """The files of the checkout that belong into the wheel, by their names in it."""
    homes = {"": ROOT / "src", **{f"kamerbrief/{n}/": ROOT / n for n in ("seeds", "notebooks")}}
    found = {home + name: file for home, at in homes.items() for name, file in below(at).items()}
    return {
        name: file
        for name, file in found.items()
        if not name.startswith("kamerbrief/site/")  # which is built from a clone
        if not name.endswith(".png")  # README's
    }


# ── the version ───────────────────────────────────────────────────────────────────────────────


def typed_again(text: str) -> list[str]:
    """The lines of a text that say in which version this package is.

    >>> typed_again(f'__version__ = "{VERSION}"')[0].startswith("__version__")
    True
    >>> typed_again(f"another package {VERSION}, kamerbrief 1{VERSION}")
    []
    """
    ours = re.compile(
        rf"(?i)(?:version|kamerbrief|\btag\b).*?(?<![\d.]){re.escape(VERSION)}(?!\.?\d)"
    )
    return [line for line in text.splitlines() if ours.search(line)]


def test_the_version_is_typed_in_pyproject_alone() -> None:
    locks = {"uv.lock", "package-lock.json"}  # made, not typed, and full of others' versions
    held = ("deploy/", "pyproject.toml", "CHANGELOG.md")  # test_deploy.py looks at the first
    found = {
        name: lines
        for name, path in below(ROOT).items()
        if path.name not in locks and not name.startswith(held)
        if (lines := typed_again(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


def test_what_npm_is_told_has_no_version() -> None:
    (told,) = (ROOT / "src").rglob("package.json")
    assert "version" not in json.loads(told.read_text(encoding="utf-8"))


def test_what_checks_the_javascript_has_a_hash_and_comes_from_the_callers_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert [n for n, p in packages.items() if not p["integrity"].startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_the_newest_entry_of_the_changelog_is_of_this_version() -> None:
    newest = re.search(r"(?m)^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert newest
    assert newest[1] == VERSION


# ── what is in it ─────────────────────────────────────────────────────────────────────────────


def run(command: list[str | Path], folder: Path, **variables: str) -> None:
    """Run what builds or installs; where it fails, with what it said."""
    environment = {**os.environ, **variables}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("built")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT], folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> dict[str, bytes]:
    """What the wheel holds."""
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def test_the_wheel_holds_letter_ledger_editions_and_notebooks_byte_for_byte(
    wheel: dict[str, bytes],
) -> None:
    packed = {name: data for name, data in wheel.items() if not name.startswith("kamerbrief-")}
    wanted = packaged()
    assert set(packed) == set(wanted)
    assert [name for name, file in wanted.items() if packed[name] != file.read_bytes()] == []


@pytest.mark.parametrize(
    "name",
    [
        f"kamerbrief/{LETTER}",
        "kamerbrief/claims/letter.toml",
        "kamerbrief/scenes/walk.toml",
        *(f"kamerbrief/editions/{edition}/messages.po" for edition in ("en", "nl")),
        *(f"kamerbrief/notebooks/{edition}/teachers-guide.md" for edition in ("en", "nl")),
        *(f"kamerbrief/notebooks/{edition}/07-closing.ipynb" for edition in ("en", "nl")),
        "kamerbrief/notebook/chart.js",
        "kamerbrief/pages/template/front.html.j2",
        "kamerbrief/pages/web/explorer.js",
        f"kamerbrief-{VERSION}.dist-info/licenses/LICENSE",
    ],
)
def test_the_wheel_holds(wheel: dict[str, bytes], name: str) -> None:
    assert wheel[name]


def test_the_wheel_holds_neither_tests_nor_traces_nor_what_builds_the_site(
    wheel: dict[str, bytes],
) -> None:
    unwanted = ("tests/", "__pycache__", ".ipynb_checkpoints", "kamerbrief/site/", ".pyc", ".png")
    assert [name for name in wheel if any(part in name for part in unwanted)] == []


def test_the_sdist_holds_all_that_a_clone_does(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as packed:
        names = {member.name.partition("/")[2] for member in packed if member.isfile()}
    assert {"Makefile", ".ci/run", "uv.lock", "CHANGELOG.md", "tests/test_package.py"} <= names
    assert names - {"PKG-INFO"} == set(below(ROOT))


# ── how it works where there is nothing else ──────────────────────────────────────────────────


@dataclass(frozen=True)
class Installed:
    """The package in an environment of its own, on an account that has used nothing yet."""

    environment: Path
    home: Path

    def command(self, *arguments: str) -> list[str]:
        """The command line that a reader types."""
        return [str(self.environment / "bin" / "kamerbrief"), *arguments]

    @property
    def variables(self) -> dict[str, str]:
        """What the reader's shell says: nothing of the checkout, and nothing of ours."""
        path = f"{self.environment / 'bin'}{os.pathsep}{os.defpath}"
        return {"PATH": path, "HOME": str(self.home), "PYTHONSAFEPATH": "1"}

    def run(self, folder: Path, *arguments: str) -> str:
        """What a command prints that ends well in a folder, and says nothing else."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=folder,
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    @contextmanager
    def serving(self, folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """Let a command serve from a folder, until Ctrl-C ends it well; it says so in its log."""
        with self.log.open("wb") as log:
            server = subprocess.Popen(
                self.command(*arguments), cwd=folder, env=self.variables, stdout=log, stderr=log
            )
        try:
            yield server
            server.send_signal(signal.SIGINT)
            assert server.wait(END) == 0
            assert "Traceback" not in self.log.read_text(encoding="utf-8")
        finally:
            stop(server)

    @property
    def log(self) -> Path:
        """What the server says that runs, or ran last."""
        return self.home / "server.log"

    def package(self) -> set[str]:
        """The files of the package, but for what Python compiles."""
        (package,) = self.environment.glob("lib/python*/site-packages/kamerbrief")
        found = (path for path in package.rglob("*") if path.is_file())
        return {
            f"kamerbrief/{path.relative_to(package).as_posix()}"
            for path in found
            if "__pycache__" not in path.parts
        }


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel with its extras `app` and `lab`, beside what the lock file names for them.

    The wheel is installed without a network: were a requirement of its own missing in the lock
    file's set, there would be nothing to take it from.
    """
    folder = tmp_path_factory.mktemp("installed")
    uv = Path(sysconfig.get_path("scripts"), "uv")
    environment = folder / "environment"
    locked = ["--frozen", "--no-dev", "--extra", "app", "--extra", "lab", "--no-install-project"]
    how = ["--python", sys.executable, "--no-compile-bytecode"]
    run([uv, "sync", *locked, *how], ROOT, UV_PROJECT_ENVIRONMENT=str(environment))
    (path,) = built.glob("*.whl")
    alone = ["--offline", "--no-cache", "--no-compile-bytecode", "--python", str(environment)]
    run([uv, "pip", "install", *alone, f"{path}[app,lab]"], folder)
    home = folder / "home"
    home.mkdir()
    return Installed(environment, home)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An empty folder to work in."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.slow
def test_it_says_its_version(installed: Installed, empty: Path) -> None:
    assert installed.run(empty, "--version") == f"kamerbrief {VERSION}\n"
    assert names(empty) == []


@pytest.mark.slow
def test_its_ledger_and_letter_have_no_findings(installed: Installed, empty: Path) -> None:
    assert installed.run(empty, "check").startswith("No findings: ")
    assert names(empty) == []


@pytest.mark.slow
def test_it_prints_its_ledger(installed: Installed, empty: Path) -> None:
    claims = json.loads(installed.run(empty, "claims", "--json"))["claims"]
    assert "municipal-budget" in {claim["id"] for claim in claims}
    assert names(empty) == []


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["en", "nl"])
def test_it_writes_the_briefing_and_nothing_else(
    installed: Installed, empty: Path, edition: str
) -> None:
    installed.run(empty, "briefing", "--edition", edition, "-o", "brief.html")
    assert f'<html lang="{edition}"' in (empty / "brief.html").read_text(encoding="utf-8")
    assert names(empty) == ["brief.html"]


@pytest.mark.slow
def test_its_app_serves_the_landing_page_and_both_editions(
    installed: Installed, empty: Path, wheel: dict[str, bytes]
) -> None:
    port = free_port()
    with installed.serving(empty, "app", "--port", str(port), "--no-browser") as server:
        app = App(f"http://{lab.HOST}:{port}", server)
        wait_until_it_answers(lambda: app.text("/"), server, installed.log)
        for edition in ("en", "nl"):
            assert "00-letter.html" in app.text(f"/{edition}/index.html")
            page = app.text(f"/{edition}/00-letter.html")
            assert re.search(f'<html [^>]*lang="{edition}"', page)
            assert 'data-kb-explorer="letter"' in page
            assert app.text(f"/answers/{edition}/sample_size") == "{}"
    assert names(empty) == []
    assert installed.package() == {name for name in wheel if name.startswith("kamerbrief/")}


@pytest.mark.slow
def test_its_lab_serves_both_editions_at_the_address_it_prints(
    installed: Installed, empty: Path, wheel: dict[str, bytes]
) -> None:
    port = free_port()

    def address() -> re.Match[str]:
        """The address in the log; an OSError while there is none."""
        said = installed.log.read_text(encoding="utf-8")
        if found := re.search(r"(http://\S+:\d+)/lab/\S+\?token=(\w+)", said):
            return found
        raise FileNotFoundError(said)

    with installed.serving(empty, "lab", "--port", str(port), "--no-browser") as server:
        wait_until_it_answers(address, server, installed.log)
        origin, token = address().groups()
        asked = f"{origin}/api/contents?token={token}"
        with urllib.request.urlopen(asked, timeout=60) as answer:
            listed = {entry["name"] for entry in json.load(answer)["content"]}
    assert {"en", "nl"} <= listed
    own = installed.home / "kamerbrief" / VERSION
    assert (own / "en" / "00-letter.ipynb").read_bytes() == wheel[
        "kamerbrief/notebooks/en/00-letter.ipynb"
    ]
    assert f"The notebooks are in {own};" in installed.log.read_text(encoding="utf-8")
    assert names(empty) == []
    assert installed.package() == {name for name in wheel if name.startswith("kamerbrief/")}
