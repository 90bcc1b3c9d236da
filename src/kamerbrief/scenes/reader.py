"""Explorer of the whole letter: typeset to be read, every figure and reference a button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from kamerbrief.claims import LetterClaim, read_ledger
from kamerbrief.claims.records import SPEAKERS
from kamerbrief.letter import Heading, Part, Reference, read_letter
from kamerbrief.scenes import theme
from kamerbrief.scenes.badges import figure_badge, lines
from kamerbrief.scenes.controls import Controls, MarkControl
from kamerbrief.scenes.drawing import Drawing, Trace, draw, line, points, strip, strokes
from kamerbrief.scenes.guess import Spot
from kamerbrief.scenes.language import dutch, figure_html, said, unbroken
from kamerbrief.scenes.scene import Plan
from kamerbrief.scenes.walk import notebooks_with
from kamerbrief.scenes.wording import Wording

ALL = "all"
UNSPOKEN = ("aanhef", "ondertekening")


@dataclass(frozen=True)
class Voice:
    """Who speaks on some lines, and whether the reader's filter keeps them."""

    speaker: str
    lines: tuple[int, ...]
    chosen: bool


@dataclass(frozen=True)
class Reader:
    """The letter as the reader filters it, and what he or she has chosen in it."""

    voices: tuple[Voice, ...]
    figures: tuple[int, ...]
    section: str
    speaker: str
    record: LetterClaim | None
    title: Reference | None
    last_line: int


def letter(words: Wording) -> Plan:
    """The whole letter: filter by section and speaker, choose a figure and see its record."""
    make = Controls("letter", words)
    records = {record_id: _record(record_id, words) for record_id in _marks()}
    page = MarkControl(
        name="figure",
        label="",
        default="",
        words=words,
        wide=True,
        html=_typeset(words),
        records=records,
        hint=words.text("letter.hint"),
    )
    sections = [section.id for section in read_letter().sections]
    controls = [
        make.choice(
            "section", (ALL, *sections), lambda name: words.text(f"section.{name}"), default=ALL
        ),
        make.choice(
            "speaker", (ALL, *SPEAKERS), lambda name: words.text(f"speaker.{name}"), default=ALL
        ),
        page,
    ]
    controls.insert(2, make.tick("translation", default=True))
    return Plan(
        words,
        controls,
        *("letter", _compute, draw_letter, _read),
        guessed=("reader", lambda _result, _guess: Spot(None, len(SPEAKERS) - 0.5)),
    )


def _compute(section: str, speaker: str, figure: str, translation: bool = False) -> Reader:
    ledger = read_ledger()
    voices = tuple(
        Voice(
            speaker=ledger.speaker(part.id),
            lines=part.lines,
            chosen=section in (ALL, part.section) and speaker in (ALL, ledger.speaker(part.id)),
        )
        for part in read_letter().parts
        if _speaks(part)
    )
    record = ledger.claim(figure) if figure in ledger else None
    figures = [claim for claim in ledger.of(LetterClaim) if section in (ALL, claim.section)]
    return Reader(
        voices=voices,
        figures=tuple(c.lines[0] for c in figures if speaker in (ALL, c.speaker)),
        section=section,
        speaker=speaker,
        record=record,
        title=_titles().get(figure),
        last_line=read_letter().last_line,
    )


def _read(result: Reader, words: Wording) -> str:
    if result.record:
        claim = result.record
        return words.text(
            "letter.reading.figure",
            where=lines(claim.lines, words),
            value=words.figure(claim.id),
            label=words.text(f"claim.{claim.id}"),
            speaker=words.text(f"speaker.{claim.speaker}"),
        )
    if result.title:
        return words.text(
            "letter.reading.title", where=lines(result.title.lines, words), title=result.title.text
        )
    chosen = sum(voice.chosen for voice in result.voices)
    everything = result.section == result.speaker == ALL
    return words.text(
        "letter.reading.all" if everything else "letter.reading",
        section=words.text(f"section.{result.section}"),
        speaker=words.text(f"speaker.{result.speaker}"),
        count=chosen,
        all=len(result.voices),
        figures=len(result.figures),
    )


# ── typesetting ───────────────────────────────────────────────────────────────────────────────


def _speaks(part: Part) -> bool:
    return not isinstance(part, Heading) and part.section not in UNSPOKEN


def _titles() -> Mapping[str, Any]:
    """The references that are titles, by an id of their own; all others hold a figure."""
    found = [reference for reference in read_letter().references if reference.kind == "title"]
    return {f"title-{number}": reference for number, reference in enumerate(found, start=1)}


def _marks() -> dict[str, tuple[tuple[int, int], ...]]:
    """Everything in the letter that can be chosen, with the stretches of the file that carry it."""
    claims = {claim.id: claim.spans for claim in read_ledger().of(LetterClaim)}
    return claims | {title_id: reference.spans for title_id, reference in _titles().items()}


