"""Scenarios as files: CSV for a spreadsheet, and JSON that opens again, or says where it cannot."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

from kamerbrief.claims import read_ledger
from kamerbrief.models.budget import in_cents
from kamerbrief.scenes.budget import PARTS, Scenario
from kamerbrief.scenes.wording import Wording

FORMAT: Final = "kamerbrief scenarios"
VERSION: Final = 1
UNIT: Final = "EUR per year"
AMOUNTS: Final = ("total", *PARTS)
MOST: Final = 12  # scenarios; more make no chart that anybody reads
LONGEST: Final = 40  # characters of a name
LARGEST: Final = 100_000  # bytes of a file
FORMULA: Final = "=+-@"  # what a spreadsheet would take for the beginning of one


class Refused(ValueError):
    """What cannot be taken, as a sentence of the edition."""


def as_csv(scenarios: Sequence[Scenario], words: Wording) -> bytes:
    """A line a scenario; the header has units, and says what parts columns and begins decimals.

    UTF-8, quoted and with the ends of lines as in RFC 4180. Its commas part the columns too, but
    where decimals begin with a comma, semicolons do, as in a spreadsheet of that language.

    Args:
        scenarios: the letter's, where it is among them, says that its amounts are "circa".
        words: the edition that names the columns.
    """
    parts = {part: words.text(f"budget_split.part.{part}") for part in PARTS}
    head = [words.text(f"scenarios.csv.{name}") for name in ("name", "basis", "total")]
    head += [words.text("scenarios.csv.amount", part=part) for part in parts.values()]
    head += [words.text("scenarios.csv.share", part=part) for part in parts.values()]
    text = io.StringIO(newline="")
    decimal = words.separators[0]
    writer = csv.writer(text, delimiter=";" if decimal == "," else ",")
    writer.writerow(head)
    for scenario in scenarios:
        basis = "reader" if scenario.own else "letter"
        amounts = [scenario.total, *(scenario.amounts[part] for part in PARTS)]
        writer.writerow(
            [
                scenario.called(words),
                words.text(f"scenarios.csv.basis.{basis}"),
                *(f"{amount:.2f}".replace(".", decimal) for amount in amounts),
                *(f"{scenario.share(part):.6f}".replace(".", decimal) for part in PARTS),
            ]
        )
    return text.getvalue().encode("utf-8")


def as_entry(scenario: Scenario) -> dict[str, Any]:
    """A scenario as a file holds it."""
    return {"name": scenario.name, "total": scenario.total, **scenario.amounts}


def as_json(scenarios: Sequence[Scenario]) -> bytes:
    """A file that opens again, a scenario a line; amounts in euros, to the cent."""
    head = {"format": FORMAT, "version": VERSION, "unit": UNIT}
    lines = [json.dumps(as_entry(one), ensure_ascii=False) for one in scenarios]
    fields = [f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    body = ",\n".join(f"    {line}" for line in lines)
    text = "\n".join(["{", *fields, f'  "scenarios": [\n{body}\n  ]', "}"])
    return f"{text}\n".encode()


def read_json(content: bytes, words: Wording) -> tuple[Scenario, ...]:
    """The scenarios of a file.

    Args:
        content: of the file.
        words: the edition that says what is wrong.

    Raises:
        Refused: the file is damaged, or holds what cannot be; with the line and the reason.
    """
    text = _text(content, words)
    try:
        whole = _strictly(text)
    except json.JSONDecodeError as problem:
        raise _refused(problem.lineno, "no-json", words) from None
    except (ValueError, RecursionError):
        raise _refused(_bad_line(text), "no-json", words) from None
    expected = {"format": FORMAT, "version": VERSION, "unit": UNIT}
    found = whole if isinstance(whole, dict) else {}
    for key, value in expected.items():
        if found.get(key) != value or isinstance(found.get(key), bool):
            line = _line_of(text, key)
            raise _refused(line, "other-file", words, key=key, value=json.dumps(value))
    if found.keys() != {*expected, "scenarios"} or not isinstance(found["scenarios"], list):
        raise _refused(_line_of(text, "scenarios"), "no-list", words)
    if not 0 < len(found["scenarios"]) <= MOST:
        number = len(found["scenarios"])
        raise _refused(_line_of(text, "scenarios"), "too-many", words, number=number, most=MOST)
    read: list[Scenario] = []
    for place, (line, entry) in enumerate(_entries(text), start=1):
        try:
            read.append(_next(read, place, _strictly(entry), words))
        except Refused as reason:
            raise Refused(words.text("scenarios.refused", line=line, reason=str(reason))) from None
    if len(read) != len(found["scenarios"]):  # the list is there, under a name written another way
        raise _refused(1, "no-list", words)
    return tuple(read)


def read_entries(entries: Any, words: Wording) -> tuple[Scenario, ...]:
    """The scenarios of a list as a file has it, which here may be empty.

    Raises:
        Refused: it is no such list, is too long, or an entry of it cannot be.
    """
    if not isinstance(entries, list):
        raise Refused(words.text("scenarios.no-list"))
    if len(entries) > MOST:
        raise Refused(words.text("scenarios.full", most=MOST))
    read: list[Scenario] = []
    for place, entry in enumerate(entries, start=1):
        read.append(_next(read, place, entry, words))
    return tuple(read)


def named(name: str, words: Wording) -> str:
    """A name as it can be kept, without blanks at its ends.

    Raises:
        Refused: it is empty, too long, of several lines, or a spreadsheet would calculate it.
    """
    name = name.replace("\xa0", " ").strip()
    if not name:
        raise Refused(words.text("scenarios.unnamed"))
    plain = name.isprintable() and len(name) <= LONGEST and name[0] not in FORMULA
    if not plain:
        signs = " ".join(FORMULA)
        name = name.encode("utf-8", "replace").decode("utf-8")  # half a sign could not be shown
        raise Refused(words.text("scenarios.name", name=name, most=LONGEST, signs=signs))
    return name


# ── from text to scenarios ────────────────────────────────────────────────────────────────────


def _text(content: bytes, words: Wording) -> str:
    if len(content) > LARGEST:
        raise _refused(1, "too-large", words, most=LARGEST)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise _refused(line, "no-text", words) from None


def _next(before: Sequence[Scenario], place: int, entry: Any, words: Wording) -> Scenario:
    """The scenario of an entry, whose name none before it has; a refusal says its place."""
    try:
        scenario = _scenario(entry, words)
        if scenario.name in {one.name for one in before}:
            raise Refused(words.text("scenarios.twice", name=scenario.name))
    except Refused as reason:
        at = words.text("scenarios.entry", place=place, reason=str(reason))
        raise Refused(at) from None
    return scenario


def _scenario(entry: Any, words: Wording) -> Scenario:
    """An entry as a scenario, whose parts have to add up to its total to the cent."""
    wanted = ("name", *AMOUNTS)
    if not isinstance(entry, dict) or entry.keys() != set(wanted):
        raise Refused(words.text("scenarios.keys", keys=", ".join(wanted)))
    if not isinstance(entry["name"], str):
        raise Refused(words.text("scenarios.no-name", value=json.dumps(entry["name"])))
    name = named(entry["name"], words)
    most = read_ledger().assumption("budget-total").maximum or 0.0
    for key in AMOUNTS:
        value = entry[key]
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not 0 <= value <= most or round(value, 2) != value:
            said = json.dumps(value)
            raise Refused(words.text("scenarios.amount", key=key, value=said, most=most))
    amounts = {part: float(entry[part]) + 0.0 for part in PARTS}  # which makes 0 of −0
    if sum(map(in_cents, amounts.values())) != in_cents(entry["total"]):
        total = sum(amounts.values())
        raise Refused(
            words.text("scenarios.sum", sum=f"{total:.2f}", total=f"{entry['total']:.2f}")
        )
    return Scenario(name, "assumption", amounts, own=True)


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """The text of each entry of the list of scenarios, with the line on which it begins."""
    lenient = json.JSONDecoder(parse_int=str)
    start = re.search(r'"scenarios"\s*:\s*\[\s*', text)
    place = start.end() if start else len(text)
    while place < len(text) and text[place] != "]":
        _, end = lenient.raw_decode(text, place)
        yield text.count("\n", 0, place) + 1, text[place:end]
        place = end + len(re.findall(r"^\s*,?\s*", text[end:])[0])


def _strictly(text: str) -> Any:
    """What a text of JSON holds; ``ValueError`` where a key stands twice or a number has no end."""
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)


def _bad_line(text: str) -> int:
    """The line of the entry that is JSON only to those who do not look closely; else the first."""
    with suppress(ValueError, RecursionError):
        for line, entry in _entries(text):
            try:
                _strictly(entry)
            except ValueError:
                return line
    return 1


def _line_of(text: str, key: str) -> int:
    """The line on which a key stands; the first where it does not."""
    found = re.search(rf'"{key}"\s*:', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _refused(line: int, reason: str, words: Wording, **values: Any) -> Refused:
    said = words.text(f"scenarios.{reason}", **values)
    return Refused(words.text("scenarios.refused", line=line, reason=said))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")
