"""Where a reader keeps scenarios: by name, in a table and a chart, with files to download and upload."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from kamerbrief.notebook.cells import Shown, made, row
from kamerbrief.notebook.chart import Chart
from kamerbrief.notebook.explorer import Explorer, opened
from kamerbrief.notebook.files import Giving, Taking
from kamerbrief.scenes.badges import refusal, status
from kamerbrief.scenes.budget import Scenario
from kamerbrief.scenes.saved import EXPLORER, Action, SavedScene, saved_scene
from kamerbrief.scenes.scenarios import LARGEST, as_entry, read_entries
from kamerbrief.scenes.wording import Wording

# Those of this process, as a file holds them, so that a cell which runs again has not lost them.
kept: list[dict[str, Any]] = []


class Shelf(Shown):
    """Scenarios by name: saved from the explorer of the budget, and shown in it again.

    Args:
        words: the edition.
    """

    def __init__(self, words: Wording) -> None:
        self._words = words
        self.files = Giving()
        # Sent as a whole when it is left: sent by letters, a quick click would come before the last.
        self.name = widgets.Text(
            description=words.text("scenarios.name.label"), continuous_update=False
        )
        self.name.add_class("kb-choice")
        self.save = self._button("save", self._save)
        self.choice = widgets.Dropdown(description=words.text("scenarios.choice.label"))
        self.choice.add_class("kb-choice")
        self.show = self._button("show", lambda: self._do(("show",)))
        self.remove = self._button("remove", lambda: self._do(("remove",)))
        self.csv = self._button("csv", lambda: self._do(("csv",)))
        self.json = self._button("json", lambda: self._do(("json",)))
        self.opening = Taking(
            words.text("scenarios.open"),
            ".json",
            LARGEST,
            lambda content: self._do(("open", content)),
        )
        self._said = widgets.HTML()
        self.chart = Chart.said_by(words, "scenarios")
        self._table = widgets.HTML()
        lead = widgets.HTML(f'<p lang="{words.lang}">{escape(words.text("scenarios.lead"))}</p>')
        self.having = widgets.VBox([self.choice, row(self.show, self.remove, self.csv, self.json)])
        self.compared = widgets.VBox([self.chart, self._table])
        above = [lead, self.name, row(self.save, self.opening), self.having, self._said]
        super().__init__([*above, self.compared, self.files])
        self.add_class("kb-explorer")
        self.add_class("kb-ask")
        self._do(("none",))
        made(self)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What is kept, in the order in which it was saved."""
        return read_entries(kept, self._words)

    @property
    def said(self) -> str:
        """What was said about the last request, as HTML."""
        return str(self._said.value)

    @property
    def reading(self) -> str:
        """What the chart shows, in a sentence; before anything is kept, what there is to do."""
        return self.chart.reading

    def __repr__(self) -> str:
        return self.reading

    # ── from what a reader asks for to what is seen ───────────────────────────────────────────

    def _button(self, name: str, do: Callable[[], object]) -> widgets.Button:
        button = widgets.Button(description=self._words.text(f"scenarios.{name}"))
        button.on_click(lambda _button: do())
        return button

    def _save(self) -> None:
        if not self._do(("save", self.name.value)).refused:
            self.name.value = ""

    def _do(self, action: Action) -> SavedScene:
        """The scene after an action, once it is kept and shown."""
        explorer = next((one for one in opened() if one.name == EXPLORER), None)
        budget = explorer.scene.state if explorer else None
        chosen = self.choice.value or ""
        scene = saved_scene(self._words, kept, chosen, action, budget, _refused(explorer))
        kept[:] = map(as_entry, scene.kept)
        if explorer and scene.budget is not None:
            explorer.go(scene.budget)
        if scene.file:
            self.files.hand(scene.file.name, scene.file.media_type, scene.file.content)
        self._show(scene)
        return scene

    def _show(self, scene: SavedScene) -> None:
        """Put a scene on the page."""
        if scene.said:
            said = status(escape(scene.said), self._words)
            self._said.value = refusal(scene.said) if scene.refused else said
        self.choice.options = scene.names
        self.choice.value = scene.chosen or None
        if scene.drawing:
            self.chart.show(scene.drawing, scene.reading, scene.source)
        else:
            self.chart.reading = scene.reading
        self._table.value = scene.table
        for box in (self.having, self.compared):  # last, for a chart on screen wants a figure
            box.layout.display = "" if scene.kept else "none"


def _refused(explorer: Explorer | None) -> str:
    """Why an explorer has not taken what was typed there last; empty where it has."""
    controls = explorer.controls.values() if explorer else ()
    return next((c.message for c in controls if getattr(c, "message", "")), "")
