"""Uploads and layouts of workbooks; a key that signs their rows; approval per plan; what undoes what."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATES = "state in ('waiting', 'refused', 'pending', 'applied', 'nothing', 'rejected', 'discarded', 'undone')"


def upgrade() -> None:
    op.create_table(
        "layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("directions", sa.Text(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_layout_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layout")),
        sa.UniqueConstraint("plan", "unit", "fingerprint", name=op.f("uq_layout_plan_unit_fingerprint")),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("effective_on", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=True),
        sa.Column("options", sa.Text(), nullable=True),
        sa.Column("choices", sa.Text(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.String(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(STATES, name=op.f("ck_upload_state")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_upload_proposal")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_upload_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_author_state"), "upload", ["author", "state"], unique=False)
    op.create_index(op.f("ix_upload_plan_recorded_at"), "upload", ["plan", "recorded_at"], unique=False)
    op.create_index(op.f("ix_upload_sha256"), "upload", ["sha256"], unique=False)
    op.add_column("head", sa.Column("workbook_key", sa.String(), nullable=True))
    op.execute(sa.text("UPDATE head SET workbook_key = :key").bindparams(key=secrets.token_hex(32)))
    op.add_column("plan", sa.Column("approve_uploads", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("proposal", sa.Column("undoes", sa.Integer(), nullable=True))
    op.add_column("task", sa.Column("removed", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("task", "removed")
    op.drop_column("proposal", "undoes")
    op.drop_column("plan", "approve_uploads")
    op.drop_column("head", "workbook_key")
    op.drop_table("upload")
    op.drop_table("layout")
