"""The secret that signs cookies: made at first start, readable by the owner alone, the same ever after."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def cookie_secret(path: Path) -> str:
    """The secret kept at ``path``; the first of several processes that start at once makes it, the others read it."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < 64:
        raise ValueError(f"{path.name} holds no secret of 64 characters: remove the file and start again")
    return secret
