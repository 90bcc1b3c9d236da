"""Where a value stands in a Dutch text: digits, number words, percentages, amounts and dates."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from kamerbrief.claims.records import Value

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
WORDS = {"twee": 2, "tweede": 2, "vijftien": 15, "Twintig": 20, "Dertig": 30}
SCALES = {
    "miljoen": Fraction(10**6),
    "miljard": Fraction(10**9),
    "procent": Fraction(1, 100),
    "%": Fraction(1, 100),
}
NUMBER = re.compile(
    r"(?<![\w.])(?:(?P<dossier>\d{1,3}(?: \d{3})+\b)"
    r"|(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?!\w|\.\d)"
    r"(?:\s?(?P<scale>miljoen|miljard|procent|%))?)"
    rf"|\b(?P<word>{'|'.join(WORDS)})\b(?:\s(?P<word_scale>miljoen|miljard|procent))?"
)
DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?")


def places(value: Value, text: str) -> list[tuple[int, int]]:
    """Every (start, end) in the text at which the value stands.

    Args:
        value: a number, a date (whose year may be left out of the text) or a literal string.
        text: Dutch text, with a point for thousands and a comma for decimals.

    >>> places(490_000_000, "circa € 490 miljoen")
    [(8, 19)]
    """
    if isinstance(value, str):
        return [match.span() for match in re.finditer(re.escape(value), text)]
    if isinstance(value, date):
        return [match.span() for match in DATE.finditer(text) if _is_date(match, value)]
    wanted = Fraction(str(value))
    numbers = (match for match in NUMBER.finditer(text) if not match["dossier"])
    return [match.span() for match in numbers if _number(match) == wanted]


def _is_date(match: re.Match[str], value: date) -> bool:
    day, month, year = match.groups()
    same_day = int(day) == value.day and MONTHS.index(month) + 1 == value.month
    return same_day and (year is None or int(year) == value.year)


def _number(match: re.Match[str]) -> Fraction:
    if match["word"]:
        number = Fraction(WORDS[match["word"]])
    else:
        number = Fraction(match["digits"].replace(".", "").replace(",", "."))
    return number * SCALES.get(match["scale"] or match["word_scale"] or "", Fraction(1))
