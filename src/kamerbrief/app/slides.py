"""Notebooks as slides: files to show anywhere, from what is stored; and the same live in the app.

The live ones are the app's own pages, cut at their headings by the same script. JupyterLab's RISE
cannot show widgets of ipywidgets 8, and nbconvert's reveal asks seven files of public hosts, so
neither is used; nbconvert still turns the stored notebook into HTML.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any, Final

from kamerbrief.app.walk import Stop, walks
from kamerbrief.editions import Words
from kamerbrief.scenes import theme

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
LIVE: Final = ("show.scenarios(", "show.briefing(")  # cells that say nothing where nothing is live


class SlidesError(Exception):
    """Slides cannot be made; the message says why and the way out."""


def bar(words: Words, *, live: bool) -> str:
    """Where a reader goes on, back, and to the page as a whole, as HTML.

    Args:
        words: the edition.
        live: whether there is a page to go back to.
    """

    def button(name: str, text: str) -> str:
        return f'<button type="button" data-kb="{name}">{text}</button>'

    texts = {
        name: escape(words.text(f"slides.{name}"))
        for name in ("bar", "back", "on", "leave", "still")
    }
    parts = [
        button("back", f"← {texts['back']}"),
        '<p data-kb="count" role="status"></p>',
        button("on", f"{texts['on']} →"),
        button("leave", texts["leave"]) if live else f"<p>{texts['still']}</p>",
    ]
    label = f'id="kb-deck" aria-label="{texts["bar"]}"'
    return f'<nav class="kb-deck" {label} hidden>{"".join(parts)}</nav>'


def to_pages(markdown: str) -> str:
    """Markdown whose links to notebooks lead to their pages.

    >>> to_pages("[The survey](02-survey.ipynb)")
    '[The survey](02-survey.html)'
    """
    return re.sub(r'\.ipynb(?=[)#"])', ".html", markdown)


def style() -> str:
    """The style of pages and slides, and of all that is drawn in them."""
    return "\n".join([theme.stylesheet(), *map(_static, ("app.css", "slides.css"))])


def write(notebooks: Path, folder: Path) -> list[Path]:
    """Write a file of slides for each notebook of each edition, and give their paths.

    Args:
        notebooks: the folder that holds the editions' folders.
        folder: where to; each edition gets a folder in it.

    Raises:
        SlidesError: nbconvert is not installed, or a file cannot be written.
    """
    written = []
    for walk in walks(notebooks).values():
        for stop in walk.stops:
            file = folder / stop.edition / f"{stop.name}.html"
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(deck(notebooks, stop, walk.words), encoding="utf-8")
            except OSError as problem:
                raise SlidesError(f"{file} cannot be written: {problem.strerror}") from None
            written.append(file)
    return written


def deck(notebooks: Path, stop: Stop, words: Words) -> str:
    """A notebook's slides as one HTML document.

    Raises:
        SlidesError: nbconvert is not installed.
    """
    try:
        import nbconvert
        import nbformat
    except ImportError:
        raise SlidesError(
            "nbconvert is not installed; run: pip install 'kamerbrief[lab]'"
        ) from None
    notebook: Any = nbformat.reads((notebooks / stop.path).read_text("utf-8"), as_version=4)
    notebook.cells = [c for c in notebook.cells if not c.source.startswith(LIVE)]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = to_pages(cell.source)
    about = {
        "lang": words.lang,
        "title": escape(stop.title),
        "style": style(),
        "bar": bar(words, live=False),
        "script": "\n".join(map(_static, ("slides.js", "terms.js"))),
    }
    exporter = nbconvert.HTMLExporter(
        template_name="deck",
        extra_template_basedirs=[str(HERE / "decks")],
        exclude_input=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    html: str = exporter.from_notebook_node(notebook, {"deck": about})[0]
    return html


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
