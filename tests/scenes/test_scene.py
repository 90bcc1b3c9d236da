"""A scene is all that a reader sees of an explorer: plain data, the same wherever it is computed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from kamerbrief.editions import Words, editions
from kamerbrief.scenes.controls import NumberControl, OutOfRange
from kamerbrief.scenes.plans import PLANS, plan, scene
from kamerbrief.scenes.questions import PREDICTIONS, guess_said

ENGLISH = Words("en")
AROUND = {"repeated_surveys", "rounding"}  # drawn around a share, and around stated amounts
each_explorer = pytest.mark.parametrize("name", PLANS)


def plain(name: str, edition: str = "en", **settings: str) -> dict[str, Any]:
    """A scene as a page gets it: through JSON, and back."""
    found = scene(Words(edition), name, settings, {}).plain()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    return found


def control(found: dict[str, Any], name: str) -> dict[str, Any]:
    controls: dict[str, dict[str, Any]] = {each["name"]: each for each in found["controls"]}
    return controls[name]


# Prints the sum of the bytes of every explorer's scenes: opening, and the last stop of each control.
SUM = """
import hashlib, json, sys
assert not {"ipywidgets", "anywidget", "IPython", "traitlets", "plotly"} & set(sys.modules)
from kamerbrief.editions import Words, editions
from kamerbrief.scenes.plans import PLANS, plan
total = hashlib.sha256()
for edition in sorted(editions()):
    for name in PLANS:
        here = plan(Words(edition), name)
        for moved in ({}, *({control.name: control.stops()[-1]} for control in here.controls)):
            found = here.after(here.default, moved, {}).plain()
            total.update(json.dumps(found, ensure_ascii=False).encode())
assert not {"ipywidgets", "anywidget", "IPython", "traitlets", "plotly"} & set(sys.modules)
print(total.hexdigest())
"""


def test_equal_settings_give_equal_bytes_in_any_process_and_need_no_widget() -> None:
    sums = {
        subprocess.run(
            [sys.executable, "-W", "error", "-c", SUM],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(sums) == 1


@each_explorer
@pytest.mark.parametrize("edition", editions())
def test_the_opening_scene_holds_all_that_a_reader_sees(edition: str, name: str) -> None:
    found = plain(name, edition)
    assert (found["explorer"], found["lang"], found["settings"]) == (name, edition, {})
    assert all((found["reading"], found["source"], found["drawing"]["data"]))
    assert found["code"] == f"explore.{name}()"
    for one in found["controls"]:
        assert one["value"] == one["default"]
        assert one["message"] == ""


def test_a_setting_stands_in_value_text_badge_code_and_address() -> None:
    found = plain("sample_size", n="2000")
    n = control(found, "n")
    assert (n["value"], n["text"]) == (2000, "2,000 answers" if n["unit"] else "2,000")
    assert "your assumption" in n["badge"]
    assert found["code"] == "explore.sample_size(n=2000)"
    assert found["settings"] == {"n": "2000"}
    assert "2,000" in found["reading"]


def test_refused_settings_give_the_opening_scene_and_say_why() -> None:
    opening, refused = plain("sample_size"), plain("sample_size", n="0")
    assert refused["reading"].endswith(opening["reading"])
    assert "0 answers is out of reach" in refused["reading"].removesuffix(opening["reading"])
    assert {**refused, "reading": ""} == {**opening, "reading": ""}


def test_of_several_settings_what_can_be_read_is_set_and_the_rest_is_named() -> None:
    found = plain("sample_size", n="many", share="0.8", colour="red")
    assert found["settings"] == {"share": "0.8"}
    assert "many" in found["reading"]
    assert "colour" in found["reading"]
    assert "All else is set as it asks." in found["reading"]


@pytest.mark.parametrize(
    ("written", "kept"), [("0,05", 0.05), ("0,125", 0.125), ("0.05", 0.05), ("0,5", 0.5)]
)
def test_a_comma_in_an_address_that_can_only_be_decimal_is_read_so(
    written: str, kept: float
) -> None:
    found = plain("sample_size", share=written)
    assert control(found, "share")["value"] == kept


def test_a_comma_in_an_address_that_may_part_thousands_is_named_and_not_guessed_at() -> None:
    found = plain("sample_size", n="2,000")
    assert found["settings"] == {}
    assert "2,000" in found["reading"]


@pytest.mark.parametrize("value", [0, 2.5, True, "many", None, float("nan"), float("inf")])
def test_a_refused_move_leads_back_to_the_last_good_state_and_says_why(value: object) -> None:
    here = plan(ENGLISH, "sample_size")
    before = here.state({"population": 1000})
    good, found = here.scene(before, {}), here.after(before, {"n": value}, {})
    assert found.state == before
    assert found.reading.endswith(f" {good.reading}")
    assert len(found.reading) > len(good.reading) + 20


def test_what_cannot_be_typed_is_said_at_its_control_and_nothing_moves() -> None:
    here = plan(ENGLISH, "sample_size")
    found = here.typed(here.default, "n", "many", {})
    assert found.state == here.default
    assert "many" in control(found.plain(), "n")["message"]
    assert here.typed(here.default, "n", "2,000", {}).settings == {"n": "2000"}


def test_nothing_can_be_typed_at_a_choice() -> None:
    here = plan(ENGLISH, "sample_size")
    with pytest.raises(OutOfRange, match="confidence"):
        here.typed(here.default, "confidence", "0.9", {})


@each_explorer
def test_a_track_in_even_steps_runs_from_the_least_to_the_most_that_can_be_set(name: str) -> None:
    for control in plan(ENGLISH, name).controls:
        if isinstance(control, NumberControl) and not control.domain.stops:
            stops = [stop for stop in control.stops() if stop is not None]
            assert (stops[0], stops[-1]) == (control.domain.minimum, control.domain.maximum)


def test_a_lock_disables_its_part_of_the_budget() -> None:
    found = plain("budget_split", lock_schools="true")
    assert control(found, "schools")["disabled"]
    assert not control(found, "total")["disabled"]


@pytest.mark.parametrize("name", sorted(PLANS.keys() - AROUND))
def test_no_axis_of_numbers_begins_above_nothing(name: str) -> None:
    layout = plain(name)["drawing"]["layout"]
    axes = [axis for key, axis in layout.items() if "axis" in key and axis.get("type") != "log"]
    begins = [min(axis["range"]) for axis in axes if not isinstance(axis["range"][0], str)]
    assert begins
    assert max(begins) <= 0


@pytest.mark.parametrize("topic", sorted(PREDICTIONS))
def test_a_guess_stands_in_the_drawing_of_its_topic_and_in_its_source(topic: str) -> None:
    (name,) = (name for name in PLANS if (plan(ENGLISH, name).guessed or ("",))[0] == topic)
    here = plan(ENGLISH, name)
    guess = guess_said(topic, PREDICTIONS[topic].truth() * 2, ENGLISH)
    without, with_it = (here.scene(here.default, g) for g in ({}, {topic: guess}))
    assert guess.said in with_it.source
    assert guess.said in json.dumps(with_it.drawing, ensure_ascii=False)
    assert with_it.reading == without.reading