def _typeset(words: Wording) -> str:
    source = read_letter()
    owner = {
        offset: mark
        for mark, spans in _marks().items()
        for span in spans
        for offset in range(*span)
    }
    blocks = []
    for section in source.sections:
        if section.title:
            blocks.append(f"<h3>{_part(section.title, owner, words)}</h3>")
        for paragraph in section.paragraphs:
            body = " ".join(
                _part(sentence, owner, words) + _beside(sentence, words)
                for sentence in paragraph.sentences
            )
            blocks.append(f'<p class="kb-{section.id}">{body}</p>')
    notes = ""
    for note in source.footnotes:
        entries = "<br>".join(_part(entry, owner, words) for entry in note.entries)
        notes += f'<li value="{note.number}">{entries}</li>'
    return f'{"".join(blocks)}<ol class="kb-footnotes">{notes}</ol>'


def _part(part: Part, owner: Mapping[int, str], words: Wording) -> str:
    """A sentence with its marks as buttons, which must wrap like text, and its footnotes raised."""
    pieces = []
    characters = zip(part.text, part.clean.origin, strict=True)
    for mark, run in groupby(characters, key=lambda item: owner.get(item[1].start)):
        text = unbroken("".join(character for character, _ in run))
        pieces.append(_button(mark, text) if mark and text.strip() else text)
    raised = "".join(f"<sup>{number}</sup>" for number in part.marks)
    speaker = read_ledger().speaker(part.id) if _speaks(part) else ""
    return (
        f'<span class="kb-sentence" data-section="{part.section}" data-speaker="{speaker}">'
        f"{''.join(pieces)}{raised}</span>"
    )


def _beside(sentence: Part, words: Wording) -> str:
    """What the edition has beside a sentence: a translation, or the same in plain words."""
    text = escape(words.text(f"sentence.{sentence.id}"))
    return f'<span class="kb-translation" lang="{words.lang}">{text}</span>'


def _button(mark: str, text: str) -> str:
    kind = "letter" if mark in read_ledger() else "title"
    return (
        f'<span role="button" tabindex="0" class="kb-mark kb-mark-{kind}" data-figure="{mark}" '
        f'aria-pressed="false">{text}</span>'
    )


def _record(mark: str, words: Wording) -> str:
    """The record of a figure or title as an HTML list: label, value, quote, kind, speaker, use."""
    if mark not in read_ledger():
        title = _titles()[mark]
        rows = [("title", dutch(title.text)), ("where", escape(lines(title.lines, words)))]
        return _list(rows, words)
    claim = read_ledger().claim(mark)
    derived = [words.text(f"claim.{item.id}") for item in read_ledger().derived_from(mark)]
    silences = [words.text(f"silence.{item.id}") for item in read_ledger().silences(mark)]
    rows = [
        ("label", said(words.text(f"claim.{mark}"))),
        ("value", figure_html(claim, words)),
        ("quote", dutch(f"«{claim.quote}»")),
        ("where", escape(lines(claim.lines, words))),
        ("speaker", escape(words.text(f"speaker.{claim.speaker}"))),
        ("precision", escape(words.text(f"precision.{claim.precision}"))),
        ("derived", said("; ".join(derived))),
        ("unsaid", said(" ".join(silences))),
        ("notebooks", escape(notebooks_with(mark, words))),
    ]
    if claim.recipient and claim.binding:
        rows.insert(5, ("recipient", escape(words.text(f"recipient.{claim.recipient}"))))
        rows.insert(6, ("binding", escape(words.text(f"binding.{claim.binding}"))))
        rows.insert(7, ("term", escape(words.text(f"term-of.{claim.unit}"))))
    return f"<p>{figure_badge(claim, words)}</p>{_list(rows, words)}"


def _list(rows: list[tuple[str, str]], words: Wording) -> str:
    items = "".join(
        f"<dt>{escape(words.text(f'record.{name}'))}</dt><dd>{html}</dd>"
        for name, html in rows
        if html
    )
    return f"<dl>{items}</dl>"


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_letter(result: Reader, words: Wording) -> Drawing:
    """One row a speaker, one stroke a sentence, from the letter's first line to its last."""
    chosen = [voice for voice in result.voices if voice.chosen]
    rest = [voice for voice in result.voices if not voice.chosen]
    marked = result.record or result.title
    traces = [_strokes(rest, "grid"), _strokes(chosen, "derived"), _figures(result)]
    if marked:
        row = len(SPEAKERS)
        traces.append(line([marked.lines[0]] * 2, [-0.5, row + 0.3], "letter", line={"width": 1.5}))
        traces.append(points([(marked.lines[0], row)], "letter", size=15))
    judged = sum(voice.speaker == "minister-judgement" for voice in result.voices)
    alt = words.text(
        "letter.alt", count=judged, all=len(result.voices), figures=len(result.figures)
    )
    if marked:
        alt += " " + words.text("letter.alt.chosen", line=marked.lines[0])
    return draw(
        traces,
        words,
        title=words.text("letter.title", count=judged, all=len(result.voices)),
        alt=alt,
        height=230,
        **strip(
            words,
            [
                *(words.text(f"speaker.{speaker}") for speaker in SPEAKERS),
                words.text("letter.figures-row"),
            ],
            result.last_line,
        ),
    )


def _strokes(voices: list[Voice], colour: str) -> Trace:
    return strokes(((voice.lines, SPEAKERS.index(voice.speaker)) for voice in voices), colour)


def _figures(result: Reader) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(result.figures),
        "y": [len(SPEAKERS)] * len(result.figures),
        "marker": {"symbol": "diamond", "size": 9, "color": theme.colour("letter")},
        "hoverinfo": "skip",
    }
