"""What a page of the walk says around its notebook, in the app and on the static site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.metadata import version
from operator import attrgetter
from typing import Any

from kamerbrief.app.slides import bar, style
from kamerbrief.app.walk import Stop, Walk
from kamerbrief.scenes import theme

SAYS = (
    "contents",
    "letter",
    "skip",
    "waiting",
    "failed",
    "reload",
    "previous",
    "next",
    "present",
)


def context(
    walk: Walk,
    stop: Stop,
    walks: Mapping[str, Walk],
    *,
    home: str = "",
    address: Callable[[Stop], str] = attrgetter("address"),
) -> dict[str, Any]:
    """What the template needs to know of one page, among the walks of all editions.

    Args:
        walk: of the page's edition.
        stop: the page.
        walks: of all editions.
        home: where all pages are listed; where nothing is said, the app's list.
        address: of a page, seen from this one.
    """
    before, after = walk.around(stop)
    words = walk.words
    return {
        "lang": words.lang,
        "editions": [
            {
                "lang": other.words.lang,
                "name": other.words.text("app.language"),
                "address": address(replace(stop, edition=edition)),
            }
            for edition, other in walks.items()
            if edition != stop.edition
        ],
        "title": stop.title,
        "line": stop.line,
        "home": home or f"/{stop.edition}/",
        "first": address(walk.stops[0]),
        "is_first": stop == walk.stops[0],
        "previous": before and {"title": before.title, "address": address(before)},
        "next": after and {"title": after.title, "address": address(after)},
        "plotly": version("plotly"),
        "deck": bar(words, live=True),
        "says": {
            **{name: words.text(f"app.{name}") for name in (*SAYS, "name", "walk")},
            "kernel-gone": words.text("app.kernel-gone"),
            "server-gone": words.text("app.server-gone"),
        },
    }


def sheet() -> str:
    """The style sheet of a page; on paper its colours are those of a light page."""
    light = "".join(f"--kb-{token}:{value};" for token, value in theme.LIGHT.items())
    return f"{style()}\n@media print{{body.kb-app[data-jp-theme-light]{{{light}}}}}"
