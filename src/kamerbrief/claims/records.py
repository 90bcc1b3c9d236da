"""The records of the ledger: a figure is a letter's, derived, a source's or an assumption."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isnan, nan
from typing import ClassVar, Literal

Value = int | float | date | str
Kind = Literal["letter", "derived", "source", "assumption"]
Span = tuple[int, int]

SPEAKERS = ("research", "minister-fact", "minister-judgement", "commitment")
CONFIDENCES = ("high", "medium", "low")
PRECISIONS = ("exact", "circa")
NOTES = ("plan plan-from expected count reading later-version reposted reproduced deduced").split()
SAYINGS = ("nothing", "agrees", "differs", "beside")


@dataclass(frozen=True, kw_only=True)
class Record:
    """Anything the ledger holds; ids are unique over the whole ledger."""

    id: str


@dataclass(frozen=True, kw_only=True)
class Figure(Record):
    """A figure with its unit; ``low`` and ``high`` are its bounds where the letter says "circa"."""

    kind: ClassVar[Kind]
    value: Value
    unit: str
    low: float = nan
    high: float = nan

    @property
    def number(self) -> float:
        """The value as a number; ``TypeError`` for a date or a document number."""
        if isinstance(self.value, (int, float)):
            return self.value
        raise TypeError(f"{self.id} is {self.value!r}, not a number")

    @property
    def is_range(self) -> bool:
        """Whether the figure stands for a range and must be shown as one."""
        return not isnan(self.low)


@dataclass(frozen=True, kw_only=True)
class LetterClaim(Figure):
    """A figure of the letter, with its quote and the lines and places where it stands.

    ``parts`` are the sentences and footnote entries that hold the quote, by their ids.
    """

    kind: ClassVar[Kind] = "letter"
    section: str
    quote: str
    precision: str
    speaker: str
    occurs: int = 1
    recipient: str | None = None
    binding: str | None = None
    lines: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Derived(Figure):
    """Arithmetic on other figures: the expression, and the ids it stands on."""

    kind: ClassVar[Kind] = "derived"
    value: Value = nan
    expression: str
    operands: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Source(Figure):
    """A figure from outside the letter, with where it was read and how sure we are.

    ``year`` is when the figure is of, as ISO 8601 writes it where it is a month or a day; ``notes``
    are what to know about that, and ``about`` is another year or month that a note speaks of.
    ``scale`` is what the source counts in, such as thousands of euros; ``dated`` the date of the
    document itself, where it stands for one.
    """

    kind: ClassVar[Kind] = "source"
    quote: str
    year: str
    title: str
    url: str
    confidence: str
    about: str = ""
    notes: tuple[str, ...] = ()
    scale: int = 1
    dated: date | None = None


@dataclass(frozen=True, kw_only=True)
class Assumption(Figure):
    """A figure of ours, which the reader can move between ``minimum`` and ``maximum``."""

    kind: ClassVar[Kind] = "assumption"
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    stops: tuple[float, ...] = ()
    rounds: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Term(Record):
    """A term of policy or statistics that is explained to the reader, with its Dutch name."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Hedge(Record):
    """A caution in the letter's own words, where it stands, and the explorers whose reach it limits."""

    section: str
    quote: str
    limits: tuple[str, ...]
    lines: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Silence(Record):
    """Something the letter does not say, beside the figure where a reader would look for it."""

    beside: str


@dataclass(frozen=True, kw_only=True)
class Voice(Record):
    """Who speaks in a sentence or footnote entry of the letter; the id is the sentence's.

    ``says`` is what the sources in ``outside`` say to it: one of ``SAYINGS``.
    """

    opens: str
    speaker: str
    outside: tuple[str, ...] = ()
    says: str = "nothing"


@dataclass(frozen=True, kw_only=True)
class Document(Record):
    """A document the letter leans on: the figures that name, date and locate it, and our source."""

    named: tuple[str, ...]
    date: str = ""
    address: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Phrase(Record):
    """Something the letter retells in its own words, and the published figures behind it, if any."""

    section: str
    quote: str
    figures: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Measure(Record):
    """A measure of the letter: the amount it names, for whom and how long, and figures from outside.

    ``group`` and ``term`` are the letter's words; empty where it says nothing.
    """

    section: str
    quote: str
    amount: str = ""
    group: str = ""
    term: str = ""
    outside: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
