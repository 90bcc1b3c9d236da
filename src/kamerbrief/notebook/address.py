"""An explorer's settings as they stand in the address of a page: written there, and read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

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
