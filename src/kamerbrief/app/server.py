"""The server: Voilà with a landing page, and with nothing to reach but what the pages need."""

from __future__ import annotations

import gzip
import mimetypes
import os
import re
import threading
import webbrowser
from contextlib import suppress
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import jinja2
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler
from voila.utils import get_page_config

from kamerbrief.app import prepared
from kamerbrief.app.page import sheet
from kamerbrief.app.prepared import NOTEBOOK, Forked, Prepared, Renderer
from kamerbrief.app.walk import Walk, walks
from kamerbrief.notebook.chart import plotly_js

HERE = Path(__file__).parent
RENDER = "/voila/render/"

# What Voilà serves besides the notebooks and that a page asks for. Left out: folders, the
# contents' interface, files, logging in.
NEEDED = ("/api/kernels/", "/voila/templates/", "/voila/api/themes/")
HOUR = "public, max-age=3600"
FOREVER = "public, max-age=31536000, immutable"


class App(Voila):
    """Voilà over the walk."""

    open_page = False

    def setup_template_dirs(self) -> None:
        """Look for templates and files in our own folders first."""
        super().setup_template_dirs()
        self.template_paths.insert(0, str(HERE / "template"))
        self.static_paths.insert(0, str(HERE / "static"))

    def init_settings(self) -> dict[str, Any]:
        """Voilà's, with all that is sent compressed, and an answer to every other address."""
        settings: dict[str, Any] = super().init_settings()
        return settings | {
            "compress_response": True,
            "websocket_compression_options": {},
            "default_handler_class": Elsewhere,
            "ws_ping_timeout": 30_000,  # milliseconds; as long as the interval, lest tornado warns
            "walks": walks(Path(self.root_dir)),
        }

    def init_handlers(self) -> list[Any]:
        """The notebooks of the walk, the landing page, and what these ask for."""
        stops = [stop for walk in self.app.settings["walks"].values() for stop in walk.stops]
        paths = "|".join(re.escape(stop.path) for stop in stops)
        address = rf"{RENDER}({paths})"
        render: tuple[Any, ...] = (address, Render)
        if prepared.possible():
            Forked.pages = {stop.path: self.page(stop.path) for stop in stops}
        else:
            known = {"config": self.config, "voila_configuration": self.voila_configuration}
            render = (address, RenderAnew, {"template_paths": self.template_paths, **known})
        kernel = r"(?P<kernel>[\w-]+)"
        return [
            (r"/", Landing),
            (rf"/(?P<edition>{'|'.join(self.app.settings['walks'])})/?", Landing),
            render,
            (r"/app.css", Style),
            (r"/plotly.js", Plotly),
            (r"/voila/static/(.+)", Packed, {"roots": tuple(self.static_paths)}),
            (r"/voila/labextensions/(.+)", Packed, {"roots": tuple(self.labextensions_path)}),
            (rf"/alive/{kernel}", Alive),
            (rf"/voila/api/shutdown/{kernel}", Leave),
            *[handler for handler in super().init_handlers() if handler[0].startswith(NEEDED)],
        ]

    def page(self, path: str) -> Prepared:
        """The page of a notebook, still to be made."""
        known: dict[str, Any] = {
            "base_url": self.base_url,
            "voila_configuration": self.voila_configuration,
        }
        config = get_page_config(settings=self.app.settings, log=self.log, **known)
        hook = self.voila_configuration.page_config_hook
        renderer = Renderer(
            notebook_path=path,
            template_paths=self.template_paths,
            traitlet_config=self.config,
            contents_manager=self.contents_manager,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=hook(config, notebook_path=path),
            **known,
        )
        return Prepared(Path(self.root_dir, path), renderer)

    def listen(self) -> None:
        """Serve until Ctrl-C."""
        IOLoop.current().add_callback(self.announce)
        if prepared.possible():
            IOLoop.current().add_callback(self.prepare)
        super().listen()

    async def prepare(self) -> None:
        """Make every page before it is asked for, in the order of the walk."""
        for page in Forked.pages.values():
            await page.ready()

    def announce(self) -> None:
        """Say where the app is, and open it where a browser is wanted."""
        print(f"The walk is at {self.display_url} (Ctrl-C here stops it).", flush=True)
        if self.open_page:
            threading.Thread(target=webbrowser.open, args=[self.connection_url]).start()


