"""Platform areas: the first classification of tasks, with their side of the 80/20 saying and their pillars."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.task import UNREGISTERED
from cds_tracker.domain.text import clean, key

Side = Literal["first", "second"]

VERSIONS = ("2022", "2025")  # 922/QĐ-BTTTT; 405/QĐ-BKHCN
PILLARS = ("awareness", "institutions", "infrastructure", "people", "security", "activities")


@dataclass(frozen=True, slots=True)
class Area:
    """A platform area. ``side``: ``first`` counts as the 80 % of the saying, ``second`` as the 20 %, ``None`` as neither."""

    code: str
    name: str
    order: int
    short_name: str | None = None
    aliases: tuple[str, ...] = ()
    side: Side | None = None
    pillars: Mapping[str, str] = field(default_factory=dict)


class Areas:
    """All areas that are known. A reference is a code, or ``~`` and the text as written."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas: dict[str, Area] = {}
        self._by_key: dict[str, str | None] = {}
        for area in areas:
            if area.code in self.areas:
                raise TrackerError("areas_code_twice", code=area.code)
            self.areas[area.code] = area
        for area in self.areas.values():
            self._name(area, area.name)
        for area in self.areas.values():
            for text in (area.short_name or "", *area.aliases, area.code):
                self._name(area, text)

    def _name(self, area: Area, text: str) -> None:
        written = key(text)
        if not written:
            return
        held = self._by_key.setdefault(written, area.code)
        if held != area.code and held is not None and key(self.areas[held].name) != written:
            self._by_key[written] = None  # two areas answer to it: neither does

    def find(self, text: str) -> str | None:
        """The code of the area that this text names, with or without its number; ``None`` where none does."""
        written = key(text)
        found = self._by_key.get(written)
        if found is None and written.partition(" ")[0].isdigit():
            found = self._by_key.get(written.partition(" ")[2])
        return found

    def ref(self, text: str) -> str:
        """The reference to store: the code, or the text as written."""
        return self.find(text) or UNREGISTERED + clean(text)

    def name(self, ref: str) -> str:
        """The name, or the text as written."""
        area = self.areas.get(ref)
        return area.name if area else ref.removeprefix(UNREGISTERED)

    def side(self, ref: str | None) -> Side | None:
        """The side of the saying: ``None`` for what is unclassified."""
        area = self.areas.get(ref) if ref else None
        return area.side if area else None

    def sort_key(self, ref: str) -> tuple[int, int, str]:
        """The order of the areas; then what is not registered."""
        area = self.areas.get(ref)
        return (0, area.order, key(area.name)) if area else (1, 0, key(ref))

    def to_json(self) -> str:
        """Everything, as text: so that the areas reach another process."""
        return json.dumps([asdict(area) for area in self.areas.values()], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Areas":
        """The areas that ``to_json`` wrote."""
        return cls(Area(**{**fields, "aliases": tuple(fields["aliases"])}) for fields in json.loads(text))


def _seed(order: int, code: str, name: str, short: str, side: Side, pillar: str, *aliases: str) -> Area:
    letters = (f"P{order}", *aliases) if order <= 7 else aliases
    return Area(code, name, order, short, letters, side, dict.fromkeys(VERSIONS, pillar))


SEED: tuple[Area, ...] = (
    _seed(1, "portal", "Cổng thông tin điện tử", "Cổng TTĐT", "second", "activities",
          "Cổng thông tin", "Trang thông tin điện tử", "Cổng thông tin điện tử của Bộ"),
    _seed(2, "services", "Kênh số về dịch vụ công trực tuyến", "DVC trực tuyến", "second", "activities",
          "Dịch vụ công trực tuyến", "DVCTT", "Dịch vụ công", "Kênh số dịch vụ công trực tuyến"),
    _seed(3, "analytics", "Nền tảng phân tích, xử lý dữ liệu tổng hợp tập trung", "Phân tích dữ liệu", "second", "activities",
          "Nền tảng phân tích dữ liệu", "Nền tảng phân tích, xử lý dữ liệu", "Phân tích, xử lý dữ liệu tổng hợp tập trung"),
    _seed(4, "internal", "Nền tảng quản trị nội bộ tổng thể, thống nhất", "Quản trị nội bộ", "second", "activities",
          "Nền tảng quản trị nội bộ", "Quản trị nội bộ tổng thể, thống nhất", "Quản trị tổng thể"),
    _seed(5, "monitoring", "Nền tảng giám sát trực tuyến", "Giám sát trực tuyến", "second", "activities", "Nền tảng giám sát"),
    _seed(6, "sector_data", "Nền tảng dữ liệu số của ngành", "Dữ liệu ngành", "second", "activities",
          "Dữ liệu số của ngành", "Nền tảng dữ liệu số", "Nền tảng dữ liệu ngành", "Dữ liệu số"),
    _seed(7, "training", "Tập huấn, đào tạo nhân lực số", "Nhân lực số", "first", "people",
          "Tập huấn, đào tạo", "Đào tạo nhân lực số", "Đào tạo, tập huấn", "Đào tạo, tập huấn nhân lực số"),
    _seed(8, "awareness", "Nhận thức", "Nhận thức số", "first", "awareness", "Nhận thức về chuyển đổi số"),
    _seed(9, "institutions", "Thể chế, chính sách", "Thể chế số", "first", "institutions", "Thể chế", "Chính sách"),
    _seed(10, "infrastructure", "Hạ tầng số", "Hạ tầng", "second", "infrastructure", "Hạ tầng công nghệ thông tin"),
    _seed(11, "security", "An toàn thông tin", "ATTT", "second", "security",
          "An toàn thông tin mạng", "An ninh mạng", "An toàn, an ninh mạng", "An toàn, an ninh thông tin"),
    _seed(12, "other", "Khác", "Khác", "second", "activities", "Lĩnh vực khác"),
)  # fmt: skip
