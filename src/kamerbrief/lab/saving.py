"""What of a notebook is written to disk: only what is the same on every machine.

JupyterLab saves by itself every two minutes. Without this, a reader who only looks would
change the notebooks' files: Lab adds the version of Python at hand, the random name of
every widget on screen, and how often a cell was run. A widget's output keeps its sentence,
and the picture that stands beside it in the file for those who look without running.
"""

import json
from pathlib import Path
from typing import Any

LANGUAGE = {"name": "python"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
PICTURE = "image/png"


def keep_portable(*, model: dict[str, Any], path: str = "", contents_manager: Any = None) -> None:
    """Take this machine's details out of a notebook about to be saved."""
    if model["type"] != "notebook" or model["content"] is None:
        return
    make_portable(model["content"])
    file = Path(getattr(contents_manager, "root_dir", ""), path)
    try:
        keep_posters(model["content"], json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return  # a new file, or one that is no notebook yet


def make_portable(notebook: dict[str, Any]) -> None:
    """Take out of a notebook whatever differs between machines or from run to run."""
    notebook["metadata"]["language_info"] = dict(LANGUAGE)
    notebook["metadata"].pop("widgets", None)
    for number, cell in enumerate(_code(notebook), start=1):
        cell["metadata"].pop("execution", None)
        cell["execution_count"] = number
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = number
            output.get("data", {}).pop(WIDGET_VIEW, None)


def keep_posters(notebook: dict[str, Any], before: dict[str, Any]) -> None:
    """Put back the pictures that running a notebook takes out, where the sentence is the same.

    Args:
        notebook: that was run.
        before: the same as it lies on disk.
    """
    old = {cell["id"]: cell["outputs"] for cell in _code(before)}
    for cell in _code(notebook):
        kept = [output for output in old.get(cell["id"], []) if is_poster(output)]
        if kept and _text(cell["outputs"]) == _text(old[cell["id"]]):
            cell["outputs"] = [
                *filter(lambda output: not is_poster(output), cell["outputs"]),
                *kept,
            ]


def is_poster(output: dict[str, Any]) -> bool:
    """Whether an output of a cell is the picture of an explorer."""
    return output["output_type"] == "display_data" and PICTURE in output["data"]


def _code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _text(outputs: list[dict[str, Any]]) -> list[str]:
    """What a cell says, whether it is kept as one text or in lines."""
    texts = (output.get("data", {}).get("text/plain", "") for output in outputs)
    return [said for text in texts if (said := "".join(text))]
