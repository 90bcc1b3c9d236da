"""The figures: plain data that plotly accepts, with the letter's marks wherever the reader goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from math import log10
from typing import Any, Final

import pytest

from kamerbrief.claims import read_ledger
from kamerbrief.editions import Words, editions
from kamerbrief.models.rounding import feasible, probability
from kamerbrief.models.survey import repeat
from kamerbrief.notebook.chart import as_figure
from kamerbrief.scenes import rounding, survey, theme
from kamerbrief.scenes.drawing import Drawing, Trace, blank
from kamerbrief.scenes.rounding import Rounding
from kamerbrief.scenes.survey import RepeatedSurveys
from tests.notebook.moves import EXPLORERS, drawing, home, journey, opened_in
from tests.scenes.test_theme import contrast

ENGLISH = Words("en")
LEDGER = read_ledger()
HEX = re.compile(r"#[0-9a-fA-F]{3,8}")
each_explorer = pytest.mark.parametrize("name", EXPLORERS)


def colours(value: Any) -> set[str]:
    """Every hex colour in nested plain data."""
    return set(HEX.findall(str(value)))


# ── what holds for every figure ───────────────────────────────────────────────────────────────


@each_explorer
@pytest.mark.parametrize("edition", editions())
def test_plotly_accepts_the_figure(edition: str, name: str) -> None:
    drawn = drawing(opened_in(edition, name))
    figure = as_figure(drawn)
    assert len(figure.data) == len(drawn["data"]) > 0
    assert figure.layout.title.text == drawn["layout"]["title"]["text"]
    assert figure.layout.template.layout.font.family == theme.FONT


def test_plotly_refuses_what_is_no_figure() -> None:
    with pytest.raises(ValueError, match="marks"):
        as_figure({"data": [{"type": "scatter", "marks": []}], "layout": {}})


@each_explorer
def test_every_figure_is_drawn_with_points_lines_and_bars_alone(name: str) -> None:
    views = [home(name), *(move.live for move in journey(name))]
    assert {trace["type"] for seen in views for trace in seen.figure["data"]} <= {"scatter", "bar"}


@each_explorer
def test_no_figure_carries_the_template_and_all_are_in_the_themes_colours(name: str) -> None:
    for figure in (home(name).figure, journey(name)[-1].live.figure):
        assert "template" not in figure["layout"]
        assert colours(figure) <= set(theme.LIGHT.values())


def at(drawn: Mapping[str, Any], colour: str, mode: str) -> list[dict[str, Any]]:
    """The traces of one mode in one colour of the theme."""
    wanted = theme.colour(colour)
    return [
        trace
        for trace in drawn["data"]
        if trace.get("mode") == mode
        and wanted in (trace.get("line", {}).get("color"), trace.get("marker", {}).get("color"))
    ]


def stated(drawn: Mapping[str, Any]) -> set[object]:
    """Where something stands in the letter's or a source's hue, from left to right."""
    lines = [trace for hue in ("letter", "source") for trace in at(drawn, hue, "lines")]
    points = [trace for hue in ("letter", "source") for trace in at(drawn, hue, "markers")]
    bands = {(shape["x0"], shape["x1"]) for shape in drawn["layout"].get("shapes", [])}
    return {x for trace in lines + points for x in trace["x"] if x is not None} | bands


# Whose curves leave the chart at the top or the left, since what is of interest lies lower.
RUN_ON: Final = ("answers_needed", "effective_size", "release", "rounding", "sample_size")


@each_explorer
def test_nothing_lies_beyond_the_axes_wherever_the_reader_goes(name: str) -> None:
    for seen in (home(name), *(move.live for move in journey(name))):
        for trace in seen.figure["data"]:
            for way in "xy" if trace.get("mode") != "lines" or name not in RUN_ON else "":
                axis = seen.figure["layout"].get(f"{way}axis{trace.get(f'{way}axis', '')[1:]}", {})
                low, high = sorted(axis.get("range", (None, None)))
                places = [place for place in trace[way] if place is not None]
                if axis.get("type") == "log":
                    places = [log10(place) for place in places]
                assert low is None or all(low <= place <= high for place in places), seen.title


@pytest.mark.parametrize(
    "name",
    "references answers_needed effective_size bases many_questions budget_split your_view".split(),
)
def test_what_the_letter_or_a_source_says_stays_in_its_place_wherever_the_reader_goes(
    name: str,
) -> None:
    marks = stated(home(name).figure)
    assert marks
    for move in journey(name):
        assert marks <= stated(move.live.figure) or not move.live.figure["data"], str(move)


def test_a_blank_figure_has_its_reason_as_text_and_no_axes() -> None:
    drawn = blank(ENGLISH, "Too many.")
    assert drawn["data"] == []
    assert drawn["layout"]["meta"] == {"alt": "Too many."}
    assert drawn["layout"]["title"]["text"]
    figure = as_figure(drawn)
    assert (figure.layout.xaxis.visible, figure.layout.yaxis.visible) == (False, False)


# ── the survey ────────────────────────────────────────────────────────────────────────────────


def marks_of_the_letter(drawn: Drawing) -> list[int]:
    """The sizes at which a point stands in the letter's hue."""
    return sorted(int(x) for trace in at(drawn, "letter", "markers") for x in trace["x"])


