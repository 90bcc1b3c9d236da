"""The teacher's guide: each learning goal has a question and each question a goal, with its answer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

from kamerbrief.editions import Words
from kamerbrief.scenes.walk import Check, walk
from tests.notebooks.refresh import NOTEBOOKS
from tests.notebooks.shape import NUMBER, numbers_of

GUIDES = sorted(NOTEBOOKS.glob("*/teachers-guide.md"))
MINUTES = re.compile(r"\d+(?:–\d+)?(?= \|)|\d+(?= minut)", re.IGNORECASE)
LINK = re.compile(r"\]\(([^)]*)\)")
DUTCH = re.compile(r'</?span(?: lang="nl")?>')
ADDRESS = re.compile(r"`[^`]*`")
CHECKS = [(entry.notebook, check) for entry in walk().values() for check in entry.checks]

each_guide = pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.parent.name)


class Row(NamedTuple):
    """A row of the goals: its notebook, the goal, the question that tests it, the right answer."""

    notebook: str
    goal: str
    question: str
    answer: str


def rows(text: str) -> list[Row]:
    """Every row of the tables of goals, which stand under a heading that links to a notebook."""
    found = []
    text = DUTCH.sub("", text).replace("\N{NO-BREAK SPACE}", " ")
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        heading, *lines = part.split("\n")
        notebook = re.search(r"\(([\w-]+)\.ipynb\)", heading)
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        body = [row for row in cells if len(row) == 3 and not row[0].startswith("---")]
        found += [Row(notebook[1], *row) for row in body[1:] if notebook]
    return found


def asked(check: Check, words: Words) -> tuple[str, str]:
    """A check's question and its right answer, as an edition says them, in plain blanks."""
    keys = (f"check.{check.id}.question", f"check.{check.id}.option.{check.right}")
    question, answer = (words.text(key).replace("\N{NO-BREAK SPACE}", " ") for key in keys)
    return question, answer


def faults(text: str, edition: str) -> list[str]:
    """Where the goals and the questions of an edition do not pair up."""
    words, listed = Words(edition), rows(text)
    wanted = [(notebook, *asked(check, words)) for notebook, check in CHECKS]
    there = [(row.notebook, row.question, row.answer) for row in listed]
    found = [f"No goal has the question and answer {one}." for one in wanted if one not in there]
    found += [f"{one} is no question of the walk." for one in there if one not in wanted]
    found += [f"{one} stands twice." for one in set(there) if there.count(one) > 1]
    goals = [row.goal for row in listed]
    return found + [
        f"The goal «{goal}» is said twice." for goal in set(goals) if goals.count(goal) > 1
    ]


@each_guide
def test_every_goal_has_a_question_and_every_question_a_goal(guide: Path) -> None:
    listed = rows(guide.read_text(encoding="utf-8"))
    assert len(listed) == len(CHECKS)
    assert all(len(row.goal) > 20 for row in listed)
    assert faults(guide.read_text(encoding="utf-8"), guide.parent.name) == []


@each_guide
def test_every_notebook_has_goals_and_every_link_leads_somewhere(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    assert {row.notebook for row in rows(text)} == {entry.notebook for entry in walk().values()}
    targets = LINK.findall(text)
    assert targets
    assert [target for target in targets if not (guide.parent / target).is_file()] == []


def unwarned(text: str, edition: str) -> list[str]:
    """The headings above an explorer for which the guide names no misconception."""
    missing = []
    for path in sorted((NOTEBOOKS / edition).glob("*.ipynb")):
        title, heading = "", ""
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                headings = re.findall(r"^#+ (.+)$", cell.source, re.MULTILINE)
                title, heading = title or headings[0], [heading, *headings][-1]
            elif cell.source.startswith("explore.") and f"| *{title}*, *{heading}* |" not in text:
                missing.append(f"{title}: {heading}")
    return missing


@each_guide
def test_each_explorer_is_warned_of_where_its_misconception_shows(guide: Path) -> None:
    assert unwarned(guide.read_text(encoding="utf-8"), guide.parent.name) == []


@each_guide
def test_no_line_ends_between_the_euro_sign_and_its_number(guide: Path) -> None:
    assert re.findall(r"€[ \n].*", guide.read_text(encoding="utf-8")) == []


@each_guide
def test_every_number_is_the_ledgers_or_a_minute(guide: Path) -> None:
    text = ADDRESS.sub("", LINK.sub("]", guide.read_text(encoding="utf-8")))
    left = NUMBER.findall(MINUTES.sub("", text))
    assert [number for number in left if number not in numbers_of(guide.parent.name)] == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A share of whom?", "Who made a mistake?", "No goal has"),
        ("| Four times as many |", "| Twice as many |", "is no question"),
    ],
)
def test_a_guide_that_does_not_pair_up_is_seen(old: str, new: str, expected: str) -> None:
    text = (NOTEBOOKS / "en" / "teachers-guide.md").read_text(encoding="utf-8")
    assert old in text
    found = faults(text.replace(old, new), "en")
    assert [fault for fault in found if expected in fault], found
