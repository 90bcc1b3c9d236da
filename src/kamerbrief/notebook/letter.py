"""The letter as a widget."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kamerbrief.notebook.javascript import joined
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import MarkControl


class LetterPage(anywidget.AnyWidget):
    """The letter on the page; its value is the id of the chosen figure or title, or nothing."""

    _esm = joined(Path(__file__).with_name("letter.js"))
    _css = theme.stylesheet()

    value = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    records = traitlets.Dict().tag(sync=True)
    section = traitlets.Unicode("all").tag(sync=True)
    speaker = traitlets.Unicode("all").tag(sync=True)
    translated = traitlets.Bool(False).tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)

    def __init__(self, control: MarkControl, **shared: Any) -> None:
        self._control = control
        super().__init__(
            **shared,
            html=control.html,
            records=dict(control.records),
            hint=control.hint,
            lang=control.words.lang,
        )

    @traitlets.validate("value")
    def _valid(self, proposal: Any) -> str:
        return str(self._control.check(proposal["value"]))

    def follow(self, state: Mapping[str, Any]) -> None:
        """Show what the other controls choose."""
        self.section, self.speaker = state["section"], state["speaker"]
        self.translated = state["translation"]
