"""Accepting an invitation: a password, a second factor, recovery codes."""

import pyotp
import segno
from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from witness.actions.accounts import DeadLink, WrongCode, accept_invite, confirm_factor, factor_to_prove
from witness.domain.accounts import AccountState, PasswordNotAllowed
from witness.domain.errors import NotFound
from witness.web.account.forms import CodeForm, NewPasswordForm
from witness.web.account.pages import ENROLLING, server_session, step_inside
from witness.web.account.pages import account as pages
from witness.web.doors import Audience, open_to
from witness.web.here import fittings, kit, now, request_id

ISSUER = "Witness support"


@pages.route("/invite/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYONE)
def invited(token: str) -> ResponseReturnValue:
    """Choose a password. Opening the link shows nothing and changes nothing: mail programs open links too."""
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return render_template("account/invite.html", form=form), 422 if form.errors else 200
    try:
        who = accept_invite(
            kit().store,
            fittings().passwords,
            token,
            form.password.data or "",
            now=now(),
            request_id=request_id(),
        )
    except PasswordNotAllowed as refused:
        form.refuse(form.password, refused)
        return render_template("account/invite.html", form=form), 422
    except DeadLink:
        return render_template("account/dead_link.html"), 404
    server_session().start_afresh()
    if who.state is AccountState.ACTIVE:
        return redirect(url_for("account.sign_in"), 303)
    session[ENROLLING] = who.id
    return redirect(url_for("account.second_factor"), 303)


@pages.route("/second-factor", methods=["GET", "POST"])
@open_to(Audience.ANYONE)
def second_factor() -> ResponseReturnValue:
    """Set the authenticator up. Only for the session in which the password was just chosen."""
    account_id = session.get(ENROLLING)
    if account_id is None:
        raise NotFound("There is no second factor to set up.")
    form = CodeForm()
    if not form.validate_on_submit():
        return _second_factor_page(form, account_id), 422 if form.errors else 200
    try:
        who, codes = confirm_factor(kit().store, account_id, form.code.data or "", now=now(), request_id=request_id())
    except WrongCode as refused:
        form.refuse(form.code, refused)
        return _second_factor_page(form, account_id), 422
    onward = step_inside(who)
    # Shown in this answer and never again, so they are written down nowhere but on the person's paper.
    return render_template("account/recovery_codes.html", codes=codes, onward=onward)


def _second_factor_page(form: CodeForm, account_id: str) -> str:
    who, secret = factor_to_prove(kit().store, account_id)
    address = pyotp.TOTP(secret).provisioning_uri(name=who.email, issuer_name=ISSUER)
    grouped = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return render_template("account/second_factor.html", form=form, qr=_drawn(address), key=grouped)


def _drawn(address: str) -> Markup:
    """Draw a QR code as an inline picture: attributes only, no style, so the policy lets it be."""
    drawing = segno.make(address, error="m", micro=False).svg_inline(
        scale=5, border=4, dark="#0b0c0c", light="#ffffff", svgclass="app-qr", lineclass=None
    )
    # Made by the drawing library from an address that we built: nothing in it was typed by anybody.
    return Markup(drawing)  # noqa: S704  # nosec B704
