"""Two widgets: one hands out a file, the other takes one in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kamerbrief.notebook.javascript import joined


class Giving(anywidget.AnyWidget):
    """Hands a file to whoever reads the page; nothing of it is seen."""

    _esm = joined(Path(__file__).with_name("download.js"))

    def __init__(self) -> None:
        super().__init__()
        self.layout.display = "none"

    def hand(self, name: str, kind: str, content: bytes) -> None:
        """Let the page download a file of this name and media type."""
        self.send({"kind": "file", "name": name, "type": kind}, [content])


class Taking(anywidget.AnyWidget):
    """A button with which a reader opens a file.

    Args:
        label: what the button says.
        accept: the ending of the files to choose from, such as ``".json"``.
        most: bytes; of a larger file one more than these arrive.
        taken: is told what a file holds.
    """

    _esm = joined(Path(__file__).with_name("upload.js"))

    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int().tag(sync=True)

    def __init__(
        self, label: str, accept: str, most: int, taken: Callable[[bytes], object]
    ) -> None:
        super().__init__(label=label, accept=accept, most=most)
        self._taken = taken
        self.on_msg(self._take)

    def _take(self, _widget: Any, message: Any, buffers: Any) -> None:
        match message, buffers:
            case {"kind": "file"}, [content]:
                self._taken(bytes(content))
