"""The rule that puts a sentence on the scale, in every combination."""

import pytest

from kamerbrief.models.verdict import OUTSIDE, SPEAKERS, VERDICTS, verdict

# For each speaker what follows when outside is: nothing, agrees, differs, beside.
OF_NO_DOCUMENT = {
    "research": "quoted confirmed disputed quoted",
    "minister-fact": "stated confirmed disputed stated",
    "minister-judgement": "judgement judgement judgement judgement",
    "commitment": "commitment commitment commitment commitment",
}
REFERENCED = OF_NO_DOCUMENT | {"minister-fact": "referenced confirmed disputed referenced"}


def test_the_scale_has_seven_verdicts_in_the_order_of_the_table() -> None:
    scale = "confirmed disputed quoted referenced stated judgement commitment"
    assert list(VERDICTS) == scale.split()
    assert OUTSIDE == ("nothing", "agrees", "differs", "beside")


@pytest.mark.parametrize(("referenced", "table"), [(False, OF_NO_DOCUMENT), (True, REFERENCED)])
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_each_rule_puts_its_sentences_on_the_scale(
    speaker: str, referenced: bool, table: dict[str, str]
) -> None:
    found = [verdict(speaker, outside=outside, referenced=referenced) for outside in OUTSIDE]
    assert found == table[speaker].split()


def test_unless_told_otherwise_nothing_is_found_and_nothing_named() -> None:
    assert [verdict(speaker) for speaker in SPEAKERS] == [
        *("quoted", "stated", "judgement", "commitment")
    ]


def test_a_refusal_lists_what_there_is_to_choose_from() -> None:
    names = "'nothing', 'agrees', 'differs', 'beside'"
    with pytest.raises(ValueError, match=f"^outside must be one of {names}, not 'maybe'; "):
        verdict("research", outside="maybe")
