"""concern"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concern_day",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("witness_id", sa.String(length=32), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.Column("factors", sa.JSON(), nullable=False),
        sa.Column("table_version", sa.Integer(), nullable=False),
        sa.Column("working_days_left", sa.Integer(), nullable=True),
        sa.Column("hearing_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_concern_day_case_id")),
        sa.ForeignKeyConstraint(["witness_id"], ["witness.id"], name=op.f("fk_concern_day_witness_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_day")),
    )
    with op.batch_alter_table("concern_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_day_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_day_on_day"), ["on_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_day_witness_id_at"), ["witness_id", "at"], unique=False)

    op.create_table(
        "factor_table",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("factors", sa.JSON(), nullable=False),
        sa.Column("watch_from", sa.Integer(), nullable=False),
        sa.Column("act_from", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=True),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_factor_table_by_id")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_factor_table")),
    )

    op.create_table(
        "marker",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("witness_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("said", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_marker_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_marker_case_id")),
        sa.ForeignKeyConstraint(["witness_id"], ["witness.id"], name=op.f("fk_marker_witness_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marker")),
    )
    with op.batch_alter_table("marker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_marker_case_id"), ["case_id"], unique=False)
