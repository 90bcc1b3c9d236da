"""A made-up language, in which nothing that was translated looks like English: every vowel is another.

In a copy of the checkout, `python -m tests.editions.madeup NAME` translates the edition NAME.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

import nbformat

from kamerbrief.editions import Words
from tests.notebooks.prose import markdown, written
from tests.notebooks.refresh import NOTEBOOKS, ROOT, keep_up

VOWELS: Final = str.maketrans("aeiouyAEIOUY", "àèìòùỳÀÈÌÒÙỲ")
# What is no word: placeholders, elements, code, where a link leads, escapes in a catalogue.
NO_WORD: Final = re.compile(r"(\{[^}]*\}|<[^>]*>|`[^`]*`|(?<=\])\([^)]*\)|\\.)")
UNTRANSLATED: Final = re.compile(r"[aeiouyAEIOUY]")


def translated(text: str) -> str:
    """A text in the made-up language.

    >>> translated("{n:number} answers from a random sample")
    '{n:number} ànswèrs fròm à ràndòm sàmplè'
    """
    parts = NO_WORD.split(text)
    return "".join(part if i % 2 else part.translate(VOWELS) for i, part in enumerate(parts))


def translate(name: str) -> None:
    """Translate the messages and notebooks of an edition that was just begun."""
    file = ROOT / "src" / "kamerbrief" / "editions" / name / "messages.po"
    head, *blocks = file.read_text(encoding="utf-8").split("\n\n")
    strings = re.compile(r'^(msgstr(?:\[\d\])? ")(.*)"$', re.MULTILINE)
    body = strings.sub(lambda match: f'{match[1]}{translated(match[2])}"', "\n\n".join(blocks))
    file.write_text(f"{head}\n\n{body.replace('#, fuzzy' + chr(10), '')}", encoding="utf-8")
    for path in sorted((NOTEBOOKS / name).glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        for cell in markdown(notebook.cells):
            cell["source"] = translated(written(cell["source"]))
        keep_up(notebook, path)
        nbformat.write(notebook, path)
    assert Words(name).text("app.name")


if __name__ == "__main__":
    translate(Path(sys.argv[1]).name)
