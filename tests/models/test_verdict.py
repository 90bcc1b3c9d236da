"""The rule that puts a sentence on the scale: every rule, their order, every combination."""

from itertools import product

import pytest

from kamerbrief.models.verdict import OUTSIDE, SPEAKERS, VERDICTS, verdict

FACTS = ["research", "minister-fact"]
NO_FACTS = {"minister-judgement": "judgement", "commitment": "commitment"}


def test_the_scale_has_seven_verdicts_in_the_order_of_the_table() -> None:
    assert VERDICTS == (
        "confirmed",
        "disputed",
        "quoted",
        "referenced",
        "stated",
        "judgement",
        "commitment",
    )


@pytest.mark.parametrize(
    ("speaker", "outside", "referenced", "expected"),
    [
        ("research", "agrees", False, "confirmed"),
        ("research", "differs", False, "disputed"),
        ("research", "nothing", False, "quoted"),
        ("research", "beside", False, "quoted"),
        ("minister-fact", "agrees", False, "confirmed"),
        ("minister-fact", "differs", False, "disputed"),
        ("minister-fact", "nothing", True, "referenced"),
        ("minister-fact", "beside", True, "referenced"),
        ("minister-fact", "nothing", False, "stated"),
        ("minister-fact", "beside", False, "stated"),
    ],
)
def test_each_rule_puts_its_sentences_on_the_scale(
    speaker: str, outside: str, referenced: bool, expected: str
) -> None:
    assert verdict(speaker, outside=outside, referenced=referenced) == expected


@pytest.mark.parametrize(("outside", "referenced"), list(product(OUTSIDE, [False, True])))
@pytest.mark.parametrize("speaker", list(NO_FACTS))
def test_a_judgement_and_a_promise_stay_so_whatever_is_found_outside(
    speaker: str, outside: str, referenced: bool
) -> None:
    assert verdict(speaker, outside=outside, referenced=referenced) == NO_FACTS[speaker]


@pytest.mark.parametrize("speaker", FACTS)
def test_what_a_source_outside_says_comes_before_the_reference_in_the_letter(speaker: str) -> None:
    assert verdict(speaker, outside="agrees", referenced=True) == "confirmed"
    assert verdict(speaker, outside="differs", referenced=True) == "disputed"


@pytest.mark.parametrize("outside", ["nothing", "beside"])
def test_retold_research_is_quoted_also_when_the_letter_names_the_document(outside: str) -> None:
    assert verdict("research", outside=outside, referenced=True) == "quoted"


def test_unless_told_otherwise_nothing_is_found_and_nothing_named() -> None:
    for speaker in SPEAKERS:
        assert verdict(speaker) == verdict(speaker, outside="nothing", referenced=False)
    assert verdict("minister-fact") == "stated"


def test_every_combination_lands_on_the_scale_and_every_verdict_is_given() -> None:
    found = {
        verdict(speaker, outside=outside, referenced=referenced)
        for speaker, outside, referenced in product(SPEAKERS, OUTSIDE, [False, True])
    }
    assert found == set(VERDICTS)


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_what_lies_beside_the_point_changes_nothing(speaker: str) -> None:
    for referenced in (False, True):
        assert verdict(speaker, outside="beside", referenced=referenced) == verdict(
            speaker, outside="nothing", referenced=referenced
        )


def test_a_refusal_lists_what_there_is_to_choose_from() -> None:
    names = "'research', 'minister-fact', 'minister-judgement', 'commitment'"
    with pytest.raises(ValueError, match=f"^speaker must be one of {names}, not 'teacher'; "):
        verdict("teacher")
    names = "'nothing', 'agrees', 'differs', 'beside'"
    with pytest.raises(ValueError, match=f"^outside must be one of {names}, not 'maybe'; "):
        verdict("research", outside="maybe")
