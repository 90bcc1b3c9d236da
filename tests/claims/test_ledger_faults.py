"""Each fault in a copy of the ledger gives one finding, which names the record and its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamerbrief.claims import LedgerError, inspect, ledger
from kamerbrief.claims.reading import FILES, read_records
from kamerbrief.letter import parse
from tests.claims.copies import LedgerCopy, changed_letter


@pytest.fixture
def copy(tmp_path: Path) -> LedgerCopy:
    return LedgerCopy(tmp_path)


# What becomes of which record, and what the finding about it must say.
FAULTS = [
    ("big-four", '"name" -> "name"\nspaeker = "research"', "unknown key 'spaeker'; known are id, "),
    ("big-four", '"name" -> "name"\nlines = [117]', "key 'lines'"),
    ("other-teachers", '"teachers" -> "teachers"\nvalue = 103', "key 'value'"),
    ("effect", 'beside = "total-budget"\n -> ', "lacks beside"),
    ("few-respondents", "een beperkt -> een groot", "«een groot aantal respondenten», found 0"),
    ("survey-bureau", "marktonderzoeksbureau  -> ", "found 2 times in the letter, not 1"),
    ("cannot-judge", "onderzoek -> tot-slot", "to stand in 'tot-slot', but stands in 'onderzoek'"),
    ("survey-bureau", 'marktonderzoeksbureau MWM2" -> MWM2"\noccurs = 2', "stands in 'voetnoten'"),
    ("plan-schools", "= 260_ -> = 620_", "has the value 620000000, not found in its quote"),
    ("release-subsidy", '"circa" -> "exact"', "precision 'exact', but its quote says otherwise"),
    ("respondents", '"exact" -> "rough"', "has the precision 'rough'; allowed are exact, circa"),
    ("respondents", '"research" -> "press"', "has the speaker 'press'; allowed are research, "),
    ("tot-slot.1.1", "minister-judgement -> minister", "has the speaker 'minister'; allowed are"),
    ("plan-schools", '"high" -> "sure"', "confidence 'sure'; allowed are high, medium, low"),
    ("other-respondents", "- teachers -> - teechers", "on teechers: no number of the ledger"),
    ("other-respondents", "- teachers -> - letter_date", "on letter-date: no number of the ledger"),
    ("other-respondents", "- teachers -> - 238", "holds more than ids"),
    ("other-respondents", "- teachers -> / (teachers - teachers)", "divides by nothing"),
    ("other-respondents", '"respondents - teachers" -> 238', "of the wrong type, for expression"),
    ("effect", "total-budget -> few-respondents", "'few-respondents', which is no figure"),
    ("rounding-unit-release", '"] -> ", "schools"]', "'schools', which is no figure of the letter"),
    ("rounding-unit-release", '"] -> ", "letter-date"]', "'letter-date', which is no \"circa\""),
    ("rounding-unit-release", '"] -> ", "respondents"]', "'respondents', which is no \"circa\""),
    ("release-round", "value = 2 -> value = true", "wrong type, for value"),
    ("release-round", "value = 2 -> value = nan", "wrong type, for value"),
    ("release-round", "value = 2 -> value = [2]", "wrong type, for value"),
    ("not-directly-lower-quality", '["budget_split"] -> 3', "wrong type, for limits"),
    ("tot-slot.1.3", "Ieder kind heeft -> Elk kind heeft", "begins «Ieder kind heeft recht op "),
    ("request-document", "request-record -> parents-page", "named by 'parents-page', which is no"),
    ("survey-document", '["survey-report"] -> []', "is named by no figure of the letter"),
    ("survey-document", "report-date -> bureau", "has the date 'survey-bureau', which is no date"),
    ("survey-document", "report-date -> when", "has the date 'survey-when', which is no date"),
    (
        "survey-document",
        "report-address -> where",
        "has the address 'survey-where', which is",
    ),
    ("parents-document", '"parents-page" -> "parents-letter"', "known from 'parents-letter'"),
    ("parents-page", "dated = 2019-01-31 -> dated = 2019-01-30", "is dated 2019-01-30"),
    ("parents-page", '"2019-01-31" -> "2019"', "is dated 2019-01-31, which neither quote nor year"),
    ("big-four-payment", "= 1000 -> = 0", "has the scale 0"),
    ("big-four-payment", "= 1000 -> = 100", "the value 4000000, not found in its quote"),
    ("workload-page", '"subject" -> "subject"\nscale = 10', "has the scale 10"),
    ("language-delay", "language-regular -> away", "stands on 'away', which is no source"),
    ("release-measure", "release-subsidy -> release-budget", "has the amount 'release-budget'"),
    ("release-measure", "twee jaar -> drie jaar", "«drie jaar gedeeltelijk vrij», which is not in"),
    ("big-four-measure", "big-four-payment -> big-four", "beside 'big-four', which is no source"),
    ("inleiding.1.3", '"commitment" -> "commitment"\nsays = "agrees"', "or neither"),
    ("onderzoek.1.2", '\nsays = "agrees" -> ', "needs both sources outside and what they say, or"),
    ("onderzoek.1.2", "agrees -> says", "'says'; allowed are nothing, agrees, differs, beside"),
    ("onderzoek.1.2", '"report-disadvantaged" -> "teachers"', "is held against 'teachers'"),
    ("effect", "total-budget -> ", "an empty value, or"),
]


@pytest.mark.parametrize(("record", "change", "says"), FAULTS)
def test_a_fault_gives_one_finding_at_the_record(
    copy: LedgerCopy, record: str, change: str, says: str
) -> None:
    copy.change(record, *change.split(" -> "))
    (finding,) = copy.findings()
    assert (finding.file, finding.line) == copy.place(record)
    assert finding.message.startswith(f'"{record}" ')
    assert says in finding.message


def test_a_document_is_of_one_day_by_the_letter_and_outside_it(copy: LedgerCopy) -> None:
    copy.change("equal-opportunity-page", "dated = 2019-03-13", "dated = 2019-03-14")
    copy.change("equal-opportunity-page", '"2019-03-13"', '"2019-03-14"')
    (finding,) = copy.findings()
    said = "is of 2019-03-13 by the letter, of 2019-03-14 outside it"
    assert finding.message == f'"equal-opportunity-document" {said}'


def test_a_finding_is_one_line_with_its_file_and_line(copy: LedgerCopy) -> None:
    copy.change("effect", "total-budget", "nothing")
    _, line = copy.place("effect")
    expected = f"letter.toml:{line}: \"effect\" stands beside 'nothing', which is no figure"
    assert list(map(str, copy.findings())) == [expected]


def test_an_unchanged_copy_has_no_findings(copy: LedgerCopy) -> None:
    assert copy.findings() == []


# ── two records, or none ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("file", "added", "says"),
    [
        ("terms.toml", '[[term]]\nid = "teachers"', '"teachers" stands twice in the ledger'),
        ("sources.toml", '[[sauce]]\nid = "salt"', "[[sauce]] is no table of the ledger"),
        ("sources.toml", '[silence]\nid = "one"', "[[silence]] is no table of the ledger"),
    ],
)
def test_a_record_that_cannot_be_is_found_where_it_stands(
    copy: LedgerCopy, file: str, added: str, says: str
) -> None:
    copy.append(file, f"\n{added}\n")
    (finding,) = copy.findings()
    assert (finding.file, finding.message) == (file, says)


def test_figures_that_stand_on_each_other_in_a_circle_are_found_once(copy: LedgerCopy) -> None:
    copy.change("budget-sum", "school_budget", "budget_gap")
    copy.change("budget-gap", "total_budget", "budget_sum")
    (finding,) = copy.findings()
    assert (finding.file, finding.line) in map(copy.place, ("budget-sum", "budget-gap"))
    assert "stands on itself: budget-" in finding.message


def test_a_circa_that_no_assumption_rounds_is_found_at_the_amount(copy: LedgerCopy) -> None:
    copy.change("rounding-unit-release", '"release-subsidy"', "")
    (finding,) = copy.findings()
    assert (finding.file, finding.line) == copy.place("release-subsidy")
    assert '"release-subsidy" is "circa", but no assumption says' in finding.message


def test_a_sentence_in_which_nobody_speaks_is_found_at_its_line_in_the_letter(
    copy: LedgerCopy,
) -> None:
    copy.change("onderzoek.1.6", 'id = "onderzoek.1.6"', 'id = "onderzoek.9.9"')
    letter, voices = copy.findings()
    assert (letter.file, letter.line) == ("letter", 34)
    assert "nobody is said to speak in sentence 'onderzoek.1.6'" in letter.message
    assert (voices.file, voices.line) == copy.place("onderzoek.9.9")


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


def test_a_value_other_than_the_letters_leaves_the_letters_digits_uncovered(
    copy: LedgerCopy,
) -> None:
    copy.change("teachers-disadvantaged", "value = 135", "value = 153")
    digits, value = copy.findings()
    assert str(digits) == "letter:30: the digits '135' belong to no claim of the ledger"
    assert (value.file, value.line) == copy.place("teachers-disadvantaged")
    assert "has the value 153, found 0 times in its quote" in value.message


def test_all_faults_are_found_in_one_go_in_the_order_of_their_places(copy: LedgerCopy) -> None:
    copy.change("tot-slot.1.3", "Ieder kind", "Elk kind")
    copy.change("plan-schools", '"high"', '"sure"')
    copy.change("effect", "total-budget", "nothing")
    copy.change("big-four", '"exact"', '"circa"')
    found = copy.findings()
    assert {finding.file for finding in found} == {"letter.toml", "sources.toml", "voices.toml"}
    places = [(finding.file, finding.line) for finding in found]
    assert places == sorted(places)


# ── another letter ────────────────────────────────────────────────────────────────────────────


def test_derived_figures_follow_a_change_in_both_the_ledger_and_the_letter(
    copy: LedgerCopy,
) -> None:
    copy.change("teachers", "238 leerkrachten", "240 leerkrachten")
    copy.change("teachers", "value = 238", "value = 240")
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
