"""The widget that shows a figure and its reading, with one plotly.js for the whole page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import anywidget
import traitlets

from kamerbrief.notebook.javascript import joined
from kamerbrief.scenes import theme
from kamerbrief.scenes.drawing import Drawing
from kamerbrief.scenes.wording import Wording

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


@cache
def plotly_js() -> bytes:
    """The plotly.js of the installed plotly package, minified, as UTF-8."""
    return files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()


SAYS: Final = ("waiting", "failed", "silent", "stopped", "svg", "png", "unsaved")


class Chart(anywidget.AnyWidget):
    """A figure with its reading as caption and its alternative text.

    Args:
        messages: what the page says instead of a chart, or beside one that nothing moves any more, and
            on the buttons that save it: the texts of ``SAYS``.
        lang: the language of reading, title and labels.
        name: of the file in which a reader saves it.
        shared: models of ipywidgets that other widgets have too, such as its ``layout``.
    """

    _esm = joined(Path(__file__).with_name("chart.js"))
    _css = theme.stylesheet()

    figure = traitlets.Unicode().tag(sync=True)
    reading = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    template = traitlets.Unicode().tag(sync=True)
    dark = traitlets.Dict().tag(sync=True)
    messages = traitlets.Dict().tag(sync=True)
    plotly = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, messages: Mapping[str, str], lang: str = "en", name: str = "chart", **shared: Any
    ) -> None:
        super().__init__(
            **shared,
            template=json.dumps(theme.template(), separators=(",", ":")),
            dark=theme.dark_colours(),
            messages=dict(messages),
            plotly=version("plotly"),
            lang=lang,
            name=name,
        )
        self.on_msg(self._answer)

    @classmethod
    def said_by(cls, words: Wording, name: str, **shared: Any) -> Chart:
        """A chart that says what an edition says.

        Args:
            words: the edition.
            name: of the file in which a reader saves it.
            shared: as in ``Chart``.
        """
        return cls({key: words.text(f"chart.{key}") for key in SAYS}, words.lang, name, **shared)

    def show(self, drawing: Drawing, reading: str, source: str) -> None:
        """Put a drawing, its reading and where it is from on the page, all in one message."""
        with self.hold_sync():
            self.figure = json.dumps(drawing, separators=(",", ":"))
            self.reading = reading
            self.source = source

    def _answer(self, _widget: Any, message: Any, _buffers: Any) -> None:
        match message:
            case {"kind": "plotly.js"}:
                self.send({"kind": "plotly.js"}, buffers=[plotly_js()])
            case {"kind": "alive"}:
                self.send({"kind": "alive"})


def as_figure(drawing: Drawing) -> Figure:
    """The plotly figure of a drawing, checked by plotly, in the theme.

    Raises:
        ValueError: plotly knows no such figure.
    """
    from plotly.graph_objects import Figure  # which takes longer than a first chart

    return Figure(drawing["data"], {**drawing["layout"], "template": theme.template()})
