"""The keys of messages that the package's source asks for, and what it gives their placeholders."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "kamerbrief"
ASK = {"text", "has", "CannotShow"}


@cache
def nodes(package: Path = PACKAGE) -> tuple[tuple[str, ast.AST], ...]:
    """Every node of every module, with the module's path."""
    return tuple(
        (path.relative_to(package).as_posix(), node)
        for path in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def asked(package: Path = PACKAGE) -> Iterator[tuple[str, str, str]]:
    """Place, way of asking, and the key as a pattern, where a key is written out.

    A key with something to fill in, such as ``f"claim.{id}"``, becomes a pattern in which that may
    be anything; of a choice between two keys, both are asked for.
    """
    for file, node in nodes(package):
        match node:
            case ast.Call(func=ast.Attribute(attr=ask) | ast.Name(id=ask), args=[key, *_]) if (
                ask in ASK
            ):
                for pattern in patterns(key):
                    yield f"{file}:{node.lineno}", ask, pattern


def patterns(key: ast.expr) -> Iterator[str]:
    match key:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.IfExp(body=body, orelse=other):
            yield from patterns(body)
            yield from patterns(other)
        case ast.JoinedStr(values=values):
            yield "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                for part in values
            )


def given(package: Path = PACKAGE) -> set[str]:
    """The names under which values are given to messages: as keyword or as key of a mapping."""
    names: set[str] = set()
    for _, node in nodes(package):
        match node:
            case ast.keyword(arg=str(name)):
                names.add(name)
            case ast.Dict(keys=keys):
                names.update(str(key.value) for key in keys if isinstance(key, ast.Constant))
    return names


def written(package: Path = PACKAGE) -> set[str]:
    """Every text in the source as a pattern, whatever it is for."""
    found: set[str] = set()
    for _, node in nodes(package):
        if isinstance(node, (ast.Constant, ast.JoinedStr)):
            found.update(patterns(node))
    return found
