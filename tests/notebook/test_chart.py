"""The widget that shows a figure: one plotly.js on request, figure and reading in one message."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import comm
import pytest

from kamerbrief.notebook import open_edition
from kamerbrief.notebook.chart import Chart, as_figure, plotly_js
from kamerbrief.notebook.explorer import Explorer
from kamerbrief.scenes import theme
from tests.notebook.moves import parts

MESSAGES = {"waiting": "Wait.", "failed": "It failed."}


@dataclass
class Wire:
    """What goes from the kernel to the page."""

    sent: list[dict[str, Any]] = field(default_factory=list)

    def data(self, widget: Any, method: str) -> list[dict[str, Any]]:
        """What a widget sent by a method: each message's data, and its buffers."""
        mine = (each for each in self.sent if each["comm"] == widget.comm.comm_id)
        return [
            each["data"] | {"buffers": each["buffers"]}
            for each in mine
            if each["data"].get("method") == method
        ]

    def updates(self, widget: Any) -> list[dict[str, Any]]:
        """The states that a widget sent after it was opened."""
        return [each["state"] for each in self.data(widget, "update")]


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """A page at the other end, which keeps what it gets."""
    wire = Wire()

    def publish(
        self: Any, kind: str, data: Any = None, metadata: Any = None, buffers: Any = None, **_: Any
    ) -> None:
        wire.sent.append(
            {"comm": self.comm_id, "kind": kind, "data": data or {}, "buffers": buffers}
        )

    monkeypatch.setattr(comm.DummyComm, "publish_msg", publish)
    return wire


def shown() -> Explorer:
    """An explorer on the page."""
    return open_edition("en").explore.sample_size()


def the_chart(explorer: Explorer) -> Chart:
    """The chart of an explorer."""
    (found,) = parts(explorer, Chart)
    assert isinstance(found, Chart)
    return found


# ── plotly.js ─────────────────────────────────────────────────────────────────────────────────


def test_who_asks_for_plotly_js_gets_the_packages_own_as_bytes(wire: Wire) -> None:
    chart = Chart(MESSAGES)
    chart._handle_custom_msg({"kind": "plotly.js"}, [])
    (answer,) = wire.data(chart, "custom")
    assert answer["content"] == {"kind": "plotly.js"}
    (library,) = answer["buffers"]
    assert library == (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
    assert library == plotly_js()


def test_the_page_is_told_which_plotly_js_it_is(wire: Wire) -> None:
    chart = Chart(MESSAGES)
    (opening,) = [message for message in wire.sent if message["comm"] == chart.comm.comm_id]
    assert opening["data"]["state"]["plotly"] == version("plotly")
    assert b"plotly.js v" in plotly_js()[:400]


@pytest.mark.parametrize(
    "message",
    [{}, {"kind": "plotly"}, {"kind": ["plotly.js"]}, {"typed": "1"}, "plotly.js", None, []],
)
def test_nobody_else_is_answered(
    wire: Wire, caplog: pytest.LogCaptureFixture, message: Any
) -> None:
    chart = Chart(MESSAGES)
    chart._handle_custom_msg(message, [])
    assert wire.data(chart, "custom") == []
    assert caplog.records == []


def test_plotly_js_goes_with_no_state(wire: Wire) -> None:
    explorer = shown()
    explorer.controls["n"].value = 200
    assert wire.data(the_chart(explorer), "custom") == []
    assert max(len(json.dumps(message["data"])) for message in wire.sent) < 200_000
    assert [message for message in wire.sent if message["buffers"]] == []


# ── figure and reading ────────────────────────────────────────────────────────────────────────


def test_figure_reading_and_source_go_in_one_message(wire: Wire) -> None:
    explorer = shown()
    chart = the_chart(explorer)
    wire.sent.clear()
    explorer.controls["n"].value = 2000
    (update,) = wire.updates(chart)
    assert update.keys() == {"figure", "reading", "source"}
    assert update["reading"] == explorer.reading
    assert update["source"] == explorer.source
    assert as_figure(json.loads(update["figure"])).to_dict() == explorer.figure.to_dict()


def test_a_move_that_changes_two_controls_sends_one_figure(wire: Wire) -> None:
    explorer = open_edition("en").explore.budget_split()
    wire.sent.clear()
    explorer.controls["schools"].value = 0.5
    assert len(wire.updates(the_chart(explorer))) == 1


def test_the_template_goes_once_and_not_with_each_figure(wire: Wire) -> None:
    explorer = shown()
    chart = the_chart(explorer)
    explorer.controls["n"].value = 200
    assert json.loads(chart.template) == theme.template()
    for update in wire.updates(chart):
        assert "template" not in update
        assert '"template"' not in update["figure"]


def test_the_page_gets_its_language_its_messages_and_the_dark_colours(wire: Wire) -> None:
    chart = Chart(MESSAGES, "nl")
    (opening,) = [message for message in wire.sent if message["comm"] == chart.comm.comm_id]
    state = opening["data"]["state"]
    assert (state["lang"], state["messages"]) == ("nl", MESSAGES)
    assert state["dark"] == theme.dark_colours()
