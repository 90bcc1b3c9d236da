"""The checks for what keeps a reader out find what does."""

from __future__ import annotations

import pytest

from tests.browser.access import found
from tests.browser.pages import Pages

GOOD = """<style>button:focus-visible { outline: 3px solid #00629b; }</style>
<div class="kb-explorer" style="width: 600px"><div class="kb-controls"><button>Go</button></div>
<p>Words.</p></div>"""

TOO_LONG = "<p style='overflow: hidden; width: 3em; white-space: nowrap'>Far too long for this.</p>"
BAD = {
    "violations": "<button></button>",
    "withoutVisibleFocus": "<button style='outline: none'>Go</button>",
    "outOfOrder": "<button tabindex='3'>Go</button>",
    "cutOff": TOO_LONG,
    "cutOffOnScreen": TOO_LONG,
    "moving": "<p style='transition: color 1s'>Words.</p>",
}
CHART = """<div class="kb-plot" data-drawn="1" style="width: 200px"><svg width="200" height="60">
<text x="{x}" y="20">A long sentence</text><text x="0" y="{y}">Another one</text></svg></div>"""


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_found_and_what_is_right_is_not(pages: Pages, what: str) -> None:
    page = pages.open("http://localhost")
    page.set_content(f'<html lang="en"><title>A page</title><main>{GOOD}</main></html>')
    assert found(page, what) == []
    page.locator("div.kb-explorer").evaluate("(e, html) => { e.innerHTML += html }", BAD[what])
    assert found(page, what) != []


@pytest.mark.parametrize(
    ("x", "y", "wrong"), [(0, 50, ""), (150, 50, "cut by"), (0, 24, "overlap")]
)
def test_words_of_a_chart_that_leave_it_or_lie_over_each_other_are_found(
    pages: Pages, x: int, y: int, wrong: str
) -> None:
    page = pages.open("http://localhost")
    page.set_content(CHART.format(x=x, y=y))
    assert bool(found(page, "cutOff")) == bool(wrong)
    assert all(wrong in one for one in found(page, "cutOff"))
