"""Whatever lies outside a domain is refused, in a sentence that helps."""

from collections.abc import Callable, Mapping
from math import inf, nan
from typing import Any

import pytest

from kamerbrief.models import (
    accumulation,
    budget,
    challenges,
    domain,
    release,
    respondents,
    rounding,
    schools,
    survey,
    verdict,
)

NO_NUMBERS: list[Any] = [nan, inf, -inf, True, False, "0.5", None, [0.5]]
NO_SHARES = [*NO_NUMBERS, -0.01, 1.01, 50]
NO_INNER_SHARES = [*NO_SHARES, 0, 1, 0.0, 1.0]
NO_COUNTS = [*NO_NUMBERS, 0, -1, 135.0, 0.5]
NO_WHOLE_NUMBERS = [*NO_NUMBERS, -1, 135.0]
NO_AMOUNTS = [*NO_NUMBERS, -0.01, 1e13 + 1]
NOT_POSITIVE = [*NO_NUMBERS, 0, -1, 0.0]
NO_METHODS = [*NO_NUMBERS, "", "Wilson", "exact"]
NO_LISTS = [nan, True, "0.5", None, 3, [], (), {0.5}, {1: 2}]
NO_CORRELATIONS = [*NO_NUMBERS, -1.01, 1.01, 5]
SURVEY = {"n": 135, "confidence": 0.95, "method": "wilson"}
SAMPLE = {"share": 0.5, "confidence": 0.95, "population": 238, "design_effect": 1.0}
STATED = {"part_1": NO_NUMBERS, "part_2": NO_NUMBERS, "total": NO_NUMBERS}
FEWER = {"n": [239], "population": NO_COUNTS}
PEOPLE = ("respondents", "teachers", "teachers_disadvantaged", "others_disadvantaged")
GROUPS = {"successes_1": 117, "n_1": 135, "successes_2": 24, "n_2": 103}
RELEASE = {"subsidy": 6e6, "cost_per_fte": 75_000, "years": 2}
HALVES = {"schools": 0.5, "preschool": 0.25, "other": 0.25}


FINITE: list[Any] = [value for value in NO_COUNTS if value is not None]  # None: as many as you like

# What an argument of this name refuses in every function; what a case adds comes on top.
REFUSED: dict[str, list[Any]] = {
    **dict.fromkeys(
        "share true_share observed_share response_rate prevalence schools correlation chance "
        "gap".split(),
        NO_SHARES,
    ),
    **dict.fromkeys(
        "n n_1 n_2 surveys class_size respondents problems questions".split(), NO_COUNTS
    ),
    **dict.fromkeys("successes successes_1 successes_2 seed".split(), NO_WHOLE_NUMBERS),
    **dict.fromkeys("amount subsidy budget".split(), NO_AMOUNTS),
    **dict.fromkeys(
        "design_effect unit units cost_per_fte years full_time_hours hours_per_week "
        "teachers_per_school response_ratio".split(),
        NOT_POSITIVE,
    ),
    **dict.fromkeys("scores values shares".split(), NO_LISTS),
    "confidence": NO_INNER_SHARES,
    "method": NO_METHODS,
    "defect": NO_CORRELATIONS,
}
NONE: Mapping[str, list[Any]] = {}
Case = tuple[Callable[..., Any], dict[str, Any], dict[str, list[Any]]]


def case(
    function: Callable[..., Any], fine: dict[str, Any], own: Mapping[str, list[Any]] = NONE
) -> Case:
    """A function, arguments that are fine, and what each argument must refuse."""
    refused = {name: [*REFUSED.get(name, []), *own.get(name, [])] for name in fine}
    return function, fine, refused


