"""One palette of meaning, for light and dark: in badges, bars, charts, workbooks and documents alike.

Colour never stands alone: every meaning has a pattern for areas and a shape for badges besides, and always its word.
The tests hold the palette to AA contrast and to being told apart with deuteranopia and in greyscale.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """How one meaning looks: ``fill``, ``text`` upon it, the ``line`` of its ``pattern`` (Plotly's names, ``""``: solid),
    ``word``: the colour of its word on the ground, and a ``shape`` for badges."""

    fill: str
    text: str
    line: str
    pattern: str
    word: str
    shape: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The ground, inks and lines of a theme, and what each meaning looks like on it."""

    name: ThemeName
    ground: str
    raised: str  # cards and hovers
    ink: str
    muted: str  # captions
    grid: str
    track: str  # the empty part of a bar
    brand: str
    meanings: Mapping[str, Meaning]

    def __getitem__(self, meaning: str) -> Meaning:
        return self.meanings[meaning]


ORDER = (
    "done_on_time",
    "done_late",
    "open_in_time",
    "due_soon",
    "open_overdue",
    "recurring",
    "undetermined",
    "no_deadline",
    "paused",
    "cancelled",
)
"""The order in which bars stack and legends read."""

PATTERNS = {
    "done_on_time": ("", "●"),
    "done_late": ("/", "◐"),
    "open_in_time": ("-", "○"),
    "due_soon": (".", "◔"),
    "open_overdue": ("\\", "▲"),
    "recurring": ("+", "↻"),
    "undetermined": ("|", "◇"),
    "no_deadline": ("", "–"),
    "paused": (".", "‖"),
    "cancelled": ("x", "✕"),
    "awaiting_confirmation": ("", "◌"),
    "total": ("", "■"),
}

_LIGHT = {  # fill, text, line, word
    "done_on_time": ("#1B7F79", "#FFFFFF", "#1B7F79", "#17706B"),
    "done_late": ("#A9DAD5", "#12252B", "#6DB5AF", "#2C6F6A"),
    "open_in_time": ("#3B6FB6", "#FFFFFF", "#2C5895", "#2F5F9F"),
    "due_soon": ("#D99A00", "#1D1503", "#B98300", "#805A00"),
    "open_overdue": ("#C8372D", "#FFFFFF", "#9C2119", "#B52D24"),
    "recurring": ("#796EA7", "#FFFFFF", "#645994", "#63588F"),
    "undetermined": ("#9AA3AD", "#12202B", "#858F9A", "#56616C"),
    "no_deadline": ("#C3CAD1", "#12202B", "#C3CAD1", "#56616C"),
    "paused": ("#DDE2E6", "#12202B", "#A3ADB6", "#56616C"),
    "cancelled": ("#E6EAED", "#12202B", "#B4BCC4", "#56616C"),
    "awaiting_confirmation": ("#FFFFFF", "#17706B", "#1B7F79", "#17706B"),
    "total": ("#46535E", "#FFFFFF", "#46535E", "#1D2A33"),
}
_DARK = {
    "done_on_time": ("#3FB3AA", "#06201E", "#3FB3AA", "#5CC6BE"),
    "done_late": ("#1F524F", "#F0FBFA", "#3D8681", "#8FD3CD"),
    "open_in_time": ("#77A5E2", "#081A30", "#96BCEE", "#93B9EC"),
    "due_soon": ("#E5B443", "#241A00", "#F3D182", "#EBC160"),
    "open_overdue": ("#EE7A6F", "#2B0603", "#F9A69D", "#F6988E"),
    "recurring": ("#A79DD6", "#16102E", "#C2BAE6", "#B9B0E2"),
    "undetermined": ("#87929D", "#0A1117", "#A1ABB5", "#AEB8C1"),
    "no_deadline": ("#65707B", "#FFFFFF", "#65707B", "#AEB8C1"),
    "paused": ("#3C4751", "#F2F5F7", "#697580", "#AEB8C1"),
    "cancelled": ("#303A43", "#F2F5F7", "#5D6872", "#AEB8C1"),
    "awaiting_confirmation": ("#12191F", "#5CC6BE", "#3FB3AA", "#5CC6BE"),
    "total": ("#B7C1CA", "#0A1117", "#B7C1CA", "#E6ECF1"),
}


def _meanings(colours: Mapping[str, tuple[str, str, str, str]]) -> dict[str, Meaning]:
    return {
        name: Meaning(fill, text, line, PATTERNS[name][0], word, PATTERNS[name][1])
        for name, (fill, text, line, word) in colours.items()
    }


LIGHT = Theme("light", "#FFFFFF", "#FFFFFF", "#16232C", "#52606B", "#E4E9ED", "#E9EEF1", "#0F5E6B", _meanings(_LIGHT))
DARK = Theme("dark", "#12191F", "#1A232B", "#E6ECF1", "#A5B1BB", "#2B3741", "#25303A", "#5FB9C6", _meanings(_DARK))
THEMES: Mapping[str, Theme] = {"light": LIGHT, "dark": DARK}


def theme(name: str | None) -> Theme:
    """The theme of a name; light where there is none such."""
    return THEMES.get(name or "light", LIGHT)
