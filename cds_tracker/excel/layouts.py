"""The header of a table as a fingerprint, by which its mapping is known again in the next file of the same form."""

import hashlib
from collections.abc import Mapping

from cds_tracker.domain.reading import Sheet
from cds_tracker.domain.text import key
from cds_tracker.excel.header import Header


def fingerprint(header: Header) -> str:
    """Equal for headers with the same headings in the same order, wherever they stand."""
    headings = [key(heading.text) for _, heading in sorted(header.columns.items())]
    return hashlib.sha256("\n".join(headings).encode()).hexdigest()[:32]


def layout_of(sheet: Sheet) -> Mapping[str, object]:
    """What is to be remembered of a sheet that was read: its fingerprint, and the field of every column (``''``: none)."""
    seen = sheet.picture.columns if sheet.picture else ()
    columns = [{"letter": one.letter, "heading": one.heading, "field": one.field or ""} for one in seen if one.heading]
    return {"fingerprint": sheet.layout, "columns": columns}
