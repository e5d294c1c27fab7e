"""What a tracker was understood to say, in one line for each row: short enough to be compared with what a person reads."""

from cds_tracker.domain.reading import Reading, Row, row_and_part


def tasks(reading: Reading) -> list[str]:
    """``row · number · title · lead · due or kind · state share · section``; what is absent is left out."""
    return [" · ".join(part for part in _parts(row) if part) for row in reading.rows]


def skipped(reading: Reading) -> list[tuple[int, str]]:
    return [(one.row, one.reason) for one in reading.skipped]


def problems(reading: Reading) -> list[tuple[str, str | int | None]]:
    return [(one.code, one.cell or one.row or one.sheet) for one in reading.problems]


def questions(reading: Reading) -> list[tuple[str, str, str]]:
    return [(one.code, one.at, one.held) for one in reading.questions]


def _parts(row: Row) -> tuple[str, ...]:
    number, part = row_and_part(row.row)
    values = row.values
    lead, deadline, share = values.get("lead"), values.get("deadline"), values.get("progress")
    state = " ".join(text for text in (str(values.get("status") or ""), "" if share is None else f"{share}%") if text)
    due = str(deadline["due"] or deadline["kind"]) if isinstance(deadline, dict) else ""
    return (
        f"{number}.{part}" if part else str(number),
        str(values.get("stt") or ""),
        str(values.get("title") or "").replace("\n", " ")[:40].strip(),
        "+".join(lead) if isinstance(lead, list) else "",
        due,
        state,
        str(values.get("section") or "")[:40].strip(),
    )
