"""A class's guesses pooled on the teacher's screen: typed or pasted, and shown against the truth."""

from __future__ import annotations

import ipywidgets as widgets

from kamerbrief.notebook.cells import row
from kamerbrief.notebook.chart import Chart
from kamerbrief.scenes.badges import refusal
from kamerbrief.scenes.pool import pooled_scene
from kamerbrief.scenes.predictions import guess_control
from kamerbrief.scenes.wording import Wording


class Pooling(widgets.VBox):
    """A field for a line of numbers, and what the class guessed as columns beside the truth.

    Args:
        topic: of the prediction.
        words: the edition.
    """

    def __init__(self, topic: str, words: Wording) -> None:
        self._topic, self._words = topic, words
        self.typed = widgets.Text(
            description=words.text("pool.label", unit=guess_control(topic, words).unit),
            placeholder=words.text("pool.placeholder"),
            continuous_update=False,  # by letters, a quick click would come before the last of them
        )
        self.typed.add_class("kb-choice")
        self.show = widgets.Button(description=words.text("pool.show"))
        self.show.on_click(lambda _button: self._show())
        self._said = widgets.HTML()
        self.chart = Chart.said_by(words, "guesses")
        self._rows: list[widgets.Widget] = [self.typed, row(self.show), self._said]
        super().__init__(self._rows)

    @property
    def said(self) -> str:
        """What could not be read, as HTML; nothing when all could."""
        return str(self._said.value)

    def _show(self) -> None:
        scene = pooled_scene(self._words, self._topic, self.typed.value)
        self._said.value = refusal(scene.refused) if scene.refused else ""
        if scene.drawing:
            self.chart.show(scene.drawing, scene.reading, scene.source)
            self.children = [*self._rows, self.chart]
