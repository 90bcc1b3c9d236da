"""What one scene changes in another is all that leads from the one to the other."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.pages.patches import patch, rounded
from tests.pages.laid import laid

# Scenes have no key that is empty or a bracket: these two are the patch's own.
KEYS = st.text(max_size=3).filter(lambda key: key not in ("", "["))
LEAVES = st.none() | st.integers(2, 5) | st.text(max_size=3) | st.floats(-1e9, -1.0)
PLAIN: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN, PLAIN)
def test_a_patch_laid_over_the_one_gives_the_other(before: Any, after: Any) -> None:
    assert laid(before, patch(before, after)) == after


@given(st.dictionaries(KEYS, PLAIN, max_size=4), PLAIN)
def test_what_stays_the_same_is_not_said_again(scene: dict[str, Any], value: Any) -> None:
    assert patch(scene, scene) == {}
    assert patch(scene | {"x": 1}, scene | {"x": 0}) == {"x": 0}


@given(PLAIN)
def test_rounding_changes_fractions_only_and_twice_changes_no_more(value: Any) -> None:
    once = rounded(value)
    assert rounded(once) == once
    assert laid(once, patch(once, value)) == value
