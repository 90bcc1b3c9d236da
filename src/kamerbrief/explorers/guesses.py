"""What the reader has guessed, for the explorers that come after: kept in this process alone."""

from __future__ import annotations

from typing import NamedTuple


class Guess(NamedTuple):
    """A guess in the model's unit, and in words."""

    value: float
    said: str


guesses: dict[str, Guess] = {}
"""The last guess by topic; nothing before a reader has made one, and never written anywhere."""
