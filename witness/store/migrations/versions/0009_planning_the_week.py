"""planning the week"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outcode",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("radius_km", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_outcode")),
    )
    op.create_table(
        "travel_time",
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("destination", sa.String(length=8), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("origin", "destination", name=op.f("pk_travel_time")),
    )
    op.create_table(
        "household_care",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("household_id", sa.String(length=32), nullable=False),
        sa.Column("two_go", sa.Boolean(), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("entered_by", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name=op.f("fk_household_care_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_care")),
    )
    with op.batch_alter_table("household_care", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_care_household_id"), ["household_id"], unique=False)

    op.create_table(
        "place_area",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("of_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("outcode_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("entered_by", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name=op.f("fk_place_area_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_area")),
    )
    with op.batch_alter_table("place_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_area_of_id_place"), ["of_id", "place"], unique=False)

    op.create_table(
        "plan_request",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("officers", sa.JSON(), nullable=False),
        sa.Column("away", sa.JSON(), nullable=False),
        sa.Column("based_on", sa.String(length=32), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("worker", sa.String(length=32), nullable=False),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_cost", sa.Float(), nullable=True),
        sa.Column("best_cost", sa.Float(), nullable=True),
        sa.Column("bound", sa.Float(), nullable=True),
        sa.Column("is_proven", sa.Boolean(), nullable=True),
        sa.Column("because", sa.String(length=300), nullable=False),
        sa.Column("problem_hash", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=True),
        sa.Column("plan", sa.JSON(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["based_on"], ["plan_request.id"], name=op.f("fk_plan_request_based_on")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_plan_request_by_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_plan_request_decided_by")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_plan_request_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_request")),
    )
    with op.batch_alter_table("plan_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_request_state_asked_at"), ["state", "asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_request_team_id_asked_at"), ["team_id", "asked_at"], unique=False)

    op.create_table(
        "week_pin",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("task_key", sa.String(length=120), nullable=False),
        sa.Column("officers", sa.JSON(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("at_time", sa.Time(), nullable=True),
        sa.Column("entered_by", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name=op.f("fk_week_pin_entered_by")),
        sa.ForeignKeyConstraint(["taken_back_by"], ["account.id"], name=op.f("fk_week_pin_taken_back_by")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_week_pin_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_pin")),
    )
    with op.batch_alter_table("week_pin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_week_pin_team_id_task_key"), ["team_id", "task_key"], unique=False)

    op.create_table(
        "working_terms",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("base_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("entered_by", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_working_terms_account_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name=op.f("fk_working_terms_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_terms")),
    )
    with op.batch_alter_table("working_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_working_terms_account_id"), ["account_id"], unique=False)

    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("second_id", sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_visit_second_id"), "account", ["second_id"], ["id"])
