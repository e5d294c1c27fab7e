"""Stacked bars in markup: every segment is a link to its list, and names stay whole at any width."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cds_tracker.insights.filters import Filters
from cds_tracker.style.formats import number
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.markup import link, text

_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: how many tasks of one meaning, and the filters that list them."""

    meaning: str
    count: int
    filters: Filters | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name; ``end`` is what stands after it, as safe markup."""

    name: str
    segments: tuple[Segment, ...]
    filters: Filters
    end: str = ""
    address: str | None = None

    @property
    def total(self) -> int:
        """The length of the bar."""
        return sum(segment.count for segment in self.segments)


def bars(words: Words, rows: Sequence[Bar], kind: str = "", widest: int | None = None) -> str:
    """Horizontal bars, one under another. The same ``widest`` makes bars of several blocks comparable."""
    longest = max(widest or 0, *(row.total for row in rows), 1) if rows else 1
    room = 1 + max((len(_TAG.sub("", row.end)) for row in rows), default=0)
    return f'<div class="cds-bars {kind}" style="--room:{room}ch">{"".join(_row(words, row, longest) for row in rows)}</div>'


def _row(words: Words, row: Bar, longest: int) -> str:
    name = link(row.address or links.listing(row.filters), text(row.name), label=row.name)
    width = f"calc((100% - var(--room)) * {row.total / longest:.4f})"
    run = f'<div class="run" style="width:{width}">{"".join(_segments(words, row.name, row.segments))}</div>'
    return f'<div class="who">{name}</div><div class="bar">{run if row.total else ""}<span class="end">{row.end}</span></div>'


def _segments(words: Words, name: str, segments: Sequence[Segment]) -> Iterable[str]:
    for segment in segments:
        if segment.count:
            yield piece(words, name, segment)


def piece(words: Words, name: str, segment: Segment, style: str = "") -> str:
    """One coloured part with its count: a link that says in words what it opens."""
    count = number(segment.count, words.language)
    label = words("ui.bar_label", name=name, count=count, state=words(f"ui.timeliness.{segment.meaning}"))
    grow = style or f"flex:{segment.count} 1 0"
    return (
        f'<a class="cds-seg m-{segment.meaning}" style="{grow}" href="{text(links.listing(segment.filters) or "")}"'
        f' title="{text(label)}" aria-label="{text(label)}"><b>{count}</b></a>'
    )
