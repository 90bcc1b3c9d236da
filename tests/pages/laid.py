"""Lays what `patch` says over plain data, as `patched` of pages/web/stored.js does."""

from __future__ import annotations

from typing import Any


def laid(before: Any, patch: Any) -> Any:
    """Plain data with a patch laid over it."""
    if not isinstance(patch, dict):
        return patch
    if "[" in patch:
        changed = patch["["]
        return [laid(o, changed[str(i)]) if str(i) in changed else o for i, o in enumerate(before)]
    found = dict(before) if isinstance(before, dict) else {}
    for key, change in patch.items():
        if key:
            found[key] = laid(found.get(key), change)
    return {key: value for key, value in found.items() if key not in patch.get("", [])}
