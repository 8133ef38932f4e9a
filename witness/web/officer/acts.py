"""What officers do on a case page: a call, a finished task, a check of a phone, what has been arranged."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions import calls, contact, evidence, replies, tasks
from witness.actions.calls import Call, CallResult
from witness.domain.evidence import NeedKind, NeedState
from witness.questions.cases import case_story
from witness.questions.contact import cards_for_call
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.forms import CALL_RESULTS, CallForm
from witness.web.officer.pages import TEAM, officer

Word = TypeVar("Word", bound=StrEnum)


@officer.route("/cases/<case_id>/call", methods=["GET", "POST"])
@open_to(*TEAM)
def call(case_id: str) -> ResponseReturnValue:
    """Record how a call ended."""
    form = CallForm()
    if form.validate_on_submit():
        made = Call(
            case_id,
            form.person.data or "",
            form.hearing.data or "",
            CallResult(form.result.data or ""),
            reason_given=bool(form.reason_given.data),
        )
        calls.record_call(kit().store, made, rules=kit().rules(), asking=asking())
        return redirect(url_for("officer.case", case_id=case_id), 303)
    story = case_story(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    if request.method == "GET":
        form.person.data = request.args.get("person", story.whom[0].person_id if story.whom else "")
        form.hearing.data = request.args.get("hearing", story.next_hearing_id)
    known = form.person.data in {whom.person_id for whom in story.whom}
    cards = cards_for_call(kit().store, case_id, form.person.data or "", asking=asking()) if known else ()
    page = render_template("officer/call.html", form=form, story=story, results=CALL_RESULTS, cards=cards)
    return page, 422 if form.errors else 200


@officer.post("/cases/<case_id>/tasks/<task_id>/done")
@open_to(*TEAM)
def task_done(case_id: str, task_id: str) -> Response:
    """Finish a task."""
    outcome = request.form.get("outcome", "").strip()[:200] or "done"
    tasks.finish(kit().store, task_id, outcome=outcome, rules=kit().rules(), asking=asking())
    return _back(case_id, request.form.get("back", "summary"))


@officer.post("/cases/<case_id>/contacts/<contact_id>/unsafe")
@open_to(*TEAM)
def contact_unsafe(case_id: str, contact_id: str) -> Response:
    """Stop everything to a phone that somebody else may hold."""
    contact.set_unsafe(kit().store, case_id, contact_id, rules=kit().rules(), asking=asking())
    return _back(case_id, "people")


@officer.post("/cases/<case_id>/witnesses/<witness_id>/needs")
@open_to(*TEAM)
def set_need(case_id: str, witness_id: str) -> Response:
    """Record how far a need has been met."""
    kind, state = word_of(NeedKind, request.form, "kind"), word_of(NeedState, request.form, "state")
    whom = evidence.Whom(case_id, witness_id)
    evidence.set_need(kit().store, whom, kind, state, rules=kit().rules(), asking=asking())
    return _back(case_id, "preparation")


@officer.post("/cases/<case_id>/replies/<reply_id>/read")
@open_to(*TEAM)
def reply_read(case_id: str, reply_id: str) -> Response:
    """Record that a text has been read."""
    replies.mark_read(kit().store, reply_id, rules=kit().rules(), asking=asking())
    return _back(case_id, "messages")


def word_of(words: type[Word], form: Mapping[str, str], name: str) -> Word:
    """Give a word of a closed list that a form of ours sent; anything else is a bad request."""
    try:
        return words(form.get(name, ""))
    except ValueError:
        abort(400)


def _back(case_id: str, side: str) -> Response:
    if side == "today":
        return redirect(url_for("officer.today"), 303)
    return redirect(url_for("officer.case", case_id=case_id, side=side), 303)
