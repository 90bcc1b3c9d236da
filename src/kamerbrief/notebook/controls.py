"""The widgets of an explorer's controls."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import traitlets

from kamerbrief.notebook.letter import LetterPage
from kamerbrief.notebook.number import Number
from kamerbrief.scenes.controls import ChoiceControl, Control, TickControl


class Choice(widgets.Dropdown):
    """A drop-down that refuses another value in a sentence of its edition."""

    def __init__(self, control: ChoiceControl, **shared: Any) -> None:
        self._control = control
        options = list(control.options)
        super().__init__(
            options=options, value=control.default, description=control.label, **shared
        )
        self.add_class("kb-choice")

    @traitlets.validate("value")
    def _validate_value(self, proposal: Any) -> Any:
        self._control.check(proposal["value"])
        return super()._validate_value(proposal)


class Tick(widgets.Checkbox):
    """A box to tick."""

    def __init__(self, control: TickControl, **shared: Any) -> None:
        super().__init__(value=control.default, description=control.label, indent=False, **shared)
        self.add_class("kb-check")


KINDS: dict[str, Any] = {"number": Number, "choice": Choice, "tick": Tick, "letter": LetterPage}


def widget_of(control: Control, **shared: Any) -> Any:
    """The widget that shows a control, at its default.

    Args:
        control: what can be set.
        shared: models of ipywidgets that other widgets have too, such as its ``layout``.
    """
    widget = KINDS[control.kind](control, **shared)
    if control.wide:
        widget.add_class("kb-wide")
    return widget
