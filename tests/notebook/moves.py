"""What a reader can do: every explorer, each of its controls, and the places to move it to."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import ipywidgets as widgets
from hypothesis import Phase, settings
from hypothesis import strategies as st

from kamerbrief.editions import Words
from kamerbrief.notebook import Explore, open_edition
from kamerbrief.notebook.chart import Chart
from kamerbrief.notebook.controls import Choice
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.notebook.letter import LetterPage
from kamerbrief.notebook.number import Number

EXPLORERS: Final = tuple(
    name
    for name, member in vars(Explore).items()
    if inspect.isfunction(member) and not name.startswith("_")
)
ENGLISH: Final = Words("en")

# Where a program shows through words: no number, nothing, a placeholder, a raw float.
PROGRAM: Final = re.compile(
    r"\b(?:nan|NaN|inf|Infinity|None)\b|[{}]|\d[.,]\d{7,}|\d[eE][+-]?\d|Traceback"
)


def opened(name: str, /, **state: Any) -> Explorer:
    """An explorer in English, where its arguments say."""
    explorer: Explorer = getattr(open_edition("en").explore, name)(**state)
    return explorer


def opened_in(edition: str, name: str) -> Explorer:
    """An explorer at home in some edition."""
    explorer: Explorer = getattr(open_edition(edition).explore, name)()
    return explorer


def opened_by(code: str) -> Explorer:
    """The explorer that a line of code opens, as a reader would paste it into a cell."""
    explorer: Explorer = eval(code, {"explore": open_edition("en").explore})
    return explorer


def places(widget: Any) -> list[Any]:
    """Every place a control can be moved to along its track or in its list."""
    match widget:
        case Number():
            return list(widget.stops)
        case Choice():
            return [value for _, value in widget.options]
        case widgets.Checkbox():
            return [True, False]
        case LetterPage():
            return [*widget.records, ""]
    raise TypeError(f"{type(widget).__name__} is a new kind of control: say where it can move to")


def some_places(widget: Any) -> list[Any]:
    """Both ends and a stop between them; everything in a short list."""
    everywhere = places(widget)
    if isinstance(widget, (Choice, widgets.Checkbox)):
        return everywhere
    last = len(everywhere) - 1
    stops = {0, last // 2, last, *([last - 1] if everywhere[-1] is None else [])}
    return [everywhere[at] for at in sorted(stops)]


def enabled(explorer: Explorer) -> list[str]:
    """The controls that a reader can take hold of now."""
    return [name for name in explorer.controls if not held(explorer, name)]


def held(explorer: Explorer, name: str) -> bool:
    """Whether a control is locked, and greyed out."""
    return bool(getattr(explorer.controls[name], "disabled", False))


def type_in(widget: Number, text: object) -> None:
    """Type into a number's field: what the page sends, to all that listen.

    The widget's own dispatcher would only log an error; here it is raised.
    """
    for callback in widget._msg_callbacks.callbacks:
        callback(widget, {"typed": text}, [])


# ── what is seen ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class View:
    """All that an explorer shows in one state; the figure as the page receives it."""

    state: Mapping[str, Any] = field(compare=False)
    reading: str
    figure: Mapping[str, Any]
    badges: Mapping[str, str]
    held: Mapping[str, bool]
    html: str

    @property
    def title(self) -> str:
        """The figure's title."""
        return str(self.figure["layout"]["title"]["text"])

    @property
    def alt(self) -> str:
        """The figure's alternative text."""
        return str(self.figure["layout"]["meta"]["alt"])

    @property
    def said(self) -> list[str]:
        """Everything in words: the reading, the figure's texts, badges, tables and cautions."""
        page = re.sub(r"<[^>]*>", " ", " ".join([*self.badges.values(), self.html]))
        return [self.reading, *strings(self.figure), page]


def view(explorer: Explorer) -> View:
    """What an explorer shows now."""
    return View(
        state=explorer.state,
        reading=explorer.reading,
        figure=drawing(explorer),
        badges={name: badge(explorer, name) for name in explorer.controls},
        held={name: held(explorer, name) for name in explorer.controls},
        html=" ".join(w.value for w in parts(explorer, widgets.HTML) if "kb-" in w.value),
    )


