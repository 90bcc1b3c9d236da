"""The ledger: every figure of the letter, what is derived from it, and what comes from elsewhere."""

from kamerbrief.claims.ledger import Ledger, LedgerError, inspect, read_ledger
from kamerbrief.claims.reading import Finding
from kamerbrief.claims.records import (
    Assumption,
    Derived,
    Document,
    Figure,
    Hedge,
    Kind,
    LetterClaim,
    Measure,
    Phrase,
    Silence,
    Source,
    Term,
)

__all__ = [
    "Assumption",
    "Derived",
    "Document",
    "Figure",
    "Finding",
    "Hedge",
    "Kind",
    "Ledger",
    "LedgerError",
    "LetterClaim",
    "Measure",
    "Phrase",
    "Silence",
    "Source",
    "Term",
    "inspect",
    "read_ledger",
]
