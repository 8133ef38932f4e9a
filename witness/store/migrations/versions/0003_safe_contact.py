"""safe contact"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What nobody has asked yet: until somebody does, the gate takes it for the worse.
NOT_ASKED = sa.text("'not_asked'")


def upgrade() -> None:
    op.create_table(
        "contact_code",
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("code_key", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["safe_contact.id"], name=op.f("fk_contact_code_contact_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_contact_code_made_by")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_contact_code")),
    )
    with op.batch_alter_table("contact_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=40), nullable=False, server_default=sa.text("'noted'")))
        batch_op.add_column(sa.Column("reviewed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("signed_as", sa.String(length=40), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column("terms_sealed", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("safe_contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other_hours", sa.Text(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column("quiet", sa.Text(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column("on_holidays", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("urgent_from", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("urgent_until", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("belongs", sa.String(length=40), nullable=False, server_default=NOT_ASKED))
        batch_op.add_column(sa.Column("previews", sa.String(length=40), nullable=False, server_default=NOT_ASKED))
        batch_op.add_column(sa.Column("voicemail", sa.String(length=40), nullable=False, server_default=NOT_ASKED))
        batch_op.add_column(sa.Column("may_text", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("may_ring", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("code_word_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("code_use", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("alias_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("reading", sa.String(length=40), nullable=False, server_default=NOT_ASKED))
        batch_op.add_column(sa.Column("prefers", sa.String(length=40), nullable=False, server_default=NOT_ASKED))
        batch_op.add_column(sa.Column("opted_in_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("expired_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("expired_because", sa.String(length=40), nullable=True))
    # More than a day and a time needs the person's own wish, and nobody has been asked for it before.
    op.execute(sa.text("UPDATE safe_contact SET tier = 1 WHERE tier > 1"))
