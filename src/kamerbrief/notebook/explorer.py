"""An explorer in a notebook: its scenes shown by ipywidgets."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import ipywidgets as widgets
from ipywidgets.widgets.widget_string import HTMLStyle

from kamerbrief.notebook.cells import Shown, made
from kamerbrief.notebook.chart import Chart, as_figure
from kamerbrief.notebook.controls import widget_of
from kamerbrief.notebook.guesses import guesses
from kamerbrief.notebook.number import Number
from kamerbrief.scenes.scene import Plan, Scene, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plotly.graph_objects import Figure as PlotlyFigure

_opened: WeakValueDictionary[str, Explorer] = WeakValueDictionary()


def opened() -> tuple[Explorer, ...]:
    """The explorers that are open in this process, of each name the last one."""
    return tuple(explorer for explorer in _opened.values() if explorer.comm is not None)


class Explorer(Shown):
    """A live figure: move a control, and the reading and the chart follow.

    Args:
        plan: what it is.
        start: arguments by name that start elsewhere than at their default.

    Raises:
        OutOfRange: an argument that does not exist, or a value it cannot have.
    """

    def __init__(self, plan: Plan, start: Mapping[str, Any]) -> None:
        self._plan = plan
        self._words = plan.words
        state = plan.state(start)
        # Each widget would bring a layout and a style of its own, and a comm for each of them.
        self._shared = {"layout": widgets.Layout()}
        self._html = {**self._shared, "style": HTMLStyle()}
        self.chart = Chart.said_by(plan.words, plan.name, **self._shared)
        self._notes = {control.name: widgets.HTML(**self._html) for control in plan.controls}
        self._quiet = False
        self._table = widgets.HTML(**self._html)
        self.controls: dict[str, Any] = {
            c.name: widget_of(c, **self._shared) for c in plan.controls
        }
        for name, widget in self.controls.items():
            widget.observe(lambda _change, name=name: self._move(name), names="value")
        self._build()
        self._show(plan.scene(state, guesses))
        _opened[plan.name] = self
        made(self)

    # ── what others may rely on ───────────────────────────────────────────────────────────────

    @property
    def name(self) -> str:
        """What it is called in code, such as ``"budget_split"``."""
        return self._plan.name

    @property
    def scene(self) -> Scene:
        """What is now shown, as data."""
        return self._scene

    @property
    def result(self) -> Any:
        """What was computed for the present state; none where there is nothing to show."""
        return self._scene.result

    @property
    def state(self) -> State:
        """The value of every control by name."""
        return {name: widget.value for name, widget in self.controls.items()}

    @property
    def figure(self) -> PlotlyFigure:
        """The plotly figure now shown."""
        return as_figure(self._scene.drawing)

    @property
    def reading(self) -> str:
        """The sentence now shown: what the chart says."""
        return self.chart.reading

    @property
    def assumptions(self) -> dict[str, Any]:
        """The controls by name that hold a figure and have been moved: the reader's assumptions."""
        return {name: self.controls[name] for name in self._scene.assumptions}

    @property
    def source(self) -> str:
        """Where what is now shown is from: lines of the letter, sources, and the settings at work."""
        return self._scene.source

    @property
    def code(self) -> str:
        """The call that opens this explorer in its present state."""
        return self._scene.code

    def reset(self) -> None:
        """Bring every control back to its default."""
        self._show(self._plan.scene(self._plan.default, guesses))

    def __repr__(self) -> str:
        return self.reading

    # ── from a move to what is seen ───────────────────────────────────────────────────────────

    def go(self, settings: Mapping[str, str]) -> None:
        """Go where an address says: texts by control, the others at their default.

        Raises:
            OutOfRange: a setting that does not exist, or a value it cannot have; then all are at
                their default.
        """
        state = self._plan.default
        try:
            state = self._plan.addressed(settings)
        finally:
            self._show(self._plan.scene(state, guesses))

    def _move(self, name: str) -> None:
        if not self._quiet:
            moved = {name: self.controls[name].value}
            self._show(self._plan.after(self._scene.state, moved, guesses))

    def mark_guess(self, topic: str) -> None:
        """Draw anew where the reader's guess at a topic is a mark."""
        if self._plan.guessed and self._plan.guessed[0] == topic:
            self._show(self._plan.scene(self._scene.state, guesses))

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def _show(self, scene: Scene) -> None:
        """Put a scene on the page."""
        self._scene = scene
        with self._quietly():
            for name, value in scene.state.items():
                widget = self.controls[name]
                widget.value = value
                if isinstance(widget, Number):
                    widget.message = scene.messages.get(name, "")
                if hasattr(widget, "follow"):
                    widget.follow(scene.state)
        self.chart.show(scene.drawing, scene.reading, scene.source)
        self._table.value = scene.table
        for name, note in self._notes.items():
            note.value = scene.badges.get(name, "")
            if hasattr(self.controls[name], "disabled"):
                self.controls[name].disabled = name in scene.locked
        self._reset.disabled = not scene.settings
        self._show_code()

    # ── what stands around the chart ──────────────────────────────────────────────────────────

    def _build(self) -> None:
        row = widgets.Box(
            [self._cell(c.name) for c in self._plan.controls if not c.locks], **self._shared
        )
        row.add_class("kb-controls")
        self._reset = widgets.Button(description=self._words.text("explorer.reset"), **self._shared)
        self._reset.on_click(lambda _button: self.reset())
        self._as_code = widgets.ToggleButton(
            description=self._words.text("explorer.as-code"),
            tooltip="",  # else "null" is shown
            **self._shared,
        )
        self._as_code.observe(lambda _change: self._show_code(), names="value")
        self._code = widgets.HTML(**self._html)
        homes = widgets.HTML(self._plan.figures(), **self._html)
        homes.add_class("kb-full")
        footer = widgets.Box([self._reset, self._as_code, self._code, homes], **self._shared)
        footer.add_class("kb-footer")
        super().__init__([row, self.chart, self._table, footer], **self._shared)
        self.add_class("kb-explorer")

    def _cell(self, name: str) -> widgets.VBox:
        """A control above its badge, with the box that locks it."""
        lock = [self.controls[c.name] for c in self._plan.controls if c.locks == name]
        cell = widgets.VBox([self.controls[name], self._notes[name], *lock], **self._shared)
        cell.add_class("kb-control")
        if self._plan.control(name).wide:
            cell.add_class("kb-wide")
        return cell

    def _show_code(self) -> None:
        """Say the call where it is asked for; elsewhere each move would send it for nobody."""
        self._code.value = f"<code>{escape(self.code)}</code>" if self._as_code.value else ""
