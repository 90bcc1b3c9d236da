"""Posters: a small picture of each explorer as it opens, for those who look without running.

A poster says in its metadata from what it was drawn, so that it is drawn again only when that is
something else.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from nbformat import NotebookNode
from nbformat.v4 import new_output

from kamerbrief.editions import Words
from kamerbrief.lab.saving import PICTURE, is_poster
from kamerbrief.scenes.plans import scene
from tests.pictures.drawn import State, drawn, small, stamp, state

CALL: Final = re.compile(r"^explore\.(\w+)\(\)$", re.MULTILINE)
SMALL: Final = 40_000  # bytes


def explored(notebook: dict[str, Any], edition: str) -> Iterator[tuple[dict[str, Any], State]]:
    """Each cell that opens an explorer, with what the explorer's chart is drawn from."""
    for cell in notebook["cells"]:
        called = CALL.search("".join(cell["source"])) if cell["cell_type"] == "code" else None
        if called:
            yield cell, _opening(called[1], edition)


@cache
def _opening(explorer: str, edition: str) -> State:
    return state(scene(Words(edition), explorer, {}, {}))


def stamped(cell: dict[str, Any]) -> list[str]:
    """The stamps of the posters that a cell has."""
    posters = filter(is_poster, cell["outputs"])
    return [poster["metadata"].get("kamerbrief", {}).get("chart", "") for poster in posters]


def renew(notebook: NotebookNode, edition: str) -> int:
    """Draw the posters that are missing or of another chart; how many.

    Raises:
        SystemExit: one is to be drawn, and there is no browser.
    """
    wanted = [(cell, each, stamp(*each.values())) for cell, each in explored(notebook, edition)]
    stale = [(cell, each, name) for cell, each, name in wanted if stamped(cell) != [name]]
    images = drawn((each for _, each, _ in stale), "png") if stale else ()
    for (cell, each, name), image in zip(stale, images, strict=True):
        about = {"alt": json.loads(each["figure"])["layout"]["meta"]["alt"]}
        data = base64.b64encode(small(base64.b64decode(image), SMALL)).decode("ascii")
        poster = new_output(
            "display_data",
            data={PICTURE: data},
            metadata={PICTURE: about, "kamerbrief": {"chart": name}},
        )
        cell["outputs"] = [o for o in cell["outputs"] if not is_poster(o)] + [poster]
    return len(stale)
