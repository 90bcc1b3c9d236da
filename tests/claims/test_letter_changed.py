"""A letter that differs in one place from the one in the ledger, and what is found there."""

from __future__ import annotations

import re
from itertools import zip_longest

import pytest

from kamerbrief.letter import Span, read_letter
from tests.claims.copies import PACKAGED, changed_letter, findings_in


def uncovered(line: int, digits: str) -> str:
    return f"letter:{line}: the digits '{digits}' belong to no claim of the ledger"


def found_in(source: str) -> list[str]:
    return [str(finding) for finding in findings_in(source)]


def record_line(record: str) -> int:
    lines = (PACKAGED / "letter.toml").read_text(encoding="utf-8").splitlines()
    return lines.index(f'id = "{record}"') + 1


@pytest.mark.parametrize(
    ("record", "old", "new", "line", "digits"),
    [
        ("teachers-disadvantaged", "135 leerkrachten", "153 leerkrachten", 30, "153"),
        ("school-budget", "€ 290 miljoen", "€ 280 miljoen", 80, "280"),
        ("total-budget", "€ 790 miljoen", "€ 780 miljoen", 88, "780"),
        ("equal-opportunity-letter-date", "13 maart", "14 maart", 19, "14"),
    ],
)
def test_a_changed_figure_is_found_in_the_ledger_and_in_the_letter(
    record: str, old: str, new: str, line: int, digits: str
) -> None:
    in_letter, in_ledger = findings_in(changed_letter(old, new))
    assert str(in_letter) == uncovered(line, digits)
    assert (in_ledger.file, in_ledger.line) == ("letter.toml", record_line(record))
    assert in_ledger.message.startswith(f'"{record}" quotes «')
    assert in_ledger.message.endswith("», found 0 times in the letter, not 1")


@pytest.mark.parametrize(
    ("old", "new", "line", "digits"),
    [
        ("dat leerlingen in deze", "dat 34 leerlingen in deze", 60, "34"),
        ("A. Slob", "A. Slob 2", 132, "2"),
        ("MWM2, in", "MWM25, in", 25, "5"),
        ("Nr. 104", "Nr. 1045", 1, "5"),
        ("«Bevorderen", "7«Bevorderen", 18, "7"),
    ],
)
def test_a_digit_that_is_added_is_the_only_thing_found(
    old: str, new: str, line: int, digits: str
) -> None:
    findings = found_in(changed_letter(old, new))
    assert uncovered(line, digits) in findings
    assert [finding for finding in findings if finding.startswith("letter:")] == [
        uncovered(line, digits)
    ]


# ── every digit is accounted for ──────────────────────────────────────────────────────────────

LETTER = read_letter()
RUNS = [match.span() for match in re.finditer("[0-9]+", LETTER.source)]
STRUCTURE = LETTER.structural_spans


def another_digit(start: int, end: int) -> str:
    """A run of digits with its last digit one higher."""
    return LETTER.source[start : end - 1] + str((int(LETTER.source[end - 1]) + 1) % 10)


def changed_at(spans: list[Span]) -> str:
    source = LETTER.source
    for start, end in spans:
        source = source[:start] + another_digit(start, end) + source[end:]
    return source


def rounds() -> list[list[Span]]:
    """All runs of digits but the footnotes' own numbers, never two of one sentence in a round.

    A claim's quote lies within one sentence or entry, so what one change brings to light is not
    owed to another. Thus eight letters do for fifty-three changes.
    """
    figures = [run for run in RUNS if run not in STRUCTURE]
    parts = [
        [run for run in figures if any(start <= run[0] < end for start, end in part.spans)]
        for part in LETTER.parts
    ]
    return [[run for run in runs if run] for runs in zip_longest(*parts)]


def test_every_digit_of_the_letter_is_accounted_for() -> None:
    silent = []
    for spans in rounds():
        findings = found_in(changed_at(spans))
        for start, end in spans:
            line = LETTER.source.count("\n", 0, start) + 1
            expected = uncovered(line, another_digit(start, end))
            if expected not in findings:
                silent.append(expected)
    assert silent == []
    assert sorted([*(run for spans in rounds() for run in spans), *STRUCTURE]) == RUNS


@pytest.mark.parametrize("own", STRUCTURE)
def test_no_footnote_and_no_mark_can_be_renumbered_unnoticed(own: Span) -> None:
    assert findings_in(changed_at([own]))


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("onderzoek.1 Lid", "onderzoek.2 Lid", 11), ("wijk. Het", "wijk.3 Het", 31)],
)
def test_a_mark_that_calls_a_footnote_again_is_found(old: str, new: str, line: int) -> None:
    number = re.sub(r"\D", "", new)
    again = f"letter:{line}: footnote {number} is called 2 times in the letter, not once"
    assert again in found_in(changed_letter(old, new))


def test_a_footnote_that_is_never_called_is_found() -> None:
    never = "letter:36: footnote 1 is called 0 times in the letter, not once"
    assert found_in(changed_letter("onderzoek.1 Lid", "onderzoek. Lid")) == [never]
