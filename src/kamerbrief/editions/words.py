"""One edition's messages, and how its readers write numbers, amounts and dates."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import InvalidOperation
from functools import cache, lru_cache
from gettext import c2py
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import (
    NumberFormatError,
    format_compact_decimal,
    format_decimal,
    format_percent,
    get_decimal_symbol,
    get_group_symbol,
    parse_decimal,
)

from kamerbrief.claims import Figure, LetterClaim, read_ledger

MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"
NO_BREAK = "\N{NO-BREAK SPACE}"
NUMBERS_KEPT = 4096


class Catalogue(NamedTuple):
    """An edition's locale, its messages by key, and which of its plural forms a count takes."""

    locale: Locale
    messages: Mapping[str, str | tuple[str, ...]]
    plural: Callable[[int], int]


@cache
def catalogue(name: str) -> Catalogue:
    """What an edition's file holds.

    Raises:
        ValueError: there is no edition of that name.
    """
    file = files("kamerbrief.editions").joinpath(name, "messages.po")
    if not file.is_file():
        raise ValueError(f"there is no edition {name!r}; there are: {', '.join(editions())}")
    messages = read_po(BytesIO(file.read_bytes()), abort_invalid=True)
    if messages.locale is None:
        raise ValueError(f"edition {name!r} does not name its language in its first entry")
    texts: dict[str, str | tuple[str, ...]] = {}
    for message in messages:
        if isinstance(message.id, str) and message.id:
            texts[message.id] = str(message.string)
        elif message.id:
            texts[message.id[0]] = tuple(message.string or ())
    return Catalogue(messages.locale, texts, c2py(messages.plural_expr))


def editions() -> tuple[str, ...]:
    """The names of all editions: the folders that hold messages."""
    folders = files("kamerbrief.editions").iterdir()
    return tuple(sorted(f.name for f in folders if f.joinpath("messages.po").is_file()))


