"""Every address that the server knows, asked of its routers: prints them as JSON. Run in a process of its own."""

import json
from pathlib import Path
from typing import Any

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from cds_tracker.ui.menu import MENU


def addresses() -> list[tuple[str, str]]:
    """Method and path of every route of Streamlit's and of ours, of every file of the bundle, and of every page."""
    import dashboard

    found: list[tuple[str, str]] = []
    for route in dashboard.app._build_starlette_app().routes:
        found += _of(route)
    pages = [("GET", f"/{entry.slug}") for entry in MENU]
    return sorted({*found, *pages, ("GET", "/"), ("GET", "/khong-co-trang-nay")})


def _of(route: Any) -> list[tuple[str, str]]:
    if isinstance(route, Mount):
        inner = route.app
        if isinstance(inner, StaticFiles) and inner.directory is not None:
            folder = Path(inner.directory)
            files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
            return [("GET", f"{route.path.rstrip('/')}/{name}") for name in files]
        return [one for each in route.routes for one in _of(each)]
    path = route.path
    for name in route.param_convertors:
        path = path.replace(f"{{{name}}}", "x").replace(f"{{{name}:path}}", "x").replace(f"{{{name}:int}}", "1")
    return [(method, path) for method in (getattr(route, "methods", None) or {"WEBSOCKET"})]


if __name__ == "__main__":
    print(json.dumps(addresses()))
