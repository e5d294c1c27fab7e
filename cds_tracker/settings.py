"""What the surroundings decide: read from the environment once, at the edge, and passed on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
DRIVERS = {"postgresql://": "postgresql+psycopg://", "postgres://": "postgresql+psycopg://"}


@dataclass(frozen=True, slots=True)
class Settings:
    """``database_url`` is an SQLAlchemy URL; everything else that the program writes lies under ``data_dir``."""

    data_dir: Path
    database_url: str

    def path(self, *parts: str) -> Path:
        """A file under the data directory, whose folder is made if it is not there."""
        found = self.data_dir.joinpath(*parts)
        found.parent.mkdir(parents=True, exist_ok=True)
        return found


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """``CDS_DATA_DIR`` (else ``data/`` in the checkout) and ``CDS_DATABASE_URL`` (else ``cds.db`` in that folder)."""
    data_dir = Path(environment.get("CDS_DATA_DIR") or CHECKOUT / "data").expanduser().absolute()
    url = environment.get("CDS_DATABASE_URL") or f"sqlite:///{data_dir / 'cds.db'}"
    return Settings(data_dir, with_driver(url))


def with_driver(url: str) -> str:
    """A plain PostgreSQL address names the driver that is installed (psycopg 3)."""
    for plain, full in DRIVERS.items():
        if url.startswith(plain):
            return full + url.removeprefix(plain)
    return url
