"""The palette of meaning: readable, and told apart with deuteranopia, in greyscale, or by its pattern."""

from itertools import combinations

import pytest

from cds_tracker.style.colours import ORDER, THEMES, Theme, theme

Linear = tuple[float, float, float]
DEUTERANOPIA = (  # Machado, Oliveira, Fernandes 2009, severity 1
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)


def linear(colour: str) -> Linear:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: Linear) -> Linear:
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def deuteranope(colour: str) -> Linear:
    seen = linear(colour)
    red, green, blue = (max(0.0, sum(weight * part for weight, part in zip(row, seen, strict=True))) for row in DEUTERANOPIA)
    return red, green, blue


def difference(one: Linear, other: Linear) -> float:
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


@pytest.mark.parametrize("look", THEMES.values(), ids=lambda look: look.name)
def test_texts_have_aa_contrast(look: Theme) -> None:
    for name, meaning in look.meanings.items():
        assert contrast(meaning.text, meaning.fill) >= 4.5, name
        assert contrast(meaning.word, look.ground) >= 4.5, name
        assert contrast(meaning.word, look.raised) >= 4.5, name
    for ink in (look.ink, look.muted, look.brand):
        assert contrast(ink, look.ground) >= 4.5


@pytest.mark.parametrize("look", THEMES.values(), ids=lambda look: look.name)
def test_a_text_stays_readable_where_a_line_of_the_pattern_runs_under_it(look: Theme) -> None:
    for name, meaning in look.meanings.items():
        if meaning.pattern:
            assert contrast(meaning.text, meaning.line) >= 3, name


@pytest.mark.parametrize("look", THEMES.values(), ids=lambda look: look.name)
def test_any_two_states_differ_in_greyscale_by_lightness_or_by_pattern(look: Theme) -> None:
    for one, other in combinations(ORDER, 2):
        apart = abs(lab(linear(look[one].fill))[0] - lab(linear(look[other].fill))[0])
        assert apart >= 10 or look[one].pattern != look[other].pattern, (one, other)


@pytest.mark.parametrize("look", THEMES.values(), ids=lambda look: look.name)
def test_the_two_by_two_is_told_apart_with_deuteranopia(look: Theme) -> None:
    for one, other in combinations(ORDER[:5], 2):
        assert difference(deuteranope(look[one].fill), deuteranope(look[other].fill)) >= 10, (one, other)


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = [theme("light")[name].shape for name in ORDER]
    assert len(set(shapes)) == len(shapes)


def test_an_unknown_theme_is_the_light_one() -> None:
    assert theme("sepia").name == theme(None).name == "light"
