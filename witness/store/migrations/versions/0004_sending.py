"""sending"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "household_day",
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_household_day_message_id")),
        sa.PrimaryKeyConstraint("household_id", "on_day", name=op.f("pk_household_day")),
    )
    with op.batch_alter_table("household_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_day_message_id"), ["message_id"], unique=False)

    op.create_table(
        "case_mark",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_case_mark_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_mark")),
    )
    with op.batch_alter_table("case_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_mark_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_mark_case_id"), ["case_id"], unique=False)

    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("provider_id", sa.String(length=120), nullable=True))
    # Until now only the newest try of a message was known by the carrier's name.
    op.execute(
        "UPDATE attempt SET provider_id ="
        " (SELECT message.provider_id FROM message WHERE message.reference = attempt.id)"
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempt_provider_id"), ["provider_id"], unique=True)

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("urgency", sa.Integer(), server_default="4", nullable=False))
        batch_op.add_column(sa.Column("maybe_sent", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("person_asked_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("doubled_at", sa.DateTime(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_message_provider_id"))
        batch_op.drop_index(batch_op.f("ix_message_state_not_before"))
        batch_op.create_index(batch_op.f("ix_message_provider_id"), ["provider_id"], unique=True)
        batch_op.create_index(
            batch_op.f("ix_message_state_urgency_not_before"), ["state", "urgency", "not_before"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_message_state_lease_until"), ["state", "lease_until"], unique=False)
    op.execute("UPDATE message SET urgency = 1 WHERE purpose IN ('date_changed', 'called_off', 'invitation_off')")
    op.execute("UPDATE message SET urgency = 2 WHERE purpose = 'thanks'")
    op.execute("UPDATE message SET urgency = 3 WHERE purpose IN ('date_set', 'keep_free')")
    op.execute("UPDATE message SET urgency = 0 WHERE wording = 'dont_set_off'")
    op.execute("UPDATE message SET maybe_sent = 1 WHERE state = 'uncertain'")

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_message_id"), ["message_id"], unique=False)
    with op.batch_alter_table("told", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_told_message_id"), ["message_id"], unique=False)

    with op.batch_alter_table("tick", schema=None) as batch_op:
        batch_op.add_column(sa.Column("good_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("careful_until", sa.DateTime(), nullable=True))
    op.execute("UPDATE tick SET good_at = ended_at WHERE state = 'done'")
