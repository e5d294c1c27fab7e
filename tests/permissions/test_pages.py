"""Which pages each role is offered, and that no other door opens them: not the menu, not the script run by itself."""

import pytest

from cds_tracker.demo.people import ACCOUNTS
from cds_tracker.style.words import Words
from cds_tracker.ui.menu import MENU, Entry, offered, registered
from tests.pages.conftest import demo_url, open_demo, open_empty  # noqa: F401 - the same databases
from tests.pages.shell import Open, markup, opened, session

EVERYBODY = {"tong-quan", "theo-don-vi", "theo-thoi-han", "theo-nen-tang", "nhiem-vu", "chi-tiet", "cua-toi"}
ADMIN = {
    *("tai-khoan", "danh-muc-don-vi", "danh-muc-nen-tang", "ke-hoach", "ky-bao-cao", "nhat-ky", "phien-dang-nhap"),
    *("viec-cua-toi", "ban-lam-viec", "gia-han", "giai-trinh", "nhap-excel", "lich-su-tai-len"),
}
OFFERED = {
    "lanhdao": EVERYBODY | {"gia-han", "giai-trinh", "lich-su-tai-len"},
    "thutruong": EVERYBODY | {"viec-cua-toi", "ban-lam-viec", "gia-han", "giai-trinh", "nhap-excel", "lich-su-tai-len"},
    "chuyenvien": EVERYBODY | {"viec-cua-toi", "giai-trinh"},
    "quantri": EVERYBODY | ADMIN,
    "nguoixem": EVERYBODY,
}
PEOPLE = {one.code: one.person() for one in ACCOUNTS}
FORBIDDEN = [(person, entry) for person in OFFERED for entry in MENU if entry.slug not in OFFERED[person]]


@pytest.mark.parametrize("person", OFFERED)
def test_each_role_is_offered_its_pages(person: str) -> None:
    assert {entry.slug for entry in offered(PEOPLE[person])} == OFFERED[person] & {entry.slug for entry in registered()}


@pytest.mark.parametrize(("person", "entry"), FORBIDDEN, ids=lambda value: getattr(value, "slug", value))
def test_a_page_that_is_not_offered_cannot_be_opened(open_demo: Open, person: str, entry: Entry) -> None:  # noqa: F811
    app = opened("tong-quan", person)
    with pytest.raises(ValueError, match="Could not find"):
        app.switch_page(str(entry.path)).run()


@pytest.mark.parametrize(("person", "entry"), FORBIDDEN, ids=lambda value: getattr(value, "slug", value))
def test_its_own_guard_refuses_even_where_the_script_runs_by_itself(
    open_demo: Open, person: str, entry: Entry  # noqa: F811
) -> None:
    app = session(entry.path, person).run()
    assert Words("vi")("ui.refused.title") in markup(app)


@pytest.mark.parametrize("account", ["", "khongco", "Quantri", "system:root"])
def test_an_account_that_does_not_exist_is_offered_nothing(open_demo: Open, account: str) -> None:  # noqa: F811
    assert Words("vi")("ui.refused.title") in markup(opened("tong-quan", account))
