"""Legacy Vietnamese encodings, known by the font of a cell: TCVN3 (``.VnTime``) and VNI (``VNI-Times``) to Unicode."""

from collections.abc import Callable

Convert = Callable[[str], str]


def converter(font: str | None) -> Convert | None:
    """How text in this font becomes Unicode; ``None`` for a Unicode font."""
    return None
