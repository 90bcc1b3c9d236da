"""The release subsidy: posts, teachers and schools by hand, a range at the letter only."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kamerbrief.claims import Derived, read_ledger
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.scenes.theme import colour
from tests.notebook.moves import (
    badge,
    drawing,
    home,
    journey,
    opened,
    places,
    strings,
    type_in,
    view,
)

LEDGER = read_ledger()


def said(explorer: Explorer) -> tuple[str, str, str, str]:
    """Posts, teachers, schools and their share in words, without their ranges."""
    plain = re.sub(r" \([^)]*\)", "", explorer.reading)
    nouns = (r" full-time posts?\b", r" teachers? for\b", r" schools?,", r"% of all\b")
    found = [re.findall(rf"([\d.,]+){noun}", plain) for noun in nouns]
    (posts,), (teachers,), (schools,), (share,) = found
    return posts, teachers, schools, f"{share}%"


def ranges(explorer: Explorer) -> list[str]:
    return re.findall(r"\(([\d.,]+%? to [\d.,]+%?)\)", explorer.reading)


# ── presets ───────────────────────────────────────────────────────────────────────────────────


def test_twenty_boards_with_the_most_each_can_get_make_the_sources_whole_budget() -> None:
    assert (LEDGER.number("release-boards"), LEDGER.number("release-maximum")) == (20, 290_800)
    assert LEDGER.number("release-product") == LEDGER.number("release-budget") == 5_816_000
    assert "5.816.000" in LEDGER.source("release-budget").quote
    explorer = opened("release", preset="boards")
    assert explorer.state["subsidy"] == 5_816_000
    first = explorer.reading.replace("\xa0", " ").split(". ")[0]
    assert first.startswith("20 boards with at most €290,800 each are €5.816 million")
    assert first.endswith("the whole budget, €5.816 million")


def test_only_at_the_letter_all_that_follows_is_a_range() -> None:
    # 5.5 and 6.5 million: 36.7 and 43.3 posts, ten times as many teachers, half of that schools.
    assert ranges(opened("release")) == [
        *("37 to 43", "367 to 433", "183 to 217", "3.0% to 3.5%"),
    ]
    assert "circa" in home("release").reading
    boards = opened("release", preset="boards")
    assert ranges(boards) == []
    assert "circa" not in boards.reading
    moved = opened("release", subsidy=6_100_000)
    assert ranges(moved) == []
    assert "The letter says" not in moved.reading


def test_a_range_at_the_letter_stays_one_whatever_else_is_moved() -> None:
    for move in journey("release"):
        if not move.live.figure["data"]:
            continue
        at_the_letter = move.live.state["preset"] == "letter"
        told = f"{move.live.reading} {move.live.title} {move.live.alt}"
        assert bool(re.search(r"\d \(\d[\d,.]* to \d", told)) == at_the_letter, str(move)
        assert move.live.reading.startswith("The letter says circa") == at_the_letter, str(move)


def test_a_moved_amount_is_the_readers_own_and_back_again() -> None:
    explorer = opened("release")
    assert places(explorer.controls["preset"]) == ["letter", "boards", "yours"]
    explorer.controls["subsidy"].value = 10_000_000
    assert explorer.state["preset"] == "yours"
    assert "kb-badge-assumption" in badge(explorer, "subsidy")
    type_in(explorer.controls["subsidy"], "5.816")
    assert explorer.state["preset"] == "boards"
    assert "kb-badge-derived" in badge(explorer, "subsidy")
    type_in(explorer.controls["subsidy"], "6")
    assert explorer.state["preset"] == "letter"
    assert explorer.reading == home("release").reading


def test_hours_years_and_costs_leave_the_preset_as_it_is() -> None:
    explorer = opened("release", preset="boards")
    for name, value in (("hours_per_week", 8), ("years", 1), ("cost_per_fte", 60_000)):
        explorer.controls[name].value = value
        assert explorer.state["preset"] == "boards"
        assert explorer.state["subsidy"] == 5_816_000


@pytest.mark.parametrize(
    ("state", "hue"),
    [({}, "letter"), ({"preset": "boards"}, "source"), ({"subsidy": 1e7}, "assumption")],
)
def test_the_curve_is_in_the_hue_of_where_the_amount_is_from(
    state: dict[str, Any], hue: str
) -> None:
    band = drawing(opened("release", **state))["data"][0]
    assert (band["line"]["color"], band["fillcolor"]) == (colour(hue), colour(f"{hue}-pale"))


# ── by hand ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        # 6,000,000 / 75,000 / 2 = 40; · 40 / 4 = 400; / 2 = 200 of 6,204 schools.
        ({}, ("40", "400", "200", "3.2%")),
        # 5,816,000 / 75,000 / 2 = 38.8; 387.7; 193.9.
        ({"preset": "boards"}, ("39", "388", "194", "3.1%")),
        # One year: twice as many; a full week: as many teachers as posts.
        ({"years": 1, "hours_per_week": 40}, ("80", "80", "40", "0.6%")),
        # 12,000,000 / 100,000 / 3 = 40; · 40 / 16 = 100; / 4 = 25.
        (
            {
                **{"subsidy": 12_000_000, "cost_per_fte": 100_000, "years": 3},
                **{"hours_per_week": 16, "teachers_per_school": 4},
            },
            ("40", "100", "25", "0.4%"),
        ),
        ({"hours_per_week": 1}, ("40", "1,600", "800", "12.9%")),
        ({"subsidy": 20_000_000}, ("133", "1,333", "667", "10.7%")),
    ],
)
def test_posts_teachers_and_schools_are_as_worked_out_by_hand(
    state: dict[str, Any], expected: tuple[str, str, str, str]
) -> None:
    assert said(opened("release", **state)) == expected


def test_without_money_nobody_is_released() -> None:
    assert said(opened("release", subsidy=0)) == ("0", "0", "0", "0.0%")


def test_more_schools_than_there_are_is_refused_in_words() -> None:
    # 20 million at 40,000 for two years are 250 posts: 10,000 teachers for an hour, each alone.
    explorer = opened("release", subsidy=20_000_000, cost_per_fte=40_000, hours_per_week=1)
    assert said(explorer)[2] == "5,000"
    explorer.controls["teachers_per_school"].value = 1
    assert drawing(explorer)["data"] == []
    assert {"10,000", "6,204"} <= set(re.findall(r"[\d,]*\d", explorer.reading))
    explorer.controls["hours_per_week"].value = 2
    assert said(explorer)[2] == "5,000"


def test_schools_are_compared_with_all_and_secondary_ones_are_not_forgotten() -> None:
    assert "all 6,204 regular primary schools" in home("release").reading
    assert "secondary schools as well" in home("release").reading


# ── apart from the yearly money ───────────────────────────────────────────────────────────────


def test_the_subsidy_is_never_added_to_the_yearly_money() -> None:
    for item in LEDGER.of(Derived):
        released = {each for each in item.operands if each.startswith("release-")}
        if released and released != set(item.operands):
            assert not re.search(r"[+-] ", item.expression), item.id
    for move in journey("release"):
        told = " ".join([move.live.reading, *strings(dict(move.live.figure))])
        assert not re.search(r"\b(?:7[89]\d|290|490)\smillion", told), str(move)


def test_its_share_of_the_schools_money_is_that_of_one_year() -> None:
    # 3 million of 290 million, from 2.75 of 295 to 3.25 of 285.
    share = LEDGER["release-year-share"]
    assert share.number == pytest.approx(3 / 290)
    assert (share.low, share.high) == pytest.approx((2.75 / 295, 3.25 / 285))


def test_the_sources_of_the_preset_stand_below_the_chart() -> None:
    page = view(opened("release")).html
    for host in ("www.dus-i.nl", "www.gelijke-kansen.nl", "cbs.nl"):
        assert f'href="https://{host}/' in page
