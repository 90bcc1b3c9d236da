"""The kernel of a page: it runs cells, carries messages, and stands in for IPython where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Final

# In a process of its own, since the kernel takes the place of what opens comms.
RUN: Final = """
import json, sys
if "without" in sys.argv:
    class Blocked:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] == "IPython":
                raise ModuleNotFoundError(name)
    import importlib.util as util
    real = util.find_spec
    util.find_spec = lambda name, package=None: None if name == "IPython" else real(name, package)
    sys.meta_path.insert(0, Blocked())
from kamerbrief.site.kernel import Kernel
sent = []
kernel = Kernel(lambda *what: sent.append(what))
kernel.run('from kamerbrief import open_edition\\nshow, explore, ask = open_edition("en")')
view = kernel.run("explorer = explore.sample_size()\\nexplorer")
opened = {content[1] for content in sent if content[0] == "comm_open"}
slider = kernel._names["explorer"].controls["n"]
before = len(sent)
change = {"data": {"method": "update", "state": {"value": 2000}, "buffer_paths": []}}
kernel.receive(slider.model_id, json.dumps(change), [])
kernel.receive("closed long ago", json.dumps(change), [])
kernel.run("explorer.close()")
print(json.dumps({
    "view": view, "opened": view in opened, "n": slider.value,
    "said": [json.loads(content) for kind, _, content, _ in sent[before:] if kind == "comm_msg"],
    "closed": [comm for kind, comm, _, _ in sent if kind == "comm_close"],
    "nothing": kernel.run("explorer = 1"), "page": kernel.run("show.badges()"),
    "ipython": "IPython.core.magic" in sys.modules,
}))
"""


def told(*how: str) -> dict[str, Any]:
    """What a kernel did in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *how], capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_cell_shows_its_widget_and_a_move_is_answered_with_a_reading() -> None:
    seen = told()
    assert seen["view"]
    assert seen["opened"]
    readings = [
        message["data"]["state"]["reading"]
        for message in seen["said"]
        if "reading" in message["data"].get("state", {})
    ]
    assert "2,000 answers" in readings[-1]
    assert seen["view"] in seen["closed"]
    assert (seen["nothing"], seen["page"]) == ("", "")


def test_without_ipython_it_says_the_same() -> None:
    bare, whole = told("without"), told()
    assert (bare["ipython"], whole["ipython"]) == (False, True)
    assert bare["n"] == whole["n"]
    assert [message["data"].get("method") for message in bare["said"]] == [
        message["data"].get("method") for message in whole["said"]
    ]
