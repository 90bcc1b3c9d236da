"""What a reader can set in an explorer, as plain data: no widget, no page, only values and words."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kamerbrief.claims import Assumption, Figure, read_ledger
from kamerbrief.scenes.wording import Wording

PERCENT = 0.01
MILLION = 1e6
MOST = 1e18
"""Beyond it there is nothing to count, and no decimals to say."""
AS_TYPED: Final = 6  # decimals; more than anybody types
LONGEST = 60  # characters of a setting; nothing a control can hold is as long
DECIMAL_COMMA: Final = re.compile(r"-?(0,\d+|\d+,(\d{1,2}|\d{4,}))")  # and not one for thousands
LARGEST = 1e15  # a number beyond it is no number that anybody means


class OutOfRange(ValueError):
    """A value that a control cannot take. Shown in a notebook as its sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True, kw_only=True)
class Control:
    """One argument of an explorer.

    ``origin`` is the figure whose value is the default; ``None`` for a choice of view, which is no figure.
    ``locks`` names the control that this one holds in place.
    """

    name: str
    label: str
    default: Any
    words: Wording = field(repr=False)
    origin: Figure | None = None
    locks: str = ""
    wide: bool = False
    kind = ""

    def check(self, value: Any) -> Any:
        """The value as it is kept.

        Raises:
            OutOfRange: it cannot be taken, with a sentence that says why.
        """
        return value

    def shown(self, value: Any) -> str:
        """A value in words."""
        return str(value)

    def addressed(self, text: str) -> Any:
        """The value that a text in an address means; one that means none is handed on as it is."""
        return text

    def stops(self) -> Sequence[Any]:
        """Where it can be moved to."""
        return ()

    def plain(self) -> dict[str, Any]:
        """What a page needs to show it, as JSON has it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "label": self.label,
            "wide": self.wide,
            "default": self.default,
            "locks": self.locks,
            "stops": list(self.stops()),
        }


@dataclass(frozen=True, kw_only=True)
class NumberControl(Control):
    """A number over a domain."""

    domain: Assumption = field(repr=False)
    factor: float = 1.0
    decimals: int = AS_TYPED
    unit: str = ""
    none: str = ""
    mark: float | None = None
    kind = "number"

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return isinstance(self.domain.value, int) and self.factor == 1

    def stops(self) -> Sequence[Any]:
        """Where it can be moved to."""
        return [*_stops(self.domain), *([None] if self.none else [])]

    def scaled(self, shown: float) -> float:
        """A number as the field shows it, in the model's unit."""
        return float(f"{shown * self.factor:.12g}")

    def typed(self, text: str) -> float | None:
        """The value that a reader typed.

        Raises:
            OutOfRange: it is none, or out of reach.
        """
        if self.none and text.strip().casefold() in ("", self.none.casefold()):
            return None
        try:
            shown = self.words.parse(text.strip().removesuffix(self.unit).strip())
            if not abs(shown) < MOST:
                raise ValueError(text)
        except ValueError:
            example = self.words.say(1234.5, "number.1")
            raise OutOfRange(
                self.words.text("control.no-number", typed=text, example=example)
            ) from None
        value = self.scaled(shown)
        value = int(value) if self.whole and value.is_integer() else value
        self.check(value)
        return value

    def check(self, value: Any) -> Any:
        """The value as it is kept."""
        if value is None and self.none:
            return None
        low, high = self.domain.minimum, self.domain.maximum
        number = (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and abs(value) < MOST * self.factor
        )
        if not number or (self.whole and value != int(value)):
            key = "control.not-whole" if number else "control.no-number-given"
        elif (low is not None and value < low) or (high is not None and value > high):
            key = "control.out-of-range"
        else:
            return int(value) if self.whole else value
        raise OutOfRange(
            self.words.text(
                key,
                label=self.label,
                value=self.shown(value) if number else repr(value),
                low=self.shown(low),
                high=self.shown(high),
            )
        )

    def shown(self, value: float | None) -> str:
        """A value in words."""
        if value is None:
            return self.none
        shown = float(f"{value / self.factor:.12g}")
        decimals = f"{shown:.{self.decimals}f}".partition(".")[2].rstrip("0")
        number = self.words.say(shown, f"number.{len(decimals)}")
        return f"{number}{'' if self.unit in ('', '%') else ' '}{self.unit}"

    def addressed(self, text: str) -> Any:
        """The value that a text in an address means."""
        if text == "none":
            return None
        if DECIMAL_COMMA.fullmatch(text):
            text = text.replace(",", ".")
        try:
            number = float(text)
        except ValueError:
            return text
        if not math.isfinite(number) or abs(number) > LARGEST:
            return text
        return int(number) if number.is_integer() else number

    def plain(self) -> dict[str, Any]:
        """What a page needs to show it, as JSON has it."""
        names = ("factor", "decimals", "unit", "none", "mark")
        return super().plain() | {n: getattr(self, n) for n in names}


@dataclass(frozen=True, kw_only=True)
class ChoiceControl(Control):
    """A choice among a few values, each said in words."""

    options: tuple[tuple[str, Any], ...]
    kind = "choice"

    def stops(self) -> Sequence[Any]:
        """Where it can be moved to."""
        return [value for _, value in self.options]

    def check(self, value: Any) -> Any:
        """The value as it is kept."""
        allowed = [option for _, option in self.options]
        if value not in allowed:
            raise OutOfRange(
                self.words.text(
                    "control.not-among",
                    label=self.label,
                    value=repr(value),
                    allowed=", ".join(map(repr, allowed)),
                )
            )
        return next(option for option in allowed if option == value)

    def shown(self, value: Any) -> str:
        """A value in words."""
        return next((text for text, option in self.options if option == value), str(value))

    def addressed(self, text: str) -> Any:
        """The value that a text in an address means."""
        return next((value for _, value in self.options if written(value) == text), text)

    def plain(self) -> dict[str, Any]:
        """What a page needs to show it, as JSON has it."""
        return super().plain() | {"options": [list(option) for option in self.options]}


