"""What one scene changes in another is all that leads from the one to the other."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from pathlib import Path
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.editions import Words
from kamerbrief.pages.answers import opening, seen
from kamerbrief.pages.patches import patch, rounded
from kamerbrief.scenes.plans import PLANS, plan
from tests.pages.laid import laid

NODE: Final = Path(sysconfig.get_path("scripts"), "node")
ON_A_PAGE: Final = """
import { text } from "node:stream/consumers";
import { patched } from "./src/kamerbrief/pages/web/stored.js";
const pairs = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(pairs.map(([before, patch]) => patched(before, patch))));
"""

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


def test_a_page_lays_a_patch_as_python_means_it() -> None:
    words = Words("en")
    pairs: list[Any] = [({"a": "text"}, {"a": {"b": 1}}), ([1, {}], {"0": 2}), (1, [])]
    for explorer in (plan(words, name) for name in PLANS):
        for control in explorer.controls:
            moved = explorer.after(explorer.default, {control.name: control.stops()[-1]}, {})
            pairs.append((opening(words, explorer.name), seen(moved)))
    asked = json.dumps([[before, patch(before, after)] for before, after in pairs])
    how = ["--import", "./tests/js/browser.js", "--input-type=module", "--eval", ON_A_PAGE]
    done = subprocess.run(
        [NODE, *how],
        cwd=Path(__file__).parents[2],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == json.loads(json.dumps([after for _, after in pairs]))
