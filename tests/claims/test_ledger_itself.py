"""The packaged ledger: lines, values, ranges and homes, checked by hand against the letter."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import pytest

from kamerbrief.claims import (
    Assumption,
    Derived,
    Document,
    Figure,
    Hedge,
    Ledger,
    LetterClaim,
    Measure,
    Phrase,
    Silence,
    Source,
    expression,
    read_ledger,
)
from kamerbrief.claims.records import Record, Voice
from kamerbrief.editions import Words, editions
from kamerbrief.letter import Letter, read_letter
from kamerbrief.notebook.explore import Explore
from kamerbrief.scenes.badges import figure_badge


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read_ledger()


@pytest.fixture(scope="module")
def letter() -> Letter:
    return read_letter()


# ── the letter's figures ──────────────────────────────────────────────────────────────────────


# Read by hand.
LINES: dict[type[Record], str] = {
    LetterClaim: """
        letter-number 1, letter-date 6, request-record 10, questions-record 13 14,
        equal-opportunity-letter-date 19, survey-bureau 25, questionnaire-length 28, respondents 29,
        teachers 29, teachers-disadvantaged 30, school-budget 80, municipal-budget 84,
        total-budget 88, release-round 92, release-subsidy 93, release-years 107, big-four 117,
        survey-report 36, survey-report-date 36, survey-report-address 37 38,
        equal-opportunity-letter 40, workload-letter 95, workload-letter-second 95, brochure-date 96,
        brochure-address 96 97, inspectorate-letter 98, parents-letter 99, progress-report-date 100,
        shortage-letter 101, equal-opportunity-letter-again 103
    """,
    Hedge: """
        few-respondents 31 32, personal-experience 32, cannot-judge 33 34, not-one-to-one 42 43,
        not-directly-lower-quality 75 76, does-not-seem 114 115
    """,
    Phrase: """
        workload 51, paperwork 51 52, inspection 52, assertive-parents 52, inclusive-education 52 53,
        teacher-shortage 53, various-challenges 59, home-situation 60 61, language-delay 61 62,
        money-at-home 62 63, contact-with-parents 63 64, means-at-school 65 66, recognition 66 67
    """,
    Measure: """
        release-measure 93, accumulation-measure 109 110 111, big-four-measure 117,
        regional-measure 118 119, specific-measure 119 120
    """,
}


@pytest.mark.parametrize("kind", LINES)
def test_every_figure_caution_phrase_and_measure_of_the_letter_has_its_lines(
    ledger: Ledger, kind: type[LetterClaim | Hedge | Phrase | Measure]
) -> None:
    rows = (row.split() for row in LINES[kind].split(","))
    by_hand = {name: tuple(map(int, lines)) for name, *lines in rows}
    assert {record.id: record.lines for record in ledger.of(kind)} == by_hand


def test_no_character_of_the_letter_belongs_to_two_figures(ledger: Ledger) -> None:
    held = [i for claim in ledger.of(LetterClaim) for span in claim.spans for i in range(*span)]
    assert len(held) == len(set(held))


def test_a_figure_is_said_by_whoever_speaks_in_its_sentence(ledger: Ledger, letter: Letter) -> None:
    spoken = {
        claim.id: (claim.speaker, ledger.speaker(letter.find(claim.quote)[0].part.id))
        for claim in ledger.of(LetterClaim)
        if claim.section != "aanhef"
    }
    assert {record for record, (figure, sentence) in spoken.items() if figure != sentence} == set()


# ── circa ─────────────────────────────────────────────────────────────────────────────────────


def test_circa_and_only_circa_is_the_range_of_amounts_that_round_to_it(ledger: Ledger) -> None:
    claims = ledger.of(LetterClaim)
    assert {claim.id: (claim.low, claim.high) for claim in claims if claim.is_range} == {
        "school-budget": (285e6, 295e6),
        "municipal-budget": (485e6, 495e6),
        "total-budget": (785e6, 795e6),
        "release-subsidy": (5.5e6, 6.5e6),
    }


# ── what is derived ───────────────────────────────────────────────────────────────────────────


# The value of each worked out by hand; and what it is from and up to, where "circa" leaves that open.
DERIVED = """
    other-respondents 45, other-teachers 103, teachers-share-of-respondents 0.8410,
    disadvantaged-share-of-teachers 0.5672, disadvantaged-share-of-respondents 0.4770,
    budget-sum 780e6 770e6 790e6, budget-gap 10e6 -5e6 25e6,
    school-share-of-sum 0.37179 0.36538 0.37821, school-share-of-total 0.36709 0.35849 0.37580,
    budget-per-pupil 206.33 202.78 209.89, budget-per-school 46744.04 45938.10 47549.97,
    plan-sum 746e6, plan-school-share 0.34853, press-sum 750e6, press-school-share 0.36,
    report-disadvantaged-share 0.4770, regular-difference 45, often-gap 0.34, language-gap 0.64,
    concentration-gap 0.15, learning-gap 0.40, learning-ratio 2.33333, release-product 5816000,
    release-year-share 0.010345 0.0093220 0.0114035
