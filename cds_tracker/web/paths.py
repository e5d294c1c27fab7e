"""The addresses of signing in, and which addresses are pages to which one may be sent on."""

import re
from collections.abc import Sequence

from starlette.routing import Route

from cds_tracker.ui.menu import DEFAULT, registered

SIGN_IN, SIGN_OUT, PASSWORD, PRESENCE = "/dang-nhap", "/dang-xuat", "/doi-mat-khau", "/phien"
OIDC = "/oidc/dang-nhap"
_QUERY = re.compile(r"[!-~]{0,2000}")
_NEXT = re.compile(r"(/[a-z0-9-]*)(?:\?([!-~]*))?")


def methods(routes: Sequence[Route], path: str) -> frozenset[str]:
    """What may be asked of an address of ours; nothing where there is none."""
    found = (route.methods or () for route in routes if route.path_regex.fullmatch(path))
    return frozenset(method for each in found for method in each)


def is_page(path: str) -> bool:
    """Whether there is a page at this address."""
    return path == "/" or path.removeprefix("/") in {entry.slug for entry in registered()}


def next_in(path: str, query: str) -> str:
    """The address of a page that there is, with its query; the default page for anything else."""
    if not is_page(path) or not _QUERY.fullmatch(query):
        return "/"
    base = "/" if path == f"/{DEFAULT.slug}" else path
    return f"{base}?{query}" if query else base


def safe_next(written: str | None) -> str:
    """Where to go after signing in: only a page of ours, whatever was written."""
    found = _NEXT.fullmatch(written or "")
    return next_in(found[1], found[2] or "") if found else "/"
