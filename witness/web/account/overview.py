"""One's own account: where one is signed in, and the recovery codes."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions.accounts import WrongCode, renew_recovery_codes
from witness.actions.digests import choose_digest
from witness.actions.sign_in import end_other_sessions
from witness.questions.accounts import own_account
from witness.web.account.forms import CodeForm
from witness.web.account.pages import account as pages
from witness.web.account.pages import server_session
from witness.web.doors import Audience, open_to
from witness.web.here import account, kit, now, request_id


@pages.get("/account")
@open_to(Audience.SIGNED_IN)
def overview() -> str:
    """Show one's own account."""
    return _page(CodeForm(formdata=None))


@pages.post("/account/sessions/end")
@open_to(Audience.SIGNED_IN)
def end_others() -> Response:
    """Sign out everywhere else."""
    end_other_sessions(kit().store, account(), server_session().hash, now=now(), request_id=request_id())
    return redirect(url_for("account.overview"), 303)


@pages.post("/account/digest")
@open_to(Audience.OFFICER, Audience.MANAGER)
def digest() -> Response:
    """Record whether one wants the mail of each working morning."""
    wants = "wants" in request.form
    choose_digest(kit().store, account(), wants=wants, now=now(), request_id=request_id())
    return redirect(url_for("account.overview"), 303)


@pages.post("/account/recovery-codes")
@open_to(Audience.SIGNED_IN)
def new_recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes for whoever shows a fresh code of their authenticator."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        codes = renew_recovery_codes(kit().store, account(), form.code.data or "", now=now(), request_id=request_id())
    except WrongCode as refused:
        form.refuse(form.code, refused)
        return _page(form), 422
    return render_template("account/recovery_codes.html", codes=codes, onward=url_for("account.overview"))


def _page(form: CodeForm) -> str:
    own = own_account(kit().store, account(), server_session().hash, now=now())
    return render_template("account/overview.html", own=own, form=form)
