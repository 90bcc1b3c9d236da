"""Predicts and answers on a page of the survey as a reader does who has a keyboard only."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Locator, Page, expect

from kamerbrief.editions import Words

ENGLISH: Final = Words("en")
ANSWER: Final = 60_000  # milliseconds that a busy machine may take to answer

# What a page keeps for longer than its tab of what somebody did in it.
KEPT: Final = """() => [document.cookie, location.hash].join(" ")
  + JSON.stringify(Object.entries(localStorage).filter(([key]) => !/^jupyterlab/i.test(key)))"""


def predict_and_see_the_mark(page: Page) -> None:
    """Guess with arrow keys, look with Enter; the answer is said, and the guess is marked below."""
    asked = page.locator(".kb-ask").first
    plot = page.locator(".kb-explorer:not(.kb-ask)").nth(1).locator(".kb-plot")
    said = asked.get_by_role("status")
    expect(said).to_have_count(0)
    expect(plot).not_to_have_attribute("aria-label", re.compile("Your guess"))
    guess = asked.get_by_role("slider")
    guess.focus()
    page.keyboard.press("ArrowRight")
    expect(guess).to_have_attribute("aria-valuetext", re.compile("^26"))
    expect(said).to_have_count(0)  # moving is no looking
    press_from(page, ENGLISH.text("predict.look"))
    expect(said).to_contain_text("You said 26.0 percentage points", timeout=ANSWER)
    expect(said).to_contain_text("17.6 percentage points too high")
    expect(said).to_contain_text("8.4 percentage points")
    expect(plot).to_have_attribute("aria-label", re.compile(r"Your guess, 26\.0"), timeout=ANSWER)
    expect(plot.locator(".annotation-text", has_text="your guess")).to_have_count(1)


def skip_and_see_no_mark(page: Page) -> None:
    """Look without a guess: the number is said, nothing about a guess, and nothing is marked."""
    asked = page.locator(".kb-ask").first
    asked.get_by_role("slider").focus()
    press_from(page, ENGLISH.text("predict.skip"))
    said = asked.get_by_role("status")
    expect(said).to_contain_text("8.4 percentage points", timeout=ANSWER)
    expect(said).not_to_contain_text("You said")
    expect(page.locator(".kb-plot[aria-label*='Your guess']")).to_have_count(0)


def answer_each_check_by_keyboard(page: Page) -> None:
    """Every answer of the first check gets its own feedback, and nothing of it is kept."""
    before = page.evaluate(KEPT)
    check = page.locator(".kb-ask").filter(has=page.get_by_role("radio")).first
    answers, said = check.get_by_role("radio"), check.get_by_role("status")
    count = answers.count()
    expect(said).to_have_count(0)
    answers.first.focus()
    page.keyboard.press("Space")
    feedback = [heard(said, "")]
    for _ in range(count - 1):
        page.keyboard.press("ArrowDown")
        feedback.append(heard(said, feedback[-1]))
    assert len(set(feedback)) == count
    right = [text for text in feedback if text.startswith(ENGLISH.text("check.right"))]
    assert len(right) == 1
    expect(answers.last).to_be_focused()
    assert page.evaluate(KEPT) == before, "an answer is kept somewhere"


def heard(said: Locator, before: str) -> str:
    """What is said next, once it is something else than before."""
    expect(said).to_have_count(1, timeout=ANSWER)
    if before:
        expect(said).not_to_have_text(before, timeout=ANSWER)
    return said.inner_text()


def press_from(page: Page, name: str) -> None:
    """Go on with Tab until the button of this name has the focus, and press Enter."""
    focused = "document.activeElement.textContent.trim()"
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name!r} is not reached by Tab")
