"""All explorers by name, said by one edition: what a notebook calls ``explore``."""

from __future__ import annotations

from typing import Any

from kamerbrief.charts.wording import Wording
from kamerbrief.explorers import budget, reader, rounding, schools, survey
from kamerbrief.explorers.explorer import Explorer


class Explore:
    """The explorers. Each opens at the letter's values, or where its arguments say."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def letter(self, **start: Any) -> Explorer:
        """The whole letter: ``section``, ``speaker``, ``figure``, ``translation``."""
        return reader.letter(self._words, **start)

    def funnel(self, **start: Any) -> Explorer:
        """Who answered: ``base``."""
        return survey.funnel(self._words, **start)

    def sample_size(self, **start: Any) -> Explorer:
        """How far n answers reach: ``n, share, confidence, population, design_effect, bias``."""
        return survey.sample_size(self._words, **start)

    def answers_needed(self, **start: Any) -> Explorer:
        """How many answers a margin takes: ``margin, share, confidence, population, design_effect``."""
        return survey.answers_needed(self._words, **start)

    def repeated_surveys(self, **start: Any) -> Explorer:
        """The same survey many times: ``n, share, confidence, surveys, draw``."""
        return survey.repeated_surveys(self._words, **start)

    def budget_split(self, **start: Any) -> Explorer:
        """A budget divided: ``preset, total, schools, preschool, other, lock_…, compare``."""
        return budget.budget_split(self._words, **start)

    def schools(self, **start: Any) -> Explorer:
        """Made-up schools on either side of a threshold: ``threshold, count, draw``."""
        return schools.schools(self._words, **start)

    def rounding(self, **start: Any) -> Explorer:
        """Whether a rounded total can be right: ``part_1, part_2, total, unit``."""
        return rounding.rounding(self._words, **start)
