"""The menu: every page with its section, slug, script and icon."""

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu. ``slug`` is the last part of its address; a page without ``section`` is not in the menu."""

    slug: str
    section: str | None
    script: str
    icon: str

    @property
    def key(self) -> str:
        """Where its words stand: ``pages.<key>.title``."""
        return self.slug.replace("-", "_")

    @property
    def path(self) -> Path:
        """The script itself."""
        return PAGES / self.script


MENU = (
    Entry("tong-quan", "follow", "follow/tong_quan.py", ":material/dashboard:"),
    Entry("theo-don-vi", "follow", "follow/theo_don_vi.py", ":material/account_balance:"),
    Entry("theo-thoi-han", "follow", "follow/theo_thoi_han.py", ":material/event:"),
    Entry("theo-nen-tang", "follow", "follow/theo_nen_tang.py", ":material/category:"),
    Entry("nhiem-vu", "follow", "follow/nhiem_vu.py", ":material/checklist:"),
    Entry("nhap-excel", "update", "update/nhap_excel.py", ":material/upload_file:"),
    Entry("chi-tiet", None, "follow/chi_tiet.py", ":material/article:"),
)
BY_SLUG = {entry.slug: entry for entry in MENU}
DEFAULT = MENU[0]


def registered() -> tuple[Entry, ...]:
    """The pages whose script is there."""
    return tuple(entry for entry in MENU if entry.path.is_file())