def test_the_letters_three_sizes_stay_on_the_curve_wherever_the_reader_goes() -> None:
    for move in journey("sample_size"):
        drawn, population = dict(move.live.figure), move.live.state["population"]
        if not drawn["data"]:
            continue
        possible = [n for n in (135, 238, 283) if population is None or n <= population]
        assert marks_of_the_letter(drawn) == possible, str(move)
        labels = [note["text"] for note in drawn["layout"]["annotations"]]
        assert {str(n) for n in possible} <= set(labels), str(move)


def look(trace: Trace) -> tuple[Any, ...]:
    """How a trace looks without its colour: what it is, how thick, broken and filled, and what it says."""
    line, marker = trace.get("line", {}), trace.get("marker", {})
    return (
        *(trace["type"], trace.get("mode"), trace.get("xaxis"), trace.get("fill")),
        *(line.get("dash"), line.get("width"), marker.get("size"), marker.get("symbol")),
        *(str(trace.get("text")), str(marker.get("pattern"))),
        marker.get("color") == theme.colour("ground"),
        str(rows) if len(rows := set(trace["y"])) == 1 else None,  # a row has a name
    )


@each_explorer
def test_nothing_is_said_by_colour_alone(name: str) -> None:
    for seen in (home(name), *(move.live for move in journey(name))):
        hues: dict[tuple[Any, ...], set[str]] = {}
        for trace in seen.figure["data"]:
            hue = trace.get("line", {}).get("color") or trace["marker"]["color"]
            hues.setdefault(look(trace), set()).add(hue)
        for found in hues.values():
            for one, other in combinations(sorted(found), 2):
                assert contrast(one, other) >= 3, (one, other, str(seen))


def test_an_interval_is_a_bar_and_no_tick() -> None:
    for name in EXPLORERS:
        for trace in home(name).figure["data"]:
            assert not {"error_x", "error_y"} & trace.keys()


@pytest.mark.parametrize(
    ("share", "n", "surveys"), [(0.5, 135, 100), (0.03, 20, 200), (0.0, 9, 10)]
)
def test_as_many_intervals_as_surveys_and_as_many_crosses_as_missed(
    share: float, n: int, surveys: int
) -> None:
    repeats = repeat(share, n, surveys=surveys, seed=7)
    caught, missed, crosses, truth = survey.draw_repeated_surveys(
        RepeatedSurveys(repeats, 0.95), ENGLISH
    )["data"]
    assert caught["y"].count(None) + missed["y"].count(None) == surveys
    assert missed["y"].count(None) == len(crosses["x"]) == len(crosses["y"]) == repeats.missed
    places = {*caught["x"], *missed["x"]} - {None}
    assert sorted(places) == list(range(1, surveys + 1))
    assert truth["y"] == [share, share]
    # Three entries an interval: its low end, its high end, and a gap.
    x, y = [*caught["x"], *missed["x"]], [*caught["y"], *missed["y"]]
    drawn = {x[i]: (y[i], y[i + 1], y[i + 2]) for i in range(0, len(x), 3)}
    assert drawn == {
        place: (interval.low, interval.high, None)
        for place, interval in enumerate(repeats.intervals, start=1)
    }


# ── the rounding ──────────────────────────────────────────────────────────────────────────────


def rounded(part_1: float, part_2: float, total: float, unit: float) -> Drawing:
    """The figure of three stated amounts."""
    stated = (part_1, part_2, total)
    found = feasible(*stated, unit=unit)
    return rounding.draw_rounding(
        Rounding(*stated, unit, found, probability(*stated, unit=unit)), ENGLISH
    )


@pytest.mark.parametrize(("total", "corners"), [(790e6, 3), (780e6, 6), (770e6, 3)])
def test_the_shaded_area_has_the_corners_of_the_model(total: float, corners: int) -> None:
    drawn = rounded(290e6, 490e6, total, 10e6)
    (area,) = [t for t in drawn["data"] if t.get("fillcolor") == theme.colour("assumption-pale")]
    vertices = feasible(290e6, 490e6, total, unit=10e6).vertices
    assert len(vertices) == corners
    assert list(zip(area["x"], area["y"], strict=True)) == [*vertices, vertices[0]]
    assert area["fill"] == "toself"


