"""The secret that signs cookies: made at first start, readable by the owner alone, the same ever after."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def cookie_secret(path: Path) -> str:
    """The secret kept at ``path``; the first of several processes that start at once makes it, the others read it."""
    if not path.exists():
        descriptor, fresh = tempfile.mkstemp(dir=path.parent)  # of mode 600
        with open(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(fresh, path)
        os.unlink(fresh)
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < 64:
        raise ValueError(f"{path.name} holds no secret of 64 characters: remove the file and start again")
    return secret
