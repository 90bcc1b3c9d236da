"""What one scene changes in another, as plain data: a page holds the opening and such changes."""

from __future__ import annotations

from typing import Any


def patch(before: Any, after: Any) -> Any:
    """What to lay over plain data to get other plain data; ``stored.js`` does so.

    Objects are laid over key by key, what is gone listed under an empty name; lists as long as before, and
    not of numbers alone, place by place under ``"["``; all else is replaced.

    >>> patch({"a": 1, "b": [{"c": 1}, 2], "d": 0}, {"a": 1, "b": [{"c": 5}, 2]})
    {'b': {'[': {'0': {'c': 5}}}, '': ['d']}
    """
    if isinstance(before, dict) and isinstance(after, dict):
        changed = {
            key: patch(before.get(key), value)
            for key, value in after.items()
            if key not in before or before[key] != value
        }
        gone = [key for key in before if key not in after]
        return changed | ({"": gone} if gone else {})
    lists = isinstance(before, list) and isinstance(after, list)
    if lists and len(before) == len(after) and not all(map(_number, after)):
        pairs = enumerate(zip(before, after, strict=True))
        return {"[": {str(at): patch(old, new) for at, (old, new) in pairs if old != new}}
    return after


def _number(value: Any) -> bool:
    return isinstance(value, (int, float, type(None)))


def rounded(value: Any) -> Any:
    """Plain data whose fractions have six digits, of which no screen shows more.

    >>> rounded({"x": [0.123456789, 12]})
    {'x': [0.123457, 12]}
    """
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    return [rounded(each) for each in value] if isinstance(value, list) else value
