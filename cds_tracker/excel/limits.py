"""How much of a file is taken. Beyond these it is refused with one sentence, never half read."""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes unless named otherwise. Counts of rows, cells and merges are of those that say something."""

    upload: int = 25 * 1024 * 1024
    parts: int = 2_000
    part: int = 300 * MB
    parts_together: int = 600 * MB
    ratio: int = 200  # inflated ÷ packed, asked of parts above ratio_from
    ratio_from: int = 20 * MB
    visible_sheets: int = 50
    sheets: int = 1_000
    rows: int = 200_000
    columns: int = 256
    cells: int = 3_000_000
    text: int = 32_767  # characters in a cell
    shared_text: int = 100 * MB  # characters in all shared strings: 200 MB
    merges: int = 20_000
    merge_area: int = 20_000
    links: int = 20_000
    memory: int = 1024 * 1024 * 1024  # the reading process
    cpu_seconds: int = 60
    wall_seconds: float = 90.0


LIMITS = Limits()
