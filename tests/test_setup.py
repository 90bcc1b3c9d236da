"""The set-up that `make` does first, tried on stand-ins for Python and uv.

Each stand-in writes down how it was called. The folder has a space in its name, and the
search path holds nothing but what the Makefile may rely on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
UNIX: Final = ("cat", "cp", "echo", "mkdir", "rm", "touch")

# A Python in so far as the Makefile calls one: it is asked its age, makes .uv, runs checks.
PYTHON: Final = """#!/bin/sh
echo "${0##*/} $*" >>"$CALLS"
case "$*" in
  *ensurepip*) [ -z "$NO_VENV" ] ;;
  "-m venv .uv") mkdir -p .uv/bin && cp "$0" .uv/bin/python ;;
  *"pip install"*) cp "$STAND_INS/uv" .uv/bin/uv ;;
  "-m $FAILING"*) exit 1 ;;
esac
"""
TOO_OLD: Final = "#!/bin/sh\nexit 1\n"
UV: Final = """#!/bin/sh
echo "uv $*" >>"$CALLS"
case "$NO_NETWORK,$CACHED,$*" in
  yes,,* | yes,yes,*quiet) echo "dns error"; exit 2 ;;
esac
mkdir -p .venv/bin
cp .uv/bin/python .venv/bin/python
cp "$STAND_INS/kamerbrief" "$STAND_INS/npm" .venv/bin
"""
NPM: Final = """#!/bin/sh
echo "npm $*" >>"$CALLS"
[ "$1" = run ] || mkdir -p node_modules
"""
KAMERBRIEF: Final = """#!/bin/sh
echo "kamerbrief $*"
"""


@dataclass(frozen=True)
class Checkout:
    """A folder with the Makefile in it, and a machine around it."""

    folder: Path
    machine: Path

    def install(self, name: str, script: str) -> None:
        """Put a stand-in on the machine."""
        path = self.machine / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def make(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run make as on that machine, with nothing of this one's."""
        make = shutil.which("make")
        assert make, "make is not installed"
        return subprocess.run(
            [make, *arguments],
            cwd=self.folder,
            env={
                "PATH": str(self.machine),
                "HOME": str(self.machine),
                "STAND_INS": str(self.machine),
                "CALLS": str(self.machine / "calls"),
                "FAILING": "nothing",
                **variables,
            },
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def change(self, name: str) -> None:
        """Make a file newer than the set-up, by a margin that every clock can tell."""
        for path in self.folder.rglob("*"):
            os.utime(path, (0, 0), follow_symlinks=False)
        (self.folder / name).touch()

    def calls(self) -> list[str]:
        """How the stand-ins were called since the last time this was asked."""
        log = self.machine / "calls"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines

    def syncs(self) -> int:
        """How often packages were installed since the last time this was asked."""
        return sum(line.startswith("uv sync") for line in self.calls())


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A fresh clone on a machine with Python 3.13 and 3.12, whose plain python3 is too old."""
    made = Checkout(tmp_path / "a clone", tmp_path / "machine")
    made.folder.mkdir()
    made.machine.mkdir()
    shutil.copytree(ROOT / ".ci", made.folder / ".ci")
    made.install("../a clone/.ci/pythons", "#!/bin/sh\n")  # what it tries are real Pythons
    for name in ("Makefile", "package.json", "package-lock.json", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, made.folder)
    for name in UNIX:
        found = shutil.which(name)
        assert found, f"{name} is not installed"
        (made.machine / name).symlink_to(found)
    for name in ("python3.13", "python3.12"):
        made.install(name, PYTHON)
    made.install("python3", TOO_OLD)
    made.install("uv", UV)
    made.install("kamerbrief", KAMERBRIEF)
    made.install("npm", NPM)
    return made


def test_make_lab_opens_lab_and_the_second_time_sets_nothing_up(checkout: Checkout) -> None:
    first, second = checkout.make("lab"), checkout.make("lab")
    assert first.stdout.splitlines() == [
        "Installing uv into .uv, with python3.13.",
        "Installing the packages into .venv; the first time takes a minute or two.",
        "kamerbrief lab",
    ]
    assert second.stdout == "kamerbrief lab\n"
    assert first.stderr == second.stderr == ""
    assert checkout.syncs() == 1


def test_another_python_and_port_are_passed_on(checkout: Checkout) -> None:
    done = checkout.make("lab", f"PYTHON={checkout.machine}/python3.12", PORT="8890")
    assert "python3.12 -m venv .uv" in checkout.calls()
    assert done.stdout.endswith("kamerbrief lab --port 8890\n")


def test_without_a_recent_python_make_says_where_to_get_one(checkout: Checkout) -> None:
    (checkout.machine / "python3.13").unlink()
    (checkout.machine / "python3.12").unlink()
    done = checkout.make("lab")
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == (
        "No Python 3.11 or newer was found: install one, from python.org or with your package "
        "manager, and run make again (PYTHON=/path/to/python3 names one elsewhere)."
    )
    assert not (checkout.folder / ".uv").exists()


def test_without_its_venv_module_make_says_how_to_get_it(checkout: Checkout) -> None:
    done = checkout.make("lab", NO_VENV="yes")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == (
        "python3.13 lacks its venv module: install it (on Debian and Ubuntu: apt install "
        "python3.13-venv) and run make again."
    )


def test_a_uv_that_reaches_nothing_ends_in_a_sentence_with_the_way_out(
    checkout: Checkout,
) -> None:
    done = checkout.make("lab", NO_NETWORK="yes")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == (
        "The packages could not be installed, most often for lack of a network: check the "
        "connection (behind a proxy, set HTTPS_PROXY) and run make again; what uv said is in "
        ".uv/setup.log."
    )
    log = (checkout.folder / ".uv" / "setup.log").read_text(encoding="utf-8")
    assert log == "dns error\n"


def test_without_a_network_what_was_downloaded_before_is_enough(checkout: Checkout) -> None:
    done = checkout.make("lab", NO_NETWORK="yes", CACHED="yes")
    assert done.returncode == 0
    assert done.stderr == ""


def test_packages_of_a_set_up_cut_short_are_installed_from_the_start(checkout: Checkout) -> None:
    checkout.make("lab")
    checkout.change("uv.lock")
    checkout.make("lab", NO_NETWORK="yes")
    half = checkout.folder / ".venv" / "half"
    half.touch()
    assert checkout.make("lab").returncode == 0
    assert not half.exists()
    assert not (checkout.folder / ".uv" / "setup.log").exists()


def test_a_python_that_is_gone_leads_to_a_new_set_up(checkout: Checkout) -> None:
    checkout.make("lab")
    for folder in (".uv", ".venv"):
        link = checkout.folder / folder / "bin" / "python"
        link.unlink()
        link.symlink_to(checkout.machine / "removed")
    done = checkout.make("lab")
    assert done.returncode == 0
    assert checkout.syncs() == 2


def test_a_folder_that_was_moved_is_set_up_for_its_new_place(checkout: Checkout) -> None:
    checkout.make("lab")
    moved = Checkout(checkout.folder.rename(checkout.folder.with_name("moved")), checkout.machine)
    assert moved.make("lab").returncode == 0
    assert moved.syncs() == 2


@pytest.mark.parametrize("name", ["pyproject.toml", "uv.lock"])
def test_other_requirements_are_installed(checkout: Checkout, name: str) -> None:
    checkout.make("lab")
    checkout.change(name)
    checkout.make("lab")
    assert checkout.syncs() == 2


@pytest.mark.parametrize("which", ["test", "check"])
def test_every_check_runs_though_the_first_fails(checkout: Checkout, which: str) -> None:
    checkout.make(which)
    checkout.calls()
    done = checkout.make(which, FAILING="ruff format")
    assert [call.split()[2] for call in checkout.calls()] == [
        *("ruff", "ruff", "mypy", "importlinter.cli", "check", "pytest"),
    ]
    assert done.stderr.splitlines()[0] == "Failed: ruff format."
    assert done.returncode != 0


def test_checks_that_pass_end_in_silence(checkout: Checkout) -> None:
    checkout.make("lab")
    done = checkout.make("test")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


# ── what CI and `make test` install ───────────────────────────────────────────────────────────

SPEAKS: Final = {
    "hunspell": 'printf "/usr/share/hunspell/%s\\n" en_GB nl_NL >&2',
    "hunspell in Dutch": "echo /usr/share/hunspell/nl_NL >&2",
}
CHROMIUM, SPELLING = "chromium fonts-dejavu-core", "hunspell hunspell-nl hunspell-en-gb"


FIREFOX, WEBKIT = "firefox-esr", "webkit2gtk-driver xvfb"


@pytest.mark.parametrize(
    ("told", "there", "root", "installed"),
    [
        ((), (), True, f"{CHROMIUM} {SPELLING}"),
        ((), ("chromium",), True, SPELLING),
        ((), ("google-chrome", "hunspell"), True, ""),
        ((), ("hunspell",), True, CHROMIUM),
        ((), ("chromium", "hunspell in Dutch"), True, SPELLING),
        ((), (), False, ""),
        (("engines",), (), True, f"{CHROMIUM} {SPELLING} {FIREFOX} {WEBKIT}"),
        (("engines",), ("chromium", "hunspell", "firefox", "Xvfb"), True, WEBKIT),
        (("engines",), ("chromium", "hunspell", "WebKitWebDriver", "Xvfb"), True, FIREFOX),
    ],
)
def test_what_the_tests_need_is_installed_where_it_is_missing_and_may_be(
    tmp_path: Path, told: tuple[str, ...], there: tuple[str, ...], root: bool, installed: str
) -> None:
    tools = {
        "apt-get": f'echo "$*" >>"{tmp_path}/calls"',
        "id": f"echo {0 if root else 1000}",
        **{name.partition(" ")[0]: SPEAKS.get(name, "") for name in there},
    }
    for name, body in tools.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    for name in ("mktemp", "rm", "tail"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    packages = ROOT / ".ci" / "packages"
    shell = str(shutil.which("sh"))
    subprocess.run([shell, str(packages), *told], env={"PATH": str(tmp_path)}, check=True)
    calls = tmp_path / "calls"
    asked = calls.read_text(encoding="utf-8").split("\n") if calls.exists() else []
    wanted = ["update", f"install --yes --no-install-recommends {installed}", ""]
    assert asked == (wanted if installed else [])
