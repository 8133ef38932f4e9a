"""a mail each morning, and since when others were brought in"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: for a default that is computed it makes the table anew, and half the database points at accounts.
    op.add_column("account", sa.Column("mails_digest", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("task", sa.Column("passed_on_at", sa.DateTime(), nullable=True))
