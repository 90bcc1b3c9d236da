"""From a page's question to its answer; from any other question to a sentence."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.editions import Words
from kamerbrief.pages.answers import ANSWERS, Unanswerable, answer, opening
from kamerbrief.scenes.plans import PLANS
from kamerbrief.scenes.scenarios import LARGEST, MOST
from tests.pages.laid import laid

ENGLISH = Words("en")
MINE = {"name": "Mine", "total": 780e6, "schools": 390e6, "preschool": 390e6, "other": 0}


def asked(name: str, question: Any, edition: str = "en") -> Any:
    """What a page gets for a question."""
    return json.loads(answer(edition, name, json.dumps(question)))


def seen(name: str, question: Any) -> Any:
    """The scene that an explorer's page then shows."""
    return laid(json.loads(json.dumps(opening(ENGLISH, name))), asked(name, question))


def value(scene: Any, name: str) -> Any:
    (found,) = [control for control in scene["controls"] if control["name"] == name]
    return found


# ── what pages ask ────────────────────────────────────────────────────────────────────────────


def test_a_move_from_settings_leads_to_both() -> None:
    scene = seen("sample_size", {"at": {"bias": "0.05"}, "move": {"n": 2000}})
    assert scene["settings"] == {"n": "2000", "bias": "0.05"}
    assert scene["reading"].startswith("If these 2,000 answers")


def test_what_is_typed_is_taken_or_refused_at_its_control_and_all_else_stays() -> None:
    assert value(seen("sample_size", {"type": ["n", "1,234"]}), "n")["value"] == 1234
    refused = seen("sample_size", {"at": {"n": "500"}, "type": ["n", "many"]})
    assert "“many” is no number" in value(refused, "n")["message"]
    assert refused["settings"] == {"n": "500"}


def test_a_typed_number_is_read_as_the_edition_writes_it() -> None:
    question = {"type": ["share", "87,5"]}
    assert asked("sample_size", question, "nl")["settings"] == {"share": "0.875"}


def test_an_address_opens_what_can_be_read_and_says_what_cannot() -> None:
    scene = seen("sample_size", {"at": {"n": "2000", "bias": "7", "nonsense": "1"}})
    assert scene["settings"] == {"n": "2000"}
    assert "nonsense" in scene["reading"]


def test_a_guess_is_marked_where_one_can_be() -> None:
    assert "Your guess, 26.0" in json.dumps(seen("sample_size", {"guess": 0.26})["drawing"])
    no_guesses: list[Any] = ["many", -1, None, True, [], {}]
    for no_guess in no_guesses:
        assert asked("sample_size", {"guess": no_guess}) == {}


def test_a_prediction_is_answered_when_its_button_is_pressed() -> None:
    before = asked("predict", {"topic": "survey", "guess": "26", "pressed": None})
    assert (before["answer"], before["control"]["value"]) == ("", 0.26)
    looked = asked("predict", {"topic": "survey", "guess": 0.26, "pressed": "look"})
    assert "You said 26.0 percentage points" in looked["answer"]
    assert looked["guess"][0] == 0.26
    assert asked("predict", {"topic": "survey", "pressed": "skip"})["guess"] is None


def test_a_class_is_pooled() -> None:
    scene = asked("pool", {"topic": "survey", "typed": "5 8.5 10; 12 20"})
    assert scene["reading"].startswith("Of 5 guesses the one in the middle is 10")


def test_divisions_are_saved_compared_and_handed_over() -> None:
    saved = asked("saved", {"action": ["save", "All"], "budget": {"schools": "1"}})
    assert [one["name"] for one in saved["kept"]] == ["All"]
    both = asked("saved", {"kept": [*saved["kept"], MINE], "chosen": "Mine", "action": ["json"]})
    content = base64.b64encode(both["file"]["content"].encode()).decode()
    again = asked("saved", {"action": ["open", content]})
    assert again["kept"] == both["kept"]
    shown = asked("saved", {"kept": both["kept"], "chosen": "Mine", "action": ["show"]})
    assert shown["budget"]["schools"] == "0.5"


def test_the_briefing_holds_what_a_reader_has_set() -> None:
    file = asked("briefing", {"scenes": {"sample_size": {"n": "2000"}}})["file"]
    assert file["name"] == "briefing.html"
    assert "2,000" in file["content"]