DOMAINS = [
    case(survey.z_value, {"confidence": 0.95}),
    case(survey.interval, {**SURVEY, "successes": 68}, {"successes": [136], "n": [10**11]}),
    case(survey.margin_of_error, {**SAMPLE, "n": 135}, {"n": [239], "population": FINITE}),
    case(survey.score_interval, {**SAMPLE, "n": 135}, {"n": [239], "population": FINITE}),
    case(
        survey.sample_size,
        {**SAMPLE, "margin": 0.05},
        {"margin": [*NO_SHARES, 0, 0.0], "population": FINITE},
    ),
    case(survey.coverage, {**SURVEY, "share": 0.5}, {"n": [10**11]}),
    case(
        survey.repeat,
        {"share": 0.5, "n": 135, "surveys": 100, "confidence": 0.95, "seed": 1},
        {"n": [10**11]},
    ),
    case(budget.split, {"total": 290e6, "schools": 0.6, "preschool": 0.4}, {"total": NO_AMOUNTS}),
    case(budget.per_unit, {"amount": 290e6, "units": 1500}, {"units": [5e-324]}),
    case(
        budget.rebalance,
        {"shares": HALVES, "moved": "schools", "share": 0.6, "locked": frozenset({"other"})},
        {"moved": [*NO_NUMBERS, "unknown", "other"], "locked": [None, True, nan, 3, "other"]},
    ),
    case(rounding.feasible, {"part_1": 290, "part_2": 490, "total": 790, "unit": 10}, STATED),
    case(rounding.probability, {"part_1": 290, "part_2": 490, "total": 790, "unit": 10}, STATED),
    case(schools.population, {"count": 10, "seed": 1}, {"count": NO_COUNTS}),
    case(
        schools.allocation,
        {"scores": [100, 200], "budget": 1000.0, "threshold": 50},
        {"threshold": [*NO_NUMBERS, -1]},
    ),
    case(schools.lorenz, {"values": [1, 2]}),
    case(schools.gini, {"values": [1, 2]}),
    case(respondents.observed_share, {"true_share": 0.5, "response_ratio": 2}),
    case(respondents.true_share, {"observed_share": 0.5, "response_ratio": 2}),
    case(respondents.bounds, {"observed_share": 0.8, "response_rate": 0.5}),
    case(respondents.effective_sample_size, {"n": 135, "population": 238, "defect": -0.1}, FEWER),
    case(
        respondents.selection_bias,
        {"share": 0.5, "n": 135, "population": 238, "defect": -0.1},
        FEWER,
    ),
    case(
        respondents.groups,
        dict(zip(PEOPLE, (283, 238, 135, 45), strict=True)),
        {
            part: [*NO_WHOLE_NUMBERS, most + 1]
            for part, most in zip(PEOPLE[1:], (283, 238, 45), strict=True)
        },
    ),
    case(
        challenges.difference,
        {**GROUPS, "confidence": 0.95, "method": "newcombe"},
        {"successes_1": [136], "n_2": [10**11], "successes_2": [104], "method": ["wilson"]},
    ),
    case(
        challenges.share_reporting,
        {"class_size": 23, "prevalence": 0.2, "threshold": 0},
        {"threshold": [*NO_WHOLE_NUMBERS, 24]},
    ),
    case(
        challenges.prevalence_behind,
        {"class_size": 23, "share": 0.87, "threshold": 3},
        {"share": [0, 1], "threshold": [*NO_COUNTS, 24]},
    ),
    case(challenges.chance_of_gap, {"gap": 0.1, "n_1": 135, "n_2": 103, "share": 0.5}),
    case(challenges.at_least_one, {"chance": 0.05, "questions": 15}),
    case(release.full_time_equivalents, RELEASE),
    case(
        release.teachers_released,
        {**RELEASE, "hours_per_week": 4, "full_time_hours": 40},
        {"hours_per_week": [40.01]},
    ),
    case(
        release.schools_reached,
        {"teachers": 400, "teachers_per_school": 2},
        {"teachers": [*NO_NUMBERS, -1]},
    ),
    case(
        accumulation.distribution,
        {"prevalence": 0.3, "correlation": 0.2, "problems": 6},
        {"problems": [1001]},
    ),
    case(accumulation.at_least, {"shares": [0.5, 0.5], "count": 1}, {"count": NO_WHOLE_NUMBERS}),
    case(
        accumulation.spared,
        {"shares": [0.5, 0.5], "count": 1},
        {"shares": [[1.0], [1.0, 0.0, 0.0]], "count": NO_COUNTS},
    ),
    case(
        verdict.verdict,
        {"speaker": "research", "outside": "agrees", "referenced": True},
        {"speaker": [*NO_NUMBERS, "", "minister"], "outside": [*NO_NUMBERS, "", "confirms"]},
    ),
]

