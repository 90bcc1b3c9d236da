"""The walk: which notebook has which topics, and what each topic reads, lists, explains and asks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kamerbrief.scenes.wording import Wording


@dataclass(frozen=True)
class Check:
    """A self-check question: how many answers it offers, and the number of the right one."""

    id: str
    options: int
    right: int


@dataclass(frozen=True)
class Topic:
    """What the cells of one topic show."""

    name: str
    notebook: str
    passage: tuple[str, ...]
    figures: tuple[str, ...]
    terms: tuple[str, ...]
    checks: tuple[Check, ...]
    explorers: tuple[str, ...]


@cache
def walk() -> dict[str, Topic]:
    """All topics by name, in the order of the notebooks."""
    data = tomllib.loads(files("kamerbrief.scenes").joinpath("walk.toml").read_text("utf-8"))
    topics = {}
    for notebook in data["notebook"]:
        for name in notebook["topics"]:
            entry = data["topic"][name]
            topics[name] = Topic(
                name=name,
                notebook=notebook["name"],
                passage=tuple(entry["passage"]),
                figures=tuple(entry["figures"]),
                terms=tuple(entry["terms"]),
                checks=tuple(Check(**check) for check in entry["checks"]),
                explorers=tuple(entry["explorers"]),
            )
    return topics


def topic(name: str) -> Topic:
    """A topic by its name.

    Raises:
        KeyError: no topic of that name.
    """
    try:
        return walk()[name]
    except KeyError:
        raise KeyError(f"no topic {name!r}; there are: {', '.join(walk())}") from None


def notebooks_with(entry: str, words: Wording) -> str:
    """The titles of the notebooks that list a figure or explain a term, by its id."""
    found = (each.notebook for each in walk().values() if entry in (*each.figures, *each.terms))
    return ", ".join(words.text(f"notebook.{name}") for name in dict.fromkeys(found))
