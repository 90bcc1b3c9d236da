"""Posters: a small picture of each explorer's first chart, for those who look without running.

A poster says in its metadata from which chart it was drawn, so that it is drawn again only when
that chart is another one; the drawing itself is that of the button *Save as PNG*.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from nbformat import NotebookNode
from nbformat.v4 import new_output
from PIL import Image

from kamerbrief.briefing.printing import find_browser
from kamerbrief.lab.saving import PICTURE, is_poster
from kamerbrief.notebook import open_edition
from kamerbrief.notebook.chart import Chart, plotly_js
from tests.browser.chromium import launched

CALL: Final = re.compile(r"^explore\.(\w+)\(\)$", re.MULTILINE)
SMALL: Final = 40_000  # bytes
COLOURS: Final = (256, 128, 64)  # with few, the hues, which have meanings, run into each other
STATE: Final = ("figure", "template", "source", "lang")
DRAW: Final = """async (state) => {
  const blob = await keeping.png(await keeping.picture(Plotly, state), 1);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""

State = dict[str, Any]


def explored(notebook: dict[str, Any], edition: str) -> Iterator[tuple[dict[str, Any], State]]:
    """Each cell that opens an explorer, with the first state of the explorer's chart."""
    for cell in notebook["cells"]:
        called = CALL.search("".join(cell["source"])) if cell["cell_type"] == "code" else None
        if called:
            yield cell, _first_state(called[1], edition)


@cache
def _first_state(explorer: str, edition: str) -> State:
    chart = getattr(open_edition(edition).explore, explorer)().chart
    return {name: getattr(chart, name) for name in STATE}


def stamp(state: State) -> str:
    """A short name for a state of a chart: the same only for the same."""
    said = json.dumps([state[name] for name in STATE])
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16]


def stamped(cell: dict[str, Any]) -> list[str]:
    """The stamps of the posters that a cell has."""
    posters = filter(is_poster, cell["outputs"])
    return [poster["metadata"].get("kamerbrief", {}).get("chart", "") for poster in posters]


def renew(notebook: NotebookNode, edition: str) -> int:
    """Draw the posters that are missing or of another chart; how many.

    Raises:
        SystemExit: one is to be drawn, and there is no browser.
    """
    stale = [(c, state) for c, state in explored(notebook, edition) if stamped(c) != [stamp(state)]]
    if not stale:
        return 0
    for (cell, state), image in zip(stale, drawn(state for _, state in stale), strict=True):
        about = {"alt": json.loads(state["figure"])["layout"]["meta"]["alt"]}
        poster = new_output(
            "display_data",
            data={PICTURE: base64.b64encode(image).decode("ascii")},
            metadata={PICTURE: about, "kamerbrief": {"chart": stamp(state)}},
        )
        cell["outputs"] = [o for o in cell["outputs"] if not is_poster(o)] + [poster]
    return len(stale)


def drawn(states: Iterable[State]) -> Iterator[bytes]:
    """The charts as PNG, in the few colours that they have."""
    path = find_browser()
    if path is None:
        raise SystemExit("A chart has changed, and to draw its poster takes Chromium or Chrome.")
    with launched(path) as browser:
        page = browser.new_page()
        page.add_script_tag(content=plotly_js().decode("utf-8"))
        page.add_script_tag(
            content=f"{Chart._esm}\nglobalThis.keeping = {{ picture, png }};", type="module"
        )
        page.wait_for_function("globalThis.keeping")
        for state in states:
            yield small(base64.b64decode(page.evaluate(DRAW, state)))


def small(image: bytes) -> bytes:
    """The same picture with a palette instead of a colour a pixel: a third of the bytes.

    Raises:
        ValueError: it is too large with every palette.
    """
    with Image.open(io.BytesIO(image)) as full:
        for colours in COLOURS:
            out = io.BytesIO()
            few = full.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
            few.save(out, "PNG", optimize=True)
            if len(out.getvalue()) < SMALL:
                return out.getvalue()
    raise ValueError(f"a poster has {len(out.getvalue())} bytes, and may have {SMALL} at most")
