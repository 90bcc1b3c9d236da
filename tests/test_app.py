"""`kamerbrief app`: what it refuses, what Voilà is told, and the walk as pages."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from kamerbrief import app, lab
from kamerbrief.app import prepared
from kamerbrief.app.page import context
from kamerbrief.app.settings import settings
from kamerbrief.app.walk import walks
from kamerbrief.cli import main, parser

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
TEMPLATES = Path(app.__file__).parent


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind((app.HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def told(**changed: Any) -> Any:
    """The configuration under which the project's notebooks are served."""
    given: dict[str, Any] = {"host": app.HOST, "port": 8866}
    return settings(NOTEBOOKS, walks(NOTEBOOKS), **(given | changed))


# ── the command ───────────────────────────────────────────────────────────────────────────────


def test_the_app_listens_to_this_machine_only_unless_told_otherwise() -> None:
    assert parser().parse_args(["app"]).host == "127.0.0.1"
    assert parser().parse_args(["app", "--host", "0.0.0.0"]).host == "0.0.0.0"


@pytest.mark.parametrize(
    "arguments",
    [
        ["app", "--port", "0"],
        ["app", "--port", "many"],
        ["app", "notebook.ipynb"],
    ],
)
def test_a_usage_error_is_one_line_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert re.fullmatch(r"kamerbrief( app)?: .+ --help\n", capsys.readouterr().err)


def test_without_voila_the_command_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["app"]) == 2
    assert capsys.readouterr().err == (
        "kamerbrief app: Voilà is not installed; run: pip install 'kamerbrief[app]'\n"
    )


def test_a_taken_port_is_refused_in_one_line_with_the_way_out(
    taken_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["app", "--port", str(taken_port)]) == 2
    assert capsys.readouterr().err == (
        f"kamerbrief app: port {taken_port} is taken; stop what runs there, or choose another: "
        f"make app PORT={taken_port + 1} or kamerbrief app --port {taken_port + 1}\n"
    )


def test_without_notebooks_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab, "__file__", str(tmp_path / "src" / "kamerbrief" / "lab" / "x.py"))
    assert main(["app"]) == 2
    assert "kamerbrief app: no notebook en/00-letter.ipynb was found" in capsys.readouterr().err


# ── what Voilà is told ────────────────────────────────────────────────────────────────────────


def test_the_address_the_port_and_no_other_port_are_told() -> None:
    config = told(host="0.0.0.0", port=8890)
    assert (config.Voila.ip, config.Voila.port, config.Voila.port_retries) == ("0.0.0.0", 8890, 0)


def test_no_source_no_traceback_no_file_and_no_other_template_is_to_be_had() -> None:
    voila = told().VoilaConfiguration
    assert voila.strip_sources
    assert not voila.show_tracebacks
    assert voila.file_allowlist == []
    assert (voila.allow_template_override, voila.allow_theme_override) == ("NO", "NO")


def test_settings_that_somebody_has_for_another_app_of_voila_stay_aside() -> None:
    assert told().Voila.config_file_paths == []


def test_kernels_are_forked_where_that_can_be_and_started_anew_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert told().KernelProvisionerFactory.default_provisioner_name == "kamerbrief"
    (entry,) = entry_points(group="jupyter_client.kernel_provisioners", name="kamerbrief")
    assert entry.load() is prepared.Forked
    monkeypatch.delattr(os, "fork")
    assert "KernelProvisionerFactory" not in told()


def test_idle_kernels_are_ended_and_dead_ones_not_replaced_behind_their_page() -> None:
    config = told()
    assert config.MappingKernelManager.cull_interval > 0
    assert 0 < config.MappingKernelManager.cull_idle_timeout <= 3600
    assert config.KernelRestarter.restart_limit == 0


def test_what_speaks_of_menus_is_left_out() -> None:
    style = (TEMPLATES / "static" / "app.css").read_text(encoding="utf-8")
    assert re.search(r"\.kb-lab-only \{\s*display: none;", style)
    for file in NOTEBOOKS.glob("*/*.ipynb"):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            shown = re.sub(
                r'<div class="kb-lab-only">.*?</div>', "", "".join(cell["source"]), flags=re.S
            )
            assert "→" not in shown, (file, cell["id"])


def test_a_template_is_told_which_page_it_draws() -> None:
    hook = told().VoilaConfiguration.page_config_hook
    page = hook({"baseUrl": "/"}, notebook_path="en/02-survey.ipynb", settings={})
    assert page["baseUrl"] == "/"
    assert page["kamerbrief"]["title"] == "The survey"


# ── the walk as pages ─────────────────────────────────────────────────────────────────────────


def test_the_ends_of_the_walk_have_one_neighbour_and_the_others_two() -> None:
    for walk in walks(NOTEBOOKS).values():
        pages = [context(walk, stop, walks(NOTEBOOKS)) for stop in walk.stops]
        assert [bool(page["previous"]) for page in pages] == [False] + [True] * (len(pages) - 1)
        assert [bool(page["next"]) for page in pages] == [True] * (len(pages) - 1) + [False]
        assert [page["is_first"] for page in pages] == [True] + [False] * (len(pages) - 1)


def test_a_notebook_that_is_not_there_is_no_stop(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    for name in ("00-letter", "05-budget"):
        heading = {"cell_type": "markdown", "source": ["# A heading\n", "\n", "Prose."]}
        file = tmp_path / "en" / f"{name}.ipynb"
        file.write_text(json.dumps({"cells": [heading]}), encoding="utf-8")
    (walk,) = walks(tmp_path).values()
    assert [stop.name for stop in walk.stops] == ["00-letter", "05-budget"]
    assert walk.around(walk.stops[0]) == (None, walk.stops[1])


def test_a_page_leads_to_the_same_page_of_every_other_edition() -> None:
    everything = walks(NOTEBOOKS)
    for edition, walk in everything.items():
        for stop in walk.stops:
            others = context(walk, stop, everything)["editions"]
            assert edition not in {other["lang"] for other in others}
            assert [other["address"].split("/")[-2:] for other in others] == [
                [name, f"{stop.name}.ipynb"] for name in everything if name != edition
            ]


def test_no_file_of_the_app_names_another_host() -> None:
    files = [path for folder in ("template", "static") for path in (TEMPLATES / folder).iterdir()]
    named = [
        url for file in files for url in re.findall(r"//[\w.-]+\.\w+", file.read_text("utf-8"))
    ]
    assert named == ["//www.w3.org"]  # the name of SVG, which nobody fetches
