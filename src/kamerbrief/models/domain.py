"""What a model accepts: checks that name the argument, the value, the rule and the way out.

A check takes its values by name, as in `require_share(share=share)`, and raises `ValueError`
for the first that lies outside the domain. NaN, infinities, booleans and strings are refused
by all of them, and nothing is rounded or clamped into the domain. A count is an `int`: 135.0
is refused too, since whoever counts people has no use for a decimal point. Where a check has
a more helpful way out to offer than its own, the caller puts it first.

>>> require_share(share=50)
Traceback (most recent call last):
ValueError: share must be a fraction from 0 to 1, not 50; write 50% as 0.5
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from typing import NoReturn, TypeGuard

LARGEST = 1e150
"""Beyond this size the product of two values could leave the range of a float."""

LARGEST_AMOUNT = 10**13
"""In euros; beyond this a float no longer tells one cent from the next."""


def refuse(name: str, value: object, rule: str, way_out: str) -> NoReturn:
    """Raise the `ValueError` that says in one sentence what is wrong with an argument."""
    raise ValueError(f"{name} must be {rule}, not {_shown(value)}; {way_out}")


def is_number(value: object) -> TypeGuard[float]:
    """Whether this is a finite `int` or `float`, and no `bool`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return -LARGEST <= value <= LARGEST


def is_whole(value: object) -> TypeGuard[int]:
    """Whether this is an `int`, and no `bool`."""
    return isinstance(value, int) and is_number(value)


def require_number(**values: object) -> None:
    """Refuse what is not a finite number."""
    _require(values, is_number, lambda value: True, "a number", "")


def require_nonnegative(way_out: str = "give zero or more", /, **values: object) -> None:
    """Refuse what is not a finite number of at least 0."""
    _require(values, is_number, lambda value: value >= 0, "a number of at least 0", way_out)


def require_positive(way_out: str = "give more than zero", /, **values: object) -> None:
    """Refuse what is not a finite number above 0."""
    _require(values, is_number, lambda value: value > 0, "a number above 0", way_out)


def require_share(way_out: str = "write 50% as 0.5", /, **values: object) -> None:
    """Refuse what is not a fraction from 0 to 1, both included."""
    rule = "a fraction from 0 to 1"
    _require(values, is_number, lambda value: 0 <= value <= 1, rule, way_out)


def require_inner_share(way_out: str = "write 95% as 0.95", /, **values: object) -> None:
    """Refuse what is not a fraction between 0 and 1, both excluded."""
    rule = "a fraction between 0 and 1, ends excluded"
    _require(values, is_number, lambda value: 0 < value < 1, rule, way_out)


def require_count(way_out: str = "count at least one", /, **values: object) -> None:
    """Refuse what is not a whole number of at least 1."""
    _require(values, is_whole, lambda value: value >= 1, "a whole number of at least 1", way_out)


def require_whole(way_out: str = "count from zero", /, **values: object) -> None:
    """Refuse what is not a whole number of at least 0."""
    _require(values, is_whole, lambda value: value >= 0, "a whole number of at least 0", way_out)


def require_amount(way_out: str = "write a million as 1_000_000", /, **values: object) -> None:
    """Refuse what is not an amount in euros from 0 to ten million million."""
    rule = f"an amount in euros from 0 to {LARGEST_AMOUNT}"
    _require(values, is_number, lambda value: 0 <= value <= LARGEST_AMOUNT, rule, way_out)


def require_numbers(way_out: str = "list at least one", /, **lists: object) -> None:
    """Refuse what is not a list of finite numbers of at least 0, one or more, in order."""
    for name, values in lists.items():
        unfit = isinstance(values, str | bytes | Set | Mapping)
        if unfit or not isinstance(values, Collection) or len(values) == 0:
            refuse(name, values, "a list of numbers", way_out)
        # Thousands of values are checked at every move of a slider: first quickly, as a whole.
        usual = set(map(type, values)) <= {int, float}
        if usual and all(map((0.0).__le__, values)) and all(map(LARGEST.__ge__, values)):
            continue
        for index, value in enumerate(values):
            require_nonnegative(**{f"{name}[{index}]": value})


def require_choice(choices: Iterable[str], /, **values: object) -> None:
    """Refuse what is not one of the names to choose from."""
    names = list(choices)
    for name, value in values.items():
        if not isinstance(value, str) or value not in names:
            refuse(name, value, f"one of {', '.join(map(repr, names))}", "choose one of these")


def _require(
    values: Mapping[str, object],
    kind: Callable[[object], TypeGuard[float]],
    within: Callable[[float], bool],
    rule: str,
    way_out: str,
) -> None:
    """Refuse the first value of another kind, or not within the domain."""
    for name, value in values.items():
        if not kind(value):
            whole = "give a whole number, without a decimal point"
            refuse(name, value, rule, whole if kind is is_whole else "give a finite number")
        if not within(value):
            refuse(name, value, rule, way_out)


def _shown(value: object) -> str:
    if isinstance(value, int) and abs(value) > LARGEST:
        return "a number of more than 150 digits"
    return repr(value)
