"""milestones"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "milestone_word",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("witness_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("said", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("hearing_id", sa.String(length=32), nullable=True),
        sa.Column("of_revision", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_milestone_word_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_milestone_word_case_id")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_milestone_word_hearing_id")),
        sa.ForeignKeyConstraint(["witness_id"], ["witness.id"], name=op.f("fk_milestone_word_witness_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_word")),
    )
    op.create_index(op.f("ix_milestone_word_case_id"), "milestone_word", ["case_id"], unique=False)
