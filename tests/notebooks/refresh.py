"""Runs every notebook and stores what it says: `python -m tests.notebooks.refresh [NOTEBOOK ...]`.

Stored are plain text and HTML, never widget state, widget views, times or random ids, so that a
second run changes nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def notebooks() -> list[Path]:
    """Every notebook of every edition, in the order of the walk."""
    return sorted(NOTEBOOKS.glob("*/*.ipynb"))


def refresh(path: Path) -> bool:
    """Run a notebook and store its outputs; whether the file changed."""
    before = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute()
    after = nbformat.writes(stored(notebook)) + "\n"
    path.write_text(after, encoding="utf-8")
    return after != before


def stored(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as it is kept: nothing in it that differs from run to run."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(code_cells(notebook), start=1):
        cell.metadata.pop("execution", None)
        cell.execution_count = number
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = number
            if "data" in output:
                output.data.pop(WIDGET_VIEW, None)
    return notebook


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The code cells of a notebook, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or notebooks():
        changed = refresh(path)
        print(f"{'refreshed' if changed else 'unchanged'}  {path}")
