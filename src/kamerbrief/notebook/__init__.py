"""In Jupyter: scenes shown by ipywidgets, and what a notebook calls ``show``, ``explore`` and ``ask``."""

from typing import NamedTuple

from kamerbrief.editions import Words
from kamerbrief.notebook.explore import Explore
from kamerbrief.notebook.questions import Ask
from kamerbrief.notebook.show import Show

__all__ = ["Ask", "Edition", "Explore", "Show", "open_edition"]


class Edition(NamedTuple):
    """What a notebook uses, all in one language."""

    show: Show
    explore: Explore
    ask: Ask


def open_edition(name: str) -> Edition:
    """What a notebook uses: ``show, explore, ask = open_edition("en")``.

    Args:
        name: of the edition, one of ``kamerbrief.editions.editions()``.

    Raises:
        ValueError: there is no edition of that name.
    """
    words = Words(name)
    return Edition(Show(words), Explore(words), Ask(words))
