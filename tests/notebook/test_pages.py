"""What a notebook shows without controls: the same for the eye and as text, and nothing unescaped."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from kamerbrief.claims import read_ledger
from kamerbrief.editions import Words, editions
from kamerbrief.letter import read_letter
from kamerbrief.notebook.show import Page, Show
from kamerbrief.scenes.theme import KINDS
from kamerbrief.scenes.walk import topic, walk
from tests.notebook.markup import Node, parsed

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


# ── what teachers report, and what the minister does ──────────────────────────────────────────

each_list = pytest.mark.parametrize("part", ["phrases", "measures"])


def listed(part: str, words: Words) -> Page:
    """One of the two tables that belong to no single topic."""
    page: Page = getattr(Show(words), part)()
    return page


def rows_of(part: str, words: Words) -> list[Node]:
    """The rows of such a table, without its head."""
    page = parsed(listed(part, words).html)
    return [row for row in page.all("tr") if list(row.all("td"))]


@each_edition
@each_list
def test_a_table_is_well_formed_and_in_its_language(part: str, edition: str) -> None:
    page = listed(part, Words(edition))
    (frame,) = parsed(page.html).children
    assert not isinstance(frame, str)
    assert frame.attributes["lang"] == Words(edition).lang
    assert (page._repr_html_(), repr(page)) == (page.html, page.text)
    heads = [head.text for head in frame.all("th") if head.attributes["scope"] == "col"]
    for row in rows_of(part, Words(edition)):
        (first,) = row.all("th")
        assert first.attributes["scope"] == "row"
        assert [cell.attributes["data-head"] for cell in row.all("td")] == heads[1:]


@each_list
def test_whatever_an_edition_says_in_a_table_is_escaped(part: str) -> None:
    page = listed(part, Hostile("en"))
    assert list(parsed(page.html).all("i")) == []
    assert '<i>"' in page.text
    assert '" & more</i>' in page.text


@each_edition
@each_list
def test_a_table_as_text_holds_the_same_figures(part: str, edition: str) -> None:
    page = listed(part, Words(edition))
    # A badge says besides where they are from: a title, a year.
    assert figures_in(page.text) == figures_in(parsed(page.html).without(kind="kb-badge").words)
    assert len(page.text.split("\n")) == len(rows_of(part, Words(edition)))


@each_edition
@each_list
def test_the_dutch_of_a_table_is_marked_as_such_and_stands_in_the_letter(
    part: str, edition: str
) -> None:
    quotes = [quote for row in rows_of(part, Words(edition)) for quote in row.all("q")]
    assert len(quotes) >= len(rows_of(part, Words(edition)))
    assert all(quote.attributes["lang"] == "nl" for quote in quotes)
    assert all(read_letter().find(quote.text) for quote in quotes)


def test_every_phrase_stands_in_the_letter_on_the_lines_it_names() -> None:
    words, letter = Words("en"), read_letter()
    seen = []
    for row in rows_of("phrases", words):
        (quote,) = row.all("q")
        (where,) = row.all(kind="kb-where")
        (found,) = letter.find(quote.text)
        numbers = [int(number) for number in re.findall(r"\d+", where.text)]
        assert (numbers[0], numbers[-1]) == found.lines
        assert f"{where.text}: {quote.text} [" in repr(Show(words).phrases())
        seen.append(found.lines)
    assert len(seen) == 13
    assert seen == sorted(seen)


# The press release gives percentages for these two only, read by hand.
PUBLISHED = {59: ["93%", "59%"], 61: ["87%", "23%"]}


@each_edition
def test_no_figure_is_said_to_be_published_just_where_none_is(edition: str) -> None:
    words = Words(edition)
    for row in rows_of("phrases", words):
        (where,) = row.all(kind="kb-where")
        (published,) = row.all("td")
        first = int(re.findall(r"\d+", where.text)[0])
        shares = re.findall(r"\d+%", published.without(kind="kb-badge").text)
        assert shares == PUBLISHED.get(first, [])
        assert (published.text == words.text("phrases.none")) == (first not in PUBLISHED)
        assert len(list(published.all(kind="kb-badge-source"))) == (first in PUBLISHED)


def test_as_text_the_same_phrases_are_without_a_figure() -> None:
    lines = repr(Show(Words("en")).phrases()).split("\n")
    published = [line for line in lines if "no figure published" not in line]
    assert [re.findall(r"\d+%", line) for line in published] == list(PUBLISHED.values())


# What the letter itself says of each measure: an amount, for whom, for how long; by hand.
MEASURES = {
    93: (True, True, True, ["www.dus-i.nl"]),
    109: (False, True, False, []),
    117: (False, True, False, ["www.rijksfinancien.nl"]),
    118: (False, True, False, ["arbeidsmarktplatformpo.nl"]),
    119: (False, True, True, []),
}


@each_edition
def test_a_measure_has_what_the_letter_says_of_it_and_none_where_it_is_silent(
    edition: str,
) -> None:
    words, found = Words(edition), {}
    none = words.text("measures.none")
    for row in rows_of("measures", words):
        (where,) = row.all(kind="kb-where")
        amount, group, term, outside = row.all("td")
        hosts = [link.attributes["href"].split("/")[2] for link in outside.all("a")]
        said = tuple(cell.text != none for cell in (amount, group, term))
        found[int(re.findall(r"\d+", where.text)[0])] = (*said, list(dict.fromkeys(hosts)))
        assert bool(hosts) == (outside.text != none)
    assert found == MEASURES


def test_the_one_amount_is_circa_and_has_the_letters_badge() -> None:
    rows = rows_of("measures", Words("en"))
    amounts = [next(iter(row.all("td"))) for row in rows]
    badges = [badge for amount in amounts for badge in amount.all(kind="kb-badge")]
    assert [badge.text for badge in badges] == ["letter, line 93"]
    assert amounts[0].text.startswith("circa €6\xa0million")
    line, *others = repr(Show(Words("en")).measures()).split("\n")
    assert "circa €6\xa0million" in line
    assert all(": none | " in other for other in others)
