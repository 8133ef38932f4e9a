"""a mail each morning, and since when others were brought in"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mails_digest", sa.Boolean(), server_default=sa.true(), nullable=False))

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("passed_on_at", sa.DateTime(), nullable=True))
