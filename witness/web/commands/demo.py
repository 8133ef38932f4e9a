"""`demo`: the invented world that `make run` shows."""

import click

from witness.actions.demo import load
from witness.domain.court_time import london_day
from witness.intake.demo import firm_list_moving_the_walk
from witness.settings import World
from witness.web.commands.answers import BadInput, Commands, answer, json_option
from witness.web.here import kit, now

demo = Commands("demo", help="The demo world.")


@demo.command("load", help="Fill an empty database with the demo world.")
@click.option("--cases", default=45, show_default=True, type=click.IntRange(1, 20_000))
@click.option("--seed", default=1, show_default=True)
@json_option
def load_command(cases: int, seed: int, as_json: bool) -> None:
    """Load the demo world, once."""
    if kit().settings.world is World.PRODUCTION:
        raise BadInput("demo load: this is a production installation; no invented case goes into it")
    made = load(kit().store, kit().post(), now=now(), cases=cases, seed=seed)
    words = f"{made} cases loaded." if made else "Already loaded: there are cases, and nothing was added."
    answer({"cases": made}, words, as_json=as_json)


@demo.command("list", help="Print the court list that moves the trial of the demo's walk.")
def list_command() -> None:
    """Print a firm list to send in."""
    click.echo(firm_list_moving_the_walk(london_day(now()), kit().calendar()).decode())
