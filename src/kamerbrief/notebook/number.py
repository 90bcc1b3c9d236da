"""A number that a reader can drag, step by keyboard, or type, with the letter's mark on its track."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kamerbrief.notebook.javascript import joined
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import AS_TYPED, NumberControl


class Number(anywidget.AnyWidget):
    """A number control: track, field, unit and message in one.

    Args:
        control: what can be set, and how it is said.
        shared: models of ipywidgets that other widgets have too, such as its ``layout``.
    """

    _esm = joined(Path(__file__).with_name("number.js"))
    _css = theme.stylesheet()

    value = traitlets.Any(allow_none=True).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    stops: Any = traitlets.List().tag(sync=True)
    factor = traitlets.Float(1.0).tag(sync=True)
    decimals = traitlets.Int(AS_TYPED).tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    none = traitlets.Unicode().tag(sync=True)
    mark = traitlets.Any(None, allow_none=True).tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)

    def __init__(self, control: NumberControl, **shared: Any) -> None:
        self._control = control
        super().__init__(
            **shared,
            value=control.default,
            label=control.label,
            lang=control.words.lang,
            stops=list(control.stops()),
            factor=control.factor,
            decimals=control.decimals,
            unit=control.unit,
            none=control.none,
            mark=control.mark,
        )
        self.given: Any = None  # what a reader last typed, taken or not, or moved it to
        self.observe(self._moved, names=["value", "message"])
        self.on_msg(self._type)

    def _type(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Take what the reader typed, or say why not; what was typed stays in the field."""
        text = content.get("typed", "") if isinstance(content, dict) else ""
        self.given = text
        try:
            value = self._control.typed(text)
        except ValueError as error:
            self.message = str(error)
            return
        self.message = ""
        self.value = value
        self.send({"kind": "taken"})

    def _moved(self, _change: Any) -> None:
        if not self.message:  # a move of the track takes it away
            self.given = self.value

    @traitlets.validate("value")
    def _valid(self, proposal: Any) -> Any:
        return self._control.check(proposal["value"])
