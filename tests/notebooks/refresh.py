"""Runs every notebook and stores what it says: `python -m tests.notebooks.refresh [NOTEBOOK ...]`.

Stored are plain text, HTML and a poster of each explorer, never widget state, widget views, times
or random ids, so that a second run changes nothing.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager as KernelManager
from nbclient import NotebookClient

from kamerbrief.editions import editions
from kamerbrief.lab.saving import keep_posters, make_portable
from tests.notebooks.posters import renew
from tests.notebooks.prose import ENGLISH, kept_up, markdown

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
    keep_up(notebook, path)
    kernels = KernelManager(kernel_name="python3", transport_encryption="auto")
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, kernels, resources=resources).execute(cleanup_kc=True)
    stored(notebook)
    keep_posters(notebook, nbformat.reads(before, as_version=4))
    renew(notebook, edition=edition_of(notebook))
    after: str = nbformat.writes(notebook) + "\n"
    path.write_text(after, encoding="utf-8")
    return after != before


def keep_up(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Bring up to date what of the prose is kept up by machine, where the walk has the notebook."""
    if path.parent.name in editions():
        sources = kept_up(notebook.cells, path.parent.name, path.stem)
        for cell, source in zip(markdown(notebook.cells), sources, strict=True):
            cell["source"] = source


def edition_of(notebook: nbformat.NotebookNode) -> str:
    """The edition that a notebook opens in its set-up."""
    opened = (re.search(r'open_edition\("([\w-]+)"\)', cell.source) for cell in notebook.cells)
    return next((match[1] for match in opened if match), ENGLISH)


def stored(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as it is kept: nothing in it that differs from run to run."""
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL})
    make_portable(notebook)
    return notebook


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or notebooks():
        changed = refresh(path)
        print(f"{'refreshed' if changed else 'unchanged'}  {path}")
