"""Roles, grants and instants as readers read them."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from cds_tracker.domain.people import Grant
from cds_tracker.style.formats import ABSENT, day
from cds_tracker.style.words import Words

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def grant(words: Words, one: Grant, unit_name: Callable[[str], str]) -> str:
    """``Thủ trưởng đơn vị, Văn phòng Bộ (từ 01/01/2026)``."""
    role = words(f"signin.role.{one.role}")
    said = f"{role}, {unit_name(one.unit)}" if one.unit else role
    days = {"from": day(one.valid_from), "to": day(one.valid_to)}
    name = {(True, True): "span", (True, False): "since", (False, True): "until"}.get(
        (bool(one.valid_from), bool(one.valid_to))
    )
    return f"{said} ({words(f'accounts.{name}', **days)})" if name else said


def moment(instant: str | None) -> str:
    """An instant of the database as it was in Viet Nam: ``30/06/2025 14:05``."""
    return ABSENT if not instant else f"{datetime.fromisoformat(instant).astimezone(HERE):%d/%m/%Y %H:%M}"


def browser(agent: str | None) -> str:
    """What a browser says it is, in two words: ``Chrome, Windows``; blank where it says nothing known."""
    said = agent or ""
    names = (("Edg", "Edge"), ("Coc_Coc", "Cốc Cốc"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"))
    name = next((called for mark, called in names if mark in said), "")
    system = next((called for mark, called in (*systems, ("Linux", "Linux")) if mark in said), "")
    return ", ".join(filter(None, (name, system)))
