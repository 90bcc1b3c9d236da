"""Scenes computed before anybody asks: at each stop of each control, all others at their default."""

from __future__ import annotations

import json

from kamerbrief.editions import Words
from kamerbrief.pages.answers import opening, seen
from kamerbrief.pages.patches import patch
from kamerbrief.scenes.plans import plan


def stored_scenes(words: Words, name: str) -> dict[str, list[object]]:
    """For each control of an explorer, and each of its stops, what that changes in the opening scene."""
    explorer = plan(words, name)
    first = opening(words, name)
    return {
        control.name: [
            patch(first, seen(explorer.after(explorer.default, {control.name: stop}, {})))
            for stop in control.stops()
        ]
        for control in explorer.controls
    }


def stored_script(words: Words, name: str) -> str:
    """The same as a script, which a page can load from a file too; parsed only when it is wanted."""
    packed = json.dumps(stored_scenes(words, name), separators=(",", ":"), ensure_ascii=False)
    return f"kbStored({json.dumps(name)},{json.dumps(packed)});\n"
