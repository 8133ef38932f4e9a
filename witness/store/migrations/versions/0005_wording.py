"""Words for families: languages, versions of templates, their steps, and which a message was written with"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wording_language",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("english", sa.String(length=60), nullable=False),
        sa.Column("own", sa.String(length=60), nullable=False),
        sa.Column("is_rtl", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_wording_language_added_by")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_wording_language")),
    )
    op.create_table(
        "wording_version",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=4000), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("drafted_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["drafted_by"], ["account.id"], name=op.f("fk_wording_version_drafted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_version")),
        sa.UniqueConstraint(
            "channel", "language", "name", "number", name=op.f("uq_wording_version_channel_language_name_number")
        ),
    )
    op.create_table(
        "wording_step",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.Column("because", sa.String(length=300), nullable=False),
        sa.Column("checker_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_wording_step_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["wording_version.id"], name=op.f("fk_wording_step_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_step")),
        sa.UniqueConstraint("place", name=op.f("uq_wording_step_place")),
    )
    with op.batch_alter_table("wording_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wording_step_version_id"), ["version_id"], unique=False)

    op.create_table(
        "worded",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("template", sa.String(length=100), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_worded_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_worded")),
    )
    with op.batch_alter_table("worded", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_worded_template_version"), ["template", "version"], unique=False)
