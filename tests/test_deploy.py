"""What serves the notebooks to many: the image, Binder's files, the hub's values, and their page."""

from __future__ import annotations

import http.server
import json
import re
import shlex
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml  # type: ignore[import-untyped]

from kamerbrief import lab
from kamerbrief.app.server import BURST, RATE
from kamerbrief.cli import parser, run_app

ROOT: Final = Path(__file__).parents[1]
DEPLOY: Final = ROOT / "deploy"
SYNC: Final = re.compile(r"uv sync --locked (--no-dev|--only-group hub)\b")
HUB_CHART: Final = "4.4.0"
MEGABYTES: Final = {"M": 1, "G": 1000}


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, each on one line, without its comments."""
    lines = [line for line in text("Dockerfile").splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", "")
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined.splitlines())]


def stage(name: str) -> dict[str, str]:
    """The last of each kind of instruction in a stage."""
    found: dict[str, str] = {}
    inside = False
    for word, rest in instructions():
        if word == "FROM":
            inside = rest.endswith(f" AS {name}")
        elif inside:
            found[word] = rest
    assert found, f"the Dockerfile has no stage {name}"
    return found


def values() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(text("deploy/zero-to-jupyterhub.yaml"))
    return loaded


def rows(markdown: str) -> dict[str, str]:
    """The first two columns of all tables."""
    cells = [line.strip("|").split("|") for line in markdown.splitlines() if line.startswith("| ")]
    return {row[0].strip(): row[1].strip() for row in cells}


MEASURED: Final = rows(text("README.md").partition("\n## Measured\n")[2])
PAGE: Final = text("deploy/README.md")


def section(title: str) -> str:
    """A section of the page."""
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def measured(start: str) -> list[float]:
    """The figures of the row in README that begins so."""
    (found,) = [figures for name, figures in MEASURED.items() if name.startswith(start)]
    return [float(figure) for figure in re.findall(r"[\d.]+", found)]


@pytest.mark.parametrize(
    ("path", "pattern"),
    [("Dockerfile", r"^ARG UV_VERSION=(.+)$"), (".binder/postBuild", r"pip install .*uv==(\S+)")],
)
def test_everybody_installs_the_same_uv(path: str, pattern: str) -> None:
    wanted = re.search(r"^UV_VERSION := (.+)$", text("Makefile"), re.MULTILINE)
    found = re.search(pattern, text(path), re.MULTILINE)
    assert wanted
    assert found
    assert found[1] == wanted[1]


@pytest.mark.parametrize("path", ["Dockerfile", ".binder/postBuild"])
def test_packages_come_from_the_lock_file_and_from_nowhere_else(path: str) -> None:
    lines = [line for line in text(path).splitlines() if not line.startswith("#")]
    assert [line for line in lines if "uv sync" in line]
    assert not [line for line in lines if "uv sync" in line and not SYNC.search(line)]
    assert all("uv==" in line for line in lines if "pip install" in line)


def test_what_the_image_is_built_from_reaches_the_builder() -> None:
    ignored = text(".dockerignore").splitlines()
    sent = {line[1:] for line in ignored if line.startswith("!")}
    project = text("pyproject.toml")
    assert "*" in ignored
    assert {"pyproject.toml", "uv.lock", "README.md", "LICENSE", "src"} <= sent
    assert set(re.findall(r'^"(\w+)" = "kamerbrief/', project, re.MULTILINE)) <= sent
    assert all((ROOT / name).exists() for name in sent)


@pytest.mark.parametrize("name", ["alone", "hub"])
def test_what_runs_is_not_root_and_owns_the_notebooks(name: str) -> None:
    made = stage(name)
    user = made["USER"]
    assert user.isdecimal()
    assert int(user) > 0
    assert made["COPY"].endswith(f"--chown={user}:{user} /srv/notebooks /srv/notebooks")
    assert f"--uid {user} " in stage("base")["RUN"]


def test_without_a_word_more_the_image_is_the_app_open_to_its_port() -> None:
    last = [rest for word, rest in instructions() if word == "FROM"][-1]
    made = stage("alone")
    line = [*json.loads(made["ENTRYPOINT"]), *json.loads(made["CMD"])]
    asked = parser().parse_args(line[1:])
    assert last.endswith(" AS alone")
    assert line[0] == "kamerbrief"
    assert asked.run is run_app
    assert asked.host == "0.0.0.0"
    assert str(asked.port) in made["EXPOSE"].split()


def commands(markdown: str) -> list[list[str]]:
    """The lines of a page's shell blocks, as words."""
    blocks = re.findall(r"```sh\n(.+?)```", markdown, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines]


def test_what_the_page_runs_in_the_container_can_be_reached_where_it_says() -> None:
    runs = [line for line in commands(section("The container")) if line[:2] == ["docker", "run"]]
    assert len(runs) == 2
    for line in runs:
        given = line[line.index("kamerbrief") + 1 :] or json.loads(stage("alone")["CMD"])
        asked = parser().parse_args(given)
        assert asked.host == "0.0.0.0"
        assert line[line.index("-p") + 1] == f"{asked.port}:{asked.port}"


