"""What a reader sees and moves: explorers, pages and questions."""

from kamerbrief.explorers.explore import Explore
from kamerbrief.explorers.explorer import Explorer
from kamerbrief.explorers.number import OutOfRange
from kamerbrief.explorers.pages import Page, Show
from kamerbrief.explorers.questions import Ask, Prediction, SelfCheck

__all__ = ["Ask", "Explore", "Explorer", "OutOfRange", "Page", "Prediction", "SelfCheck", "Show"]
