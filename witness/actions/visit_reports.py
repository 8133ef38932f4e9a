"""What came of a visit: process only, and the two calls that follow when evidence was mentioned."""

from dataclasses import dataclass, replace
from datetime import date, time

from witness.actions.plans import (
    Happened,
    Which,
    add_step,
    finish,
    insist_on_confirmation,
    keep_needs,
)
from witness.actions.visits import needs_of, visit_in
from witness.domain.access import Asking, Deed, Role, may
from witness.domain.accounts import AccountState
from witness.domain.cases import CasePicture
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import moment_in_london, short_day
from witness.domain.errors import NotFound, Refused
from witness.domain.note_rules import free_text
from witness.domain.notes import Note, Source, Stream
from witness.domain.notes_access import NoteDeed, may_note
from witness.domain.notes_lint import warnings_about
from witness.domain.plans import PlanState
from witness.domain.rules import Rules
from witness.domain.visit_reports import asks_mood, check_report, escalation, oic_key
from witness.domain.visits import VISIT_IN_WORDS, Place, Visit, VisitReport
from witness.identifiers import new_id
from witness.store import Desk, Store

VIA: dict[Place, ContactVia] = {Place.PHONE: ContactVia.VOICE, Place.ONLINE: ContactVia.VOICE}


@dataclass(frozen=True, slots=True)
class WhatCame:
    """What came of a visit, as the form has it. on, at: when it really was.

    evidence_mentioned: None while nobody has answered, and then nothing is kept.
    note: practical or wellbeing words for their stream, "" for none.
    """

    on: date
    at: time
    covered: tuple[str, ...]
    mood: str
    evidence_mentioned: bool | None
    stopped: bool | None
    note_stream: Stream | None = None
    note: str = ""


def report(store: Store, which: Which, came: WhatCame, *, confirmed: bool, rules: Rules, asking: Asking) -> None:
    """Record what came of a visit. When evidence was mentioned, the officer in the case and the lead must know today.

    Raises:
        SomebodyElseChangedThis: the visit changed since the form was shown.
        PleaseConfirm: the note may speak of what happened, and nobody has confirmed that it does not.
        Refused: something is missing, or more was written than may be.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, which.case_id, doing="visit.report") as desk:
        picture = desk.cases.known_picture(which.case_id)
        visit = visit_in(picture, which)
        made = _report(visit, came, asking)
        note = _note(desk, picture, visit, came, asking)
        if note is not None:
            insist_on_confirmation(warnings_about(note.text), confirmed=confirmed)
            desk.notes.add(note)
        step = replace(
            visit.now, state=PlanState.DONE, recorded_at=asking.at, on=came.on, at=came.at, because="", change=""
        )
        add_step(desk, which, step, asking)
        desk.plans.report(which.case_id, visit.visit_id, made)
        _log(desk, picture, visit, came, asking)
        done = replace(visit, steps=(*visit.steps, step), report=made)
        if made.evidence_mentioned:
            _escalate(desk, picture, done, asking)
        keep_needs(desk, which.case_id, visit.hearing_id, needs_of(visit), asking)
        finish(desk, which.case_id, _happened(picture, done), rules=rules, asking=asking)


def officer_told(store: Store, case_id: str, visit_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record that the officer in the case knows that evidence was mentioned at a visit."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="visit.officer_told") as desk:
        for task in desk.tasks.open_of_case(case_id):
            if task.reason_key == oic_key(visit_id):
                desk.tasks.done(task.task_id, by_id=asking.viewer.account_id, outcome="told", now=asking.at)
        keep_told(desk, case_id, visit_id, rules=rules, asking=asking)


def keep_told(desk: Desk, case_id: str, visit_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record in the caller's transaction that the officer in the case has been told.

    Raises:
        Refused: that was recorded before, or no evidence was mentioned at this visit.
    """
    if not desk.plans.oic_told(case_id, visit_id, asking.at):
        raise Refused("That has been recorded already.")
    words = "The officer in the case was told that evidence had been mentioned at a visit."
    finish(desk, case_id, Happened("visit", words), rules=rules, asking=asking)


def _report(visit: Visit, came: WhatCame, asking: Asking) -> VisitReport:
    if not visit.is_active:
        raise Refused("What came of this visit has been recorded already, or it was called off.")
    if moment_in_london(came.on, came.at) > asking.at:
        raise Refused("It has not taken place yet.")
    if came.evidence_mentioned is None:
        raise Refused("Say whether evidence was mentioned.")
    made = VisitReport(
        recorded_at=asking.at,
        covered=came.covered,
        mood=came.mood,
        evidence_mentioned=came.evidence_mentioned,
        stopped=came.stopped,
    )
    check_report(visit, made)
    return made


def _note(desk: Desk, picture: CasePicture, visit: Visit, came: WhatCame, asking: Asking) -> Note | None:
    if not came.note.strip():
        return None
    if came.note_stream is None or not asks_mood(visit.kind):
        raise Refused("Choose what the note is about." if asks_mood(visit.kind) else "Here no note is kept.")
    ground = desk.access.ground_of(picture.case.case_id)
    if ground is None or not may_note(asking.viewer, NoteDeed.WRITE, came.note_stream, ground):
        raise NotFound("There is no such stream of notes for you.")
    return Note(
        note_id=new_id(),
        case_id=picture.case.case_id,
        stream=came.note_stream,
        source=Source.OBSERVED,
        text=free_text(came.note_stream, came.note),
        at=asking.at,
        by_id=asking.viewer.account_id,
        person_id=picture.witness(visit.witness_id).person_id,
    )


def _log(desk: Desk, picture: CasePicture, visit: Visit, came: WhatCame, asking: Asking) -> None:
    """A visit is contact: whoever looks for silence must see it."""
    person_id = picture.witness(visit.witness_id).person_id
    at, via = moment_in_london(came.on, came.at), VIA.get(visit.place, ContactVia.VISIT)
    entry = ContactEntry(new_id(), person_id, at, via, from_family=False, reached=True, hearing_id=visit.hearing_id)
    desk.contact_log.add(picture.case.case_id, [entry], by_id=asking.viewer.account_id)


def _escalate(desk: Desk, picture: CasePicture, visit: Visit, asking: Asking) -> None:
    """Whoever heard it tells the officer in the case; a manager of the team sees to it."""
    tell, lead = escalation(picture, visit, asking.at)
    case_id = picture.case.case_id
    desk.tasks.raise_(case_id, asking.viewer.account_id, tell, asking.at)
    desk.tasks.raise_(case_id, _lead_of(desk, picture), lead, asking.at)


def _lead_of(desk: Desk, picture: CasePicture) -> str:
    ground = desk.access.ground_of(picture.case.case_id)
    managers = [
        account.id
        for account in desk.accounts.of_team(picture.case.team_id)
        if account.role is Role.MANAGER
        and account.state is AccountState.ACTIVE
        and ground is not None
        and may(account.viewer, Deed.CHANGE_CASE, ground)
    ]
    return managers[0] if managers else picture.case.owner_id


def _happened(picture: CasePicture, visit: Visit) -> Happened:
    label = picture.witness(visit.witness_id).label
    words = f"{label}: {VISIT_IN_WORDS[visit.kind]} took place on {short_day(visit.now.on or visit.now.recorded_at)}."
    if visit.report is not None and visit.report.evidence_mentioned:
        stopped = "The talk was stopped." if visit.report.stopped else "The talk was not stopped."
        words += f" Evidence was mentioned. {stopped} The officer in the case is to be told today."
    return Happened("visit", words, visit.hearing_id)
