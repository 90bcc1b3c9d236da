"""What explorers say at some settings, held against what is worked out by hand."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kamerbrief.editions import Words
from kamerbrief.scenes.plans import plan

ENGLISH = Words("en")
FIVE_LESS = {"share": 0.75, "ratio": 3.0}
TRUE_HALF = {"known": "true", "share": 0.5, "ratio": 3.0}
MONEY = {"subsidy": 12_000_000, "cost_per_fte": 100_000, "years": 3}
HOURS = {"hours_per_week": 16, "teachers_per_school": 4}


def said(name: str, state: dict[str, Any]) -> str:
    """What an explorer says in a state."""
    here = plan(ENGLISH, name)
    return here.scene(here.state(state), {}).reading.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("name", "state", "says"),
    [
        # 1.96 · 0.5 / √135 and 1.96 · 0.5 / √2000; a bias is what it was.
        ("sample_size", {}, "8.4 percentage points … catch the true share about 95% of the time"),
        ("sample_size", {"bias": 0.05}, "8.4 percentage points … bias of 5 percentage points"),
        ("sample_size", {"bias": 0.05, "n": 2000}, "2.2 percentage points … bias of 5 percentage"),
        # Of 150 people 135 answered: √(15/149) of the margin is left. A design effect of 2: √2.
        ("sample_size", {"population": 150}, "2.7 percentage points"),
        ("sample_size", {"design_effect": 2.0}, "11.9 percentage points"),
        ("sample_size", {"n": 150, "population": 150}, "everybody … no margin left … 50%"),
        # z² / (n + z²) is 2.8% of 135, and less than 0.1% of 5,000.
        ("sample_size", {"share": 0}, "nothing at all … too good to be true … 0.0% to 2.8%"),
        ("sample_size", {"share": 1, "n": 5000}, "nothing at all … 99.9% to 100.0%"),
        # The textbook's sizes; 385 and 97 beside 135.
        ("answers_needed", {}, "5 percentage points … 385 answers … 250 more than … 135"),
        ("answers_needed", {"margin": 0.1}, "97 answers … 38 fewer than … 135"),
        ("answers_needed", {"margin": 0.03}, "1,068 answers"),
        ("answers_needed", {"margin": 0.2}, "25 answers"),
        ("answers_needed", {"margin": 0.0844}, "135 answers … just as many as the letter’s"),
        ("answers_needed", {"margin": 0.01, "population": 20}, "the answers of all 20 people"),
        # 135 of 283, and of 238.
        ("funnel", {"base": "respondents"}, "283 … 238 … 135 … 47.7% of all who answered"),
        ("funnel", {"base": "teachers"}, "283 … 238 … 135 … 56.7% of the teachers"),
        # 0.87 / (0.87 + 2 · 0.13) = 0.7699; the ends of the Wilson interval are corrected likewise.
        ("response_ratio", {}, "2 times as likely … 87% … 77% … 135 answers … 67% to 85%"),
        # 0.77 · 2 / (0.77 · 2 + 0.23) = 0.870, 1.5 / 2, and 0.75 / (0.75 + 3 · 0.25).
        ("response_ratio", {"known": "true", "share": 0.77}, "77% … 87%"),
        ("response_ratio", TRUE_HALF, "3 times as likely … 50% … 75%"),
        ("response_ratio", FIVE_LESS, "75% … 50%"),
        # 0.87 / (0.87 + 0.065).
        ("response_ratio", {"ratio": 0.5}, "who do not see … 2 times as likely … 87% … 93%"),
        ("response_ratio", {"ratio": 1.0}, "just as likely … 87% … 87%"),
        ("response_ratio", {"share": 0.0}, "0% … 0%"),
        ("response_ratio", {"share": 1.0}, "100% … 100%"),
        # 0.87 · 135 = 117.45 of 500 said yes, and 365 of 500 kept silent: 0.2349 and 0.9649.
        ("worst_case", {}, "500 … 135 answered (27.0%), 87% … 23% to 96%"),
        ("worst_case", {"invited": 135}, "nobody kept silent, and 87% is the share"),
        # 0.005 · √(99,865 / 135) · 0.5 = 0.068; 135 / (99,865 · 0.005²) = 54.07.
        ("effective_size", {}, "off by 6.8 percentage points … worth at most 54 … 8.4 percentage"),
        ("effective_size", {"n": 20}, "worth at most 20 drawn"),
        (
            "effective_size",
            {"defect": 0.0},
            "135 answers are worth just that … 8.4 percentage points",
        ),
        ("effective_size", {"n": 1000, "population": 1000}, "all 1,000 … no bias, and no margin"),
        # By the letter 135 teachers do: 135 + 10 and 283 − 145 respondents.
        ("bases", {"reading": "letter", "others": 10}, "10 … 145 … 138 … do not fit together"),
        ("bases", {"reading": "letter", "others": 45}, "45 … 180 … 103 … do not fit together"),
        # By the report 135 respondents do: 135 − 10 and 135 − 45 of them teachers.
        ("bases", {"reading": "report", "others": 10}, "10 … 125 … 135 … do not fit together"),
        ("bases", {"reading": "report", "others": 45}, "45 … 90 … 135 … do not fit together"),
        # 117 of 135 and 24 of 103, by Newcombe's tenth method.
        ("two_groups", {}, "86.7% and 23.3% … 52.1 to 71.9 percentage points, without zero"),
        # 1 − P(none, one or two of 23): 1 − (0.0059 + 0.0339 + 0.0933).
        ("often", {"prevalence": 0.20, "threshold": 3}, "20% … 87% of teachers … would take 20%"),
        # 1 − 0.95^40 = 0.871, and 1 − 0.13^(1/40) = 0.050; 1 − 0.13^(1/23) = 0.085.
        ("often", {"class_size": 40, "prevalence": 0.05, "threshold": 1}, "87% … would take 5%"),
        ("often", {"threshold": 1}, "would take 8% of the pupils"),
        # 1 − 0.5^5 and 0.5^5.
        ("often", {"class_size": 5, "prevalence": 0.5, "threshold": 1}, "50% … 97% of teachers"),
        ("often", {"class_size": 5, "prevalence": 0.5, "threshold": 5}, "50% … 3% of teachers"),
        ("often", {"prevalence": 0.0}, "0% of pupils make 0%"),
        ("often", {"prevalence": 1.0}, "100% of pupils make 100%"),
        # One question in eight: 1 − 0.874^15 = 0.867.
        ("many_questions", {}, "do not differ at all … 13% … 15 independent questions … 87%"),
        # 290 of 780 and 290 of 790, and the ends of what "circa" leaves of each.
        (
            "budget_split",
            {},
            "circa €290 million … 37.2% (36.5% to 37.8%) … 36.7% (35.8% to 37.6%) … circa €790",
        ),
        # 3 of 4 cases in which both parts, and 1 of 8 in which both are nearly five more.
        ("rounding", {}, "Yes: … 1 time in 8"),
        ("rounding", {"total": 780_000_000}, "Yes: … 3 times in 4"),
        ("rounding", {"unit": 5_000_000}, "No: "),
        ("rounding", {"unit": 1_000_000}, "No: "),
        ("rounding", {"total": 800_000_000}, "No: "),
        ("rounding", {"part_1": 280_000_000}, "No: "),
        # 6,000,000 / 75,000 / 2 = 40; · 40 / 4 = 400; / 2 = 200; of 6,204. And with 5.5 and 6.5 million.
        (
            "release",
            {},
            "40 (37 to 43) full-time posts … 400 (367 to 433) teachers … 200 (183 to 217) schools"
            " … 3.2% (3.0% to 3.5%) of all 6,204",
        ),
        # 20 · 290,800 = 5,816,000; / 75,000 / 2 = 38.8; 387.7; 193.9.
        (
            "release",
            {"preset": "boards"},
            "20 boards with at most €290,800 each are €5.816 million … whole budget, €5.816 million"
            " … 39 full-time posts … 388 teachers … 194 schools … 3.1%",
        ),
        # One year: twice as many; a full week: as many teachers as posts.
        ("release", {"years": 1, "hours_per_week": 40}, "80 (73 to 87) full … 80 (73 to 87) teach"),
        # 12,000,000 / 100,000 / 3 = 40; · 40 / 16 = 100; / 4 = 25.
        ("release", MONEY | HOURS, "40 full-time posts … 100 teachers … 25 schools … 0.4%"),
        ("release", {"subsidy": 0}, "0 full-time posts … 0 teachers … 0 schools … 0.0%"),
        # 10 · 0.008 · 0.64 + 5 · 0.0016 · 0.8 + 0.00032 = 0.05792 of 6,204; 0.4096 + 4 · 0.2 · 0.512.
        ("accumulation", {}, "5 problems … 359 schools … 726 if they are linked … 82% … 60%"),
        # Of five other problems at most one: 0.8^5 + 5 · 0.2 · 0.8^4; of four at a half: 5 / 16.
        ("accumulation", {"problems": 6}, "each of 6 problems … 74% of these"),
        ("accumulation", {"prevalence": 0.5}, "50% of 6,204 … 31% of these"),
        ("accumulation", {"correlation": 0.0}, "359 schools … 359 if they are linked … 82% … 82%"),
        # A fifth of 6,204; and whoever has one problem has them all.
        ("accumulation", {"correlation": 1.0}, "1,241 if they are linked … 0% if linked"),
        (
            "accumulation",
            {"correlation": 1.0, "problems": 6},
            "6 problems … 1,241 if … 0% if linked",
        ),
        ("accumulation", {"pile": 1}, "0% of these have no such pile if independent, 0% if linked"),
    ],
)
def test_a_reading_says_what_is_worked_out_by_hand(
    name: str, state: dict[str, Any], says: str
) -> None:
    reading = said(name, state)
    pieces = (rf"(?<![\d.,]){re.escape(piece)}" for piece in says.split(" … "))
    assert re.search(".*?".join(pieces), reading), reading


def test_the_example_of_the_rounding_is_one_in_which_all_three_round_as_stated() -> None:
    found = re.findall(r"€(\d+\.\d) million", said("rounding", {}))
    first, second, total = map(float, found)
    assert 285 <= first < 295
    assert 485 <= second < 495
    assert 785 <= total < 795
    assert total == pytest.approx(first + second, abs=0.2)