# ── what no page asks ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("edition", "name", "question", "said"),
    [
        ("fr", "sample_size", "{}", "no edition 'fr'; there are: en, nl"),
        ("../en", "sample_size", "{}", "no edition"),
        ("en", "sampel_size", "{}", "no explorer 'sampel_size'; there are: letter"),
        ("en", "__class__", "{}", "no explorer"),
        ("en", "sample_size", "", "no JSON"),
        ("en", "sample_size", "{'n': 1}", "no JSON"),
        ("en", "sample_size", "9" * 5000, "no JSON"),
        ("en", "sample_size", "[" * 100_000, "no JSON"),
        ("en", "sample_size", "[]", "no JSON object"),
        ("en", "sample_size", "null", "no JSON object"),
        ("en", "sample_size", '{"at": 3}', "at is no object"),
        ("en", "sample_size", '{"at": {"n": 2000}}', "something else than texts"),
        ("en", "sample_size", '{"at": {"n": "many"}, "move": {"n": 1}}', "many"),
        ("en", "sample_size", '{"move": [1]}', "move is no object"),
        ("en", "sample_size", '{"type": "n"}', "a control and a text"),
        ("en", "sample_size", '{"type": ["n", 3]}', "a control and a text"),
        ("en", "sample_size", '{"type": ["nonsense", "3"]}', "nonsense"),
        ("en", "sample_size", '{"type": ["confidence", "3"]}', "confidence"),
        ("en", "predict", '{"topic": "nonsense"}', "no prediction 'nonsense'"),
        ("en", "predict", '{"topic": ["survey"]}', "topic is no text"),
        ("en", "predict", '{"topic": "survey", "pressed": "both"}', "look or skip"),
        ("en", "predict", '{"topic": "survey", "guess": {}}', "has a guess"),
        ("en", "pool", '{"topic": "survey", "typed": 3}', "typed is no text"),
        ("en", "saved", "{}", "no action None"),
        ("en", "saved", '{"action": ["save"]}', "no action"),
        ("en", "saved", '{"action": [["none"]]}', "no action"),
        ("en", "saved", '{"action": ["open", "%"]}', "no Base64"),
        ("en", "saved", '{"action": ["open", "é"]}', "no Base64"),
        ("en", "saved", '{"action": ["none"], "kept": {}}', "no list of objects"),
        ("en", "saved", '{"action": ["none"], "kept": [{}]}', "should have name, total"),
        ("en", "saved", '{"action": ["none"], "chosen": 1}', "chosen is no text"),
        ("en", "saved", '{"action": ["save", "A"], "budget": {"schools": "7"}}', "700"),
        ("en", "briefing", '{"scenes": {"nonsense": {}}}', "nonsense"),
        ("en", "briefing", '{"scenes": {"sample_size": {"n": "x"}}}', "x"),
    ],
)
def test_a_question_that_no_page_asks_is_refused_in_a_sentence(
    edition: str, name: str, question: str, said: str
) -> None:
    with pytest.raises(Unanswerable, match=said.replace("?", r"\?")):
        answer(edition, name, question)


@pytest.mark.parametrize("bad", [[], {}, [1], "x", None, True, float("nan"), float("inf"), 10**400])
@pytest.mark.parametrize("name", PLANS)
def test_a_value_that_no_control_has_is_refused_in_the_reading(name: str, bad: Any) -> None:
    for control in opening(ENGLISH, name)["controls"]:
        scene = seen(name, {"move": {control["name"]: bad}})
        kept = value(scene, control["name"])["value"]
        assert kept == control["value"] or type(kept) in (bool, str, type(None))


KEYS = ["at", "move", "type", "guess", "topic", "pressed", "typed", "kept", "chosen", "action"]
KEYS += ["budget", "refused", "scenes", "n", "bias", "schools", "figure", "section", "sample_size"]
TEXTS = ["survey", "look", "skip", "save", "open", "json", "none", "true", "1e999", "-1", "\ud800"]
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=10,
)
questions = st.dictionaries(st.sampled_from(KEYS), json_values)


@given(st.sampled_from([*PLANS, *ANSWERS]), questions)
def test_whatever_is_asked_is_answered_or_refused_in_a_sentence(name: str, question: Any) -> None:
    try:
        said = answer("en", name, json.dumps(question))
    except Unanswerable as problem:
        said = json.dumps(str(problem))
    assert "Traceback" not in said
    assert json.loads(said.encode(), parse_constant=pytest.fail) is not None


@pytest.mark.parametrize("depth", [50, 500, 900, 2_000, 50_000])
@pytest.mark.parametrize("key", ["move", "guess", "kept", "scenes"])
def test_what_is_nested_deeply_is_no_harm(key: str, depth: int) -> None:
    for name in ("sample_size", "predict", "saved", "briefing"):
        inner = "[" * depth + "]" * depth
        question = f'{{"topic": "survey", "action": ["none"], "{key}": {{"n": {inner}}}}}'
        try:
            answer("en", name, question)
        except Unanswerable:
            continue


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("sample_size", {"type": ["n", "9" * LARGEST]}),
        ("sample_size", {"at": {"n": "9" * LARGEST}}),
        ("pool", {"topic": "survey", "typed": "9 " * LARGEST}),
        ("saved", {"action": ["save", "x" * LARGEST]}),
        ("saved", {"action": ["open", "QUFB" * LARGEST]}),
        ("saved", {"action": ["none"], "kept": [MINE | {"name": str(n)} for n in range(MOST)]}),
    ],
)
def test_what_is_long_takes_no_long_time(name: str, question: Any) -> None:
    began = time.perf_counter()
    try:
        answer("en", name, json.dumps(question))
    except Unanswerable:
        assert name in ("sample_size", "saved")
    assert time.perf_counter() - began < 5
