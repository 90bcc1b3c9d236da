"""Both editions are spelt as their dictionaries say; hunspell asks, where it is installed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest

from kamerbrief.editions import editions
from tests.editions.spelling import WORD, accepted, messages, misspelt, present, prose

pytestmark = pytest.mark.skipif(
    not present() and "CI" not in os.environ,
    reason="there is no hunspell with a Dutch and a British dictionary (on Debian: "
    "apt install hunspell hunspell-nl hunspell-en-gb)",
)
each_edition = pytest.mark.parametrize("edition", editions())


def test_there_is_a_spell_checker_where_every_check_is_asked_for() -> None:
    assert present()


@each_edition
@pytest.mark.parametrize("texts", [messages, prose])
def test_every_word_is_spelt_right(texts: Callable[[str], list[str]], edition: str) -> None:
    assert misspelt(texts(edition), edition) == []


@each_edition
def test_every_accepted_word_is_used_and_would_be_refused(edition: str) -> None:
    used = {word for text in (*messages(edition), *prose(edition)) for word in WORD.findall(text)}
    used |= {word[0].lower() + word[1:] for word in used}
    assert accepted(edition) - used == set()
    refused = set(misspelt(accepted(edition), edition, known=frozenset()))
    assert {
        word for word in accepted(edition) if not refused & set(re.split("-", word))
    } - refused == set()


@pytest.mark.parametrize(
    ("text", "lang", "wrong"),
    [
        ("De leerkrahcten antwoorden.", "nl", ["leerkrahcten"]),
        ("De neighbourhood antwoordt, € 290 miljoen.", "nl", ["neighbourhood"]),
        ("The teachers antwoorden.", "en", ["antwoorden"]),
        ("The teachers’ own neighbourhood, self-selection.", "en", []),
    ],
)
def test_a_wrong_word_and_a_word_of_another_language_are_seen(
    text: str, lang: str, wrong: list[str]
) -> None:
    assert misspelt([text], lang) == wrong
