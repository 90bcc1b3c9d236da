"""The verdict on a sentence of the letter: a fixed scale, and the rule that puts a sentence on it."""

from typing import Final

from kamerbrief.models.domain import require_choice

VERDICTS: Final = (
    *("confirmed", "disputed", "quoted", "referenced"),
    *("stated", "judgement", "commitment"),
)
"""The scale, in the order in which a table lists it."""

SPEAKERS: Final = ("research", "minister-fact", "minister-judgement", "commitment")
OUTSIDE: Final = ("nothing", "agrees", "differs", "beside")


def verdict(speaker: str, *, outside: str = "nothing", referenced: bool = False) -> str:
    """The verdict on a sentence, one of `VERDICTS`; the first rule that fits decides.

    A judgement and what is under way cannot be settled by a source today. Else an outside source
    that differs makes the sentence `disputed`, and one that agrees `confirmed`. What is left is
    `quoted` when research is retold, `referenced` when the letter names a document, else `stated`.

    Args:
        speaker: who speaks in it, one of `SPEAKERS`.
        outside: what sources outside the letter say to it, one of `OUTSIDE`; `beside` for what
            neither confirms nor contradicts it.
        referenced: whether the letter names a document for it.

    Raises:
        ValueError: a value lies outside its domain.

    >>> verdict("research"), verdict("minister-fact", outside="agrees")
    ('quoted', 'confirmed')
    """
    require_choice(SPEAKERS, speaker=speaker)
    require_choice(OUTSIDE, outside=outside)
    if speaker == "minister-judgement":
        return "judgement"
    if speaker == "commitment":
        return "commitment"
    if outside in ("differs", "agrees"):
        return "disputed" if outside == "differs" else "confirmed"
    if speaker == "research":
        return "quoted"
    return "referenced" if referenced else "stated"
