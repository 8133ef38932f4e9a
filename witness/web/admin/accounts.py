"""Accounts: who may sign in, and the links by which they choose a password. An administrator never sees one."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions.account_links import invite_by_mail, sign_out_everywhere, want_link_for
from witness.actions.accounts import BadInvitation, disable
from witness.domain.errors import NotFound, Refused
from witness.questions.accounts import all_accounts, one_account
from witness.store.link_wishes import WishKind
from witness.web.admin.forms import InviteForm
from witness.web.admin.pages import admin
from witness.web.doors import Audience, freshly, open_to
from witness.web.here import asking, kit, now, request_id, viewer


@admin.get("/accounts")
@open_to(Audience.ADMIN)
def accounts() -> str:
    """Show everybody who may sign in, by team."""
    teams = all_accounts(kit().store, asking=asking())
    return render_template("admin/accounts.html", teams=teams, insists=kit().settings.insists_on_keys)


@admin.route("/accounts/new", methods=["GET", "POST"])
@open_to(Audience.ADMIN)
@freshly
def new_account() -> ResponseReturnValue:
    """Invite somebody."""
    form = InviteForm()
    teams = [entry.team for entry in all_accounts(kit().store, asking=asking())]
    if form.validate_on_submit():
        try:
            who = invite_by_mail(kit().store, form.invitation(), asking())
        except BadInvitation as refused:
            form.refuse(form.email, refused)
        else:
            return redirect(url_for("admin.account", account_id=who.id, sent=1), 303)
    page = render_template("admin/new_account.html", form=form, teams=teams)
    return page, 422 if form.errors else 200


@admin.get("/accounts/<account_id>")
@open_to(Audience.ADMIN)
def account(account_id: str) -> str:
    """Show one account."""
    return _account_page(account_id)


@admin.post("/accounts/<account_id>/link/<kind>")
@open_to(Audience.ADMIN)
@freshly
def account_link(account_id: str, kind: str) -> ResponseReturnValue:
    """Send somebody a link."""
    if kind not in set(WishKind):
        raise NotFound("There is no such link.")
    try:
        want_link_for(kit().store, account_id, WishKind(kind), asking())
    except NotFound:
        raise
    except Refused as refused:
        return _account_page(account_id, str(refused)), 422
    return redirect(url_for("admin.account", account_id=account_id, sent=1), 303)


@admin.post("/accounts/<account_id>/sign-out")
@open_to(Audience.ADMIN)
@freshly
def account_signed_out(account_id: str) -> Response:
    """End every session of somebody."""
    sign_out_everywhere(kit().store, account_id, asking())
    return _back(account_id)


@admin.post("/accounts/<account_id>/close")
@open_to(Audience.ADMIN)
@freshly
def account_closed(account_id: str) -> ResponseReturnValue:
    """Close the account of somebody who has left."""
    try:
        disable(kit().store, account_id, now=now(), by=viewer(), request_id=request_id())
    except NotFound:
        raise
    except Refused as refused:
        return _account_page(account_id, str(refused)), 422
    return _back(account_id)


def _account_page(account_id: str, mistake: str = "") -> str:
    line = one_account(kit().store, account_id, asking=asking())
    is_own = account_id == viewer().account_id
    return render_template("admin/account.html", line=line, mistake=mistake, is_own=is_own)


def _back(account_id: str) -> Response:
    return redirect(url_for("admin.account", account_id=account_id), 303)