class Page(RequestHandler):
    """A page of our own, which runs nothing."""

    def walk(self, edition: str | None = None) -> Walk:
        """The walk of an edition, or of the one in the address, or in the language that is asked for."""
        found: dict[str, Walk] = self.settings["walks"]
        asked = wanted(self.request.headers.get("Accept-Language", ""))
        by_language = {walk.words.lang.lower(): name for name, walk in found.items()}
        names = [edition, *self.request.path.split("/"), *map(by_language.get, asked)]
        return found[next((name for name in names if name in found), next(iter(found)))]

    def show(self, template: str, walk: Walk, **more: str) -> None:
        """Send a template with a walk, and what else it wants, filled in."""
        others = [other for other in self.settings["walks"].values() if other is not walk]
        environment: jinja2.Environment = self.settings["voila_jinja2_env"]
        page = environment.get_template(template)
        self.finish(page.render(walk=walk, text=walk.words.text, others=others, **more))

    def send(self, kind: str, content: bytes, keep: str) -> None:
        """Send what is packed already, and say for how long a browser may keep it."""
        self.set_header("Content-Type", kind)
        self.set_header("Content-Encoding", "gzip")
        self.set_header("Cache-Control", keep)
        self.finish(content)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say that it went wrong, and the way back; Jupyter's own page asks for a font elsewhere."""
        self.show("elsewhere.html.j2", self.walk(), key="app.broken")


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


class Render(Page):
    """A page of the walk, with a kernel for this visitor."""

    async def get(self, path: str) -> None:
        """Answer with the page; whoever asks first may wait until it is made."""
        page = Forked.pages[path]
        await page.ready()
        manager = self.settings["kernel_manager"]
        kernel = await manager.start_kernel(env={**os.environ, NOTEBOOK: path})
        self.set_header("Cache-Control", "no-store")
        self.finish(await page.html(kernel))


class RenderAnew(Page, TornadoVoilaHandler):
    """The same where nothing can be forked: the notebook is run for each visitor."""


class Landing(Page):
    """The walk in its order, a line each."""

    def get(self, edition: str | None = None) -> None:
        """Answer with the walk of an edition."""
        self.show("landing.html.j2", self.walk(edition))


class Elsewhere(Page):
    """Every address where there is nothing."""

    def prepare(self) -> None:
        """Answer with a sentence and the way back, whatever was asked."""
        self.set_status(404)
        self.show("elsewhere.html.j2", self.walk(), key="app.elsewhere")


class Style(RequestHandler):
    """The style of the pages and of all that is drawn in them."""

    def get(self) -> None:
        """Answer with one style sheet."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(sheet())


# What is sent is packed once; some megabytes for each visitor anew would take seconds.
packed_plotly = cache(lambda: gzip.compress(plotly_js()))


@cache
def packed(roots: tuple[str, ...], path: str) -> tuple[str, bytes]:
    """The type and the packed content of a file in the first of some folders that has it.

    Raises:
        FileNotFoundError: none has.
    """
    for root in (Path(root).resolve() for root in roots):
        file = (root / path).resolve()
        if file.is_relative_to(root) and file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return kind, gzip.compress(file.read_bytes())
    raise FileNotFoundError(path)


class Plotly(Page):
    """The library that draws, fetched while the kernel is still at work, and then kept."""

    def get(self) -> None:
        """Answer with plotly.js; its address holds the version, so it never changes."""
        self.send("text/javascript; charset=utf-8", packed_plotly(), FOREVER)


class Packed(Page):
    """A file of the page's machinery."""

    def initialize(self, roots: tuple[str, ...]) -> None:
        """Take the folders that are looked in."""
        self.roots = roots

    def get(self, path: str) -> None:
        """Answer with the file."""
        try:
            kind, content = packed(self.roots, path)
        except (FileNotFoundError, ValueError):  # such as a name with a null in it
            raise HTTPError(404) from None
        self.send(kind, content, HOUR)


class Alive(RequestHandler):
    """Whether a page still has its kernel."""

    def get(self, kernel: str) -> None:
        """Answer with true or false."""
        self.set_header("Cache-Control", "no-store")
        self.finish({"alive": kernel in self.settings["kernel_manager"]})


class Leave(RequestHandler):
    """What a page says when its reader leaves.

    Voilà's own handler wants a cookie too, which a page that leaves cannot always send; here the
    kernel's random name, which only its page knows, is enough.
    """

    async def post(self, kernel: str) -> None:
        """End the kernel that nobody looks at any more."""
        manager = self.settings["kernel_manager"]
        if kernel in manager:
            await manager.shutdown_kernel(kernel, now=True)
        self.set_status(204)
