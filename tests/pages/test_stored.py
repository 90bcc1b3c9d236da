"""What lies beside a page is what would be answered for the same move."""

from __future__ import annotations

import json
from functools import cache
from itertools import cycle
from typing import Any

import pytest

from kamerbrief.editions import Words, editions
from kamerbrief.pages.answers import answer
from kamerbrief.pages.stored import stored_scenes, stored_script
from kamerbrief.scenes.plans import PLANS, plan

# In one edition or another: what an edition says is no different where it is stored.
EVERY = list(zip(cycle(editions()), PLANS))


@cache
def words(edition: str) -> Words:
    return Words(edition)


@pytest.mark.parametrize(("edition", "name"), EVERY)
def test_a_stored_scene_is_the_answer_to_the_move_that_leads_to_it(edition: str, name: str) -> None:
    stored = stored_scenes(words(edition), name)
    controls = plan(words(edition), name).controls
    assert list(stored) == [control.name for control in controls]
    for control in controls:
        stops, scenes = list(control.stops()), stored[control.name]
        assert len(stops) == len(scenes)
        for at in {0, len(stops) // 2, len(stops) - 1}:
            question = {"move": {control.name: stops[at]}}
            found = json.loads(answer(edition, name, json.dumps(question)))
            assert as_json(scenes[at]) == found, (control.name, stops[at])


def test_a_script_hands_over_a_text_that_holds_the_scenes() -> None:
    script = stored_script(words("en"), "rounding")
    inner = script.removeprefix("kbStored(").removesuffix(");\n")
    name, text = json.loads(f"[{inner}]")
    assert name == "rounding"
    assert json.loads(text) == as_json(stored_scenes(words("en"), "rounding"))


def as_json(value: Any) -> Any:
    """What a page reads of it."""
    return json.loads(json.dumps(value))
