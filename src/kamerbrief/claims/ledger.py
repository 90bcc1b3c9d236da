"""The ledger: every figure with its home, checked against the letter, with what follows worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from kamerbrief.claims.check import check
from kamerbrief.claims.reading import Finding, read_records
from kamerbrief.claims.records import (
    Assumption,
    Derived,
    Document,
    Figure,
    Hedge,
    LetterClaim,
    Record,
    Silence,
    Source,
    Term,
    Voice,
)
from kamerbrief.letter import Letter, read_letter

R = TypeVar("R", bound=Record)
F = TypeVar("F", bound=Figure)


class LedgerError(ValueError):
    """The ledger and the letter disagree; the findings say where, one a line."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


@dataclass(frozen=True)
class Ledger:
    """All figures by id, with the letter's cautions, silences and voices."""

    records: Mapping[str, Record]

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """All records of a kind, in the order of the ledger's files."""
        return tuple(record for record in self.records.values() if isinstance(record, kind))

    def __getitem__(self, figure_id: str) -> Figure:
        record = self.records.get(figure_id)
        if isinstance(record, Figure):
            return record
        raise KeyError(
            f"no figure {figure_id!r} in the ledger; `kamerbrief claims --json` lists all"
        )

    def __contains__(self, figure_id: str) -> bool:
        return isinstance(self.records.get(figure_id), Figure)

    def number(self, figure_id: str) -> float:
        """The value of a figure as a number; ``TypeError`` for a date or a document number."""
        return self[figure_id].number

    def assumption(self, figure_id: str) -> Assumption:
        """A figure of ours with its domain; ``TypeError`` for a figure of another kind."""
        return self._as(figure_id, Assumption, "an assumption")

    def claim(self, figure_id: str) -> LetterClaim:
        """A figure of the letter with its lines; ``TypeError`` for a figure of another kind."""
        return self._as(figure_id, LetterClaim, "the letter's")

    def source(self, figure_id: str) -> Source:
        """A figure from outside the letter; ``TypeError`` for a figure of another kind."""
        return self._as(figure_id, Source, "a source's")

    def term(self, term_id: str) -> Term:
        """A term of the glossary; ``KeyError`` where there is none of that id."""
        record = self.records.get(term_id)
        if isinstance(record, Term):
            return record
        raise KeyError(f"no term {term_id!r} in the glossary; terms.toml lists all")

    def _as(self, figure_id: str, kind: type[F], called: str) -> F:
        figure = self[figure_id]
        if isinstance(figure, kind):
            return figure
        raise TypeError(f"{figure_id} is a {figure.kind} figure, not {called}")

    def derived_from(self, figure_id: str) -> tuple[Derived, ...]:
        """The derived figures that stand on this one."""
        return tuple(item for item in self.of(Derived) if figure_id in item.operands)

    def hedges(self, explorer: str) -> tuple[Hedge, ...]:
        """The letter's cautions that limit an explorer."""
        return tuple(hedge for hedge in self.of(Hedge) if explorer in hedge.limits)

    def silences(self, figure_id: str) -> tuple[Silence, ...]:
        """What the letter does not say beside a figure."""
        return tuple(item for item in self.of(Silence) if item.beside == figure_id)

    def date_of(self, document: Document) -> date | None:
        """When a document was written, by the letter or else by our source; ``None`` if unknown."""
        by_letter = self.claim(document.date).value if document.date else None
        if isinstance(by_letter, date):
            return by_letter
        return self.source(document.source).dated if document.source else None

    def voice(self, sentence_id: str) -> Voice:
        """Who speaks in a sentence, and what is said to it outside; ``KeyError`` if there is none."""
        voice = self.records.get(sentence_id)
        if isinstance(voice, Voice):
            return voice
        raise KeyError(f"{sentence_id!r} is no sentence of the letter")

    def speaker(self, sentence_id: str) -> str:
        """Who speaks in a sentence: one of ``records.SPEAKERS``."""
        return self.voice(sentence_id).speaker


def inspect(
    letter: Letter, folder: Traversable | None = None, *, name: str = "letter"
) -> tuple[Ledger, list[Finding]]:
    """The ledger as far as it can be made, and all that is wrong with it, sorted by place.

    Args:
        letter: the letter to check against.
        folder: holds the ledger's TOML files; the packaged ones unless given.
        name: what findings call the letter's file.
    """
    draft = read_records(folder or files("kamerbrief.claims"))
    records = check(draft, letter, name)
    return Ledger(MappingProxyType(records)), sorted(set(draft.findings))


@cache
def read_ledger() -> Ledger:
    """The packaged ledger, checked against the packaged letter.

    Raises:
        LedgerError: a record is wrong or does not agree with the letter.

    >>> read_ledger().number("teachers-disadvantaged")
    135
    """
    ledger, findings = inspect(read_letter())
    if findings:
        raise LedgerError(findings)
    return ledger
