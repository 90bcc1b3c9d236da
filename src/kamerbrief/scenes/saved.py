"""The scenarios that a reader keeps by name, as a scene: what is kept comes in, and goes out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import chain, count
from typing import Any, Final, Literal

from kamerbrief.scenes.badges import source_line
from kamerbrief.scenes.budget import PARTS, Scenario, amounts_in_words, draw_compared, published
from kamerbrief.scenes.controls import OutOfRange, written
from kamerbrief.scenes.drawing import Drawing
from kamerbrief.scenes.plans import plan
from kamerbrief.scenes.scenarios import (
    LONGEST,
    MOST,
    Refused,
    as_csv,
    as_entry,
    as_json,
    named,
    read_entries,
    read_json,
)
from kamerbrief.scenes.scene import State
from kamerbrief.scenes.tables import table
from kamerbrief.scenes.wording import Wording

EXPLORER: Final = "budget_split"
CSV: Final = ("scenarios.csv", "text/csv; charset=utf-8; header=present")
JSON: Final = ("scenarios.json", "application/json")
FIGURES: Final = ("school-budget", "total-budget", "municipal-budget")

Action = (
    tuple[Literal["none", "show", "remove", "csv", "json"]]
    | tuple[Literal["save"], str]
    | tuple[Literal["open"], bytes]
)
"""What a reader asks for, with the name to save under, or the content of the file to open."""


@dataclass(frozen=True)
class File:
    """A file to download."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class SavedScene:
    """All that a reader sees of what is kept; without drawing, table and source where nothing is.

    ``said`` answers the last action, or says why it was ``refused``; ``budget`` are the settings at
    which the explorer of the budget is to open, if it is.
    """

    kept: tuple[Scenario, ...]
    chosen: str
    reading: str = ""
    drawing: Drawing | None = None
    table: str = ""
    source: str = ""
    said: str = ""
    refused: bool = False
    file: File | None = None
    budget: Mapping[str, str] | None = None

    @property
    def names(self) -> list[str]:
        """What there is to choose from, in the order in which it was saved."""
        return [one.name for one in self.kept]

    def plain(self) -> dict[str, Any]:
        """The same as JSON holds it; equal input gives equal bytes."""
        file = self.file and vars(self.file) | {"content": self.file.content.decode("utf-8")}
        kept = [as_entry(one) for one in self.kept]
        return vars(self) | {"kept": kept, "file": file}


def saved_scene(
    words: Wording,
    kept: Sequence[Mapping[str, Any]],
    chosen: str,
    action: Action,
    budget: State | None,
    refused: str = "",
) -> SavedScene:
    """What is seen, and kept, after an action; after a refused one, what was there, and why.

    Args:
        words: the edition.
        kept: a list of scenarios, as a file holds them.
        chosen: the name of the one to show or to remove.
        action: what the reader asks for.
        budget: the state of the budget's explorer; none where the page has none.
        refused: why that explorer has not taken what was typed there last, if it has not.

    Raises:
        Refused: what is kept is no such list, as when somebody has changed it.
    """
    before = SavedScene(read_entries(kept, words), chosen)
    try:
        after = _after(before, action, budget, refused, words)
    except Refused as reason:
        after = replace(before, said=str(reason), refused=True)
    return _seen(after, words)


# ── from an action to what is kept ────────────────────────────────────────────────────────────


def _after(
    before: SavedScene, action: Action, budget: State | None, refused: str, words: Wording
) -> SavedScene:
    match action:
        case ("none",):
            return before
        case ("save", name):
            return _with(before, name, budget, refused, words)
        case ("open", content):
            return _with_file(before, content, words)
        case ("show",):
            return _shown(before, budget, words)
        case ("remove",):
            return _without(before, words)
        case ("csv",):
            content = as_csv([published("letter"), *before.kept], words)
            return _downloading(before, File(*CSV, content), "handed-csv", words)
        case ("json",):
            return _downloading(before, File(*JSON, as_json(before.kept)), "handed", words)
    raise ValueError(f"no action is called {action!r}")


def _with(
    before: SavedScene, name: str, budget: State | None, refused: str, words: Wording
) -> SavedScene:
    name = named(name, words)
    if name in before.names:
        raise Refused(words.text("scenarios.clash", name=name))
    _require_room(len(before.kept) + 1, words)
    if budget is None:
        raise Refused(words.text("scenarios.no-explorer"))
    if refused:
        raise Refused(words.text("scenarios.refused-above", reason=refused))
    new = Scenario(name, "assumption", _amounts(budget, words), own=True)
    said = words.text("scenarios.saved", name=name)
    return replace(before, kept=(*before.kept, new), chosen=name, said=said)


