"""How an edition writes numbers, amounts, ranges and dates, and reads what a reader types."""

from __future__ import annotations

from datetime import date
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.plurals import get_plural
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.editions import Words, editions, words
from kamerbrief.editions.words import NO_BREAK, catalogue
from kamerbrief.notebook import open_edition


@pytest.fixture(scope="module")
def english() -> Words:
    return Words("en")


@pytest.fixture(scope="module")
def dutch() -> Words:
    return Words("nl")


# ── what is said ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("edition", "value", "spec", "said"),
    [
        ("en", 290_000_000, "euros", "€290_million"),
        ("en", 294_600_000, "euros.1", "€294.6_million"),
        ("en", 8_500_000_000, "euros.1", "€8.5_billion"),
        ("en", 46_744.04, "euros", "€46,744"),
        ("en", 559.5, "euros.2", "€559.50"),
        ("en", 999_600_000, "euros", "€1_billion"),
        ("en", 999_999.7, "euros", "€1_million"),
        ("en", -0.4, "euros", "€0"),
        ("en", -5_000_000, "euros", "−€5_million"),
        ("en", 1_405_487, "number", "1,405,487"),
        ("en", 0.5, "percent", "50%"),
        ("en", 0.3718, "percent.1", "37.2%"),
        ("en", "nr. 175", "", "nr. 175"),
        ("en", date(2019, 6, 14), "date", "14 June 2019"),
        ("en", 0.084, "points.1", "8.4 percentage points"),
        ("en", 0.01, "points", "1 percentage point"),
        ("en", 0.0104, "points", "1 percentage point"),
        ("en", 0.0, "points", "0 percentage points"),
        ("nl", 290_000_000, "euros", "€_290_miljoen"),
        ("nl", 8_500_000_000, "euros.1", "€_8,5_miljard"),
        ("nl", -5_000_000, "euros", "−€_5_miljoen"),
        ("nl", 1234.5, "number.1", "1.234,5"),
        ("nl", 0.3718, "percent.1", "37,2%"),
        ("nl", 0.084, "points.1", "8,4 procentpunt"),
        ("nl", 0.01, "points", "1 procentpunt"),
        ("nl", date(2019, 6, 14), "date", "14 juni 2019"),
    ],
)
def test_a_value_is_written_as_its_readers_write_it_and_an_amount_is_not_broken_over_lines(
    edition: str, value: object, spec: str, said: str
) -> None:
    assert Words(edition).say(value, spec) == said.replace("_", NO_BREAK)


@pytest.mark.parametrize(
    ("year", "english_said", "dutch_said"),
    [
        ("2018", "2018", "2018"),
        ("2018/19", "2018/19", "2018/19"),
        ("2019-2021", "2019–2021", "2019–2021"),
        ("2019-07", "July 2019", "juli 2019"),
        ("2019-03-13", "13 March 2019", "13 maart 2019"),
        ("", "", ""),
    ],
)
def test_when_a_source_is_of_is_said_in_words(
    english: Words, dutch: Words, year: str, english_said: str, dutch_said: str
) -> None:
    assert (english.say(year, "year"), dutch.say(year, "year")) == (english_said, dutch_said)


def test_a_range_is_written_from_low_to_high(english: Words) -> None:
    assert english.span(0.365, 0.378, "percent.1") == "36.5% to 37.8%"


# ── the ledger's figures ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("school-budget", "circa €290 million"),
        ("release-subsidy", "circa €6 million"),
        ("school-share-of-sum", "37.2% (36.5% to 37.8%)"),
        ("budget-sum", "€780 million (€770 million to €790 million)"),
        ("budget-gap", "€10 million (−€5 million to €25 million)"),
        ("disadvantaged-share-of-teachers", "56.7%"),
        ("teachers", "238"),
        ("other-teachers", "103"),
        ("pupils", "1,405,487"),
        ("letter-date", "14 June 2019"),
        ("equal-opportunity-letter-again", "Kamerstuk 35 000 VII, nr. 175"),
        ("progress-report-date", "medio juni"),
        ("budget-per-school", "€46,700 (€45,900 to €47,500)"),  # not to the euro
    ],
)
def test_a_figure_is_said_with_its_unit_and_as_a_range_where_it_is_one(
    english: Words, figure: str, said: str
) -> None:
    assert english.figure(figure).replace(NO_BREAK, " ") == said


