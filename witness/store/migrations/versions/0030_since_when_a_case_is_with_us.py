"""since when a case is with us"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("court_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("came_on", sa.Date(), nullable=True))
    # Every case that is here was looked after here from the beginning.
    op.execute("UPDATE court_case SET came_on = support_began_on")


def downgrade() -> None:
    with op.batch_alter_table("court_case", schema=None) as batch_op:
        batch_op.drop_column("came_on")
