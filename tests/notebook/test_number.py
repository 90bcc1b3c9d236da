"""A number that is typed, or given as an argument: taken, or refused in one sentence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.notebook.controls import Choice
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.notebook.number import Number
from kamerbrief.scenes.controls import OutOfRange
from tests.notebook.moves import EXPLORERS, home, opened, type_in

each_explorer = pytest.mark.parametrize("name", EXPLORERS)
NO_NUMBERS = ("abc", "0.5.5", "1,5", "12 34", "--3", "½", "€", "%", "nan")
OUT_OF_REACH = ("-5", "99999999")
BIAS, POPULATION = (opened("sample_size").controls[name] for name in ("bias", "population"))


def numbers(explorer: Explorer) -> dict[str, Number]:
    """The controls that can be typed into."""
    return {name: w for name, w in explorer.controls.items() if isinstance(w, Number)}


def sentence(text: str) -> str:
    """The text, when it is one that a reader can read: one line, no trace of a program."""
    assert text.strip() == text != ""
    assert "\n" not in text
    assert "Traceback" not in text
    return text


# ── typed into the field ──────────────────────────────────────────────────────────────────────


@each_explorer
def test_a_good_number_moves_the_control_and_says_nothing(name: str) -> None:
    for control, widget in numbers(opened(name)).items():
        stop = [stop for stop in widget.stops if stop is not None][1]
        type_in(widget, f" {stop / widget.factor:.10g} ")
        assert widget.value == pytest.approx(stop), control
        assert widget.message == "", control


@each_explorer
def test_the_unit_may_be_typed_along(name: str) -> None:
    for control, widget in numbers(opened(name)).items():
        if widget.unit:
            stop = widget.stops[-1]
            type_in(widget, f"{stop / widget.factor:.10g} {widget.unit}")
            assert (widget.value, widget.message) == (pytest.approx(stop), ""), control


@each_explorer
def test_what_cannot_be_is_refused_in_a_sentence_that_names_it(name: str) -> None:
    explorer = opened(name)
    for control, widget in numbers(explorer).items():
        for typed in (*NO_NUMBERS, *OUT_OF_REACH):
            type_in(widget, typed)
            message = sentence(widget.message).replace("−", "-")
            assert typed in message or typed in message.replace(",", ""), control
            assert widget.value == home(name).state[control]
    assert explorer.reading == home(name).reading


@each_explorer
def test_out_of_reach_says_from_where_to_where(name: str) -> None:
    for widget in numbers(opened(name)).values():
        type_in(widget, "99999999")
        said = widget.message.replace(",", "")
        for end in (widget._control.domain.minimum, widget._control.domain.maximum):
            assert end is not None
            assert f"{end / widget.factor:.10g}" in said


@each_explorer
def test_nothing_and_far_too_much_leave_the_value_or_mean_no_limit(name: str) -> None:
    for control, widget in numbers(opened(name)).items():
        for typed in ("", "  ", "1e999", "9" * 400, "٣"):
            before = widget.value
            type_in(widget, typed)
            if widget.message:
                sentence(widget.message)
                assert widget.value == before, control
            else:
                assert typed == "٣" or (widget.none and widget.value is None), control


@given(
    typed=st.text(max_size=12) | st.from_regex(r"[-+−]?[0-9.,]{0,8} ?(%|points)?", fullmatch=True)
)
def test_whatever_is_typed_nothing_breaks(typed: str) -> None:
    for widget, most in (BIAS, 0.3), (POPULATION, 10_000_000):
        before = widget.value
        type_in(widget, typed)
        assert widget.message == "" or widget.value == before
        assert widget.value is None or 0 <= widget.value <= most


@each_explorer
def test_a_later_good_number_clears_the_message(name: str) -> None:
    for control, widget in numbers(opened(name)).items():
        type_in(widget, "abc")
        assert widget.message, control
        stop = widget.stops[0]
        type_in(widget, f"{stop / widget.factor:.10g}")
        assert (widget.value, widget.message) == (pytest.approx(stop), ""), control


@each_explorer
def test_reset_clears_every_message(name: str) -> None:
    explorer = opened(name)
    for widget in numbers(explorer).values():
        type_in(widget, "abc")
    explorer.reset()
    assert [widget.message for widget in numbers(explorer).values() if widget.message] == []


@each_explorer
def test_no_limit_can_be_typed_in_words_or_by_an_empty_field(name: str) -> None:
    for widget in numbers(opened(name)).values():
        for typed in ["", widget.none, widget.none.upper()] if widget.none else []:
            widget.value = widget.stops[0]
            type_in(widget, typed)
            assert (widget.value, widget.message) == (None, "")


def test_half_an_answer_is_no_answer() -> None:
    n = opened("sample_size").controls["n"]
    type_in(n, "135.5")
    assert n.value == 135
    assert "135.5" in sentence(n.message)
    type_in(n, "136.0")
    assert (n.value, type(n.value), n.message) == (136, int, "")


# ── given as an argument ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("n", [-1, 4, 5001, 10**9, 135.5, True, False, "135", [135], float("nan")])
def test_an_impossible_number_of_answers_is_refused_by_its_value(n: Any) -> None:
    with pytest.raises(OutOfRange) as refused:
        opened("sample_size", n=n)
    text = sentence(str(refused.value))
    digits = text.replace(",", "").replace("−", "-")
    assert repr(n) in digits or f"{n:.2f}" in digits


@each_explorer
def test_an_argument_that_does_not_exist_is_refused_with_those_that_do(name: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        opened(name, nn=3)
    text = sentence(str(refused.value))
    assert " nn" in text
    assert [known for known in home(name).state if known not in text] == []


@each_explorer
def test_a_choice_that_is_not_offered_is_refused_with_those_that_are(name: str) -> None:
    choices = {n: w for n, w in opened(name).controls.items() if isinstance(w, Choice)}
    for control, widget in choices.items():
        for value in ("elsewhere", 0.97, [1]):
            with pytest.raises(OutOfRange) as refused:
                opened(name, **{control: value})
            text = sentence(str(refused.value))
            assert repr(value) in text
            assert all(repr(offered) in text for _, offered in widget.options)


def test_a_figure_that_is_not_in_the_letter_is_refused() -> None:
    with pytest.raises(OutOfRange, match="'budget-sum'"):
        opened("letter", figure="budget-sum")


def test_in_a_notebook_a_refusal_is_its_sentence_without_a_traceback() -> None:
    with pytest.raises(OutOfRange) as refused:
        opened("sample_size", n=-1)
    assert refused.value._render_traceback_() == [str(refused.value)]
    assert isinstance(refused.value, ValueError)
