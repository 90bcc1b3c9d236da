"""The walls around a page, and what it says in them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pages import Pages

PAGE = """
<p>Waiting</p>
<script>
  console.error("said in the console");
  setTimeout(() => { throw Error("thrown in a task") });
  const socket = new WebSocket("ws://socket.invalid/");
  const closed = new Promise((resolve) => { socket.onclose = resolve });
  const failed = fetch("http://outside.invalid/file").catch((reason) => reason);
  Promise.all([closed, failed]).then(() => { document.querySelector("p").textContent = "Done" });
</script>
"""


def test_a_page_reaches_no_other_server_and_what_it_tried_and_logged_is_kept(
    browser: Browser,
) -> None:
    pages = Pages(browser)
    page = pages.open("http://127.0.0.1:9")
    page.set_content(PAGE)
    expect(page.locator("p")).to_have_text("Done")
    pages.close()
    assert sorted(pages.outside) == ["http://outside.invalid/file", "ws://socket.invalid/"]
    for said in ("said in the console", "thrown in a task"):
        assert sum(said in error for error in pages.errors) == 1


@pytest.mark.parametrize(
    ("script", "provoked", "complaint"),
    [
        ("console.error('one')", [], r"logged errors: \['one"),
        ("console.error('one')", ["other"], r"logged errors: \['one"),
        ("", ["other"], "no page logged an error with: .*other"),
        ("new Image().src = 'http://outside.invalid/'", ["ERR_FAILED"], "other servers: .*invalid"),
    ],
)
def test_a_check_of_pages_complains_of_what_a_test_did_not_expect(
    browser: Browser, script: str, provoked: list[str], complaint: str
) -> None:
    pages = Pages(browser)
    pages.open("http://127.0.0.1:9").set_content(f"<script>{script}</script>")
    with pytest.raises(AssertionError, match=complaint):
        pages.check(provoked)
    pages.close()


def test_a_check_of_pages_accepts_the_error_that_was_provoked(browser: Browser) -> None:
    pages = Pages(browser)
    pages.open("http://127.0.0.1:9").set_content("<script>console.error('one')</script>")
    pages.check(["on."])
    pages.close()
