"""message choices"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_choice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("because", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("hearing_id", sa.String(length=32), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("hours_from", sa.Time(), nullable=True),
        sa.Column("hours_until", sa.Time(), nullable=True),
        sa.Column("undoes", sa.String(length=32), nullable=True),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_message_choice_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_message_choice_case_id")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_message_choice_hearing_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_message_choice_person_id")),
        sa.ForeignKeyConstraint(["undoes"], ["message_choice.id"], name=op.f("fk_message_choice_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_choice")),
        sa.UniqueConstraint("undoes", name=op.f("uq_message_choice_undoes")),
    )
    with op.batch_alter_table("message_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_choice_case_id"), ["case_id"], unique=False)

    op.create_table(
        "call_claim",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_call_claim_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_call_claim_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_claim_person_id")),
        sa.PrimaryKeyConstraint("case_id", "person_id", name=op.f("pk_call_claim")),
    )
    with op.batch_alter_table("contact_log", schema=None) as batch_op:
        batch_op.add_column(sa.Column("result", sa.String(length=40), server_default="", nullable=False))

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("choice", sa.String(length=120), server_default="", nullable=False))
