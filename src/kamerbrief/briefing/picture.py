"""The briefing's chart as SVG: the sum and the stated total, each as wide as "circa" makes it."""

from __future__ import annotations

from html import escape

from kamerbrief.claims import read_ledger
from kamerbrief.scenes import theme
from kamerbrief.scenes.wording import Wording

WIDTH, HEIGHT = 640, 118
LEFT, RIGHT = 200, 620
ROWS = {"budget-sum": 28, "total-budget": 64}
STEP = 5_000_000  # euros from one tick to the next
MARGIN = 1.5  # ticks that the scale has to spare on either side


def picture(words: Wording) -> str:
    """Two bars on one scale of euros, each from its lowest to its highest possible amount."""
    ledger = read_ledger()
    figures = [ledger[figure] for figure in ROWS]
    low = min(figure.low for figure in figures) - MARGIN * STEP
    high = max(figure.high for figure in figures) + MARGIN * STEP

    def place(euros: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (euros - low) / (high - low), 1)

    shapes = []
    first = int(-(-low // STEP))
    for tick in (STEP * count for count in range(first, int(high // STEP) + 1)):
        shapes.append(_line(place(tick), 12, 84, "grid"))
        if tick % (2 * STEP) == 0:
            shapes.append(_label(place(tick), 102, words.say(tick, "euros"), "muted", "middle"))
    for figure, row in zip(figures, ROWS.values(), strict=True):
        hue = figure.kind
        x, width = place(figure.low), place(figure.high) - place(figure.low)
        shapes.append(
            f'<rect x="{x}" y="{row - 9}" width="{width:.1f}" height="18" '
            f'fill="{theme.colour(f"{hue}-pale")}" stroke="{theme.colour(hue)}"/>'
        )
        shapes.append(_line(place(figure.number), row - 9, row + 9, hue))
        shapes.append(
            _label(LEFT - 8, row + 4, words.text(f"briefing.row.{figure.id}"), "ink", "end")
        )
    total = ledger["total-budget"]
    alt = escape(words.text("briefing.alt", total=words.span(total.low, total.high, "euros")))
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{alt}">'
        f"<title>{alt}</title>{''.join(shapes)}</svg>"
    )


def _line(x: float, top: float, bottom: float, hue: str) -> str:
    return f'<path d="M{x} {top}V{bottom}" stroke="{theme.colour(hue)}"/>'


def _label(x: float, y: float, text: str, hue: str, anchor: str) -> str:
    return (
        f'<text x="{x}" y="{y}" fill="{theme.colour(hue)}" text-anchor="{anchor}" '
        f'font-size="11">{escape(text)}</text>'
    )
