"""Whatever lies outside a domain is refused, in a sentence that helps."""

from collections.abc import Callable
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

NO_NUMBERS = [nan, inf, -inf, True, False, "0.5", None, [0.5]]
NO_SHARES = [*NO_NUMBERS, -0.01, 1.01, 50]
NO_INNER_SHARES = [*NO_SHARES, 0, 1, 0.0, 1.0]
NO_COUNTS = [*NO_NUMBERS, 0, -1, 135.0, 0.5]
NO_WHOLE_NUMBERS = [*NO_NUMBERS, -1, 135.0]
NO_AMOUNTS = [*NO_NUMBERS, -0.01, 1e13 + 1]
NOT_POSITIVE = [*NO_NUMBERS, 0, -1, 0.0]
NO_METHODS = [*NO_NUMBERS, "", "Wilson", "exact"]
NO_LISTS = [nan, True, "0.5", None, 3, [], (), {0.5}, {1: 2}]
NO_CORRELATIONS = [*NO_NUMBERS, -1.01, 1.01, 5]
HALVES = {"schools": 0.5, "preschool": 0.25, "other": 0.25}


def without_none(values: list[Any]) -> list[Any]:
    return [value for value in values if value is not None]


# Function, arguments that are fine, and what each argument must refuse.
DOMAINS: list[tuple[Callable[..., Any], dict[str, Any], dict[str, list[Any]]]] = [
    (survey.z_value, {"confidence": 0.95}, {"confidence": NO_INNER_SHARES}),
    (
        survey.interval,
        {"successes": 68, "n": 135, "confidence": 0.95, "method": "wilson"},
        {
            "successes": [*NO_WHOLE_NUMBERS, 136],
            "n": [*NO_COUNTS, 10**11],
            "confidence": NO_INNER_SHARES,
            "method": NO_METHODS,
        },
    ),
    (
        survey.margin_of_error,
        {"share": 0.5, "n": 135, "confidence": 0.95, "population": 238, "design_effect": 1.0},
        {
            "share": NO_SHARES,
            "n": [*NO_COUNTS, 239],
            "confidence": NO_INNER_SHARES,
            "population": without_none(NO_COUNTS),
            "design_effect": NOT_POSITIVE,
        },
    ),
    (
        survey.sample_size,
        {
            "margin": 0.05,
            "share": 0.5,
            "confidence": 0.95,
            "population": 1000,
            "design_effect": 1.0,
        },
        {
            "margin": [*NO_SHARES, 0, 0.0],
            "share": NO_SHARES,
            "confidence": NO_INNER_SHARES,
            "population": without_none(NO_COUNTS),
            "design_effect": NOT_POSITIVE,
        },
    ),
    (
        survey.coverage,
        {"share": 0.5, "n": 135, "confidence": 0.95, "method": "wilson"},
        {
            "share": NO_SHARES,
            "n": [*NO_COUNTS, 10**11],
            "confidence": NO_INNER_SHARES,
            "method": NO_METHODS,
        },
    ),
    (
        survey.repeat,
        {"share": 0.5, "n": 135, "surveys": 100, "confidence": 0.95, "seed": 1},
        {
            "share": NO_SHARES,
            "n": [*NO_COUNTS, 10**11],
            "surveys": NO_COUNTS,
            "confidence": NO_INNER_SHARES,
            "seed": NO_WHOLE_NUMBERS,
        },
    ),
    (
        budget.split,
        {"total": 290e6, "schools": 0.6, "preschool": 0.4},
        {"total": NO_AMOUNTS, "schools": NO_SHARES},
    ),
    (
        budget.per_unit,
        {"amount": 290e6, "units": 1500},
        {"amount": NO_AMOUNTS, "units": [*NOT_POSITIVE, 5e-324]},
    ),
    (
        budget.rebalance,
        {"shares": HALVES, "moved": "schools", "share": 0.6, "locked": frozenset({"other"})},
        {
            "shares": [*NO_NUMBERS, {1: 1.0}, ["schools"]],
            "moved": [*NO_NUMBERS, "unknown", "other"],
            "share": [*NO_SHARES, 0.8],
            "locked": [None, True, nan, 3, "other"],
        },
    ),
    (
        rounding.feasible,
        {"part_1": 290, "part_2": 490, "total": 790, "unit": 10},
        {
            "part_1": NO_NUMBERS,
            "part_2": NO_NUMBERS,
            "total": NO_NUMBERS,
            "unit": NOT_POSITIVE,
        },
    ),
    (
        rounding.probability,
        {"part_1": 290, "part_2": 490, "total": 790, "unit": 10},
        {
            "part_1": NO_NUMBERS,
            "part_2": NO_NUMBERS,
            "total": NO_NUMBERS,
            "unit": NOT_POSITIVE,
        },
    ),
    (
        schools.population,
        {"count": 10, "seed": 1},
        {"count": NO_COUNTS, "seed": NO_WHOLE_NUMBERS},
    ),
    (
        schools.allocation,
        {"scores": [100, 200], "budget": 1000.0, "threshold": 50},
        {"scores": NO_LISTS, "budget": NO_AMOUNTS, "threshold": [*NO_NUMBERS, -1]},
    ),
    (schools.lorenz, {"values": [1, 2]}, {"values": NO_LISTS}),
    (schools.gini, {"values": [1, 2]}, {"values": NO_LISTS}),
    (
        respondents.observed_share,
        {"true_share": 0.5, "response_ratio": 2},
        {"true_share": NO_SHARES, "response_ratio": NOT_POSITIVE},
    ),
    (
        respondents.true_share,
        {"observed_share": 0.5, "response_ratio": 2},
        {"observed_share": NO_SHARES, "response_ratio": NOT_POSITIVE},
    ),
    (
        respondents.bounds,
        {"observed_share": 0.8, "response_rate": 0.5},
        {"observed_share": NO_SHARES, "response_rate": NO_SHARES},
    ),
    (
        respondents.effective_sample_size,
        {"n": 135, "population": 238, "defect": -0.1},
        {"n": [*NO_COUNTS, 239], "population": NO_COUNTS, "defect": NO_CORRELATIONS},
    ),
    (
        respondents.selection_bias,
        {"share": 0.5, "n": 135, "population": 238, "defect": -0.1},
        {
            "share": NO_SHARES,
            "n": [*NO_COUNTS, 239],
            "population": NO_COUNTS,
            "defect": NO_CORRELATIONS,
        },
    ),
    (
        respondents.groups,
        {
            "respondents": 283,
            "teachers": 238,
            "teachers_disadvantaged": 135,
            "others_disadvantaged": 45,
        },
        {
            "respondents": NO_COUNTS,
            "teachers": [*NO_WHOLE_NUMBERS, 284],
            "teachers_disadvantaged": [*NO_WHOLE_NUMBERS, 239],
            "others_disadvantaged": [*NO_WHOLE_NUMBERS, 46],
        },
    ),
    (
        challenges.difference,
        {
            "successes_1": 117,
            "n_1": 135,
            "successes_2": 24,
            "n_2": 103,
            "confidence": 0.95,
            "method": "newcombe",
        },
        {
            "successes_1": [*NO_WHOLE_NUMBERS, 136],
            "n_1": [*NO_COUNTS, 10**11],
            "successes_2": [*NO_WHOLE_NUMBERS, 104],
            "n_2": [*NO_COUNTS, 10**11],
            "confidence": NO_INNER_SHARES,
            "method": [*NO_METHODS, "wilson"],
        },
    ),
    (
        challenges.share_reporting,
        {"class_size": 23, "prevalence": 0.2, "threshold": 0},
        {
            "class_size": NO_COUNTS,
            "prevalence": NO_SHARES,
            "threshold": [*NO_WHOLE_NUMBERS, 24],
        },
    ),
    (
        challenges.prevalence_behind,
        {"class_size": 23, "share": 0.87, "threshold": 3},
        {"class_size": NO_COUNTS, "share": NO_INNER_SHARES, "threshold": [*NO_COUNTS, 24]},
    ),
    (
        challenges.chance_of_gap,
        {"gap": 0.1, "n_1": 135, "n_2": 103, "share": 0.5},
        {"gap": NO_SHARES, "n_1": NO_COUNTS, "n_2": NO_COUNTS, "share": NO_SHARES},
    ),
    (
        challenges.at_least_one,
        {"chance": 0.05, "questions": 15},
        {"chance": NO_SHARES, "questions": NO_COUNTS},
    ),
    (
        release.full_time_equivalents,
        {"subsidy": 6e6, "cost_per_fte": 75_000, "years": 2},
        {"subsidy": NO_AMOUNTS, "cost_per_fte": NOT_POSITIVE, "years": NOT_POSITIVE},
    ),
    (
        release.teachers_released,
        {
            "subsidy": 6e6,
            "cost_per_fte": 75_000,
            "years": 2,
            "hours_per_week": 4,
            "full_time_hours": 40,
        },
        {
            "subsidy": NO_AMOUNTS,
            "cost_per_fte": NOT_POSITIVE,
            "years": NOT_POSITIVE,
            "hours_per_week": [*NOT_POSITIVE, 40.01, 41],
            "full_time_hours": NOT_POSITIVE,
        },
    ),
    (
        release.schools_reached,
        {"teachers": 400, "teachers_per_school": 2},
        {"teachers": [*NO_NUMBERS, -1], "teachers_per_school": NOT_POSITIVE},
    ),
    (
        accumulation.distribution,
        {"prevalence": 0.3, "correlation": 0.2, "problems": 6},
        {
            "prevalence": NO_SHARES,
            "correlation": NO_SHARES,
            "problems": [*NO_COUNTS, 1001],
        },
    ),
    (
        accumulation.at_least,
        {"shares": [0.5, 0.5], "count": 1},
        {"shares": NO_LISTS, "count": NO_WHOLE_NUMBERS},
    ),
    (
        accumulation.spared,
        {"shares": [0.5, 0.5], "count": 1},
        {"shares": [*NO_LISTS, [1.0], [1.0, 0.0, 0.0]], "count": NO_COUNTS},
    ),
    (
        verdict.verdict,
        {"speaker": "research", "outside": "agrees", "referenced": True},
        {
            "speaker": [*NO_NUMBERS, "", "Research", "minister"],
            "outside": [*NO_NUMBERS, "", "Agrees", "confirms"],
        },
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
    assert set(refused) <= set(fine)


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
