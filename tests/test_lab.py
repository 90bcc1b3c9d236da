"""`kamerbrief lab`: what it refuses, how it starts Lab, and what Lab then does."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from kamerbrief import lab
from kamerbrief.cli import main
from kamerbrief.lab.saving import PICTURE, WIDGET_VIEW, is_poster, keep_portable
from tests.browser.lab import stop
from tests.ignoring import IGNORING

ENDING: Final = 60  # seconds that a busy machine may take to end
SETTINGS = json.loads(Path(lab.__file__).with_name("overrides.json").read_text(encoding="utf-8"))


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind((lab.HOST, 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((lab.HOST, 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of notebooks with the first notebook in it."""
    view = {"text/plain": "A sentence.", WIDGET_VIEW: {"model_id": "1f0e"}}
    output = new_output("execute_result", view, execution_count=7)
    cell = new_code_cell("1", id="one", outputs=[output], execution_count=7)
    metadata = {"language_info": {"name": "python", "version": "3.11.2"}, "widgets": {"1f0e": {}}}
    (tmp_path / "en").mkdir()
    nbformat.write(new_notebook(cells=[cell], metadata=metadata), tmp_path / lab.FIRST)
    monkeypatch.setattr(lab, "notebooks", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["lob"],
        ["lab", "--prot", "8890"],
        ["lab", "--port"],
        ["lab", "--port", "many"],
        ["lab", "--port", "0"],
        ["lab", "--port", "65536"],
    ],
)
def test_a_usage_error_is_one_line_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    said = capsys.readouterr()
    assert end.value.code == 2
    assert said.out == ""
    assert re.fullmatch(r"kamerbrief( lab)?: .+ --help\n", said.err)


def test_a_taken_port_is_refused_in_one_line_with_the_way_out(
    folder: Path, taken_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lab", "--port", str(taken_port)]) == 2
    assert capsys.readouterr().err == (
        f"kamerbrief lab: port {taken_port} is taken; stop what runs there, or choose another: "
        f"make lab PORT={taken_port + 1} or kamerbrief lab --port {taken_port + 1}\n"
    )


def test_without_jupyterlab_the_command_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["lab"]) == 2
    assert capsys.readouterr().err == (
        "kamerbrief lab: JupyterLab is not installed; run: pip install 'kamerbrief[lab]'\n"
    )


def test_without_notebooks_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab, "__file__", str(tmp_path / "src" / "kamerbrief" / "lab" / "x.py"))
    assert main(["lab"]) == 2
    assert "no notebook en/00-letter.ipynb was found" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["src/kamerbrief/notebooks", "notebooks"])
def test_the_notebooks_are_found_in_the_package_or_in_the_checkout(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "__file__", str(tmp_path / "src" / "kamerbrief" / "lab" / "x.py"))
    (tmp_path / place / "en").mkdir(parents=True)
    (tmp_path / place / lab.FIRST).touch()
    assert lab.notebooks() == tmp_path / place


def test_lab_is_started_on_the_first_notebook_and_on_no_other_port() -> None:
    line = lab.command(Path("/a folder"), 8890, browser=True, root=False)
    assert line[:3] == [sys.executable, "-m", "jupyterlab"]
    assert "--ServerApp.root_dir=/a folder" in line
    assert "--LabApp.default_url=/lab/tree/en/00-letter.ipynb" in line
    assert "--ServerApp.port=8890" in line
    assert "--ServerApp.port_retries=0" in line
    assert not {"--no-browser", "--allow-root"} & set(line)


def test_lab_listens_at_this_machine_alone_unless_told_otherwise() -> None:
    alone = lab.command(Path("/"), 8888, browser=True, root=False)
    open_to_all = lab.command(Path("/"), 8888, host="0.0.0.0", browser=True, root=False)
    assert "--ServerApp.ip=127.0.0.1" in alone
    assert "--ServerApp.ip=0.0.0.0" in open_to_all


