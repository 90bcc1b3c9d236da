"""The figure of the letter: who speaks on which lines, and where the figures stand."""

from __future__ import annotations

from dataclasses import dataclass

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing, Trace, draw, line, points, strip, strokes
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import LetterClaim
from kamerbrief.claims.records import SPEAKERS
from kamerbrief.letter import Reference


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


def letter(result: Reader, words: Wording) -> Drawing:
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
