"""Tasks along the calendar, with today's line."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from cds_tracker.domain.periods import between, bounds, month_of
from cds_tracker.insights.figures import canvas
from cds_tracker.insights.horizon import Span
from cds_tracker.style import colours, formats
from cds_tracker.style.words import Words

ROW = 38
DAY = 86_400_000  # a day, as Plotly measures it


def gantt(spans: Sequence[Span], as_of: date, words: Words, theme: str = "light", narrow: bool = False) -> go.Figure:
    """A row per task: from its start to its due day, or the due day alone where nothing says when it starts.

    Every mark carries ``{"id": …}`` of its task. ``narrow``: titles above their bars, for 390 pixels.
    """
    look = colours.theme(theme)
    figure = canvas.blank(look, len(spans) * (ROW + 10 if narrow else ROW) + 60)
    if not spans:
        return canvas.say_empty(figure, words("charts.gantt.empty"), look)
    for meaning in colours.ORDER:
        here = [(place, span) for place, span in enumerate(spans) if meaning_of(span) == meaning]
        if here:
            _bars(figure, [(place, span) for place, span in here if span.start], meaning, words, look)
            _ends(figure, here, meaning, words, look)
    _names(figure, spans, look, narrow)
    first, last = _axis(figure, spans, as_of, words, 4 if narrow else 7)
    share = (as_of - first) / (last - first)
    canvas.line_at(figure, as_of.isoformat(), words("charts.today", day=formats.short_day(as_of)), look, 48, 20, share)
    return figure


def meaning_of(span: Span) -> str:
    """The colour of a task: due soon is told apart from in time."""
    return "due_soon" if span.due_soon else span.bucket


def hover(span: Span, words: Words) -> str:
    """The whole title, the unit, when, and how it stands."""
    start, due = formats.day(span.start), formats.day(span.due)
    known = span.start is not None and not span.assumed
    when = words("charts.gantt.span", start=start, due=due) if known else words("charts.gantt.end", due=due)
    days = formats.days_left(span.days_left, words)
    late, open_ = span.bucket == "open_overdue", span.bucket == "open_in_time"
    return words(
        "charts.gantt.hover",
        title=canvas.wrap(span.title, 70, 24),
        unit=canvas.wrap(span.lead_names or words("charts.gantt.no_unit"), 70, 3),
        when=when,
        state=days if late else words(f"charts.state.{meaning_of(span)}").lower(),
        left=words("charts.gantt.left", days=days) if open_ else "",
    )


def _bars(figure: go.Figure, spans: Sequence[tuple[int, Span]], meaning: str, words: Words, look: colours.Theme) -> None:
    if not spans:
        return
    figure.add_trace(
        go.Bar(
            name=words(f"charts.state.{meaning}"),
            orientation="h",
            base=[span.start.isoformat() if span.start else None for _, span in spans],
            x=[((span.due - span.start).days + 1) * DAY if span.start else 0 for _, span in spans],
            y=[place for place, _ in spans],
            width=[0.14 if span.assumed else 0.42 for _, span in spans],
            marker=canvas.filled(look, meaning),
            **_common(spans, words),
        )
    )


def _ends(figure: go.Figure, spans: Sequence[tuple[int, Span]], meaning: str, words: Words, look: colours.Theme) -> None:
    """The due days: a diamond, alone where the start is unknown."""
    figure.add_trace(
        go.Scatter(
            mode="markers",
            x=[span.due.isoformat() for _, span in spans],
            y=[place for place, _ in spans],
            marker={
                "symbol": "diamond",
                "opacity": 1,
                "size": [9 if span.start and not span.assumed else 12 for _, span in spans],
                "color": look[meaning].fill,
                "line": {"color": look[meaning].word, "width": 1},
            },
            cliponaxis=False,
            **_common(spans, words),
        )
    )


def _common(spans: Sequence[tuple[int, Span]], words: Words) -> dict[str, object]:
    return {
        "customdata": [f'{{"id": "{span.id}"}}' for _, span in spans],
        "hovertext": [hover(span, words) for _, span in spans],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _names(figure: go.Figure, spans: Sequence[Span], look: colours.Theme, narrow: bool) -> None:
    top = -0.75 if narrow else -0.6
    figure.update_yaxes(range=[len(spans) - 0.5, top], showgrid=False, tickfont={"color": look.ink, "size": 12})
    if not narrow:
        labels = [canvas.wrap(span.title, 46, 2) for span in spans]
        figure.update_yaxes(tickvals=list(range(len(spans))), ticktext=labels, ticklabelstandoff=10)
        figure.update_layout(margin_l=canvas.room(labels, 350))
        return
    figure.update_yaxes(showticklabels=False)
    for place, span in enumerate(spans):
        figure.add_annotation(
            x=0, xref="paper", y=place, xanchor="left", yanchor="bottom", yshift=11, showarrow=False, align="left",
            text=canvas.wrap(span.title, 44, 1), font={"size": 12, "color": look.ink}, bgcolor=look.ground, borderpad=0,
        )  # fmt: skip


def _axis(figure: go.Figure, spans: Sequence[Span], as_of: date, words: Words, most: int) -> tuple[date, date]:
    """Months along the top, as many as have room; the first and last day drawn."""
    days = [as_of, *(span.due for span in spans), *(span.start for span in spans if span.start)]
    first, last = month_of(min(days)), month_of(max(days))
    keys = between(first, last, 1_200)
    step = -(-len(keys) // most)
    shown = keys[::step]
    begin = bounds(first)[0]
    end = bounds(last)[1] + (bounds(last)[1] - begin) / 24
    figure.update_xaxes(
        type="date",
        side="top",
        range=[begin.isoformat(), end.isoformat()],
        tickvals=[bounds(key)[0].isoformat() for key in shown],
        ticktext=[formats.month(key, words) for key in shown],
    )
    return begin, end