@pytest.mark.parametrize(
    ("host", "start"),
    [("0.0.0.0", "http://127.0.0.1:8888/lab"), ("192.0.2.7", "http://192.0.2.7:8888/lab")],
)
def test_the_printed_address_is_one_that_this_machine_can_open(host: str, start: str) -> None:
    assert lab.address(8888, "secret", host=host).startswith(start)


def test_root_is_allowed_and_a_browser_left_out_where_asked() -> None:
    line = lab.command(Path("/"), 8888, browser=False, root=True)
    assert {"--no-browser", "--allow-root"} <= set(line)


def test_the_token_stays_off_the_command_line_and_the_readers_server_settings_stay_aside(
    tmp_path: Path,
) -> None:
    given = {"JUPYTER_CONFIG_DIR": "/mine", "PATH": "/bin"}
    environment = lab.environment(given, tmp_path, "secret")
    assert environment["JUPYTER_TOKEN"] == "secret"
    assert environment["PATH"] == "/bin"
    assert environment["JUPYTER_CONFIG_DIR"].startswith(str(tmp_path))
    assert environment["JUPYTERLAB_WORKSPACES_DIR"].startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("variables", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_known_by_its_variable_on_linux_and_taken_for_granted_elsewhere(
    variables: dict[str, str], platform: str, expected: bool
) -> None:
    assert lab.has_display(variables, platform) is expected


@pytest.mark.parametrize("plugin", SETTINGS)
def test_every_setting_is_one_that_the_installed_lab_knows(plugin: str) -> None:
    package, name = plugin.split(":")
    share = Path(sys.prefix, "share", "jupyter", "lab", "schemas")
    schema = json.loads((share / package / f"{name}.json").read_text(encoding="utf-8"))
    assert set(SETTINGS[plugin]) <= set(schema["properties"])


def test_no_news_is_fetched_and_no_kernel_asked_for() -> None:
    assert SETTINGS["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert SETTINGS["@jupyterlab/notebook-extension:tracker"]["autoStartDefaultKernel"] is True


def test_a_saved_notebook_keeps_its_sentence_and_loses_what_differs_per_machine(
    folder: Path,
) -> None:
    notebook = nbformat.read(folder / lab.FIRST, as_version=4)
    keep_portable(model={"type": "notebook", "content": notebook}, path=lab.FIRST)
    assert notebook.metadata == {"language_info": {"name": "python"}}
    cell = notebook.cells[0]
    assert cell.outputs[0].data == {"text/plain": "A sentence."}
    assert cell.execution_count == cell.outputs[0].execution_count == 1


def with_poster(notebook: Any) -> Any:
    """The same notebook with a poster in its first cell."""
    output = new_output("display_data", data={PICTURE: "iVBORw0KGgo="})
    notebook.cells[0].outputs.append(output)
    return output


def test_a_save_puts_the_poster_back_that_running_took_out(folder: Path) -> None:
    stored = nbformat.read(folder / lab.FIRST, as_version=4)
    poster = with_poster(stored)
    nbformat.write(stored, folder / lab.FIRST)
    for said, kept in (("A sentence.", [poster]), ("Another sentence.", [])):
        run = nbformat.read(folder / lab.FIRST, as_version=4)
        del run.cells[0].outputs[1:]
        run.cells[0].outputs[0].data["text/plain"] = said
        keep_portable(
            model={"type": "notebook", "content": run},
            path=lab.FIRST,
            contents_manager=SimpleNamespace(root_dir=str(folder)),
        )
        assert run.cells[0].outputs[1:] == kept


def test_a_saved_file_that_is_no_notebook_is_left_alone() -> None:
    model: dict[str, Any] = {"type": "file", "content": "as it was"}
    keep_portable(model=model)
    assert model == {"type": "file", "content": "as it was"}


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_lab_serves_the_address_it_prints_saves_portably_and_ends_with_its_kernels_when_told(
    folder: Path, free_port: int, tmp_path_factory: pytest.TempPathFactory, end: signal.Signals
) -> None:
    script = (
        "import sys; from pathlib import Path; from kamerbrief import lab, cli;"
        "lab.notebooks = lambda: Path(sys.argv[1]); sys.exit(cli.main(sys.argv[2:]))"
    )
    home = tmp_path_factory.mktemp("home")
    kept = {name: text for name, text in os.environ.items() if not name.startswith("JUPYTER")}
    command = [*IGNORING, sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(
        [*command, "lab", "--no-browser", "--host", "0.0.0.0", "--port", str(free_port)],
        env={**kept, "HOME": str(home), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            assert running.stdout is not None
            line = running.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, running.communicate(timeout=ENDING)
            address, token = found.group().split("?token=")
            notebook = nbformat.read(folder / lab.FIRST, as_version=4)
            with_poster(notebook)
            nbformat.write(notebook, folder / lab.FIRST)
            page = urllib.request.urlopen(f"{address}?token={token}", timeout=60).read().decode()
            api = f"http://{lab.HOST}:{free_port}/api"
            save(f"{api}/contents/{lab.FIRST}?token={token}")
            saved = nbformat.read(folder / lab.FIRST, as_version=4)
            urllib.request.urlopen(f"{api}/kernels?token={token}", b"{}", timeout=60).close()
            processes = psutil.Process(running.pid).children(recursive=True)
            for _ in range(2):  # as `timeout` does
                running.send_signal(end)
            rest, complaints = running.communicate(timeout=ENDING)
            _, left = psutil.wait_procs(processes, timeout=ENDING)
        finally:
            stop(running)
    assert address.endswith("/lab/tree/en/00-letter.ipynb")
    assert "jupyter-config-data" in page
    assert saved.metadata.language_info == {"name": "python"}
    assert [is_poster(output) for output in saved.cells[0].outputs] == [False, True]
    assert running.returncode == 0
    assert rest == ""
    assert "kamerbrief" not in complaints  # a kernel may complain, which is told while it starts
    assert len(processes) > 1
    assert left == []
    assert not (home / ".jupyter").exists()


def save(address: str) -> None:
    """Save a notebook as Lab does once it was run: what was read is written, without posters."""
    model = json.loads(urllib.request.urlopen(address, timeout=60).read())
    for cell in model["content"]["cells"]:
        cell["outputs"] = [output for output in cell["outputs"] if not is_poster(output)]
    body = json.dumps({"type": "notebook", "format": "json", "content": model["content"]})
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, body.encode(), headers, method="PUT")
    urllib.request.urlopen(request, timeout=60).close()


# ── whose notebooks ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebooks of an installed package."""
    monkeypatch.setattr(lab, "__file__", str(tmp_path / "kamerbrief" / "lab" / "__init__.py"))
    file = tmp_path / "kamerbrief" / "notebooks" / "en" / "00-letter.ipynb"
    file.parent.mkdir(parents=True)
    file.write_text("as installed")
    return file.parents[1]


def test_a_reader_of_an_installed_package_writes_into_copies_that_stay(
    package: Path, tmp_path: Path
) -> None:
    own = lab.readers(package, tmp_path / "home")
    assert own.is_relative_to(tmp_path / "home")
    (own / "en" / "00-letter.ipynb").write_text("changed")
    (package / "en" / "01-occasion.ipynb").write_text("came later")
    assert lab.readers(package, tmp_path / "home") == own
    assert (own / "en" / "00-letter.ipynb").read_text() == "changed"
    assert (own / "en" / "01-occasion.ipynb").read_text() == "came later"
    assert (package / "en" / "00-letter.ipynb").read_text() == "as installed"


def test_a_clone_and_a_folder_that_was_linked_in_are_served_as_they_are(
    package: Path, tmp_path: Path
) -> None:
    assert lab.readers(lab.notebooks().parent, tmp_path) == lab.notebooks().parent
    elsewhere = package.rename(tmp_path / "elsewhere")
    package.symlink_to(elsewhere)
    assert lab.readers(package, tmp_path / "home") == package
