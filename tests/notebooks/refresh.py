"""Runs every notebook and stores what it says: `python -m tests.notebooks.refresh [NOTEBOOK ...]`.

Stored are plain text and HTML, never widget state, widget views, times or random ids, so that a
second run changes nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager as KernelManager
from nbclient import NotebookClient

from kamerbrief.lab.saving import make_portable

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def notebooks() -> list[Path]:
    """Every notebook of every edition, in the order of the walk."""
    return sorted(NOTEBOOKS.glob("*/*.ipynb"))


def refresh(path: Path) -> bool:
    """Run a notebook and store its outputs; whether the file changed."""
    before = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)
    kernels = KernelManager(kernel_name="python3", transport_encryption="auto")
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, kernels, resources=resources).execute(cleanup_kc=True)
    after: str = nbformat.writes(stored(notebook)) + "\n"
    path.write_text(after, encoding="utf-8")
    return after != before


def stored(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as it is kept: nothing in it that differs from run to run."""
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL})
    make_portable(notebook)
    return notebook


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or notebooks():
        changed = refresh(path)
        print(f"{'refreshed' if changed else 'unchanged'}  {path}")
