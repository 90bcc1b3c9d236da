"""Explorers of the verdicts: sentence by sentence, and what the reader's own view changes in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape

from kamerbrief.claims import Hedge, LetterClaim, read_ledger
from kamerbrief.claims.records import Voice
from kamerbrief.letter import Sentence, read_letter
from kamerbrief.models import respondents
from kamerbrief.models.accumulation import distribution, spared
from kamerbrief.models.rounding import feasible
from kamerbrief.models.verdict import VERDICTS, verdict
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import Controls
from kamerbrief.scenes.drawing import Drawing, Trace, above, draw, points, segments, strip, strokes
from kamerbrief.scenes.guess import Spot
from kamerbrief.scenes.references import asserting
from kamerbrief.scenes.respondents import left_by_chance
from kamerbrief.scenes.scene import Plan
from kamerbrief.scenes.tables import figures_with_badges, sentence, table
from kamerbrief.scenes.wording import Wording

OUTCOMES = ("falls", "stays", "holds")
ALL = "all"
MONEY = "scholen-met-achterstandenproblematiek"
# The sentences that the reader's settings can touch, by what decides on them.
DOUBT, LANGUAGE = "onderzoek.1.5", f"{MONEY}.1.3"
TOTAL, SPARED = f"{MONEY}.3.10", f"{MONEY}.4.6"
LEAST = 1e-9  # what is less than this share of schools is none


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


def verdicts(words: Wording) -> Plan:
    """Every sentence that asserts something: who says it, what supports it, and the verdict."""
    make = Controls("verdicts", words)
    sections = [s.id for s in read_letter().sections if any(e.section == s.id for e in asserting())]
    controls = [
        make.choice(
            "verdict", (ALL, *VERDICTS), lambda name: words.text(f"verdict.{name}"), default=ALL
        ),
        make.choice(
            "section", (ALL, *sections), lambda name: words.text(f"section.{name}"), default=ALL
        ),
    ]
    outside = dict.fromkeys(figure for voice in read_ledger().of(Voice) for figure in voice.outside)
    return Plan(
        words,
        controls,
        *("verdicts", _verdicts, draw_verdicts, _read_verdicts),
        tabled=tuple(outside),
        guessed=("verdict", lambda _result, _guess: Spot(None, 0.5)),
        tabulate=_tabulate,
    )


def _verdicts(verdict: str, section: str) -> Verdicts:
    sentences = tuple(
        Judged(
            id=sentence.id,
            lines=sentence.lines,
            verdict=found,
            chosen=verdict in (ALL, found) and section in (ALL, sentence.section),
        )
        for sentence in asserting()
        for found in [judged(sentence)]
    )
    return Verdicts(VERDICTS, sentences, verdict, section, read_letter().last_line)


def judged(sentence: Sentence) -> str:
    """The verdict on a sentence, by the rule and by what the ledger knows of it."""
    voice = read_ledger().voice(sentence.id)
    return verdict(voice.speaker, outside=voice.says, referenced=bool(_supports(sentence.id)[0]))


def confirmed() -> int:
    """Number of the letter's sentences that a source outside it confirms."""
    return sum(judged(sentence) == "confirmed" for sentence in asserting())


def _read_verdicts(result: Verdicts, words: Wording) -> str:
    chosen = [sentence for sentence in result.sentences if sentence.chosen]
    counts = {name: sum(s.verdict == name for s in chosen) for name in result.scale}
    told = "; ".join(
        words.text("verdicts.count", verdict=words.text(f"verdict.{name}"), number=count)
        for name, count in counts.items()
        if count
    )
    if not chosen:
        return words.text("verdicts.reading.none")
    parts = [
        words.text("verdicts.reading", number=len(chosen), all=len(result.sentences), told=told)
    ]
    if result.verdict != ALL:
        rule = words.text(f"verdict.{result.verdict}.rule")
        parts.append(words.text("verdicts.rule", rule=rule))
    return " ".join(parts)


def _tabulate(result: Verdicts, words: Wording) -> str:
    """A sentence a row: its words, who says it, what supports it in the letter and outside, verdict."""
    heads = ("sentence", "speaker", "inside", "outside", "verdict")
    rows = []
    for each in (judged for judged in result.sentences if judged.chosen):
        voice = read_ledger().voice(each.id)
        outside = figures_with_badges(voice.outside, words)
        if outside:
            outside.insert(0, escape(words.text(f"verdicts.says.{voice.says}")))
        rows.append(
            [
                sentence(each.lines, read_letter().part(each.id).text, words),
                escape(words.text(f"speaker.{voice.speaker}")),
                escape("; ".join(_inside(each.id, words)) or words.text("verdicts.none")),
                "<br>".join(outside) or escape(words.text("verdicts.none")),
                escape(words.text(f"verdict.{each.verdict}")),
            ]
        )
    return table([words.text(f"verdicts.head.{name}") for name in heads], rows)


