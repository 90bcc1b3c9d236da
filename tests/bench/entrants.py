"""The versions under test: how each is served, opened and moved."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import nbformat
from playwright.sync_api import Page

from tests.bench.servers import ROOT, running
from tests.browser import app
from tests.browser.lab import READY, Lab, choose, serve
from tests.browser.pages import Pages

PEERS: Final = Path(__file__).parent / "peers"
OURS_SLIDER: Final = ".kb-number input[type=range]"
JUPYTER_SLIDER: Final = ".noUi-handle"
RADIX_SLIDER: Final = "[role=slider]"
STREAMLIT_SLIDER: Final = "[data-testid=stSlider] input[type=range]"
SIZE: Final = {"width": 1400, "height": 900}
DRAWN: Final = (
    "selector => Boolean(bench.find(selector) && bench.find('.xy .points path, .xy path.point'))"
)


@dataclass(frozen=True)
class Entrant:
    """One version: its name in the table, its file among the peers, its slider and its server."""

    name: str
    source: str
    slider: str
    server: str


ENTRANTS: Final = (
    Entrant("ours, JupyterLab", "ours", OURS_SLIDER, "lab"),
    Entrant("ours, the app", "ours", OURS_SLIDER, "app"),
    Entrant("ours with `FigureWidget`, JupyterLab", "figure_widget", OURS_SLIDER, "lab"),
    Entrant(
        "`interact` and a redrawn figure, JupyterLab", "interact_redraw", JUPYTER_SLIDER, "lab"
    ),
    Entrant("marimo", "marimo_app", RADIX_SLIDER, "marimo"),
    Entrant("Streamlit", "streamlit_app", STREAMLIT_SLIDER, "streamlit"),
    Entrant("Dash", "dash_app", RADIX_SLIDER, "dash"),
)
COMMANDS: Final = {
    "marimo": (sys.executable, "-m", "marimo", "run", "{source}", "--headless", "--port={port}"),
    "streamlit": (
        *(sys.executable, "-m", "streamlit", "run", "{source}"),
        *("--server.headless=true", "--server.port={port}"),
        *("--server.address=127.0.0.1", "--server.fileWatcherType=none"),
    ),
    "dash": (sys.executable, "{source}", "{port}"),
}


@dataclass(frozen=True)
class Served:
    """An entrant that is served, with the Lab it may run in."""

    entrant: Entrant
    origin: str
    lab: Lab | None = None

    def open(self, pages: Pages) -> tuple[Page, float]:
        """A page on which its chart can be moved, and the seconds that took in a fresh kernel.

        In Lab these count from Run All Cells, elsewhere from the address.
        """
        page = pages.open(self.origin, viewport=SIZE)
        page.add_init_script(path=Path(__file__).with_name("probe.js"))
        if self.lab:
            open_in_lab(page, self.lab, f"{self.entrant.source}.ipynb")
            began = time.perf_counter()
            choose(page, "Run", "runmenu:run-all")
        else:
            began = time.perf_counter()
            page.goto(app.SURVEY if self.entrant.server == "app" else "/")
        page.wait_for_function(DRAWN, arg=self.entrant.slider, timeout=180_000, polling=50)
        return page, time.perf_counter() - began


def open_in_lab(page: Page, lab: Lab, notebook: str, *, cached: bool = False) -> None:
    """Open a notebook in Lab with a kernel of its own that waits for work.

    Dash brings an extension of an older kind, and Lab would ask whether to build it. That is kept
    from happening, unless the browser's cache is wanted, which a route turns off.
    """
    page.request.get(f"/lab?token={lab.token}")
    status = {"status": "stable", "message": ""}
    if not cached:
        page.route("**/lab/api/build*", lambda route: route.fulfill(json=status))
    page.goto(f"/lab/tree/{notebook}?reset")
    if cached:
        page.locator(".jp-Dialog button").first.click(timeout=60_000)
    page.wait_for_function(READY, arg=notebook, timeout=120_000)
    page.locator("#jupyterlab-splash").wait_for(state="detached")


@contextmanager
def all_served(folder: Path, entrants: tuple[Entrant, ...] = ENTRANTS) -> Iterator[list[Served]]:
    """Serve every entrant, those for Jupyter as notebooks from one folder."""
    with ExitStack() as stack:
        lab = stack.enter_context(serve(folder))
        write_notebooks(lab.root)
        served = []
        for entrant in entrants:
            if entrant.server == "lab":
                served.append(Served(entrant, lab.origin, lab))
            elif entrant.server == "app":
                served.append(Served(entrant, stack.enter_context(our_app(folder)).origin))
            else:
                served.append(
                    Served(entrant, stack.enter_context(running(command(entrant), folder)))
                )
        yield served


def command(entrant: Entrant) -> list[str]:
    """The command that serves an entrant outside Jupyter, as its documentation gives it."""
    names = {"source": PEERS / f"{entrant.source}.py", "port": "{port}"}
    return [part.format(**names) for part in COMMANDS[entrant.server]]


@contextmanager
def our_app(folder: Path) -> Iterator[app.App]:
    """Serve the app over all its pages, of which that of the survey holds more than the peers do."""
    with app.serve(folder) as served:
        yield served


def write_notebooks(folder: Path) -> None:
    """Write the peers for Jupyter as notebooks of one cell."""
    for name in ("ours", "figure_widget", "interact_redraw"):
        write_notebook(name, folder / f"{name}.ipynb")


def write_notebook(name: str, path: Path) -> None:
    """Write one of them, under a heading, for a kernel that finds our modules."""
    source = (PEERS / f"{name}.py").read_text(encoding="utf-8")
    source = source.replace("from __future__ import annotations\n", "")
    code = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{source}"
    cells = [nbformat.v4.new_markdown_cell(f"# {name}", id="heading")]
    cells.append(nbformat.v4.new_code_cell(code, id="cell"))
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel_metadata())
    nbformat.write(notebook, path)


def kernel_metadata() -> dict[str, Any]:
    """What keeps Lab from asking which kernel a notebook wants."""
    return {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
