"""An explorer's settings as they stand in the address of a page: written there, and read back."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from kamerbrief.charts.wording import Wording
from kamerbrief.explorers.controls import Choice
from kamerbrief.explorers.number import Number, OutOfRange

LONGEST = 60  # characters of a setting; nothing a control can hold is as long
LARGEST = 1e15  # a number beyond it is no number that anybody means
_opened: Counter[str] = Counter()


class Address(anywidget.AnyWidget):
    """Keeps the settings of one explorer in the address of the page, where the page wants that.

    Nothing of it is seen. A page wants it whose ``<html>`` carries ``data-kb-address``; there ``n=2000``
    of ``sample_size`` stands as ``#sample_size.n=2000``, and an address that is opened, or changed
    by hand, is told to the explorer.

    Args:
        explorer: its name; a second one of that name becomes ``sample_size-2``.
        opened: is told the settings of an address, as texts by name.
    """

    _esm = Path(__file__).with_name("address.js")

    name = traitlets.Unicode().tag(sync=True)
    settings: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, explorer: str, opened: Callable[[Mapping[str, str]], None]) -> None:
        _opened[explorer] += 1
        number = _opened[explorer]
        super().__init__(name=explorer if number == 1 else f"{explorer}-{number}")
        self.layout.display = "none"
        self._tell = opened
        self.on_msg(self._hear)

    def _hear(self, _widget: Any, content: Any, _buffers: Any) -> None:
        found = content.get("settings") if isinstance(content, dict) else None
        if isinstance(found, dict):
            self._tell({str(name): str(text) for name, text in found.items()})


def written(value: Any) -> str:
    """A control's value as it stands in an address.

    >>> written(2000), written(0.05), written(None), written(True), written("letter")
    ('2000', '0.05', 'none', 'true', 'letter')
    """
    if value is None:
        return "none"
    return value if isinstance(value, str) else json.dumps(value)


def read(widget: Any, text: str, words: Wording) -> Any:
    """The value that a text in an address means to a control.

    A text that means none is handed on as it is, for the control to refuse.

    Raises:
        OutOfRange: the text is too long, or neither true nor false where one of them is due.
    """
    if len(text) > LONGEST:
        raise OutOfRange(words.text("address.too-long", start=text[:LONGEST]))
    match widget:
        case Number():
            return _number(text)
        case Choice():
            return next((value for _, value in widget.options if written(value) == text), text)
        case widgets.Checkbox():
            if text not in ("true", "false"):
                raise OutOfRange(
                    words.text(
                        "control.not-among",
                        label=widget.description,
                        value=repr(text),
                        allowed="true, false",
                    )
                )
            return text == "true"
    return text


def _number(text: str) -> float | str | None:
    if text == "none":
        return None
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number) or abs(number) > LARGEST:
        return text
    return int(number) if number.is_integer() else number
