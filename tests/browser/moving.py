"""Moves an explorer on a page, in whatever host, and holds the page against the scene of that state."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Locator

from kamerbrief.scenes.scene import Plan, Scene

ANSWER: Final = 60_000  # milliseconds that a busy machine may take from a move to what it shows

# What an explorer shows: what is wanted as soon as it does, else what it shows in the end. It is
# asked in the page, in one round trip.
SHOWN: Final = """async (explorer, [wanted, patience]) => {
  const one = (part) => {
    const all = explorer.querySelectorAll(part);
    return all.length === 1 ? all[0] : null;
  };
  const shown = () => [
    one(".kb-reading")?.textContent,
    one(".kb-title")?.textContent,
    one(".kb-plot")?.getAttribute("aria-label"),
  ];
  const end = performance.now() + patience;
  while (shown().some((text, i) => text !== wanted[i]) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return shown();
}"""

# Where a track lies once it is on screen, and where on it the thumb stands.
TRACK: Final = """(track) => {
  track.scrollIntoViewIfNeeded();
  const { left, top, width, height } = track.getBoundingClientRect();
  return [left, width, top + height / 2, track.valueAsNumber / track.max];
}"""


def shows(shown: Locator, scene: Scene) -> None:
    """The explorer shows the reading, the title and the alternative text of a scene."""
    layout = scene.plain()["drawing"]["layout"]
    wanted = [scene.reading, layout["title"]["text"], layout["meta"]["alt"]]
    seen = shown.evaluate(SHOWN, [wanted, ANSWER])
    assert seen == wanted, f"the page shows {seen} instead of {wanted}"


def move_first(shown: Locator, plan: Plan) -> None:
    """Move the first control by an arrow key, see the page follow, and bring it back."""
    control = plan.controls[0]
    kind = "select" if control.kind == "choice" else "input[type=range]"
    field = shown.locator(kind).first
    before = int(field.evaluate("field => field.selectedIndex ?? field.valueAsNumber"))
    if control.kind == "choice":
        after = before - 1 if before else 1
        field.press("ArrowUp" if before else "ArrowDown")
    else:
        after = before + 1
        field.press("ArrowRight")
    shows(shown, plan.after(plan.default, {control.name: control.stops()[after]}, {}))
    back(shown, plan)


def move_every_number(shown: Locator, plan: Plan) -> None:
    """By key, by mouse and by typing: each time the page follows; at the end it is reset."""
    numbers: list[Any] = [control for control in plan.controls if control.kind == "number"]
    for control, row in zip(numbers, shown.locator(".kb-number").all(), strict=True):
        track, field = row.locator("input[type=range]"), row.locator("input[type=text]")
        stops = control.stops()
        place = int(track.input_value())
        last = place == len(stops) - 1
        track.press("ArrowLeft" if last else "ArrowRight")
        moved = plan.after(plan.default, {control.name: stops[place + (-1 if last else 1)]}, {})
        shows(shown, moved)
        drag(track, 0.5)
        moved = plan.after(moved.state, {control.name: stops[int(track.input_value())]}, {})
        shows(shown, moved)
        first = float(f"{stops[0] / control.factor:.12g}")
        typed = plan.words.say(first, f"number.{len(f'{first:g}'.partition('.')[2])}")
        field.fill(typed)
        field.press("Enter")
        moved = plan.typed(moved.state, control.name, typed, {})
        shows(shown, moved)
        if moved.settings:
            back(shown, plan)


def back(shown: Locator, plan: Plan) -> None:
    """Reset the explorer, and see it as it opened."""
    shown.get_by_role("button", name=plan.words.text("explorer.reset")).click()
    shows(shown, plan.scene(plan.default, {}))


def drag(track: Locator, share: float) -> None:
    """Drag a slider's thumb with the mouse to a share of the track."""
    left, width, middle, thumb = track.evaluate(TRACK)
    mouse = track.page.mouse
    mouse.move(left + 8 + (width - 16) * thumb, middle)
    mouse.down()
    mouse.move(left + width * share, middle, steps=4)
    mouse.up()
