"""The ledger as plain data, for whoever wants it outside Python."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from kamerbrief.claims.ledger import Ledger
from kamerbrief.claims.records import (
    Document,
    Figure,
    Hedge,
    Measure,
    Phrase,
    Record,
    Silence,
    Term,
    Voice,
)

INTERNAL = ("spans", "parts", "low", "high")
TABLES: dict[str, type[Record]] = {
    "claims": Figure,
    "hedges": Hedge,
    "silences": Silence,
    "voices": Voice,
    "documents": Document,
    "phrases": Phrase,
    "measures": Measure,
    "terms": Term,
}


def plain(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """The ledger as JSON-ready data: a list of records, each with its fields, for each of ``TABLES``.

    Dates are ISO texts, line numbers are computed, and a figure that stands for a range has a
    ``range`` of two numbers.
    """
    return {name: [_record(record) for record in ledger.of(kind)] for name, kind in TABLES.items()}


def _record(record: Record) -> dict[str, Any]:
    data: dict[str, Any] = {"id": record.id}
    if isinstance(record, Figure):
        data["kind"] = record.kind
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name not in INTERNAL and value not in (None, (), ""):
            data[field.name] = value.isoformat() if isinstance(value, date) else value
    if isinstance(record, Figure) and record.is_range:
        data["range"] = [record.low, record.high]
    return data
