"""Figures of the verdicts: where they fall in the letter, and what the reader's own view changes."""

from __future__ import annotations

from dataclasses import dataclass

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing, Trace, above, draw, points, segments, strip, strokes
from kamerbrief.charts.wording import Wording

OUTCOMES = ("falls", "stays", "holds")
"""What becomes of a sentence at the reader's settings, from left to right."""


@dataclass(frozen=True)
class Judged:
    """A sentence with its verdict, and whether the reader's filter keeps it."""

    id: str
    lines: tuple[int, ...]
    verdict: str
    chosen: bool


@dataclass(frozen=True)
class Verdicts:
    """All sentences that assert something, with their verdicts on the scale, and the filter."""

    scale: tuple[str, ...]
    sentences: tuple[Judged, ...]
    verdict: str
    section: str
    last_line: int


@dataclass(frozen=True)
class Outcome:
    """What becomes of one sentence's verdict at the reader's settings, and the figures behind it."""

    sentence: str
    lines: tuple[int, ...]
    verdict: str
    outcome: str
    values: dict[str, float]


@dataclass(frozen=True)
class YourView:
    """The sentences that the reader's settings can touch."""

    outcomes: tuple[Outcome, ...]

    @property
    def changed(self) -> int:
        """Number of sentences whose verdict is no longer what it was."""
        return sum(outcome.outcome != "stays" for outcome in self.outcomes)


def verdicts(result: Verdicts, words: Wording) -> Drawing:
    """One row a verdict, one stroke a sentence, from the letter's first line to its last."""
    rows = {name: row for row, name in enumerate(result.scale)}
    confirmed = sum(sentence.verdict == "confirmed" for sentence in result.sentences)
    values = {"confirmed": confirmed, "all": len(result.sentences)}
    return draw(
        [
            strokes(
                ((s.lines, rows[s.verdict]) for s in result.sentences if s.chosen is kept),
                "derived" if kept else "grid",
            )
            for kept in (False, True)
        ],
        words,
        title=words.text("verdicts.title", **values),
        alt=words.text(
            "verdicts.alt",
            number=sum(sentence.chosen for sentence in result.sentences),
            verdict=words.text(f"verdict.{result.verdict}"),
            section=words.text(f"section.{result.section}"),
            **values,
        ),
        height=300,
        **strip(
            words,
            [words.text(f"verdict.{name}") for name in result.scale],
            result.last_line,
        ),
    )


def why(outcome: Outcome, words: Wording) -> str:
    """Why the settings do to a sentence what they do, in a sentence."""
    return words.text(f"your_view.why.{outcome.sentence}.{outcome.outcome}", **outcome.values)


def your_view(result: YourView, words: Wording) -> Drawing:
    """A row a sentence: from the middle, where the verdict stays, to where the settings take it."""
    places = [(OUTCOMES.index(outcome.outcome), row) for row, outcome in enumerate(result.outcomes)]
    middle = OUTCOMES.index("stays")
    values = {"changed": result.changed, "all": len(places), "count": result.changed}
    names = [words.text(f"your_view.row.{outcome.sentence}") for outcome in result.outcomes]
    ends = (((middle, row), (place, row)) for place, row in places)
    return draw(
        [
            segments(
                (((0, row), (len(OUTCOMES) - 1, row)) for _, row in places),
                "grid",
                line={"width": 1.5},
            ),
            segments(ends, "assumption", line={"width": 4}),
            _open([(middle, row) for _, row in places]),
            points([(place, row) for place, row in places], "assumption", size=15),
        ],
        words,
        title=words.text("your_view.title", **values),
        alt=" ".join(
            [words.text("your_view.alt", **values), *(why(each, words) for each in result.outcomes)]
        ),
        height=58 * len(places) + 70,
        annotations=above(names, 0.3),
        xaxis={
            "tickvals": list(range(len(OUTCOMES))),
            "ticktext": [words.text(f"your_view.{outcome}") for outcome in OUTCOMES],
            "range": [-0.5, len(OUTCOMES) - 0.5],
            "showgrid": False,
        },
        yaxis={"visible": False, "range": [len(places) - 0.5, -0.75]},
    )


def _open(places: list[tuple[int, int]]) -> Trace:
    trace = points(places, "letter", size=15)
    trace["marker"] |= {
        "symbol": "circle-open",
        "line": {"color": theme.colour("letter"), "width": 2},
    }
    return trace
