"""The command line: `flask --app wsgi GROUP COMMAND`. Each command answers in words or, with --json, in JSON."""

import click
from flask import Flask

from witness.web.commands.audit import audit
from witness.web.commands.backup import backup
from witness.web.commands.cases import cases
from witness.web.commands.courts import courts, holidays, postcodes
from witness.web.commands.db import db
from witness.web.commands.demo import demo
from witness.web.commands.lists import lists
from witness.web.commands.people import people
from witness.web.commands.plan import plan

# A new group: import it above and name it here.
GROUPS: tuple[click.Group, ...] = (audit, backup, cases, courts, db, demo, holidays, lists, people, plan, postcodes)


def add_commands(app: Flask) -> None:
    """Give `app` its command groups."""
    for group in GROUPS:
        app.cli.add_command(group)
