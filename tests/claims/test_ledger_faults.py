"""Each fault in a copy of the ledger gives one finding, which names the record and its place."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from kamerbrief.claims import LedgerError, inspect, ledger
from kamerbrief.claims.reading import FILES, read_records
from kamerbrief.letter import parse, read_letter
from tests.claims.copies import LedgerCopy, changed_letter


@pytest.fixture
def copy(tmp_path: Path) -> LedgerCopy:
    return LedgerCopy(tmp_path)


class Change(NamedTuple):
    """One change in one record, and what the finding about that record must say."""

    file: str
    record: str
    old: str
    new: str
    says: str


FAULTS = {
    "an unknown key": Change(
        "letter.toml",
        "big-four",
        'speaker = "minister-fact"',
        'speaker = "minister-fact"\nspaeker = "research"',
        "unknown key 'spaeker'; known are id, ",
    ),
    "a line typed by hand": Change(
        "letter.toml", "big-four", 'unit = "name"', 'unit = "name"\nlines = [117]', "key 'lines'"
    ),
    "a derived value typed by hand": Change(
        "letter.toml",
        "other-teachers",
        'unit = "teachers"',
        'unit = "teachers"\nvalue = 103',
        "key 'value'",
    ),
    "a missing key": Change(
        "letter.toml", "effect", 'beside = "total-budget"\n', "", "lacks beside"
    ),
    "a quote that is not in the letter": Change(
        "letter.toml",
        "few-respondents",
        "een beperkt aantal respondenten",
        "een groot aantal respondenten",
        "quotes «een groot aantal respondenten», found 0 times in the letter, not 1",
    ),
    "a quote of a figure that is not in the letter": Change(
        "letter.toml",
        "release-years",
        "Met de subsidie",
        "Met het geld",
        "found 0 times in the letter, not 1",
    ),
    "a quote that stands twice": Change(
        "letter.toml",
        "survey-bureau",
        'quote = "marktonderzoeksbureau MWM2"',
        'quote = "MWM2"',
        "found 2 times in the letter, not 1",
    ),
    "a quote that stands once instead of twice": Change(
        "letter.toml", "big-four", 'unit = "name"', 'unit = "name"\noccurs = 2', "1 times"
    ),
    "a wrong section": Change(
        "letter.toml",
        "survey-bureau",
        'section = "onderzoek"',
        'section = "inleiding"',
        "is said to stand in 'inleiding', but stands in 'onderzoek'",
    ),
    "a wrong section of a caution": Change(
        "letter.toml",
        "cannot-judge",
        'section = "onderzoek"',
        'section = "tot-slot"',
        "is said to stand in 'tot-slot', but stands in 'onderzoek'",
    ),
    "a value that is not in its quote": Change(
        "letter.toml",
        "release-years",
        "value = 2",
        "value = 3",
        "has the value 3, found 0 times in its quote",
    ),
    "a value that is not in the words of its source": Change(
        "sources.toml",
        "plan-schools",
        "value = 260_000_000",
        "value = 620_000_000",
        "has the value 620000000, not found in its quote",
    ),
    "an exact amount that the letter calls circa": Change(
        "letter.toml",
        "release-subsidy",
        'precision = "circa"',
        'precision = "exact"',
        "has the precision 'exact', but its quote says otherwise",
    ),
    "an unknown precision": Change(
        "letter.toml",
        "respondents",
        'precision = "exact"',
        'precision = "rough"',
        "has the precision 'rough'; allowed are exact, circa",
    ),
    "an unknown speaker of a figure": Change(
        "letter.toml",
        "respondents",
        'speaker = "research"',
        'speaker = "press"',
        "has the speaker 'press'; allowed are research, ",
    ),
    "an unknown speaker of a sentence": Change(
        "voices.toml",
        "tot-slot.1.1",
        'speaker = "minister-judgement"',
        'speaker = "minister"',
        "has the speaker 'minister'; allowed are research, ",
    ),
    "an unknown confidence": Change(
        "sources.toml",
        "plan-schools",
        'confidence = "high"',
        'confidence = "sure"',
        "has the confidence 'sure'; allowed are high, medium, low",
    ),
    "a derived figure that stands on itself": Change(
        "letter.toml",
        "other-respondents",
        "respondents - teachers",
        "respondents - other_respondents",
        "stands on itself: other-respondents -> other-respondents",
    ),
    "a derived figure on an unknown id": Change(
        "letter.toml",
        "other-respondents",
        "respondents - teachers",
        "respondents - teechers",
        "stands on teechers: no number of the ledger",
    ),
    "a derived figure on a date": Change(
        "letter.toml",
        "other-respondents",
        "respondents - teachers",
        "respondents - letter_date",
        "stands on letter-date: no number of the ledger",
    ),
    "a derived figure on a caution": Change(
        "letter.toml",
        "other-respondents",
        "respondents - teachers",
        "respondents - few_respondents",
        "stands on few-respondents: no number of the ledger",
    ),
    "a number typed in an expression": Change(
        "letter.toml",
        "other-respondents",
        "respondents - teachers",
        "respondents - 238",
        "holds more than ids",
    ),
    "a call in an expression": Change(
        "letter.toml",
        "other-respondents",
        "respondents - teachers",
        "max(respondents, teachers)",
        "holds more than ids",
    ),
    "a silence beside nothing": Change(
        "letter.toml",
        "effect",
        "total-budget",
        "total-bugdet",
        "stands beside 'total-bugdet', which is no figure",
    ),
    "a silence beside a caution": Change(
        "letter.toml",
        "effect",
        "total-budget",
        "few-respondents",
        "stands beside 'few-respondents', which is no figure",
    ),
    "a rounding of a figure that is not the letter's": Change(
        "assumptions.toml",
        "rounding-unit-release",
        '"release-subsidy"',
        '"release-subsidy", "schools"',
        "rounds 'schools', which is no figure of the letter",
    ),
    "a rounding of nothing": Change(
        "assumptions.toml",
        "rounding-unit-release",
        '"release-subsidy"',
        '"release-subsidy", "subsidy"',
        "rounds 'subsidy', which is no figure of the letter",
    ),
    "a rounding of a date": Change(
        "assumptions.toml",
        "rounding-unit-release",
        '"release-subsidy"',
        '"release-subsidy", "letter-date"',
        "rounds 'letter-date', which is no \"circa\" amount",
    ),
    "a rounding of an exact figure": Change(
        "assumptions.toml",
        "rounding-unit-release",
        '"release-subsidy"',
        '"release-subsidy", "respondents"',
        "rounds 'respondents', which is no \"circa\" amount",
    ),
    "a division by nothing": Change(
        "letter.toml",
        "other-respondents",
        "respondents - teachers",
        "respondents / (teachers - teachers)",
        "divides by nothing",
    ),
    "an expression that is no text": Change(
        "letter.toml",
        "other-respondents",
        '"respondents - teachers"',
        "238",
        "of the wrong type, for expression",
    ),
    "a truth for a value": Change(
        "letter.toml", "release-round", "value = 2", "value = true", "wrong type, for value"
    ),
    "no number for a value": Change(
        "letter.toml", "release-round", "value = 2", "value = nan", "wrong type, for value"
    ),
    "a list for a value": Change(
        "letter.toml", "release-round", "value = 2", "value = [2]", "wrong type, for value"
    ),
    "an empty quote": Change(
        "letter.toml",
        "does-not-seem",
        "waar de opeenstapeling van problematiek niet lijkt te spelen",
        "",
        "an empty value, or",
    ),
    "a number of limits": Change(
        "letter.toml",
        "not-directly-lower-quality",
        'limits = ["budget_split"]',
        "limits = 3",
        "wrong type, for limits",
    ),
    "one of two quotes in another section": Change(
        "letter.toml",
        "survey-bureau",
        'quote = "marktonderzoeksbureau MWM2"',
        'quote = "MWM2"\noccurs = 2',
        "is said to stand in 'onderzoek', but stands in 'voetnoten'",
    ),
    "a sentence that begins otherwise": Change(
        "voices.toml",
        "tot-slot.1.3",
        "Ieder kind heeft",
        "Elk kind heeft",
        "begins «Ieder kind heeft recht op onderwijs dat ",
    ),
    "a document named by a source": Change(
        "passages.toml",
        "request-document",
        'named = ["request-record"]',
        'named = ["parents-page"]',
        "is named by 'parents-page', which is no figure of the letter",
    ),
    "a document named by nothing we know": Change(
        "passages.toml",
        "parents-document",
        'named = ["parents-letter"]',
        'named = ["parents-letter", "parents-lettre"]',
        "is named by 'parents-lettre', which is no figure of the letter",
    ),
    "a document dated by a source": Change(
        "passages.toml",
        "survey-document",
        'date = "survey-report-date"',
        'date = "workload-page"',
        "has the date 'workload-page', which is no date of the letter",
    ),
    "a document dated by another figure": Change(
        "passages.toml",
        "survey-document",
        'date = "survey-report-date"',
        'date = "respondents"',
        "has the date 'respondents', which is no date of the letter",
    ),
    "a document that nothing names": Change(
        "passages.toml",
        "survey-document",
        'named = ["survey-report"]',
        "named = []",
        "is named by no figure of the letter",
    ),
    "a scale of nothing": Change(
        "sources.toml", "big-four-payment", "scale = 1000", "scale = 0", "has the scale 0"
    ),
    "a scale of words": Change(
        "sources.toml",
        "workload-page",
        'unit = "subject"',
        'unit = "subject"\nscale = 10',
        "has the scale 10",
    ),
    "a document at an address that is nowhere": Change(
        "passages.toml",
        "survey-document",
        'address = "survey-report-address"',
        'address = "survey-address"',
        "has the address 'survey-address', which is no address of the letter",
    ),
    "a document known from the letter itself": Change(
        "passages.toml",
        "parents-document",
        'source = "parents-page"',
        'source = "parents-letter"',
        "is known from 'parents-letter', which is no source",
    ),
    "a source dated otherwise than its year": Change(
        "sources.toml",
        "parents-page",
        "dated = 2019-01-31",
        "dated = 2019-01-30",
        "is dated 2019-01-30, which neither quote nor year says",
    ),
    "a source of another year than its date": Change(
        "sources.toml",
        "parents-page",
        'year = "2019-01-31"',
        'year = "2018-01-31"',
        "is dated 2019-01-31, which neither quote nor year says",
    ),
    "a source that counts in something else": Change(
        "sources.toml",
        "big-four-payment",
        "scale = 1000",
        "scale = 100",
        "has the value 4000000, not found in its quote",
    ),
    "a source that counts in thousands without saying so": Change(
        "sources.toml",
        "big-four-payment",
        "scale = 1000\n",
        "",
        "has the value 4000000, not found in its quote",
    ),
    "a value of thousands that is not in the words of its source": Change(
        "sources.toml",
        "big-four-payment",
        "value = 4_000_000",
        "value = 4_500_000",
        "has the value 4500000, not found in its quote",
    ),
    "a phrase that is not in the letter": Change(
        "passages.toml",
        "assertive-parents",
        'quote = "mondige ouders"',
        'quote = "mondige kinderen"',
        "quotes «mondige kinderen», found 0 times in the letter, not 1",
    ),
    "a phrase that stands twice": Change(
        "passages.toml",
        "teacher-shortage",
        'quote = "en het lerarentekort"',
        'quote = "het lerarentekort"',
        "found 3 times in the letter, not 1",
    ),
    "a phrase of another section": Change(
        "passages.toml",
        "workload",
        'section = "onderzoek"',
        'section = "inleiding"',
        "is said to stand in 'inleiding', but stands in 'onderzoek'",
    ),
    "a phrase on an unknown source": Change(
        "passages.toml",
        "language-delay",
        '"language-regular"',
        '"language-elsewhere"',
        "stands on 'language-elsewhere', which is no source",
    ),
    "a phrase on a figure of the letter": Change(
        "passages.toml",
        "recognition",
        'quote = "de leerkrachten zouden',
        'figures = ["respondents"]\nquote = "de leerkrachten zouden',
        "stands on 'respondents', which is no source",
    ),
    "a measure of an unknown amount": Change(
        "passages.toml",
        "release-measure",
        'amount = "release-subsidy"',
        'amount = "release-money"',
        "has the amount 'release-money', which is no figure of the letter",
    ),
    "a measure of an amount from outside": Change(
        "passages.toml",
        "release-measure",
        'amount = "release-subsidy"',
        'amount = "release-budget"',
        "has the amount 'release-budget', which is no figure of the letter",
    ),
    "a measure for a group that is not in the letter": Change(
        "passages.toml",
        "regional-measure",
        'group = "Schoolbesturen en lerarenopleidingen"',
        'group = "Schoolbesturen en gemeenten"',
        "quotes «Schoolbesturen en gemeenten», which is not in the letter",
    ),
    "a measure for a term that is not in the letter": Change(
        "passages.toml",
        "release-measure",
        'term = "twee jaar gedeeltelijk vrij"',
        'term = "drie jaar gedeeltelijk vrij"',
        "quotes «drie jaar gedeeltelijk vrij», which is not in the letter",
    ),
    "a measure beside an unknown source": Change(
        "passages.toml",
        "big-four-measure",
        'outside = ["big-four-payment"]',
        'outside = ["big-four"]',
        "stands beside 'big-four', which is no source",
    ),
    "a saying without a source": Change(
        "voices.toml",
        "inleiding.1.3",
        'speaker = "commitment"',
        'speaker = "commitment"\nsays = "agrees"',
        "needs both sources outside and what they say, or neither",
    ),
    "a source that says nothing": Change(
        "voices.toml",
        "onderzoek.1.2",
        '\nsays = "agrees"',
        "",
        "needs both sources outside and what they say, or neither",
    ),
    "an unknown saying": Change(
        "voices.toml",
        "onderzoek.1.2",
        'says = "agrees"',
        'says = "confirms"',
        "has the saying 'confirms'; allowed are nothing, agrees, differs, beside",
    ),
    "a sentence held against the letter itself": Change(
        "voices.toml",
        "onderzoek.1.2",
        'outside = ["report-disadvantaged", ',
        'outside = ["teachers-disadvantaged", ',
        "is held against 'teachers-disadvantaged', which is no source",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_gives_one_finding_at_the_record(copy: LedgerCopy, fault: Change) -> None:
    copy.change(*fault[:4])
    (finding,) = copy.findings()
    assert (finding.file, finding.line) == (fault.file, copy.line(fault.file, fault.record))
    assert finding.message.startswith(f'"{fault.record}" ')
    assert fault.says in finding.message


def test_a_date_may_stand_in_the_quote_or_in_the_year(copy: LedgerCopy) -> None:
    # The inspectorate's page, of "2019", quotes "22 februari 2019"; the parents' quotes no date.
    assert copy.findings() == []
    copy.change("sources.toml", "parents-page", '"2019-01-31"', '"2019"')
    (finding,) = copy.findings()
    assert finding.message.startswith('"parents-page" is dated 2019-01-31')


def test_a_document_is_of_one_day_by_the_letter_and_outside_it(copy: LedgerCopy) -> None:
    copy.change(
        "sources.toml", "equal-opportunity-page", "dated = 2019-03-13", "dated = 2019-03-14"
    )
    copy.change("sources.toml", "equal-opportunity-page", '"2019-03-13"', '"2019-03-14"')
    (finding,) = copy.findings()
    assert finding.file == "passages.toml"
    said = "is of 2019-03-13 by the letter, of 2019-03-14 outside it"
    assert finding.message == f'"equal-opportunity-document" {said}'


def test_a_finding_is_one_line_with_its_file_and_line(copy: LedgerCopy) -> None:
    copy.change("letter.toml", "effect", "total-budget", "nothing")
    (finding,) = copy.findings()
    line = copy.line("letter.toml", "effect")
    expected = f"letter.toml:{line}: \"effect\" stands beside 'nothing', which is no figure"
    assert str(finding) == expected


def test_an_unchanged_copy_has_no_findings(copy: LedgerCopy) -> None:
    assert copy.findings() == []


def test_an_id_may_stand_only_once_in_all_files_together(copy: LedgerCopy) -> None:
    copy.append("assumptions.toml", '\n[[silence]]\nid = "respondents"\nbeside = "teachers"\n')
    (finding,) = copy.findings()
    assert finding.file == "assumptions.toml"
    assert finding.line == copy.line("assumptions.toml", "respondents")
    assert finding.message == '"respondents" stands twice in the ledger'


def test_figures_that_stand_on_each_other_in_a_circle_are_found_once(copy: LedgerCopy) -> None:
    copy.change("letter.toml", "budget-sum", "school_budget", "budget_gap")
    copy.change("letter.toml", "budget-gap", "total_budget", "budget_sum")
    (finding,) = copy.findings()
    lines = {copy.line("letter.toml", record) for record in ("budget-sum", "budget-gap")}
    assert finding.line in lines
    assert "stands on itself: budget-" in finding.message


def test_a_circa_that_no_assumption_rounds_is_found_at_the_amount(copy: LedgerCopy) -> None:
    copy.change("assumptions.toml", "rounding-unit-release", '"release-subsidy"', "")
    (finding,) = copy.findings()
    assert (finding.file, finding.line) == (
        "letter.toml",
        copy.line("letter.toml", "release-subsidy"),
    )
    assert '"release-subsidy" is "circa", but no assumption says' in finding.message


def test_a_sentence_in_which_nobody_speaks_is_found_at_its_line_in_the_letter(
    copy: LedgerCopy,
) -> None:
    copy.remove("voices.toml", "onderzoek.1.6")
    (finding,) = copy.findings()
    assert (finding.file, finding.line) == ("letter", 34)
    assert "nobody is said to speak in sentence 'onderzoek.1.6'" in finding.message


def test_a_voice_of_no_sentence_is_found(copy: LedgerCopy) -> None:
    speaks = 'opens = "Leraren"\nspeaker = "research"\n'
    copy.append("voices.toml", f'\n[[voice]]\nid = "tot-slot.9.9"\n{speaks}')
    (finding,) = copy.findings()
    assert finding.line == copy.line("voices.toml", "tot-slot.9.9")
    assert finding.message == '"tot-slot.9.9" is no sentence of the letter'


def test_a_heading_needs_no_voice_and_may_have_none(copy: LedgerCopy) -> None:
    speaks = 'opens = "Tot slot"\nspeaker = "minister-fact"\n'
    copy.append("voices.toml", f'\n[[voice]]\nid = "tot-slot.kop"\n{speaks}')
    (finding,) = copy.findings()
    assert finding.message == '"tot-slot.kop" is no sentence of the letter'


def test_a_table_of_an_unknown_kind_is_found(copy: LedgerCopy) -> None:
    copy.append("sources.toml", '\n[[sauce]]\nid = "mayonnaise"\n')
    (finding,) = copy.findings()
    assert finding.file == "sources.toml"
    assert finding.message == "[[sauce]] is no table of the ledger"


def test_a_table_in_single_brackets_is_found(copy: LedgerCopy) -> None:
    copy.append("sources.toml", '\n[silence]\nid = "single"\nbeside = "teachers"\n')
    (finding,) = copy.findings()
    assert finding.message == "[[silence]] is no table of the ledger"


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_not_toml_is_one_finding_and_the_others_are_still_read(
    copy: LedgerCopy, file: str
) -> None:
    copy.append(file, '\n[[claim]\nid = "broken"\n')
    draft = read_records(copy.folder)
    (finding,) = draft.findings
    assert finding.file == file
    assert finding.message.startswith("is not TOML: ")
    assert {read for read, _ in draft.where.values()} == set(FILES) - {file}


def test_a_broken_file_also_shows_what_is_missing_without_it(copy: LedgerCopy) -> None:
    copy.append("assumptions.toml", "\n[[\n")
    found = [finding for finding in copy.findings() if '"circa"' in finding.message]
    assert [finding.line for finding in found] == sorted(
        copy.line("letter.toml", amount)
        for amount in ("school-budget", "municipal-budget", "total-budget", "release-subsidy")
    )


def test_a_figure_whose_quote_is_gone_leaves_its_digits_uncovered(copy: LedgerCopy) -> None:
    copy.change("letter.toml", "teachers", "Onder deze", "Onder alle")
    quote, digits = sorted(copy.findings(), key=lambda finding: finding.file, reverse=True)
    assert (quote.file, quote.line) == ("letter.toml", copy.line("letter.toml", "teachers"))
    assert (digits.file, digits.line) == ("letter", 29)
    assert digits.message == "the digits '238' belong to no claim of the ledger"


def test_a_value_other_than_the_letters_leaves_the_letters_digits_uncovered(
    copy: LedgerCopy,
) -> None:
    copy.change("letter.toml", "teachers-disadvantaged", "value = 135", "value = 153")
    digits, value = copy.findings()
    assert str(digits) == "letter:30: the digits '135' belong to no claim of the ledger"
    assert value.line == copy.line("letter.toml", "teachers-disadvantaged")
    assert "has the value 153" in value.message


def test_all_faults_are_found_in_one_go_in_the_order_of_their_places(copy: LedgerCopy) -> None:
    copy.change("voices.toml", "tot-slot.1.3", "Ieder kind", "Elk kind")
    copy.change("sources.toml", "plan-schools", '"high"', '"sure"')
    copy.change("letter.toml", "effect", "total-budget", "nothing")
    copy.change("letter.toml", "big-four", '"exact"', '"circa"')
    found = copy.findings()
    assert {finding.file for finding in found} == {"letter.toml", "sources.toml", "voices.toml"}
    places = [(finding.file, finding.line) for finding in found]
    assert places == sorted(places)


def test_derived_figures_follow_a_change_in_both_the_ledger_and_the_letter(
    copy: LedgerCopy,
) -> None:
    copy.change("letter.toml", "teachers", "238 leerkrachten", "240 leerkrachten")
    copy.change("letter.toml", "teachers", "value = 238", "value = 240")
    letter = parse(changed_letter("238 leerkrachten", "240 leerkrachten"))
    changed, findings = inspect(letter, copy.folder)
    assert findings == []
    assert (changed.number("other-respondents"), changed.number("other-teachers")) == (43, 105)


def test_a_ledger_with_findings_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    source = changed_letter("238 leerkrachten", "240 leerkrachten")
    monkeypatch.setattr(ledger, "read_letter", lambda: parse(source))
    with pytest.raises(LedgerError, match="letter:29: the digits '240' belong to no") as caught:
        ledger.read_ledger.__wrapped__()
    assert len(caught.value.findings) == len(str(caught.value).splitlines()) == 2


def test_findings_call_the_letter_by_its_given_name() -> None:
    letter = parse(changed_letter("238 leerkrachten", "240 leerkrachten"))
    _, findings = inspect(letter, files("kamerbrief.claims"), name="brief.txt")
    assert [finding.line for finding in findings if finding.file == "brief.txt"] == [29]


def test_the_packaged_ledger_is_the_one_that_is_inspected_by_default() -> None:
    ledger_of_letter, findings = inspect(read_letter())
    assert findings == []
    assert ledger_of_letter.number("respondents") == 283
