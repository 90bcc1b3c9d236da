"""The theme: colours that can be read, in light and dark, and that can be swapped for one another."""

from __future__ import annotations

import re

import pytest

from kamerbrief.scenes import theme

HUES = (*theme.KINDS, "ink", "muted")
PALES = tuple(token for token in theme.LIGHT if token.endswith("-pale"))
HEX = re.compile(r"#[0-9a-f]{6}")
MODES = {"light": theme.LIGHT, "dark": theme.DARK}
each_mode = pytest.mark.parametrize("mode", MODES)


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    # The grey that is the lightest to be read on white, and the one after it.
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") < 4.5


@each_mode
@pytest.mark.parametrize("hue", HUES)
def test_every_hue_can_be_read_on_its_ground(hue: str, mode: str) -> None:
    assert contrast(MODES[mode][hue], MODES[mode]["ground"]) >= 4.5


@each_mode
@pytest.mark.parametrize("pale", PALES)
def test_ink_can_be_read_on_every_pale_token(pale: str, mode: str) -> None:
    assert contrast(MODES[mode]["ink"], MODES[mode][pale]) >= 4.5


@each_mode
@pytest.mark.parametrize("kind", theme.KINDS)
def test_a_hue_stands_out_from_its_own_pale(kind: str, mode: str) -> None:
    # An edge around a pale bar is a graphical object: three to one.
    assert contrast(MODES[mode][kind], MODES[mode][f"{kind}-pale"]) >= 3


def test_light_and_dark_have_the_same_tokens() -> None:
    assert list(theme.LIGHT) == list(theme.DARK)
    assert all(HEX.fullmatch(colour) for mode in MODES.values() for colour in mode.values())


def test_swapping_light_for_dark_is_never_ambiguous() -> None:
    assert len(set(theme.LIGHT.values())) == len(theme.LIGHT)
    swap = theme.dark_colours()
    assert len(swap) == len(theme.LIGHT)
    assert all(swap[theme.LIGHT[token]] == theme.DARK[token] for token in theme.LIGHT)


def test_the_hues_can_be_told_apart_by_lightness_or_hue() -> None:
    for mode in MODES.values():
        assert len({mode[kind] for kind in theme.KINDS}) == 4


def test_the_template_is_drawn_in_the_themes_colours_alone() -> None:
    colours = set(HEX.findall(str(theme.template())))
    assert colours <= set(theme.LIGHT.values())
    assert len(colours) >= 4


def test_the_stylesheet_names_every_token_for_light_and_for_both_kinds_of_dark_page() -> None:
    css = theme.stylesheet()
    for mode, times in ((theme.LIGHT, 1), (theme.DARK, 2)):  # Lab's own dark, and the system's
        for token, colour in mode.items():
            assert css.count(f"--kb-{token}:{colour};") == times
    assert css.index(f"--kb-ink:{theme.LIGHT['ink']}") < css.index(f"--kb-ink:{theme.DARK['ink']}")


def test_the_stylesheet_uses_no_token_that_is_not_there() -> None:
    used = set(re.findall(r"var\(--kb-([a-z-]+)", theme.stylesheet()))
    assert used - theme.LIGHT.keys() == {"scheme"}
    assert {"ink", "ground", *theme.KINDS} <= used
