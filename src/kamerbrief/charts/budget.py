"""Figures of the budget: two splits of a yearly amount side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kamerbrief.charts import theme
from kamerbrief.charts.figure import Drawing, Trace, draw, label, line
from kamerbrief.charts.wording import Wording

PARTS = ("schools", "preschool", "other")
SHADES = {"schools": 1.0, "preschool": 0.55, "other": 0.25}
NARROW = 0.14


@dataclass(frozen=True)
class Scenario:
    """A yearly amount divided over the parts, in euros; ``kind`` is the badge of its figures.

    ``range`` bounds the schools' amount where the letter calls it "circa".
    """

    name: str
    kind: str
    amounts: Mapping[str, float]
    range: tuple[float, float] | None = None

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
    letter_schools: float
    letter_total: float


def budget_split(result: BudgetSplit, words: Wording) -> Drawing:
    """Two stacked bars, the reader's above, with the letter's amounts as dotted lines."""
    scenarios = (result.first, result.second)
    widest = max(1.0, result.letter_total, *(scenario.total for scenario in scenarios))
    traces: list[Trace] = []
    for row, scenario in zip(("first", "second"), scenarios, strict=True):
        traces += [_segment(row, scenario, part, widest, words) for part in PARTS]
    notes = []
    for name, amount in (("schools", result.letter_schools), ("total", result.letter_total)):
        traces.append(
            line([amount, amount], [-0.6, 1.5], "letter", line={"width": 2, "dash": "dot"})
        )
        text = words.text(f"budget_split.mark.{name}", amount=amount)
        side = "center" if name == "schools" else "right"
        notes.append(label(amount, -0.62, text, "letter", xanchor=side, yanchor="bottom"))
    traces += [
        _bracket(row, scenario.range)
        for row, scenario in enumerate(scenarios)
        if scenario.range is not None
    ]
    ticks = [step * 100_000_000 for step in range(int(widest // 100_000_000) + 1)]
    return draw(
        traces,
        words,
        title=_title(result, words),
        alt=words.text(
            "budget_split.alt",
            first=_spoken(result.first, words),
            second=_spoken(result.second, words),
        ),
        height=310,
        barmode="stack",
        bargap=0.32,
        annotations=notes,
        xaxis={
            "range": [0, 1.02 * widest],
            "tickvals": ticks[::2],
            "ticktext": [words.say(tick, "euros") for tick in ticks[::2]],
        },
        yaxis={
            "range": [1.5, -0.95],
            "tickvals": [0, 1],
            "ticktext": [_row(scenario, words) for scenario in scenarios],
            "tickfont": {"color": theme.colour("ink")},
            "showgrid": False,
        },
    )


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


def _segment(row: str, scenario: Scenario, part: str, widest: float, words: Wording) -> Trace:
    amount = scenario.amounts[part]
    text = words.text(
        "budget_split.segment",
        part=words.text(f"budget_split.part.{part}"),
        amount=amount,
        share=scenario.share(part),
    )
    return {
        "type": "bar",
        "orientation": "h",
        "x": [amount],
        "y": [0 if row == "first" else 1],
        "text": [text if amount > NARROW * widest else ""],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": 13, "color": theme.colour("ink")},
        "marker": {
            "color": theme.colour(f"{scenario.kind}-pale"),
            "line": {"color": theme.colour(scenario.kind), "width": 1.5},
            "pattern": PATTERNS[part] | {"fgcolor": theme.colour(scenario.kind)},
        },
        "hovertemplate": text.replace("<br>", ", ") + "<extra></extra>",
    }


# Parts differ by pattern, not by hue: the hue says where the figures come from.
PATTERNS = {
    "schools": {"shape": "", "fgopacity": 0.0},
    "preschool": {"shape": ".", "size": 8, "solidity": 0.12, "fgopacity": 0.6},
    "other": {"shape": "/", "size": 8, "solidity": 0.15, "fgopacity": 0.5},
}


def _bracket(row: int, bounds: tuple[float, float]) -> Trace:
    """How far "circa" may move the edge of the schools' part."""
    return line(list(bounds), [row, row], "ink", line={"width": 5})