@dataclass(frozen=True, kw_only=True)
class TickControl(Control):
    """A box to tick."""

    kind = "tick"

    def stops(self) -> Sequence[Any]:
        """Where it can be moved to."""
        return [True, False]

    def check(self, value: Any) -> Any:
        """The value as it is kept."""
        if not isinstance(value, bool):
            raise OutOfRange(
                self.words.text("explorer.no-value", name=self.name, value=repr(value))
            )
        return value

    def addressed(self, text: str) -> Any:
        """The value that a text in an address means."""
        if text not in ("true", "false"):
            raise OutOfRange(
                self.words.text(
                    "control.not-among", label=self.label, value=repr(text), allowed="true, false"
                )
            )
        return text == "true"


@dataclass(frozen=True, kw_only=True)
class MarkControl(Control):
    """The letter on the page; the value is the id of the chosen figure or title, or nothing."""

    html: str = field(repr=False)
    records: Mapping[str, str] = field(repr=False)
    hint: str = ""
    kind = "letter"

    def stops(self) -> Sequence[Any]:
        """Where it can be moved to."""
        return [*self.records, ""]

    def check(self, value: Any) -> Any:
        """The value as it is kept."""
        if value and value not in [*self.records]:  # a list, for some values have no hash
            raise OutOfRange(self.words.text("letter.no-mark", value=repr(value)))
        return str(value)

    def plain(self) -> dict[str, Any]:
        """What a page needs to show it, as JSON has it."""
        more = {"html": self.html, "records": dict(self.records), "hint": self.hint}
        return super().plain() | more


class Controls:
    """Makes the controls of one explorer, whose names lead to their labels and units.

    Args:
        explorer: the explorer's name; labels stand under ``<explorer>.<name>.label``.
        words: the edition that says them.
    """

    def __init__(self, explorer: str, words: Wording) -> None:
        self.explorer = explorer
        self.words = words

    def _label(self, name: str) -> str:
        return self.words.text(f"{self.explorer}.{name}.label")

    def number(
        self,
        name: str,
        domain: str,
        *,
        default: str | None = None,
        value: float | None = None,
        factor: float = 1.0,
        decimals: int = AS_TYPED,
        optional: bool = False,
    ) -> Control:
        """A number whose domain is an assumption, and whose default is that or another figure's value."""
        ledger = read_ledger()
        origin = ledger[default or domain]
        start = None if optional else origin.number if value is None else value
        unit_key = f"{self.explorer}.{name}.unit"
        return NumberControl(
            name=name,
            label=self._label(name),
            default=start,
            words=self.words,
            origin=origin,
            domain=ledger.assumption(domain),
            factor=factor,
            decimals=decimals,
            unit=self.words.text(unit_key) if self.words.has(unit_key) else "",
            none=self.words.text(f"{self.explorer}.{name}.none") if optional else "",
            mark=start if origin.kind == "letter" else None,
        )

    def choice(
        self,
        name: str,
        options: Sequence[Any],
        say: Callable[[Any], str],
        *,
        default: Any,
        origin: Figure | None = None,
        wide: bool = False,
    ) -> Control:
        """A choice among a few values, each said in words; ``wide`` for long ones."""
        said = tuple((say(option), option) for option in options)
        return ChoiceControl(
            name=name,
            label=self._label(name),
            default=default,
            words=self.words,
            origin=origin,
            wide=wide,
            options=said,
        )

    def listed(self, name: str, domain: str, spec: str) -> Control:
        """A choice among the stops of an assumption, each written as ``spec`` says."""
        figure = read_ledger().assumption(domain)
        return self.choice(
            name,
            figure.stops,
            lambda option: self.words.say(option, spec),
            default=figure.value,
            origin=figure,
        )

    def tick(self, name: str, *, default: bool, locks: str = "") -> Control:
        """A box to tick."""
        return TickControl(
            name=name, label=self._label(name), default=default, words=self.words, locks=locks
        )

    def lock(self, part: str) -> Control:
        """A box to tick that keeps another control where it is."""
        return self.tick(f"lock_{part}", default=False, locks=part)


def settings(controls: Iterable[tuple[Control, Any]], words: Wording) -> str:
    """Where some controls stand, in words: each with its label and the value that it shows."""
    return "; ".join(
        words.text("control.setting", label=control.label, value=control.shown(value))
        for control, value in controls
    )


def written(value: Any) -> str:
    """A control's value as it stands in an address."""
    if value is None:
        return "none"
    return value if isinstance(value, str) else json.dumps(value)


def _stops(domain: Assumption) -> Sequence[float]:
    """Where the thumb can rest: the ledger's stops, or even steps from minimum to maximum."""
    if domain.stops:
        return domain.stops
    low, high, step = domain.minimum, domain.maximum, domain.step
    if low is None or high is None or step is None:
        raise ValueError(f"{domain.id} needs stops, or minimum, maximum and step")
    count = round((high - low) / step)
    return [float(f"{low + step * i:.12g}") for i in range(count + 1)]
