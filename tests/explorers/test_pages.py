"""What a notebook shows without controls: the same for the eye and as text, and nothing unescaped."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from kamerbrief.charts.theme import KINDS
from kamerbrief.claims import read_ledger
from kamerbrief.editions import Words, editions
from kamerbrief.explorers import Page, Show
from kamerbrief.explorers.walk import topic, walk
from kamerbrief.letter import read_letter
from tests.explorers.markup import parsed

each_topic = pytest.mark.parametrize("name", walk())
each_edition = pytest.mark.parametrize("edition", editions())
PARTS = ("passage", "figures", "terms")


class Hostile(Words):
    """An edition whose every message holds signs that HTML would take for its own."""

    def text(self, key: str, /, **values: Any) -> str:
        return f'<i>"{super().text(key, **values)}" & more</i>'


def figures_in(text: str) -> Counter[str]:
    """Every number in a text, with how often it stands there."""
    return Counter(re.findall(r"\d+(?:[.,]\d+)*", text))


def shown(part: str, name: str, words: Words) -> Page:
    """One of the pages of a topic."""
    page: Page = getattr(Show(words), part)(name)
    return page


@each_topic
@each_edition
@pytest.mark.parametrize("part", PARTS)
def test_a_page_is_well_formed_and_in_its_language(part: str, edition: str, name: str) -> None:
    page = shown(part, name, Words(edition))
    (frame,) = parsed(page.html).children
    assert not isinstance(frame, str)
    assert frame.attributes["lang"] == Words(edition).lang
    assert page._repr_html_() == page.html
    assert repr(page) == page.text


@each_topic
@pytest.mark.parametrize("part", PARTS)
def test_whatever_an_edition_says_is_escaped(part: str, name: str) -> None:
    page = parsed(shown(part, name, Hostile("en")).html)
    assert list(page.all("i")) == []
    if page.text:
        assert '<i>"' in page.text
        assert '" & more</i>' in page.text


@each_topic
@each_edition
@pytest.mark.parametrize("part", ["figures", "terms"])
def test_the_text_holds_the_same_figures_as_the_page(part: str, edition: str, name: str) -> None:
    page = shown(part, name, Words(edition))
    assert figures_in(page.text) == figures_in(parsed(page.html).words)


@each_topic
@each_edition
def test_a_passage_as_text_is_its_dutch_with_its_lines(edition: str, name: str) -> None:
    page = shown("passage", name, Words(edition))
    tree = parsed(page.html)
    quotes = [quote.text for quote in tree.all("q")]
    lines = page.text.split("\n")
    assert len(lines) == len(quotes) > 0
    assert all(line.endswith(quote) for line, quote in zip(lines, quotes, strict=True))
    assert figures_in(page.text) == figures_in(tree.without("p").words)


@each_topic
def test_a_passage_stands_in_the_letter_on_the_lines_it_names(name: str) -> None:
    letter = read_letter()
    for line in repr(Show(Words("en")).passage(name)).split("\n"):
        where, _, quote = line.partition(": ")
        (found,) = letter.find(quote)
        numbers = [int(number) for number in re.findall(r"\d+", where)]
        assert (numbers[0], numbers[-1]) == found.lines


@each_topic
def test_every_sentence_of_a_passage_has_its_english(name: str) -> None:
    rows = list(parsed(Show(Words("en")).passage(name).html).all("li"))
    assert all(len(list(row.all("p"))) == 1 for row in rows)
    assert all(row.attributes["lang"] == "nl" for each in rows for row in each.all("q"))


@each_topic
@each_edition
def test_every_figure_stands_in_a_row_with_its_value_and_one_badge(edition: str, name: str) -> None:
    words, ids = Words(edition), topic(name).figures
    rows = list(parsed(shown("figures", name, words).html).all("tr"))
    assert len(rows) == len(ids) > 0
    for figure, row in zip(ids, rows, strict=True):
        (badge,) = row.all(kind="kb-badge")
        assert f"kb-badge-{read_ledger()[figure].kind}" in badge.attributes["class"]
        assert badge.text
        (value,) = row.all(kind="kb-value")
        assert value.text == words.figure(figure)


@each_topic
def test_a_sources_badge_leads_to_the_source(name: str) -> None:
    for row in parsed(Show(Words("en")).figures(name).html).all("tr"):
        for badge in row.all(kind="kb-badge-source"):
            assert badge.tag == "a"
            assert badge.attributes["href"].startswith(("https://", "http://"))


@each_topic
def test_beside_a_figure_stands_what_the_letter_does_not_say(name: str) -> None:
    ledger, words = read_ledger(), Words("en")
    page = Show(words).figures(name)
    unsaid = [item.id for figure in topic(name).figures for item in ledger.silences(figure)]
    notes = [note.text for note in parsed(page.html).all(kind="kb-note")]
    assert notes == [words.text(f"silence.{item}") for item in unsaid]
    assert all(note in page.text for note in notes)


@each_topic
def test_every_term_has_its_dutch_its_gloss_and_its_meaning(name: str) -> None:
    tree = parsed(Show(Words("en")).terms(name).html)
    heads, meanings = list(tree.all("dt")), list(tree.all("dd"))
    assert len(heads) == len(meanings) == len(topic(name).terms)
    assert all(
        len([s for s in head.all("span") if s.attributes["lang"] == "nl"]) == 1 for head in heads
    )
    assert all(len(meaning.text) > 20 for meaning in meanings)


@each_edition
def test_the_legend_names_the_four_badges_and_brings_the_style(edition: str) -> None:
    page = Show(Words(edition)).badges()
    tree = parsed(page.html)
    assert len(list(tree.all("style"))) == 1
    rows = list(tree.all("li"))
    for kind, row, line in zip(KINDS, rows, page.text.split("\n"), strict=True):
        (badge,) = row.all(kind=f"kb-badge-{kind}")
        name, _, meaning = line.partition(": ")
        assert badge.text == name
        assert row.text.endswith(meaning)


def test_what_the_legend_says_is_escaped() -> None:
    tree = parsed(Show(Hostile("en")).badges().html)
    assert list(tree.all("i")) == []


@pytest.mark.parametrize("part", PARTS)
def test_an_unknown_topic_is_refused_with_those_there_are(part: str) -> None:
    with pytest.raises(KeyError) as refused:
        shown(part, "weather", Words("en"))
    assert "weather" in str(refused.value)
    assert all(name in str(refused.value) for name in walk())
