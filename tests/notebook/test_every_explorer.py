"""What holds for each explorer, however it is moved: all controls, one at a time and in any order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.claims import Kind, read_ledger
from kamerbrief.editions import editions
from kamerbrief.notebook.chart import as_figure
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.scenes.plans import plan
from kamerbrief.scenes.theme import KINDS
from tests.notebook.markup import parsed
from tests.notebook.moves import (
    ENGLISH,
    EXPLORERS,
    badge,
    home,
    journey,
    of_a_program,
    opened,
    opened_by,
    opened_in,
    parts,
    places,
    some_walks,
    step,
    take,
    view,
)
from tests.notebook.test_pages import Hostile

each_explorer = pytest.mark.parametrize("name", EXPLORERS)


def differing(state: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The controls in which two states differ, but for the last digits of floats."""
    close = {
        name
        for name, value in state.items()
        if isinstance(value, float) and value == pytest.approx(other[name], rel=1e-12, abs=1e-12)
    }
    return [name for name in state if state[name] != other[name] and name not in close]


# ── one control at a time ─────────────────────────────────────────────────────────────────────


def test_there_are_explorers_and_each_has_controls() -> None:
    assert len(EXPLORERS) >= 7
    assert all(len(home(name).state) >= 1 for name in EXPLORERS)


@each_explorer
def test_a_moved_control_shows_what_a_fresh_explorer_at_that_state_shows(name: str) -> None:
    moves = journey(name)
    assert {move.control for move in moves} == set(home(name).state)
    assert [str(move) for move in moves if move.live != move.fresh] == []
    assert [str(m) for m in moves if differing(m.live.state, m.fresh.state)] == []


@each_explorer
def test_the_figure_is_never_stale(name: str) -> None:
    moves = journey(name)
    compared = [move for move in moves if move.figures]
    assert {move.control for move in compared} == set(home(name).state)
    assert [str(move) for move in compared if move.figures[0] != move.figures[1]] == []
    page = as_figure(dict(compared[-1].live.figure)).to_dict()
    assert page == compared[-1].figures[0], "the page gets another figure"


@each_explorer
def test_a_control_stays_where_it_was_moved(name: str) -> None:
    # Where nothing stands in its way; choosing "your own" from a list is no move by itself.
    stuck = [m for m in journey(name) if m.live.state[m.control] != m.value and m.value != "yours"]
    assert [str(move) for move in stuck] == []


@each_explorer
def test_reset_brings_back_values_reading_and_figure(name: str) -> None:
    assert [str(move) for move in journey(name) if move.back != home(name)] == []
    assert all(move.back.state == home(name).state for move in journey(name))


@each_explorer
def test_as_text_an_explorer_is_its_whole_reading(name: str) -> None:
    assert repr(opened(name)) == home(name).reading
    for move in journey(name):
        assert move.plain == move.live.reading != "", str(move)


@each_explorer
def test_every_figure_has_a_title_and_an_alternative_text(name: str) -> None:
    views = [home(name), *(move.live for move in journey(name))]
    assert all(seen.title.strip() and seen.alt.strip() for seen in views)
    assert all(seen.title != seen.alt for seen in views)


@each_explorer
def test_no_program_shows_through_the_words(name: str) -> None:
    assert of_a_program(home(name).said) == []
    assert [(str(m), odd) for m in journey(name) if (odd := of_a_program(m.live.said))] == []


@pytest.mark.parametrize("edition", editions())
@each_explorer
def test_every_explorer_opens_in_every_edition(name: str, edition: str) -> None:
    explorer = opened_in(edition, name)
    assert explorer.state.keys() <= home(name).state.keys()
    labels = [
        getattr(w, "label", getattr(w, "description", "")) for w in explorer.controls.values()
    ]
    assert of_a_program([*view(explorer).said, *map(str, labels)]) == []
    quotes = parsed(view(explorer).html).all("q")
    assert all(quote.attributes["lang"] == "nl" for quote in quotes)


# ── what stands around the chart ──────────────────────────────────────────────────────────────


def kind_of(html: str) -> Kind:
    """The one kind that a badge names."""
    (kind,) = [kind for kind in KINDS if f"kb-badge-{kind}" in html]
    return kind


