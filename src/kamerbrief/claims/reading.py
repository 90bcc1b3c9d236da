"""From the ledger's TOML files to typed records, with a finding for each that is malformed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from importlib.resources.abc import Traversable
from math import isfinite
from typing import Any, get_args, get_origin, get_type_hints

from kamerbrief.claims import expression
from kamerbrief.claims.records import (
    Assumption,
    Derived,
    Document,
    Hedge,
    LetterClaim,
    Measure,
    Phrase,
    Record,
    Silence,
    Source,
    Term,
    Voice,
)

FILES = tuple(f"{name}.toml" for name in "letter voices passages sources assumptions terms".split())
TABLES: Mapping[str, type[Record]] = {
    "claim": LetterClaim,
    "derived": Derived,
    "hedge": Hedge,
    "silence": Silence,
    "voice": Voice,
    "document": Document,
    "phrase": Phrase,
    "measure": Measure,
    "source": Source,
    "assumption": Assumption,
    "term": Term,
}
HINTS = {kind: get_type_hints(kind) for kind in TABLES.values()}
COMPUTED = {"low", "high", "lines", "spans", "parts", "operands"}


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong in the ledger or uncovered in the letter, at a line of a file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Draft:
    """Records as read, where each stands, and what was found wrong so far."""

    records: dict[str, Record] = field(default_factory=dict)
    where: dict[str, tuple[str, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def find(self, record_id: str, message: str) -> None:
        """Note a finding at the place of a record."""
        self.findings.append(Finding(*self.where[record_id], f'"{record_id}" {message}'))


def read_records(folder: Traversable) -> Draft:
    """Every record of the ledger's files that could be read, and a finding for each that couldn't."""
    draft = Draft()
    for file in FILES:
        text = folder.joinpath(file).read_text(encoding="utf-8")
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            draft.findings.append(Finding(file, 1, f"is not TOML: {error}"))
            continue
        for table, entries in tables.items():
            if table not in TABLES or not isinstance(entries, list):
                draft.findings.append(Finding(file, 1, f"[[{table}]] is no table of the ledger"))
                continue
            for entry in entries:
                _read_entry(draft, file, text, TABLES[table], entry)
    return draft


def _read_entry(
    draft: Draft, file: str, text: str, kind: type[Record], entry: dict[str, Any]
) -> None:
    record_id = str(entry.get("id", "?"))
    line = _line_of(record_id, text)
    if record_id in draft.where:
        draft.findings.append(Finding(file, line, f'"{record_id}" stands twice in the ledger'))
        return
    draft.where[record_id] = (file, line)
    computed = COMPUTED | {"value"} if kind is Derived else COMPUTED
    known = {item.name: item for item in fields(kind) if item.name not in computed}
    for key in sorted(entry.keys() - known.keys()):
        draft.find(record_id, f"has an unknown key {key!r}; known are {', '.join(known)}")
    missing = [name for name, item in known.items() if _required(item) and name not in entry]
    if missing:
        draft.find(record_id, f"lacks {', '.join(missing)}")
        return
    values = {key: _frozen(value) for key, value in entry.items() if key in known}
    unfit = [key for key, value in values.items() if not _fits(value, HINTS[kind][key])]
    if unfit:
        draft.find(
            record_id, f"has an empty value, or one of the wrong type, for {', '.join(unfit)}"
        )
        return
    if kind is Derived:
        try:
            values["operands"] = expression.names(entry["expression"])
        except ValueError as error:
            draft.find(record_id, str(error))
            return
    draft.records[record_id] = kind(**values)


def _line_of(record_id: str, text: str) -> int:
    match = re.search(rf'^id = "{re.escape(record_id)}"', text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _required(item: Field[Any]) -> bool:
    return item.default is MISSING


def _fits(value: Any, hint: Any) -> bool:
    """Whether a value from TOML is of the type a record's field asks for."""
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(_fits(item, get_args(hint)[0]) for item in value)
    allowed = get_args(hint) or (hint,)
    if isinstance(value, (bool, int, float)):
        return (
            not isinstance(value, bool)
            and isfinite(value)
            and (type(value) in allowed or float in allowed)
        )
    return isinstance(value, allowed) and value != ""


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
