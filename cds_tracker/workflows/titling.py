"""The name of a new plan, from the title block of its file."""

import re
from dataclasses import replace

from cds_tracker.domain.plan import Plan
from cds_tracker.domain.reading import Reading

_NUMBER = re.compile(r"(?<![\w/])(\d+[A-Z]?/(?:\d{4}/)?[A-ZĐ]{2,}(?:-[A-ZĐ]+)*)")
_ASIDE = re.compile(r"^\(|^(?:phụ lục|phụ biểu|biểu|mẫu|đơn vị tính)\b[\s\w.:-]{0,20}$", re.IGNORECASE)


def titled(plan: Plan, reading: Reading) -> Plan:
    """A new plan, named by the title block of its file."""
    lines = [line for sheet in reading.sheets[:1] for heading in sheet.headings for line in heading.split("\n")]
    title = " ".join(line for line in lines if line and not _ASIDE.match(line))
    number = next((found[1] for line in lines if (found := _NUMBER.search(line))), None)
    return replace(plan, title=plan.title or title[:500] or None, number=plan.number or number)
