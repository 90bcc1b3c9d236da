"""Explorers of what the letter leans on: its documents in time, and what one sentence stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from html import escape

from kamerbrief.claims import Document, LetterClaim, read_ledger
from kamerbrief.letter import Sentence, read_letter
from kamerbrief.scenes import theme
from kamerbrief.scenes.badges import figure_badge, lines
from kamerbrief.scenes.controls import Controls
from kamerbrief.scenes.drawing import Drawing, Place, Trace, above, draw, label, points, segments
from kamerbrief.scenes.guess import Spot
from kamerbrief.scenes.language import dutch, quote
from kamerbrief.scenes.scene import Plan
from kamerbrief.scenes.tables import figures_with_badges, table
from kamerbrief.scenes.wording import Wording

FIRST_YEAR = 2017
ROW = 44  # pixels that a document has, with its name above it
SYMBOLS = {"letter": "circle", "source": "diamond", "low": "diamond-open"}
ALL, TEXT = "all", "text"


@dataclass(frozen=True)
class Named:
    """A document, when it was written and who dates it: the letter, a source, or one of low confidence.

    ``notes`` are the footnotes that name it, 0 for the text itself; ``chosen`` by the reader's filter.
    """

    id: str
    date: date | None
    dated_by: str
    notes: tuple[int, ...]
    chosen: bool = True


@dataclass(frozen=True)
class References:
    """All documents, the dated ones first and in their order, and the letter's own date."""

    documents: tuple[Named, ...]
    letter_date: date
    note: str


@dataclass(frozen=True)
class Chain:
    """What a sentence leans on: its footnotes, and the documents that it and they name."""

    sentence: str
    lines: tuple[int, ...]
    speaker: str
    notes: tuple[int, ...]
    documents: tuple[Named, ...]
    outside: tuple[str, ...]
    says: str


def references(words: Wording) -> Plan:
    """Every document that the letter names, on a line of time, and as a list by footnote."""
    make = Controls("references", words)
    notes = [str(note.number) for note in read_letter().footnotes]
    controls = [make.choice("note", (ALL, TEXT, *notes), lambda n: _note(n, words), default=ALL)]
    return Plan(
        words,
        controls,
        *("references", _references, draw_references, _read),
        tabled=_sources(),
        guessed=("references", lambda result, _guess: Spot(None, len(result.documents) - 0.7)),
        tabulate=_list,
    )


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


def leans_on(words: Wording) -> Plan:
    """What one sentence of the letter leans on: itself, its footnotes, their documents."""
    make = Controls("leans_on", words)
    sentences = {sentence.id: sentence for sentence in asserting()}
    first = next(sentence.id for sentence in sentences.values() if sentence.marks)
    controls = [
        make.choice(
            "sentence",
            tuple(sentences),
            lambda n: _opening(sentences[n], words),
            default=first,
            wide=True,
        )
    ]
    return Plan(
        words,
        controls,
        "leans_on",
        _chain,
        draw_chain,
        _read_chain,
        tabled=_sources(),
        tabulate=_list_chain,
    )


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


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_references(result: References, words: Wording) -> Drawing:
    """A row a document: a point at its date, and a line to the date of the letter."""
    rows = {document.id: row for row, document in enumerate(result.documents)}
    dated = [document for document in result.documents if document.date]
    until = result.letter_date.isoformat()
    chosen = sum(document.chosen for document in result.documents)
    values = {"number": chosen, "all": len(rows), "dated": len(dated)}
    traces = []
    for kept, colour in ((False, "grid"), (True, "derived")):
        ends = [
            ((document.date.isoformat(), rows[document.id]), (until, rows[document.id]))
            for document in dated
            if document.date and document.chosen is kept
        ]
        traces.append(segments(ends, colour, line={"width": 1.5}))
    for dated_by, symbol in SYMBOLS.items():
        places = [
            (document.date.isoformat(), rows[document.id])
            for document in dated
            if document.date and document.dated_by == dated_by
        ]
        colour = "letter" if dated_by == "letter" else "source"
        traces.append(_marked(places, colour, symbol))
    traces.append(segments([((until, -0.9), (until, len(rows) - 0.5))], "letter"))
    years = range(FIRST_YEAR, result.letter_date.year + 1)
    return draw(
        traces,
        words,
        title=words.text("references.title", **values),
        alt=words.text("references.alt", **values),
        height=ROW * len(rows) + 60,
        annotations=[
            *above((_name(document, words) for document in result.documents), 0.1),
            label(
                until,
                -0.95,
                words.text("references.letter"),
                "letter",
                xanchor="right",
                yanchor="bottom",
            ),
        ],
        xaxis={
            "type": "date",
            "range": [f"{FIRST_YEAR}-06-01", f"{result.letter_date.year}-07-15"],
            "tickvals": [f"{year}-01-01" for year in years],
            "ticktext": [str(year) for year in years],
        },
        yaxis={"visible": False, "range": [len(rows) - 0.4, -1.5]},
    )


