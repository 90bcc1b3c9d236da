"""Ours with plotly's own widget in place of Chart: https://plotly.com/python/figurewidget/ ."""

from __future__ import annotations

from collections.abc import Mapping
from unittest.mock import patch

import ipywidgets as widgets
from IPython.display import display
from plotly.graph_objects import FigureWidget

from kamerbrief import open_edition
from kamerbrief.notebook.chart import as_figure
from kamerbrief.scenes import scene as base
from kamerbrief.scenes.drawing import Drawing
from tests.bench.peers.sample import FIRST, LAST


class PlotlyChart(widgets.VBox):
    """A reading above plotly's widget, updated in place."""

    reading = ""

    def __init__(self, messages: Mapping[str, str], lang: str = "en") -> None:
        self.caption = widgets.HTML()
        self.plot = FigureWidget()
        super().__init__([self.caption, self.plot])

    def show(self, drawing: Drawing, reading: str) -> None:
        """Put a drawing and its reading on the page."""
        self.reading = self.caption.value = reading
        new = as_figure(drawing)
        with self.plot.batch_update():
            if not self.plot.data:
                self.plot.add_traces(new.data)
            for old, trace in zip(self.plot.data, new.data, strict=True):
                old.update(trace)
            self.plot.layout.update(new.layout)


show, explore, ask = open_edition("en")
with patch.object(base, "Chart", PlotlyChart):
    explorer = explore.sample_size()
explorer.controls["n"].stops = list(range(FIRST, LAST + 1))
display(explorer)
