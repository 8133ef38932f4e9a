"""who opened a case in an emergency, conflicts of interest, and restrictions that managers confirm each quarter"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "emergency_opening",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("review_due_at", sa.DateTime(), nullable=False),
        sa.Column("finding", sa.String(length=40), nullable=False),
        sa.Column("found_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=32), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_emergency_opening_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_emergency_opening_case_id")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["account.id"], name=op.f("fk_emergency_opening_reviewed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_opening")),
    )
    with op.batch_alter_table("emergency_opening", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_emergency_opening_account_id_ends_at"), ["account_id", "ends_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_emergency_opening_case_id"), ["case_id"], unique=False)
    op.create_table(
        "conflict_of_interest",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_conflict_of_interest_account_id")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_conflict_of_interest_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_conflict_of_interest_case_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_conflict_of_interest_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_of_interest")),
    )
    with op.batch_alter_table("conflict_of_interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_of_interest_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflict_of_interest_case_id"), ["case_id"], unique=False)
    op.create_table(
        "recertification",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("quarter", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recertification_account_id")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_recertification_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_recertification_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recertification")),
        sa.UniqueConstraint(
            "case_id", "account_id", "quarter", name=op.f("uq_recertification_case_id_account_id_quarter")
        ),
    )
    with op.batch_alter_table("recertification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recertification_case_id"), ["case_id"], unique=False)
