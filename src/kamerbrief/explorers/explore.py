"""All explorers by name, said by one edition: what a notebook calls ``explore``."""

from __future__ import annotations

from typing import Any

from kamerbrief.charts.wording import Wording
from kamerbrief.explorers import (
    accumulation,
    budget,
    challenges,
    reader,
    references,
    release,
    respondents,
    rounding,
    schools,
    survey,
    verdict,
)
from kamerbrief.explorers.explorer import Explorer


class Explore:
    """The explorers. Each opens at the letter's values, or where its arguments say."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def letter(self, **start: Any) -> Explorer:
        """The whole letter: ``section``, ``speaker``, ``figure``, ``translation``."""
        return reader.letter(self._words, **start)

    def references(self, **start: Any) -> Explorer:
        """Every document the letter names: ``note``."""
        return references.references(self._words, **start)

    def leans_on(self, **start: Any) -> Explorer:
        """What one sentence leans on: ``sentence``."""
        return references.leans_on(self._words, **start)

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

    def response_ratio(self, **start: Any) -> Explorer:
        """Unequal response: ``known, share, ratio, n``."""
        return respondents.response_ratio(self._words, **start)

    def worst_case(self, **start: Any) -> Explorer:
        """Whatever the silent would have said: ``share, n, invited``."""
        return respondents.worst_case(self._words, **start)

    def effective_size(self, **start: Any) -> Explorer:
        """What a selection of answers is worth: ``n, defect, population``."""
        return respondents.effective_size(self._words, **start)

    def bases(self, **start: Any) -> Explorer:
        """Of whom the letter's count is a part: ``reading, others``."""
        return respondents.bases(self._words, **start)

    def two_groups(self, **start: Any) -> Explorer:
        """Two groups compared: ``topic, share_1, share_2, n_1, n_2, confidence, method``."""
        return challenges.two_groups(self._words, **start)

    def often(self, **start: Any) -> Explorer:
        """Teachers who say "often", and pupils: ``class_size, prevalence, threshold``."""
        return challenges.often(self._words, **start)

    def many_questions(self, **start: Any) -> Explorer:
        """What chance makes of many questions: ``questions, gap, n_1, n_2``."""
        return challenges.many_questions(self._words, **start)

    def budget_split(self, **start: Any) -> Explorer:
        """A budget divided: ``preset, total, schools, preschool, other, lock_…, compare``."""
        return budget.budget_split(self._words, **start)

    def schools(self, **start: Any) -> Explorer:
        """Made-up schools on either side of a threshold: ``threshold, count, draw``."""
        return schools.schools(self._words, **start)

    def rounding(self, **start: Any) -> Explorer:
        """Whether a rounded total can be right: ``part_1, part_2, total, unit``."""
        return rounding.rounding(self._words, **start)

    def release(self, **start: Any) -> Explorer:
        """Teachers released: ``preset, subsidy, years, cost_per_fte, hours_per_week, …``."""
        return release.release(self._words, **start)

    def accumulation(self, **start: Any) -> Explorer:
        """Problems that pile up: ``problems, prevalence, correlation, pile``."""
        return accumulation.accumulation(self._words, **start)

    def verdicts(self, **start: Any) -> Explorer:
        """The letter sentence by sentence: ``verdict, section``."""
        return verdict.verdicts(self._words, **start)

    def your_view(self, **start: Any) -> Explorer:
        """Your settings, and the verdicts they change: ``ratio, unit, correlation``."""
        return verdict.your_view(self._words, **start)
