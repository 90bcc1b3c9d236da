"""The breaks themselves: enough of them, and each still has its place in the sources."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Final

import pytest

from tests.breaks import TABLE, Break, Stale, breaks

ROOT: Final = Path(__file__).parents[2]
BREAKS: Final = breaks()


def test_there_are_forty_breaks_at_least_and_each_has_a_name_of_its_own() -> None:
    assert len({each.id for each in BREAKS}) == len(BREAKS) >= 40


@pytest.mark.parametrize("each", BREAKS, ids=lambda each: each.id)
def test_a_break_has_its_place_and_the_tests_that_are_to_find_it(each: Break) -> None:
    text = (ROOT / each.path).read_text(encoding="utf-8")
    assert each.broken(text) != text
    files = [word.partition("::")[0] for word in shlex.split(each.tests) if "/" in word]
    assert files
    assert [file for file in files if not (ROOT / file).exists()] == []


@pytest.mark.parametrize("text", ["", "one two one"])
def test_a_break_whose_place_is_gone_or_not_the_only_one_is_stale(text: str) -> None:
    with pytest.raises(Stale, match=f"file.py holds the old text . times; mend it in {TABLE.name}"):
        Break("test", "a break", "file.py", "one", "two", "tests").broken(text)
