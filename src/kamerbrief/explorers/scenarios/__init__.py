"""Divisions of the budget that a reader keeps: compared side by side, taken along, opened again."""

from kamerbrief.explorers.scenarios.file import Refused, as_csv, as_json, read_json
from kamerbrief.explorers.scenarios.shelf import Shelf

__all__ = ["Refused", "Shelf", "as_csv", "as_json", "read_json"]
