"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("pillars", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("code", name=op.f("uq_area_code")),
    )
    op.create_table(
        "head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("next_task_id", sa.Integer(), nullable=False),
        sa.Column("demo_day", sa.String(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("issued_on", sa.String(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("year_from", sa.Integer(), nullable=True),
        sa.Column("year_to", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("section_areas", sa.Text(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_plan_code")),
    )
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revision")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("short_names", sa.Text(), nullable=True),
        sa.Column("old_names", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.String(), nullable=True),
        sa.Column("valid_to", sa.String(), nullable=True),
        sa.Column("successor", sa.String(), nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("members", sa.String(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["unit.code"], name=op.f("fk_unit_parent"), initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(
            ["successor"], ["unit.code"], name=op.f("fk_unit_successor"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_person_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("effective_on", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("base_revision", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'applied') = (revision is not null)", name=op.f("ck_proposal_revision")),
        sa.CheckConstraint("state in ('draft', 'pending', 'applied', 'rejected', 'withdrawn')", name=op.f("ck_proposal_state")),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_proposal_plan")),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name=op.f("fk_proposal_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("revision", name=op.f("uq_proposal_revision")),
    )
    op.create_index(op.f("ix_proposal_plan_effective_on"), "proposal", ["plan", "effective_on"], unique=False)
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stt", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("coordinating", sa.Text(), nullable=True),
        sa.Column("sponsor", sa.Text(), nullable=True),
        sa.Column("assignees", sa.Text(), nullable=True),
        sa.Column("start", sa.String(), nullable=True),
        sa.Column("deadline", sa.Text(), nullable=True),
        sa.Column("deliverable", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("budget", sa.Float(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.Column("completed_on", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("difficulty", sa.Text(), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("due_from", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("precision", sa.String(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("created_on", sa.String(), nullable=False),
        sa.Column("done_since", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["task.id"], name=op.f("fk_task_parent_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name=op.f("fk_task_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_plan_due"), "task", ["plan", "due"], unique=False)
    op.create_index(op.f("ix_task_plan_position"), "task", ["plan", "position"], unique=False)
    op.create_table(
        "change",
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("sheet", sa.String(), nullable=True),
        sa.Column("sheet_row", sa.Integer(), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_change_proposal")),
        sa.PrimaryKeyConstraint("proposal", "seq", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_field_proposal"), "change", ["field", "proposal"], unique=False)
    op.create_index(op.f("ix_change_subject_id_subject"), "change", ["subject_id", "subject"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("issued_on", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_evidence_proposal")),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_evidence_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_task"), "evidence", ["task"], unique=False)
    op.create_table(
        "report",
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_report_proposal")),
        sa.PrimaryKeyConstraint("proposal", "task", name=op.f("pk_report")),
    )
    op.execute("INSERT INTO head (id, revision, next_task_id) VALUES (1, 0, 1)")


def downgrade() -> None:
    op.drop_table("report")
    op.drop_index(op.f("ix_evidence_task"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index(op.f("ix_change_subject_id_subject"), table_name="change")
    op.drop_index(op.f("ix_change_field_proposal"), table_name="change")
    op.drop_table("change")
    op.drop_index(op.f("ix_task_plan_position"), table_name="task")
    op.drop_index(op.f("ix_task_plan_due"), table_name="task")
    op.drop_table("task")
    op.drop_index(op.f("ix_proposal_plan_effective_on"), table_name="proposal")
    op.drop_table("proposal")
    op.drop_table("person")
    op.drop_table("unit")
    op.drop_table("revision")
    op.drop_table("plan")
    op.drop_table("head")
    op.drop_table("area")
