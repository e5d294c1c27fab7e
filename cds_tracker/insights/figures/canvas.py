"""What all charts share: type, lines, hover, heights, and marks that know their filters."""

import html
import json
from collections.abc import Sequence

import plotly.graph_objects as go

from cds_tracker.insights.filters import Filters
from cds_tracker.style.colours import Theme

FONT = "Be Vietnam Pro, sans-serif"
SIZE = 13
ROW = 30  # pixels of a row with its gap
LETTER = 7.1  # mean width of a letter at SIZE
FITS = 16  # a count is written into a bar at least so many pixels wide, and LETTER more for each further digit
CONFIG: dict[str, object] = {
    "displaylogo": False,
    "responsive": True,
    "scrollZoom": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}
"""What ``st.plotly_chart(config=…)`` is given: no mode bar but for saving a picture."""


def mark(filters: Filters | None) -> str | None:
    """What a mark carries: the query that lists what it shows, as JSON; nothing where there is nothing to list."""
    return None if filters is None else json.dumps(filters.to_query(), ensure_ascii=False, sort_keys=True)


def safe(text: str) -> str:
    """Text of a workbook, so that Plotly takes none of it for markup."""
    return html.escape(text, quote=False).replace("\n", " ")


def fits(text: str, pixels: float) -> bool:
    """Whether a text can stand in a bar of this length."""
    return pixels >= FITS + LETTER * (len(text) - 1)


def wrap(text: str, width: int, lines: int = 2) -> str:
    """Text on at most so many lines, broken between words; what does not fit is left out with an ellipsis."""
    rows: list[str] = [""]
    words = text.split()
    for place, word in enumerate(words):
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) <= width or not rows[-1]:
            rows[-1] = longer
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1][: width - 1].rstrip(' ,;.')}…" if place < len(words) else rows[-1]
            break
    return "<br>".join(safe(row if len(row) <= width + 6 else f"{row[: width - 1]}…") for row in rows)


def room(labels: Sequence[str], most: int = 300) -> int:
    """Pixels that the longest label needs."""
    widest = max((len(line) for label in labels for line in label.split("<br>")), default=0)
    return min(int(widest * LETTER) + 14, most)


def blank(theme: Theme, height: int) -> go.Figure:
    """An empty chart in the theme: no box, no legend, the ground showing through."""
    axis = {
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "gridcolor": theme.grid,
        "tickfont": {"size": SIZE, "color": theme.muted},
        "fixedrange": True,
        "automargin": False,
        "tickangle": 0,
    }
    return go.Figure(
        layout={
            "template": "none",
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": SIZE, "color": theme.ink},
            "showlegend": False,
            "barmode": "stack",
            "bargap": 0.36,
            "dragmode": False,
            "clickmode": "event+select",
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": theme.raised,
                "bordercolor": theme.grid,
                "align": "left",
                "namelength": 0,
                "font": {"family": FONT, "size": SIZE, "color": theme.ink},
            },
            "xaxis": dict(axis),
            "yaxis": dict(axis),
            "separators": ",.",
        }
    )


def filled(theme: Theme, meaning: str) -> dict[str, object]:
    """The marker of a meaning: its colour, its pattern, and a thin line of the ground around it."""
    look = theme[meaning]
    pattern = {"shape": look.pattern, "fillmode": "overlay", "fgcolor": look.line, "fgopacity": 1, "size": 6, "solidity": 0.28}
    line = {"color": theme.ground, "width": 1}
    return {"color": look.fill, "line": line, **({"pattern": pattern} if look.pattern else {})}


def say_empty(figure: go.Figure, text: str, theme: Theme) -> go.Figure:
    """The chart that says why it is empty and what to do."""
    figure.update_layout(height=96, xaxis={"visible": False}, yaxis={"visible": False})
    figure.add_annotation(
        text=wrap(text, 70, 3), x=0, y=0.5, xref="paper", yref="paper", xanchor="left", align="left", showarrow=False,
        font={"size": SIZE, "color": theme.muted},
    )  # fmt: skip
    return figure


def line_at(figure: go.Figure, x: str | float, text: str, theme: Theme, top: int, up: int = 2, share: float = 0.5) -> None:
    """A labelled vertical line, such as today's; ``share``: how far across it stands, so that its label is not cut."""
    anchor = "left" if share < 0.15 else "right" if share > 0.85 else "center"
    line = {"color": theme.brand, "width": 1.5, "dash": "dot"}
    figure.add_shape(type="line", x0=x, x1=x, y0=0, y1=1, yref="paper", line=line)
    figure.add_annotation(
        x=x, y=1, yref="paper", yanchor="bottom", xanchor=anchor, text=safe(text), showarrow=False, yshift=up,
        font={"size": 12, "color": theme.brand},
    )  # fmt: skip
    figure.update_layout(margin_t=top)
