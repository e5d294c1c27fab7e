"""Area by unit: the darker a cell the more tasks, with a red edge where some are overdue.

The cells are bars of length one: a heat map of Plotly answers no click in Streamlit, and bars fill their cell at any width.
"""

from collections.abc import Sequence

import plotly.graph_objects as go

from cds_tracker.domain.areas import Areas
from cds_tracker.insights.document import area_said, unit_name
from cds_tracker.insights.figures import canvas
from cds_tracker.insights.lens import Heat
from cds_tracker.insights.rows import Counts, UnitRow
from cds_tracker.style import colours, formats
from cds_tracker.style.words import Words

CELL = 34
STRENGTHS = (0.1, 0.22, 0.38, 1.0)  # of the brand's colour over the ground: no step at which neither ink can be read


def heat(data: Heat, areas: Areas, words: Words, theme: str = "light", narrow: bool = False) -> go.Figure:
    """A cell per area and unit that share tasks. ``narrow``: units down, areas across, for 390 pixels."""
    look = colours.theme(theme)
    found = [
        (row, column, counts)
        for row, line in enumerate(data.cells)
        for column, counts in enumerate(line)
        if counts is not None and counts.total
    ]
    across, down = (len(data.areas), len(data.units)) if narrow else (len(data.units), len(data.areas))
    cell = 25 if narrow else CELL
    figure = canvas.blank(look, down * cell + (130 if narrow else 110))
    if not found:
        return canvas.say_empty(figure, words("charts.heat.empty"), look)
    most = max(counts.total for *_, counts in found)
    strengths = [_strength(counts.total, most) for *_, counts in found]
    places = [(row, column) if narrow else (column, row) for row, column, _ in found]
    figure.add_trace(
        go.Bar(
            x=[x for x, _ in places],
            base=[y - 0.46 for _, y in places],
            y=[0.92] * len(places),
            width=0.92,
            text=[formats.number(counts.total, words.language) for *_, counts in found],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 12, "color": [ink(strength, look) for strength in strengths]},
            marker={
                "color": [mix(look.brand, look.ground, strength) for strength in strengths],
                "line": {
                    "width": [2 if counts["overdue"] else 0 for *_, counts in found],
                    "color": look["open_overdue"].fill,
                },
            },
            customdata=[canvas.mark(counts.filters) for *_, counts in found],
            hovertext=[_said(data, areas, row, column, counts, words) for row, column, counts in found],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    figure.update_layout(barmode="overlay")
    named = [area_label(key, areas, words, short=narrow) for key in data.areas]
    if narrow:
        _axes(figure, named, [canvas.wrap(unit_name(row, words, short=True), 14, 1) for row in data.units], look)
    else:
        _axes(figure, _short(data.units, words), [canvas.wrap(name, 40, 1) for name in named], look)
    figure.update_xaxes(range=[-0.6, across - 0.4])
    figure.update_yaxes(range=[down - 0.4, -0.6])
    return figure


def area_label(key: str | None, areas: Areas, words: Words, short: bool = False) -> str:
    """The name of an area of the heat map."""
    if key is None:
        return words("charts.area.none")
    known = areas.areas.get(key)
    return area_said(key, (known.short_name if short and known else None) or areas.name(key), words, short)


def _short(units: Sequence[UnitRow], words: Words) -> list[str]:
    return [unit_name(row, words, short=True) for row in units]


def _axes(figure: go.Figure, across: Sequence[str], down: Sequence[str], look: colours.Theme) -> None:
    figure.update_xaxes(
        side="top", tickvals=list(range(len(across))), ticktext=[canvas.wrap(name, 16, 1) for name in across],
        tickangle=-90, showgrid=False, tickfont={"size": 12, "color": look.ink},
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(len(down))), ticktext=list(down), ticklabelstandoff=6,
        showgrid=False, tickfont={"size": 12, "color": look.ink},
    )  # fmt: skip
    figure.update_layout(margin={"l": canvas.room(down, 300), "t": min(canvas.room(across, 130) + 6, 128), "r": 6, "b": 4})


def _strength(count: int, most: int) -> float:
    step = min(int(count / most * len(STRENGTHS)), len(STRENGTHS) - 1)
    return STRENGTHS[step]


def ink(strength: float, look: colours.Theme) -> str:
    """The colour of a count upon a cell of this strength."""
    return look.ground if strength > 0.5 else look.ink


def mix(colour: str, ground: str, strength: float) -> str:
    """So much of a colour laid over the ground."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(over * strength + under * (1 - strength)):02X}" for over, under in pairs)


def _said(data: Heat, areas: Areas, row: int, column: int, counts: Counts, words: Words) -> str:
    numbers = {"count": counts.total, "done": counts["all_done"], "overdue": counts["overdue"]}
    return words(
        "charts.heat.said",
        area=canvas.safe(area_label(data.areas[row], areas, words)),
        unit=canvas.safe(unit_name(data.units[column], words)),
        **{name: formats.number(number, words.language) for name, number in numbers.items()},
    )
