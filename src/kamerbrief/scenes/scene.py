"""From settings to all that a reader sees of an explorer: pure, as plain data, and nothing is kept.

A *reading*, the one word of our own here, is the sentence under an explorer that says what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from kamerbrief.claims import Assumption, Figure, LetterClaim, read_ledger
from kamerbrief.scenes.badges import assumed, badge, figure_badge, homed, source_line
from kamerbrief.scenes.controls import (
    LONGEST,
    Control,
    NumberControl,
    OutOfRange,
    settings,
    written,
)
from kamerbrief.scenes.drawing import Drawing, blank
from kamerbrief.scenes.guess import Guess, Spot, with_guess
from kamerbrief.scenes.language import labelled, quote
from kamerbrief.scenes.wording import Wording

State = dict[str, Any]
"""The value of each control by its name."""
Guesses = Mapping[str, Guess]
"""What a reader has guessed, by topic."""


class CannotShow(Exception):
    """A state that makes no sense, such as more answers than people; said in the reading.

    Args:
        key: the message that says so.
        values: what its placeholders stand for.
    """

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class Scene:
    """All that a reader sees of an explorer in one state.

    ``badges`` and ``messages`` stand at the control of their name; ``locked`` are the controls that a
    reader cannot move; ``settings`` are those away from their default, as an address writes them.
    ``result`` is what was computed, and none where there is nothing to show.
    """

    plan: Plan = field(repr=False)
    state: State
    reading: str
    drawing: Drawing
    table: str
    source: str
    badges: Mapping[str, str]
    locked: frozenset[str]
    settings: Mapping[str, str]
    code: str
    messages: Mapping[str, str]
    result: Any = field(default=None, compare=False)

    @property
    def assumptions(self) -> list[str]:
        """The controls that hold a figure and have been moved."""
        return [name for name in self.settings if self.plan.control(name).origin]

    def plain(self) -> dict[str, Any]:
        """The same as JSON holds it; equal settings give equal bytes."""
        return {
            "explorer": self.plan.name,
            "lang": self.plan.words.lang,
            "controls": [
                control.plain()
                | {
                    "value": self.state[control.name],
                    "text": control.shown(self.state[control.name]),
                    "disabled": control.name in self.locked,
                    "badge": self.badges.get(control.name, ""),
                    "message": self.messages.get(control.name, ""),
                }
                for control in self.plan.controls
            ],
            "reading": self.reading,
            "drawing": self.drawing,
            "table": self.table,
            "figures": self.plan.figures(),
            "source": self.source,
            "settings": dict(self.settings),
            "code": self.code,
        }


@dataclass(frozen=True)
class Plan:
    """An explorer in one edition: its controls, and what it does, in the order data flows.

    ``uses`` are the figures in the chart that no control holds, ``tabled`` those whose badges stand in
    the table below it. ``guessed`` names the topic of a prediction, and says where in the chart of a
    result a reader's guess stands. The rest is for explorers whose controls hang together: ``settle``
    gets the state before a move and the values that moved, and answers what then changes; ``origins``
    says which figure a control's value is from in a state (``None``: the reader's own), for controls
    that have more origins than one; ``tabulate`` says the result as an HTML table.
    """

    words: Wording
    controls: Sequence[Control]
    name: str
    compute: Callable[..., Any]
    draw: Callable[[Any, Wording], Drawing]
    read: Callable[[Any, Wording], str]
    uses: tuple[str, ...] = ()
    guessed: tuple[str, Callable[[Any, float], Spot]] | None = None
    tabled: tuple[str, ...] = ()
    settle: Callable[[State, State], State] | None = None
    origins: Callable[[State], Mapping[str, Figure | None]] = lambda state: {}
    tabulate: Callable[[Any, Wording], str] | None = None

    @property
    def default(self) -> State:
        """The state in which it opens: every control at its default."""
        return {control.name: control.default for control in self.controls}

    def control(self, name: str) -> Control:
        """A control by its name.

        Raises:
            OutOfRange: there is none.
        """
        for control in self.controls:
            if control.name == name:
                return control
        known = ", ".join(control.name for control in self.controls)
        raise OutOfRange(
            self.words.text("explorer.no-argument", explorer=self.name, name=name, known=known)
        )

    # ── from a move to a state ────────────────────────────────────────────────────────────────

    def state(self, values: Mapping[str, Any], before: State | None = None) -> State:
        """The state that values by name lead to.

        Args:
            values: of the controls that move.
            before: the state they move from; by default, every control at its default.

        Raises:
            OutOfRange: a control that does not exist, a value it cannot have, or several that
                cannot be together.
        """
        start = self.default if before is None else before
        moved = {name: self.control(name).check(value) for name, value in values.items()}
        try:
            settled = self.settle(start, moved) if self.settle and moved else moved
        except CannotShow as problem:
            raise OutOfRange(self._said(problem)) from None
        return {**start, **settled}

    def addressed(self, texts: Mapping[str, str]) -> State:
        """The state that an address means: texts by control.

        Raises:
            OutOfRange: a control that does not exist, or a value it cannot have.
        """
        return self.state({name: self._value(name, text) for name, text in texts.items()})

    def _value(self, name: str, text: str) -> Any:
        if len(text) > LONGEST:
            raise OutOfRange(self.words.text("address.too-long", start=text[:LONGEST]))
        control = self.control(name)
        return control.check(control.addressed(text))

    def moved(self, state: State) -> list[str]:
        """The controls that are not at their default."""
        return [c.name for c in self.controls if state[c.name] != c.default]

    def _said(self, problem: CannotShow) -> str:
        return self.words.text(problem.key, **problem.values)

    # ── from a move to a scene ────────────────────────────────────────────────────────────────

    def after(self, before: State, moved: Mapping[str, Any], guesses: Guesses) -> Scene:
        """What is seen after a move; a refused one leads back to where it began, and says why."""
        try:
            return self.scene(self.state(moved, before), guesses)
        except OutOfRange as problem:
            return self.scene(before, guesses, note=str(problem))

    def typed(self, before: State, name: str, text: str, guesses: Guesses) -> Scene:
        """What is seen after a text was typed at a control; one it cannot take is refused there.

        Raises:
            OutOfRange: nothing can be typed at a control of that name.
        """
        control = self.control(name)
        if not isinstance(control, NumberControl):
            raise OutOfRange(self.words.text("explorer.no-value", name=name, value=repr(text)))
        try:
            value = control.typed(text)
        except OutOfRange as problem:
            return self.scene(before, guesses, messages={name: str(problem)})
        return self.after(before, {name: value}, guesses)

    def opened(self, texts: Mapping[str, str], guesses: Guesses) -> Scene:
        """What is seen where an address leads: what can be read is set, and a note says what cannot."""
        values, refused = {}, []
        for name, text in texts.items():
            try:
                values[name] = self._value(name, text)
            except OutOfRange as problem:
                refused.append(str(problem))
        try:
            state = self.state(values)
        except OutOfRange as problem:
            values, state = {}, self.default
            refused.append(str(problem))
        key = "explorer.address-partly-refused" if values else "explorer.address-refused"
        note = self.words.text(key, reason=" ".join(refused)) if refused else ""
        return self.scene(state, guesses, note=note)

    def scene(
        self,
        state: State,
        guesses: Guesses,
        note: str = "",
        messages: Mapping[str, str] | None = None,
    ) -> Scene:
        """What is seen in a state.

        Args:
            state: the value of every control.
            guesses: what the reader has guessed, by topic.
            note: a sentence before the reading.
            messages: by control, why what was typed there was not taken.
        """
        words, origins = self.words, self._origins(state)
        result, table = None, ""
        try:
            result = self.compute(**state)
            reading = self.read(result, words)
            drawing = self._with_guess(self.draw(result, words), result, guesses)
            table = self.tabulate(result, words) if self.tabulate else ""
        except CannotShow as problem:
            result, reading = None, self._said(problem)
            drawing = blank(words, reading)
        moved = self.moved(state)
        return Scene(
            plan=self,
            state=state,
            result=result,
            reading=f"{note} {reading}".strip(),
            drawing=drawing,
            table=table,
            source=self._source(state, origins, guesses),
            badges={name: self._badge(origin) for name, origin in origins.items()},
            locked=frozenset(c.locks for c in self.controls if c.locks and state[c.name]),
            settings={name: written(state[name]) for name in moved},
            code=f"explore.{self.name}({', '.join(f'{name}={state[name]!r}' for name in moved)})",
            messages=messages or {},
        )

    def _with_guess(self, drawing: Drawing, result: Any, guesses: Guesses) -> Drawing:
        topic, place = self.guessed or ("", None)
        if not place or topic not in guesses:
            return drawing
        value, said = guesses[topic]
        return with_guess(drawing, place(result, value), said, self.words)

    # ── where figures are from ────────────────────────────────────────────────────────────────

    def _origins(self, state: State) -> dict[str, Figure | None]:
        """For each control that holds a figure, the one its value is from; none: the reader's own."""
        found = {
            control.name: control.origin if state[control.name] == control.default else None
            for control in self.controls
            if control.origin
        }
        moved = self.origins(state)
        return {name: moved.get(name, origin) for name, origin in found.items()}

    def _badge(self, origin: Figure | None) -> str:
        if origin is None:
            return badge("assumption", escape(self.words.text("home.yours")))
        return badge(origin.kind, homed(origin, self.words))

    def _source(self, state: State, origins: Mapping[str, Figure | None], guesses: Guesses) -> str:
        words = self.words
        marked = (c.origin for c in self.controls if isinstance(c.origin, LetterClaim))
        held = (origin.id for origin in (*origins.values(), *marked) if origin)
        ours = [name for name, origin in origins.items() if isinstance(origin, Assumption)]
        yours = [name for name, origin in origins.items() if origin is None]
        fixed = assumed((*self.uses, *self.tabled), words)
        said = {
            "ours": "; ".join(filter(None, [self.in_words(state, ours), fixed])),
            "yours": self.in_words(state, yours),
        }
        if self.guessed and self.guessed[0] in guesses:
            said["guess"] = guesses[self.guessed[0]].said
        return source_line([*self.uses, *self.tabled, *held], said, words)

    def in_words(self, state: State, names: Sequence[str]) -> str:
        """Where some controls stand, in words: each with its label and value."""
        return settings([(self.control(name), state[name]) for name in names], self.words)

    def figures(self) -> str:
        """The figures that no control holds with their badges, and the letter's cautions, as HTML."""
        words = self.words
        labels: dict[str, list[str]] = {}
        for used in self.uses:
            figure = read_ledger()[used]
            labels.setdefault(figure_badge(figure, words), []).append(labelled(figure, words))
        uses = [f"<li>{'; '.join(texts)} {where}</li>" for where, texts in labels.items()]
        cautions = [
            f"<li>{escape(words.text('explorer.caution'))} {quote(hedge.quote)} "
            f"{badge('letter', escape(words.text('home.letter-line', first=hedge.lines[0])))}</li>"
            for hedge in read_ledger().hedges(self.name)
        ]
        return f'<ul class="kb-homes">{"".join(uses + cautions)}</ul>'
