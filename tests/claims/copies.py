"""Copies of the ledger and of the letter, each with a change, and what is found wrong in them."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from kamerbrief.claims import Finding, inspect
from kamerbrief.claims.reading import FILES
from kamerbrief.letter import parse, read_letter

PACKAGED = Path(str(files("kamerbrief.claims")))


class LedgerCopy:
    """The ledger's files in a folder of their own, to be changed one record at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in FILES:
            shutil.copy(PACKAGED / name, folder)

    def change(self, record: str, old: str, new: str) -> None:
        """Replace what stands once in a record."""
        (file,) = (name for name in FILES if f'\nid = "{record}"\n' in self._read(name))
        tables = self._read(file).split("\n[[")
        (number,) = (n for n, table in enumerate(tables) if f'\nid = "{record}"\n' in f"{table}\n")
        assert tables[number].count(old) == 1, f"{old!r} does not stand once in {record!r}"
        tables[number] = tables[number].replace(old, new)
        (self.folder / file).write_text("\n[[".join(tables), encoding="utf-8")

    def append(self, file: str, text: str) -> None:
        (self.folder / file).write_text(self._read(file) + text, encoding="utf-8")

    def place(self, record: str) -> tuple[str, int]:
        """The file and the line where the last record with this id begins."""
        return max(
            (file, number)
            for file in FILES
            for number, line in enumerate(self._read(file).splitlines(), start=1)
            if line == f'id = "{record}"'
        )

    def findings(self) -> list[Finding]:
        return inspect(read_letter(), self.folder)[1]

    def _read(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")


def changed_letter(old: str, new: str) -> str:
    """The letter's source with one passage replaced, which must stand in it once."""
    source = read_letter().source
    assert source.count(old) == 1, f"{old!r} does not stand once in the letter"
    return source.replace(old, new)


def findings_in(source: str) -> list[Finding]:
    """What the packaged ledger finds wrong in another letter."""
    return inspect(parse(source))[1]
