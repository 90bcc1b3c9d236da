"""The glossary in prose: which of its terms a text uses, and where a reader meets one first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kamerbrief.claims import Term, read_ledger
from kamerbrief.scenes.wording import Wording


def anchor(term: str) -> str:
    """The id of a term's entry on a page."""
    return f"term-{term}"


def uses(text: str, words: Wording) -> Iterator[tuple[str, re.Match[str]]]:
    """Every use of a term in a text of an edition, in order: the term's id, and the place.

    >>> from kamerbrief.editions import Words
    >>> [(term, place[0]) for term, place in uses("Of two samples, one misses.", Words("en"))]
    [('steekproef', 'samples')]
    """
    pattern, owner = _forms(words)
    for place in pattern.finditer(text):
        yield owner[place[0].casefold()], place


@lru_cache
def _forms(words: Wording) -> tuple[re.Pattern[str], dict[str, str]]:
    """All forms of all terms as one pattern, the longest first, and the term that each is of."""
    owner = {
        form.strip().casefold(): term.id
        for term in read_ledger().of(Term)
        for form in words.text(f"term.{term.id}.forms").split("|")
    }
    forms = "|".join(sorted(map(re.escape, owner), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE), owner
