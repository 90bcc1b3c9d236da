"""The pages of the site: each notebook to read first, the lists of all, the teacher's guides."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import jinja2
import nbconvert
import nbformat
from nbconvert.filters import markdown2html

from kamerbrief.app.page import context
from kamerbrief.app.slides import to_pages
from kamerbrief.app.walk import Stop, Walk
from kamerbrief.lab.saving import PICTURE, is_poster
from kamerbrief.scenes.language import said

HERE: Final = Path(__file__).parent
AROUND: Final = HERE.parents[0] / "app" / "template"
GUIDE: Final = "teachers-guide"
SAYS: Final = (
    "live",
    "fetching",
    "left",
    "starting",
    "opening",
    "ready",
    "failed",
    "again",
    "unshown",
)
GONE: Final = {"gone": "app.kernel-gone", "reload": "app.reload"}  # as the app says it
STANDING: Final = ("live", "offer", "progress", "code", "lab", "lab-how")
FETCHED: Final = ("pyodide.js", "pyodide.asm.js")  # by import, which counts nothing
LATER: Final = ("manager.js", "worker.js", "plotly.js")  # scripts that only a live page needs
COUNTED: Final = ("pyodide.asm.wasm", "stdlib.zip", "pyodide-lock.json", "explorers.zip")
MEGA: Final = 1e6


@dataclass(frozen=True)
class Parts:
    """Where what every page needs is, seen from the site's root.

    Args:
        assets: the name of the folder with styles, scripts and pictures.
        python: the name of the folder with Python.
        counted: bytes of Python, unpacked from what a server may pack, that a page counts.
        sent: bytes that one live page fetches from a server that packs what it sends.
    """

    assets: str
    python: str
    counted: int
    sent: int


def address(stop: Stop) -> str:
    """A page, seen from one in an edition's folder."""
    return f"../{stop.edition}/{stop.name}.html"


class Pages:
    """Writes the pages of a site.

    Args:
        notebooks: the folder that holds the editions' folders.
        walks: of all editions.
        parts: where the rest is.
    """

    def __init__(self, notebooks: Path, walks: Mapping[str, Walk], parts: Parts) -> None:
        self._notebooks = notebooks
        self._walks = walks
        self._parts = parts
        folders = [str(HERE / "template"), str(AROUND)]
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folders), autoescape=True, trim_blocks=True
        )

    def write(self, folder: Path) -> None:
        """Write all of them into a folder."""
        self._front(folder / "index.html", list(self._walks.values()), inside=False)
        for edition, walk in self._walks.items():
            (folder / edition).mkdir()
            self._front(folder / edition / "index.html", [walk], inside=True)
            for stop in walk.stops:
                file = folder / edition / f"{stop.name}.html"
                file.write_text(self._page(walk, stop), encoding="utf-8")
            guide = self._guide(walk, edition)
            (folder / edition / f"{GUIDE}.html").write_text(guide, encoding="utf-8")

    def _front(self, file: Path, walks: list[Walk], *, inside: bool) -> None:
        template = self._templates.get_template("front.html.j2")
        others = [walk for walk in self._walks.values() if walk not in walks]
        root = "../" if inside else ""
        file.write_text(
            template.render(
                walks=walks, others=others, root=root, guide=GUIDE, **self._around(root)
            ),
            encoding="utf-8",
        )

    def _guide(self, walk: Walk, edition: str) -> str:
        source = (self._notebooks / edition / f"{GUIDE}.md").read_text(encoding="utf-8")
        template = self._templates.get_template("guide.html.j2")
        html = markdown2html(to_pages(source))
        return template.render(walk=walk, body=html, **self._around("../"))

    def _page(self, walk: Walk, stop: Stop) -> str:
        path = self._notebooks / stop.path
        notebook: Any = nbformat.reads(path.read_text("utf-8"), as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = to_pages(cell.source)
            else:
                cell.metadata["kamerbrief"] = kind(cell)
        live = sum(cell.metadata.get("kamerbrief") == "live" for cell in notebook.cells)
        exporter = nbconvert.HTMLExporter(
            template_name="page",
            extra_template_basedirs=[str(HERE / "notebook")],
            extra_template_paths=[str(AROUND)],
            exclude_output_prompt=True,
            exclude_input_prompt=True,
            exclude_anchor_links=True,
            filters={"picture": picture, "lines": lines},
        )
        page = context(walk, stop, self._walks, home="index.html", address=address)
        about = {
            "page": page,
            "says": {
                name: walk.words.text(f"site.{name}", size=self._parts.sent / MEGA)
                for name in STANDING
            },
            "data": json.dumps(self._data(walk, live), sort_keys=True),
            "lab": f"../lite/lab/index.html?path={stop.path}",
            **self._around("../"),
        }
        html: str = exporter.from_notebook_node(notebook, {"site": about})[0]
        return html

    def _around(self, root: str) -> dict[str, str]:
        return {"assets": f"{root}{self._parts.assets}/", "worker": f"{root}sw.js"}

    def _data(self, walk: Walk, live: int) -> dict[str, Any]:
        """What the script that makes a page live needs to know."""
        assets, python = (f"../{name}/" for name in (self._parts.assets, self._parts.python))
        return {
            "assets": assets,
            "bytes": self._parts.counted,
            "files": [
                *(f"{python}{name}" for name in (*FETCHED, *COUNTED)),
                *(f"{assets}{name}" for name in LATER),
            ],
            "home": python,
            "live": live,
            "plotly": version("plotly"),
            "says": {name: _said_later(walk, name) for name in SAYS}
            | {name: walk.words.text(key) for name, key in GONE.items()},
            "worker": "../sw.js",
        }


def kind(cell: Any) -> str:
    """What becomes of a code cell when a page is made live: it is run (``live``), or read as it is."""
    if not cell.outputs:
        return "set-up"
    html = any("text/html" in output.get("data", {}) for output in cell.outputs)
    return "read" if html else "live"


def lines(text: str) -> list[str]:
    """The lines of what a cell says as HTML, the first of which is its sentence."""
    return [said(line) for line in text.split("\n")]


def picture(output: Any) -> dict[str, Any]:
    """The picture of an explorer: the name of its file, its size and what it shows in words."""
    data = base64.b64decode(output.data[PICTURE])
    width, height = struct.unpack(">II", data[16:24])
    alt = output.metadata[PICTURE]["alt"]
    return {"name": picture_name(data), "width": width, "height": height, "alt": alt}


def picture_name(data: bytes) -> str:
    """The name of a picture's file, after what is in it."""
    return f"{hashlib.sha256(data).hexdigest()[:16]}.png"


def pictures(notebooks: Path) -> dict[str, bytes]:
    """All pictures of explorers in the notebooks of all editions, by the name of the file."""
    found = {}
    for file in sorted(notebooks.glob("*/*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            for output in filter(is_poster, cell.get("outputs", [])):
                data = base64.b64decode(output["data"][PICTURE])
                found[picture_name(data)] = data
    return found


def _said_later(walk: Walk, name: str) -> str:
    """A message whose numbers the page itself fills in."""
    return walk.words.text(f"site.{name}", done="{done}", all="{all}", seconds="{seconds}")
