"""The kernel of a page without Jupyter: it runs cells, and carries messages between widgets and page.

It runs in the reader's tab, under Pyodide, and is all that stands there for ipykernel and IPython,
which take longer to fetch and to import than everything else together.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from types import ModuleType
from typing import Any

Send = Callable[[str, str, str, Sequence[bytes]], None]
"""Tells the page: kind of message, id of the comm, content as JSON, buffers."""


def stand_in() -> None:
    """Give ipywidgets the names that it imports from IPython, unless there is one.

    None of our explorers uses what needs a shell: ``interact`` and ``Output``.
    """
    if "IPython" in sys.modules or find_spec("IPython"):
        return
    modules: dict[str, dict[str, Any]] = {
        "IPython": {"get_ipython": lambda: None},
        "IPython.core": {},
        "IPython.core.interactiveshell": {"InteractiveShell": None},
        "IPython.display": {"display": None, "clear_output": None},
    }
    for name, names in modules.items():
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name]).update(names)


class Kernel:
    """Runs the cells of one page.

    Args:
        send: tells the page what a widget has to say.
    """

    def __init__(self, send: Send) -> None:
        stand_in()
        import comm
        from comm.base_comm import BaseComm, CommManager

        class PageComm(BaseComm):
            """Leads from a widget to its model on the page."""

            def publish_msg(
                self,
                msg_type: str,
                data: Any = None,
                metadata: Any = None,
                buffers: Any = None,
                **keys: Any,
            ) -> None:
                content = json.dumps({"data": data or {}, "metadata": metadata or {}, **keys})
                send(msg_type, self.comm_id, content, [bytes(buffer) for buffer in buffers or []])

        self._comms = CommManager()
        self._names: dict[str, Any] = {}
        comm.create_comm = PageComm
        comm.get_comm_manager = lambda: self._comms

    def run(self, code: str) -> str:
        """Run a cell, and give the id of the widget that it shows; empty where it shows none."""
        tree = ast.parse(code)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "<cell>", "exec"), self._names)
        if not isinstance(last, ast.Expr):
            return ""
        shown = eval(compile(ast.Expression(last.value), "<cell>", "eval"), self._names)
        return str(getattr(shown, "model_id", ""))

    def receive(self, comm_id: str, content: str, buffers: Sequence[Any]) -> None:
        """Hand to a widget what its model on the page says; to one that is closed, nothing."""
        if comm_id in self._comms.comms:
            parts = [memoryview(buffer) for buffer in buffers]
            self._comms.comms[comm_id].handle_msg(
                {"content": json.loads(content), "buffers": parts}
            )
