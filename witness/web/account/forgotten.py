"""A forgotten password: a link by mail, and the same answer for every address."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from witness.actions.account_links import Forgotten, wish_for_link
from witness.web.account.forms import ForgottenForm
from witness.web.account.pages import account as pages
from witness.web.doors import Audience, open_to
from witness.web.here import kit, now, request_id


@pages.route("/sign-in/forgotten", methods=["GET", "POST"])
@open_to(Audience.ANYONE)
def forgotten() -> ResponseReturnValue:
    """Take the address a link is to go to. Whether it is anybody's is not said, and not known yet."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    asked = Forgotten(form.email.data or "", request.remote_addr or "")
    if not wish_for_link(kit().store, asked, now=now(), request_id=request_id()):
        return _page(form, too_many=True), 429
    return render_template("account/forgotten_sent.html")


def _page(form: ForgottenForm, *, too_many: bool = False) -> str:
    return render_template("account/forgotten.html", form=form, too_many=too_many)
