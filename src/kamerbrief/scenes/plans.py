"""All explorers by name, and the one function that leads from settings to a scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from kamerbrief.scenes import (
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
from kamerbrief.scenes.scene import Guesses, Plan, Scene
from kamerbrief.scenes.wording import Wording

PLANS: dict[str, Callable[[Wording], Plan]] = {
    "letter": reader.letter,
    "references": references.references,
    "leans_on": references.leans_on,
    "funnel": survey.funnel,
    "sample_size": survey.sample_size,
    "answers_needed": survey.answers_needed,
    "repeated_surveys": survey.repeated_surveys,
    "response_ratio": respondents.response_ratio,
    "worst_case": respondents.worst_case,
    "effective_size": respondents.effective_size,
    "bases": respondents.bases,
    "two_groups": challenges.two_groups,
    "often": challenges.often,
    "many_questions": challenges.many_questions,
    "budget_split": budget.budget_split,
    "schools": schools.schools,
    "rounding": rounding.rounding,
    "release": release.release,
    "accumulation": accumulation.accumulation,
    "verdicts": verdict.verdicts,
    "your_view": verdict.your_view,
}


@cache
def plan(words: Wording, name: str) -> Plan:
    """The plan of an explorer in an edition."""
    return PLANS[name](words)


def scene(words: Wording, name: str, settings: Mapping[str, str], guesses: Guesses) -> Scene:
    """What is seen of an explorer at the settings of an address; refused ones lead to its default.

    Args:
        words: the edition.
        name: of the explorer, one of ``PLANS``.
        settings: texts by control, such as ``{"n": "2000"}``.
        guesses: what the reader has guessed, by topic.

    Raises:
        KeyError: there is no explorer of that name.
    """
    return plan(words, name).opened(settings, guesses)
