"""Explorer of the whole letter: typeset to be read, every figure and reference a button."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kamerbrief.charts import reader as charts
from kamerbrief.charts import theme
from kamerbrief.charts.guess import Spot
from kamerbrief.charts.reader import Reader, Voice
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import LetterClaim, read_ledger
from kamerbrief.claims.records import SPEAKERS
from kamerbrief.explorers.badges import figure_badge, lines
from kamerbrief.explorers.controls import Control, Controls
from kamerbrief.explorers.explorer import Explorer, Recipe
from kamerbrief.explorers.number import OutOfRange
from kamerbrief.explorers.spoken import dutch, figure_html, said, unbroken
from kamerbrief.explorers.walk import notebooks_with
from kamerbrief.letter import Heading, Part, read_letter

ALL = "all"
UNSPOKEN = ("aanhef", "ondertekening")


class LetterPage(anywidget.AnyWidget):
    """The letter on the page; its value is the id of the chosen figure or title, or nothing."""

    _esm = Path(__file__).with_name("reader.js")
    _css = theme.stylesheet()

    value = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    records = traitlets.Dict().tag(sync=True)
    section = traitlets.Unicode(ALL).tag(sync=True)
    speaker = traitlets.Unicode(ALL).tag(sync=True)
    translated = traitlets.Bool(False).tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)

    def __init__(self, words: Wording) -> None:
        self._words = words
        marks = {record_id: _record(record_id, words) for record_id in _marks()}
        super().__init__(
            html=_typeset(words), records=marks, hint=words.text("letter.hint"), lang=words.lang
        )

    @traitlets.validate("value")
    def _valid(self, proposal: Any) -> str:
        if proposal["value"] and proposal["value"] not in self.records:
            raise OutOfRange(self._words.text("letter.no-mark", value=repr(proposal["value"])))
        return str(proposal["value"])


def letter(words: Wording, **start: Any) -> Explorer:
    """The whole letter: filter by section and speaker, choose a figure and see its record."""
    make = Controls("letter", words)
    page = LetterPage(words)
    sections = [section.id for section in read_letter().sections]
    controls = [
        make.choice(
            "section", (ALL, *sections), lambda name: words.text(f"section.{name}"), home=ALL
        ),
        make.choice(
            "speaker", (ALL, *SPEAKERS), lambda name: words.text(f"speaker.{name}"), home=ALL
        ),
        Control("figure", page, ""),
    ]
    controls.insert(2, make.tick("translation", home=True))
    traitlets.dlink((controls[2].widget, "value"), (page, "translated"))
    for name in ("section", "speaker"):
        widget = next(control.widget for control in controls if control.name == name)
        traitlets.dlink((widget, "value"), (page, name))
    page.add_class("kb-wide")
    recipe = Recipe(
        *("letter", _compute, charts.letter, _read),
        guessed=("reader", lambda _result, _guess: Spot(None, len(SPEAKERS) - 0.5)),
    )
    return Explorer(recipe, controls, words, start)


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
