"""Is what is said about uploads true of their proposals, and are their files there?"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from cds_tracker.store.tables import proposal
from cds_tracker.store.tables_uploads import upload

# The state of an upload → the states that its proposal may be in, if it has one.
AGREE: Mapping[str, tuple[str, ...]] = {
    "pending": ("pending",),
    "applied": ("applied",),
    "undone": ("applied",),
    "rejected": ("rejected",),
    "discarded": ("withdrawn",),
}


def findings(connection: Connection) -> Iterator[str]:
    """Every upload whose state is not that of its proposal."""
    query = select(upload.c.id, upload.c.state, proposal.c.id, proposal.c.state, proposal.c.sha256, upload.c.sha256)
    rows = connection.execute(query.join(proposal, proposal.c.id == upload.c.proposal, isouter=True).order_by(upload.c.id))
    for number, state, of, held, digest, own in rows:
        if of is None:
            if state in ("pending", "undone"):
                yield f"upload {number}: is {state}, but has no proposal"
        elif held not in AGREE.get(state, ()):
            yield f"upload {number}: is {state}, but its proposal {of} is {held}"
        elif digest != own:
            yield f"upload {number}: its proposal {of} came from another file"


def files(connection: Connection) -> Iterator[tuple[int, str, int]]:
    """Number, SHA-256 and size of the file of every upload."""
    for row in connection.execute(select(upload.c.id, upload.c.sha256, upload.c.size).order_by(upload.c.id)):
        yield row[0], row[1], row[2]
