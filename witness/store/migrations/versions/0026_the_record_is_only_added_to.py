"""the record of who looked at what is only ever added to: the database itself refuses to change or remove an entry"""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# The owner of a database can take these away again; that is what the signed checkpoints are for. They stop whoever got
# hold of no more than the product's own statements, and every mistake of ours.
SQLITE = (
    """CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END""",
    """CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'an audit entry is never removed'); END""",
    # INSERT OR REPLACE removes a row without telling the trigger above.
    """CREATE TRIGGER audit_entry_is_new BEFORE INSERT ON audit_entry
    WHEN EXISTS (SELECT 1 FROM audit_entry WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'an audit entry is never replaced'); END""",
    """CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head WHEN NEW.seq IS NOT OLD.seq + 1
    BEGIN SELECT RAISE(ABORT, 'the end of the audit only moves on by one'); END""",
    """CREATE TRIGGER audit_head_is_kept BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'the end of the audit is never removed'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$""",
    """CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_is_only_added_to()""",
    """CREATE TRIGGER audit_entry_is_kept BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to()""",
    """CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head FOR EACH ROW
    WHEN (NEW.seq IS DISTINCT FROM OLD.seq + 1) EXECUTE FUNCTION audit_is_only_added_to()""",
    """CREATE TRIGGER audit_head_is_kept BEFORE DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_is_only_added_to()""",
    """CREATE TRIGGER audit_head_stays BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to()""",
)


def upgrade() -> None:
    statements = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    for statement in statements:
        op.execute(statement)
