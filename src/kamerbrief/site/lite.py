"""JupyterLab in the browser, for whoever wants the code: JupyterLite with the Pyodide kernel."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Final

from kamerbrief.lab.saving import is_poster
from kamerbrief.site.tools import KERNEL, Tools

EXTENSIONS: Final = (KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget")
OVERRIDES: Final = Path(__file__).parents[1] / "lab" / "overrides.json"
PRELOADED: Final = ["micropip", "piplite", "kamerbrief-lab"]


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
    for file in (folder / "files").rglob("*.ipynb"):
        _json(file, without_posters(json.loads(file.read_text(encoding="utf-8"))))


def without_posters(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook without its pictures: in Lab the explorers themselves are a menu away."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output for output in cell["outputs"] if not is_poster(output)]
    return notebook


def _json(file: Path, data: object) -> None:
    file.write_text(json.dumps(data, indent=2), encoding="utf-8")