def _marked(places: Iterable[Place], colour: str, symbol: str) -> Trace:
    trace = points(places, colour, size=12)
    trace["marker"] |= {"symbol": symbol}
    if symbol.endswith("open"):
        trace["marker"]["line"] = {"color": theme.colour(colour), "width": 2}
    return trace


def _name(document: Named, words: Wording) -> str:
    """A document's name, short enough for a narrow page; a doubtful date or none is said."""
    name = words.text(f"document.{document.id}")
    if document.date is None:
        return words.text("references.undated", name=name)
    return words.text("references.doubtful", name=name) if document.dated_by == "low" else name


def draw_chain(result: Chain, words: Wording) -> Drawing:
    """Three columns: the sentence, its footnotes, and the documents, each linked to what names it."""
    rows = {document.id: float(row) for row, document in enumerate(result.documents)}
    middle = (len(rows) - 1) / 2 if rows else 0.0
    notes = _note_rows(result, rows)
    links = [((0.0, middle), (1.0, row)) for row in notes.values()]
    for document in result.documents:
        links += [
            ((1.0, notes[note]) if note else (0.0, middle), (2.0, rows[document.id]))
            for note in document.notes
        ]
    where = words.text("leans_on.sentence", first=result.lines[0], last=result.lines[-1])
    labels = [
        label(0, middle, where, xanchor="left", yanchor="bottom", yshift=8),
        *(
            label(1, row, words.text("leans_on.note", note=note), yanchor="bottom", yshift=8)
            for note, row in notes.items()
        ),
        *(
            label(
                2,
                rows[document.id],
                _name(document, words),
                xanchor="right",
                yanchor="bottom",
                yshift=8,
            )
            for document in result.documents
        ),
    ]
    values = {"notes": len(notes), "number": len(rows), "count": len(rows)}
    return draw(
        [
            segments(links, "derived", line={"width": 1.5}),
            points([(0, middle)], "ink", size=13),
            points([(1, row) for row in notes.values()], "letter", size=11),
            *(
                _marked(
                    [(2, rows[d.id]) for d in result.documents if (d.dated_by or "letter") == by],
                    "letter" if by == "letter" else "source",
                    symbol,
                )
                for by, symbol in SYMBOLS.items()
            ),
        ],
        words,
        title=words.text("leans_on.title" if rows else "leans_on.title.none", **values),
        alt=words.text("leans_on.alt" if rows else "leans_on.alt.none", **values),
        height=ROW * max(2, len(rows)) + 30,
        annotations=labels,
        xaxis={"visible": False, "range": [-0.04, 2.04]},
        yaxis={"visible": False, "range": [max(rows.values(), default=0) + 0.5, -0.9]},
    )


def _note_rows(result: Chain, rows: dict[str, float]) -> dict[int, float]:
    """The height of each footnote: the middle of the documents that it names."""

    def middle(note: int) -> float:
        named: Sequence[float] = [rows[d.id] for d in result.documents if note in d.notes]
        return sum(named) / len(named) if named else 0.0

    return {note: middle(note) for note in result.notes}
