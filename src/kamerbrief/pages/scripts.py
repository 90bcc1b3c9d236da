"""What a page runs and how it looks, as the few files that all pages share."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from kamerbrief.notebook.chart import plotly_js
from kamerbrief.scenes import theme

HERE: Final = Path(__file__).parent
WIDGETS: Final = {  # the front ends that Jupyter shows too
    "number": ("number.js",),
    "chart": ("chart.js", "saving.js"),
    "letter": ("letter.js",),
    "address": ("address.js",),
}
OWN: Final = ("model.js", "asking.js", "explorer.js", "questions.js", "downloads.js", "start.js")
EXPORT: Final = re.compile(r"^export (default )?(\{[^}]*\});$", re.MULTILINE)


def assets() -> dict[str, bytes]:
    """The files that every page asks for, by name."""
    return {
        "explorers.js": explorers_script().encode("utf-8"),
        "page.js": _read("page.js", "slides.js", "terms.js").encode("utf-8"),
        "page.css": sheet().encode("utf-8"),
        "plotly.js": plotly_js(),
        "icon.svg": (HERE / "static" / "icon.svg").read_bytes(),
    }


def explorers_script() -> str:
    """All that makes a page's explorers move, as one script: a page that is a file can load no modules."""
    parts = [_notebook("handing.js"), *(_widget(name) for name in WIDGETS)]
    parts += [(HERE / "web" / name).read_text(encoding="utf-8") for name in OWN]
    head = 'const page = JSON.parse(document.getElementById("kb-page").textContent);'
    begin = ['"use strict";', "kbSlides();", head, "const widgets = {};", "const explorers = [];"]
    return "\n".join(["(() => {", *begin, *parts, "})();\n"])


def _widget(name: str) -> str:
    """A widget's module as a block that puts its default export under its name."""
    source = "\n".join(map(_notebook, WIDGETS[name]))
    body = EXPORT.sub(lambda found: f"widgets.{name} = {found[2]};" if found[1] else "", source)
    return f"{{\n{body}\n}}"


def sheet() -> str:
    """The style sheet of a page; on paper its colours are those of a light page."""
    light = "".join(f"--kb-{token}:{value};" for token, value in theme.LIGHT.items())
    rules = _read("page.css", "controls.css", "reading.css", "slides.css")
    return f"{theme.stylesheet()}\n{rules}\n@media print{{body.kb-app{{{light}}}}}\n"


def _read(*names: str) -> str:
    return "\n".join((HERE / "static" / name).read_text(encoding="utf-8") for name in names)


def _notebook(name: str) -> str:
    return files("kamerbrief.notebook").joinpath(name).read_text(encoding="utf-8")
