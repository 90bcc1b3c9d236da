"""Deliberate breaks of what readers notice; `python -m tests.breaks` says which test finds each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("breaks.toml")


class Stale(Exception):
    """A break whose place is gone, or is no longer the only one; the message says so."""


@dataclass(frozen=True)
class Break:
    """A change, as small as can be, that a reader would notice.

    Args:
        command: which must fail, ``"test"`` or ``"check"`` of the Makefile.
        id: what a reader would notice.
        path: of the file, from the root of the checkout.
        old: what stands in it, once.
        new: what stands there in a broken copy.
        tests: what pytest is asked to run to find it soon, or a command of ``node``.
    """

    command: str
    id: str
    path: str
    old: str
    new: str
    tests: str

    @property
    def selection(self) -> str:
        """The same, without what the command leaves out."""
        by_pytest = not self.tests.startswith("node ")
        return f"{self.tests} -m 'not slow'" if by_pytest and self.command == "test" else self.tests

    def broken(self, text: str) -> str:
        """The file's text with the break in it.

        Raises:
            Stale: the old text does not stand there exactly once.
        """
        if (times := text.count(self.old)) != 1:
            raise Stale(f"{self.path} holds the old text {times} times; mend it in {TABLE.name}")
        return text.replace(self.old, self.new)


def breaks() -> list[Break]:
    """All breaks: what `make test` must find, then what only `make check` does."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [Break(command, **row) for command in ("test", "check") for row in table[command]]
