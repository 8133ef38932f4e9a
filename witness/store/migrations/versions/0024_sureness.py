"""how sure people say they are to come, and what would make it hard"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sure_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("witness_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("sure", sa.String(length=40), nullable=False),
        sa.Column("hard", sa.JSON(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("hearing_id", sa.String(length=32), nullable=False),
        sa.Column("of_revision", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_sure_answer_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_sure_answer_case_id")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_sure_answer_hearing_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sure_answer_person_id")),
        sa.ForeignKeyConstraint(["witness_id"], ["witness.id"], name=op.f("fk_sure_answer_witness_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sure_answer")),
    )
    op.create_index(op.f("ix_sure_answer_case_id"), "sure_answer", ["case_id"], unique=False)
