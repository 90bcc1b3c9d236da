"""The app's server in a thread of the test's own process, over pages that are written already."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from kamerbrief import app, lab
from kamerbrief.app.server import READ, application
from kamerbrief.pages.build import APP, Pages

DONE: Final = SimpleNamespace(poll=lambda: 0)


@dataclass(frozen=True)
class Serving:
    """A server that runs: its port, and what it serves."""

    port: int
    application: Application
    threads: ThreadPoolExecutor

    @property
    def origin(self) -> str:
        """Where it answers."""
        return f"http://{app.HOST}:{self.port}"

    def later(self, call: Callable[[], Any]) -> Future[Any]:
        """The result of a call that is made beside the test."""
        return self.threads.submit(call)


@contextmanager
def serving(folder: Path, writer: Any = DONE, port: int = 0) -> Iterator[Serving]:
    """Serve pages from a folder, at a free port unless one is given."""
    made = application(Pages(lab.notebooks(), APP), folder, writer)
    sockets = bind_sockets(port, app.HOST)
    loops: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        server = HTTPServer(made, max_body_size=READ)
        server.add_sockets(sockets)
        stop = asyncio.Event()
        loops.set_result((asyncio.get_running_loop(), stop))
        await stop.wait()
        server.stop()
        await server.close_all_connections()

    thread = threading.Thread(target=asyncio.run, args=[serve()], daemon=True)
    thread.start()
    loop, stop = loops.result(60)
    with ThreadPoolExecutor(8) as threads:
        yield Serving(sockets[0].getsockname()[1], made, threads)
    loop.call_soon_threadsafe(stop.set)
    thread.join(60)
