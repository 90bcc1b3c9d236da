"""Arithmetic over ids: worked cases, bounds at corners, and all that is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kamerbrief.claims.expression import bounds, evaluate, names

CIRCA = {"school-budget": (285.0, 295.0), "municipal-budget": (485.0, 495.0)}
STATED = {"school-budget": 290.0, "municipal-budget": 490.0, "total-budget": 790.0}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("school_budget", 290),
        ("school_budget + municipal_budget", 780),
        ("total_budget - school_budget - municipal_budget", 10),
        ("total_budget - (school_budget - municipal_budget)", 990),
        ("municipal_budget - school_budget / total_budget * total_budget", 200),
        ("(municipal_budget - school_budget) / (total_budget - school_budget)", 0.4),
    ],
)
def test_an_expression_has_the_value_worked_out_by_hand(expression: str, value: float) -> None:
    assert evaluate(expression, STATED) == pytest.approx(value, abs=1e-12)


def test_an_id_is_named_once_in_the_order_in_which_it_is_met() -> None:
    assert names("b_b / (a + b_b)") == ("b-b", "a")


def test_a_figure_without_a_value_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match="pupils"):
        evaluate("school_budget / pupils", STATED)


# ── bounds ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("expression", "low", "high"),
    [
        ("school_budget + municipal_budget", 770, 790),
        ("municipal_budget - school_budget", 190, 210),
        ("total_budget - (school_budget + municipal_budget)", 0, 20),
        ("school_budget * municipal_budget", 285 * 485, 295 * 495),
        ("municipal_budget / school_budget", 485 / 295, 495 / 285),
    ],
)
def test_the_bounds_lie_at_corners(expression: str, low: float, high: float) -> None:
    assert bounds(expression, STATED, CIRCA) == pytest.approx((low, high))


def test_a_part_of_a_sum_in_which_it_stands_itself_moves_together_with_it() -> None:
    low, high = bounds("school_budget / (school_budget + municipal_budget)", STATED, CIRCA)
    assert (low, high) == pytest.approx((285 / 780, 295 / 780))


def test_a_figure_less_itself_is_nothing_however_wide_its_range() -> None:
    assert bounds("school_budget - school_budget", STATED, CIRCA) == (0, 0)


def test_what_is_no_range_stays_at_its_value() -> None:
    assert bounds("total_budget - teachers", {**STATED, "teachers": 90.0}, {}) == (700, 700)


# ── refusals ──────────────────────────────────────────────────────────────────────────────────


class Untouchable(Mapping[str, float]):
    """Values that fail the test when they are asked for anything."""

    def __getitem__(self, key: str) -> float:
        raise AssertionError(f"{key} was looked up")

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("the ids were listed")

    def __len__(self) -> int:
        raise AssertionError("the ids were counted")


REFUSED = {
    "a call": "open(a)",
    "an import": "__import__('os').getcwd()",
    "an attribute": "a.real",
    "a power": "a ** b",
    "a whole division": "a // b",
    "a remainder": "a % b",
    "a shift": "a << b",
    "a constant": "a + 1",
    "a string": "a + 'b'",
    "a formatted string": "f'{a}'",
    "a sign": "-a",
    "a comparison": "a < b",
    "a choice": "a if b else c",
    "a list": "[a, b]",
    "a pair": "a, b",
    "an index": "a[b]",
    "a function": "lambda: a",
    "an assignment": "(a := b)",
    "a comprehension": "[a for a in b]",
    "a truth": "a and b",
    "an id with a space": "school budget",
    "an id in quotes": "'school-budget'",
    "two lines": "a\nb",
    "an open bracket": "(a + b",
    "nothing": "",
}


@pytest.mark.parametrize("expression", REFUSED.values(), ids=REFUSED.keys())
def test_whatever_is_not_arithmetic_over_ids_is_refused_before_any_value_is_asked(
    expression: str,
) -> None:
    with pytest.raises(ValueError, match="ids"):
        evaluate(expression, Untouchable())


@pytest.mark.parametrize("expression", REFUSED.values(), ids=REFUSED.keys())
def test_whatever_is_not_arithmetic_over_ids_has_no_names(expression: str) -> None:
    with pytest.raises(ValueError, match="ids"):
        names(expression)


def test_a_call_in_an_expression_is_never_made(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    with pytest.raises(ValueError, match="ids"):
        evaluate(f"open({str(trace)!r}, 'w')", {})
    assert not trace.exists()


# ── the language's own arithmetic is the oracle ───────────────────────────────────────────────

arithmetic = st.recursive(
    st.sampled_from(["a", "b", "c_c"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(expression=arithmetic, values=st.tuples(*[st.floats(-1e6, 1e6)] * 3))
def test_an_expression_is_worth_what_python_says(
    expression: str, values: tuple[float, float, float]
) -> None:
    try:
        expected = eval(expression, {}, dict(zip(("a", "b", "c_c"), values, strict=True)))
    except ZeroDivisionError:
        assume(False)
    result = evaluate(expression, dict(zip(("a", "b", "c-c"), values, strict=True)))
    assert result == expected or (result != result and expected != expected)
