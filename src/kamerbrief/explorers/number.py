"""A number that a reader can drag, step by keyboard, or type, with the letter's mark on its track."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from kamerbrief.charts import theme
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Assumption

MOST = 1e18
"""Beyond it there is nothing to count, and no decimals to say."""
AS_TYPED: Final = 6  # decimals; more than anybody types


class OutOfRange(ValueError):
    """A value that a control cannot take. Shown in a notebook as its sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Number(anywidget.AnyWidget):
    """A number control: track, field, unit and message in one.

    Args:
        label: what the number is.
        domain: minimum, maximum, and either a step or the stops of the track.
        value: where it starts, in the model's unit.
        words: the edition that reads what is typed and says what is wrong with it.
        factor: the model's unit for one that is shown (0.01 for percent, 1e6 for millions).
        decimals: how many decimals the field shows at most, for values that nobody types.
        unit: said behind the field.
        none: what the end of the track is called that means "no value"; no such end unless given.
        mark: the letter's value, shown on the track.
    """

    _esm = Path(__file__).with_name("number.js")
    _css = theme.stylesheet()

    value = traitlets.Any(allow_none=True).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    stops: Any = traitlets.List().tag(sync=True)
    factor = traitlets.Float(1.0).tag(sync=True)
    decimals = traitlets.Int(AS_TYPED).tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    none = traitlets.Unicode().tag(sync=True)
    mark = traitlets.Any(None, allow_none=True).tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        label: str,
        domain: Assumption,
        words: Wording,
        *,
        value: float | None,
        factor: float = 1.0,
        decimals: int = AS_TYPED,
        unit: str = "",
        none: str = "",
        mark: float | None = None,
    ) -> None:
        self._domain = domain
        self._words = words
        super().__init__(
            value=value,
            label=label,
            lang=words.lang,
            stops=[*_stops(domain), *([None] if none else [])],
            factor=factor,
            decimals=decimals,
            unit=unit,
            none=none,
            mark=mark,
        )
        self.touched = False  # whether anybody has moved it, or typed into it
        self.observe(lambda _change: setattr(self, "touched", True), names="value")
        self.on_msg(self._type)

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return isinstance(self._domain.value, int) and self.factor == 1

    @property
    def shown(self) -> str:
        """The value as its field shows it, with its unit."""
        return self._shown(self.value)

    def scaled(self, shown: float) -> float:
        """A number as the field shows it, in the model's unit."""
        return float(f"{shown * self.factor:.12g}")

    def _type(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Take what the reader typed, or say why not; what was typed stays in the field."""
        text = content.get("typed", "") if isinstance(content, dict) else ""
        try:
            value = self._read(text)
            self._check(value)
        except ValueError as error:
            self.message = str(error)
            return
        self.message = ""
        self.value = value
        self.touched = True
        self.send({"kind": "taken"})

    def _read(self, text: str) -> float | None:
        if self.none and text.strip().casefold() in ("", self.none.casefold()):
            return None
        try:
            shown = self._words.parse(text.strip().removesuffix(self.unit).strip())
            if not abs(shown) < MOST:
                raise ValueError(text)
        except ValueError:
            example = self._words.say(1234.5, "number.1")
            raise OutOfRange(
                self._words.text("control.no-number", typed=text, example=example)
            ) from None
        value = self.scaled(shown)
        return int(value) if self.whole and value.is_integer() else value

    @traitlets.validate("value")
    def _valid(self, proposal: Any) -> float | None:
        value: float | None = proposal["value"]
        self._check(value)
        return int(value) if value is not None and self.whole else value

    def _check(self, value: Any) -> None:
        if value is None and self.none:
            return
        low, high = self._domain.minimum, self._domain.maximum
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
            return
        raise OutOfRange(
            self._words.text(
                key,
                label=self.label,
                value=self._shown(value) if number else repr(value),
                low=self._shown(low),
                high=self._shown(high),
            )
        )

    def _shown(self, value: float | None) -> str:
        if value is None:
            return self.none
        shown = float(f"{value / self.factor:.12g}")
        decimals = f"{shown:.{self.decimals}f}".partition(".")[2].rstrip("0")
        number = self._words.say(shown, f"number.{len(decimals)}")
        return f"{number}{'' if self.unit in ('', '%') else ' '}{self.unit}"


def _stops(domain: Assumption) -> Sequence[float]:
    """Where the thumb can rest: the ledger's stops, or even steps from minimum to maximum."""
    if domain.stops:
        return domain.stops
    low, high, step = domain.minimum, domain.maximum, domain.step
    if low is None or high is None or step is None:
        raise ValueError(f"{domain.id} needs stops, or minimum, maximum and step")
    count = round((high - low) / step)
    return [float(f"{low + step * i:.12g}") for i in range(count + 1)]
