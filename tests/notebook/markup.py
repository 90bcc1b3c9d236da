"""HTML read strictly: every tag closed in its turn, every sign that means something escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset({"br", "hr", "img", "input", "meta", "link"})
BARE_AMPERSAND: Final = re.compile(r"&(?!#?\w+;)")


@dataclass
class Node:
    """An element with its attributes, its elements and its text in between."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text within, as it stands."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def words(self) -> str:
        """All text within, with a blank where an element begins or ends, but for style."""
        pieces = [child if isinstance(child, str) else child.words for child in self.children]
        return "" if self.tag == "style" else " ".join(pieces)

    def all(self, tag: str = "", kind: str = "") -> Iterator[Node]:
        """Every element within of this tag and of this class, in order."""
        for child in self.children:
            if isinstance(child, str):
                continue
            if tag in ("", child.tag) and kind in ("", *child.attributes.get("class", "").split()):
                yield child
            yield from child.all(tag, kind)

    def without(self, tag: str = "", kind: str = "") -> Node:
        """The same with all such elements taken out."""
        gone = list(self.all(tag, kind))
        kept: list[Node | str] = []
        for child in self.children:
            if isinstance(child, str):
                kept.append(child)
            elif not any(child is node for node in gone):
                kept.append(child.without(tag, kind))
        return Node(self.tag, self.attributes, kept)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def parsed(html: str) -> Node:
    """The tree of a piece of HTML, when it is well formed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [node.tag for node in reader.open] == [""], "elements are left open"
    without_style = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert not BARE_AMPERSAND.search(without_style), "an ampersand is not escaped"
    return reader.open[0]
