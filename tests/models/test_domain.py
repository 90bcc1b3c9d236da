"""Whatever lies outside a domain is refused, in a sentence that helps."""

from collections.abc import Callable
from math import inf, nan
from typing import Any

import pytest

from kamerbrief.models import budget, domain, rounding, schools, survey

NO_NUMBERS = [nan, inf, -inf, True, False, "0.5", None, [0.5]]
NO_SHARES = [*NO_NUMBERS, -0.01, 1.01, 50]
NO_INNER_SHARES = [*NO_SHARES, 0, 1, 0.0, 1.0]
NO_COUNTS = [*NO_NUMBERS, 0, -1, 135.0, 0.5]
NO_WHOLE_NUMBERS = [*NO_NUMBERS, -1, 135.0]
NO_AMOUNTS = [*NO_NUMBERS, -0.01, 1e13 + 1]
NOT_POSITIVE = [*NO_NUMBERS, 0, -1, 0.0]
NO_METHODS = [*NO_NUMBERS, "", "Wilson", "exact"]
NO_LISTS = [nan, True, "0.5", None, 3, [], (), {0.5}, {1: 2}]
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
