"""What this process was started with: its settings, its secret, and the rules of signing in that follow from them."""

from datetime import timedelta
from functools import cache

from cds_tracker import settings
from cds_tracker.settings import Settings
from cds_tracker.store.attempts import Limit
from cds_tracker.store.sessions import Limits
from cds_tracker.web.secret import cookie_secret
from cds_tracker.workflows.signing_in import Rules


@cache
def given() -> Settings:
    """The settings, read once."""
    return settings.load()


@cache
def secret() -> str:
    """What cookies and forms are signed with."""
    return cookie_secret(given().path("secrets", "cookie"))


def limits() -> Limits:
    """How long a session goes on."""
    return Limits(timedelta(minutes=given().idle_minutes), timedelta(hours=given().session_hours))


def rules() -> Rules:
    """What every way in obeys."""
    return Rules(secret(), given().session_hours, Limit(given().failures))
