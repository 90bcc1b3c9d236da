"""The notebooks as pages to read and move: a small server gives pages, and answers settings with scenes."""

import importlib.util
import os
import sys

from kamerbrief import lab

HOST = lab.HOST


class AppError(Exception):
    """The app cannot be served; the message says why and the way out."""


def serve(port: int, *, host: str = HOST, browser: bool = True) -> int:
    """Serve the walk until Ctrl-C or a polite kill, and return the exit status.

    Args:
        port: to serve on.
        host: the address to listen at; only this machine unless told otherwise.
        browser: whether to open one, where one can be opened.

    Raises:
        AppError: what it takes is not installed, or the port is not to be had.
    """
    for needed in ("tornado", "nbconvert"):
        if importlib.util.find_spec(needed) is None:
            raise AppError(f"{needed} is not installed; run: pip install 'kamerbrief[app]'")
    try:
        folder = lab.notebooks()
        lab.require_free(port, host=host, name="app")
    except lab.LabError as reason:
        raise AppError(str(reason)) from None
    from kamerbrief.app.server import run

    root = hasattr(os, "geteuid") and os.geteuid() == 0
    window = browser and not root and lab.has_display(os.environ, sys.platform)
    return run(folder, port, host=host, browser=window)
