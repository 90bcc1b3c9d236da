"""What a cell shows, which is closed when the cell runs again, or a kernel would keep it all."""

from __future__ import annotations

from typing import Any

from IPython import get_ipython
from ipywidgets import Box, VBox, Widget

_made: dict[str, tuple[str, list[Widget]]] = {}


class Shown(VBox):
    """A box whose text, in a preview and for tests, is its ``repr``."""

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/plain": repr(self)}


def row(*buttons: Widget) -> Box:
    """Buttons beside each other, which wrap on a narrow page."""
    box = Box(buttons)
    box.add_class("kb-buttons")
    return box


def made(widget: Widget) -> None:
    """Note what the cell that now runs has made, and close what it made in its run before.

    Args:
        widget: with all that stands in it. Where no cell runs, nothing is noted.
    """
    cell, run = _running()
    if not cell:
        return
    before, widgets = _made.get(cell, (run, []))
    if before != run:
        for old in widgets:
            close(old)
        widgets = []
    _made[cell] = (run, [*widgets, widget])


def close(widget: Widget) -> None:
    """Close a widget, its layout and style, and all that stands in it."""
    values = [getattr(widget, name) for name in widget.keys]
    for value in values:
        for part in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(part, Widget):
                close(part)
    widget.close()


def _running() -> tuple[str, str]:
    """The id of the cell that runs, and of this run of it, both empty where none does."""
    kernel: Any = getattr(get_ipython(), "kernel", None)
    request = kernel.get_parent() if kernel else {}
    cell = (request.get("metadata") or {}).get("cellId", "")
    return cell, (request.get("header") or {}).get("msg_id", "")
