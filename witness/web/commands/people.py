"""`people`: opens and closes staff accounts from the command line, the first one included."""

import click
from email_validator import EmailNotValidError, validate_email

from witness.actions.accounts import Invitation, Invited, disable, invite, send_new_link
from witness.actions.movers import move
from witness.domain.access import Role
from witness.domain.errors import NotFound
from witness.web.commands.answers import BadInput, Commands, answer, json_option
from witness.web.filters import london_moment
from witness.web.here import kit, now

people = Commands("people", help="Staff accounts.")


@people.command("invite", help="Invite somebody; prints the link by which they choose their password.")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--team", "team_name", required=True, help="The team's name. A team nobody knows yet is made.")
@click.option("--name", default="", help="What people call them.")
@json_option
def invite_command(email: str, role: str, team_name: str, name: str, as_json: bool) -> None:
    """Invite somebody, or again somebody who has not used their link."""
    if not team_name.strip():
        raise BadInput("--team: a team must have a name")
    invitation = Invitation(_checked(email), Role(role), team_name.strip(), name)
    _tell(invite(kit().store, invitation, now=now()), as_json=as_json)


@people.command("link", help="Print a link by which somebody chooses a new password.")
@click.argument("email")
@click.option("--new-factor", is_flag=True, help="They lost their authenticator and recovery codes: start over.")
@json_option
def link_command(email: str, new_factor: bool, as_json: bool) -> None:
    """Make a new link for somebody who has an account."""
    _tell(send_new_link(kit().store, email, now=now(), new_factor=new_factor), as_json=as_json)


@people.command("disable", help="Close an account; every session of theirs ends at once.")
@click.argument("email")
@json_option
def disable_command(email: str, as_json: bool) -> None:
    """Close an account."""
    with kit().store.reading() as desk:
        account = desk.accounts.with_email(email)
    if account is None:
        raise NotFound(f"Nobody has the address {email}.")
    closed = disable(kit().store, account.id, now=now())
    answer({"email": closed.email, "state": closed.state.value}, f"{closed.email} is closed.", as_json=as_json)


@people.command("move", help="Move somebody to another team; what the old one opened to them is shut at once.")
@click.argument("email")
@click.option("--team", "team_name", required=True, help="The name of a team that exists.")
@json_option
def move_command(email: str, team_name: str, as_json: bool) -> None:
    """Move somebody, and say what they still have to hand over."""
    with kit().store.reading() as desk:
        account = desk.accounts.with_email(email)
    if account is None:
        raise NotFound(f"Nobody has the address {email}.")
    moved = move(kit().store, account.id, team_name.strip(), rules=kit().rules(), now=now())
    facts = {
        "email": account.email,
        "team": moved.team_name,
        "cases": list(moved.still_theirs),
        "visits_passed_on": moved.visits_passed_on,
    }
    kept = ", ".join(moved.still_theirs) or "none"
    words = f"{account.email} works in {moved.team_name} now. Cases still theirs, to be handed over: {kept}."
    answer(facts, words, as_json=as_json)


@people.command("cases", help="Name the open cases that somebody owns, by our reference.")
@click.argument("email")
@json_option
def cases_command(email: str, as_json: bool) -> None:
    """Say what has to be handed over before an account can be closed."""
    with kit().store.reading() as desk:
        account = desk.accounts.with_email(email)
        refs = () if account is None else desk.handovers.owned_by(account.id)
    if account is None:
        raise NotFound(f"Nobody has the address {email}.")
    words = "\n".join(refs) or f"{account.email} owns no open case."
    answer({"email": account.email, "cases": list(refs)}, words, as_json=as_json)


def _checked(email: str) -> str:
    try:
        # `.example` and `.test` are names for demos; a real mistake in a real address is still found.
        return validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as wrong:
        raise BadInput(f"{email}: {wrong}") from None


def _tell(invited: Invited, *, as_json: bool) -> None:
    account = invited.account
    link = f"{kit().settings.public_url}/invite/{invited.token}"
    facts = {
        "account_id": account.id,
        "email": account.email,
        "expires_at": invited.expires_at.isoformat(),
        "link": link,
        "name": account.name,
        "role": account.role.value,
        "team": invited.team.name,
    }
    words = (
        f"{account.name} <{account.email}>, {account.role.value} in {invited.team.name}.\n"
        f"Give them this link yourself; it works once, until {london_moment(invited.expires_at)}:\n{link}"
    )
    answer(facts, words, as_json=as_json)
