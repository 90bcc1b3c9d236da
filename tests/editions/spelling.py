"""Spelling, by hunspell and the dictionaries that Debian has; what is accepted beside them is listed."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import nbformat

from kamerbrief.editions.words import catalogue
from kamerbrief.scenes.language import QUOTED, in_letter
from tests.notebooks.prose import written
from tests.notebooks.refresh import NOTEBOOKS

DICTIONARIES: Final = {"en": "en_GB", "nl": "nl_NL"}
WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
NO_PROSE: Final = re.compile(r"`[^`]*`|https?://\S+|(?<=\])\([^)]*\)|\b[\w-]+\.ipynb\b")
OTHER: Final = re.compile(r'<(\w+)[^>]* lang="[^"]*"[^>]*>.*?</\1>', re.DOTALL)
TAG: Final = re.compile(r"<[^>]*>")


def present() -> bool:
    """Whether there is a spell checker with all dictionaries."""
    if not shutil.which("hunspell"):
        return False
    listed = subprocess.run(
        ["hunspell", "-D"], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    return all(f"/{name}" in listed.stderr + listed.stdout for name in DICTIONARIES.values())


@cache
def accepted(lang: str) -> frozenset[str]:
    """The names and words that are right, and in no dictionary."""
    file = Path(__file__).with_name(f"accepted-{lang}.txt")
    lines = file.read_text(encoding="utf-8").split("\n") if file.exists() else []
    return frozenset(line for line in lines if line and not line.startswith("#"))


def misspelt(texts: Iterable[str], lang: str, known: frozenset[str] | None = None) -> list[str]:
    """The words of some texts that neither the language's dictionary nor our list has.

    Args:
        texts: in the language.
        lang: the language.
        known: another list than ours.
    """
    assert lang in DICTIONARIES, f"name a dictionary for {lang!r} among DICTIONARIES"
    known = accepted(lang) if known is None else known
    words = {word for text in texts for word in WORD.findall(text)}
    words = {word for word in words if not known & {word, word[0].lower() + word[1:]}}
    asked = subprocess.run(
        ["hunspell", "-d", DICTIONARIES[lang], "-i", "utf-8", "-l"],
        input="\n".join(sorted(words)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return sorted(set(asked.stdout.split()))


def messages(edition: str) -> list[str]:
    """The texts of a catalogue in its own language, without placeholders and the letter's words."""
    found = []
    for key, message in catalogue(edition)[1].items():
        if key.endswith(".gloss") and edition == "nl":
            continue  # the English name of a term
        for text in [message] if isinstance(message, str) else message:
            own = QUOTED.sub(lambda match: "" if in_letter(match[1]) else match[0], text)
            found.append(" ".join(literal for literal, *_ in string.Formatter().parse(own)))
    return [TAG.sub(" ", text) for text in found]


def prose(edition: str) -> list[str]:
    """What stands between the cells of an edition's notebooks and in its guide, in its language."""
    texts = [
        written(cell.source)
        for path in sorted((NOTEBOOKS / edition).glob("*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown"
    ]
    texts += [path.read_text(encoding="utf-8") for path in (NOTEBOOKS / edition).glob("*.md")]
    return [TAG.sub(" ", OTHER.sub(" ", NO_PROSE.sub(" ", text))) for text in texts]
