"""Editions: everything a reader reads, in one language, and the way into a notebook."""

from typing import NamedTuple

from kamerbrief.editions.words import Words, editions
from kamerbrief.explorers import Ask, Explore, Show

__all__ = ["Edition", "Words", "editions", "open_edition"]


class Edition(NamedTuple):
    """What a notebook uses, all in one language."""

    show: Show
    explore: Explore
    ask: Ask


def open_edition(name: str) -> Edition:
    """What a notebook uses: ``show, explore, ask = open_edition("en")``.

    Args:
        name: of the edition, one of ``editions()``.

    Raises:
        ValueError: there is no edition of that name.
    """
    words = Words(name)
    return Edition(Show(words), Explore(words), Ask(words))
