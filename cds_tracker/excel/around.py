"""What stands around the cells of an .xlsx worksheet: merges, hidden columns, links."""

from cds_tracker.excel.limits import Limits
from cds_tracker.excel.markup import by_name, is_on
from cds_tracker.excel.references import reference_range, whole
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Range


class Around:
    """``links`` are (range, relationship id); ``merges_ignored`` those too large to be meant."""

    def __init__(self, limits: Limits) -> None:
        self.merges: list[Range] = []
        self.merges_ignored: list[Range] = []
        self.hidden_columns: set[int] = set()
        self.links: list[tuple[Range, str]] = []
        self._limits = limits

    def element(self, tag: str, said: list[str]) -> None:
        """Takes what an element says."""
        if tag == "mergeCell":
            self._merge(by_name(said).get("ref", ""))
        elif tag == "col":
            values = by_name(said)
            if is_on(values.get("hidden")) and len(self.hidden_columns) < self._limits.columns:
                first, last = whole(values.get("min")), whole(values.get("max"))
                self.hidden_columns.update(range(max(first, 1), min(last, self._limits.columns) + 1))
        elif tag == "hyperlink" and len(self.links) < self._limits.links:
            values = by_name(said)
            area = reference_range(values.get("ref", ""))
            if area is not None and "id" in values:
                self.links.append((area, values["id"]))

    def _merge(self, reference: str) -> None:
        area = reference_range(reference)
        if area is None:
            return
        if len(self.merges) + len(self.merges_ignored) >= self._limits.merges:
            raise Refused("too_many_merges", limit=self._limits.merges)
        size = (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
        (self.merges if size <= self._limits.merge_area else self.merges_ignored).append(area)
