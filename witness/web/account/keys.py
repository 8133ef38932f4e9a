"""One's security keys, and showing the second step again before something that needs it anew."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions.second_step import KeyAnswer, prove_again
from witness.actions.security_keys import Site, ask_for_key, ask_for_new_key, keep_new_key, remove_key, site_at
from witness.actions.sign_in_tries import NotSignedIn
from witness.domain.security_keys import KeyRefused
from witness.web.account.forms import AgainForm, NewKeyForm
from witness.web.account.pages import account as pages
from witness.web.account.pages import asked_key, owes_no_key, remember_proof, remember_question
from witness.web.doors import Audience, freshly, open_to, safe_next
from witness.web.here import account, kit, now, request_id


def site() -> Site:
    """Give where keys are used in this installation."""
    return site_at(kit().settings.public_url)


@pages.route("/account/keys/new", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@freshly
def new_key() -> ResponseReturnValue:
    """Register a security key."""
    form = NewKeyForm()
    if not form.validate_on_submit():
        return _new_key_page(form), 422 if form.errors else 200
    try:
        keep_new_key(
            kit().store,
            account(),
            site(),
            asked_key(),
            form.answer.data or "",
            form.name.data or "",
            now=now(),
            request_id=request_id(),
        )
    except KeyRefused as refused:
        form.refuse(form.name, refused)
        return _new_key_page(form), 422
    owes_no_key()
    return redirect(url_for("account.overview"), 303)


@pages.post("/account/keys/<key_id>/remove")
@open_to(Audience.SIGNED_IN)
@freshly
def key_removed(key_id: str) -> Response:
    """Remove one of one's keys."""
    remove_key(kit().store, account(), key_id, now=now(), request_id=request_id())
    return redirect(url_for("account.overview"), 303)


@pages.route("/account/again", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def again() -> ResponseReturnValue:
    """Show the second step again. What it opens stays open for five minutes."""
    form, onward = AgainForm(), safe_next(request.values.get("next"))
    if not form.validate_on_submit():
        return _again_page(form, onward), 422 if form.errors else 200
    try:
        prove_again(
            kit().store,
            account(),
            KeyAnswer(site(), asked_key(), form.answer.data) if form.answer.data else form.code.data or "",
            insists=kit().settings.insists_on_keys,
            now=now(),
            request_id=request_id(),
        )
    except NotSignedIn as refused:
        form.refuse(form.code, refused)
        return _again_page(form, onward), 422
    remember_proof()
    return redirect(onward or url_for("account.overview"), 303)


def _new_key_page(form: NewKeyForm) -> str:
    question = ask_for_new_key(kit().store, account(), site())
    remember_question(question.challenge)
    owes = bool(session.get("owes_key"))
    return render_template("account/new_key.html", form=form, options=question.options, owes=owes)


def _again_page(form: AgainForm, onward: str) -> str:
    question = ask_for_key(kit().store, account().id, site())
    if question is not None:
        remember_question(question.challenge)
    options = "" if question is None else question.options
    return render_template("account/again.html", form=form, options=options, onward=onward)
