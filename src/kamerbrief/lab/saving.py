"""What of a notebook is written to disk: only what is the same on every machine.

JupyterLab saves by itself every two minutes. Without this, a reader who only looks would
change the notebooks' files: Lab adds the version of Python at hand, the random name of
every widget on screen, and how often a cell was run. A widget's output keeps its sentence.
"""

from typing import Any

LANGUAGE = {"name": "python"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def keep_portable(*, model: dict[str, Any], **_: Any) -> None:
    """Take this machine's details out of a notebook about to be saved."""
    if model["type"] == "notebook" and model["content"] is not None:
        make_portable(model["content"])


def make_portable(notebook: dict[str, Any]) -> None:
    """Take out of a notebook whatever differs between machines or from run to run."""
    notebook["metadata"]["language_info"] = dict(LANGUAGE)
    notebook["metadata"].pop("widgets", None)
    code_cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    for number, cell in enumerate(code_cells, start=1):
        cell["metadata"].pop("execution", None)
        cell["execution_count"] = number
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = number
            output.get("data", {}).pop(WIDGET_VIEW, None)
