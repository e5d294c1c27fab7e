"""The five numbers: each a link to its list, with its change and its way over the last thirty days."""

from collections.abc import Mapping, Sequence

from cds_tracker.insights.rows import Counts
from cds_tracker.insights.trends import NUMBERS, Point
from cds_tracker.style.formats import number, signed
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.legend import key
from cds_tracker.ui.markup import text

WIDTH, HEIGHT, HALF = 92, 30, 1.0  # pixels: see css/1_base.css


def five_numbers(words: Words, counts: Counts, points: Sequence[Point], changes: Mapping[str, int]) -> str:
    """The row of cards."""
    cards = "".join(_card(words, counts, name, points, changes.get(name)) for name in NUMBERS)
    return f'<div class="cds-numbers">{cards}</div>'


def _card(words: Words, counts: Counts, name: str, points: Sequence[Point], change: int | None) -> str:
    meaning = "total" if name == "total" else name
    mark = "" if name == "total" else key(meaning)
    value = number(counts[name], words.language)
    spark = _spark([point.numbers[name] for point in points], meaning) if len(points) > 1 else ""
    moved = _moved(words, change)
    return (
        f'<a class="cds-card m-{meaning}" href="{text(links.listing(counts.of(name)) or "")}">'
        f'<span class="name">{mark}{text(words(f"ui.number.{name}"))}</span>'
        f'<span class="line"><span class="cds-num">{value}</span>{spark}</span>'
        f'<span class="change">{text(moved)}</span></a>'
    )


def _moved(words: Words, change: int | None) -> str:
    if change is None:
        return ""
    return words("ui.change", change=signed(change, words.language)) if change else words("ui.no_change")


def _spark(values: Sequence[int], meaning: str) -> str:
    """The way of a number as a thin polygon: a line that needs no drawing language, only a shape cut out of a colour."""
    low, span = min(values), (max(values) - min(values)) or 1
    flat = min(values) == max(values)
    step = WIDTH / (len(values) - 1)
    heights = [HEIGHT / 2 if flat else HEIGHT - 4 - (HEIGHT - 8) * (value - low) / span for value in values]
    there = [f"{i * step:.1f}px {y - HALF:.1f}px" for i, y in enumerate(heights)]
    back = [f"{i * step:.1f}px {y + HALF:.1f}px" for i, y in reversed(list(enumerate(heights)))]
    return f'<span class="spark m-{meaning}" style="clip-path:polygon({",".join(there + back)})" aria-hidden="true"></span>'
