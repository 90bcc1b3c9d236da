"""What a text of the Dutch House of Representatives points at, found by its form."""

import re
from collections.abc import Iterator

from kamerbrief.letter.document import Part, Reference

_DOSSIER = r"[0-9]{2} ?[0-9]{3}(?:[ -][IVXLC]+\b)?"
_KAMERSTUK = re.compile(
    rf"Kamerstuk(?:ken)?(?: I{{1,2}})? (?P<dossiers>{_DOSSIER}(?:(?:,| en) {_DOSSIER})*)"
    r"(?:, nrs?\. (?P<number>[0-9]+))?"
)
_HANDELINGEN = re.compile(
    r"(?P<aanhangsel>Aanhangsel (?:van de )?)?Handelingen I{1,2} (?P<session>[0-9]{4}/[0-9]{2,4})"
    r"(?:, nr\. (?P<number>[0-9]+))?(?:, item (?P<item>[0-9]+))?"
)
_URL = re.compile(r"https?://[^\s«»<>]+")
_TITLE = re.compile(r"«([^«»]+)»")


def references_in(part: Part) -> Iterator[Reference]:
    """The references in a part, kind by kind."""
    clean = part.clean
    for match in _KAMERSTUK.finditer(part.text):
        dossiers = tuple(re.findall(_DOSSIER, match["dossiers"]))
        cut = clean.cut(*match.span())
        yield Reference(cut, "kamerstuk", part.id, dossiers, match["number"])
    for match in _HANDELINGEN.finditer(part.text):
        yield Reference(
            clean.cut(*match.span()),
            "aanhangsel" if match["aanhangsel"] else "handelingen",
            part.id,
            number=match["number"],
            session=match["session"],
            item=match["item"],
        )
    for match in _URL.finditer(part.text):
        end = match.start() + _length(match[0])
        yield Reference(clean.cut(match.start(), end), "url", part.id)
    for match in _TITLE.finditer(part.text):
        yield Reference(clean.cut(*match.span(1)), "title", part.id)


def _length(url: str) -> int:
    """The length of an address without the punctuation of the sentence around it.

    >>> _length("https://a.nl/b_(c)).") == len("https://a.nl/b_(c)")
    True
    """
    while url[-1] in ".,;:" or (url[-1] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    return len(url)
