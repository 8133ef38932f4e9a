"""questions between the CPS and the support team, and where a witness is on a day at court"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enquiry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("witness_id", sa.String(length=32), nullable=True),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_enquiry_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_enquiry_case_id")),
        sa.ForeignKeyConstraint(["witness_id"], ["witness.id"], name=op.f("fk_enquiry_witness_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
    )
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_case_id"), ["case_id"], unique=False)
    op.create_table(
        "enquiry_end",
        sa.Column("enquiry_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reply", sa.String(length=40), server_default="", nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_enquiry_end_by_id")),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_end_enquiry_id")),
        sa.PrimaryKeyConstraint("enquiry_id", name=op.f("pk_enquiry_end")),
    )
    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("court_day_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("court_day_state", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("court_day_since", sa.DateTime(), nullable=True))