def _amounts(budget: State, words: Wording) -> Mapping[str, float]:
    """How the explorer of the budget divides the money in a state."""
    explorer = plan(words, EXPLORER)
    try:
        amounts: Mapping[str, float] = explorer.compute(**explorer.state(budget)).first.amounts
    except OutOfRange as reason:
        raise Refused(words.text("scenarios.refused-above", reason=str(reason))) from None
    return amounts


def _with_file(before: SavedScene, content: bytes, words: Wording) -> SavedScene:
    """With the scenarios of a file; one that is there already is not added twice."""
    found = read_json(content, words)
    new = [one for one in found if one not in before.kept]
    _require_room(len(before.kept) + len(new), words)
    after = replace(before, chosen=found[-1].name)
    for one in new:
        free = replace(one, name=_free(one.name, after.names, words))
        after = replace(after, kept=(*after.kept, free), chosen=free.name)
    return replace(after, said=words.text("scenarios.opened", count=len(found), number=len(found)))


def _shown(before: SavedScene, budget: State | None, words: Wording) -> SavedScene:
    one = _chosen(before, words)
    if budget is None:
        raise Refused(words.text("scenarios.no-explorer"))
    state = {"total": one.total}
    state |= {part: one.share(part) for part in PARTS[:-1]}  # the last one is the rest
    settings = {name: written(value) for name, value in state.items()}
    return replace(before, budget=settings, said=words.text("scenarios.shown", name=one.name))


def _without(before: SavedScene, words: Wording) -> SavedScene:
    gone = _chosen(before, words)
    rest = tuple(one for one in before.kept if one is not gone)
    return replace(before, kept=rest, said=words.text("scenarios.removed", name=gone.name))


def _downloading(before: SavedScene, file: File, key: str, words: Wording) -> SavedScene:
    if not before.kept:  # a file of none would not open again
        raise Refused(words.text("scenarios.none"))
    return replace(before, file=file, said=words.text(f"scenarios.{key}", file=file.name))


def _chosen(scene: SavedScene, words: Wording) -> Scenario:
    """The one that is chosen, which may be gone: the same page can show what is kept twice."""
    for one in scene.kept:
        if one.name == scene.chosen:
            return one
    raise Refused(words.text("scenarios.gone", name=scene.chosen))


def _require_room(number: int, words: Wording) -> None:
    if number > MOST:
        raise Refused(words.text("scenarios.full", most=MOST))


def _free(name: str, taken: Sequence[str], words: Wording) -> str:
    """A name that is still free: this one, or this one with a number behind it."""
    numbered = (_numbered(name, number, words) for number in count(2))
    return next(free for free in chain([name], numbered) if free not in taken)


def _numbered(name: str, number: int, words: Wording) -> str:
    """A name with a number behind it, cut where both are longer than a name can be."""
    behind = len(words.text("scenarios.renamed", name="", number=number))
    return words.text("scenarios.renamed", name=name[: LONGEST - behind], number=number)


# ── from what is kept to what is seen ─────────────────────────────────────────────────────────


def _seen(scene: SavedScene, words: Wording) -> SavedScene:
    """The scene with all that follows from what is kept; the last is chosen where the choice is gone."""
    if not scene.kept:
        return replace(scene, chosen="", reading=words.text("scenarios.none"))
    shown = (published("letter"), *scene.kept)
    said = "; ".join(_in_words(one, words) for one in scene.kept)
    return replace(
        scene,
        chosen=scene.chosen if scene.chosen in scene.names else scene.names[-1],
        reading=_reading(scene.kept, words),
        drawing=draw_compared(shown, words),
        table=_table(shown, words),
        source=source_line(FIGURES, {"yours": said}, words),
    )


def _reading(kept: Sequence[Scenario], words: Wording) -> str:
    by_share = sorted(kept, key=lambda scenario: scenario.share("schools"))
    least, most = by_share[0], by_share[-1]
    return words.text(
        "scenarios.reading",
        count=len(kept),
        number=len(kept),
        least=least.name,
        least_share=least.share("schools"),
        most=most.name,
        most_share=most.share("schools"),
    )


def _table(shown: Sequence[Scenario], words: Wording) -> str:
    heads = [words.text(f"scenarios.head.{name}") for name in ("name", "total")]
    heads += [words.text(f"budget_split.part.{part}") for part in PARTS]
    return table(heads, [_cells(scenario, words) for scenario in shown])


def _cells(scenario: Scenario, words: Wording) -> Sequence[str]:
    total = words.say(scenario.total, "euros") if scenario.own else words.figure("budget-sum")
    parts = [amounts_in_words(scenario, part, words) for part in PARTS]
    return [escape(text) for text in (scenario.called(words), total, *parts)]


def _in_words(scenario: Scenario, words: Wording) -> str:
    share = scenario.share("schools")
    return words.text("scenarios.in-words", name=scenario.name, share=share, total=scenario.total)
