"""The catalogues: every message is there, is used, fits the ledger, and holds no typed number."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from kamerbrief.claims import LetterClaim, Silence, Term, read_ledger
from kamerbrief.claims.records import CONFIDENCES, PRECISIONS, SPEAKERS
from kamerbrief.editions import Words, editions
from kamerbrief.editions.words import catalogue
from kamerbrief.letter import read_letter
from kamerbrief.scenes import theme
from kamerbrief.scenes.language import QUOTED, in_letter
from kamerbrief.scenes.plans import PLANS, plan
from kamerbrief.scenes.walk import walk
from tests.editions.source import asked, given, written

Messages = Mapping[str, str | tuple[str, ...]]
EDITIONS = editions()
SPECS = re.compile(r"|(number|percent|points|euros)(\.[123])?|date")


def po(edition: str) -> bytes:
    return files("kamerbrief.editions").joinpath(edition, "messages.po").read_bytes()


def texts(messages: Messages) -> Iterator[tuple[str, str]]:
    """Every text of a catalogue with its key; a message with plural forms has more than one."""
    for key, message in messages.items():
        for text in [message] if isinstance(message, str) else message:
            yield key, text


def fields(messages: Messages) -> Iterator[tuple[str, str, str]]:
    """Every placeholder with its key: name and format."""
    for key, text in texts(messages):
        for _, name, spec, _ in string.Formatter().parse(text):
            if name is not None:
                yield key, name, spec or ""


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def messages(edition: str) -> Messages:
    return catalogue(edition)[1]


# ── the file ──────────────────────────────────────────────────────────────────────────────────


def test_a_catalogue_is_read_without_errors_and_nothing_in_it_is_fuzzy(edition: str) -> None:
    read = read_po(BytesIO(po(edition)), abort_invalid=True)
    assert len(read) > 0
    assert [message.id for message in read if message.id and message.fuzzy] == []


def test_each_message_stands_once(edition: str) -> None:
    keys = re.findall(r'^msgid "(.+)"$', po(edition).decode("utf-8"), re.MULTILINE)
    assert [key for key in set(keys) if keys.count(key) > 1] == []
    assert len(keys) == len(catalogue(edition)[1])


def test_no_message_is_empty(messages: Messages) -> None:
    assert [key for key, text in texts(messages) if not text.strip()] == []


def test_a_message_with_plural_forms_has_all_of_its_language(edition: str) -> None:
    plural = [m for m in catalogue(edition).messages.values() if isinstance(m, tuple)]
    assert plural
    assert {len(message) for message in plural} == {get_plural(edition).num_plurals}


def test_in_english_one_is_said_otherwise_than_many() -> None:
    plural = {key: m for key, m in catalogue("en").messages.items() if isinstance(m, tuple)}
    assert [key for key, forms in plural.items() if len(set(forms)) == 1] == []


def test_all_editions_have_the_same_messages() -> None:
    keys = {edition: set(catalogue(edition)[1]) for edition in EDITIONS}
    assert {edition: keys[edition] ^ keys["en"] for edition in EDITIONS} == {
        edition: set() for edition in EDITIONS
    }


def unlike(messages: Messages, english: Messages) -> list[str]:
    """The keys of messages that ask for other values than the English ones do."""

    def names(of: Messages) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {key: set() for key in of}
        for key, name, spec in fields(of):
            found[key].add(f"{name}:{spec}")
        return found

    wanted = names(english)
    return [key for key, found in names(messages).items() if found != wanted[key]]


def test_a_message_asks_for_the_same_values_in_every_edition(messages: Messages) -> None:
    assert unlike(messages, catalogue("en")[1]) == []


def test_a_message_that_asks_for_other_values_is_seen() -> None:
    english = {"lost": "{n:number} of {all:number}", "kept": "{n}", "other": "{n:percent}"}
    dutch = {"lost": "{n:number}", "kept": "Het is {n}", "other": "{n:percent.1}"}
    assert unlike(dutch, english) == ["lost", "other"]


# ── numbers come in by placeholders ───────────────────────────────────────────────────────────


def with_typed_digits(messages: Messages) -> list[str]:
    return [
        key
        for key, text in texts(messages)
        if any(re.search(r"\d", literal) for literal, *_ in string.Formatter().parse(text))
    ]


def test_no_digit_is_typed_in_a_message(messages: Messages) -> None:
    assert with_typed_digits(messages) == []


def test_a_digit_typed_in_a_message_is_seen_and_one_in_a_placeholder_is_not() -> None:
    assert with_typed_digits(
        {
            "typed": "{respondents} people answered, 238 of them teachers",
            "plural": ("one", "the {n} of 2"),
            "fine": "{share:percent.1} and {part_1:euros}",
        }
    ) == ["typed", "plural"]


def test_every_placeholder_is_a_figure_or_is_given_by_the_source(messages: Messages) -> None:
    known = given()
    assert [
        (key, name)
        for key, name, _ in fields(messages)
        if name not in read_ledger() and ("-" in name or name not in known)
    ] == []


def test_every_placeholder_asks_for_a_known_format(messages: Messages) -> None:
    assert [field for field in fields(messages) if not SPECS.fullmatch(field[2])] == []


def test_a_figure_of_the_ledger_is_left_to_say_its_own_unit(messages: Messages) -> None:
    known = given()
    assert [
        (key, name)
        for key, name, spec in fields(messages)
        if name in read_ledger() and name not in known and spec
    ] == []


# ── every message that is asked for is there, and no other ────────────────────────────────────


def missing(keys: Iterable[tuple[str, str, str]], messages: Mapping[str, object]) -> list[str]:
    return [
        f"{place} asks for {pattern}"
        for place, _, pattern in keys
        if not any(re.fullmatch(pattern, key) for key in messages)
    ]


def test_every_key_in_the_source_is_a_message(messages: Messages, edition: str) -> None:
    keys = [item for item in asked() if item[1] != "has" or edition == "en"]
    assert len(keys) > 50
    assert missing(keys, messages) == []


def test_a_key_without_a_message_is_seen(tmp_path: Path) -> None:
    (tmp_path / "survey.py").write_text(
        "words.text('funnel.reading', share=1)\n"
        "words.text('funnel.raeding')\n"
        "words.text('lines.one' if one else 'lines.mony', lines=text)\n"
        "raise CannotShow(f'fumnel.{name}')\n"
    )
    assert missing(asked(tmp_path), catalogue("en")[1]) == [
        r"survey.py:2 asks for funnel\.raeding",
        r"survey.py:3 asks for lines\.mony",
        r"survey.py:4 asks for fumnel\..+",
    ]


def test_no_message_is_left_over(messages: Messages) -> None:
    source = written()
    dotted = [
        text for text in source if ".+" in text and r"\." in text and re.search("[a-z]", text)
    ]
    built = re.compile("|".join(dotted))
    unused = [key for key in messages if re.escape(key) not in source and not built.fullmatch(key)]
    assert unused == []


def demanded() -> dict[str, set[str]]:
    """What the ledger and the walk make the explorers and pages ask for, by what it is about."""
    ledger, topics = read_ledger(), walk().values()
    claims = ledger.of(LetterClaim)
    shown = {claim.id for claim in claims}
    shown |= {item.id for claim in claims for item in ledger.derived_from(claim.id)}
    shown |= {figure for topic in topics for figure in topic.figures}
    glossary = {term.id for term in ledger.of(Term)}
    checks = [check for topic in topics for check in topic.checks]
    return {
        "figures": {f"claim.{figure}" for figure in shown},
        "silences": {f"silence.{item.id}" for item in ledger.of(Silence)},
        "sections": {f"section.{section.id}" for section in read_letter().sections},
        "speakers": {f"speaker.{speaker}" for speaker in SPEAKERS},
        "precisions": {f"precision.{precision}" for precision in PRECISIONS},
        "confidences": {f"confidence.{confidence}" for confidence in CONFIDENCES},
        "badges": {f"badge.{kind}.{what}" for kind in theme.KINDS for what in ("name", "meaning")},
        "recipients": {f"recipient.{claim.recipient}" for claim in claims if claim.recipient},
        "bindings": {f"binding.{claim.binding}" for claim in claims if claim.binding},
        "often": {f"term-of.{claim.unit}" for claim in claims if claim.binding},
        "terms": {
            f"term.{term}.{what}" for term in glossary for what in ("forms", "gloss", "meaning")
        },
        "questions": {f"check.{check.id}.question" for check in checks},
        "answers": {
            f"check.{check.id}.{what}.{number}"
            for check in checks
            for what in ("option", "feedback")
            for number in range(1, check.options + 1)
        },
    }


def test_all_that_the_ledger_and_the_walk_ask_for_is_a_message(messages: Messages) -> None:
    lacking = {about: wanted - messages.keys() for about, wanted in demanded().items()}
    assert {about: keys for about, keys in lacking.items() if keys} == {}


@pytest.mark.parametrize(
    "about", ["silences", "sections", "badges", "terms", "questions", "answers"]
)
def test_no_message_is_about_something_that_does_not_exist(edition: str, about: str) -> None:
    wanted = demanded()[about]
    (prefix,) = {key.split(".")[0] for key in wanted}
    ends = {"questions": (".question",), "answers": tuple(string.digits)}.get(about, ("",))
    also = {"sections": {"section.all"}, "terms": {"term.where"}}.get(about, set())
    present = {
        key for key in catalogue(edition)[1] if key.startswith(f"{prefix}.") and key.endswith(ends)
    }
    assert present - wanted - also == set()


def test_every_label_of_a_figure_is_of_a_figure_in_the_ledger(edition: str) -> None:
    labelled = {
        key.removeprefix("claim.") for key in catalogue(edition)[1] if key.startswith("claim.")
    }
    assert {figure for figure in labelled if figure not in read_ledger()} == set()


def test_every_figure_that_an_explorer_uses_has_a_label(edition: str) -> None:
    words = Words(edition)
    used = {figure for name in PLANS for figure in plan(words, name).uses}
    assert used
    assert {figure for figure in used if not words.has(f"claim.{figure}")} == set()


@pytest.mark.parametrize("topic", walk())
def test_a_topic_lists_only_figures_of_the_ledger(topic: str) -> None:
    assert [figure for figure in walk()[topic].figures if figure not in read_ledger()] == []


# ── the letter in English, and in plain Dutch ─────────────────────────────────────────────────


@pytest.fixture
def beside(edition: str) -> dict[str, str]:
    """What an edition has beside each sentence of the letter, by the sentence's id."""
    prefix = "sentence."
    return {
        key.removeprefix(prefix): text
        for key, text in texts(catalogue(edition)[1])
        if key.startswith(prefix)
    }


