"""What a page of the walk says around its notebook, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

from kamerbrief.editions import Words
from kamerbrief.pages.walk import Stop, Walk

SAYS = ("name", "walk", "contents", "letter", "skip", "previous", "next", "present")


def context(walk: Walk, stop: Stop, walks: Mapping[str, Walk]) -> dict[str, Any]:
    """What the template needs to know of one page.

    Args:
        walk: of the page's edition.
        stop: the page.
        walks: of all editions.
    """
    before, after = walk.around(stop)
    words = walk.words
    return {
        "lang": words.lang,
        "editions": [
            {
                "lang": other.words.lang,
                "name": other.words.text("app.language"),
                "address": replace(stop, edition=edition).address,
            }
            for edition, other in walks.items()
            if edition != stop.edition
        ],
        "title": stop.title,
        "line": stop.line,
        "home": "index.html",
        "first": walk.stops[0].address,
        "is_first": stop == walk.stops[0],
        "previous": before and {"title": before.title, "address": before.address},
        "next": after and {"title": after.title, "address": after.address},
        "deck": slides_bar(words),
        "says": {name: words.text(f"app.{name}") for name in SAYS},
    }


def slides_bar(words: Words) -> str:
    """Where a reader of slides goes on, back, and to the page as a whole, as HTML."""

    def button(name: str, text: str) -> str:
        return f'<button type="button" data-kb="{name}">{text}</button>'

    texts = {name: escape(words.text(f"slides.{name}")) for name in ("bar", "back", "on", "leave")}
    parts = [
        button("back", f"← {texts['back']}"),
        '<p data-kb="count" role="status"></p>',
        button("on", f"{texts['on']} →"),
        button("leave", texts["leave"]),
    ]
    label = f'id="kb-deck" aria-label="{texts["bar"]}"'
    return f'<nav class="kb-deck" {label} hidden>{"".join(parts)}</nav>'


def to_pages(markdown: str) -> str:
    """Markdown whose links to notebooks lead to their pages.

    >>> to_pages("[The survey](02-survey.ipynb)")
    '[The survey](02-survey.html)'
    """
    return re.sub(r'\.ipynb(?=[)#"])', ".html", markdown)
