"""Arithmetic over the ids of figures, without ``eval``; bounds where a figure is a range."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from itertools import product
from operator import add, mul, sub, truediv

OPERATORS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: truediv,
}


def names(expression: str) -> tuple[str, ...]:
    """The ids an expression stands on, each once.

    Raises:
        ValueError: something other than ids, ``+ - * /`` and brackets.

    >>> names("school_budget / (school_budget + municipal_budget)")
    ('school-budget', 'municipal-budget')
    """
    found = [node.id for node in ast.walk(_tree(expression)) if isinstance(node, ast.Name)]
    return tuple(dict.fromkeys(name.replace("_", "-") for name in found))


def evaluate(expression: str, values: Mapping[str, float]) -> float:
    """The value of an expression over ids, in the unit that its operands give.

    Args:
        expression: ids with underscores for hyphens, ``+ - * /`` and brackets.
        values: a number for each id.

    Raises:
        ValueError: something else in the expression.
        KeyError: an id without a value.

    >>> evaluate("teachers - rest", {"teachers": 238, "rest": 135})
    103
    """

    def value(node: ast.expr) -> float:
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](value(node.left), value(node.right))
        return values[ast.unparse(node).replace("_", "-")]

    return value(_tree(expression))


def bounds(
    expression: str, values: Mapping[str, float], ranges: Mapping[str, tuple[float, float]]
) -> tuple[float, float]:
    """The least and the greatest value when some operands may lie anywhere in a range.

    The extremes lie at corners of the box of ranges, since each of our expressions rises or
    falls throughout in every single operand.

    >>> bounds("a + b", {"a": 290, "b": 490}, {"a": (285, 295), "b": (485, 495)})
    (770, 790)
    """
    corners = [
        evaluate(expression, {**values, **dict(zip(ranges, corner, strict=True))})
        for corner in product(*ranges.values())
    ]
    return min(corners), max(corners)


def _tree(expression: str) -> ast.expr:
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"{expression!r} is not arithmetic over ids") from error
    for node in ast.walk(tree):
        if not isinstance(node, (ast.BinOp, ast.Name, ast.Load, *OPERATORS)):
            raise ValueError(f"{expression!r} holds more than ids, + - * / and brackets")
    return tree
