"""Explorer of the budget: a yearly amount divided over schools, preschool and other support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from kamerbrief.charts import budget as charts
from kamerbrief.charts.budget import PARTS, BudgetSplit, Scenario
from kamerbrief.charts.guess import Spot
from kamerbrief.charts.wording import Wording
from kamerbrief.claims import Figure, read_ledger
from kamerbrief.explorers.controls import MILLION, PERCENT, Controls
from kamerbrief.explorers.explorer import CannotShow, Explorer, Recipe, State
from kamerbrief.explorers.pages import table
from kamerbrief.models import budget

# Each preset's schools' part and municipal part, as figures of the ledger.
PRESETS = {
    "letter": ("school-budget", "municipal-budget"),
    "plan": ("plan-schools", "plan-municipalities"),
    "press": ("press-schools", "press-municipalities"),
}
YOURS = "yours"


def budget_split(words: Wording, **start: Any) -> Explorer:
    """Two ways to divide the yearly money; parts that are not locked give way to the one that moves."""
    make = Controls("budget_split", words)
    home = _state("letter")
    controls = [
        make.choice(
            "preset", (*PRESETS, YOURS), lambda name: _scenario_name(name, words), home="letter"
        ),
        make.number("total", "budget-total", value=home["total"], factor=MILLION),
        *(
            make.number(part, "part-of-budget", value=home[part], factor=PERCENT, decimals=1)
            for part in PARTS
        ),
        *(make.lock(part) for part in PARTS),
        make.choice(
            "compare", tuple(PRESETS), lambda name: _scenario_name(name, words), home="plan"
        ),
    ]
    recipe = Recipe(
        "budget_split",
        _compute,
        charts.budget_split,
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
    return Explorer(recipe, controls, words, start)


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
