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
    """One of the pages of a topic, or of the tables that belong to none."""
    page: Page = getattr(Show(words), part)(*filter(None, [name]))
    return page


TABLES = [("phrases", ""), ("measures", "")]
PAGES = [*((part, name) for part in PARTS for name in walk()), *TABLES, ("badges", "")]
each_page = pytest.mark.parametrize(("part", "name"), PAGES)


@each_page
@each_edition
def test_a_page_is_well_formed_and_in_its_language(part: str, name: str, edition: str) -> None:
    page = shown(part, name, Words(edition))
    (frame,) = (node for node in parsed(page.html).children if getattr(node, "tag", "") != "style")
    assert isinstance(frame, Node)
    assert frame.attributes["lang"] == Words(edition).lang
    assert (page._repr_html_(), repr(page)) == (page.html, page.text)
    dutch = [quote for quote in frame.all("q") if quote.attributes.get("lang") != "nl"]
    assert part == "passage" or dutch == []


@each_page
def test_whatever_an_edition_says_is_escaped(part: str, name: str) -> None:
    page = shown(part, name, Hostile("en"))
    assert list(parsed(page.html).all("i")) == []
    assert not page.text or ('<i>"' in page.text and '" & more</i>' in page.text)


@each_page
@each_edition
def test_the_text_holds_the_same_figures_as_the_page(part: str, name: str, edition: str) -> None:
    page = shown(part, name, Words(edition))
    tree = parsed(page.html)
    if part == "passage":  # where the page has the sentences in English besides
        tree = tree.without("p")
    elif (part, name) in TABLES:  # where a badge says besides where they are from: a title, a year
        tree = tree.without(kind="kb-badge")
    assert figures_in(page.text) == figures_in(tree.words)


@each_topic
def test_a_passage_stands_in_the_letter_on_the_lines_it_names(name: str) -> None:
    page, letter = Show(Words("en")).passage(name), read_letter()
    lines = page.text.split("\n")
    assert [line.partition(": ")[2] for line in lines] == [
        quote.text for quote in parsed(page.html).all("q")
    ]
    for line in lines:
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


@pytest.mark.parametrize("part", PARTS)
def test_an_unknown_topic_is_refused_with_those_there_are(part: str) -> None:
    with pytest.raises(KeyError) as refused:
        shown(part, "weather", Words("en"))
    assert "weather" in str(refused.value)
    assert all(name in str(refused.value) for name in walk())


# ── what teachers report, and what the minister does ──────────────────────────────────────────


def rows_of(part: str, words: Words) -> list[Node]:
    """The rows of such a table, without its head."""
    page = parsed(shown(part, "", words).html)
    return [row for row in page.all("tr") if list(row.all("td"))]


@each_edition
@pytest.mark.parametrize(("part", "name"), TABLES)
def test_a_table_has_its_heads_beside_each_cell_and_quotes_the_letter(
    part: str, name: str, edition: str
) -> None:
    page, rows = shown(part, name, Words(edition)), rows_of(part, Words(edition))
    columns = [h for h in parsed(page.html).all("th") if h.attributes["scope"] == "col"]
    assert len(page.text.split("\n")) == len(rows)
    for row in rows:
        (first,) = row.all("th")
        assert first.attributes["scope"] == "row"
        heads = [cell.attributes["data-head"] for cell in row.all("td")]
        assert heads == [head.text for head in columns[1:]]
        quotes = list(row.all("q"))
        assert quotes
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


# What the letter itself says of each measure: an amount, for whom, for how long; by hand.
MEASURES = {
    93: (True, True, True, ["www.dus-i.nl"]),
    109: (False, True, False, []),
    117: (False, True, False, ["www.rijksfinancien.nl"]),
    118: (False, True, False, ["arbeidsmarktplatformpo.nl"]),
    119: (False, True, True, []),
}


@each_edition
def test_a_measure_has_what_the_letter_says_of_it_and_none_where_it_is_silent(edition: str) -> None:
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
