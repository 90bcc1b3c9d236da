"""Arithmetic over ids: worked cases, bounds at corners, and all that is refused."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
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


# ── refusals ──────────────────────────────────────────────────────────────────────────────────


REFUSED = (
    "open(a)|a.real|a ** b|a // b|a + 1|a + 'b'|-a|a < b|a if b else c|[a, b]|a[b]|lambda: a|"
    "(a := b)|a and b|school budget|a\nb|(a + b|"
).split("|")


@pytest.mark.parametrize("expression", REFUSED)
def test_whatever_is_not_arithmetic_over_ids_is_refused_before_any_value_is_asked(
    expression: str,
) -> None:
    with pytest.raises(ValueError, match="ids"):
        evaluate(expression, {})


# ── the language's own arithmetic is the oracle ───────────────────────────────────────────────

arithmetic = st.recursive(
    st.sampled_from(["a", "b", "c_c"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
    max_leaves=8,
)


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
