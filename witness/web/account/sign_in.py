"""Signing in, in two steps, and out."""

from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions.second_step import KeyAnswer, check_code_step, check_key_step
from witness.actions.security_keys import ask_for_key
from witness.actions.sign_in import Attempt, arrive_from, check_password_step
from witness.actions.sign_in import sign_out as end_session
from witness.actions.sign_in_tries import NotSignedIn, TooManyTries
from witness.domain.accounts import Account, FirstStep
from witness.web.account.demo import DEMO_PEOPLE
from witness.web.account.forms import CodeOrKeyForm, SignInForm
from witness.web.account.keys import site
from witness.web.account.pages import account as pages
from witness.web.account.pages import (
    asked_key,
    device_token,
    first_step,
    keep_device,
    remember_first_step,
    remember_question,
    server_session,
    step_inside,
)
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
    attempt = Attempt(form.email.data or "", form.password.data or "", request.remote_addr or "", device_token())
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
    """Take the code, or what a security key signed: the second step."""
    first = first_step()
    if first is None:
        return redirect(url_for("account.sign_in"), 303)
    form = CodeOrKeyForm()
    if not form.validate_on_submit():
        return _code_page(form, first), 422 if form.errors else 200
    try:
        who = _second_step(form, first)
    except NotSignedIn as refused:
        form.refuse(form.code, refused)
        return _refused(_code_page(form, first), refused)
    token = arrive_from(kit().store, who, device_token(), str(request.user_agent), now=now(), request_id=request_id())
    return keep_device(redirect(step_inside(who), 303), token)


def _second_step(form: CodeOrKeyForm, first: FirstStep) -> Account:
    store, question = kit().store, asked_key()
    if form.answer.data:
        answer = KeyAnswer(site(), question, form.answer.data)
        return check_key_step(store, first, answer, now=now(), request_id=request_id())
    insists = kit().settings.insists_on_keys
    return check_code_step(store, first, form.code.data or "", now=now(), insists=insists, request_id=request_id())


def _code_page(form: CodeOrKeyForm, first: FirstStep) -> str:
    question = ask_for_key(kit().store, first.account_id, site())
    if question is not None:
        remember_question(question.challenge)
    return render_template("account/code.html", form=form, options="" if question is None else question.options)


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
