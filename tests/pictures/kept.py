"""The pictures on file: of each explorer as it opens, and in English also at both ends of a control.

The control is the first that holds a number, else the first. And, in README, of an explorer on its page.
Each picture says by a stamp from what it was drawn, so that one of something else is found without drawing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from PIL import Image

from kamerbrief.editions import Words, editions
from kamerbrief.pages.scripts import explorers_script, sheet
from kamerbrief.scenes.plans import PLANS, plan, scene
from kamerbrief.scenes.scene import Scene
from tests.notebooks.prose import ENGLISH
from tests.pictures.drawn import State, stamp, state

HERE: Final = Path(__file__).parent
README: Final = HERE.parents[1] / "notebooks" / "sample-size.png"
EXPLORER: Final = "sample_size"
MOVED: Final = {"n": "2000", "bias": "0.05"}


def shown() -> dict[Path, Scene]:
    """What each picture of an explorer is to show, by its file."""
    found = {}
    for edition in editions():
        words = Words(edition)
        for one in (plan(words, name) for name in PLANS):
            main = next((c for c in one.controls if c.kind == "number"), one.controls[0])
            ends = {"": main.default, "-first": main.stops()[0], "-last": main.stops()[-1]}
            for end, value in ends.items():
                if not end or (edition == ENGLISH and value != main.default):
                    file = HERE / edition / f"{one.name}{end}.svg"
                    found[file] = one.after(one.default, {main.name: value}, {})
    return found


def stale() -> dict[Path, State]:
    """What is to be drawn where a picture is missing or of something else, by its file."""
    wanted = {file: state(scene, scene.reading) for file, scene in shown().items()}
    return {file: each for file, each in wanted.items() if _stamp_in(file) != stamp(*each.values())}


def _stamp_in(file: Path) -> str:
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return "".join(re.findall("<metadata>(.*)</metadata>", text))


def odd() -> set[Path]:
    """The pictures of what is no longer there."""
    return {*HERE.glob("*/*.svg")} - shown().keys()


def photographed() -> Scene:
    """What README's picture is to show."""
    return scene(Words(ENGLISH), EXPLORER, MOVED, {})


def page_stamp() -> str:
    """What README's picture is to be of: a scene, what draws it, and what lays it out."""
    scripts = (" ".join(text.split()) for text in (explorers_script(), sheet()))
    return stamp(json.dumps(photographed().plain()), *scripts)


def stamp_in_readme() -> str:
    """What README's picture is of."""
    with Image.open(README) as image:
        return str(image.info.get("kamerbrief"))