REFUSALS = [
    pytest.param(function, fine, argument, value, id=f"{function.__name__}-{argument}-{index}")
    for function, fine, refused in DOMAINS
    for argument, values in refused.items()
    for index, value in enumerate(values)
]


@pytest.mark.parametrize(("function", "fine", "refused"), DOMAINS)
def test_what_lies_inside_the_domain_is_accepted(
    function: Callable[..., Any], fine: dict[str, Any], refused: dict[str, list[Any]]
) -> None:
    function(**fine)
    named = {"preschool", "referenced"}  # one part of a budget stands for all; whatever is true
    assert {name for name, values in refused.items() if not values} <= named


@pytest.mark.parametrize(("function", "fine", "argument", "value"), REFUSALS)
def test_what_lies_outside_is_refused_by_name_value_and_way_out(
    function: Callable[..., Any], fine: dict[str, Any], argument: str, value: Any
) -> None:
    with pytest.raises(ValueError, match=rf"^{argument}\b.* must be ") as refusal:
        function(**{**fine, argument: value})
    sentence, _, way_out = str(refusal.value).rpartition("; ")
    assert f"not {value!r}" in sentence
    assert way_out
    assert "\n" not in way_out


@pytest.mark.parametrize("value", [nan, inf, True, "0.5", None, -1])
@pytest.mark.parametrize("function", [schools.lorenz, schools.gini])
def test_one_bad_amount_in_a_list_is_named_by_its_place(
    function: Callable[[list[Any]], object], value: Any
) -> None:
    with pytest.raises(ValueError, match=r"^values\[1\] must be a number of at least 0, not "):
        function([1, value, 2])


def test_the_sentence_reads_as_the_house_style_promises() -> None:
    sentence = (
        "n must be a whole number of at least 1, not 0; a survey without answers has no margin"
    )
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        survey.margin_of_error(0.5, 0)


def test_a_percentage_is_told_how_to_become_a_fraction() -> None:
    with pytest.raises(ValueError, match=r"not 50; write 50% as 0\.5$"):
        survey.margin_of_error(50, 135)
    with pytest.raises(ValueError, match=r"not 95; write 95% as 0\.95$"):
        survey.z_value(95)


def test_a_count_with_a_decimal_point_is_told_to_drop_it() -> None:
    with pytest.raises(ValueError, match=r"not 135\.0; give a whole number, without a decimal"):
        domain.require_count(n=135.0)


@pytest.mark.parametrize("huge", [10**400, -(10**5000)], ids=["400 digits", "5000 digits"])
def test_a_number_too_long_to_print_is_refused_in_one_sentence_all_the_same(huge: int) -> None:
    with pytest.raises(ValueError, match=r"^n must be .* not a number of more than 150 digits; "):
        domain.require_count(n=huge)


def test_of_several_values_the_first_outside_the_domain_is_named() -> None:
    with pytest.raises(ValueError, match=r"^second must be "):
        domain.require_share(first=0.5, second=2, third=3)


def test_zero_values_fit_where_zero_is_meant() -> None:
    domain.require_whole(count=0)
    domain.require_nonnegative(threshold=0.0)
    domain.require_amount(total=0)
    domain.require_share(share=0, other=1)
