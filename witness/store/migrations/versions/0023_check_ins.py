"""how often a parent wants to be asked by text how they are"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("parent_offer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("every_days", sa.Integer(), nullable=True))
