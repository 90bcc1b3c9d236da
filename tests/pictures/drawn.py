"""Draws charts in Chromium, by the code of the buttons *Save as SVG* and *Save as PNG*."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from kamerbrief.briefing.printing import find_browser
from kamerbrief.notebook.chart import Chart, plotly_js
from kamerbrief.scenes import theme
from kamerbrief.scenes.scene import Scene
from tests.browser.chromium import launched

COLOURS: Final = (256, 128, 64)  # with few, the hues, which have meanings, run into each other
DIGITS: Final = re.compile(r"-?\d+\.\d+")
DRAW: Final = """async ([state, kind]) => {
  const element = await keeping.picture(Plotly, state);
  if (kind === "svg") return keeping.asText(element);
  const bytes = new Uint8Array(await (await keeping.png(element, 1)).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""

State = dict[str, str]


def state(scene: Scene, *before: str) -> State:
    """What chart.js needs to draw a scene; texts may stand before the line that says where it is from."""
    return {
        "figure": json.dumps(scene.drawing, separators=(",", ":")),
        "template": json.dumps(theme.template(), separators=(",", ":")),
        "source": " ".join([*before, scene.source]),
        "lang": scene.plan.words.lang,
    }


def stamp(*texts: str) -> str:
    """A short name for texts: the same only for the same, but for a number's last digits.

    >>> stamp("[0.30000000000000004]") == stamp("[0.3]"), stamp("[0.31]") == stamp("[0.3]")
    (True, False)
    """
    said = DIGITS.sub(lambda number: f"{float(number[0]):.9g}", "\n".join(texts))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16]


def drawn(states: Iterable[State], kind: str) -> Iterator[str]:
    """The charts as SVG, or as PNG in Base64."""
    with launched(browser_path()) as browser:
        page = browser.new_page()
        page.add_script_tag(content=plotly_js().decode("utf-8"))
        page.add_script_tag(
            content=f"{Chart._esm}\nglobalThis.keeping = {{ picture, png, asText }};", type="module"
        )
        page.wait_for_function("globalThis.keeping")
        for each in states:
            yield page.evaluate(DRAW, [each, kind])


def browser_path() -> str:
    """Where the browser is.

    Raises:
        SystemExit: there is none.
    """
    path = find_browser()
    if path is None:
        raise SystemExit("A picture is out of date, and to draw it takes Chromium or Chrome.")
    return path


def small(image: bytes, most: int, **texts: str) -> bytes:
    """The same PNG with a palette instead of a colour a pixel: a third of the bytes.

    Args:
        image: any picture.
        most: bytes that it may have.
        texts: to put into it, by keyword.

    Raises:
        ValueError: it is too large with every palette.
    """
    about = PngInfo()
    for keyword, text in texts.items():
        about.add_text(keyword, text)
    with Image.open(io.BytesIO(image)) as full:
        for colours in COLOURS:
            out = io.BytesIO()
            few = full.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
            few.save(out, "PNG", optimize=True, pnginfo=about)
            if len(out.getvalue()) < most:
                return out.getvalue()
    raise ValueError(f"a picture has {len(out.getvalue())} bytes, and may have {most} at most")
