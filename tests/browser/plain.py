"""The plainest of web servers: files as they are, no special headers, the site below a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from kamerbrief.app import HOST


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a word; a browser that has what it wants may hang up."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def copyfile(self, *files: Any) -> None:
        """Send a file; whoever does not want all of it may go."""
        try:
            super().copyfile(*files)
        except ConnectionError:
            self.close_connection = True


@contextmanager
def served(folder: Path, handler: Callable[..., SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """Serve what is in a folder, and give the server's address."""
    server = ThreadingHTTPServer((HOST, 0), partial(handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
