"""Explorers of what the letter leans on: its documents in time, and what one sentence stands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from html import escape

from kamerbrief.charts import references as charts
from kamerbrief.charts.guess import Spot
from kamerbrief.charts.references import Chain, Named, References
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Document, LetterClaim, read_ledger
from kamerbrief.explorers.badges import figure_badge, lines
from kamerbrief.explorers.controls import Controls
from kamerbrief.explorers.explorer import Explorer, Recipe
from kamerbrief.explorers.pages import figures_with_badges, table
from kamerbrief.explorers.spoken import dutch, quote
from kamerbrief.letter import Sentence, read_letter

ALL, TEXT = "all", "text"


def references(words: Wording, **start: str) -> Explorer:
    """Every document that the letter names, on a line of time, and as a list by footnote."""
    make = Controls("references", words)
    notes = [str(note.number) for note in read_letter().footnotes]
    controls = [make.choice("note", (ALL, TEXT, *notes), lambda n: _note(n, words), home=ALL)]
    recipe = Recipe(
        *("references", _references, charts.references, _read),
        tabled=_sources(),
        guessed=("references", lambda result, _guess: Spot(None, len(result.documents) - 0.7)),
        tabulate=_list,
    )
    return Explorer(recipe, controls, words, start)


def _sources() -> tuple[str, ...]:
    """The sources in which the documents were found, and their dates."""
    return tuple(document.source for document in read_ledger().of(Document) if document.source)


def _references(note: str) -> References:
    def chosen(document: Named) -> bool:
        return note == ALL or (0 if note == TEXT else int(note)) in document.notes

    letter_date = read_ledger()["letter-date"].value
    assert isinstance(letter_date, date)
    documents = tuple(replace(each, chosen=chosen(each)) for each in documents_named())
    return References(documents, letter_date, note)


def _read(result: References, words: Wording) -> str:
    chosen = [document for document in result.documents if document.chosen]
    undated = sum(document.date is None for document in chosen)
    unread = sum(not _document(document.id).source for document in chosen)
    return words.text(
        "references.reading",
        where=_note(result.note, words),
        count=len(chosen),
        undated=undated,
        unread=unread,
    )


def _list(result: References, words: Wording) -> str:
    return _table([document for document in result.documents if document.chosen], words)


def leans_on(words: Wording, **start: str) -> Explorer:
    """What one sentence of the letter leans on: itself, its footnotes, their documents."""
    make = Controls("leans_on", words)
    sentences = {sentence.id: sentence for sentence in asserting()}
    first = next(sentence.id for sentence in sentences.values() if sentence.marks)
    controls = [
        make.choice(
            "sentence",
            tuple(sentences),
            lambda n: _opening(sentences[n], words),
            home=first,
            wide=True,
        )
    ]
    recipe = Recipe(
        "leans_on", _chain, charts.chain, _read_chain, tabled=_sources(), tabulate=_list_chain
    )
    return Explorer(recipe, controls, words, start)


def _chain(sentence: str) -> Chain:
    part = read_letter().part(sentence)
    voice = read_ledger().voice(sentence)
    own = tuple(
        replace(document, notes=notes)
        for document in documents_named()
        if (notes := _through(document, part.id, part.marks))
    )
    return Chain(
        sentence=sentence,
        lines=part.lines,
        speaker=voice.speaker,
        notes=part.marks,
        documents=own,
        outside=voice.outside,
        says=voice.says,
    )


def _through(document: Named, sentence: str, marks: tuple[int, ...]) -> tuple[int, ...]:
    """By which of the sentence's footnotes a document is reached; 0 for by the sentence itself."""
    here = (0,) if sentence in _named_in(_document(document.id)) else ()
    return here + tuple(note for note in document.notes if note in marks)


def _read_chain(result: Chain, words: Wording) -> str:
    key = "leans_on.reading" if result.documents else "leans_on.reading.none"
    return " ".join(
        [
            words.text(
                key,
                where=lines(result.lines, words),
                speaker=words.text(f"speaker.{result.speaker}"),
                count=len(result.documents),
                documents="; ".join(_said(document, words) for document in result.documents),
            ),
            words.text(f"leans_on.outside.{result.says}", count=len(result.outside)),
        ]
    )


def _said(document: Named, words: Wording) -> str:
    name = words.text(f"document.{document.id}")
    if document.date is None:
        return words.text("references.undated", name=name)
    key = "references.dated.low" if document.dated_by == "low" else "references.dated"
    return words.text(key, name=name, date=document.date)


