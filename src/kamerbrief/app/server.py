"""The server: files that are the same for everybody, and scenes for settings. It keeps nothing of anybody.

The pages and the stored scenes are written while it serves already, by a process of their own; whoever
asks for a file that is still on its way waits for it.
"""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import signal
import subprocess
import sys
import threading
import time
import webbrowser
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from kamerbrief import lab
from kamerbrief.pages.answers import Unanswerable, answer
from kamerbrief.pages.walk import Walk, walks
from kamerbrief.scenes.plans import PLANS
from kamerbrief.scenes.scenarios import LARGEST

MOST: Final = 2 * LARGEST  # bytes of a question: a file as Base64, and what is kept beside it
READ: Final = 4_000_000  # bytes of one that are read, to answer that it is too long
SHORT: Final = 2_000  # characters of a question whose answer is kept for all
RATE: Final = 200  # questions a second from one address; a class may share one
BURST: Final = 600
ADDRESSES: Final = 10_000  # of which the rate is remembered
LOOK: Final = 0.05  # seconds between two looks for a file that is on its way
ANEW: Final = "no-cache"  # a browser asks whether it is still the same
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
    "Server": "kamerbrief",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


class Rates:
    """How many questions each address may still ask now: a bucket that fills again.

    Args:
        clock: seconds, as ``time.monotonic`` counts them.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allow(self, address: str) -> bool:
        """Whether one more question from an address is answered now."""
        now = self._clock()
        left, then = self._left.pop(address, (float(BURST), now))
        left = min(BURST, left + (now - then) * RATE)
        allowed = left >= 1
        self._left[address] = (left - allowed, now)
        if len(self._left) > ADDRESSES:
            self._left.popitem(last=False)
        return allowed


class Refused(HTTPError):
    """A question that gets no answer, and why, in a sentence."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(status)
        self.said = said


class Base(RequestHandler):
    """What all answers have in common."""

    def set_default_headers(self) -> None:
        """Say what a browser may do with an answer."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def walk(self) -> Walk:
        """The walk in the language of the address, else in the one that the browser asks for."""
        found: dict[str, Walk] = self.settings["walks"]
        asked = wanted(self.request.headers.get("Accept-Language", ""))
        by_language = {walk.words.lang.lower(): name for name, walk in found.items()}
        names = [*self.request.path.split("/"), *map(by_language.get, asked)]
        return found[next((name for name in names if name in found), next(iter(found)))]

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what is wrong in a sentence, whoever asked."""
        problem = kwargs.get("exc_info", (None, None))[1]
        if status_code == 429:
            self.set_header("Retry-After", "1")
        self.finish({"error": getattr(problem, "said", "This could not be answered.")})

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Say on the console what went wrong by our own fault, and nothing of what was asked wrongly."""
        if not isinstance(value, HTTPError):
            super().log_exception(typ, value, tb)


def wanted(header: str) -> list[str]:
    """The languages that a browser asks for, the dearest first; after each the language at large.

    >>> wanted("en;q=0.1, nl-BE, fr;q=0.5")
    ['nl-be', 'nl', 'fr', 'fr', 'en', 'en']
    """
    tags = []
    for entry in header.lower().split(","):
        tag, _, weight = entry.partition(";q=")
        with suppress(ValueError):
            tags.append((-float(weight or 1), tag.strip()))
    return [
        language
        for _, tag in sorted(tags, key=itemgetter(0))
        for language in (tag, tag.split("-")[0])
    ]


class Start(Base):
    """The first page, in the reader's language."""

    def get(self) -> None:
        """Lead on; relative, for a proxy may put all of it below a folder."""
        self.set_header("Vary", "Accept-Language")
        self.redirect(f"{self.walk().words.name}/index.html")

    head = get


class Moved(Base):
    """An address of version 0.1."""

    def get(self, edition: str, name: str) -> None:
        """Lead to where the page is now; a browser keeps the settings behind the address."""
        self.redirect(f"../../../{edition}/{name}.html", permanent=True)