def test_a_message_takes_a_figure_as_the_ledger_has_it(
    english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = "{teachers-disadvantaged} of {teachers}, {share:percent}"
    monkeypatch.setattr(english, "messages", {"of": message})
    assert english.text("of", share=0.57) == "135 of 238, 57%"


def test_a_given_value_goes_before_a_figure_of_the_same_name(
    english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(english, "messages", {"teachers": "{teachers:number} teachers"})
    assert english.text("teachers", teachers=7) == "7 teachers"


@pytest.mark.parametrize(("count", "said"), [(1, "1 of 100 misses"), (0, "0 of 100 miss")])
def test_a_message_chooses_its_plural_by_the_count(
    english: Words, monkeypatch: pytest.MonkeyPatch, count: int, said: str
) -> None:
    forms = ("{count:number} of 100 misses", "{count:number} of 100 miss")
    monkeypatch.setattr(english, "messages", {"missed": forms})
    assert english.text("missed", count=count) == said


@pytest.mark.parametrize(
    ("count", "form"), [(1, "jeden"), (2, "dwa"), (5, "pięć"), (22, "dwa"), (0.5, "pięć")]
)
def test_a_language_with_more_plural_forms_has_each_of_them(
    english: Words, monkeypatch: pytest.MonkeyPatch, count: float, form: str
) -> None:
    monkeypatch.setattr(english, "_plural", c2py(get_plural("pl").plural_expr))
    monkeypatch.setattr(english, "messages", {"counted": ("jeden", "dwa", "pięć")})
    assert english.text("counted", count=count) == form


# ── what is typed ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("edition", "typed", "number"),
    [
        ("en", "1,234.5", 1234.5),
        ("en", "0.87", 0.87),
        ("en", " 135 ", 135),
        ("en", "-5", -5),
        ("nl", "1.234,5", 1234.5),
        ("nl", "0,87", 0.87),
        ("nl", "1.405.487", 1_405_487),
    ],
)
def test_a_typed_number_is_read(edition: str, typed: str, number: float) -> None:
    assert Words(edition).parse(typed) == number


NO_NUMBERS = {
    "en": "0.87.1|abc|| |0,87|1,23|12,34,567|5%|--5|1 234|nan|inf|1e5|1_000".split("|"),
    "nl": "0.87.1|0.87|1,234.5|0,87,1|1.23|€ 5|5%|".split("|"),
}


@pytest.mark.parametrize("edition", NO_NUMBERS)
def test_what_is_no_number_is_refused(edition: str) -> None:
    for typed in NO_NUMBERS[edition]:
        with pytest.raises(ValueError, match=f"{typed!r} is no number|'' is no number"):
            Words(edition).parse(typed)


@pytest.mark.parametrize("name", editions())
@given(cents=st.integers(-(10**11), 10**11))
def test_a_number_that_is_said_can_be_typed_back(name: str, cents: int) -> None:
    edition = Words(name)
    assert edition.parse(edition.say(cents / 100, "number.2")) == cents / 100


# ── errors ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["fr", "", "EN", "words.py"])
def test_an_unknown_edition_is_named_beside_the_known_ones(name: str) -> None:
    with pytest.raises(ValueError, match=f"there is no edition '{name}'; there are: .*en"):
        open_edition(name)


def test_an_unknown_message_is_named_with_its_edition(english: Words) -> None:
    with pytest.raises(KeyError, match=r"edition 'en' has no message 'reading\.of\.tea\.leaves'"):
        english.text("reading.of.tea.leaves")


def test_an_unknown_placeholder_is_named(english: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "messages", {"key": "{teechers} teachers"})
    with pytest.raises(KeyError, match="no figure 'teechers' in the ledger"):
        english.text("key", teachers=238)


def test_an_unknown_way_to_write_a_value_is_named(english: Words) -> None:
    with pytest.raises(ValueError, match="'pounds' says no way to write a value"):
        english.say(0.5, "pounds")


def test_an_edition_without_a_language_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "messages.po").write_text('msgid "a"\nmsgstr "b"\n', encoding="utf-8")
    monkeypatch.setattr(words, "files", lambda _package: tmp_path)
    with pytest.raises(ValueError, match="edition 'xx' does not name its language"):
        catalogue.__wrapped__("xx")