def health_check(port: int, other: int) -> int:
    """The exit status of the image's health check, asking these ports instead."""
    line = stage("alone")["HEALTHCHECK"].partition("CMD ")[2]
    words = shlex.split(line.replace("8866", str(port)).replace("8888", str(other)))
    assert words[:2] == ["python", "-c"]
    return subprocess.run([sys.executable, *words[1:]], capture_output=True, check=False).returncode


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((lab.HOST, 0))
        port: int = probe.getsockname()[1]
    return port


class Answers(http.server.BaseHTTPRequestHandler):
    """Answers with the status that its server has."""

    def do_GET(self) -> None:
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Any]:
    with http.server.HTTPServer((lab.HOST, 0), Answers) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.mark.parametrize(("status", "exit_status"), [(200, 0), (302, 0), (500, 1)])
def test_the_image_is_well_while_the_app_or_lab_answers(
    server: Any, status: int, exit_status: int
) -> None:
    server.status = status
    assert health_check(server.server_port, free_port()) == exit_status
    assert health_check(free_port(), server.server_port) == exit_status


def test_the_image_is_unwell_when_nothing_answers() -> None:
    assert health_check(free_port(), free_port()) == 1


def test_binder_finds_our_kernel_where_its_files_put_it() -> None:
    assert ".venv/bin/python -m ipykernel install --sys-prefix" in text(".binder/postBuild")
    assert "JUPYTER_PATH=$REPO_DIR/.venv/share/jupyter" in text(".binder/start")
    assert text(".binder/runtime.txt") == "python-3.13\n"
    for name in ("postBuild", "start"):
        assert (ROOT / ".binder" / name).stat().st_mode & 0o111
        subprocess.run(["bash", "-n", ROOT / ".binder" / name], check=True)


def test_the_hub_starts_lab_on_the_letter_as_the_command_does() -> None:
    singleuser = values()["singleuser"]
    line = lab.command(Path("/srv/notebooks"), 8888, browser=False, root=False)
    asked = [word for word in singleuser["cmd"][1:] if "cull" not in word]
    assert singleuser["cmd"][0] == json.loads(stage("hub")["CMD"])[0] == "jupyterhub-singleuser"
    assert asked
    assert set(asked) <= set(line)
    assert "--MappingKernelManager.cull_idle_timeout=900" in singleuser["cmd"]
    assert f"--LabApp.default_url={singleuser['defaultUrl']}" in line


def megabytes(size: str) -> int:
    """A size such as 512M."""
    return int(size[:-1]) * MEGABYTES[size[-1]]


def test_a_reader_on_a_hub_has_memory_for_what_was_measured() -> None:
    memory = values()["singleuser"]["memory"]
    (kernel,) = measured("kernel memory")
    notebooks = len(list((ROOT / "notebooks" / "en").glob("*.ipynb")))
    assert 4 * kernel < megabytes(memory["guarantee"])
    assert 2 * notebooks * kernel < megabytes(memory["limit"])


def test_nobody_enters_the_hub_by_a_password_that_everybody_can_read() -> None:
    assert "password:" not in text("deploy/zero-to-jupyterhub.yaml")


def test_page_and_values_speak_of_one_release_and_one_chart() -> None:
    version = re.search(r'^version = "(.+)"$', text("pyproject.toml"), re.MULTILINE)
    assert version
    assert values()["singleuser"]["image"]["tag"] == version[1]
    assert f"kamerbrief-hub:{version[1]} " in PAGE
    assert f"--version {HUB_CHART} " in text("deploy/zero-to-jupyterhub.yaml")
    assert HUB_CHART in section("What was not tried")


SYSTEM: Final = 1000
MACHINES: Final = [(2, 4000), (4, 8000), (8, 16000)]


def test_the_container_of_the_app_has_more_memory_than_a_hundred_readers_take() -> None:
    found = re.search(r"--memory (\d+)m ", PAGE)
    assert found
    assert 2 * measured("memory of the app's server")[2] < int(found[1])


@pytest.mark.parametrize(("cores", "memory"), MACHINES)
def test_the_readers_of_a_hub_follow_from_what_each_is_guaranteed(cores: int, memory: int) -> None:
    each = megabytes(values()["singleuser"]["memory"]["guarantee"])
    readers = (memory - SYSTEM) // each
    row = f"| {cores} cores, {memory // 1000} GB | ({memory} − {SYSTEM}) / {each} = {readers} |"
    assert row in PAGE


def test_the_page_says_the_limits_of_the_server() -> None:
    assert f"{RATE} questions a second, and {BURST} at once" in " ".join(PAGE.split())


def test_every_link_of_the_page_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    titles = {
        path: [
            re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-")
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("#")
        ]
        for path in (DEPLOY / "README.md", ROOT / "README.md")
    }
    assert links
    for link in links:
        path, _, title = link.partition("#")
        file = (DEPLOY / path).resolve() if path else DEPLOY / "README.md"
        assert file.exists(), link
        assert not title or title in titles[file], link
