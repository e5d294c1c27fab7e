"""The invented people of the demo: one account for each role. They can sign in on this machine alone."""

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Role

PASSWORD = "xem-thu-cds-2025"  # noqa: S105 - of all of them, and no secret: it is shown where one signs in
UNIT = "CNTT"  # the unit of the head and of the staff
ACCOUNTS = (
    Account(0, "lanhdao", "Trần Thu Hà", grants=(Grant(Role.LEADERSHIP),)),
    Account(0, "thutruong", "Lê Quang Minh", grants=(Grant(Role.HEAD, UNIT),)),
    Account(0, "chuyenvien", "Nguyễn Thị Lan", grants=(Grant(Role.STAFF, UNIT),)),
    Account(0, "quantri", "Phạm Hoài Nam", grants=(Grant(Role.ADMIN),)),
    Account(0, "nguoixem", "Vũ Thị Hoa", grants=(Grant(Role.VIEWER),)),
)