class Scenes(Base):
    """Answers what is not stored."""

    def prepare(self) -> None:
        """Refuse what comes too fast or is too long, before any work is done."""
        if not self.settings["rates"].allow(self.request.remote_ip or ""):
            raise Refused(
                429, "Too many questions a second from one address; ask again in a second."
            )
        if len(self.request.body) > MOST:
            raise Refused(413, f"A question has at most {MOST:,} bytes.")

    def get(self, edition: str, name: str) -> None:
        """Answer a short question, which its address holds."""
        self._answer(edition, name, self.get_query_argument("q", "{}"))
        self.set_header("Cache-Control", ANEW)

    def post(self, edition: str, name: str) -> None:
        """Answer a long question."""
        self._answer(edition, name, self.request.body.decode("utf-8", "replace"))
        self.set_header("Cache-Control", "no-store")

    def _answer(self, edition: str, name: str, question: str) -> None:
        shared = name in PLANS and len(question) <= SHORT
        try:
            found = (known if shared else answer)(edition, name, question)
        except Unanswerable as problem:
            raise Refused(400, str(problem)) from None
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.write(found)


known = lru_cache(maxsize=2_000)(answer)  # one answer for all who ask the same


class Files(Base):
    """The pages and what belongs to them."""

    async def get(self, path: str) -> None:
        """Answer with a file, once it is there."""
        if path.endswith("/"):
            path += "index.html"
        if path not in self.settings["names"]:
            return self._elsewhere()
        file: Path = self.settings["folder"] / path
        while not file.is_file():
            ended = self.settings["writer"].poll() is not None
            if ended and not file.is_file():
                raise Refused(500, "The pages could not be written; the console says why.")
            await asyncio.sleep(LOOK)
        kind, content, tag = packed(str(file))
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", ANEW)
        self.set_header("Etag", tag)
        if self.check_etag_header():
            self.set_status(304)
            return None
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.write(content)
        else:
            self.write(gzip.decompress(content))
        return None

    head = get

    def compute_etag(self) -> str | None:
        """That of the file, which is packed once."""
        return self._headers.get("Etag")

    def _elsewhere(self) -> None:
        self.set_status(404)
        root = "../" * self.request.path[1:].count("/")
        self.finish(self.settings["pages"].elsewhere(self.walk(), root))


@lru_cache(maxsize=1_000)
def packed(file: str) -> tuple[str, bytes, str]:
    """The type, the packed content and the tag of a file; it is packed once for all."""
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    if file.endswith(".js"):
        kind = "text/javascript"  # whatever this machine's registry says
    content = gzip.compress(Path(file).read_bytes(), mtime=0)
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return f"{kind}{charset}", content, f'"{hash(content):x}"'


def application(pages: Any, folder: Path, writer: subprocess.Popen[bytes]) -> Application:
    """The server's addresses.

    Args:
        pages: all that there are.
        folder: where they are being written.
        writer: the process that writes them.
    """
    editions = "|".join(pages.walks)
    return Application(
        [
            (r"/", Start),
            (rf"/voila/render/({editions})/([\w-]+)\.ipynb", Moved),
            (r"/answers/(\w+)/([\w-]+)", Scenes),
            (r"/(.*)", Files),
        ],
        compress_response=True,
        folder=folder,
        log_function=lambda _handler: None,
        names=frozenset(pages.names()) | frozenset(pages.shared()),
        pages=pages,
        rates=Rates(),
        walks=pages.walks,
        writer=writer,
    )


def run(notebooks: Path, port: int, *, host: str, browser: bool) -> int:
    """Serve until Ctrl-C or a polite kill, and return the exit status."""
    with TemporaryDirectory(prefix="kamerbrief-") as made:
        command = [sys.executable, "-m", "kamerbrief.pages", str(notebooks), made]
        lab.at_end(lambda *_: sys.exit(0))
        # In a session of its own, so that Ctrl-C does not make it complain.
        writer = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            asyncio.run(_serve(notebooks, Path(made), writer, port, host=host, browser=browser))
        finally:
            writer.kill()
            writer.wait()
    return 0


async def _serve(
    notebooks: Path,
    folder: Path,
    writer: subprocess.Popen[bytes],
    port: int,
    *,
    host: str,
    browser: bool,
) -> None:
    from kamerbrief.pages.build import APP, Pages

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    lab.at_end(lambda *_: loop.call_soon_threadsafe(stop.set))
    server = HTTPServer(application(Pages(notebooks, APP), folder, writer), max_body_size=READ)
    server.listen(port, address=host)
    for edition in walks(notebooks):
        known(edition, "sample_size", "{}")  # reads the ledger and the messages once
    where = f"http://{lab.reached(host)}:{port}/"
    print(f"The walk is at {where} (Ctrl-C here stops it).", flush=True)
    if browser:
        threading.Thread(target=webbrowser.open, args=[where], daemon=True).start()
    await stop.wait()
    lab.at_end(signal.SIG_IGN)  # a second one must not disturb the end
    server.stop()
