"""The notebooks as pages to read and move: no code, no menus, one kernel a visitor.

`kamerbrief app` serves them with Voilà. What Voilà is told stands in `settings.py`, what of it
a visitor can reach in `server.py`, and how a page looks in `template` and `static`.
"""

import importlib.util
import os
import sys

from kamerbrief import lab
from kamerbrief.app import walk

HOST = lab.HOST


class AppError(Exception):
    """The app cannot be served; the message says why and the way out."""


def serve(port: int, *, host: str = HOST, browser: bool = True) -> int:
    """Serve the walk until Ctrl-C, and return the exit status.

    Args:
        port: to serve on.
        host: the address to listen at; only this machine unless told otherwise.
        browser: whether to open one, where one can be opened.
    """
    if importlib.util.find_spec("voila") is None:
        raise AppError("Voilà is not installed; run: pip install 'kamerbrief[app]'")
    try:
        folder = lab.notebooks()
        lab.require_free(port, host=host, name="app")
    except lab.LabError as reason:
        raise AppError(str(reason)) from None
    from kamerbrief.app.server import App
    from kamerbrief.app.settings import settings

    root = hasattr(os, "geteuid") and os.geteuid() == 0
    app = App(config=settings(folder, walk.walks(folder), host=host, port=port))
    app.open_page = browser and not root and lab.has_display(os.environ, sys.platform)
    app.initialize([])
    app.start()
    return 0
