"""Stacked horizontal bars: a row per unit, area or pillar, in one order of colours everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from cds_tracker.insights.document import area_name, unit_name
from cds_tracker.insights.figures import canvas
from cds_tracker.insights.filters import OTHER, TWO_BY_TWO
from cds_tracker.insights.lens import PillarRow
from cds_tracker.insights.rows import AreaRow, Counts, UnitRow
from cds_tracker.style import colours, formats
from cds_tracker.style.words import Words


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart: its name and what it counts."""

    name: str
    counts: Counts


def units(rows: Sequence[UnitRow], words: Words, theme: str = "light", narrow: bool = False, widest: int = 0) -> go.Figure:
    """Progress per unit, in the order given. ``narrow``: names above their bars, for 390 pixels."""
    return bars([Bar(unit_name(row, words), row.counts) for row in rows], words, theme, narrow, widest, "charts.unit.empty")


def areas(rows: Sequence[AreaRow], words: Words, theme: str = "light", narrow: bool = False, widest: int = 0) -> go.Figure:
    """Progress per platform area."""
    named = [Bar(area_name(row, words, short=narrow), row.counts) for row in rows]
    return bars(named, words, theme, narrow, widest, "charts.area.empty")


def pillars(rows: Sequence[PillarRow], words: Words, theme: str = "light", narrow: bool = False, widest: int = 0) -> go.Figure:
    """Progress per pillar of the framework."""
    named = [Bar(words(f"charts.pillar.{row.key or 'none'}"), row.counts) for row in rows]
    return bars(named, words, theme, narrow, widest, "charts.area.empty")


def bars(
    rows: Sequence[Bar],
    words: Words,
    theme: str = "light",
    narrow: bool = False,
    widest: int = 0,
    empty: str = "charts.area.empty",
) -> go.Figure:
    """One stacked bar per row. ``widest`` is the largest total of several charts that shall share one scale."""
    look = colours.theme(theme)
    row_height = canvas.ROW + 18 if narrow else canvas.ROW
    figure = canvas.blank(look, len(rows) * row_height + 24)
    longest = max([widest, *(row.counts.total for row in rows)], default=0)
    if not longest:
        return canvas.say_empty(figure, words(empty), look)
    for meaning in (*TWO_BY_TWO, *OTHER):
        if any(row.counts[meaning] for row in rows):
            figure.add_trace(_trace(rows, meaning, longest, words, look, 330 if narrow else 520))
    _ends(figure, rows, longest, words, look)
    _names(figure, rows, look, narrow)
    figure.update_xaxes(range=[0, longest * (1.14 if narrow else 1.08)], showticklabels=False, showgrid=False)
    return figure


def _trace(rows: Sequence[Bar], meaning: str, longest: int, words: Words, look: colours.Theme, pixels: int) -> go.Bar:
    counts = [row.counts[meaning] for row in rows]
    texts = [formats.number(count, words.language) for count in counts]
    shown = [text if canvas.fits(text, count / longest * pixels) else "" for count, text in zip(counts, texts, strict=True)]
    return go.Bar(
        name=words(f"charts.state.{meaning}"),
        orientation="h",
        x=counts,
        y=list(range(len(rows))),
        text=shown,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": look[meaning].text, "size": 12},
        marker=canvas.filled(look, meaning),
        customdata=[canvas.mark(row.counts.of(meaning)) for row in rows],
        hovertext=_said(rows, texts, meaning, words),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _said(rows: Sequence[Bar], texts: Sequence[str], meaning: str, words: Words) -> list[str]:
    named = zip(rows, texts, strict=True)
    return [words(f"charts.said.{meaning}", name=canvas.safe(row.name), count=text) for row, text in named]


def _ends(figure: go.Figure, rows: Sequence[Bar], longest: int, words: Words, look: colours.Theme) -> None:
    """The total at the end of each bar: a mark too, that lists them all."""
    totals = [row.counts.total for row in rows]
    texts = [formats.number(total, words.language) for total in totals]
    figure.add_trace(
        go.Scatter(
            x=[total + longest * 0.012 for total in totals],
            y=list(range(len(rows))),
            mode="text",
            text=texts,
            textposition="middle right",
            textfont={"color": look.muted, "size": 12},
            cliponaxis=False,
            customdata=[canvas.mark(row.counts.filters) for row in rows],
            hovertext=_said(rows, texts, "total", words),
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )


def _names(figure: go.Figure, rows: Sequence[Bar], look: colours.Theme, narrow: bool) -> None:
    places = list(range(len(rows)))
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], tickvals=places, showgrid=False, tickfont_color=look.ink)
    if not narrow:
        labels = [canvas.wrap(row.name, 44, 1) for row in rows]
        figure.update_yaxes(ticktext=labels, ticklabelstandoff=8)
        figure.update_layout(margin_l=canvas.room(labels, 330))
        return
    figure.update_yaxes(showticklabels=False)
    figure.update_layout(margin_l=2, bargap=0.62)
    for place, row in enumerate(rows):
        figure.add_annotation(
            x=0, y=place, xanchor="left", yanchor="bottom", yshift=8, xshift=-4, showarrow=False, align="left",
            text=canvas.wrap(row.name, 52, 1), font={"size": 12, "color": look.ink},
        )  # fmt: skip
