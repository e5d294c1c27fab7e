"""The plan's tasks and its finished tasks against the saying of 80/20."""

from decimal import Decimal

import plotly.graph_objects as go

from cds_tracker.insights.figures import canvas
from cds_tracker.insights.filters import narrow as both
from cds_tracker.insights.lens import SAYING, Lens
from cds_tracker.style import colours, formats
from cds_tracker.style.words import Words

ROWS = ("saying", "tasks", "done")


def saying(lens: Lens, words: Words, theme: str = "light", narrow: bool = False) -> go.Figure:
    """Three bars of one length: the saying, all classified tasks, the finished ones."""
    look = colours.theme(theme)
    figure = canvas.blank(look, len(ROWS) * (72 if narrow else 44) + 16)
    if not sum(lens[side].total for side in SAYING):
        return canvas.say_empty(figure, words("charts.lens.empty"), look)
    for side in SAYING:
        figure.add_trace(_side(lens, side, words, look))
    names = [words(f"charts.lens.{row}") for row in ROWS]
    figure.update_xaxes(range=[0, 100.5], visible=False)
    figure.update_yaxes(range=[len(ROWS) - 0.5, -0.85 if narrow else -0.6], showgrid=False)
    if narrow:
        figure.update_yaxes(showticklabels=False)
        for place, name in enumerate(names):
            figure.add_annotation(
                x=0, y=place, xanchor="left", yanchor="bottom", yshift=20, xshift=-4, showarrow=False, text=name,
                font={"size": 12, "color": look.ink},
            )  # fmt: skip
    else:
        figure.update_yaxes(tickvals=[0, 1, 2], ticktext=names, tickfont_color=look.ink, ticklabelstandoff=8)
        figure.update_layout(margin_l=canvas.room(names))
    return figure


def _side(lens: Lens, side: str, words: Words, look: colours.Theme) -> go.Bar:
    shares = [Decimal(SAYING[side]), lens.share(side).percent or Decimal(0), lens.done_share(side).percent or Decimal(0)]
    counts = lens[side]
    name = words(f"charts.lens.{side}")
    texts = [formats.percent(share, words.language, 0 if place == 0 else 2) for place, share in enumerate(shares)]
    numbers = [0, counts.total, counts["all_done"]]
    said = [
        words("charts.lens.said", side=name, count=formats.number(number, words.language), share=text) if place
        else words("charts.lens.guide", side=name, share=text)
        for place, (number, text) in enumerate(zip(numbers, texts, strict=True))
    ]  # fmt: skip
    first = side == "first"
    return go.Bar(
        name=name,
        orientation="h",
        x=[float(share) for share in shares],
        y=[0, 1, 2],
        text=[text if share >= 12 else "" for text, share in zip(texts, shares, strict=True)],
        textposition="inside",
        insidetextanchor="start" if first else "end",
        constraintext="none",
        textfont={"color": [look.ink, *[look.ground if first else look.ink] * 2], "size": 12},
        marker={
            "color": look.brand if first else look.track,
            "opacity": [0.55 if first else 1, 1, 1],
            "line": {"color": look.ground, "width": 1},
        },
        customdata=[None, canvas.mark(counts.filters), canvas.mark(both(counts.filters, {"status": "done"}))],
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
    )
