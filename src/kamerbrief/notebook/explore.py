"""All explorers by name, said by one edition: what a notebook calls ``explore``."""

from __future__ import annotations

from typing import Any

from kamerbrief.notebook.explorer import Explorer
from kamerbrief.scenes.plans import plan
from kamerbrief.scenes.wording import Wording


class Explore:
    """The explorers. Each opens at the letter's values, or where its arguments say."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def letter(self, **start: Any) -> Explorer:
        """The whole letter: ``section``, ``speaker``, ``figure``, ``translation``."""
        return Explorer(plan(self._words, "letter"), start)

    def references(self, **start: Any) -> Explorer:
        """Every document the letter names: ``note``."""
        return Explorer(plan(self._words, "references"), start)

    def leans_on(self, **start: Any) -> Explorer:
        """What one sentence leans on: ``sentence``."""
        return Explorer(plan(self._words, "leans_on"), start)

    def funnel(self, **start: Any) -> Explorer:
        """Who answered: ``base``."""
        return Explorer(plan(self._words, "funnel"), start)

    def sample_size(self, **start: Any) -> Explorer:
        """How far n answers reach: ``n, share, confidence, population, design_effect, bias``."""
        return Explorer(plan(self._words, "sample_size"), start)

    def answers_needed(self, **start: Any) -> Explorer:
        """How many answers a margin takes: ``margin, share, confidence, population, design_effect``."""
        return Explorer(plan(self._words, "answers_needed"), start)

    def repeated_surveys(self, **start: Any) -> Explorer:
        """The same survey many times: ``n, share, confidence, surveys, draw``."""
        return Explorer(plan(self._words, "repeated_surveys"), start)

    def response_ratio(self, **start: Any) -> Explorer:
        """Unequal response: ``known, share, ratio, n``."""
        return Explorer(plan(self._words, "response_ratio"), start)

    def worst_case(self, **start: Any) -> Explorer:
        """Whatever the silent would have said: ``share, n, invited``."""
        return Explorer(plan(self._words, "worst_case"), start)

    def effective_size(self, **start: Any) -> Explorer:
        """What a selection of answers is worth: ``n, defect, population``."""
        return Explorer(plan(self._words, "effective_size"), start)

    def bases(self, **start: Any) -> Explorer:
        """Of whom the letter's count is a part: ``reading, others``."""
        return Explorer(plan(self._words, "bases"), start)

    def two_groups(self, **start: Any) -> Explorer:
        """Two groups compared: ``topic, share_1, share_2, n_1, n_2, confidence, method``."""
        return Explorer(plan(self._words, "two_groups"), start)

    def often(self, **start: Any) -> Explorer:
        """Teachers who say "often", and pupils: ``class_size, prevalence, threshold``."""
        return Explorer(plan(self._words, "often"), start)

    def many_questions(self, **start: Any) -> Explorer:
        """What chance makes of many questions: ``questions, gap, n_1, n_2``."""
        return Explorer(plan(self._words, "many_questions"), start)

    def budget_split(self, **start: Any) -> Explorer:
        """A budget divided: ``preset, total, schools, preschool, other, lock_…, compare``."""
        return Explorer(plan(self._words, "budget_split"), start)

    def schools(self, **start: Any) -> Explorer:
        """Made-up schools on either side of a threshold: ``threshold, count, draw``."""
        return Explorer(plan(self._words, "schools"), start)

    def rounding(self, **start: Any) -> Explorer:
        """Whether a rounded total can be right: ``part_1, part_2, total, unit``."""
        return Explorer(plan(self._words, "rounding"), start)

    def release(self, **start: Any) -> Explorer:
        """Teachers released: ``preset, subsidy, years, cost_per_fte, hours_per_week, …``."""
        return Explorer(plan(self._words, "release"), start)

    def accumulation(self, **start: Any) -> Explorer:
        """Problems that pile up: ``problems, prevalence, correlation, pile``."""
        return Explorer(plan(self._words, "accumulation"), start)

    def verdicts(self, **start: Any) -> Explorer:
        """The letter sentence by sentence: ``verdict, section``."""
        return Explorer(plan(self._words, "verdicts"), start)

    def your_view(self, **start: Any) -> Explorer:
        """Your settings, and the verdicts they change: ``ratio, unit, correlation``."""
        return Explorer(plan(self._words, "your_view"), start)
