"""Which rows of a file are looked at: all, or those of one kind; the counts are the ways there."""

from collections.abc import Mapping, Sequence

import streamlit as st

from cds_tracker.style.formats import number
from cds_tracker.ui import links
from cds_tracker.ui.importing import steps
from cds_tracker.ui.markup import link, text
from cds_tracker.ui.page import Page
from cds_tracker.workflows.preview import KINDS, Preview, RowOutcome

TOUCHED, ALL, PROBLEM, UNCLEAR, ABSENT = "touched", "all", "problem", "unclear", "absent"
FIRST = (TOUCHED, ALL, "new", "changed", "unchanged")  # shown also where there are none
ORDER = (TOUCHED, "new", "changed", "conflict", "unresolved", "requested", "waiting", "refused", PROBLEM, UNCLEAR, "unchanged",
         "skipped", ABSENT, ALL)  # fmt: skip
KIND, FROM = "kind", "from"


def asked(counts: Mapping[str, int]) -> str:
    """The kind that the address names; else the rows with which something happens, if there are any."""
    said = st.query_params.get(KIND, "")
    return said if said in ORDER else TOUCHED if counts[TOUCHED] else ALL


def counted(shown: Preview) -> dict[str, int]:
    """How many rows (or absent tasks) there are of each kind."""
    found = dict.fromkeys(ORDER, 0)
    for one in shown.outcomes:
        for kind in one.kinds:
            found[kind] += 1
        found[PROBLEM] += bool(one.problems)
        found[UNCLEAR] += bool(one.unclear)
        found[TOUCHED] += _is(one, TOUCHED)
    return {**found, ALL: len(shown.outcomes), ABSENT: len(shown.absent)}


def places(shown: Preview, kind: str) -> Sequence[int]:
    """The rows of a kind, by their place in the file."""
    if kind == ALL:
        return range(len(shown.outcomes))
    return [place for place, one in enumerate(shown.outcomes) if _is(one, kind)]


def chips(page: Page, upload: int, counts: Mapping[str, int], kind: str) -> str:
    """The counts, each the way to its rows. Safe markup."""
    words = page.words
    found = [name for name in ORDER if counts[name] or name in FIRST]
    return f'<nav class="cds-kinds" aria-label="{text(words("review.kinds"))}">' + "".join(
        _chip(page, upload, name, counts[name], name == kind) for name in found
    ) + "</nav>"  # fmt: skip


def address(page: Page, upload: int, kind: str) -> str:
    """The changes of an upload, only the rows of a kind."""
    said = {steps.UPLOAD: str(upload), steps.STEP: steps.CHANGES, KIND: kind}
    return links.address(page.entry.slug, {**page.filters.context().to_query(), **said})


def _chip(page: Page, upload: int, kind: str, count: int, here: bool) -> str:
    words = page.words
    name = text(words(f"review.kind.{kind}"))
    inner = f'<b class="cds-num">{number(count, page.lang)}</b> <span>{name}</span>'
    current = ' aria-current="true"' if here else ""
    to = address(page, upload, kind) if count else None
    return f'<span class="k-{kind}"{current}>{link(to, inner)}</span>'


def _is(one: RowOutcome, kind: str) -> bool:
    if kind == TOUCHED:
        return one.kinds != ("unchanged",) or bool(one.problems)
    if kind == PROBLEM:
        return bool(one.problems)
    return bool(one.unclear) if kind == UNCLEAR else kind in one.kinds


assert set(KINDS) <= set(ORDER)  # noqa: S101
