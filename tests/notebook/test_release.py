"""The release subsidy: posts, teachers and schools by hand, a range at the letter only."""

from __future__ import annotations

import re

from tests.notebook.moves import badge, journey, opened, strings, type_in, view

# ── presets ───────────────────────────────────────────────────────────────────────────────────


def test_a_range_at_the_letter_stays_one_whatever_else_is_moved() -> None:
    for move in journey("release"):
        if not move.live.figure["data"]:
            continue
        at_the_letter = move.live.state["preset"] == "letter"
        told = f"{move.live.reading} {move.live.title} {move.live.alt}"
        assert bool(re.search(r"\d \(\d[\d,.]* to \d", told)) == at_the_letter, str(move)
        assert move.live.reading.startswith("The letter says circa") == at_the_letter, str(move)


def test_the_amount_that_twenty_boards_can_get_is_theirs_also_when_it_is_typed() -> None:
    explorer = opened("release")
    type_in(explorer.controls["subsidy"], "5.816")
    assert explorer.state["preset"] == "boards"
    assert "kb-badge-derived" in badge(explorer, "subsidy")


# ── apart from the yearly money ───────────────────────────────────────────────────────────────


def test_the_subsidy_is_never_added_to_the_yearly_money() -> None:
    for move in journey("release"):
        told = " ".join([move.live.reading, *strings(dict(move.live.figure))])
        assert not re.search(r"\b(?:7[89]\d|290|490)\smillion", told), str(move)


def test_the_sources_of_the_preset_stand_below_the_chart() -> None:
    page = view(opened("release")).html
    for host in ("www.dus-i.nl", "www.gelijke-kansen.nl", "cbs.nl"):
        assert f'href="https://{host}/' in page
