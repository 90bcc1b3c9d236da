"""Figures of what the letter leans on: a timeline of its documents, and a sentence's chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing, Place, Trace, above, draw, label, points, segments
from kamerbrief.charts.wording import Wording

FIRST_YEAR = 2017
ROW = 44  # pixels that a document has, with its name above it
SYMBOLS = {"letter": "circle", "source": "diamond", "low": "diamond-open"}


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


def references(result: References, words: Wording) -> Drawing:
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


def chain(result: Chain, words: Wording) -> Drawing:
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
