"""Figures of the budget: two splits of a yearly amount side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing, Trace, above, draw, label
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import LetterClaim

PARTS = ("schools", "preschool", "other")
THICK = 0.7  # of a bar, as a fraction of its row


@dataclass(frozen=True)
class Scenario:
    """A yearly amount divided over the parts, in euros; ``kind`` is the badge of its figures.

    ``ranges`` bound the parts that the letter calls "circa".
    """

    name: str
    kind: str
    amounts: Mapping[str, float]
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """All parts together, in euros a year."""
        return sum(self.amounts.values())

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


def budget_split(result: BudgetSplit, words: Wording) -> Drawing:
    """Two stacked bars, the reader's above; bands mark the letter's amounts, as wide as "circa" is."""
    scenarios = (result.first, result.second)
    marks = {"schools": result.letter_schools, "total": result.letter_total}
    widest = max(result.letter_total.high, *(scenario.total for scenario in scenarios))
    step = 200_000_000
    ticks = [step * count for count in range(int(widest // step) + 1)]
    return draw(
        [
            _segment(row, scenario, part, words)
            for row, scenario in enumerate(scenarios)
            for part in PARTS
        ],
        words,
        title=_title(result, words),
        alt=words.text(
            "budget_split.alt",
            first=_spoken(result.first, words),
            second=_spoken(result.second, words),
        ),
        height=320,
        barmode="stack",
        uniformtext={"mode": "hide", "minsize": 12},  # what does not fit stands in the table
        shapes=[_band(claim) for claim in marks.values()],
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
        yaxis={"range": [1.5, -1.25], "visible": False},
    )


def _band(claim: LetterClaim) -> dict[str, object]:
    """The range that "circa" leaves, from above the bars to below them."""
    return {
        "type": "rect",
        "x0": claim.low,
        "x1": claim.high,
        "y0": -0.55,
        "y1": 1.5,
        "fillcolor": theme.colour("letter"),
        "opacity": 0.3,
        "line": {"width": 0},
    }


def _title(result: BudgetSplit, words: Wording) -> str:
    share = result.first.share("schools")
    return words.text("budget_split.title", share=share, total=result.first.total)


def _row(scenario: Scenario, words: Wording) -> str:
    name = words.text(f"budget_split.scenario.{scenario.name}")
    return words.text("budget_split.row", name=name, total=scenario.total)


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
    return f"{words.text(f'budget_split.scenario.{scenario.name}')}: {'; '.join(parts)}"


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
