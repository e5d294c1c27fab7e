"""Run by Alembic inside ``migrating``, which hands over its connection, lock and transaction."""

from alembic import context

from cds_tracker.store import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
