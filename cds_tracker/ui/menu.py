"""The menu: every page with its section, slug, script and icon."""

from dataclasses import dataclass
from pathlib import Path

from cds_tracker.domain.people import Act, Person, may

PAGES = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu. ``slug`` is the last part of its address; a page without ``section`` is not in the menu.

    Whoever may do one of ``acts`` sees it, and nobody else can open it.
    """

    slug: str
    section: str | None
    script: str
    icon: str
    acts: tuple[Act, ...]

    @property
    def key(self) -> str:
        """Where its words stand: ``pages.<key>.title``."""
        return self.slug.replace("-", "_")

    @property
    def path(self) -> Path:
        """The script itself."""
        return PAGES / self.script


_ADMIN = (Act.ADMINISTER,)
_AUDIT = (Act.AUDIT,)
_FOLLOW = (Act.FOLLOW,)
MENU = (
    Entry("tong-quan", "follow", "follow/tong_quan.py", ":material/dashboard:", _FOLLOW),
    Entry("theo-don-vi", "follow", "follow/theo_don_vi.py", ":material/account_balance:", _FOLLOW),
    Entry("theo-thoi-han", "follow", "follow/theo_thoi_han.py", ":material/event:", _FOLLOW),
    Entry("theo-nen-tang", "follow", "follow/theo_nen_tang.py", ":material/category:", _FOLLOW),
    Entry("nhiem-vu", "follow", "follow/nhiem_vu.py", ":material/checklist:", _FOLLOW),
    Entry("viec-cua-toi", "update", "update/viec_cua_toi.py", ":material/task_alt:", (Act.REPORT,)),
    Entry("ban-lam-viec", "update", "update/ban_lam_viec.py", ":material/inbox:", (Act.CONFIRM,)),
    Entry("gia-han", "update", "update/gia_han.py", ":material/more_time:", (Act.REQUEST, Act.DECIDE)),
    Entry("giai-trinh", "update", "update/giai_trinh.py", ":material/contact_support:", (Act.EXPLAIN, Act.ASK)),
    Entry("nhap-excel", "update", "update/nhap_excel.py", ":material/upload_file:", (Act.IMPORT,)),
    Entry("lich-su-tai-len", "update", "update/lich_su_tai_len.py", ":material/manage_history:", (Act.IMPORT, Act.DECIDE)),
    Entry("tai-khoan", "admin", "admin/tai_khoan.py", ":material/group:", _ADMIN),
    Entry("danh-muc-don-vi", "admin", "admin/danh_muc_don_vi.py", ":material/domain:", _ADMIN),
    Entry("danh-muc-nen-tang", "admin", "admin/danh_muc_nen_tang.py", ":material/sell:", _ADMIN),
    Entry("ke-hoach", "admin", "admin/ke_hoach.py", ":material/description:", _ADMIN),
    Entry("ky-bao-cao", "admin", "admin/ky_bao_cao.py", ":material/lock_clock:", _ADMIN),
    Entry("nhat-ky", "admin", "admin/nhat_ky.py", ":material/history:", _AUDIT),
    Entry("phien-dang-nhap", "admin", "admin/phien_dang_nhap.py", ":material/key:", _AUDIT),
    Entry("chi-tiet", None, "follow/chi_tiet.py", ":material/article:", _FOLLOW),
    Entry("cua-toi", None, "follow/cua_toi.py", ":material/person:", _FOLLOW),
)
BY_SLUG = {entry.slug: entry for entry in MENU}
DEFAULT = MENU[0]


def registered() -> tuple[Entry, ...]:
    """The pages whose script is there."""
    return tuple(entry for entry in MENU if entry.path.is_file())


def offered(person: Person) -> tuple[Entry, ...]:
    """The pages that this person may open."""
    return tuple(entry for entry in registered() if any(may(person, act) for act in entry.acts))
