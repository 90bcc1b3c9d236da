"""Holds every record against the letter, fills in lines and derived values, and says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from graphlib import CycleError, TopologicalSorter

from kamerbrief.claims import expression
from kamerbrief.claims.numerals import places
from kamerbrief.claims.reading import Draft, Finding
from kamerbrief.claims.records import (
    CONFIDENCES,
    NOTES,
    PRECISIONS,
    SAYINGS,
    SPEAKERS,
    Assumption,
    Derived,
    Document,
    Figure,
    Hedge,
    LetterClaim,
    Measure,
    Phrase,
    Record,
    Silence,
    Source,
    Voice,
)
from kamerbrief.letter import Clean, Found, Heading, Letter, Part

CIRCA = re.compile(r"\b(circa|medio)\b")


def check(draft: Draft, letter: Letter, name: str) -> dict[str, Record]:
    """The draft's records with their lines, bounds and derived values; findings go to the draft.

    Args:
        draft: records as read from the ledger's files.
        letter: the letter to hold them against.
        name: what findings call the letter's file.
    """
    records = dict(draft.records)
    for record in draft.records.values():
        match record:
            case LetterClaim():
                records[record.id] = _located_claim(draft, letter, record)
            case Hedge() | Phrase() | Measure():
                records[record.id] = _located_quote(draft, letter, record)
            case Source():
                _check_source(draft, record)
            case Silence():
                _refers(draft, records, record.id, "stands beside", (record.beside,), Figure)
    _check_references(draft, records)
    _bound(draft, records)
    _derive(draft, records)
    _check_voices(draft, letter, records, name)
    _check_digits(draft, letter, records.values(), name)
    _check_marks(draft, letter, name)
    return records


def _quoted(
    draft: Draft, letter: Letter, record_id: str, section: str, quote: str, occurs: int
) -> tuple[Found, ...]:
    found = letter.find(quote)
    if len(found) != occurs:
        draft.find(
            record_id, f"quotes «{quote}», found {len(found)} times in the letter, not {occurs}"
        )
    elif any(place.section != section for place in found):
        other = next(place.section for place in found if place.section != section)
        draft.find(record_id, f"is said to stand in {section!r}, but stands in {other!r}")
    return found


def _located_claim(draft: Draft, letter: Letter, claim: LetterClaim) -> LetterClaim:
    _one_of(draft, claim.id, "speaker", claim.speaker, SPEAKERS)
    _one_of(draft, claim.id, "precision", claim.precision, PRECISIONS)
    if (claim.precision == "circa") != bool(CIRCA.search(claim.quote)) and claim.unit != "round":
        draft.find(claim.id, f"has the precision {claim.precision!r}, but its quote says otherwise")
    found = _quoted(draft, letter, claim.id, claim.section, claim.quote, claim.occurs)
    standing = places(claim.value, claim.quote)
    if len(standing) != 1:
        draft.find(
            claim.id, f"has the value {claim.value}, found {len(standing)} times in its quote"
        )
        return replace(claim, lines=_lines(place.clean for place in found))
    figures = [place.clean.cut(*standing[0]) for place in found]
    spans = tuple(span for figure in figures for span in figure.spans)
    return replace(claim, lines=_lines(figures), spans=spans, parts=_parts(found))


def _located_quote(draft: Draft, letter: Letter, record: Hedge | Phrase | Measure) -> Record:
    found = _quoted(draft, letter, record.id, record.section, record.quote, 1)
    if isinstance(record, Measure):
        for quote in filter(None, (record.group, record.term)):
            if not letter.find(quote):
                draft.find(record.id, f"quotes «{quote}», which is not in the letter")
    return replace(record, lines=_lines(place.clean for place in found), parts=_parts(found))


def _check_source(draft: Draft, source: Source) -> None:
    _one_of(draft, source.id, "confidence", source.confidence, CONFIDENCES)
    for note in source.notes:
        _one_of(draft, source.id, "note", note, NOTES)
    scaled = isinstance(source.value, (int, float)) and source.scale > 0
    if source.scale != 1 and not scaled:
        draft.find(source.id, f"has the scale {source.scale}, which its value cannot have")
        return
    value = source.number / source.scale if source.scale != 1 else source.value
    if not places(value, source.quote):
        draft.find(source.id, f"has the value {source.value}, not found in its quote")
    day = source.dated
    if day and not places(day, source.quote) and source.year != day.isoformat():
        draft.find(source.id, f"is dated {day}, which neither quote nor year says")


def _check_references(draft: Draft, records: dict[str, Record]) -> None:
    """What leads from one record to others leads to records of the right kind."""
    for record in draft.records.values():
        match record:
            case Document():
                _check_document(draft, records, record)
            case Phrase():
                _refers(draft, records, record.id, "stands on", record.figures, Source)
            case Measure():
                amounts = (record.amount,) if record.amount else ()
                _refers(draft, records, record.id, "has the amount", amounts, LetterClaim)
                _refers(draft, records, record.id, "stands beside", record.outside, Source)
            case Voice():
                _one_of(draft, record.id, "saying", record.says, SAYINGS)
                _refers(draft, records, record.id, "is held against", record.outside, Source)
                if bool(record.outside) == (record.says == "nothing"):
                    draft.find(
                        record.id, "needs both sources outside and what they say, or neither"
                    )


def _check_document(draft: Draft, records: dict[str, Record], document: Document) -> None:
    """The letter names it, and what dates and locates it is a date and an address."""
    _refers(draft, records, document.id, "is named by", document.named, LetterClaim)
    sources = (document.source,) if document.source else ()
    _refers(draft, records, document.id, "is known from", sources, Source)
    if not document.named:
        draft.find(document.id, "is named by no figure of the letter")
    for unit, other in (("date", document.date), ("address", document.address)):
        claim = records.get(other)
        if other and (not isinstance(claim, LetterClaim) or claim.unit != unit):
            draft.find(document.id, f"has the {unit} {other!r}, which is no {unit} of the letter")
    source, claim = records.get(document.source), records.get(document.date)
    outside = source.dated if isinstance(source, Source) else None
    inside = claim.value if isinstance(claim, LetterClaim) else None
    if outside and isinstance(inside, date) and inside != outside:
        draft.find(document.id, f"is of {inside} by the letter, of {outside} outside it")


def _refers(
    draft: Draft,
    records: dict[str, Record],
    record_id: str,
    how: str,
    others: Iterable[str],
    kind: type[Figure],
) -> None:
    names = {Figure: "figure", LetterClaim: "figure of the letter", Source: "source"}
    for other in others:
        if not isinstance(records.get(other), kind):
            draft.find(record_id, f"{how} {other!r}, which is no {names[kind]}")


def _lines(texts: Iterable[Clean]) -> tuple[int, ...]:
    return tuple(sorted({line for text in texts for line in text.lines}))


def _parts(found: Iterable[Found]) -> tuple[str, ...]:
    return tuple(place.part.id for place in found)


def _one_of(draft: Draft, record_id: str, key: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        draft.find(record_id, f"has the {key} {value!r}; allowed are {', '.join(allowed)}")


def _bound(draft: Draft, records: dict[str, Record]) -> None:
    """Give each amount that the letter calls "circa" the range from which it may be rounded."""
    for record in list(records.values()):
        for rounded in record.rounds if isinstance(record, Assumption) else ():
            claim = records.get(rounded)
            if not isinstance(record, Assumption) or not isinstance(claim, LetterClaim):
                draft.find(record.id, f"rounds {rounded!r}, which is no figure of the letter")
                continue
            if not _is_number(claim) or not CIRCA.search(claim.quote):
                draft.find(record.id, f'rounds {rounded!r}, which is no "circa" amount')
                continue
            half = record.number / 2
            records[rounded] = replace(claim, low=claim.number - half, high=claim.number + half)
    for record in records.values():
        circa = isinstance(record, LetterClaim) and record.precision == "circa"
        if circa and isinstance(record, Figure) and _is_number(record) and not record.is_range:
            draft.find(record.id, 'is "circa", but no assumption says to what it is rounded')


def _derive(draft: Draft, records: dict[str, Record]) -> None:
    derived = {item.id: item for item in records.values() if isinstance(item, Derived)}
    graph = {item.id: set(item.operands) & derived.keys() for item in derived.values()}
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = list(error.args[1])
        draft.find(circle[0], f"stands on itself: {' -> '.join(circle)}")
        return
    for item in (derived[item_id] for item_id in order):
        operands = [records.get(operand) for operand in item.operands]
        values = {o.id: o.number for o in operands if isinstance(o, Figure) and _is_number(o)}
        missing = set(item.operands) - values.keys()
        if missing:
            draft.find(item.id, f"stands on {', '.join(sorted(missing))}: no number of the ledger")
            continue
        try:
            value = expression.evaluate(item.expression, values)
        except ZeroDivisionError:
            draft.find(item.id, "divides by nothing")
            continue
        ranges = {o.id: (o.low, o.high) for o in operands if isinstance(o, Figure) and o.is_range}
        low_high = expression.bounds(item.expression, values, ranges) if ranges else None
        low, high = low_high or (item.low, item.high)
        records[item.id] = replace(item, value=value, low=low, high=high)


def _is_number(figure: Figure) -> bool:
    return isinstance(figure.value, (int, float))


def _check_voices(draft: Draft, letter: Letter, records: dict[str, Record], name: str) -> None:
    voices = {record.id: record for record in records.values() if isinstance(record, Voice)}
    parts = {part.id: part for part in letter.parts if _speaks(part)}
    for voice in voices.values():
        _one_of(draft, voice.id, "speaker", voice.speaker, SPEAKERS)
        part = parts.get(voice.id)
        if part is None:
            draft.find(voice.id, "is no sentence of the letter")
        elif not part.text.startswith(voice.opens):
            draft.find(voice.id, f"begins «{part.text[:40]}», not «{voice.opens}»")
    for part in parts.values():
        if part.id not in voices:
            message = f"nobody is said to speak in sentence {part.id!r} («{part.text[:40]}»)"
            draft.findings.append(Finding(name, part.lines[0], message))


def _speaks(part: Part) -> bool:
    return not isinstance(part, Heading) and part.section not in ("aanhef", "ondertekening")


def _check_marks(draft: Draft, letter: Letter, name: str) -> None:
    """Every footnote is called once, so that no digit passes for a mark."""
    calls = [(number, part.lines[-1]) for part in letter.parts for number in part.marks]
    for note in letter.footnotes:
        lines = [line for number, line in calls if number == note.number]
        if len(lines) != 1:
            message = f"footnote {note.number} is called {len(lines)} times in the letter, not once"
            places = lines or note.lines[:1]
            draft.findings.extend(Finding(name, line, message) for line in places)


def _check_digits(draft: Draft, letter: Letter, records: Iterable[Record], name: str) -> None:
    """Every digit of the letter belongs to a claim, or to a footnote's mark or label."""
    claimed = [span for item in records if isinstance(item, LetterClaim) for span in item.spans]
    for start, end in letter.digits_outside(claimed):
        line = letter.source.count("\n", 0, start) + 1
        message = f"the digits {letter.source[start:end]!r} belong to no claim of the ledger"
        draft.findings.append(Finding(name, line, message))
