"""The day at court on a phone: who is where now, one big button for the next step, and what a phone had kept."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Response, current_app, jsonify, redirect, render_template, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from witness.actions import at_court
from witness.actions.at_court import NewTap
from witness.actions.at_court_text import ask_for_text
from witness.domain.access import Role
from witness.domain.at_court import STATE_IN_WORDS, STEP_IN_WORDS, DayState, DayStep
from witness.domain.at_court_clocks import CLOCKS, RUNG_IN_WORDS, SAID_IN_WORDS, Rung, Said
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.identifiers import new_id
from witness.questions.at_court import day_list
from witness.questions.at_court_page import day_page
from witness.web.doors import open_to
from witness.web.here import asking, kit, now, viewer
from witness.web.officer.pages import TEAM, officer

# What may be tapped beside the step that is next, by where somebody is.
BESIDE: dict[DayState, tuple[DayStep, ...]] = {
    DayState.EXPECTED: (DayStep.NOT_COME,),
    DayState.ON_THE_WAY: (DayStep.NOT_COME,),
    DayState.WAITING: (DayStep.TOLD_FAMILY, DayStep.SENT_HOME),
    DayState.GIVING_EVIDENCE: (DayStep.INTERRUPTED,),
    DayState.RELEASED: (),
    DayState.HOME: (),
    DayState.NOT_COME: (),
}
STEP_WORDS = {step.value: words[:1].upper() + words[1:] for step, words in STEP_IN_WORDS.items()}


@officer.get("/day/")
@open_to(*TEAM)
def day() -> str:
    """Show who is at court today and where they are."""
    whole_team = viewer().role is Role.MANAGER or "team" in request.args
    page = day_list(kit().store, whole_team=whole_team, asking=asking())
    return render_template("officer/day.html", page=page, **_words())


@officer.get("/day/<case_id>/<witness_id>")
@open_to(*TEAM)
def day_witness(case_id: str, witness_id: str) -> str:
    """Show the day of one witness."""
    page = day_page(kit().store, case_id, witness_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    said = [(said.value, words) for said, words in SAID_IN_WORDS.items() if said is not Said.TOLD]
    told = [(word.value, SAID_IN_WORDS[word]) for word in (Said.TOLD, Said.NOT_REACHED)]
    answers = {rung: told if rung in (Rung.WITNESS_CARE, Rung.OFFICER_OR_CPS) else said for rung in Rung}
    return render_template(
        "officer/day_witness.html", page=page, row=page.row, answers=answers, rungs=RUNG_IN_WORDS, clocks=CLOCKS,
        **_words(),
    )  # fmt: skip


@officer.post("/day/tap")
@open_to(*TEAM)
def day_tap() -> ResponseReturnValue:
    """Take in one step from a plain form."""
    at = now()
    new = _tap({**request.form.to_dict(), "on": london_day(at).isoformat(), "device_at": at.isoformat()})
    at_court.tap(kit().store, new, rules=kit().rules(), asking=asking())
    if request.form.get("back") == "witness":
        return redirect(url_for("officer.day_witness", case_id=new.case_id, witness_id=new.witness_id), 303)
    return redirect(url_for("officer.day"), 303)


@officer.post("/day/taps")
@open_to(*TEAM)
def day_taps() -> ResponseReturnValue:
    """Take in what a phone has kept: `{"sent_at": …, "taps": […]}`. Answers with what is kept, and why not."""
    sent = request.get_json(silent=True)
    try:
        if not isinstance(sent, dict) or not isinstance(sent.get("taps"), list):
            raise Refused("This is not what a phone sends.")
        sent_at, refused, taps = _instant(sent.get("sent_at")), [], []
    except Refused as why:
        return jsonify(error=str(why)), 400
    for one in sent["taps"][: at_court.MOST_AT_ONCE]:
        try:
            taps.append(_tap(one))
        except Refused as why:
            refused.append((str(one.get("tap_id", ""))[:40] if isinstance(one, dict) else "", str(why)))
    taken = at_court.take_in(kit().store, taps, sent_at, rules=kit().rules(), asking=asking())
    return jsonify(
        now=now().isoformat(),
        kept=list(taken.kept),
        refused=[{"tap_id": tap_id, "why": why} for tap_id, why in (*refused, *taken.refused)],
    )


@officer.post("/day/text")
@open_to(*TEAM)
def day_text() -> ResponseReturnValue:
    """Have a text written to one of the family. It needs a connection: a phone keeps no text for later."""
    case_id, witness_id = request.form.get("case_id", "")[:40], request.form.get("witness_id", "")[:40]
    person_id, tap_id = request.form.get("person_id", "")[:40], request.form.get("tap_id", "")[:40]
    ask_for_text(kit().store, case_id, witness_id, person_id, tap_id, rules=kit().rules(), asking=asking())
    address = url_for("officer.day_witness", case_id=case_id, witness_id=witness_id, _anchor="tell")
    return redirect(address, 303)


@officer.get("/day/worker.js")
@open_to(*TEAM)
def day_worker() -> Response:
    """Give the program by which the browser opens the day without a connection. Its address is its scope."""
    return send_from_directory(current_app.static_folder or "", "day_worker.js", mimetype="text/javascript")


def _words() -> dict[str, Any]:
    return {
        "states": STATE_IN_WORDS,
        "steps": STEP_IN_WORDS,
        "step_words": STEP_WORDS,
        "beside": BESIDE,
        "new_id": new_id,
    }


def _tap(sent: object) -> NewTap:
    if not isinstance(sent, dict):
        raise Refused("This is not a step.")
    step = next((s for s in DayStep if s.value == sent.get("step")), None)
    if step is None:
        raise Refused("Choose a step.")
    return NewTap(
        tap_id=_text(sent, "tap_id"),
        case_id=_text(sent, "case_id"),
        witness_id=_text(sent, "witness_id"),
        on=_day(sent.get("on")),
        step=step,
        device_at=_instant(sent.get("device_at")),
        whom=_text(sent, "whom"),
        said=_text(sent, "said"),
        undoes=_text(sent, "undoes") or None,
        person_id=_text(sent, "person"),
    )


def _text(sent: dict[str, Any], key: str) -> str:
    value = sent.get(key)
    return value[:40] if isinstance(value, str) else ""


def _day(text: object) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise Refused("That is no day.") from None


def _instant(text: object) -> datetime:
    """Read an instant of a phone. Years far away are a broken clock, and no arithmetic is done with them."""
    try:
        made = datetime.fromisoformat(str(text))
    except ValueError:
        raise Refused("That is no time.") from None
    if made.tzinfo is None or not 1971 <= made.year <= 2199:  # noqa: PLR2004
        raise Refused("That is no time.")
    return made.astimezone(UTC)
