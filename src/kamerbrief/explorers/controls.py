"""A control of an explorer: a widget, the value it comes home to, and where that value is from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
import traitlets

from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Figure, read_ledger
from kamerbrief.explorers.number import AS_TYPED, Number, OutOfRange

PERCENT = 0.01
MILLION = 1e6


@dataclass(frozen=True)
class Control:
    """One argument of an explorer, and the widget that moves it.

    ``origin`` is the figure whose value is home; ``None`` for a choice of view, which is no figure.
    ``locks`` names the control that this one holds in place.
    """

    name: str
    widget: Any
    home: Any
    origin: Figure | None = None
    locks: str = ""


class Controls:
    """Makes the controls of one explorer, whose names lead to their labels and units.

    Args:
        explorer: the explorer's name; labels stand under ``<explorer>.<name>.label``.
        words: the edition that says them.
    """

    def __init__(self, explorer: str, words: Wording) -> None:
        self.explorer = explorer
        self.words = words

    def number(
        self,
        name: str,
        domain: str,
        *,
        home: str | None = None,
        value: float | None = None,
        factor: float = 1.0,
        decimals: int = AS_TYPED,
        optional: bool = False,
    ) -> Control:
        """A number whose domain is an assumption, and whose home is that or another figure.

        Args:
            name: of the argument.
            domain: id of the assumption that says how far it goes.
            home: id of the figure it comes home to; the domain's own unless given.
            value: home value, where it is not the figure's own (what follows from several figures).
            factor: the model's unit for one that is shown.
            decimals: how many the field shows at most.
            optional: whether "none" is a value, and home.
        """
        ledger = read_ledger()
        origin = ledger[home or domain]
        start = None if optional else origin.number if value is None else value
        unit_key = f"{self.explorer}.{name}.unit"
        widget = Number(
            self.words.text(f"{self.explorer}.{name}.label"),
            ledger.assumption(domain),
            self.words,
            value=start,
            factor=factor,
            decimals=decimals,
            unit=self.words.text(unit_key) if self.words.has(unit_key) else "",
            none=self.words.text(f"{self.explorer}.{name}.none") if optional else "",
            mark=start if origin.kind == "letter" else None,
        )
        return Control(name, widget, start, origin)

    def choice(
        self,
        name: str,
        options: Sequence[Any],
        say: Callable[[Any], str],
        *,
        home: Any,
        origin: Figure | None = None,
        wide: bool = False,
    ) -> Control:
        """A choice among a few values, each said in words; ``wide`` for long ones."""
        label = self.words.text(f"{self.explorer}.{name}.label")
        widget = Choice([(say(option), option) for option in options], home, label, self.words)
        widget.add_class("kb-choice")
        if wide:
            widget.add_class("kb-wide")
        return Control(name, widget, home, origin)

    def listed(self, name: str, domain: str, spec: str) -> Control:
        """A choice among the stops of an assumption, each written as ``spec`` says."""
        figure = read_ledger().assumption(domain)
        return self.choice(
            name,
            figure.stops,
            lambda option: self.words.say(option, spec),
            home=figure.value,
            origin=figure,
        )

    def tick(self, name: str, *, home: bool, locks: str = "") -> Control:
        """A box to tick."""
        label = self.words.text(f"{self.explorer}.{name}.label")
        widget = widgets.Checkbox(value=home, description=label, indent=False)
        widget.add_class("kb-check")
        return Control(name, widget, home, locks=locks)

    def lock(self, part: str) -> Control:
        """A box to tick that keeps another control where it is."""
        return self.tick(f"lock_{part}", home=False, locks=part)


class Choice(widgets.Dropdown):
    """A drop-down that refuses another value in a sentence of its edition."""

    def __init__(
        self, options: list[tuple[str, Any]], value: Any, label: str, words: Wording
    ) -> None:
        self._words = words
        super().__init__(options=options, value=value, description=label)

    @traitlets.validate("value")
    def _validate_value(self, proposal: Any) -> Any:
        allowed = [option for _, option in self.options]
        if proposal["value"] not in allowed:
            raise OutOfRange(
                self._words.text(
                    "control.not-among",
                    label=self.description,
                    value=repr(proposal["value"]),
                    allowed=", ".join(map(repr, allowed)),
                )
            )
        return super()._validate_value(proposal)


def settings(controls: Iterable[Any], words: Wording) -> str:
    """Where some controls stand, in words: each with its label and the value that it shows."""
    return "; ".join(
        words.text("control.setting", label=_label(control), value=_shown(control))
        for control in controls
    )


def _label(widget: Any) -> str:
    """What a control is called; the "label" of a list is what is chosen in it."""
    return str(getattr(widget, "description", "") or widget.label)


def _shown(widget: Any) -> str:
    """The value of a control in words: as its field, its list or its box shows it."""
    if hasattr(widget, "shown"):
        return str(widget.shown)
    options = [text for text, value in getattr(widget, "options", ()) if value == widget.value]
    return options[0] if options else str(widget.value)
