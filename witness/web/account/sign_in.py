"""Signing in, in two steps, and out."""

from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions.sign_in import Attempt, NotSignedIn, TooManyTries, check_code_step, check_password_step
from witness.actions.sign_in import sign_out as end_session
from witness.web.account.demo import DEMO_PEOPLE
from witness.web.account.forms import CodeForm, SignInForm
from witness.web.account.pages import account as pages
from witness.web.account.pages import first_step, remember_first_step, server_session, step_inside
from witness.web.doors import Audience, open_to, safe_next
from witness.web.forms import PageForm
from witness.web.headers import forget_everything
from witness.web.here import account, fittings, is_signed_in, kit, now, request_id
from witness.web.navigation import home_url


@pages.get("/")
@open_to(Audience.SIGNED_IN)
def home() -> Response:
    """Lead to the home page of whoever is signed in."""
    return redirect(home_url(), 303)


@pages.route("/sign-in", methods=["GET", "POST"])
@open_to(Audience.ANYONE)
def sign_in() -> ResponseReturnValue:
    """Take e-mail address and password: the first step."""
    if is_signed_in():
        return redirect(home_url(), 303)
    form = SignInForm()
    onward = safe_next(request.values.get("next"))
    if not form.validate_on_submit():
        return _sign_in_page(form, onward), 422 if form.errors else 200
    attempt = Attempt(form.email.data or "", form.password.data or "", request.remote_addr or "")
    try:
        who = check_password_step(kit().store, fittings().passwords, attempt, now=now(), request_id=request_id())
    except NotSignedIn as refused:
        form.refuse(form.email, refused)
        return _refused(_sign_in_page(form, onward), refused)
    remember_first_step(who, onward)
    return redirect(url_for("account.sign_in_code"), 303)


@pages.route("/sign-in/code", methods=["GET", "POST"])
@open_to(Audience.ANYONE)
def sign_in_code() -> ResponseReturnValue:
    """Take the code: the second step."""
    first = first_step()
    if first is None:
        return redirect(url_for("account.sign_in"), 303)
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("account/code.html", form=form), 422 if form.errors else 200
    try:
        who = check_code_step(kit().store, first, form.code.data or "", now=now(), request_id=request_id())
    except NotSignedIn as refused:
        form.refuse(form.code, refused)
        return _refused(render_template("account/code.html", form=form), refused)
    return redirect(step_inside(who), 303)


@pages.post("/sign-out")
@open_to(Audience.SIGNED_IN)
def sign_out() -> Response:
    """End this session for good, in the database and in the browser."""
    end_session(kit().store, account(), server_session().hash, now=now(), request_id=request_id())
    session.clear()
    return forget_everything(redirect(url_for("account.sign_in", left="1"), 303))  # type: ignore[arg-type]


def _sign_in_page(form: PageForm, onward: str) -> str:
    people = DEMO_PEOPLE if kit().settings.is_demo else ()
    return render_template("account/sign_in.html", form=form, onward=onward, left="left" in request.args, people=people)


def _refused(page: str, refused: NotSignedIn) -> ResponseReturnValue:
    if not isinstance(refused, TooManyTries):
        return page, 422
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(max(1, int((refused.again_at - now()).total_seconds())))
    return response
