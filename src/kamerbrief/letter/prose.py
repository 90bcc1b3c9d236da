"""What prose looks like: where sentences end, what is a heading, what signs a letter."""

import re
import unicodedata

from kamerbrief.letter.text import Clean

CLOSERS = r"[»”’\")\]]*"
"""The signs that may stand between the end of a sentence and the next blank."""

_STOP = re.compile(rf"[.?!…]{CLOSERS}$")
_CANDIDATE = re.compile(rf"[.?!…]{CLOSERS}( )")
# Only those that a capital or a digit may follow; before a lowercase letter nothing ends.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«])(?:[Nn]rs?|[Aa]rtt?|blz|bijv|vgl|dhr|mw|mevr|mr|drs?|ir|ing|prof|Stb|Stcrt"
    r"|[A-Z](?:\.[A-Z])*)\.$"
)
_OPENERS = "«“‘\"'(["
_OFFICE = re.compile(r"De (?:[Mm]inister|[Ss]taatssecretaris)\b")
_LONGEST_HEADING = 150


def sentences(clean: Clean) -> list[Clean]:
    """The sentences of a paragraph; a title between guillemets is not cut."""
    titles = [match.span() for match in re.finditer("«[^«»]*»", clean.text)]
    cuts = [0]
    for match in _CANDIDATE.finditer(clean.text):
        stop, start = match.span(1)
        in_title = any(first < stop < last for first, last in titles)
        if not in_title and ends_sentence(clean.text[:stop], clean.text[start:]):
            cuts.append(start)
    ends = [start - 1 for start in cuts[1:]] + [len(clean.text)]
    return [clean.cut(start, end) for start, end in zip(cuts, ends, strict=True)]


def ends_sentence(before: str, after: str = "") -> bool:
    """Whether a sentence ends between two pieces of text.

    >>> ends_sentence("op het onderzoek.", "Lid Van Meenen"), ends_sentence("nr.", "81")
    (True, False)
    """
    lowercase = after.lstrip(_OPENERS)[:1].islower()
    return bool(_STOP.search(before)) and not lowercase and not _ABBREVIATION.search(before)


def is_capital(text: str) -> bool:
    """Whether a text starts with a capital letter, possibly after a guillemet."""
    return text.lstrip("«")[:1].isupper()


def is_heading(text: str) -> bool:
    """Whether a block looks like a heading: short, with a capital, without a stop."""
    stopped = re.search(rf"[-.,;:?!…]{CLOSERS}$", text)
    return len(text) <= _LONGEST_HEADING and is_capital(text) and not stopped


def is_signature(text: str) -> bool:
    """Whether a block looks like the office and the name of a minister."""
    return bool(_OFFICE.match(text)) and is_heading(text)


def slug(heading: str) -> str:
    """The id of a section: its heading up to a colon, in plain lowercase letters.

    >>> slug("Één-op-één: «vergeleken»")
    'een-op-een'
    """
    plain = unicodedata.normalize("NFKD", heading.lstrip("«").split(":")[0].lower())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", letters).strip("-")
