"""private pages of families: for which phones, the links to them, and the life of the database they were made in"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_choice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("because_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_page_choice_by_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["safe_contact.id"], name=op.f("fk_page_choice_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_choice")),
        sa.UniqueConstraint("contact_id", "number", name=op.f("uq_page_choice_contact_id_number")),
    )
    op.create_table(
        "page_epoch",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_page_epoch")),
    )
    op.create_table(
        "page_link",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("hearing_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("token_key", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=255), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_because", sa.String(length=200), nullable=False),
        sa.Column("visit_key", sa.String(length=64), nullable=False),
        sa.Column("visit_language", sa.String(length=40), nullable=False),
        sa.Column("visit_began_at", sa.DateTime(), nullable=True),
        sa.Column("visit_seen_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_page_link_case_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["safe_contact.id"], name=op.f("fk_page_link_contact_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_page_link_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_page_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_link")),
        sa.UniqueConstraint("token_key", name=op.f("uq_page_link_token_key")),
    )
    with op.batch_alter_table("page_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_link_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_page_link_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_page_link_visit_key"), ["visit_key"], unique=False)
    op.create_table(
        "other_time",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("first_at", sa.Time(), nullable=False),
        sa.Column("second_on", sa.Date(), nullable=False),
        sa.Column("second_at", sa.Time(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_other_time_case_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["safe_contact.id"], name=op.f("fk_other_time_contact_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_other_time_person_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["account.id"], name=op.f("fk_other_time_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_time")),
    )
    with op.batch_alter_table("other_time", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_other_time_case_id"), ["case_id"], unique=False)
