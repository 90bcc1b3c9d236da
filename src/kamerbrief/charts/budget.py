"""Figures of the budget: splits of a yearly amount, one above the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing, Trace, above, draw, label
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import LetterClaim

PARTS = ("schools", "preschool", "other")
THICK = 0.7  # of a bar, as a fraction of its row


@dataclass(frozen=True)
class Scenario:
    """A yearly amount divided over the parts, in euros; ``kind`` is the badge of its figures.

    ``ranges`` bound the parts that the letter calls "circa"; a scenario of the reader's ``own`` is
    called by its name as it is.
    """

    name: str
    kind: str
    amounts: Mapping[str, float]
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    own: bool = False

    def called(self, words: Wording) -> str:
        """What the scenario is called in words."""
        return self.name if self.own else words.text(f"budget_split.scenario.{self.name}")

    @property
    def total(self) -> float:
        """All parts together, in euros a year, to the cent."""
        return round(sum(self.amounts.values()), 2)

    def share(self, part: str) -> float:
        """A part as a fraction of the total; 0 of an empty total."""
        return self.amounts[part] / self.total if self.total else 0.0


@dataclass(frozen=True)
class BudgetSplit:
    """Two scenarios, and the letter's own amounts as marks."""

    first: Scenario
    second: Scenario
    letter_schools: LetterClaim
    letter_total: LetterClaim


@dataclass(frozen=True)
class Compared:
    """Any number of scenarios, and the letter's own amounts as marks."""

    scenarios: tuple[Scenario, ...]
    letter_schools: LetterClaim
    letter_total: LetterClaim


def compared(result: Compared, words: Wording) -> Drawing:
    """A stacked bar a scenario, over the same bands as the explorer of one."""
    shares = [scenario.share("schools") for scenario in result.scenarios]
    least, most = (words.say(share, "percent.1") for share in (min(shares), max(shares)))
    return _stacked(
        result.scenarios,
        {"schools": result.letter_schools, "total": result.letter_total},
        words,
        title=words.text(
            "scenarios.title.same" if least == most else "scenarios.title", least=least, most=most
        ),
        alt=words.text(
            "scenarios.alt",
            scenarios=". ".join(_spoken(scenario, words) for scenario in result.scenarios),
        ),
        row=88,
    )


def budget_split(result: BudgetSplit, words: Wording) -> Drawing:
    """Two stacked bars, the reader's above; bands mark the letter's amounts, as wide as "circa" is."""
    return _stacked(
        (result.first, result.second),
        {"schools": result.letter_schools, "total": result.letter_total},
        words,
        title=_title(result, words),
        alt=words.text(
            "budget_split.alt",
            first=_spoken(result.first, words),
            second=_spoken(result.second, words),
        ),
        row=116,
    )


def _stacked(
    scenarios: Sequence[Scenario],
    marks: Mapping[str, LetterClaim],
    words: Wording,
    *,
    title: str,
    alt: str,
    row: int,
) -> Drawing:
    """A stacked bar in each row, from above, a row as many pixels high as ``row`` says."""
    widest = max(marks["total"].high, *(scenario.total for scenario in scenarios))
    step = 200_000_000
    ticks = [step * count for count in range(int(widest // step) + 1)]
    last = len(scenarios) - 0.5
    return draw(
        [
            _segment(place, scenario, part, words)
            for place, scenario in enumerate(scenarios)
            for part in PARTS
        ],
        words,
        title=title,
        alt=alt,
        height=round(row * (last + 1.25)),
        barmode="stack",
        uniformtext={"mode": "hide", "minsize": 12},  # what does not fit stands in the table
        shapes=[_band(claim, last) for claim in marks.values()],
        annotations=above((_row(scenario, words) for scenario in scenarios), THICK)
        + [
            label(
                claim.number,
                -0.6 if name == "schools" else -0.9,
                words.text(f"budget_split.mark.{name}"),
                "letter",
                xanchor="center" if name == "schools" else "right",
                yanchor="bottom",
            )
            for name, claim in marks.items()
        ],
        xaxis={
            "range": [0, 1.02 * widest],
            "tickvals": ticks,
            "ticktext": [words.say(tick, "euros") for tick in ticks],
        },
        yaxis={"range": [last, -1.25], "visible": False},
    )


def _band(claim: LetterClaim, bottom: float) -> dict[str, object]:
    """The range that "circa" leaves, from above the bars to below them."""
    return {
        "type": "rect",
        "x0": claim.low,
        "x1": claim.high,
        "y0": -0.55,
        "y1": bottom,
        "fillcolor": theme.colour("letter"),
        "opacity": 0.3,
        "line": {"width": 0},
    }


def _title(result: BudgetSplit, words: Wording) -> str:
    if result.first.name == "letter":
        return words.text("budget_split.title.letter")
    share = result.first.share("schools")
    return words.text("budget_split.title", share=share, total=result.first.total)


def _row(scenario: Scenario, words: Wording) -> str:
    return words.text(
        "budget_split.row", name=escape(scenario.called(words), quote=False), total=scenario.total
    )


def _spoken(scenario: Scenario, words: Wording) -> str:
    parts = [
        words.text(
            "budget_split.spoken",
            part=words.text(f"budget_split.part.{part}"),
            amount=scenario.amounts[part],
            share=scenario.share(part),
        )
        for part in PARTS
    ]
    return f"{scenario.called(words)}: {'; '.join(parts)}"


# Parts differ by filling, not by hue: the hue says where the figures come from.
FILLINGS = {"schools": "pale", "preschool": "ground", "other": "hatched"}


def _segment(row: int, scenario: Scenario, part: str, words: Wording) -> Trace:
    amount = scenario.amounts[part]
    text = words.text(
        "budget_split.segment",
        part=words.text(f"budget_split.part.{part}"),
        amount=amount,
        share=scenario.share(part),
    )
    pale, edge = theme.colour(f"{scenario.kind}-pale"), theme.colour(scenario.kind)
    filling = FILLINGS[part]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [amount],
        "y": [row],
        "width": THICK,
        "text": [text if amount else ""],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "inside",
        "textfont": {"size": 13, "color": theme.colour("ink")},
        "marker": {
            "color": pale if filling == "pale" else theme.colour("ground"),
            "line": {"color": edge, "width": 1.5},
            "pattern": {"shape": "/" if filling == "hatched" else "", "fgcolor": pale, "size": 10},
        },
        "hovertemplate": text.replace("<br>", ", ") + "<extra></extra>",
    }
