"""All tables together: what migrations bring about, and what tests compare with."""

from cds_tracker.store import tables, tables_people, tables_uploads, tables_work

metadata = tables.head.metadata
assert tables_people.account.metadata is tables_work.evidence.metadata is tables_uploads.upload.metadata is metadata  # noqa: S101
