"""The explorer of the letter: every figure a button, every word in its place."""

from __future__ import annotations

import re
from functools import cache

import pytest

from kamerbrief.claims import LetterClaim, read_ledger
from kamerbrief.claims.records import Voice
from kamerbrief.editions import Words
from kamerbrief.letter import Part, read_letter
from kamerbrief.notebook.letter import LetterPage
from kamerbrief.scenes.controls import MarkControl
from kamerbrief.scenes.plans import plan
from tests.notebook.markup import Node, parsed
from tests.notebook.moves import ENGLISH, drawing, of_a_program, opened, places

LETTER, LEDGER = read_letter(), read_ledger()
CLAIMS = {claim.id: claim for claim in LEDGER.of(LetterClaim)}
TITLES = [reference for reference in LETTER.references if reference.kind == "title"]


def page(edition: str = "en") -> LetterPage:
    """The letter as a widget."""
    control = plan(Words(edition), "letter").control("figure")
    assert isinstance(control, MarkControl)
    return LetterPage(control)


@cache
def typeset() -> Node:
    """The typeset letter, without its translation."""
    return parsed(page().html).without(kind="kb-translation")


def bare(text: str) -> str:
    """A text without blanks and hyphens, which print puts in at the end of a line."""
    return re.sub(r"[\s-]", "", text)


def in_reading_order() -> list[Part]:
    """Headings and sentences by section, then the entries of the footnotes."""
    parts: list[Part] = []
    for section in LETTER.sections:
        parts += [section.title] if section.title else []
        parts += [s for paragraph in section.paragraphs for s in paragraph.sentences]
    return [*parts, *(entry for note in LETTER.footnotes for entry in note.entries)]


# ── typesetting ───────────────────────────────────────────────────────────────────────────────


def test_the_typeset_letter_is_the_letter_word_for_word() -> None:
    set_parts = list(typeset().all(kind="kb-sentence"))
    assert [each.without("sup").text for each in set_parts] == [p.text for p in in_reading_order()]


def test_raised_numbers_are_the_footnotes_that_the_sentence_calls() -> None:
    for node, part in zip(typeset().all(kind="kb-sentence"), in_reading_order(), strict=True):
        assert [mark.text for mark in node.all("sup")] == [str(number) for number in part.marks]


def test_every_sentence_stands_with_its_english_beside_it() -> None:
    tree = parsed(page().html)
    glosses = list(tree.all(kind="kb-translation"))
    assert {gloss.attributes["lang"] for gloss in glosses} == {"en"}
    assert of_a_program([gloss.text for gloss in glosses]) == []
    assert len(glosses) == len(LETTER.sentences)


def test_every_sentence_says_its_section_and_who_speaks() -> None:
    for node, part in zip(typeset().all(kind="kb-sentence"), in_reading_order(), strict=True):
        record = LEDGER.records.get(part.id)
        speaker = record.speaker if isinstance(record, Voice) else ""
        assert node.attributes["data-section"] == part.section
        assert node.attributes["data-speaker"] == speaker


# ── marks and records ─────────────────────────────────────────────────────────────────────────


def test_every_claim_and_every_title_is_a_mark_with_a_record() -> None:
    marked = {mark.attributes["data-figure"] for mark in typeset().all(kind="kb-mark")}
    assert marked == set(page().records)
    assert CLAIMS.keys() <= marked
    assert len(marked) == len(CLAIMS) + len(TITLES)
    assert len(TITLES) > 0


def test_a_mark_carries_exactly_the_figures_characters() -> None:
    carried: dict[str, str] = {}
    for mark in typeset().all(kind="kb-mark"):
        figure = mark.attributes["data-figure"]
        carried[figure] = carried.get(figure, "") + mark.text
    for figure, claim in CLAIMS.items():
        assert bare(carried.pop(figure)) == bare(LETTER.raw(claim.spans)), figure
    assert sorted(map(bare, carried.values())) == sorted(bare(title.text) for title in TITLES)


