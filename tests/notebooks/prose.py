"""What is kept up in a notebook's prose by machine, and what of it is whose translation.

Kept up are the links to the other editions, and at the first use of each term a link to its entry
in the notebook's words, with its meaning. Whether a cell still renders its English twin, only a
reader of both can say; a short hash of either text remembers that one has:
`python -m tests.notebooks.prose NOTEBOOK CELL ...` (or `all`).
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from kamerbrief.editions import Words, editions
from kamerbrief.scenes.glossary import anchor, uses
from kamerbrief.scenes.walk import walk

ENGLISH: Final = "en"
BEGIN: Final = '<div class="kb-lab-only">'
SWITCH: Final = re.compile(r'\n<p><a hreflang="[^\n]*</p>\n')
TERM: Final = re.compile(r'\[([^\]]*)\]\(#term-[\w-]+ "[^"]*"\)')
# Where a term is no use of it: headings, code, links with their texts, HTML and its attributes.
ELSEWHERE: Final = re.compile(
    r"^#.*$|`[^`]*`|\[[^\]]*\]\([^)]*\)|<a\b.*?</a>|</?[a-z][^>]*>|https?://\S+", re.MULTILINE
)

Cell = dict[str, Any]


def written(source: str) -> str:
    """The text of a cell as its author wrote it: without what is kept up by machine."""
    return SWITCH.sub("", TERM.sub(r"\1", source))


def kept_up(cells: Sequence[Cell], edition: str, name: str) -> Iterator[str]:
    """The text that each cell of Markdown should have.

    Args:
        cells: all of a notebook's.
        edition: the notebook's.
        name: of the notebook, without its ending.
    """
    explained = explained_in(name)
    words, seen = Words(edition), set[str]()
    for cell in markdown(cells):
        source = written(source_of(cell))
        if BEGIN in source:
            source = source.replace("\n</div>", f"{_switch(edition, name)}\n</div>", 1)
        yield _explaining(source, explained, seen, words)


def explained_in(name: str) -> set[str]:
    """The terms that a notebook explains at its end."""
    return {term for topic in walk().values() if topic.notebook == name for term in topic.terms}


def terms_of(text: str, words: Words) -> set[str]:
    """The terms that a text in Markdown uses."""
    return {term for term, _ in uses(_masked(text), words)}


def digest(cell: Cell) -> str:
    """A short hash of a cell's text, which stays the same where only its links are kept up."""
    return hashlib.sha256(written(source_of(cell)).strip().encode()).hexdigest()[:8]


def remembered(cell: Cell, english: Cell) -> dict[str, Any]:
    """What a cell's metadata say once somebody has read it beside its English twin."""
    return {"renders": {"english": digest(english), "own": digest(cell)}}


def stale(cells: Sequence[Cell], english: Sequence[Cell]) -> Iterator[str]:
    """Which texts have changed since the cell and its English twin were read side by side."""
    for cell, twin in zip(markdown(cells), markdown(english), strict=True):
        then = cell["metadata"].get("renders", {})
        now = remembered(cell, twin)["renders"]
        changed = [which for which in now if then.get(which) != now[which]]
        if changed == ["english"]:
            yield f"Cell {cell['id']!r} is stale: its English twin has changed since."
        elif changed == ["own"]:
            yield f"The English twin of cell {cell['id']!r} is stale: the cell has changed since."
        elif changed:
            yield f"Cell {cell['id']!r} and its English twin have not been read side by side."


def markdown(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of Markdown."""
    return [cell for cell in cells if cell["cell_type"] == "markdown"]


def source_of(cell: Cell) -> str:
    """A cell's text, whether it is kept as one or in lines."""
    return "".join(cell["source"])


def _switch(edition: str, name: str) -> str:
    others = (Words(other) for other in editions() if other != edition)
    links = (
        f'<a hreflang="{other.lang}" lang="{other.lang}" href="../{other.name}/{name}.ipynb">'
        f"{other.text('app.language')}</a>"
        for other in others
    )
    return f"\n<p>{' · '.join(links)}</p>\n"


def _masked(text: str) -> str:
    return ELSEWHERE.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), text)


def _explaining(source: str, explained: set[str], seen: set[str], words: Words) -> str:
    first: list[tuple[str, re.Match[str]]] = []
    for term, place in uses(_masked(source), words):
        if term in explained and term not in seen:
            seen.add(term)
            first.append((term, place))
    for term, place in reversed(first):
        meaning = words.text(f"term.{term}.meaning").replace('"', "”")
        link = f'[{place[0]}](#{anchor(term)} "{meaning}")'
        source = source[: place.start()] + link + source[place.end() :]
    return source


def write(notebook: dict[str, Any], path: Path) -> None:
    """Write a notebook as its file is kept."""
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def remember(path: Path, names: Sequence[str]) -> list[str]:
    """Write into a notebook that cells and their English twins say the same; gives their names.

    Args:
        path: of the notebook, of another edition than the English one.
        names: of its cells of Markdown; ``all`` stands for every one.

    Raises:
        SystemExit: the notebook is English, or a name is none of its cells.
    """
    if path.parent.name == ENGLISH:
        raise SystemExit(f"{path} is the English twin itself; name that of another edition.")

    def read(file: Path) -> Any:
        return json.loads(file.read_text(encoding="utf-8"))

    notebook, english = read(path), read(path.parents[1] / ENGLISH / path.name)
    pairs = list(zip(markdown(notebook["cells"]), markdown(english["cells"]), strict=True))
    known = [cell["id"] for cell, _ in pairs]
    if unknown := sorted(set(names) - {*known, "all"}):
        raise SystemExit(f"{path} has no cell {unknown[0]!r}; it has {', '.join(known)}.")
    for cell, twin in pairs:
        if cell["id"] in names or "all" in names:
            cell["metadata"] = remembered(cell, twin)
    write(notebook, path)
    return known if "all" in names else list(names)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    print(f"Read side by side: {', '.join(remember(Path(sys.argv[1]), sys.argv[2:]))}.")