def drawing(explorer: Explorer) -> dict[str, Any]:
    """The figure as a page receives it; what JSON does not know as a number is an error."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in the figure")

    (chart,) = parts(explorer, Chart)
    drawn: dict[str, Any] = json.loads(chart.figure, parse_constant=refuse)
    return drawn


def badge(explorer: Explorer, name: str) -> str:
    """The badge under a control, as HTML; nothing under a box that locks another control."""
    control = explorer.controls[name]
    cells = [box for box in parts(explorer, widgets.VBox) if box.children[0] is control]
    texts = [
        child.value for cell in cells for child in cell.children if type(child) is widgets.HTML
    ]
    return " ".join(texts)


def parts(box: Any, kind: type[Any]) -> Iterator[Any]:
    """All widgets of a kind within a box, however deep."""
    for child in getattr(box, "children", ()):
        if isinstance(child, kind):
            yield child
        yield from parts(child, kind)


def title(explorer: Explorer) -> str:
    """The title of the chart."""
    return str(drawing(explorer)["layout"]["title"]["text"])


def is_blank(explorer: Explorer) -> bool:
    """Whether nothing is drawn, not even axes."""
    drawn = drawing(explorer)
    axes = [drawn["layout"][axis].get("visible", True) for axis in ("xaxis", "yaxis")]
    return drawn["data"] == [] and axes == [False, False]


def percentages(text: str) -> list[str]:
    """The percentages of a text, in order."""
    return re.findall(r"[\d.]+%", text)


def points(text: str) -> list[float]:
    """The percentage points of a text, in order."""
    return [float(number) for number in re.findall(r"([\d.]+) percentage points?", text)]


def strings(value: object) -> list[str]:
    """All strings in nested plain data, but for colours."""
    if isinstance(value, str):
        return [] if value.startswith("#") else [value]
    if isinstance(value, Mapping):
        return strings(list(value.values()))
    return [text for item in value for text in strings(item)] if isinstance(value, list) else []


def of_a_program(texts: Sequence[str]) -> list[str]:
    """The texts in which a program shows through."""
    return [text for text in texts if PROGRAM.search(text)]


# ── one journey through every control ─────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Move:
    """One control moved from home.

    ``live`` is seen after the move, ``fresh`` in an explorer that its code opens, ``back`` after a
    reset; ``figures`` are plotly's own of the first two, at the last place of each control.
    """

    control: str
    value: Any
    live: View
    fresh: View
    back: View
    figures: tuple[Mapping[str, Any], ...]
    plain: str

    def __str__(self) -> str:
        return f"{self.control}={self.value!r}"


@cache
def home(name: str) -> View:
    """What an explorer shows when nothing has been moved."""
    return view(opened(name))


@cache
def journey(name: str) -> tuple[Move, ...]:
    """Each control of one explorer moved to some places, one at a time."""
    explorer = opened(name)
    moves = []
    for control, widget in explorer.controls.items():
        ways = some_places(widget)
        for value in ways:
            widget.value = value
            fresh = opened_by(explorer.code)
            both = (explorer, fresh) if value == ways[-1] else ()
            figures = tuple(each.figure.to_dict() for each in both)
            live, plain = view(explorer), explorer._repr_mimebundle_()["text/plain"]
            explorer.reset()
            moves.append(Move(control, value, live, view(fresh), view(explorer), figures, plain))
    return tuple(moves)


# ── a walk in any order ───────────────────────────────────────────────────────────────────────

# A walk that fails is short enough to be read as it is; to shrink it would take minutes.
some_walks = settings(max_examples=5, phases=(Phase.explicit, Phase.reuse, Phase.generate))
TYPED: Final = "0|7|37.5|200|1,000|no limit||abc|-1|1e999|99999999".split("|")

step = st.tuples(
    st.sampled_from(["move", "move", "jump", "type", "reset"]),
    st.integers(0, 1000),
    st.integers(0, 1000),
)


def take(explorer: Explorer, step: tuple[str, int, int]) -> str:
    """One thing a reader does: move a control, type into it, or go back; says which control."""
    how, which, where = step
    free = enabled(explorer)
    if how == "reset" or not free:
        explorer.reset()
        return ""
    name = free[which % len(free)]
    control = explorer.controls[name]
    if how == "type" and isinstance(control, Number):
        type_in(control, TYPED[where % len(TYPED)])
    else:
        ways = places(control) if how == "move" else some_places(control)
        control.value = ways[where % len(ways)]
    return name
