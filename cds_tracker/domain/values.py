"""Values that people type by hand: what each kind of field can hold. (What files hold is read by ``excel``.)"""

from collections.abc import Callable, Mapping
from datetime import date

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.task import FIELDS, Kind, Status, Value
from cds_tracker.domain.text import clean

LONGEST = 10_000  # characters of a text
LISTED = 100  # names in a list
MOST = 2**53  # up to here every whole number is one; more than any budget


def typed(field: str, value: Value) -> Value:
    """The canonical value, cleaned; blank is ``None``. Raises ``TrackerError`` that names the field for what it cannot hold."""
    kind = FIELDS[field].kind
    if value is None or (isinstance(value, str) and not clean(value)):
        return None
    return _READERS[kind](field, value)


def _text(field: str, value: Value) -> Value:
    if not isinstance(value, str):
        raise TrackerError("value_kind", field=field)
    if len(value) > LONGEST:
        raise TrackerError("value_too_long", field=field, most=LONGEST)
    return clean(value)


def _line(field: str, value: Value) -> Value:
    return " ".join(str(_text(field, value)).split())


def _number(field: str, value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < MOST:
        raise TrackerError("value_kind", field=field)
    if field == "progress" and not 0 <= value <= 100:
        raise TrackerError("value_progress")
    if value < 0:
        raise TrackerError("value_negative", field=field)
    return int(value) if value == int(value) else value


def _day(field: str, value: Value) -> Value:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise TrackerError("value_day", field=field) from error


def _list(field: str, value: Value) -> Value:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TrackerError("value_kind", field=field)
    names = list(dict.fromkeys(name for one in value if (name := clean(one))))
    if len(names) > LISTED or any(len(name) > 200 for name in names):
        raise TrackerError("value_too_long", field=field, most=LISTED)
    return names or None


def _status(field: str, value: Value) -> Value:
    if value not in list(Status):
        raise TrackerError("value_kind", field=field)
    return str(value)


def _said(field: str, value: Value) -> Value:
    if value not in ("on_time", "late"):
        raise TrackerError("value_kind", field=field)
    return value


def _deadline(field: str, value: Value) -> Value:
    if not isinstance(value, dict):
        raise TrackerError("value_kind", field=field)
    return value


_READERS: Mapping[Kind, Callable[[str, Value], Value]] = {
    "text": _text,
    "line": _line,
    "date": _day,
    "number": _number,
    "units": _list,
    "names": _list,
    "deadline": _deadline,
    "status": _status,
    "area": _line,
    "said": _said,
}
