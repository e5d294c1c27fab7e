"""What a fill is called: a colour of a workbook in a word, so that nobody has to tell it by sight alone."""

import colorsys
import re

from cds_tracker.style.words import Words

_RGB = re.compile(r"[0-9A-Fa-f]{6}")
_HUES = (  # up to so many degrees
    *((15, "red"), (40, "orange"), (68, "yellow"), (165, "green")),
    *((200, "cyan"), (255, "blue"), (290, "purple"), (335, "pink")),
)


def is_colour(written: str) -> bool:
    """Whether this is ``RRGGBB``, and so may stand in a style."""
    return _RGB.fullmatch(written) is not None


def colour_name(words: Words, written: str) -> str:
    """``vàng nhạt`` for ``FFF2CC``; what is no colour is told as written."""
    if not is_colour(written):
        return written
    red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strong = colorsys.rgb_to_hls(red, green, blue)
    if light > 0.97 or light < 0.08 or strong < 0.12:
        return words(f"import_questions.colour.{_grey(light)}")
    name = words(f"import_questions.colour.{next((name for end, name in _HUES if hue * 360 < end), 'red')}")
    shade = "pale" if light > 0.75 else "deep" if light < 0.3 else None
    return words(f"import_questions.colour.{shade}", colour=name) if shade else name


def _grey(light: float) -> str:
    return "white" if light > 0.97 else "black" if light < 0.12 else "grey"
