"""security keys, devices that somebody has signed in from, and links that are to go by mail"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "security_key",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("credential_hash", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_security_key_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_key")),
        sa.UniqueConstraint("credential_hash", name=op.f("uq_security_key_credential_hash")),
    )
    with op.batch_alter_table("security_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_security_key_account_id"), ["account_id"], unique=False)
    op.create_table(
        "device",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_device_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("account_id", "token_hash", name=op.f("uq_device_account_id_token_hash")),
    )
    op.create_table(
        "link_wish",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("wished_at", sa.DateTime(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_link_wish_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_wish")),
    )
    with op.batch_alter_table("link_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_wish_next_at"), ["next_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("link_wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_wish_next_at"))
    op.drop_table("link_wish")
    op.drop_table("device")
    with op.batch_alter_table("security_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_security_key_account_id"))
    op.drop_table("security_key")
