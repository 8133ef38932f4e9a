"""trips"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trip_fact",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("trip_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_trip_fact_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_trip_fact_case_id")),
        sa.ForeignKeyConstraint(["trip_id"], ["trip.id"], name=op.f("fk_trip_fact_trip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_fact")),
        sa.UniqueConstraint("trip_id", "number", name=op.f("uq_trip_fact_trip_id_number")),
    )
    with op.batch_alter_table("trip_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trip_fact_case_id"), ["case_id"], unique=False)

    with op.batch_alter_table("trip", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other_way", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("no_return", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("meeting_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("arrive_by", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("travel_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("entrance", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("waits", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("needs", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("districts", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("ways", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("defendant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("areas", sa.JSON(), server_default="[]", nullable=False))