def test_where_nothing_fits_nothing_is_shaded() -> None:
    drawn = rounded(290e6, 490e6, 800e6, 10e6)
    assert [t for t in drawn["data"] if t.get("fillcolor") == theme.colour("assumption-pale")] == []
    assert drawn["layout"]["title"]["text"].startswith("No")


# ── who answered ──────────────────────────────────────────────────────────────────────────────


def test_the_point_of_unequal_response_lies_on_its_curve_beside_the_diagonal() -> None:
    for move in journey("response_ratio"):
        drawn, ratio = dict(move.live.figure), move.live.state["ratio"]
        point = drawn["data"][-1]
        (true,), (observed,) = point["x"], point["y"]
        assert observed == pytest.approx(true * ratio / (true * ratio + 1 - true)), str(move)
        (diagonal,) = at(drawn, "derived", "lines")
        assert (diagonal["x"], diagonal["y"]) == ([0, 1], [0, 1])
        curves = [t for t in at(drawn, "assumption", "lines") if len(t["x"]) > 2]
        assert len(curves) == (ratio != 1), str(move)
        for curve in curves:
            (x_0, *_, x_1), (y_0, *_, y_1) = curve["x"], curve["y"]
            assert (x_0, y_0, x_1, y_1) == (0, 0, 1, 1)
            above_it = all(y >= x for x, y in zip(curve["x"], curve["y"], strict=True))
            assert above_it == (ratio > 1), str(move)


# ── the challenges ────────────────────────────────────────────────────────────────────────────


def test_both_groups_and_their_difference_are_points_within_their_intervals() -> None:
    for move in journey("two_groups"):
        drawn = dict(move.live.figure)
        first, second, shares, zero, bar, gap = drawn["data"]
        for interval, share in zip((first, second), shares["x"], strict=True):
            assert interval["x"][0] <= share <= interval["x"][1], str(move)
        assert gap["x"] == [pytest.approx(shares["x"][0] - shares["x"][1])]
        assert bar["x"][0] <= gap["x"][0] <= bar["x"][1], str(move)
        assert zero["x"] == [0, 0]


def test_the_published_share_stays_beside_the_curve_of_often() -> None:
    for move in journey("often"):
        drawn = dict(move.live.figure)
        if not drawn["data"]:
            continue
        (stated,) = at(drawn, "source", "lines")
        assert stated["y"] == [0.87, 0.87, 0], str(move)
        behind = stated["x"][1]
        (curve,) = at(drawn, "assumption", "lines")
        below = [y for x, y in zip(curve["x"], curve["y"], strict=True) if x <= behind]
        over = [y for x, y in zip(curve["x"], curve["y"], strict=True) if x >= behind]
        assert max(below) <= 0.87 + 1e-9, str(move)
        assert min(over) >= 0.87 - 1e-9, str(move)
        (point,) = at(drawn, "assumption", "markers")
        assert point["x"] == [move.live.state["prevalence"]]


# ── targeted support ──────────────────────────────────────────────────────────────────────────


def test_the_readers_point_lies_between_the_edges_of_the_falling_band() -> None:
    for move in journey("release"):
        drawn, state = dict(move.live.figure), move.live.state
        if not drawn["data"]:
            continue
        band, point = drawn["data"][0], drawn["data"][-1]
        half = len(band["x"]) // 2
        assert band["x"][:half] == list(range(1, 41)), str(move)
        low, high = band["y"][:half], band["y"][half:][::-1]
        assert low == sorted(low, reverse=True), str(move)
        assert (low == high) == (state["preset"] != "letter" or state["subsidy"] == 0), str(move)
        hours = state["hours_per_week"]
        (teachers,) = point["y"]
        assert point["x"] == [hours]
        assert low[hours - 1] <= teachers <= high[hours - 1], str(move)


def test_pairs_of_bars_stand_side_by_side_and_a_pile_begins_between_two_of_them() -> None:
    for move in journey("accumulation"):
        drawn, state = dict(move.live.figure), move.live.state
        if not drawn["data"]:
            continue
        linked, apart, line = drawn["data"]
        for k, (left, right) in enumerate(zip(linked["x"], apart["x"], strict=True)):
            assert k - 0.5 < left - linked["width"] / 2, str(move)
            assert left + linked["width"] / 2 <= right - apart["width"] / 2, str(move)
            assert right + apart["width"] / 2 < k + 0.5, str(move)
        assert line["x"] == [state["pile"] - 0.5] * 2
        assert linked["marker"]["pattern"] != apart["marker"]["pattern"]