class _Filler(string.Formatter):
    """Fills a message's placeholders, from given values or from the ledger."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs[str(key)] if key in kwargs else self.words.ledger[str(key)]

    def format_field(self, value: Any, format_spec: str) -> str:
        return self.words.say(value, format_spec)


class Words:
    """What an edition says. Placeholders are ``{name}``, ``{name:spec}`` or a figure's ``{id}``.

    Args:
        name: the edition's folder, such as ``"en"``.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.ledger = read_ledger()
        self.locale, self.messages, self._plural = catalogue(name)
        self._filler = _Filler(self)
        # One move of a slider says some forty numbers, most of them as at the move before.
        self._number = lru_cache(NUMBERS_KEPT)(self._said)

    @property
    def lang(self) -> str:
        """The language as a tag for HTML, such as ``"en"``."""
        return self.name.replace("_", "-")

    @property
    def separators(self) -> str:
        """Decimal and thousands separator, as plotly wants them."""
        return get_decimal_symbol(self.locale) + get_group_symbol(self.locale)

    # ── messages ──────────────────────────────────────────────────────────────────────────────

    def has(self, key: str) -> bool:
        """Whether there is a message under this key."""
        return key in self.messages

    def text(self, key: str, /, **values: Any) -> str:
        """A message with its placeholders filled in, from these values or from the ledger.

        A message with plural forms chooses by the value called ``count``.

        Raises:
            KeyError: no such message, or a placeholder that neither values nor ledger know.
        """
        try:
            message = self.messages[key]
        except KeyError:
            raise KeyError(f"edition {self.name!r} has no message {key!r}") from None
        if not isinstance(message, str):
            count = values["count"]  # gettext has no forms for fractions; the last is the nearest
            message = message[self._plural(int(count)) if count == int(count) else -1]
        return self._filler.vformat(message, (), values)

    # ── numbers, amounts, dates ───────────────────────────────────────────────────────────────

    def say(self, value: Any, spec: str = "") -> str:
        """A value as a reader of this language writes it.

        Args:
            value: a number, a date, a text or a figure of the ledger.
            spec: ``number``, ``percent``, ``points``, ``euros`` or ``date``, with the number of
                decimals behind a point (``percent.1``), or ``exact`` for euros to the thousand, or
                ``year`` for a text that names a year, month or day (``2019-07``); a figure needs
                none.

        >>> words = Words("en")
        >>> words.say(0.084, "points.1"), words.say(290_000_000, "euros").replace(NO_BREAK, " ")
        ('8.4 percentage points', '€290 million')
        """
        if isinstance(value, Figure):
            return self._figure(value, spec)
        return self._number(value, spec) if spec else str(value)

    def _said(self, value: Any, spec: str) -> str:
        if spec == "date":
            return format_date(value, "long", locale=self.locale)
        if spec == "year":
            return self._year(value)
        return self._say_number(value, spec).replace("-", MINUS)

    def _say_number(self, value: Any, spec: str) -> str:
        kind, _, decimals = spec.partition(".")
        digits = int(decimals or 0)
        match kind:
            case "number":
                return format_decimal(value, _pattern(digits), locale=self.locale)
            case "percent":
                return format_percent(value, _pattern(digits) + "%", locale=self.locale)
            case "points":
                number = format_decimal(100 * value, _pattern(digits), locale=self.locale)
                return self.text("format.points", number=number, count=round(100 * value, digits))
            case "euros":
                return self._euros(value, digits)
            case "exact":
                return self._euros(value, 3 if abs(value) >= 1_000_000 else 0)
        raise ValueError(f"{spec!r} says no way to write a value")

    def span(self, low: float, high: float, spec: str) -> str:
        """A range in words, such as "36.5% to 37.8%"."""
        return self.text("format.range", low=self.say(low, spec), high=self.say(high, spec))

    def parse(self, text: str) -> float:
        """The number a reader typed, with this language's separators.

        Raises:
            ValueError: it is no number in this language.
        """
        text = text.replace(MINUS, "-")
        try:
            number = parse_decimal(text.strip(), locale=self.locale, strict=True)
        except (NumberFormatError, InvalidOperation) as error:  # the other for endless numbers
            raise ValueError(f"{text!r} is no number") from error
        if re.search(r"[^\x00-\x7f]|[A-Za-z_]", text):  # such as "1e5", "1_000", "nan" or "٣"
            raise ValueError(f"{text!r} is no number")
        return float(number)

    def figure(self, figure_id: str) -> str:
        """A figure of the ledger with its unit, and with "circa" or its range where it has one."""
        return self._figure(self.ledger[figure_id], "")

    def _year(self, text: str) -> str:
        """A month or day of ISO 8601 in words; years as they are, with a dash between two."""
        match [int(number) for number in re.findall(r"\d+", text)]:
            case [year, month, day]:
                return format_date(date(year, month, day), "long", locale=self.locale)
            case [year, month] if month <= 12 and "-" in text:
                return format_date(date(year, month, 1), "LLLL y", locale=self.locale)
        return text.replace("-", EN_DASH)

    def _euros(self, value: float, digits: int) -> str:
        size = round(abs(value), digits)
        if size >= 1_000_000:
            size = round(size, digits - 6)  # else 999.6 million becomes "1000 million"
            number = format_compact_decimal(
                size, format_type="long", locale=self.locale, fraction_digits=digits
            )
        else:
            number = format_decimal(size, _pattern(digits), locale=self.locale)
        key = "format.minus-euros" if value < 0 < size else "format.euros"
        return self.text(key, number=number).replace(" ", NO_BREAK)

    def _figure(self, figure: Figure, spec: str) -> str:
        value = figure.value
        if isinstance(value, (str, date)):
            return value if isinstance(value, str) else self.say(value, "date")
        spec = spec or _spec(figure)
        if isinstance(figure, LetterClaim):
            text = self.say(value, spec)
            return self.text("format.circa", value=text) if figure.is_range else text
        if figure.is_range:
            value, low, high = (_rough(number) for number in (value, figure.low, figure.high))
            text, span = self.say(value, spec), self.span(low, high, spec)
            return self.text("format.with-range", value=text, range=span)
        return self.say(value, spec)


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _rough(number: float) -> float:
    """Three significant digits: what follows from "circa" is not known to the euro."""
    return float(f"{number:.3g}")


def _spec(figure: Figure) -> str:
    if figure.unit.startswith("EUR"):
        return "euros" if figure.is_range else "exact"
    if figure.unit == "share-difference":
        return "points"
    if figure.unit == "correlation":
        return "number.3"
    if figure.unit == "share":
        return "percent" if round(100 * figure.number, 6) % 1 == 0 else "percent.1"
    return "number" if isinstance(figure.value, int) else "number.1"
