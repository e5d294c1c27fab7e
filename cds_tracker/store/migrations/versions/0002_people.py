"""People with their grants, sign-ins and audit log; what is said about tasks beside their fields; reporting periods."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are only added'); END",
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are only added'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit rows are only added'; END $$",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION audit_only_added()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("grants", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("code", name=op.f("uq_account_code")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("previous", sa.String(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("outcome in ('done', 'denied', 'failed')", name=op.f("ck_audit_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_actor_at"), "audit", ["actor", "at"], unique=False)
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index(op.f("ix_audit_subject_subject_id"), "audit", ["subject", "subject_id"], unique=False)
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("account", "page", "name", name=op.f("uq_saved_filter_account_page_name")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("name_hash", sa.String(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_attempt_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_address_at"), "attempt", ["address", "at"], unique=False)
    op.create_index(op.f("ix_attempt_name_hash_at"), "attempt", ["name_hash", "at"], unique=False)
    op.create_table(
        "credential",
        sa.Column("account", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("changed_at", sa.String(), nullable=True),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("code_until", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_credential_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_credential")),
    )
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("linked_at", sa.String(), nullable=True),
        sa.Column("linked_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_identity_account")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identity")),
    )
    op.create_table(
        "period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.Column("cutoff", sa.String(), nullable=False),
        sa.Column("locked_revision", sa.Integer(), nullable=True),
        sa.Column("locked_on", sa.String(), nullable=True),
        sa.Column("locked_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["plan"], ["plan.code"], name=op.f("fk_period_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period")),
        sa.UniqueConstraint("code", name=op.f("uq_period_code")),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("agent", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_session_account")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_account"), "session", ["account"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_contribution_proposal")),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_contribution_task")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_contribution_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    op.create_index(op.f("ix_contribution_task"), "contribution", ["task"], unique=False)
    op.create_table(
        "draft",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("task", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("base_revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_draft_task")),
        sa.PrimaryKeyConstraint("account", "task", name=op.f("pk_draft")),
    )
    op.create_table(
        "marking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("nature", sa.String(), nullable=False),
        sa.CheckConstraint("nature in ('correction', 'extension')", name=op.f("ck_marking_nature")),
        sa.ForeignKeyConstraint(["of"], ["proposal.id"], name=op.f("fk_marking_of")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_marking_proposal")),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_marking_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking")),
    )
    op.create_index(op.f("ix_marking_task"), "marking", ["task"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("due", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_question_proposal")),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_question_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_task"), "question", ["task"], unique=False)
    op.create_table(
        "explanation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("by_when", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_explanation_proposal")),
        sa.ForeignKeyConstraint(["question"], ["question.id"], name=op.f("fk_explanation_question")),
        sa.ForeignKeyConstraint(["task"], ["task.id"], name=op.f("fk_explanation_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
    )
    op.create_index(op.f("ix_explanation_task"), "explanation", ["task"], unique=False)
    op.drop_table("person")
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.add_column(sa.Column("file_name", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("file_type", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("file_size", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("file_sha256", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_evidence_withdrawn"), "proposal", ["withdrawn"], ["id"])
    op.add_column("unit", sa.Column("named_from", sa.String(), nullable=True))
    with op.batch_alter_table("proposal") as batch_op:
        batch_op.add_column(sa.Column("decided_at", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("decision_reason", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("decision_document", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("document", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("asked_on", sa.String(), nullable=True))
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_only_added CASCADE")
    with op.batch_alter_table("proposal") as batch_op:
        batch_op.drop_column("asked_on")
        batch_op.drop_column("document")
        batch_op.drop_column("decision_document")
        batch_op.drop_column("decision_reason")
        batch_op.drop_column("decided_at")
    op.drop_column("unit", "named_from")
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_evidence_withdrawn"), type_="foreignkey")
        batch_op.drop_column("withdrawn")
        batch_op.drop_column("file_sha256")
        batch_op.drop_column("file_size")
        batch_op.drop_column("file_type")
        batch_op.drop_column("file_name")
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_person_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.drop_index(op.f("ix_explanation_task"), table_name="explanation")
    op.drop_table("explanation")
    op.drop_index(op.f("ix_question_task"), table_name="question")
    op.drop_table("question")
    op.drop_index(op.f("ix_marking_task"), table_name="marking")
    op.drop_table("marking")
    op.drop_table("draft")
    op.drop_index(op.f("ix_contribution_task"), table_name="contribution")
    op.drop_table("contribution")
    op.drop_index(op.f("ix_session_account"), table_name="session")
    op.drop_table("session")
    op.drop_table("period")
    op.drop_table("identity")
    op.drop_table("credential")
    op.drop_index(op.f("ix_attempt_name_hash_at"), table_name="attempt")
    op.drop_index(op.f("ix_attempt_address_at"), table_name="attempt")
    op.drop_table("attempt")
    op.drop_table("saved_filter")
    op.drop_index(op.f("ix_audit_subject_subject_id"), table_name="audit")
    op.drop_index(op.f("ix_audit_at"), table_name="audit")
    op.drop_index(op.f("ix_audit_actor_at"), table_name="audit")
    op.drop_table("audit")
    op.drop_table("account")
