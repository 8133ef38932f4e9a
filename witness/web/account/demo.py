"""The demo's own door: one click and one is somebody. It exists in the demo world only."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from witness.actions.sign_in import sign_in_for_demo
from witness.web.account.pages import step_inside
from witness.web.doors import Audience, open_to
from witness.web.here import kit, now, request_id

demo_door = Blueprint("demo_door", __name__)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo world whom one may be."""

    email: str
    name: str
    role: str
    sees: str


DEMO_PEOPLE = (
    DemoPerson("olu@support.example", "Olu", "Witness support officer", "plans the week, acts on what is wrong today"),
    DemoPerson("olivia@support.example", "Olivia", "Witness support officer", "works in the same team as Olu"),
    DemoPerson("mo@support.example", "Mo", "Service manager", "sees workload, escalations and who looked at what"),
    DemoPerson("leigh@cps.example", "Leigh", "CPS liaison", "sees which witnesses are ready, and what is missing"),
    DemoPerson("ada@support.example", "Ada", "Administrator", "keeps accounts, rules and the court directory"),
)


@demo_door.post("/sign-in/demo")
@open_to(Audience.DEMO)
def become() -> Response:
    """Sign in as somebody of the demo world."""
    email = request.form.get("email", "")
    if email not in {person.email for person in DEMO_PEOPLE}:
        abort(404)
    who = sign_in_for_demo(kit().store, email, now=now(), request_id=request_id())
    return redirect(step_inside(who), 303)
