"""The walk as pages: each with its title, a line, and the page before and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kamerbrief.editions import Words, editions
from kamerbrief.scenes.walk import walk


@dataclass(frozen=True)
class Stop:
    """One notebook of an edition, as a page."""

    edition: str
    name: str
    title: str
    line: str

    @property
    def path(self) -> str:
        """The notebook below the served folder."""
        return f"{self.edition}/{self.name}.ipynb"

    @property
    def address(self) -> str:
        """The page, seen from one in an edition's folder."""
        return f"../{self.edition}/{self.name}.html"


@dataclass(frozen=True)
class Walk:
    """The pages of one edition in their order."""

    words: Words
    stops: tuple[Stop, ...]

    def around(self, stop: Stop) -> tuple[Stop | None, Stop | None]:
        """The pages before and after one."""
        at = self.stops.index(stop)
        before = self.stops[at - 1] if at else None
        return before, self.stops[at + 1] if at + 1 < len(self.stops) else None


def walks(folder: Path) -> Mapping[str, Walk]:
    """The walk of every edition that has notebooks in a folder, by the edition's name."""
    names = tuple(dict.fromkeys(topic.notebook for topic in walk().values()))
    found = {edition: _walk(folder, edition, names) for edition in editions()}
    return {edition: walk for edition, walk in found.items() if walk.stops}


def _walk(folder: Path, edition: str, names: tuple[str, ...]) -> Walk:
    words = Words(edition)
    stops = tuple(
        Stop(edition, name, words.text(f"notebook.{name}"), words.text(f"walk.{name}"))
        for name in names
        if (folder / edition / f"{name}.ipynb").is_file()
    )
    return Walk(words, stops)
