"""What the columns and the roles of a workbook of accounts may be called, in comparison form (see ``domain.text.key``)."""

from cds_tracker.domain.people import Role

HEADINGS: dict[str, tuple[str, ...]] = {
    "login": ("ten dang nhap", "dang nhap", "tai khoan", "ten tai khoan", "login", "account", "user", "username", "user name"),
    "name": ("ho ten", "ho va ten", "ten", "name", "full name"),
    "email": ("email", "e mail", "thu dien tu", "dia chi thu dien tu", "mail"),
    "role": ("vai tro", "role", "quyen"),
    "unit": ("don vi", "don vi cong tac", "ma don vi", "unit"),
    "from": ("tu ngay", "hieu luc tu", "from", "valid from"),
    "to": ("den ngay", "den het ngay", "hieu luc den", "to", "valid to"),
}
NEEDED = ("login", "name", "role")
ROLES: dict[str, Role] = {
    **dict.fromkeys(("lanh dao", "lanh dao bo", "leadership"), Role.LEADERSHIP),
    **dict.fromkeys(("thu truong", "thu truong don vi", "head", "unit head"), Role.HEAD),
    **dict.fromkeys(("chuyen vien", "staff"), Role.STAFF),
    **dict.fromkeys(("quan tri", "dau moi", "dau moi quan tri", "don vi dau moi", "quan tri dau moi", "admin"), Role.ADMIN),
    **dict.fromkeys(("nguoi xem", "viewer"), Role.VIEWER),
}
