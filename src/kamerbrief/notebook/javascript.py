"""JavaScript in several files, as the one module that a widget has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

IMPORT: Final = re.compile(r'^import \{[^}]*\} from "([^"]+)";\n', re.MULTILINE)


def joined(file: Path) -> str:
    """A module behind all that it imports, each file once; at their outermost all share their names."""
    parts: dict[Path, str] = {}

    def take(file: Path) -> None:
        source = file.read_text(encoding="utf-8")
        for found in IMPORT.finditer(source):
            if (other := (file.parent / found[1]).resolve()) not in parts:
                take(other)
        parts[file] = IMPORT.sub("", source)

    take(file.resolve())
    return "\n".join(parts.values())
