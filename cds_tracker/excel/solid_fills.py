"""The solid fills of an .xlsx as ``RRGGBB``: written out, by the theme and its tint, or by the old palette."""

import colorsys
from collections.abc import Callable, Iterator, Mapping, Sequence

from cds_tracker.excel.markup import by_name, parse

WHITE = "FFFFFF"
# The theme that Excel brings, in the order in which cells refer to it.
OFFICE = (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72",
)  # fmt: skip
_BRIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
PALETTE = tuple(
    f"{_BRIGHT} {_BRIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 "
    "0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF "
    "FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
    .split()
)  # fmt: skip


class FillParts:
    """Collects the fills on the way through styles.xml; a fill that is none, white or a pattern is ``None``."""

    def __init__(self) -> None:
        self._fills: list[Mapping[str, str] | None] = []
        self._solid = False
        self._palette: list[str] = []

    def start(self, tag: str, attributes: list[str]) -> None:
        """An element within ``fills`` or ``colors``."""
        if tag == "fill":
            self._fills.append(None)
            self._solid = False
        elif tag == "patternFill":
            self._solid = by_name(attributes).get("patternType") == "solid"
        elif tag == "fgColor" and self._solid and self._fills:
            self._fills[-1] = by_name(attributes)
        elif tag == "rgbColor":
            self._palette.append(by_name(attributes).get("rgb", "")[-6:].upper())

    def colours(self, theme: Callable[[], tuple[str, ...]]) -> list[str | None]:
        """Every fill's colour; ``theme`` is only asked where one refers to it."""
        return [_resolved(fill, self._palette or PALETTE, theme) if fill else None for fill in self._fills]


def read_theme(chunks: Iterator[bytes]) -> tuple[str, ...]:
    """The colours of a theme part, in the order in which cells refer to them."""
    found: dict[str, str] = {}
    place = ""

    def start(tag: str, attributes: list[str]) -> None:
        nonlocal place
        if tag in _SCHEME:
            place = tag
        elif place and place not in found and tag in ("srgbClr", "sysClr"):
            said = by_name(attributes)
            found[place] = said.get("lastClr" if tag == "sysClr" else "val", WHITE)[-6:].upper()

    parse(chunks, start)
    return tuple(found.get(name, usual) for name, usual in zip(_SCHEME, OFFICE, strict=True))


_SCHEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")


def _resolved(fill: Mapping[str, str], palette: Sequence[str], theme: Callable[[], tuple[str, ...]]) -> str | None:
    if "rgb" in fill:
        colour = fill["rgb"][-6:].upper()
    elif "theme" in fill:
        colour = _at(theme(), fill["theme"])
    else:
        colour = _at(palette, fill.get("indexed", ""))
    try:
        colour = _tinted(colour, float(fill.get("tint", 0)))
    except ValueError:
        return None
    return None if colour in ("", WHITE) else colour


def _at(colours: Sequence[str], index: str) -> str:
    return colours[int(index)] if index.isdecimal() and int(index) < len(colours) else ""


def _tinted(colour: str, tint: float) -> str:
    """Darker (below 0) or lighter, as Excel shows it. Raises ``ValueError`` for what is no colour."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    if not -1 <= tint <= 1 or len(colour) != 6:
        raise ValueError(colour)
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
