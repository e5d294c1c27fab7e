"""The path of sections above a task, nested by the kind of their numbering in the order in which the kinds appear."""

from cds_tracker.excel.numbering import Number

PLAIN = "plain"


class Sections:
    """The sections that are open, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        self._last: dict[str, str] = {}

    @property
    def path(self) -> str | None:
        return " / ".join(text for _, text in self._open) or None

    def enter(self, number: Number, title: str) -> None:
        """A section row: closes those of its own kind and below."""
        kind = self._kind(number)
        kinds = [held for held, _ in self._open]
        if kind in kinds:
            del self._open[kinds.index(kind) :]
        text = f"{number.written} {title}".strip() if number.written and not title.startswith(number.written) else title
        self._open.append((kind, " ".join(text.split())))
        self._last[kind] = number.text

    def _kind(self, number: Number) -> str:
        """One capital letter may be a roman number: it goes on with the row of letters if that is where it belongs."""
        if number.kind not in ("roman", "capital"):
            return PLAIN if number.kind == "none" else number.kind
        depth = number.text.count(".")
        if depth:
            return f"{number.kind}.{depth}"
        last = self._last.get("capital", "")
        if len(number.text) == 1 and last and ord(number.text) == ord(last[0]) + 1:
            return "capital"
        return "capital" if number.text in "CLDM" and len(number.text) == 1 else number.kind
