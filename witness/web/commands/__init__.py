"""The command line: `flask --app wsgi GROUP COMMAND`. Each command answers in words or, with --json, in JSON."""

import click
from flask import Flask

from witness.web.commands.db import db
from witness.web.commands.people import people

# A new group: import it above and name it here.
GROUPS: tuple[click.Group, ...] = (db, people)


def add_commands(app: Flask) -> None:
    """Give `app` its command groups."""
    for group in GROUPS:
        app.cli.add_command(group)
