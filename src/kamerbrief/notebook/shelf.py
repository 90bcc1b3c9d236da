"""Where a reader keeps scenarios: by name, in a table and a chart, with files out and in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from itertools import chain, count
from typing import Any, Final

import ipywidgets as widgets

from kamerbrief.claims import read_ledger
from kamerbrief.notebook.cells import Shown, made, row
from kamerbrief.notebook.chart import Chart
from kamerbrief.notebook.explorer import Explorer, opened
from kamerbrief.notebook.files import Giving, Taking
from kamerbrief.scenes.badges import refusal, source_line, status
from kamerbrief.scenes.budget import (
    PARTS,
    Compared,
    Scenario,
    amounts_in_words,
    draw_compared,
    published,
)
from kamerbrief.scenes.controls import written
from kamerbrief.scenes.scenarios import (
    LARGEST,
    MOST,
    Refused,
    as_csv,
    as_json,
    named,
    read_json,
)
from kamerbrief.scenes.tables import table
from kamerbrief.scenes.wording import Wording

EXPLORER: Final = "budget_split"

# Those of this process, so that a cell which runs again has not lost them.
kept: dict[str, Scenario] = {}


class Shelf(Shown):
    """Scenarios by name: saved from the explorer of the budget, and shown in it again.

    Args:
        words: the edition.
    """

    def __init__(self, words: Wording) -> None:
        self._words = words
        self.files = Giving()
        # Sent as a whole when it is left: sent by letters, a quick click would come before the last.
        self.name = widgets.Text(
            description=words.text("scenarios.name.label"), continuous_update=False
        )
        self.name.add_class("kb-choice")
        self.save = self._button("save", self._save)
        self.choice = widgets.Dropdown(description=words.text("scenarios.choice.label"))
        self.choice.add_class("kb-choice")
        self.show = self._button("show", self._show)
        self.remove = self._button("remove", self._remove)
        self.csv = self._button("csv", self._hand_csv)
        self.json = self._button("json", self._hand_json)
        self.opening = Taking(words.text("scenarios.open"), ".json", LARGEST, self._open)
        self._said = widgets.HTML()
        self.chart = Chart.said_by(words, "scenarios")
        self._table = widgets.HTML()
        lead = widgets.HTML(f'<p lang="{words.lang}">{escape(words.text("scenarios.lead"))}</p>')
        self.having = widgets.VBox([self.choice, row(self.show, self.remove, self.csv, self.json)])
        self.compared = widgets.VBox([self.chart, self._table])
        above = [lead, self.name, row(self.save, self.opening), self.having, self._said]
        super().__init__([*above, self.compared, self.files])
        self.add_class("kb-explorer")
        self.add_class("kb-ask")
        self._refresh()
        made(self)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What is kept, in the order in which it was saved."""
        return tuple(kept.values())

    @property
    def said(self) -> str:
        """What was said about the last request, as HTML."""
        return str(self._said.value)

    @property
    def reading(self) -> str:
        """What the chart shows, in a sentence; before anything is kept, what there is to do."""
        if not kept:
            return self._words.text("scenarios.none")
        by_share = sorted(self.scenarios, key=lambda scenario: scenario.share("schools"))
        least, most = by_share[0], by_share[-1]
        return self._words.text(
            "scenarios.reading",
            count=len(kept),
            number=len(kept),
            least=least.name,
            least_share=least.share("schools"),
            most=most.name,
            most_share=most.share("schools"),
        )

    def __repr__(self) -> str:
        return self.reading

    # ── what a reader asks for ────────────────────────────────────────────────────────────────

    def _save(self) -> None:
        name = self._free(named(self.name.value, self._words))
        explorer = self._explorer()
        for control in explorer.controls.values():
            if reason := getattr(control, "message", ""):
                raise Refused(self._words.text("scenarios.refused-above", reason=reason))
        now = explorer.result.first
        kept[name] = Scenario(name, "assumption", now.amounts, own=True)
        self.name.value = ""
        self._list(chosen=name)
        self._say("saved", name=name)

    def _show(self) -> None:
        scenario = kept[self.choice.value]
        state = {"total": scenario.total}
        state |= {part: scenario.share(part) for part in PARTS[:-1]}  # the last one is the rest
        self._explorer().go({name: written(value) for name, value in state.items()})
        self._say("shown", name=scenario.name)

    def _remove(self) -> None:
        removed = kept.pop(self.choice.value)
        self._say("removed", name=removed.name)

    def _hand_csv(self) -> None:
        content = as_csv([published("letter"), *self.scenarios], self._words)
        self.files.hand("scenarios.csv", "text/csv; charset=utf-8; header=present", content)
        self._say("handed-csv", file="scenarios.csv")

    def _hand_json(self) -> None:
        self.files.hand("scenarios.json", "application/json", as_json(self.scenarios))
        self._say("handed", file="scenarios.json")

    def _open(self, content: bytes) -> None:
        self._ask(lambda: self._take(content))

    def _take(self, content: bytes) -> None:
        """Add the scenarios of a file; one that is there already is not added twice."""
        known = [(one.name, dict(one.amounts)) for one in self.scenarios]
        found = read_json(content, self._words)
        new = [one for one in found if (one.name, dict(one.amounts)) not in known]
        if len(kept) + len(new) > MOST:
            raise Refused(self._words.text("scenarios.full", most=MOST))
        name = found[-1].name
        for scenario in new:
            name = self._other(scenario.name)
            kept[name] = replace(scenario, name=name)
        self._list(chosen=name)
        self._say("opened", count=len(found), number=len(found))

    def _other(self, name: str) -> str:
        """A name that is still free: this one, or this one with a number behind it."""
        numbered = (self._words.text("scenarios.renamed", name=name, number=n) for n in count(2))
        return next(free for free in chain([name], numbered) if free not in kept)

    def _free(self, name: str) -> str:
        if name in kept:
            raise Refused(self._words.text("scenarios.clash", name=name))
        if len(kept) >= MOST:
            raise Refused(self._words.text("scenarios.full", most=MOST))
        return name

    def _explorer(self) -> Explorer:
        """The explorer of the budget that stands in this notebook."""
        for explorer in opened():
            if explorer.name == EXPLORER:
                return explorer
        raise Refused(self._words.text("scenarios.no-explorer"))

    # ── what is seen of it ────────────────────────────────────────────────────────────────────

    def _button(self, name: str, do: Callable[[], None]) -> widgets.Button:
        button = widgets.Button(description=self._words.text(f"scenarios.{name}"))
        button.on_click(lambda _button: self._ask(do))
        return button

    def _ask(self, do: Callable[[], None]) -> None:
        """Do what is asked for, or say why not; then show what is kept."""
        try:
            do()
        except Refused as reason:
            self._said.value = refusal(str(reason))
        self._refresh()

    def _say(self, key: str, **values: Any) -> None:
        self._said.value = status(
            escape(self._words.text(f"scenarios.{key}", **values)), self._words
        )

    def _refresh(self) -> None:
        if kept:
            self._list(chosen=self.choice.value)
            self._draw()
        else:
            self.chart.reading = self.reading
        for box in (self.having, self.compared):  # last, for a chart on screen wants a figure
            box.layout.display = "" if kept else "none"

    def _list(self, chosen: str | None) -> None:
        """Offer what is kept; the last where what was chosen is gone."""
        self.choice.options = list(kept)
        self.choice.value = chosen if chosen in kept else next(reversed(kept))

    def _draw(self) -> None:
        ledger, words = read_ledger(), self._words
        shown = (published("letter"), *self.scenarios)
        claims = {"letter_schools": "school-budget", "letter_total": "total-budget"}
        result = Compared(shown, **{key: ledger.claim(claim) for key, claim in claims.items()})
        said = "; ".join(self._in_words(scenario) for scenario in self.scenarios)
        source = source_line([*claims.values(), "municipal-budget"], {"yours": said}, words)
        self.chart.show(draw_compared(result, words), self.reading, source)
        heads = [words.text(f"scenarios.head.{name}") for name in ("name", "total")]
        heads += [words.text(f"budget_split.part.{part}") for part in PARTS]
        self._table.value = table(heads, [self._cells(scenario) for scenario in shown])

    def _cells(self, scenario: Scenario) -> Sequence[str]:
        total = self._words.say(scenario.total, "euros")
        if not scenario.own:
            total = self._words.figure("budget-sum")
        parts = [amounts_in_words(scenario, part, self._words) for part in PARTS]
        return [escape(text) for text in (scenario.called(self._words), total, *parts)]

    def _in_words(self, scenario: Scenario) -> str:
        return self._words.text(
            "scenarios.in-words",
            name=scenario.name,
            share=scenario.share("schools"),
            total=scenario.total,
        )
