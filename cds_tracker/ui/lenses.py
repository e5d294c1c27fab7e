"""The plan through its areas: area by unit, the pillars of a version of the framework, the 80/20 saying."""

import streamlit as st

from cds_tracker.domain.areas import VERSIONS
from cds_tracker.insights import lens
from cds_tracker.insights.figures import titles
from cds_tracker.insights.figures.heat import heat
from cds_tracker.insights.figures.saying import saying
from cds_tracker.ui import charts, data
from cds_tracker.ui.bars import Bar, bars
from cds_tracker.ui.by_area import share
from cds_tracker.ui.header import stamp
from cds_tracker.ui.legend import legend
from cds_tracker.ui.markup import block, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.stack import segments, shown

VERSION_BOX = "version_box"


def heat_map(page: Page) -> None:
    """A square per area and unit that share tasks."""
    words = page.words
    registry, areas = data.registry(page.revision), data.areas(page.revision)

    def measured() -> lens.Heat:
        return lens.heat(data.counted(page.filters, page.revision, page.scope), page.filters, registry, areas, page.as_of)

    kept = f"heat {page.scope.of_counts(page.filters).key}"
    with st.container(border=True, key="heat-block"):
        _heading(page, words("charts.heat.title"), words("ui.heat.sub"))
        charts.chart(
            page,
            "heat",
            lambda theme, thin: heat(data.kept(kept, page.filters, page.revision, measured), areas, words, theme, thin),
            words("charts.heat.title"),
        )


def choose_version(page: Page) -> str:
    """The version of the framework; kept in the address."""
    asked = st.query_params.get("version", VERSIONS[-1])
    st.session_state[VERSION_BOX] = asked if asked in VERSIONS else VERSIONS[-1]
    st.segmented_control(
        page.words("ui.pillars.version"),
        VERSIONS,
        format_func=lambda version: page.words(f"charts.pillar.v{version}"),
        key=VERSION_BOX,
        on_change=_choose,
        label_visibility="collapsed",
    )
    return str(st.session_state[VERSION_BOX])


def pillars_of(page: Page, version: str) -> str:
    """The six pillars in their order."""
    words = page.words
    frame, registry = data.counted(page.filters, page.revision, page.scope), data.registry(page.revision)
    found = lens.pillars(frame, page.filters, registry, version)
    rows = [(words(f"charts.pillar.{row.key or 'none'}"), row.counts) for row in found if row.key or row.counts.total]
    drawn = [Bar(name, segments(counts), counts.filters, share(page, counts)) for name, counts in rows]
    body = legend(words, shown([counts for _, counts in rows])) + bars(words, drawn)
    sub = f"{text(words(f'charts.pillar.v{version}'))} · {text(words('ui.areas.sub'))} · {stamp(page)}"
    return block(words("charts.pillar.title"), body, sub)


def saying_of(page: Page) -> None:
    """How the plan splits beside the guiding saying, which is no target."""
    words = page.words

    def measured() -> lens.Lens:
        return lens.lens(data.counted(page.filters, page.revision, page.scope), page.filters, data.registry(page.revision))

    found = data.kept(f"lens {page.scope.of_counts(page.filters).key}", page.filters, page.revision, measured)
    title = titles.saying(found, words)
    with st.container(border=True, key="saying-block"):
        _heading(page, title, words("charts.lens.caption"))
        charts.chart(page, "saying", lambda theme, thin: saying(found, words, theme, thin), title)


def _heading(page: Page, title: str, sub: str) -> None:
    show(f'<h2 class="cds-title">{text(title)}</h2><p class="cds-sub">{text(sub)} · {stamp(page)}</p>')


def _choose() -> None:
    st.query_params["version"] = str(st.session_state.get(VERSION_BOX) or VERSIONS[-1])


