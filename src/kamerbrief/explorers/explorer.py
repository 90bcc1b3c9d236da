"""The explorer: controls, one sentence, one chart and a quiet footer, wired together once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import ipywidgets as widgets
import traitlets

from kamerbrief.charts.chart import Chart
from kamerbrief.charts.figure import Drawing, as_figure, blank
from kamerbrief.charts.guess import Spot, with_guess
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Assumption, Figure, LetterClaim, read_ledger
from kamerbrief.explorers.address import Address, read, written
from kamerbrief.explorers.badges import assumed, badge, figure_badge, homed, source_line
from kamerbrief.explorers.cells import Shown, made
from kamerbrief.explorers.controls import Control, settings
from kamerbrief.explorers.guesses import guesses
from kamerbrief.explorers.number import Number, OutOfRange
from kamerbrief.explorers.spoken import labelled, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plotly.graph_objects import Figure as PlotlyFigure

State = dict[str, Any]
_opened: WeakValueDictionary[str, Explorer] = WeakValueDictionary()


class CannotShow(Exception):
    """A state that makes no sense, such as more answers than people; said in the reading.

    Args:
        key: the message that says so.
        values: what its placeholders stand for.
    """

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class Recipe:
    """What one explorer does, in the order data flows.

    ``uses`` are the figures in the chart that no control holds, ``tabled`` those whose badges stand in
    the table below it. ``guessed`` names the topic of a prediction, and says where in the chart of a
    result a reader's guess stands. The rest is for explorers whose
    controls hang together: ``settle`` gets the state before a move and the values that moved, and
    answers the state after it; ``origins`` says which figure a control's value is from in a state
    (``None``: the reader's own), for controls that have more homes than one; ``tabulate`` says the
    result as an HTML table.
    """

    name: str
    compute: Callable[..., Any]
    draw: Callable[[Any, Wording], Drawing]
    read: Callable[[Any, Wording], str]
    uses: tuple[str, ...] = ()
    guessed: tuple[str, Callable[[Any, float], Spot]] | None = None
    tabled: tuple[str, ...] = ()
    settle: Callable[[State, State], State] | None = None
    origins: Callable[[State], Mapping[str, Figure | None]] = lambda state: {}
    tabulate: Callable[[Any, Wording], str] | None = None


def opened() -> tuple[Explorer, ...]:
    """The explorers that are open in this process, of each name the last one."""
    return tuple(explorer for explorer in _opened.values() if explorer.comm is not None)


class Explorer(Shown):
    """A live figure: move a control, and the reading and the chart follow.

    Args:
        recipe: what it computes, draws and says.
        controls: what the reader can move, in reading order.
        words: the edition.
        start: arguments by name that start elsewhere than home.

    Raises:
        OutOfRange: an argument that does not exist, or a value it cannot have.
    """

    def __init__(
        self,
        recipe: Recipe,
        controls: Sequence[Control],
        words: Wording,
        start: Mapping[str, Any],
    ) -> None:
        self._recipe = recipe
        self._words = words
        self._controls = {control.name: control for control in controls}
        self.chart = Chart.said_by(words, recipe.name)
        self._address = Address(recipe.name, self._open)
        self._notes = {name: widgets.HTML() for name in self._controls}
        self._quiet = False
        self._table = widgets.HTML()
        self.controls: dict[str, Any] = {c.name: c.widget for c in controls}
        self._begin(start)
        for name, widget in self.controls.items():
            widget.observe(lambda _change, name=name: self._move(name), names="value")
        self._build()
        self._refresh()
        _opened[recipe.name] = self
        made(self)

    # ── what others may rely on ───────────────────────────────────────────────────────────────

    @property
    def name(self) -> str:
        """What it is called in code, such as ``"budget_split"``."""
        return self._recipe.name

    @property
    def result(self) -> Any:
        """What was computed for the present state; none where there is nothing to show."""
        return self._result

    @property
    def state(self) -> State:
        """The value of every control by name."""
        return {name: widget.value for name, widget in self.controls.items()}

    @property
    def figure(self) -> PlotlyFigure:
        """The plotly figure now shown."""
        return as_figure(self._drawing)

    @property
    def reading(self) -> str:
        """The sentence now shown: what the chart says."""
        return self.chart.reading

    @property
    def assumptions(self) -> dict[str, Any]:
        """The controls by name that hold a figure and have been moved: the reader's assumptions."""
        return {name: self.controls[name] for name in self._moved() if self._controls[name].origin}

    @property
    def source(self) -> str:
        """Where what is now shown is from: lines of the letter, sources, and the settings at work."""
        origins = self._origins
        marked = (c.origin for c in self._controls.values() if isinstance(c.origin, LetterClaim))
        held = (origin.id for origin in (*origins.values(), *marked) if origin)
        figures = [*self._recipe.uses, *self._recipe.tabled, *held]
        ours = [name for name, origin in origins.items() if isinstance(origin, Assumption)]
        yours = [name for name, origin in origins.items() if origin is None]
        fixed = assumed((*self._recipe.uses, *self._recipe.tabled), self._words)
        said = {
            whose: settings([self.controls[name] for name in names], self._words)
            for whose, names in (("ours", ours), ("yours", yours))
        }
        said["ours"] = "; ".join(filter(None, [said["ours"], fixed]))
        if self._recipe.guessed and self._recipe.guessed[0] in guesses:
            said["guess"] = guesses[self._recipe.guessed[0]].said
        return source_line(figures, said, self._words)

    def reset(self) -> None:
        """Bring every control home."""
        self._put({name: control.home for name, control in self._controls.items()})
        self._refresh()

    @property
    def code(self) -> str:
        """The call that opens this explorer in its present state."""
        moved = (f"{name}={self.controls[name].value!r}" for name in self._moved())
        return f"explore.{self._recipe.name}({', '.join(moved)})"

    def __repr__(self) -> str:
        return self.reading

    # ── from a move to what is seen ───────────────────────────────────────────────────────────

    def _begin(self, start: Mapping[str, Any]) -> None:
        before = self.state
        for name, value in start.items():
            if name not in self.controls:
                known = ", ".join(self.controls)
                explorer = self._recipe.name
                raise OutOfRange(
                    self._words.text(
                        "explorer.no-argument", explorer=explorer, name=name, known=known
                    )
                )
            try:
                if value is None and not getattr(self.controls[name], "none", ""):
                    raise traitlets.TraitError  # which traitlets itself spares whatever is None
                self.controls[name].value = value
            except traitlets.TraitError:
                raise OutOfRange(
                    self._words.text("explorer.no-value", name=name, value=repr(value))
                ) from None
        try:
            self._settle(before, {name: self.controls[name].value for name in start})
        except CannotShow as problem:
            raise OutOfRange(self._words.text(problem.key, **problem.values)) from None

    def go(self, settings: Mapping[str, str]) -> None:
        """Go where an address says: texts by control, the others at home.

        Raises:
            OutOfRange: a setting that does not exist, or a value it cannot have; all stay at home.
        """
        try:
            self._go(settings)
        finally:
            self._refresh()

    def _open(self, settings: Mapping[str, str]) -> None:
        """Go where an address says, or home with a note that says why not."""
        note = ""
        try:
            self._go(settings)
        except OutOfRange as problem:
            note = self._words.text("explorer.address-refused", reason=str(problem))
        self._refresh(note)

    def _go(self, settings: Mapping[str, str]) -> None:
        home = {name: control.home for name, control in self._controls.items()}
        self._put(home)
        try:
            with self._quietly():
                self._begin(
                    {
                        name: read(self.controls.get(name), text, self._words)
                        for name, text in settings.items()
                    }
                )
        except OutOfRange:
            self._put(home)
            raise

    def _move(self, name: str) -> None:
        if self._quiet:
            return
        note = ""
        try:
            self._settle(self._before, {name: self.controls[name].value})
        except CannotShow as problem:
            self._put(self._before)
            note = self._words.text(problem.key, **problem.values)
        self._refresh(note)

    def _settle(self, before: State, moved: State) -> None:
        if self._recipe.settle and moved:
            self._put(self._recipe.settle(before, moved))

    def _put(self, state: State) -> None:
        with self._quietly():
            for name, value in state.items():
                self.controls[name].value = value
                if isinstance(self.controls[name], Number):
                    self.controls[name].message = ""

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def _refresh(self, note: str = "") -> None:
        """Compute, read, draw and show the present state; a note comes before the reading."""
        self._before = self.state
        self._origins = self._find_origins()
        self._result, table = None, ""
        try:
            result = self._result = self._recipe.compute(**self.state)
            reading = self._recipe.read(result, self._words)
            self._drawing = self._recipe.draw(result, self._words)
            self._drawing = self._with_guess(self._drawing)
            if self._recipe.tabulate:
                table = self._recipe.tabulate(result, self._words)
        except CannotShow as problem:
            reading = self._words.text(problem.key, **problem.values)
            self._drawing = blank(self._words, reading)
        self.chart.show(self._drawing, f"{note} {reading}".strip(), self.source)
        self._table.value = table
        for name, control in self._controls.items():
            self._notes[name].value = self._control_badge(name)
            if control.locks:
                self.controls[control.locks].disabled = control.widget.value
        moved = self._moved()
        self._reset.disabled = not moved
        self._address.settings = {name: written(self.controls[name].value) for name in moved}
        self._show_code()

    def _with_guess(self, drawing: Drawing) -> Drawing:
        """The drawing with what the reader has guessed in it, if anything."""
        topic, place = self._recipe.guessed or ("", None)
        if not place or topic not in guesses:
            return drawing
        value, said = guesses[topic]
        return with_guess(drawing, place(self._result, value), said, self._words)

    def mark_guess(self, topic: str) -> None:
        """Draw anew where the reader's guess at a topic is a mark."""
        if self._recipe.guessed and self._recipe.guessed[0] == topic:
            self._refresh()

    def _moved(self) -> list[str]:
        return [
            name
            for name, control in self._controls.items()
            if self.controls[name].value != control.home
        ]

    # ── what stands around the chart ──────────────────────────────────────────────────────────

    def _find_origins(self) -> dict[str, Figure | None]:
        """For each control that holds a figure, the one its value is from; none: the reader's own."""
        found = {
            control.name: control.origin if control.widget.value == control.home else None
            for control in self._controls.values()
            if control.origin
        }
        moved = self._recipe.origins(self.state)
        return {name: moved.get(name, origin) for name, origin in found.items()}

    def _control_badge(self, name: str) -> str:
        if name not in self._origins:
            return ""
        origin = self._origins[name]
        if origin is None:
            return badge("assumption", escape(self._words.text("home.yours")))
        return badge(origin.kind, homed(origin, self._words))

    def _build(self) -> None:
        row = widgets.Box(
            [self._cell(control) for control in self._controls.values() if not control.locks]
        )
        row.add_class("kb-controls")
        self._reset = widgets.Button(description=self._words.text("explorer.reset"))
        self._reset.on_click(lambda _button: self.reset())
        self._as_code = widgets.ToggleButton(
            description=self._words.text("explorer.as-code"),
            tooltip="",  # else "null" is shown
        )
        self._as_code.observe(lambda _change: self._show_code(), names="value")
        self._code = widgets.HTML()
        homes = widgets.HTML(self._homes())
        homes.add_class("kb-full")
        footer = widgets.Box([self._reset, self._as_code, self._code, homes])
        footer.add_class("kb-footer")
        super().__init__([row, self.chart, self._table, footer, self._address])
        self.add_class("kb-explorer")

    def _cell(self, control: Control) -> widgets.VBox:
        """A control above its badge, with the box that locks it."""
        lock = [other.widget for other in self._controls.values() if other.locks == control.name]
        cell = widgets.VBox([control.widget, self._notes[control.name], *lock])
        cell.add_class("kb-control")
        if "kb-wide" in control.widget._dom_classes:
            cell.add_class("kb-wide")
        return cell

    def _show_code(self) -> None:
        """Say the call where it is asked for; elsewhere each move would send it for nobody."""
        self._code.value = f"<code>{escape(self.code)}</code>" if self._as_code.value else ""

    def _homes(self) -> str:
        """The badges of the figures that no control holds, and the letter's cautions."""
        figures: dict[str, list[str]] = {}
        for used in self._recipe.uses:
            figure = read_ledger()[used]
            text = labelled(figure, self._words)
            figures.setdefault(figure_badge(figure, self._words), []).append(text)
        uses = [f"<li>{'; '.join(texts)} {home}</li>" for home, texts in figures.items()]
        cautions = [
            f"<li>{escape(self._words.text('explorer.caution'))} {quote(hedge.quote)} "
            f"{badge('letter', escape(self._words.text('home.letter-line', first=hedge.lines[0])))}</li>"
            for hedge in read_ledger().hedges(self._recipe.name)
        ]
        return f'<ul class="kb-homes">{"".join(uses + cautions)}</ul>'
