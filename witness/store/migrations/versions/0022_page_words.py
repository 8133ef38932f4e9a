"""who has had the words of the private page read through in a language, by somebody who speaks it"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_words_read",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_page_words_read_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_words_read")),
        sa.UniqueConstraint("language", "digest", "by_id", name=op.f("uq_page_words_read_language_digest_by_id")),
    )