def test_a_mark_can_be_reached_and_pressed_without_a_mouse() -> None:
    for mark in typeset().all(kind="kb-mark"):
        assert mark.attributes["role"] == "button"
        assert mark.attributes["tabindex"] == "0"
        assert mark.attributes["aria-pressed"] == "false"


@cache
def records() -> dict[str, Node]:
    """The records of the English page."""
    return {figure: parsed(html) for figure, html in page().records.items()}


@pytest.mark.parametrize("figure", CLAIMS)
def test_a_record_holds_value_quote_line_speaker_badge_and_what_is_left_unsaid(figure: str) -> None:
    claim, record = CLAIMS[figure], records()[figure]
    keys = [f"speaker.{claim.speaker}", *(f"silence.{s.id}" for s in LEDGER.silences(figure))]
    if claim.unit.startswith("EUR"):  # who gets it, how free they are in it, and how often
        keys += [
            f"recipient.{claim.recipient}",
            f"binding.{claim.binding}",
            f"term-of.{claim.unit}",
        ]
    wanted = [ENGLISH.figure(figure), str(claim.lines[0]), *map(ENGLISH.text, keys)]
    assert [text for text in wanted if text not in record.words] == []
    assert claim.quote in record.text
    assert len(list(record.all(kind="kb-badge-letter"))) == 1
    assert of_a_program([record.words.replace(str(claim.value), "")]) == []


# ── choosing and filtering ────────────────────────────────────────────────────────────────────


def test_choosing_a_figure_reads_it_and_choosing_it_again_lets_go() -> None:
    explorer = opened("letter")
    before = explorer.reading
    seen = set()
    for figure, claim in CLAIMS.items():
        explorer.controls["figure"].value = figure
        assert ENGLISH.figure(figure) in explorer.reading
        assert str(claim.lines[0]) in explorer.reading
        seen.add(explorer.reading)
    assert len(seen) == len(CLAIMS)
    explorer.controls["figure"].value = ""
    assert explorer.reading == before


def test_the_chosen_figure_is_marked_at_its_line_in_the_strip() -> None:
    explorer = opened("letter", figure="municipal-budget")
    line = CLAIMS["municipal-budget"].lines[0]
    *_, stroke, point = drawing(explorer)["data"]
    assert stroke["x"] == [line, line]
    assert point["x"] == [line]


def test_the_filters_count_as_the_ledgers_voices_do() -> None:
    explorer = opened("letter")
    voices = [(LETTER.part(voice.id), voice.speaker) for voice in LEDGER.of(Voice)]

    def shows(where: str, who: str) -> bool:
        return section in ("all", where) and speaker in ("all", who)

    for section in places(explorer.controls["section"]):
        explorer.controls["section"].value = section
        for speaker in places(explorer.controls["speaker"]):
            explorer.controls["speaker"].value = speaker
            kept = [part for part, who in voices if shows(part.section, who)]
            figures = [each for each in CLAIMS.values() if shows(each.section, each.speaker)]
            numbers = [int(number) for number in re.findall(r"\d+", explorer.reading)]
            everything = section == speaker == "all"
            assert numbers == [*([] if everything else [len(kept)]), len(voices), len(figures)]
            strokes, points = drawing(explorer)["data"][1:3]
            assert strokes["x"].count(None) == sum(len(part.lines) for part in kept)
            assert sorted(points["x"]) == sorted(claim.lines[0] for claim in figures)


def test_the_filters_reach_the_page() -> None:
    explorer = opened("letter")
    shown = explorer.controls["figure"]
    assert (shown.section, shown.speaker, shown.translated) == ("all", "all", True)
    explorer.controls["section"].value = "onderzoek"
    explorer.controls["speaker"].value = "research"
    explorer.controls["translation"].value = False
    assert (shown.section, shown.speaker, shown.translated) == ("onderzoek", "research", False)
    explorer.reset()
    assert (shown.section, shown.speaker, shown.translated) == ("all", "all", True)
