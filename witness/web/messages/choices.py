"""What officers choose about planned messages: hold, skip, other hours, plainer words, and taking that back."""

from datetime import date, time

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import message_choices
from witness.actions.message_choices import About
from witness.domain.errors import NotFound, Refused
from witness.domain.message_choices import ChoiceWhy
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.messages.pages import TEAM, outbox
from witness.web.messages.thread import thread_shown


@outbox.post("/messages/<case_id>/<person_id>/choose")
@open_to(*TEAM)
def choose(case_id: str, person_id: str) -> ResponseReturnValue:
    """Hold, skip or edit a planned message, or hold everything."""
    reason_key = request.form.get("reason_key", "")
    about = About(case_id, "" if "whole_case" in request.form else person_id, reason_key)
    try:
        _choose(about)
    except NotFound:
        raise
    except Refused as refused:
        return thread_shown(case_id, person_id, mistake=str(refused), about=reason_key or "all"), 422
    return _back(case_id, person_id)


@outbox.post("/messages/<case_id>/<person_id>/undo")
@open_to(*TEAM)
def undo(case_id: str, person_id: str) -> ResponseReturnValue:
    """Take a choice back."""
    choice_id = request.form.get("choice_id", "")
    message_choices.undo(kit().store, case_id, choice_id, rules=kit().rules(), asking=asking())
    return _back(case_id, person_id)


def _choose(about: About) -> None:
    store, rules = kit().store, kit().rules()
    why = _why()
    match request.form.get("do", ""):
        case "hold":
            message_choices.hold(store, about, _day(), why, rules=rules, asking=asking())
        case "skip":
            message_choices.skip(store, about, why, rules=rules, asking=asking())
        case "hours":
            hours = (_hour("hours_from"), _hour("hours_until"))
            message_choices.at_hours(store, about, hours, why, rules=rules, asking=asking())
        case "plain":
            message_choices.say_plainly(store, about, why, rules=rules, asking=asking())
        case _:
            abort(400)


def _why() -> ChoiceWhy:
    try:
        return ChoiceWhy(request.form.get("why", ""))
    except ValueError:
        raise Refused("Choose why.") from None


def _day() -> date:
    try:
        return date.fromisoformat(request.form.get("until_on", ""))
    except ValueError:
        raise Refused("Enter the day from which messages may go again.") from None


def _hour(name: str) -> time:
    try:
        return time.fromisoformat(request.form.get(name, "")).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Refused("Enter both hours, such as 16:00 and 18:00.") from None


def _back(case_id: str, person_id: str) -> ResponseReturnValue:
    return redirect(url_for("outbox.thread", case_id=case_id, person_id=person_id) + "#next", 303)