def test_every_sentence_of_the_letter_and_nothing_else_has_a_rendering(
    beside: dict[str, str],
) -> None:
    assert beside.keys() == {sentence.id for sentence in read_letter().sentences}


def test_a_rendering_takes_only_figures_that_stand_in_its_own_sentence(
    beside: dict[str, str],
) -> None:
    letter, ledger = read_letter(), read_ledger()
    home = {claim.id: letter.find(claim.quote)[0].part.id for claim in ledger.of(LetterClaim)}
    strays = [
        (sentence, name) for sentence, name, _ in fields(beside) if home.get(name) != sentence
    ]
    assert strays == []


def test_each_number_of_the_survey_and_each_amount_is_in_the_rendering(
    beside: dict[str, str],
) -> None:
    survey = ["respondents", "teachers", "teachers-disadvantaged"]
    money = ["school-budget", "municipal-budget", "total-budget", "release-subsidy"]
    named = [name for _, name, _ in fields(beside)]
    assert [named.count(figure) for figure in (*survey, *money)] == [1] * 7


def test_a_rendering_says_circa_where_the_letter_does(beside: dict[str, str], edition: str) -> None:
    words = Words(edition)
    said = [sentence for sentence in beside if "circa" in words.text(f"sentence.{sentence}")]
    stated = [sentence.id for sentence in read_letter().sentences if "circa" in sentence.text]
    assert said == stated


