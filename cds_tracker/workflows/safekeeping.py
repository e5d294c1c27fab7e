"""Files that prove something: checked by content, then kept."""

from pathlib import Path

from cds_tracker.store.evidence import StoredFile
from cds_tracker.workflows import filekeeping, proving
from cds_tracker.workflows.filekeeping import delete as delete
from cds_tracker.workflows.filekeeping import old as old
from cds_tracker.workflows.filekeeping import place as place


def keep(folder: Path, name: str, content: bytes) -> StoredFile:
    """Check a file and keep it, before anything refers to it. Raises ``TrackerError`` for one that is not taken."""
    kind = proving.kind_of(name, content)
    digest = filekeeping.keep(folder, content, "evidence_not_kept")
    return StoredFile(proving.name_of(name, kind), kind.type, len(content), digest)
