"""The widget that shows a figure and its reading, with one plotly.js for the whole page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing


@cache
def plotly_js() -> bytes:
    """The plotly.js of the installed plotly package, minified, as UTF-8."""
    return files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()


SAYS: Final = ("waiting", "failed", "silent", "stopped")


class Chart(anywidget.AnyWidget):
    """A figure with its reading as caption and its alternative text.

    Args:
        messages: what the page says instead of a chart, or beside one that nothing moves any more: the
            texts of ``SAYS``.
    """

    _esm = Path(__file__).with_name("chart.js")
    _css = theme.stylesheet()

    figure = traitlets.Unicode().tag(sync=True)
    reading = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    template = traitlets.Unicode().tag(sync=True)
    dark = traitlets.Dict().tag(sync=True)
    messages = traitlets.Dict().tag(sync=True)
    plotly = traitlets.Unicode().tag(sync=True)

    def __init__(self, messages: Mapping[str, str], lang: str = "en") -> None:
        super().__init__(
            template=json.dumps(theme.template(), separators=(",", ":")),
            dark=theme.dark_colours(),
            messages=dict(messages),
            plotly=version("plotly"),
            lang=lang,
        )
        self.on_msg(self._answer)

    def show(self, drawing: Drawing, reading: str) -> None:
        """Put a drawing and its reading on the page, both in one message."""
        with self.hold_sync():
            self.figure = json.dumps(drawing, separators=(",", ":"))
            self.reading = reading

    def _answer(self, _widget: Any, message: Any, _buffers: Any) -> None:
        match message:
            case {"kind": "plotly.js"}:
                self.send({"kind": "plotly.js"}, buffers=[plotly_js()])
            case {"kind": "alive"}:
                self.send({"kind": "alive"})
