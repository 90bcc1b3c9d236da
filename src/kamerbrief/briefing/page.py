"""One A4 page from the ledger: five lines, four figures, a chart, what follows and what to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from kamerbrief.briefing.picture import picture
from kamerbrief.claims import Figure, Source, read_ledger
from kamerbrief.letter import read_letter
from kamerbrief.scenes import theme
from kamerbrief.scenes.badges import badge, homed, lines
from kamerbrief.scenes.controls import OutOfRange
from kamerbrief.scenes.language import said
from kamerbrief.scenes.plans import PLANS, plan
from kamerbrief.scenes.scene import Scene
from kamerbrief.scenes.wording import Wording

FIGURES = ("teachers-disadvantaged", "school-budget", "municipal-budget", "total-budget")
LINES = ("asked", "survey", "doubt", "money", "measures")
SECTIONS = {"can": ("answers", "rounding", "order"), "cannot": ("schools", "pupils", "effect")}
QUESTIONS = ("found", "base", "amounts", "pile")
DOUBT = "onderzoek.1.5"  # the sentence in which the minister says what he cannot judge
TOLD = 2  # explorers of which the page has room to say what follows
MARK = "\ue000"  # around the id of a figure in a text, until its footnote has a number

Settings = Mapping[str, Mapping[str, str]]


class BriefingError(ValueError):
    """Settings that cannot be, said in a sentence of the edition."""


def briefing(words: Wording, scenes: Sequence[Scene] = ()) -> str:
    """The page as a whole HTML document, which needs nothing else.

    Args:
        words: the edition that says it.
        scenes: each figure that was moved in them is listed as the reader's assumption.
    """
    say, own = _marking(words), _assumptions(scenes)
    parts = [
        f"<h1>{say('title')}</h1><p>{say('lead')}</p>",
        f"<h2>{say('lines')}</h2><ol>{_items(say, 'line', LINES)}</ol>",
        f"<h2>{say('figures')}</h2>{_figures(words)}",
        f"<figure>{picture(words)}<figcaption>{say('caption')}</figcaption></figure>",
        "<div>"
        + "".join(
            f"<section><h2>{say(name)}</h2><ul>{_items(say, name, items)}</ul></section>"
            for name, items in SECTIONS.items()
        )
        + "</div>",
        f"<h2>{say('questions')}</h2><ul>{_items(say, 'question', QUESTIONS)}</ul>",
        f'<h2>{say("yours")}</h2><ul class="kb-yours">{own}</ul>' if own else "",
    ]
    body, notes = _footnoted("".join(parts), words)
    title = escape(words.text("briefing.title"))
    return (
        f'<!DOCTYPE html>\n<html lang="{words.lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{_style()}</style>\n</head>\n"
        f"<body>\n<main>{body}</main>\n<footer><ol>{notes}</ol></footer>\n</body>\n</html>\n"
    )


def _marking(words: Wording) -> Callable[[str], str]:
    """Says a message of the briefing as HTML, in which each figure carries its mark."""
    marked = {
        figure.id: f"{words.figure(figure.id)}{MARK}{figure.id}{MARK}"
        for figure in read_ledger().of(Figure)
    }
    doubt = lines(read_letter().part(DOUBT).lines, words)
    return lambda key: said(words.text(f"briefing.{key}", doubt=doubt, **marked))


def _items(say: Callable[[str], str], name: str, items: Iterable[str]) -> str:
    return "".join(f"<li>{say(f'{name}.{item}')}</li>" for item in items)


def _figures(words: Wording) -> str:
    """What it is, its value with a footnote, and its badge, a figure a row."""
    rows = []
    for figure_id in FIGURES:
        figure = read_ledger()[figure_id]
        rows.append(
            f'<tr><th scope="row">{escape(words.text(f"claim.{figure_id}"))}</th>'
            f"<td>{escape(words.figure(figure_id))}{MARK}{figure_id}{MARK}</td>"
            f"<td>{badge(figure.kind, escape(words.text(f'badge.{figure.kind}.name')))}</td></tr>"
        )
    return f"<table>{''.join(rows)}</table>"


def _footnoted(html: str, words: Wording) -> tuple[str, str]:
    """The page with numbers for its marks, and the footnotes in the order of their numbers."""
    order: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        note = order.setdefault(match[1], len(order) + 1)
        return f'<sup><a href="#note-{note}">[{note}]</a></sup>'

    body = re.sub(f"{MARK}([^{MARK}]*){MARK}", number, html)
    notes = "".join(
        f'<li id="note-{note}">{_home(read_ledger()[figure], words)}</li>'
        for figure, note in order.items()
    )
    return body, notes


def _home(figure: Figure, words: Wording) -> str:
    text = homed(figure, words)
    return f'<a href="{escape(figure.url)}">{text}</a>' if isinstance(figure, Source) else text


def scenes_at(settings: Settings, words: Wording) -> list[Scene]:
    """The scenes of the explorers of these names, each at the settings that an address gives it.

    Raises:
        BriefingError: an explorer, a setting or a value that does not exist.
    """
    found = []
    for name, given in settings.items():
        if name not in PLANS:
            raise BriefingError(words.text("briefing.no-explorer", name=name))
        explorer = plan(words, name)
        try:
            found.append(explorer.scene(explorer.addressed(given), {}))
        except OutOfRange as problem:
            raise BriefingError(str(problem)) from None
    return found


def _assumptions(scenes: Sequence[Scene]) -> str:
    """Of each scene what stands where, as items of a list; of a few also what follows."""
    moved = [scene for scene in scenes if scene.assumptions]
    items = [f"{scene.plan.in_words(scene.state, scene.assumptions)}." for scene in moved]
    if len(moved) <= TOLD:
        items = [f"{item} {scene.reading}" for item, scene in zip(items, moved, strict=True)]
    return "".join(f"<li>{escape(item)}</li>" for item in items)


def _style() -> str:
    colours = "".join(f"--kb-{token}:{value};" for token, value in theme.LIGHT.items())
    rules = Path(__file__).with_name("print.css").read_text(encoding="utf-8")
    return f":root{{{colours}}}\n{rules}"
