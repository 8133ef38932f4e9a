"""`db`: brings the database to the newest shape."""

from witness.actions.duties import seed_rules
from witness.store.migrate import upgrade as upgrade_database
from witness.web.commands.answers import Commands, answer, json_option
from witness.web.here import kit, now

db = Commands("db", help="The database.")


@db.command("upgrade", help="Bring the database to the newest shape. May be run at any time, by several at once.")
@json_option
def upgrade(as_json: bool) -> None:
    """Run the migrations that are missing, add the time limits and index the names that are not there yet."""
    upgrade_database(kit().settings.database_url)
    seed_rules(kit().store, now())
    with kit().store.changing() as desk:
        indexed = desk.people.fill_name_keys()
    answer({"upgraded": True, "indexed": indexed}, "The database has the newest shape.", as_json=as_json)