LONG: Final = 16  # words, in one breath
HARD: Final = re.compile(
    r"jongstleden|separate|betreffende|middels|teneinde|aangaande|voornoemde|welke |dienen te|"
    r"generiek|toepasbaar|echter|tevens|hiertoe|gelijktijdig",
    re.IGNORECASE,
)


def too_hard(text: str) -> list[str]:
    """The sentences of a text that are long, or hold a word that civil servants only write."""
    found = re.split(r"(?<=[.?!])\s+", text)
    return [one for one in found if len(one.split()) > LONG or HARD.search(one)]


def test_the_plain_words_are_short_sentences_of_everyday_words() -> None:
    words = Words("nl")
    hard = {s.id: too_hard(words.text(f"sentence.{s.id}")) for s in read_letter().sentences}
    assert {sentence: texts for sentence, texts in hard.items() if texts} == {}


def test_no_meaning_of_a_term_quotes_the_letter_for_a_title_cannot_say_it_is_dutch() -> None:
    meanings = {key: text for key, text in texts(catalogue("en").messages) if ".meaning" in key}
    assert len(meanings) > 30
    assert [
        key for key, text in meanings.items() if any(map(in_letter, QUOTED.findall(text)))
    ] == []


def test_every_message_that_needs_nothing_from_the_source_can_be_said(edition: str) -> None:
    words = Words(edition)
    for key, text in texts(catalogue(edition)[1]):
        names = [name for _, name, _ in fields({key: text})]
        if all(name in read_ledger() for name in names) and not isinstance(
            words.messages[key], tuple
        ):
            assert "{" not in words.text(key), key
