"""JupyterLab in the browser, for whoever wants the code: JupyterLite with the Pyodide kernel."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any, Final

from kamerbrief.lab.saving import is_poster
from kamerbrief.site.tools import KERNEL, SiteError, Tools

EXTENSIONS: Final = (KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget")
OVERRIDES: Final = Path(__file__).parents[1] / "lab" / "overrides.json"
PRELOADED: Final = ["micropip", "piplite", "kamerbrief-lab"]
UNUSED: Final = (
    *("*.eot", "fa-*.svg", "*.ttf", "fa-*.woff"),  # fonts for browsers that cannot run Pyodide
    "files/*.png",  # for the README
)

# What no notebook of ours draws with, a third of JupyterLite's code, and a terminal, which needs a
# server: each is known by a word in its own files, and is asked for only when it is wanted.
DISABLED: Final = [f"@jupyterlab/{name}-extension" for name in ("mermaid", "terminal", "vega5")]
UNDRAWN: Final = {
    "mermaid": "mermaidAPI",
    "mermaid with elk": 'algorithm:"elk.layered"',
    "vega": "Unrecognized signal name",
    "vega-lite": "vega.github.io/schema/vega/",
    "xterm": "xterm-dom-renderer-owner",
}
CHUNK: Final = re.compile(r"\.e\((\d+)\)")


def write(tools: Tools, folder: Path, *, python: str, made: str) -> None:
    """Write JupyterLab with the notebooks into a folder.

    It is built in a new folder, since a second build in one forgets where Python is, and would ask a
    public host for it.

    Args:
        tools: that build it, and the notebooks' checkout.
        folder: where to.
        python: the name of the folder beside it that holds Python.
        made: when the notebooks were made, in seconds since 1970; Lab shows it.
    """
    work = tools.work / "lite"
    work.mkdir()
    home = f"../{python}/"
    kernel = {
        "pyodideUrl": f"../{home}pyodide.js",  # this one is seen from the page of Lab
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "packages": PRELOADED,
            "stdLibURL": f"{home}stdlib.zip",
            "lockFileURL": f"{home}pyodide-lock.json",
        },
    }
    site = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Kamerbrief",
            "disabledExtensions": DISABLED,
            "enableServiceWorkerCache": "true",
            "litePluginSettings": {f"{KERNEL}:kernel": kernel},
        },
    }
    build = {
        "apps": ["lab"],
        "contents": [str(tools.checkout / "notebooks")],
        "federated_extensions": [str(tools.extension(name)) for name in EXTENSIONS],
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": str(folder),
        "source_date_epoch": int(made),
    }
    _json(work / "jupyter-lite.json", site)
    _json(work / "jupyter_lite_config.json", {"LiteBuildConfig": build})
    shutil.copy(OVERRIDES, work)
    tools.run("jupyter-lite", "build", folder=work)
    for pattern in UNUSED:
        for file in [*folder.rglob(pattern)]:
            file.unlink()
    _keep_caching(folder / "service-worker.js")
    for file in undrawn(folder / "build"):
        file.unlink()
    for file in (folder / "files").rglob("*.ipynb"):
        _json(file, without_posters(json.loads(file.read_text(encoding="utf-8"))))


def _keep_caching(worker: Path) -> None:
    """Let Lab's service worker cache whenever it is started, not only when it is first activated."""
    text = worker.read_text(encoding="utf-8")
    at_first, always = "let enableCache=!1;", "let enableCache=!0;"
    if at_first not in text:
        raise SiteError(f"the service worker of JupyterLite does not hold {at_first} any more")
    worker.write_text(text.replace(at_first, always), encoding="utf-8")


def undrawn(build: Path) -> list[Path]:
    """The files of JupyterLite that only what we never draw with asks for.

    Raises:
        SiteError: JupyterLite is not what it was.
    """
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(build.rglob("*.js"))}
    numbers = {file.name.partition(".")[0]: file for file in texts if file.name[0].isdigit()}
    asks = {
        file: {numbers[number] for number in CHUNK.findall(text) if number in numbers}
        for file, text in texts.items()
    }
    cut: set[Path] = set()
    for name, word in UNDRAWN.items():
        found = {file for file in numbers.values() if word in texts[file]}
        if not found:
            raise SiteError(f"no file of JupyterLite holds {name} any more; see UNDRAWN")
        cut |= found
    wanted: set[Path] = set()
    ahead = [file for file in texts if file not in numbers.values()]
    while ahead:
        file = ahead.pop()
        if file not in wanted | cut:
            wanted.add(file)
            ahead += asks[file]
    return [file for file in numbers.values() if file not in wanted]


def without_posters(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook without its pictures: in Lab the explorers themselves are a menu away."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output for output in cell["outputs"] if not is_poster(output)]
    return notebook


def _json(file: Path, data: object) -> None:
    file.write_text(json.dumps(data, indent=2), encoding="utf-8")