def _list_chain(result: Chain, words: Wording) -> str:
    asserted = f"<p>{quote(read_letter().part(result.sentence).text)}</p>"
    outside = "".join(f"<li>{said}</li>" for said in figures_with_badges(result.outside, words))
    head = escape(words.text("leans_on.outside-head"))
    said = f'<p class="kb-note">{head}</p><ul class="kb-homes">{outside}</ul>' if outside else ""
    listed = _table(result.documents, words) if result.documents else ""
    return f"{asserted}{listed}{said}"


# ── the documents ─────────────────────────────────────────────────────────────────────────────


@cache
def asserting() -> tuple[Sentence, ...]:
    """The sentences of the letter in which somebody speaks: all but its header and signature."""
    records = read_ledger().records
    return tuple(sentence for sentence in read_letter().sentences if sentence.id in records)


@cache
def documents_named() -> tuple[Named, ...]:
    """All documents that the letter names: those with a date in its order, then those without."""
    ledger = read_ledger()
    found = []
    for document in ledger.of(Document):
        source = ledger.source(document.source) if document.source else None
        low = source is not None and source.confidence == "low"
        outside = "low" if low else "source" if source else ""
        notes = {_note_of(part) for part in _named_in(document)}
        found.append(
            Named(
                id=document.id,
                date=ledger.date_of(document),
                dated_by="letter" if document.date else outside,
                notes=tuple(sorted(notes)),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.date is None, each.date or date.max)))


def _named_in(document: Document) -> set[str]:
    """The sentences and footnote entries that name a document."""
    ledger = read_ledger()
    return {part for name in document.named for part in ledger.claim(name).parts}


def _note_of(part: str) -> int:
    """The footnote a part belongs to; 0 for the text."""
    notes = read_letter().footnotes
    return next((note.number for note in notes if part in {e.id for e in note.entries}), 0)


def _document(document_id: str) -> Document:
    return next(each for each in read_ledger().of(Document) if each.id == document_id)


# ── in words ──────────────────────────────────────────────────────────────────────────────────


def _note(note: str, words: Wording) -> str:
    if note in (ALL, TEXT):
        return words.text(f"references.note.{note}")
    return words.text("references.note", note=note)


def _place(note: int, words: Wording) -> str:
    return words.text("leans_on.note", note=note) if note else words.text("references.in-text")


def _opening(sentence: Sentence, words: Wording) -> str:
    """A sentence by its lines and its first words."""
    opening = " ".join(sentence.text.split()[:6])
    return words.text("leans_on.option", where=lines(sentence.lines, words), opening=opening)


def _table(documents: list[Named] | tuple[Named, ...], words: Wording) -> str:
    """Footnote, what it is, date, address and how sure we are, a document a row, by footnote."""
    names = ("note", "what", "named", "date", "where")
    heads = [words.text(f"references.head.{name}") for name in names]
    rows = []
    for document in sorted(documents, key=lambda each: each.notes):
        record, ledger = _document(document.id), read_ledger()
        claims = [ledger.claim(name) for name in record.named]
        named = "".join(_short(claim, words) for claim in claims)
        rows.append(
            [
                escape(", ".join(_place(note, words) for note in document.notes)),
                escape(words.text(f"document.{document.id}")),
                named,
                _when(document, record, words),
                _where(record, words),
            ]
        )
    return table(heads, rows)


def _short(claim: LetterClaim, words: Wording) -> str:
    """How the letter names a document, and where, as HTML."""
    name = str(claim.value) if claim.unit == "document-number" else claim.quote
    where = escape(lines(claim.lines, words))
    return f'{dutch(name)} <span class="kb-where">{where}</span>'


def _when(document: Named, record: Document, words: Wording) -> str:
    """A document's date as HTML: exact, doubtful, as vague as the letter has it, or none."""
    if document.date:
        day = words.say(document.date, "date")
        low = document.dated_by == "low"
        return escape(words.text("references.low-date", date=day) if low else day)
    if record.date:
        return dutch(words.figure(record.date))
    return escape(words.text("references.no-date"))


def _where(document: Document, words: Wording) -> str:
    """The source in which we read of it, or the letter's own address, or that we found nothing."""
    if document.source:
        return figure_badge(read_ledger()[document.source], words)
    if document.address:
        claim = read_ledger().claim(document.address)
        address = escape(str(claim.value))
        note = escape(words.text("references.not-read"))
        return f'<a href="{address}">{escape(words.text("references.address"))}</a>, {note}'
    return escape(words.text("references.not-found"))
