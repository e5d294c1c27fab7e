"""Charts: every mark opens its list, nothing of a workbook becomes markup, and both themes and languages draw."""

import json

import plotly.graph_objects as go
import pytest

from cds_tracker.insights import horizon
from cds_tracker.insights.figures import titles
from cds_tracker.insights.figures.gantt import gantt
from cds_tracker.insights.figures.heat import STRENGTHS, ink, mix
from cds_tracker.insights.figures.heat import heat as draw_heat
from cds_tracker.insights.figures.saying import saying
from cds_tracker.insights.filters import Filters, from_query
from cds_tracker.insights.lens import heat, lens
from cds_tracker.insights.measures import figures
from cds_tracker.insights.selection import apply
from cds_tracker.style.colours import THEMES
from cds_tracker.style.words import Words

from .plans import AREAS, DAY, REGISTRY, due, frame_of, some_tasks

FRAME = frame_of(*some_tasks(300))
CHOSEN = Filters(plan="KH-2025", as_of=DAY)
FIGURES = figures(FRAME, CHOSEN, DAY, REGISTRY, AREAS)
LONG = "Xây dựng <b>cơ sở dữ liệu</b> & hướng dẫn " * 9


def drawn(words: Words, theme: str, narrow: bool) -> list[go.Figure]:
    return [
        draw_heat(heat(FRAME, CHOSEN, REGISTRY, AREAS, DAY), AREAS, words, theme, narrow),
        saying(lens(FRAME, CHOSEN, REGISTRY), words, theme, narrow),
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("narrow", [False, True])
def test_every_mark_opens_a_list_of_as_many_tasks_as_it_shows(language: str, theme: str, narrow: bool) -> None:
    for figure in drawn(Words(language), theme, narrow):
        checked = 0
        for trace in figure.data:
            for place, carried in enumerate(trace.customdata):
                if carried is None:
                    continue
                filters, ignored = from_query(json.loads(carried))
                assert not ignored
                listed = len(apply(FRAME, filters, REGISTRY))
                said = trace.hovertext[place]
                assert listed == 0 or f"{listed}" in said
                checked += 1
        assert checked, "a chart without a mark that opens anything"


def test_a_long_title_is_clamped_in_the_gantt_and_whole_in_its_hover() -> None:
    frame = frame_of({"title": LONG, "deadline": due("2025-06-30"), "start": "2025-01-01", "lead": ("VP",)})
    spans, _ = horizon.spans(frame, Filters(), REGISTRY)
    figure = gantt(spans, DAY, Words("vi"))
    label = figure.layout.yaxis.ticktext[0]
    assert label.count("<br>") == 1
    assert label.endswith("…")
    hover = figure.data[0].hovertext[0].replace("<br>", " ")
    assert hover.count("cơ sở dữ liệu") == 9
    assert "<b>" not in hover + label
    assert "quá hạn 92 ngày" in hover
    assert json.loads(figure.data[0].customdata[0]) == {"id": "1"}


def test_a_task_whose_start_is_unknown_is_a_point() -> None:
    spans, _ = horizon.spans(frame_of({"deadline": due("2025-06-30")}), Filters(), REGISTRY)
    assert [type(trace) for trace in gantt(spans, DAY, Words("vi")).data] == [go.Scatter]


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_counts_are_readable_on_every_step_of_the_heat_map(theme: str) -> None:
    look = THEMES[theme]
    for strength in STRENGTHS:
        cell, text = sorted((brightness(mix(look.brand, look.ground, strength)), brightness(ink(strength, look))))
        assert text / cell >= 4.5


def test_an_empty_chart_says_why() -> None:
    words = Words("vi")
    empty = (gantt((), DAY, words),)
    assert all(len(figure.layout.annotations) == 1 and not figure.data for figure in empty)


def test_a_title_is_a_sentence_when_there_is_one_to_say() -> None:
    late = {"status": "in_progress", "deadline": due("2025-09-01")}
    frame = frame_of({"lead": ("VP",)} | late, {"lead": ("VP",)} | late, {"lead": ("PC",)} | late)
    found = figures(frame, Filters(), DAY, REGISTRY, AREAS)
    assert titles.units(found.by_unit, Words("vi")) == "Văn phòng Bộ còn 2 nhiệm vụ quá hạn, nhiều nhất trong 3 đơn vị"
    assert titles.units(found.by_unit, Words("en")) == "Văn phòng Bộ has 2 overdue tasks, the most of 3 units"
    calm = figures(frame_of({"lead": ("VP",)}), Filters(), DAY, REGISTRY, AREAS)
    assert titles.units(calm.by_unit, Words("vi")) == "Không đơn vị nào có nhiệm vụ quá hạn"
    assert titles.units((), Words("vi")) == "Tiến độ theo đơn vị"
