"""What the list or figures are narrowed to, one chip each, and the way back out."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

from cds_tracker.domain.task import ACCOUNT
from cds_tracker.insights.filters import NONE, Filters
from cds_tracker.style import formats
from cds_tracker.style.words import Words
from cds_tracker.ui import data
from cds_tracker.ui.markup import link, text

if TYPE_CHECKING:
    from cds_tracker.ui.page import Page

DEFAULTS = {field.name: field.default for field in fields(Filters)}


def markup(page: Page) -> str:
    """The chips, each with its ×; empty where nothing is narrowed."""
    chips = [_chip(page, name) for name in page.filters.narrowed if name != "role" or page.filters.unit is None]
    if page.filters.known_at is not None and not (page.locked and page.locked.locked_revision == page.filters.known_at):
        chips.append(_chip(page, "known_at"))
    if not chips:
        return ""
    clear = link(page.address(page.filters.context()), text(page.words("ui.clear_filters")), "cds-more")
    return f'<div class="cds-chips">{"".join(chips)}{clear if len(chips) > 1 else ""}</div>'


def said(page: Page, name: str) -> str:
    """The value of a filter as a reader says it."""
    words, value = page.words, getattr(page.filters, name)
    if name == "unit":
        unit = words("ui.no_lead") if value == NONE else data.registry(page.revision).name(value)
        role = "" if page.filters.role == "any" else f" ({words(f'ui.role.{page.filters.role}')})"
        return unit + role
    if name == "area":
        if words.has(f"areas.name.{value}"):
            return words(f"areas.name.{value}")
        return words("ui.unclassified") if value == NONE else data.areas(page.revision).name(value)
    if name in ("status", "timeliness", "via", "side", "role"):
        return state(words, name, value)
    if name == "due":
        return period(words, value)
    if name == "assignee" and value == f"{ACCOUNT}{page.person.account}":
        return page.person.name
    if isinstance(value, bool):
        return words("ui.yes" if value else "ui.no")
    return formats.day(value) if isinstance(value, date) else str(value)


def state(words: Words, name: str, value: str) -> str:
    """The word of a choice of the filter ``name``."""
    key = f"ui.{name}.{value}"
    return words(key) if words.has(key) else value


def period(words: Words, value: str) -> str:
    """A year, quarter, month or day of the filter ``due``, in words."""
    return words("ui.no_due") if value == NONE else formats.period(value, words)


def _chip(page: Page, name: str) -> str:
    without = replace(page.filters, **{name: DEFAULTS[name]})  # type: ignore[arg-type]
    if name == "unit":
        without = replace(without, role="any", via=None)
    label = page.words(f"ui.filter.{name}")
    drop = link(page.address(without), "×", label=page.words("ui.drop_filter", name=label))
    return f'<span class="cds-chip"><span><i>{text(label)}:</i> {text(said(page, name))}</span>{drop}</span>'
