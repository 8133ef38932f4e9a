"""warnings"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("will_do_by", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("seen_by", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("step", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("brought_in_id", sa.String(length=32), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_task_seen_by"), "account", ["seen_by"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_task_brought_in_id"), "account", ["brought_in_id"], ["id"])