@each_explorer
def test_a_control_at_home_says_its_home_and_a_moved_one_is_your_assumption(name: str) -> None:
    yours, at_home = ENGLISH.text("home.yours"), home(name).badges
    for move in journey(name):
        there, badges = at_home[move.control], move.live.badges
        if not there:  # a choice of view is no figure
            assert move.control == "preset" or badges[move.control] == "", str(move)
        elif move.live.state[move.control] == home(name).state[move.control]:
            assert badges[move.control] == there, str(move)
            assert kind_of(there) in KINDS
            assert yours not in there
        else:
            assert kind_of(badges[move.control]) == "assumption", str(move)
            assert yours in badges[move.control], str(move)


@each_explorer
def test_the_letters_cautions_about_it_stand_below_the_chart(name: str) -> None:
    quotes = {quote.text for quote in parsed(home(name).html).all("q")}
    assert {hedge.quote for hedge in read_ledger().hedges(name)} <= quotes


@each_explorer
def test_whatever_an_edition_says_is_escaped(name: str) -> None:
    page = parsed(view(Explorer(plan(Hostile("en"), name), {})).html)
    assert list(page.all("i")) == []
    assert ('" & more</i>' in page.text) == (name != "letter")  # which has nothing below it


@pytest.mark.parametrize(
    ("name", "control", "preset"),
    [
        ("budget_split", "total", "preset"),
        ("release", "subsidy", "preset"),
        ("two_groups", "share_1", "topic"),
        ("two_groups", "share_2", "topic"),
    ],
)
def test_a_moved_number_makes_a_preset_the_readers_own_and_back_again(
    name: str, control: str, preset: str
) -> None:
    explorer = opened(name)
    widget, before = explorer.controls[control], explorer.state
    widget.value = places(widget)[-1]
    assert explorer.state[preset] == "yours"
    assert "kb-badge-assumption" in badge(explorer, control)
    widget.value = before[control]
    assert explorer.state == before
    assert explorer.reading == home(name).reading


@each_explorer
def test_reset_can_be_pressed_only_away_from_home(name: str) -> None:
    explorer = opened(name)
    button = next(iter(parts(explorer, widgets.Button)))
    assert button.disabled
    control = next(iter(explorer.controls.values()))
    control.value = next(place for place in places(control) if place != control.value)
    assert not button.disabled
    button.click()
    assert button.disabled
    assert view(explorer) == home(name)


@each_explorer
def test_as_code_shows_the_call_that_opens_this_state(name: str) -> None:
    explorer = opened(name)
    assert explorer.code == f"explore.{name}()"
    control = next(iter(explorer.controls.values()))
    control.value = next(place for place in places(control) if place != control.value)
    toggle = next(iter(parts(explorer, widgets.ToggleButton)))
    shown = [html for html in parts(explorer, widgets.HTML) if "<code>" in html.value]
    assert shown == []
    toggle.value = True
    (code,) = [html for html in parts(explorer, widgets.HTML) if "<code>" in html.value]
    assert f"<code>explore.{name}(" in code.value
    explorer.reset()
    assert code.value == f"<code>explore.{name}()</code>"
    toggle.value = False
    assert code.value == ""


def test_a_picture_that_leaves_the_page_says_where_all_of_it_is_from() -> None:
    assert opened("sample_size", n=2000).source == (
        "Source: letter to parliament no. 104 of 14 June 2019, lines 29–30. Assumed: Share that "
        "says yes: 50%; Confidence: 95%; People in the population: no limit; Design effect: 1; "
        "Bias, whatever its cause: 0 points. The reader’s own assumptions: Answers (n): 2,000 "
        "answers. Drawn with kamerbrief."
    )


# ── in any order ──────────────────────────────────────────────────────────────────────────────


@each_explorer
@some_walks
@given(steps=st.lists(step, min_size=8, max_size=8))
def test_wherever_a_reader_wanders_words_and_figure_hold(
    name: str, steps: list[tuple[str, int, int]]
) -> None:
    explorer = opened(name)
    for one in steps:
        take(explorer, one)
        seen = view(explorer)
        assert of_a_program(seen.said) == []
        assert seen.title
        assert seen.alt
    if not any(seen.held.values()):
        assert view(opened_by(explorer.code)).figure == seen.figure
    explorer.reset()
    assert view(explorer) == home(name)
