"""Months due as columns, with a line for the day of the figures."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from cds_tracker.insights.figures import canvas
from cds_tracker.insights.figures.bars import Bar, bars
from cds_tracker.insights.filters import OTHER, TWO_BY_TWO
from cds_tracker.insights.periods import between, bounds, month_of
from cds_tracker.insights.rows import MonthRow
from cds_tracker.style import colours, formats
from cds_tracker.style.words import Words

TALL = 240
LABELS = 9  # month names that stand side by side


def months(rows: Sequence[MonthRow], as_of: date, words: Words, theme: str = "light", narrow: bool = False) -> go.Figure:
    """What falls due in each month. ``narrow``: a row per month instead, for 390 pixels."""
    dated = {row.key: row for row in rows if row.key}
    look = colours.theme(theme)
    if not dated:
        return canvas.say_empty(canvas.blank(look, TALL), words("charts.months.empty"), look)
    if narrow:
        named = [Bar(formats.month(key, words), row.counts) for key, row in dated.items()]
        return bars(named, words, theme, widest=0, narrow=False, empty="charts.months.empty")
    keys = between(min(dated), max(dated)) or list(dated)
    figure = canvas.blank(look, TALL + 60)
    most = max(row.counts.total for row in dated.values())
    for meaning in (*TWO_BY_TWO, *OTHER):
        if any(row.counts[meaning] for row in dated.values()):
            figure.add_trace(_trace(keys, dated, meaning, most, words, look))
    step = -(-len(keys) // LABELS)
    shown = list(range(0, len(keys), step))
    texts = [formats.month(keys[place], words) for place in shown]
    figure.update_xaxes(tickvals=shown, ticktext=texts, showgrid=False, range=[-0.6, len(keys) - 0.4])
    figure.update_yaxes(range=[0, most * 1.08], nticks=5, tickformat=",d", rangemode="tozero")
    figure.update_layout(margin={"l": canvas.room([str(most)]) + 6, "b": 28, "t": 26, "r": 8}, bargap=0.28)
    _today(figure, keys, as_of, words, look)
    return figure


def _trace(
    keys: Sequence[str], rows: dict[str, MonthRow], meaning: str, most: int, words: Words, look: colours.Theme
) -> go.Bar:
    found = [(place, rows[key]) for place, key in enumerate(keys) if key in rows]
    counts = [row.counts[meaning] for _, row in found]
    texts = [formats.number(count, words.language) for count in counts]
    fits = [canvas.fits(text, 700 / len(keys)) and count / most * TALL >= 15 for text, count in zip(texts, counts, strict=True)]
    return go.Bar(
        name=words(f"charts.state.{meaning}"),
        x=[place for place, _ in found],
        y=counts,
        text=[text if shown else "" for text, shown in zip(texts, fits, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": look[meaning].text, "size": 12},
        marker=canvas.filled(look, meaning),
        customdata=[canvas.mark(row.counts.of(meaning)) for _, row in found],
        hovertext=[
            words(f"charts.said.{meaning}", name=formats.month(row.key or "", words), count=text)
            for (_, row), text in zip(found, texts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _today(figure: go.Figure, keys: Sequence[str], as_of: date, words: Words, look: colours.Theme) -> None:
    month = month_of(as_of)
    if month not in keys:
        return
    first, last = bounds(month)
    share = ((as_of - first).days + 0.5) / ((last - first).days + 1)
    text = words("charts.today", day=formats.short_day(as_of))
    at = keys.index(month) - 0.5 + share
    canvas.line_at(figure, at, text, look, 26, share=(at + 0.6) / (len(keys) + 0.2))
