"""What was understood of a file: its sheets, what each column means, and which rows are no tasks."""

from collections import Counter

from cds_tracker.domain.reading import Sheet, Skipped
from cds_tracker.style.formats import day, number
from cds_tracker.style.words import Words
from cds_tracker.ui.markup import block, text
from cds_tracker.ui.page import Page
from cds_tracker.workflows.preview import Preview


def markup(page: Page, shown: Preview) -> str:
    """One part per sheet."""
    words, reading = page.words, shown.reading
    plan = (shown.plan.title or shown.plan.code) if shown.plan else ""
    sub = words("importing.understood.sub", file=reading.file, day=day(shown.effective_on), plan=plan)
    body = "".join(_sheet(words, sheet) for sheet in reading.sheets)
    return block(words("importing.understood.title"), body + _skipped(words, reading.skipped), text(sub))


def _sheet(words: Words, sheet: Sheet) -> str:
    tasks = number(sheet.tasks, words.language)
    title = words("importing.understood.sheet", name=sheet.name, tasks=tasks, row=sheet.header_row)
    columns = "".join(
        f'<span class="cds-chip"><i>{text(letter)}</i> {text(words(f"fields.{field}"))}</span>'
        for field, letter in sorted(sheet.columns.items(), key=lambda item: (len(item[1]), item[1]))
    )
    unused = "".join(
        f'<span class="cds-chip quiet"><i>{text(letter)}</i> <s>{text(header)}</s></span>'
        for letter, header in sheet.unmapped.items()
    )
    label = f'<span class="cds-sub">{text(words("importing.understood.unmapped"))}:</span>' if unused else ""
    return f'<p><b>{text(title)}</b></p><div class="cds-chips">{columns}{label}{unused}</div>'


def _skipped(words: Words, skipped: tuple[Skipped, ...]) -> str:
    if not skipped:
        return ""
    reasons = Counter(one.reason for one in skipped)
    told = ", ".join(f"{number(count, words.language)} {reason(words, name)}" for name, count in reasons.most_common())
    count = words("importing.understood.skipped", count=number(len(skipped), words.language))
    rows = "".join(f"<li>{one.row}: {text(one.text[:120])} ({text(reason(words, one.reason))})</li>" for one in skipped[:60])
    return f'<details class="cds-more-of"><summary>{text(count)}: {text(told)}</summary><ul>{rows}</ul></details>'


def reason(words: Words, name: str) -> str:
    """Why a row is no task."""
    key = f"importing.reason.{name}"
    return words(key if words.has(key) else "importing.reason.other")
