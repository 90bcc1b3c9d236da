"""Explorer of the budget: a yearly amount divided over schools, preschool and other support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from kamerbrief.claims import Figure, LetterClaim, read_ledger
from kamerbrief.models import budget
from kamerbrief.scenes import theme
from kamerbrief.scenes.controls import MILLION, PERCENT, Controls
from kamerbrief.scenes.drawing import Drawing, Trace, above, draw, label
from kamerbrief.scenes.guess import Spot
from kamerbrief.scenes.scene import CannotShow, Plan, State
from kamerbrief.scenes.tables import table
from kamerbrief.scenes.wording import Wording

PARTS = ("schools", "preschool", "other")
THICK = 0.7  # of a bar, as a fraction of its row
# Parts differ by filling, not by hue: the hue says where the figures come from.
FILLINGS = {"schools": "pale", "preschool": "ground", "other": "hatched"}
# Each preset's schools' part and municipal part, as figures of the ledger.
PRESETS = {
    "letter": ("school-budget", "municipal-budget"),
    "plan": ("plan-schools", "plan-municipalities"),
    "press": ("press-schools", "press-municipalities"),
}
YOURS = "yours"


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


def budget_split(words: Wording) -> Plan:
    """Two ways to divide the yearly money; parts that are not locked give way to the one that moves."""
    make = Controls("budget_split", words)
    home = _state("letter")
    controls = [
        make.choice(
            "preset", (*PRESETS, YOURS), lambda name: _scenario_name(name, words), default="letter"
        ),
        make.number("total", "budget-total", value=home["total"], factor=MILLION),
        *(
            make.number(part, "part-of-budget", value=home[part], factor=PERCENT, decimals=1)
            for part in PARTS
        ),
        *(make.lock(part) for part in PARTS),
        make.choice(
            "compare", tuple(PRESETS), lambda name: _scenario_name(name, words), default="plan"
        ),
    ]
    return Plan(
        words,
        controls,
        "budget_split",
        _compute,
        draw_budget_split,
        _read,
        uses=(
            *(figure for pair in PRESETS.values() for figure in pair),
            *("total-budget", "schools", "pupils"),
        ),
        settle=_settle,
        origins=_origins,
        guessed=("budget", lambda _result, guess: Spot(guess, 1.85)),
        tabulate=_tabulate,
    )


# ── the controls hang together ────────────────────────────────────────────────────────────────


@cache
def _state(preset: str) -> Mapping[str, float]:
    """The total and the shares of a preset; all municipal money counts as preschool, as assumed."""
    ledger = read_ledger()
    schools, municipal = (ledger.number(figure) for figure in PRESETS[preset])
    preschool = municipal * ledger.number("preschool-share-of-municipal")
    total = schools + municipal
    shares = (schools / total, preschool / total, (municipal - preschool) / total)
    return {"total": total, **dict(zip(PARTS, shares, strict=True))}


def _settle(before: State, moved: State) -> State:
    """The state after a move: shares always add up to one, and the preset's name is always true."""
    state = before | moved
    preset = moved.get("preset", YOURS)
    if preset != YOURS:
        state |= _state(moved["preset"])
        state |= {f"lock_{part}": False for part in PARTS if f"lock_{part}" not in moved}
        state |= {name: value for name, value in moved.items() if name == "total"}
    shares = {part: before[part] if preset == YOURS else state[part] for part in PARTS}
    # A part that is given together with its lock is kept where it is given, not where it was.
    locked = {p for p in PARTS if state[f"lock_{p}"] and not {p, f"lock_{p}"} <= moved.keys()}
    held: set[str] = set()
    for part in (part for part in PARTS if part in moved and part not in locked):
        try:
            shares = budget.rebalance(shares, part, moved[part], locked=frozenset(locked | held))
        except budget.NoRoom as problem:
            key = (
                "budget_split.no-room"
                if len(locked | held | {part}) < len(PARTS)
                else "budget_split.held"
            )
            raise CannotShow(key, possible=problem.possible, part=part) from None
        held.add(part)
    state |= shares
    return state | {"preset": _preset(state)}


def _preset(state: State) -> str:
    """The name of the preset that the state equals, or that it is the reader's own."""
    for name in PRESETS:
        if all(
            abs(state[key] - value) <= 1e-9 * max(1.0, value) for key, value in _state(name).items()
        ):
            return name
    return YOURS


def _origins(state: State) -> Mapping[str, Figure | None]:
    """Where the total and its parts come from: the preset's figures, or the reader."""
    ledger, preset = read_ledger(), state["preset"]
    names = ("total", *PARTS)
    if preset == YOURS:
        return dict.fromkeys(names)
    total = "budget-sum" if preset == "letter" else f"{preset}-sum"
    schools = "school-share-of-sum" if preset == "letter" else f"{preset}-school-share"
    rest = "preschool-share-of-municipal"
    homes = (total, schools, rest, rest)
    return {name: ledger[home] for name, home in zip(names, homes, strict=True)}


# ── compute, read, tabulate ───────────────────────────────────────────────────────────────────


