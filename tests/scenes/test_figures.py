"""The figures: plain data that plotly accepts, with the letter's marks wherever the reader goes."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from math import log10
from typing import Any

import pytest

from kamerbrief.claims import read_ledger
from kamerbrief.editions import Words, editions
from kamerbrief.models.rounding import feasible, probability
from kamerbrief.models.survey import Interval, margin_of_error, repeat
from kamerbrief.notebook.chart import as_figure
from kamerbrief.scenes import budget, references, rounding, survey, theme, verdict
from kamerbrief.scenes.drawing import Drawing, Trace, blank
from kamerbrief.scenes.references import Chain, Named, References
from kamerbrief.scenes.rounding import Rounding
from kamerbrief.scenes.survey import AnswersNeeded, Funnel, RepeatedSurveys, SampleSize
from kamerbrief.scenes.verdict import Judged, Verdicts
from tests.notebook.moves import EXPLORERS, drawing, home, journey, opened, opened_in

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


@each_explorer
@pytest.mark.parametrize(("edition", "separators"), [("en", ".,"), ("nl", ",.")])
def test_numbers_are_written_as_the_edition_writes_them(
    name: str, edition: str, separators: str
) -> None:
    figure = opened_in(edition, name).figure
    assert figure["layout"]["separators"] == separators


@each_explorer
def test_no_figure_needs_a_legend(name: str) -> None:
    figure = opened(name).figure
    assert figure.layout.showlegend is None
    assert figure.layout.template.layout.showlegend is False


def test_a_blank_figure_has_its_reason_as_text_and_no_axes() -> None:
    drawn = blank(ENGLISH, "Too many.")
    assert drawn["data"] == []
    assert drawn["layout"]["meta"] == {"alt": "Too many."}
    assert drawn["layout"]["title"]["text"]
    figure = as_figure(drawn)
    assert (figure.layout.xaxis.visible, figure.layout.yaxis.visible) == (False, False)


# ── the survey ────────────────────────────────────────────────────────────────────────────────


def at(drawn: Drawing, colour: str, mode: str) -> list[dict[str, Any]]:
    """The traces of one mode in one colour of the theme."""
    wanted = theme.colour(colour)
    return [
        trace
        for trace in drawn["data"]
        if trace.get("mode") == mode
        and wanted in (trace.get("line", {}).get("color"), trace.get("marker", {}).get("color"))
    ]


def test_the_funnel_holds_283_238_and_135_with_45_and_103_beside() -> None:
    drawn = survey.draw_funnel(Funnel(283, 238, 135, "respondents"), ENGLISH)
    inside, beside = drawn["data"]
    assert inside["x"] == [283, 238, 135]
    assert beside["x"] == [0, 45, 103]
    assert drawn["layout"]["barmode"] == "stack"
    assert [text.split(" ")[0] for text in inside["text"]] == ["283", "238", "135"]
    assert [share for text in inside["text"] for share in re.findall(r"[\d.]+%", text)] == [
        "100.0%",
        "84.1%",
        "47.7%",
    ]
    assert ["45" in beside["text"][1], "103" in beside["text"][2]] == [True, True]


def test_a_bar_begins_at_nothing() -> None:
    drawn = survey.draw_funnel(Funnel(283, 238, 135, "teachers"), ENGLISH)
    assert drawn["layout"]["xaxis"]["range"][0] == 0
    assert "56.7%" in drawn["data"][0]["text"][2]


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


def test_the_letters_marks_and_the_readers_point_lie_within_the_axes() -> None:
    for move in journey("sample_size"):
        layout = move.live.figure["layout"]
        for trace in move.live.figure["data"]:
            if "xaxis" in trace:
                continue
            low, high = layout["xaxis"]["range"]
            if trace["mode"] == "markers":
                assert all(low <= log10(x) <= high for x in trace["x"]), str(move)
            top = layout["yaxis"]["range"][1]
            assert all(y <= top for y in trace["y"] if y is not None), str(move)


def test_the_readers_point_stands_where_the_margin_is() -> None:
    drawn = survey.draw_sample_size(
        SampleSize(
            n=100,
            share=0.5,
            confidence=0.95,
            population=None,
            bias=0.0,
            margin=0.098,
            interval=Interval(0.404, 0.596),
            curve=((5, 0.438), (5000, 0.014)),
            marks=((135, 0.084),),
        ),
        ENGLISH,
    )
    point = next(t for t in at(drawn, "assumption", "markers"))
    assert (point["x"], point["y"]) == ([100], [0.098])
    bar = next(t for t in at(drawn, "assumption", "lines") if t.get("xaxis") == "x2")
    assert bar["x"] == [0.404, 0.596]
    assert at(drawn, "assumption-pale", "lines") == []
    assert "40.4%" in drawn["layout"]["meta"]["alt"]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [byte / 255 for byte in bytes.fromhex(colour.removeprefix("#"))]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


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


def test_answers_needed_shows_the_letters_sizes_as_lines() -> None:
    for move in journey("answers_needed"):
        drawn = dict(move.live.figure)
        if drawn["data"]:
            (lines,) = at(drawn, "letter", "lines")
            levels = [lines["y"][i : i + 3] for i in range(0, len(lines["y"]), 3)]
            assert levels == [[n, n, None] for n in (135, 238, 283)], str(move)


def test_answers_needed_puts_the_reader_on_the_curve() -> None:
    drawn = survey.draw_answers_needed(
        AnswersNeeded(0.05, 0.5, 0.95, 385, None, ((0.01, 9604), (0.05, 385)), (135, 238, 283)),
        ENGLISH,
    )
    (point,) = at(drawn, "assumption", "markers")
    assert (point["x"], point["y"]) == ([0.05], [385])
    assert drawn["layout"]["yaxis"]["range"][0] == 0
    assert drawn["layout"]["yaxis"]["range"][1] > 385


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


def test_a_cross_stands_at_the_end_that_came_closest_to_the_truth() -> None:
    repeats = repeat(0.5, 135, surveys=200, seed=3)
    crosses = survey.draw_repeated_surveys(RepeatedSurveys(repeats, 0.95), ENGLISH)["data"][2]
    assert len(crosses["x"]) > 3
    for place, end in zip(crosses["x"], crosses["y"], strict=True):
        interval = repeats.intervals[place - 1]
        assert end == min((interval.low, interval.high), key=lambda each: abs(each - 0.5))


def test_every_interval_lies_within_the_axes() -> None:
    for move in journey("repeated_surveys"):
        drawn = move.live.figure
        low, high = drawn["layout"]["yaxis"]["range"]
        ends = [y for trace in drawn["data"] for y in trace["y"] if y is not None]
        assert low <= min(ends), str(move)
        assert max(ends) <= high, str(move)


# ── the budget ────────────────────────────────────────────────────────────────────────────────


def test_the_letters_amounts_stay_as_bands_as_wide_as_circa_wherever_the_reader_goes() -> None:
    for move in journey("budget_split"):
        layout = move.live.figure["layout"]
        bands = sorted((shape["x0"], shape["x1"]) for shape in layout["shapes"])
        assert bands == [(285e6, 295e6), (785e6, 795e6)], str(move)
        assert {shape["fillcolor"] for shape in layout["shapes"]} == {theme.colour("letter")}
        assert layout["xaxis"]["range"][0] == 0
        assert layout["xaxis"]["range"][1] >= 795e6
        labels = " ".join(note["text"] for note in layout["annotations"]).replace("\xa0", " ")
        assert "€290 million" in labels
        assert "€790 million" in labels


def test_two_splits_are_stacked_bars_that_begin_at_nothing() -> None:
    letter, other = (
        budget.Scenario(name, kind, {"schools": 3e8, "preschool": 2e8, "other": 0.0})
        for name, kind in (("yours", "assumption"), ("plan", "source"))
    )
    claims = (LEDGER.claim("school-budget"), LEDGER.claim("total-budget"))
    drawn = budget.draw_budget_split(budget.BudgetSplit(letter, other, *claims), ENGLISH)
    assert [(t["y"], t["x"]) for t in drawn["data"]] == [
        ([row], [amount]) for row in (0, 1) for amount in (3e8, 2e8, 0.0)
    ]
    assert drawn["layout"]["barmode"] == "stack"
    assert "60.0%" in drawn["layout"]["title"]["text"]


def test_a_part_too_narrow_for_its_words_has_none_but_can_be_pointed_at() -> None:
    drawn = drawing(opened("budget_split", schools=0.02))
    schools = drawn["data"][0]
    assert drawn["layout"]["uniformtext"]["mode"] == "hide"
    assert schools["constraintext"] == "inside"
    assert "2.0%" in schools["hovertemplate"]


def test_the_three_parts_differ_by_filling() -> None:
    fillings = {
        (trace["marker"]["color"], trace["marker"]["pattern"]["shape"])
        for trace in home("budget_split").figure["data"][:3]
    }
    assert len(fillings) == 3


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


def test_the_letters_corner_is_the_one_at_the_top() -> None:
    drawn = rounded(290e6, 490e6, 790e6, 10e6)
    (area,) = [t for t in drawn["data"] if t.get("fillcolor") == theme.colour("assumption-pale")]
    assert set(zip(area["x"], area["y"], strict=True)) == {
        (295e6, 490e6),
        (295e6, 495e6),
        (290e6, 495e6),
    }


def test_where_nothing_fits_nothing_is_shaded() -> None:
    drawn = rounded(290e6, 490e6, 800e6, 10e6)
    assert [t for t in drawn["data"] if t.get("fillcolor") == theme.colour("assumption-pale")] == []
    assert drawn["layout"]["title"]["text"].startswith("No")


def test_the_square_is_all_that_rounds_to_the_two_parts() -> None:
    square = rounded(290e6, 490e6, 790e6, 10e6)["data"][0]
    assert {*square["x"]} == {285e6, 295e6}
    assert {*square["y"]} == {485e6, 495e6}


def test_between_the_slanting_lines_the_sum_rounds_to_the_total() -> None:
    drawn = rounded(290e6, 490e6, 790e6, 10e6)
    dotted = [t for t in drawn["data"] if t.get("line", {}).get("dash") == "dot"]
    sums = {x + y for t in dotted for x, y in zip(t["x"], t["y"], strict=True)}
    assert sums == {785e6, 795e6}


def test_margins_in_the_figure_are_the_textbooks() -> None:
    (marks,) = at(dict(home("sample_size").figure), "letter", "markers")
    margins = dict(zip(marks["x"], marks["y"], strict=True))
    assert {n: round(margin, 3) for n, margin in margins.items()} == {
        135: 0.084,
        238: 0.064,
        283: 0.058,
    }
    assert margins[135] == margin_of_error(0.5, 135)


# ── the documents ─────────────────────────────────────────────────────────────────────────────


def test_a_documents_point_stands_at_its_date_and_its_line_ends_at_the_letters() -> None:
    day = date(2018, 8, 24)
    named = (
        Named("brochure-document", date(2017, 11, 13), "letter", (3,)),
        Named("shortage-document", day, "source", (3,), chosen=False),
        Named("workload-money-document", date(2019, 3, 6), "low", (3,)),
        Named("request-document", None, "", (0,)),
    )
    drawn = references.draw_references(References(named, date(2019, 6, 14), "all"), ENGLISH)
    (letter,) = at(drawn, "letter", "markers")
    assert (letter["x"], letter["y"]) == (["2017-11-13"], [0])
    source, low = at(drawn, "source", "markers")
    assert (source["x"], low["x"]) == (["2018-08-24"], ["2019-03-06"])
    assert source["marker"]["symbol"] != low["marker"]["symbol"]
    (pale,), (dark,) = at(drawn, "grid", "lines"), at(drawn, "derived", "lines")
    assert pale["x"] == ["2018-08-24", "2019-06-14", None]
    assert dark["x"][::3] == ["2017-11-13", "2019-03-06"]
    assert set(dark["x"][1::3]) == {"2019-06-14"}


def test_the_letters_day_and_every_dated_document_stay_wherever_the_filter_goes() -> None:
    for move in journey("references"):
        drawn = dict(move.live.figure)
        points = [x for trace in drawn["data"] if trace["mode"] == "markers" for x in trace["x"]]
        assert len(points) == 8, str(move)
        low, high = drawn["layout"]["xaxis"]["range"]
        assert low < min(points) < max(points) < "2019-06-14" < high
        (until,) = at(drawn, "letter", "lines")
        assert set(until["x"]) == {"2019-06-14", None}


def test_a_chain_leads_from_the_sentence_through_its_notes_to_each_document() -> None:
    documents = (
        Named("survey-document", date(2019, 4, 5), "letter", (1,)),
        Named("request-document", None, "", (0,)),
    )
    chain = Chain("inleiding.1.2", (9, 10, 11), "minister-fact", (1,), documents, (), "nothing")
    links = references.draw_chain(chain, ENGLISH)["data"][0]
    ends = list(zip(links["x"], links["y"], strict=True))
    found = {(ends[i], ends[i + 1]) for i in range(0, len(ends), 3)}
    # The note leads to the survey alone; the request is named in the sentence itself.
    assert found == {((0, 0.5), (1, 0)), ((1, 0), (2, 0)), ((0, 0.5), (2, 1))}


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


def test_the_worst_case_is_a_wedge_from_everything_to_the_share_observed() -> None:
    for share in (0.87, 0.0, 1.0):
        drawn = drawing(opened("worst_case", share=share))
        (wedge,) = [t for t in drawn["data"] if t.get("fill") == "toself"]
        assert set(zip(wedge["x"], wedge["y"], strict=True)) == {(0, 0), (1, share), (0, 1)}
        (point,) = at(drawn, "ink", "markers")
        assert (point["x"], point["y"]) == ([0.27], [share])
        low, high = drawn["layout"]["yaxis"]["range"]
        assert low < 0 < 1 < high


def test_the_letters_135_and_the_bias_stay_beside_the_falling_margin() -> None:
    for move in journey("effective_size"):
        drawn = dict(move.live.figure)
        if not drawn["data"]:
            continue
        (mark,) = at(drawn, "letter", "lines")
        top = drawn["layout"]["yaxis"]["range"][1]
        assert (mark["x"], mark["y"]) == ([135, 135, None], [0, top, None]), str(move)
        (curve,) = at(drawn, "ink", "lines")
        assert curve["y"] == sorted(curve["y"], reverse=True), str(move)
        (point,) = at(drawn, "assumption", "markers")
        (bias,) = at(drawn, "assumption", "lines")
        assert len(set(bias["y"])) == 1, str(move)
        assert max(*point["y"], *bias["y"], *curve["y"]) < top, str(move)
        low, high = drawn["layout"]["xaxis"]["range"]
        assert all(low <= log10(n) <= high for n in (135, *point["x"])), str(move)


def test_the_njis_two_counts_stay_within_the_axes_of_the_two_bases() -> None:
    for move in journey("bases"):
        drawn = dict(move.live.figure)
        (marks,) = at(drawn, "source", "lines")
        teachers, others, _ = drawn["data"]
        longest = max(a + b for a, b in zip(teachers["x"], others["x"], strict=True))
        low, high = drawn["layout"]["xaxis"]["range"]
        assert (marks["x"][0], marks["x"][3]) == (135, 148)
        assert low == 0
        assert high > max(148, longest), str(move)


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
        low, high = drawn["layout"]["xaxis2"]["range"]
        assert low < min(0, *bar["x"]), str(move)
        assert high > max(0, *bar["x"]), str(move)


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


def test_the_letters_15_questions_stay_and_the_point_lies_on_the_curve() -> None:
    for move in journey("many_questions"):
        drawn, questions = dict(move.live.figure), move.live.state["questions"]
        (mark,) = at(drawn, "letter", "lines")
        assert mark["x"] == [15, 15], str(move)
        (curve,) = at(drawn, "assumption", "lines")
        (point,) = at(drawn, "assumption", "markers")
        assert (point["x"], point["y"]) == ([questions], [curve["y"][questions - 1]]), str(move)
        assert drawn["layout"]["yaxis"]["range"][1] > 1
        assert drawn["layout"]["xaxis"]["range"][1] > max(curve["x"]) == 40


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
        assert drawn["layout"]["yaxis"]["range"][1] > high[hours - 1], str(move)


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
        low, high = drawn["layout"]["yaxis"]["range"]
        assert low == 0
        assert high > max(*linked["y"], *apart["y"]), str(move)


# ── the verdicts ──────────────────────────────────────────────────────────────────────────────


def test_each_sentence_is_a_stroke_over_its_lines_in_the_row_of_its_verdict() -> None:
    sentences = (
        Judged("onderzoek.1.6", (34, 41, 42, 43), "judgement", True),
        Judged("inleiding.1.2", (9, 10, 11), "referenced", False),
    )
    scale = ("confirmed", "referenced", "judgement")
    drawn = verdict.draw_verdicts(Verdicts(scale, sentences, "all", "all", 132), ENGLISH)
    (pale,), (dark,) = at(drawn, "grid", "lines"), at(drawn, "derived", "lines")
    # Broken where a page ends: four lines, not all from 34 to 43.
    assert dark["x"][::3] == [33.55, 40.55, 41.55, 42.55]
    assert set(dark["y"]) == {2, None}
    assert set(pale["y"]) == {1, None}
    assert drawn["layout"]["yaxis"]["tickvals"] == [0, 1, 2]


def test_no_sentence_leaves_the_strip_however_it_is_filtered() -> None:
    count = len([x for t in home("verdicts").figure["data"] for x in t["x"] if x is None])
    for move in journey("verdicts"):
        drawn = move.live.figure
        places = [x for trace in drawn["data"] for x in trace["x"]]
        assert places.count(None) == count, str(move)
        low, high = drawn["layout"]["xaxis"]["range"]
        assert low < min(x for x in places if x is not None), str(move)
        assert max(x for x in places if x is not None) < high, str(move)


def test_the_letters_open_circles_stay_in_the_middle_wherever_the_verdicts_go() -> None:
    for move in journey("your_view"):
        drawn = dict(move.live.figure)
        (circles,) = at(drawn, "letter", "markers")
        (marks,) = at(drawn, "assumption", "markers")
        assert (circles["x"], circles["y"]) == ([1] * 4, [0, 1, 2, 3]), str(move)
        assert set(marks["x"]) <= {0, 1, 2}, str(move)
        (lines,) = at(drawn, "assumption", "lines")
        assert (lines["x"][::3], lines["x"][1::3]) == ([1] * 4, marks["x"]), str(move)
        low, high = drawn["layout"]["xaxis"]["range"]
        assert low < 0 < 2 < high
