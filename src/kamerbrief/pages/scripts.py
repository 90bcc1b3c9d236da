"""What a page runs and how it looks, as the few files that all pages share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kamerbrief.notebook.chart import plotly_js
from kamerbrief.notebook.javascript import joined
from kamerbrief.scenes import theme

HERE: Final = Path(__file__).parent
EXPORT: Final = re.compile(r"^export (default .*;\n)?", re.MULTILINE)


def assets() -> dict[str, bytes]:
    """The files that every page asks for, by name."""
    return {
        "explorers.js": explorers_script().encode("utf-8"),
        "page.js": _read("page.js", "terms.js").encode("utf-8"),
        "page.css": sheet().encode("utf-8"),
        "plotly.js": plotly_js(),
        "icon.svg": (HERE / "static" / "icon.svg").read_bytes(),
    }


def explorers_script() -> str:
    """All that makes a page's explorers move, as one script: a page that is a file can load no modules."""
    script = EXPORT.sub("", joined(HERE / "web" / "start.js"))
    return f'"use strict";\n{{\n{script}}}\n'  # in a block, which keeps its names to itself


def sheet() -> str:
    """The style sheet of a page; on paper its colours are those of a light page."""
    light = theme.variables("light", theme.LIGHT)
    rules = _read("page.css", "controls.css", "reading.css", "slides.css")
    return f"{theme.stylesheet()}\n{rules}\n@media print{{body.kb-app{{{light}}}}}\n"


def _read(*names: str) -> str:
    return "\n".join((HERE / "static" / name).read_text(encoding="utf-8") for name in names)
