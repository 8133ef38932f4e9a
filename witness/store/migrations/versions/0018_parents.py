"""a parent's own plan, what was passed to the police, feedback, explanations and facts about courts"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "court_fact",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("court_code", sa.String(length=40), nullable=False),
        sa.Column("fact", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_court_fact_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_fact")),
    )
    with op.batch_alter_table("court_fact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_court_fact_court_code"), ["court_code"], unique=False)
    op.create_table(
        "explanation_version",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("reader", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=800), nullable=False),
        sa.Column("written_by_id", sa.String(length=32), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("approved_by_id", sa.String(length=32), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["approved_by_id"], ["account.id"], name=op.f("fk_explanation_version_approved_by_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["account.id"], name=op.f("fk_explanation_version_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation_version")),
        sa.UniqueConstraint(
            "topic", "reader", "language", "version", name=op.f("uq_explanation_version_topic_reader_language_version")
        ),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("asked_as", sa.String(length=40), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("sentence_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("via", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_feedback_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_feedback_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_feedback_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("case_id", "person_id", name=op.f("uq_feedback_case_id_person_id")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_case_id"), ["case_id"], unique=False)
    op.create_table(
        "parent_offer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("offer", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("ask_again_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_parent_offer_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_parent_offer_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_parent_offer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parent_offer")),
    )
    with op.batch_alter_table("parent_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parent_offer_case_id"), ["case_id"], unique=False)
    op.create_table(
        "police_passing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column("form_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("officer_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_police_passing_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_police_passing_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_police_passing_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_police_passing")),
    )
    with op.batch_alter_table("police_passing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_police_passing_case_id"), ["case_id"], unique=False)
    op.create_table(
        "wellbeing_check",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("via", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_wellbeing_check_by_id")),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_wellbeing_check_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_wellbeing_check_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wellbeing_check")),
    )
    with op.batch_alter_table("wellbeing_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wellbeing_check_case_id"), ["case_id"], unique=False)
    op.create_table(
        "police_passing_event",
        sa.Column("passing_id", sa.String(length=32), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_police_passing_event_by_id")),
        sa.ForeignKeyConstraint(["passing_id"], ["police_passing.id"], name=op.f("fk_police_passing_event_passing_id")),
        sa.PrimaryKeyConstraint("passing_id", "event", name=op.f("pk_police_passing_event")),
    )
