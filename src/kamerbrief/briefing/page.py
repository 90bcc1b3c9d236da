"""One A4 page from the ledger: five lines, four figures, a chart, what follows and what to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from kamerbrief.briefing.picture import picture
from kamerbrief.charts import theme
from kamerbrief.claims import Figure, Source
from kamerbrief.editions import Words
from kamerbrief.explorers import Explore, OutOfRange
from kamerbrief.explorers.address import read
from kamerbrief.explorers.badges import badge, home

FIGURES = ("teachers-disadvantaged", "school-budget", "municipal-budget", "total-budget")
LINES = ("asked", "survey", "doubt", "money", "measures")
SECTIONS = {"can": ("answers", "rounding", "order"), "cannot": ("schools", "pupils", "effect")}
QUESTIONS = ("found", "base", "amounts", "pile")
MARK = "\ue000"  # around the id of a figure in a text, until its footnote has a number

Settings = Mapping[str, Mapping[str, str]]


class BriefingError(ValueError):
    """Settings that cannot be, said in a sentence of the edition."""


class Noted(Words):
    """An edition that marks each figure of the ledger it says, so that it can be footnoted."""

    def say(self, value: Any, spec: str = "") -> str:
        """A value as a reader writes it; behind a figure stands its mark."""
        text = super().say(value, spec)
        return f"{text}{MARK}{value.id}{MARK}" if isinstance(value, Figure) else text


def briefing(edition: str, settings: Settings | None = None) -> str:
    """The page as a whole HTML document, which needs nothing else.

    Args:
        edition: its language, one of ``editions()``.
        settings: for each explorer's name its settings as they stand in an address; each that
            differs from the start is listed as the reader's assumption, with what follows.

    Raises:
        BriefingError: an explorer, a setting or a value that does not exist.
        ValueError: there is no edition of that name.

    >>> "circa €290\N{NO-BREAK SPACE}million" in briefing("en")
    True
    """
    words = Noted(edition)
    own = _assumptions(settings or {}, Words(edition))
    parts = [
        f"<h1>{_text(words, 'title')}</h1><p>{_text(words, 'lead')}</p>",
        f"<h2>{_text(words, 'lines')}</h2><ol>{_items(words, 'line', LINES)}</ol>",
        f"<h2>{_text(words, 'figures')}</h2>{_figures(words)}",
        f"<figure>{picture(Words(edition))}<figcaption>{_text(words, 'caption')}</figcaption></figure>",
        "<div>"
        + "".join(
            f"<section><h2>{_text(words, name)}</h2><ul>{_items(words, name, items)}</ul></section>"
            for name, items in SECTIONS.items()
        )
        + "</div>",
        f"<h2>{_text(words, 'questions')}</h2><ul>{_items(words, 'question', QUESTIONS)}</ul>",
        f'<h2>{_text(words, "yours")}</h2><ul class="kb-yours">{own}</ul>' if own else "",
    ]
    body, notes = _footnoted("".join(parts), Words(edition))
    title = escape(re.sub(f"{MARK}[^{MARK}]*{MARK}", "", words.text("briefing.title")))
    return (
        f'<!DOCTYPE html>\n<html lang="{words.lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_style()}</style>\n</head>\n"
        f"<body>\n<main>{body}</main>\n<footer><ol>{notes}</ol></footer>\n</body>\n</html>\n"
    )


def _text(words: Words, key: str) -> str:
    return escape(words.text(f"briefing.{key}"))


def _items(words: Words, name: str, items: Iterable[str]) -> str:
    return "".join(f"<li>{_text(words, f'{name}.{item}')}</li>" for item in items)


def _figures(words: Noted) -> str:
    """What it is, its value with a footnote, and its badge, a figure a row."""
    rows = []
    for figure_id in FIGURES:
        figure = words.ledger[figure_id]
        rows.append(
            f'<tr><th scope="row">{escape(words.text(f"claim.{figure_id}"))}</th>'
            f"<td>{escape(words.say(figure))}</td>"
            f"<td>{badge(figure.kind, words.text(f'badge.{figure.kind}.name'))}</td></tr>"
        )
    return f"<table>{''.join(rows)}</table>"


def _footnoted(html: str, words: Words) -> tuple[str, str]:
    """The page with numbers for its marks, and the footnotes in the order of their numbers."""
    order: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        note = order.setdefault(match[1], len(order) + 1)
        return f'<sup><a href="#note-{note}">[{note}]</a></sup>'

    body = re.sub(f"{MARK}([^{MARK}]*){MARK}", number, html)
    notes = "".join(
        f'<li id="note-{note}">{_home(words.ledger[figure], words)}</li>'
        for figure, note in order.items()
    )
    return body, notes


def _home(figure: Figure, words: Words) -> str:
    text = escape(home(figure, words))
    return f'<a href="{escape(figure.url)}">{text}</a>' if isinstance(figure, Source) else text


def _assumptions(settings: Settings, words: Words) -> str:
    """Each explorer that the reader has moved: what stands where; of a single one, what follows."""
    explore, items, readings = Explore(words), [], []
    for name, given in settings.items():
        open_explorer = getattr(explore, name, None) if not name.startswith("_") else None
        if open_explorer is None:
            raise BriefingError(words.text("briefing.no-explorer", name=name))
        try:
            at_home = open_explorer()
            start = {
                control: read(at_home.controls.get(control), text, words)
                for control, text in given.items()
            }
            explorer = open_explorer(**start)
        except OutOfRange as problem:
            raise BriefingError(str(problem)) from None
        moved = [
            words.text("briefing.setting", label=_label(widget), value=_shown(widget))
            for widget in explorer.assumptions.values()
        ]
        if moved:
            items.append(f"{'; '.join(moved)}.")
            readings.append(explorer.reading)
    if len(items) == 1:
        items = [f"{items[0]} {readings[0]}"]
    return "".join(f"<li>{escape(item)}</li>" for item in items)


def _label(widget: Any) -> str:
    """What a control is called; the "label" of a list is what is chosen in it."""
    return str(getattr(widget, "description", "") or widget.label)


def _shown(widget: Any) -> str:
    """The value of a control in words: as its field, its list or its box shows it."""
    if hasattr(widget, "shown"):
        return str(widget.shown)
    options = [text for text, value in getattr(widget, "options", ()) if value == widget.value]
    return options[0] if options else str(widget.value)


def _style() -> str:
    colours = "".join(f"--kb-{token}:{value};" for token, value in theme.LIGHT.items())
    rules = Path(__file__).with_name("print.css").read_text(encoding="utf-8")
    return f":root{{{colours}}}\n{rules}"
