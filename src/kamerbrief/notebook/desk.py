"""Where a notebook hands out the briefing: two buttons, and a sentence when there is no PDF."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from kamerbrief.briefing.page import briefing
from kamerbrief.briefing.printing import NoPrinter, printed
from kamerbrief.notebook.cells import Shown, made, row
from kamerbrief.notebook.explorer import opened
from kamerbrief.notebook.files import Giving
from kamerbrief.scenes.badges import status
from kamerbrief.scenes.wording import Wording


class Desk(Shown):
    """The briefing to take along, with what the reader has set in the explorers of this notebook.

    Args:
        words: the edition.
    """

    def __init__(self, words: Wording) -> None:
        self._words = words
        self.files = Giving()
        self.html = widgets.Button(description=words.text("briefing.html"))
        self.pdf = widgets.Button(description=words.text("briefing.pdf"))
        self._said = widgets.HTML()
        self.html.on_click(lambda _button: self._hand_html())
        self.pdf.on_click(lambda _button: self._hand_pdf())
        lead = widgets.HTML(f'<p lang="{words.lang}">{escape(words.text("briefing.take"))}</p>')
        super().__init__([lead, row(self.html, self.pdf), self._said, self.files])
        self.add_class("kb-explorer")
        self.add_class("kb-ask")
        made(self)

    @property
    def said(self) -> str:
        """What was said about the last file, as HTML."""
        return str(self._said.value)

    def _page(self) -> str:
        return briefing(self._words, [explorer.scene for explorer in opened()])

    def _hand_html(self) -> None:
        self.files.hand("briefing.html", "text/html", self._page().encode("utf-8"))
        self._say(self._words.text("briefing.handed"))

    def _hand_pdf(self) -> None:
        try:
            self.files.hand("briefing.pdf", "application/pdf", printed(self._page()))
        except NoPrinter:
            self._say(self._words.text("briefing.no-pdf"))
            return
        self._say(self._words.text("briefing.handed"))

    def _say(self, text: str) -> None:
        self._said.value = status(escape(text), self._words)

    def __repr__(self) -> str:
        return self._words.text("briefing.take")