@cache
def _supports(sentence: str) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    """What the letter itself gives a sentence: footnotes, figures in it, and its own cautions."""
    ledger = read_ledger()
    figures = tuple(claim.id for claim in ledger.of(LetterClaim) if sentence in claim.parts)
    cautions = tuple(hedge.id for hedge in ledger.of(Hedge) if sentence in hedge.parts)
    return read_letter().part(sentence).marks, figures, cautions


def _inside(sentence: str, words: Wording) -> list[str]:
    notes, figures, cautions = _supports(sentence)
    return [
        *(words.text("verdicts.note", note=note) for note in notes),
        *(words.text(f"claim.{figure}") for figure in figures),
        *(words.text("verdicts.caution") for _ in cautions),
    ]


# ── the reader's own view ─────────────────────────────────────────────────────────────────────


def your_view(words: Wording) -> Plan:
    """Three settings of earlier notebooks, and the verdicts that change with them."""
    make = Controls("your_view", words)
    controls = [
        make.number("ratio", "response-ratio"),
        make.listed("unit", "rounding-unit", "euros"),
        make.number("correlation", "correlation"),
    ]
    return Plan(
        words,
        controls,
        "your_view",
        _your_view,
        draw_your_view,
        _read_your_view,
        uses=(
            *("language-disadvantaged", "language-regular", "teachers-disadvantaged"),
            *("confidence", "problems-listed", "problem-prevalence", "pile"),
        ),
        tabulate=_tabulate_view,
    )


def _your_view(ratio: float, unit: float, correlation: float) -> YourView:
    found = (
        _doubt(ratio),
        _language(ratio),
        _total(unit),
        _similar_schools(correlation),
    )
    return YourView(found)


def _doubt(ratio: float) -> Outcome:
    """The doubt has a ground in who answered where the published share is out of chance's reach."""
    ledger = read_ledger()
    observed = ledger.number("language-disadvantaged")
    chance = left_by_chance(observed, ratio, int(ledger.number("teachers-disadvantaged")))
    return _outcome(
        DOUBT,
        "stays" if observed in chance else "holds",
        true=respondents.true_share(observed, ratio),
        low=chance.low,
        high=chance.high,
    )


def _language(ratio: float) -> Outcome:
    """ "More often" holds for any ratio that is the same for both groups: it keeps their order."""
    ledger = read_ledger()
    first, second = (
        respondents.true_share(ledger.number(f"language-{group}"), ratio)
        for group in ("disadvantaged", "regular")
    )
    return _outcome(LANGUAGE, "holds", first=first, second=second)


def _total(unit: float) -> Outcome:
    """The stated total is possible where true amounts round to all three; else it cannot be right."""
    ledger = read_ledger()
    amounts = [
        ledger.number(figure) for figure in ("school-budget", "municipal-budget", "total-budget")
    ]
    if any(amount % unit for amount in amounts):
        return _outcome(TOTAL, "falls", unit=unit)
    possible = feasible(amounts[0], amounts[1], amounts[2], unit=unit).example
    return _outcome(TOTAL, "stays" if possible else "falls", unit=unit)


def _similar_schools(correlation: float) -> Outcome:
    """That some similar schools are spared is to be expected wherever the model spares any."""
    ledger = read_ledger()
    shares = distribution(
        ledger.number("problem-prevalence"),
        correlation,
        problems=int(ledger.number("problems-listed")),
    )
    share = spared(shares, int(ledger.number("pile")))
    return _outcome(SPARED, "holds" if share > LEAST else "stays", share=share)


def _outcome(sentence: str, outcome: str, **values: float) -> Outcome:
    part = next(each for each in asserting() if each.id == sentence)
    return Outcome(sentence, part.lines, judged(part), outcome, values)


def _read_your_view(result: YourView, words: Wording) -> str:
    return " ".join(
        [
            words.text("your_view.reading", count=result.changed, all=len(result.outcomes)),
            *(why(outcome, words) for outcome in result.outcomes if outcome.outcome != "stays"),
        ]
    )


def _tabulate_view(result: YourView, words: Wording) -> str:
    """A sentence a row: its words, the verdict as it was, and what becomes of it and why."""
    heads = ("sentence", "verdict", "outcome", "why")
    rows = [
        [
            sentence(each.lines, read_letter().part(each.sentence).text, words),
            escape(words.text(f"verdict.{each.verdict}")),
            escape(words.text(f"your_view.{each.outcome}")),
            escape(why(each, words)),
        ]
        for each in result.outcomes
    ]
    return table([words.text(f"your_view.head.{name}") for name in heads], rows)


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_verdicts(result: Verdicts, words: Wording) -> Drawing:
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


def draw_your_view(result: YourView, words: Wording) -> Drawing:
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
            [
                words.text("your_view.alt", **values),
                *(why(each, words) for each in result.outcomes),
            ]
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