"""


@pytest.mark.parametrize("row", DERIVED.split(","))
def test_a_derived_figure_has_the_value_and_the_range_worked_out_by_hand(
    ledger: Ledger, row: str
) -> None:
    name, *by_hand = row.split()
    figure = ledger[name]
    found = [figure.number, *([figure.low, figure.high] if figure.is_range else [])]
    assert found == pytest.approx(list(map(float, by_hand)), rel=1e-4)


def test_a_figure_is_a_range_when_and_only_when_something_it_stands_on_is(ledger: Ledger) -> None:
    for item in ledger.of(Derived):
        assert item.is_range == any(ledger[operand].is_range for operand in item.operands), item.id


def test_no_choice_within_the_ranges_leads_outside_a_derived_range(ledger: Ledger) -> None:
    random = Random(104)
    for item in ledger.of(Derived):
        operands = [ledger[operand] for operand in item.operands]
        for _ in range(50):
            values = {
                each.id: random.uniform(each.low, each.high) if each.is_range else each.number
                for each in operands
            }
            value = expression.evaluate(item.expression, values)
            low, high = (item.low, item.high) if item.is_range else (item.number, item.number)
            assert low <= value <= high, item.id


# ── scope ─────────────────────────────────────────────────────────────────────────────────────


def test_each_amount_of_the_letter_knows_who_gets_it_and_whether_it_is_free(ledger: Ledger) -> None:
    amounts = [claim for claim in ledger.of(LetterClaim) if claim.unit.startswith("EUR")]
    assert {claim.id: (claim.recipient, claim.binding, claim.unit) for claim in amounts} == {
        "school-budget": ("schools", "free", "EUR/year"),
        "municipal-budget": ("municipalities", "partly-bound", "EUR/year"),
        "total-budget": ("schools-and-municipalities", "mixed", "EUR/year"),
        "release-subsidy": ("schools-primary-secondary", "bound", "EUR"),
    }


def test_the_six_million_are_never_added_to_the_yearly_money(ledger: Ledger) -> None:
    yearly = {figure.id for figure in ledger.of(Figure) if figure.unit == "EUR/year"}
    together = [
        item.id
        for item in ledger.derived_from("release-subsidy")
        if yearly.intersection(item.operands) and re.search(r"[+-] ", item.expression)
    ]
    assert together == []


def test_every_source_says_where_it_was_read(ledger: Ledger) -> None:
    sources = ledger.of(Source)
    assert sources
    for source in sources:
        assert re.fullmatch(r"https?://[\w.-]+\.\w+/\S+", source.url), source.id
        assert re.search(r"\b20\d\d\b", source.year), source.id
        assert source.title.strip() == source.title != "", source.id
        assert source.quote.strip() == source.quote != "", source.id


def test_an_address_with_the_number_of_a_document_has_that_of_its_title(ledger: Ledger) -> None:
    def number(text: str) -> str:
        return re.sub(r"[^\dIVX]", "", text)

    numbered = [s for s in ledger.of(Source) if re.search(r"/kst-|/kamerstuk/", s.url)]
    assert len(numbered) >= 5
    for source in numbered:
        address = re.split(r"/kst-|/kamerstuk/", source.url)[-1]
        assert number(address) == number(source.title.rpartition("Kamerstuk")[2]), source.id


def test_every_assumption_can_be_moved_only_within_bounds_that_hold_its_value(
    ledger: Ledger,
) -> None:
    for item in ledger.of(Assumption):
        low = item.minimum if item.minimum is not None else min(item.stops, default=item.number)
        high = item.maximum if item.maximum is not None else max(item.stops, default=item.number)
        assert low <= item.number <= high, item.id
        assert all(low <= stop <= high for stop in item.stops), item.id


def test_the_stops_of_an_assumption_rise_and_its_value_is_one_of_them(ledger: Ledger) -> None:
    for item in ledger.of(Assumption):
        if item.stops:
            assert list(item.stops) == sorted(set(item.stops)), item.id
            assert item.value in item.stops, item.id


def test_steps_lead_from_the_least_to_the_greatest_value_and_meet_the_assumed_one(
    ledger: Ledger,
) -> None:
    for item in ledger.of(Assumption):
        if item.step and item.minimum is not None and item.maximum is not None:
            for end in (item.maximum, item.number):
                steps = (end - item.minimum) / item.step
                assert steps == pytest.approx(round(steps), abs=1e-9), item.id


def test_a_caution_limits_explorers_that_exist(ledger: Ledger) -> None:
    limited = {explorer for hedge in ledger.of(Hedge) for explorer in hedge.limits}
    assert {explorer for explorer in limited if not hasattr(Explore, explorer)} == set()


# ── documents, phrases, measures and voices ───────────────────────────────────────────────────


def test_where_both_the_letter_and_a_source_date_a_document_they_agree(ledger: Ledger) -> None:
    both = [item for item in ledger.of(Document) if item.date and item.source]
    assert both
    for item in both:
        assert ledger.date_of(item) == ledger.source(item.source).dated, item.id


def test_every_document_was_written_before_the_letter_and_is_named_in_it(ledger: Ledger) -> None:
    for item in ledger.of(Document):
        day = ledger.date_of(item)
        assert day is None or date(2017, 1, 1) < day < date(2019, 6, 14), item.id
        assert item.named, item.id


def test_every_document_number_of_the_letter_leads_to_a_document(ledger: Ledger) -> None:
    named = {claim for item in ledger.of(Document) for claim in item.named}
    numbers = {claim.id for claim in ledger.of(LetterClaim) if claim.unit == "document-number"}
    assert numbers - named == {"letter-number"}


def test_only_what_is_deduced_is_of_low_confidence(ledger: Ledger) -> None:
    low = {source.id for source in ledger.of(Source) if source.confidence == "low"}
    assert low == {"workload-money-page"}
    resting = [item.id for item in ledger.of(Document) if item.source in low]
    assert resting == ["workload-money-document"]


@pytest.mark.parametrize("edition", editions())
def test_every_source_is_shown_with_the_word_for_how_sure_we_are(
    ledger: Ledger, edition: str
) -> None:
    words = Words(edition)
    said = {name: words.text(f"confidence.{name}") for name in ("high", "medium", "low")}
    assert len(set(said.values())) == 3
    for source in ledger.of(Source):
        assert said[source.confidence] in figure_badge(source, words).rpartition(source.year)[2]


def test_nothing_of_low_confidence_bears_on_a_verdict(ledger: Ledger) -> None:
    for voice in ledger.of(Voice):
        sure = [ledger.source(name).confidence for name in voice.outside]
        assert "low" not in sure, voice.id


def test_what_counts_in_thousands_stands_in_thousands_in_its_quote(ledger: Ledger) -> None:
    scaled = {source.id: source.scale for source in ledger.of(Source) if source.scale != 1}
    assert scaled == {"big-four-payment": 1000}
    payment = ledger.source("big-four-payment")
    assert payment.quote.endswith("4.000")
    assert payment.number == 4_000_000


def test_a_phrase_is_retold_research_and_a_measure_is_not(ledger: Ledger, letter: Letter) -> None:
    def speaker(quote: str) -> str:
        return ledger.speaker(letter.find(quote)[0].part.id)

    phrases = {item.id: speaker(item.quote) for item in ledger.of(Phrase)}
    # What all schools share stands in a sentence of the minister's own, "volgens dit onderzoek".
    assert {phrases[name] for name in list(phrases)[:6]} == {"minister-fact"}
    assert {phrases[name] for name in list(phrases)[6:]} == {"research"}
    assert "research" not in {speaker(item.quote) for item in ledger.of(Measure)}


# ── asking the ledger ─────────────────────────────────────────────────────────────────────────


def test_an_unknown_figure_is_named_with_the_way_out(ledger: Ledger) -> None:
    with pytest.raises(KeyError, match=r"no figure 'teechers' in the ledger; .*claims --json"):
        ledger["teechers"]


def test_a_term_is_found_by_its_id_and_nothing_else_is_one(ledger: Ledger) -> None:
    assert ledger.term("foutmarge").name == "foutmarge"
    for other in ("teachers", "steekprof"):
        with pytest.raises(KeyError, match=f"no term '{other}' in the glossary; terms.toml"):
            ledger.term(other)


def test_a_caution_or_a_silence_is_no_figure(ledger: Ledger) -> None:
    assert "few-respondents" not in ledger
    assert "response-rate" not in ledger
    assert "respondents" in ledger


def test_a_date_is_no_number(ledger: Ledger) -> None:
    with pytest.raises(TypeError, match=r"letter-date is .*2019, 6, 14.*, not a number"):
        ledger.number("letter-date")


def test_a_figure_of_one_kind_is_not_taken_for_another(ledger: Ledger) -> None:
    with pytest.raises(TypeError, match="confidence is a assumption figure, not the letter's"):
        ledger.claim("confidence")
    with pytest.raises(TypeError, match="teachers is a letter figure, not an assumption"):
        ledger.assumption("teachers")
    with pytest.raises(TypeError, match="teachers is a letter figure, not a source's"):
        ledger.source("teachers")


def test_the_ledger_knows_who_speaks_in_a_sentence(ledger: Ledger) -> None:
    assert ledger.speaker("onderzoek.1.3") == "research"
    assert ledger.speaker("inleiding.1.3") == "commitment"
    assert ledger.speaker("onderzoek.1.5") == "minister-judgement"
    with pytest.raises(KeyError):
        ledger.speaker("onderzoek.kop")


def test_the_ledger_knows_what_is_derived_from_a_figure(ledger: Ledger) -> None:
    derived = [item.id for item in ledger.derived_from("teachers")]
    assert derived[:2] == ["other-respondents", "other-teachers"]
    assert ledger.derived_from("release-round") == ()


def test_the_ledger_knows_what_the_letter_leaves_unsaid(ledger: Ledger) -> None:
    assert [item.id for item in ledger.silences("respondents")] == ["response-rate", "how-found"]
    assert ledger.silences("teachers") == ()
    assert len(ledger.of(Silence)) == 7


def test_the_ledger_knows_which_cautions_limit_an_explorer(ledger: Ledger) -> None:
    assert [hedge.id for hedge in ledger.hedges("repeated_surveys")] == [
        "few-respondents",
        "not-one-to-one",
    ]
    assert ledger.hedges("rounding") == ()
