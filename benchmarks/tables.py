"""Tables as Markdown, columns aligned."""

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first column left, all others right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    rule = ["-" * width if column == 0 else "-" * (width - 1) + ":" for column, width in enumerate(widths)]
    lines = [_line(row, widths) for row in (head, rule, *rows)]
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return f"| {' | '.join([row[0].ljust(widths[0]), *cells])} |"


def seconds(value: float) -> str:
    """Three figures: ``12.3 s``, ``1.23 s``, ``45.6 ms``, ``456 ms``."""
    number, unit = (value, "s") if value >= 1 else (value * 1000, "ms")
    return f"{number:.0f} {unit}" if number >= 100 else f"{number:#.3g} {unit}"


def ratio(value: float) -> str:
    """``0.53 ×``"""
    return f"{value:.2f} ×"


def count(value: int) -> str:
    """``100 000``"""
    return f"{value:,}".replace(",", " ")


def mib(value: float) -> str:
    """Whole mebibytes."""
    return f"{value:.0f} MiB"
