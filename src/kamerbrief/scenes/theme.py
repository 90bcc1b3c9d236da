"""One theme: four hues with fixed meanings, light and dark, for figures and for the page around them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from kamerbrief.claims import Kind

KINDS: Final[tuple[Kind, ...]] = ("letter", "derived", "source", "assumption")

# Each token once for a light page and once for a dark one. Figures are always drawn in the
# light colours; chart.js swaps them on a dark page. Every hue has at least 4.5:1 on its ground.
LIGHT: Final = {
    "ink": "#1b1f24",
    "muted": "#55606b",
    "grid": "#dfe3e8",
    "ground": "#ffffff",
    "letter": "#00629b",
    "letter-pale": "#d3e6f2",
    "derived": "#5a6472",
    "derived-pale": "#e4e8ed",
    "source": "#a84300",
    "source-pale": "#f8e1d0",
    "assumption": "#00704f",
    "assumption-pale": "#cdebdf",
}
DARK: Final = {
    "ink": "#f0f2f5",
    "muted": "#b0b9c4",
    "grid": "#3a424c",
    "ground": "#111418",
    "letter": "#6cb8f0",
    "letter-pale": "#16364c",
    "derived": "#b4bdc9",
    "derived-pale": "#2d343d",
    "source": "#f5a263",
    "source-pale": "#4a2a14",
    "assumption": "#4fd0a2",
    "assumption-pale": "#123d30",
}
FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"


def colour(token: str) -> str:
    """The hex colour of a token on a light page, such as ``"letter"`` or ``"letter-pale"``.

    >>> colour("letter")
    '#00629b'
    """
    return LIGHT[token]


def dark_colours() -> dict[str, str]:
    """Each light hex colour with its dark counterpart; what chart.js swaps on a dark page."""
    return {LIGHT[token]: DARK[token] for token in LIGHT}


@cache
def template() -> dict[str, Any]:
    """The plotly template as plain JSON data; sent to a page once a chart, never with each state."""
    axis = {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": LIGHT["grid"],
        "linecolor": LIGHT["muted"],
        "showline": False,
        "tickfont": {"color": LIGHT["muted"], "size": 13},
        "ticklabelstandoff": 4,
        "ticklabeloverflow": "allow",  # else every label is measured at every redraw
        "title": {"font": {"color": LIGHT["muted"], "size": 13}, "standoff": 10},
        "zeroline": False,
    }
    return {
        "layout": {
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": 14, "color": LIGHT["ink"]},
            "title": {"font": {"size": 17, "color": LIGHT["ink"]}, "x": 0, "xanchor": "left"},
            "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
            "hoverlabel": {
                "bgcolor": LIGHT["ground"],
                "bordercolor": LIGHT["muted"],
                "font": {"family": FONT, "size": 13, "color": LIGHT["ink"]},
                "align": "left",
            },
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "bargap": 0.35,
            "xaxis": axis,
            "yaxis": axis,
        }
    }


def variables(scheme: str, tokens: dict[str, str]) -> str:
    """The tokens of a scheme, ``light`` or ``dark``, as CSS has them."""
    colours = "".join(f"--kb-{token}:{value};" for token, value in tokens.items())
    return f"--kb-scheme:{scheme};{colours}"


@cache
def stylesheet() -> str:
    """The CSS of everything we draw around a chart, its colours taken from the tokens above."""
    rules = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    return (
        f":root{{{variables('light', LIGHT)}}}\n"
        f'body[data-jp-theme-light="false"]{{{variables("dark", DARK)}}}\n'
        "@media (prefers-color-scheme: dark)"
        f"{{body:not([data-jp-theme-light]){{{variables('dark', DARK)}}}}}\n"
        f"{rules}"
    )