def _compute(total: float, preset: str, compare: str, **state: Any) -> BudgetSplit:
    ledger = read_ledger()
    shares = {part: state[part] for part in PARTS}
    return BudgetSplit(
        first=_scenario(preset, total, shares),
        second=published(compare),
        letter_schools=ledger.claim("school-budget"),
        letter_total=ledger.claim("total-budget"),
    )


def _scenario(name: str, total: float, shares: Mapping[str, float]) -> Scenario:
    kind = {"letter": "letter", YOURS: "assumption"}.get(name, "source")
    return Scenario(
        name, kind, budget.split(total, **shares).parts, _ranges() if name == "letter" else {}
    )


@cache
def _ranges() -> Mapping[str, tuple[float, float]]:
    """How far "circa" stretches each part of the letter; the municipal one counts as preschool."""
    schools, municipal = (read_ledger()[figure] for figure in PRESETS["letter"])
    return {"schools": (schools.low, schools.high), "preschool": (municipal.low, municipal.high)}


def _read(result: BudgetSplit, words: Wording) -> str:
    first = result.first
    if not first.total:
        return words.text("budget_split.reading.empty")
    if first.name == "letter":
        return words.text("budget_split.reading.letter")
    return words.text(
        "budget_split.reading",
        total=first.total,
        schools=first.amounts["schools"],
        share=first.share("schools"),
        preschool=first.amounts["preschool"],
        other=first.amounts["other"],
        name=first.called(words),
        per_pupil=budget.per_unit(first.amounts["schools"], int(read_ledger().number("pupils"))),
    )


def _tabulate(result: BudgetSplit, words: Wording) -> str:
    """Euros, percent, and the average over all schools and pupils, a part a row."""
    ledger = read_ledger()
    schools, pupils = int(ledger.number("schools")), int(ledger.number("pupils"))
    heads = ("part", "who", "amount", "share", "per-school", "per-pupil")
    head_texts = [words.text(f"budget_split.head.{name}") for name in heads]
    rows = []
    for part in PARTS:
        amounts = result.first.ranges.get(part, (result.first.amounts[part],))
        cells = [
            words.text(f"budget_split.who.{part}"),
            _span(amounts, "euros", words),
            _share(result.first, part, words),
            _span([budget.per_unit(amount, schools) for amount in amounts], "euros", words),
            _span([budget.per_unit(amount, pupils) for amount in amounts], "euros", words),
        ]
        name = words.text(f"budget_split.part.{part}")
        rows.append([escape(cell) for cell in (name, *cells)])
    return table(head_texts, rows) + (
        f'<p class="kb-note">{escape(words.text("budget_split.note"))}</p>'
    )


def published(preset: str) -> Scenario:
    """A preset as a scenario; the letter's with the ranges that "circa" leaves its two amounts."""
    state = _state(preset)
    return _scenario(preset, state["total"], {part: state[part] for part in PARTS})


def amounts_in_words(scenario: Scenario, part: str, words: Wording) -> str:
    """A part of a scenario in euros, with its share of the total."""
    amounts = scenario.ranges.get(part, (scenario.amounts[part],))
    return words.text(
        "budget_split.amount",
        amount=_span(amounts, "euros", words),
        share=_share(scenario, part, words),
    )


def _share(scenario: Scenario, part: str, words: Wording) -> str:
    if part not in scenario.ranges:
        return words.say(scenario.share(part), "percent.1")
    # A part is largest beside the other part at its smallest.
    low, high = scenario.ranges[part]
    rest = [bounds for name, bounds in scenario.ranges.items() if name != part]
    least, most = sum(bounds[0] for bounds in rest), sum(bounds[1] for bounds in rest)
    return _span((low / (low + most), high / (high + least)), "percent.1", words)


def _span(amounts: Sequence[float], spec: str, words: Wording) -> str:
    if len(amounts) == 1:
        return words.say(amounts[0], spec)
    low, high = (float(f"{amount:.3g}") for amount in amounts)
    return words.span(low, high, spec)


def _scenario_name(name: str, words: Wording) -> str:
    return words.text(f"budget_split.scenario.{name}")


# ── drawing ───────────────────────────────────────────────────────────────────────────────────


def draw_compared(scenarios: Sequence[Scenario], words: Wording) -> Drawing:
    """A stacked bar a scenario, over the same bands as the explorer of one."""
    marks = {"schools": "school-budget", "total": "total-budget"}
    shares = [scenario.share("schools") for scenario in scenarios]
    least, most = (words.say(share, "percent.1") for share in (min(shares), max(shares)))
    return _stacked(
        scenarios,
        {mark: read_ledger().claim(claim) for mark, claim in marks.items()},
        words,
        title=words.text(
            "scenarios.title.same" if least == most else "scenarios.title", least=least, most=most
        ),
        alt=words.text(
            "scenarios.alt",
            scenarios=". ".join(_spoken(scenario, words) for scenario in scenarios),
        ),
        row=88,
    )


def draw_budget_split(result: BudgetSplit, words: Wording) -> Drawing:
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
