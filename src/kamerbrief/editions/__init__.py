"""Editions: everything a reader reads, in one language."""

from kamerbrief.editions.words import Words, editions

__all__ = ["Words", "editions"]
