"""How commands answer: exit 0 when done; exit 2 with a reason, and nothing written, when the input is bad."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click
from flask.cli import AppGroup

from witness.domain.errors import Refused

Command = TypeVar("Command", bound=Callable[..., Any])

BAD_INPUT = 2


class BadInput(click.ClickException):
    """The input cannot be used. The message names the file, line or path and the reason."""

    exit_code = BAD_INPUT


class Commands(AppGroup):
    """A group whose commands may raise `Refused`: its message is printed and the exit is 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise BadInput(str(refused)) from None


def json_option(command: Command) -> Command:
    """Give a command the option --json, as the argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")(command)


def answer(facts: Mapping[str, Any], words: str, *, as_json: bool) -> None:
    """Print what a command did, for machines or for people."""
    click.echo(json.dumps(facts, ensure_ascii=False, sort_keys=True) if as_json else words)
