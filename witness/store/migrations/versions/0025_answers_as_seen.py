"""answers as seen by whoever asked"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enquiry_end", sa.Column("seen_at", sa.DateTime(), nullable=True))
    # What was answered before anybody was told of answers is no news.
    op.execute("UPDATE enquiry_end SET seen_at = at")
