"""What keeps a reader out: rules of WCAG by axe, focus, words cut off, motion. See access.js."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

ZOOMED = 640  # CSS pixels of a screen of 1,280 at 200 %
PHONE = 390
SCRIPT = Path(__file__).with_name("access.js")


def found(page: Page, what: str) -> list[str]:
    """What a function of access.js finds in what we draw on a page.

    Args:
        page: on which the explorers are drawn.
        what: ``violations`` (of WCAG 2.2, level A and AA, by axe), ``withoutVisibleFocus``,
            ``languages`` (those rules of axe that are about them), ``outOfOrder``, ``cutOff``,
            ``cutOffOnScreen`` or ``moving``.
    """
    _bring(page)
    answer: list[str] = page.evaluate(f"access.{what}()")
    return answer


def texts(page: Page) -> dict[str, set[str]]:
    """Every text on a page, shown or read out, by the language that the page says it is in."""
    _bring(page)
    by_language: dict[str, set[str]] = {}
    for language, text in page.evaluate("access.texts()"):
        by_language.setdefault(language, set()).add(text.strip())
    return by_language


def cut_off_on(page: Page, width: int) -> list[str]:
    """The words that are cut off in some explorer or page on a screen of this width."""
    page.set_viewport_size({"width": width, "height": 900})
    return found(page, "cutOffOnScreen")


def _bring(page: Page) -> None:
    if not page.evaluate("Boolean(globalThis.access)"):
        axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        page.evaluate(f"{axe};{SCRIPT.read_text(encoding='utf-8')};0")
