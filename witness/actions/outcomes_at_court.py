"""Hearings entered by hand, and what became of a day in court: who was heard, why it failed, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from witness.actions.hearings import expect_everybody
from witness.actions.not_needed import tell_those_not_needed
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.court_days import DayInCourt, EventsThen, check_day, check_slot, events_then, revisions_of
from witness.domain.errors import NotFound
from witness.domain.evidence import EventState
from witness.domain.hearings import EVIDENCE_KINDS, KIND_IN_WORDS, Hearing, HearingKind, HearingState, Revision, Slot
from witness.domain.outcome_codes import reason_in_words
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Desk, Store


@dataclass(frozen=True, slots=True)
class NewHearing:
    """A hearing that somebody heard of. A slot without a court is in the court of the case."""

    case_id: str
    kind: HearingKind
    slot: Slot
    heard_from: str


def add_hearing(store: Store, new: NewHearing, *, rules: Rules, asking: Asking) -> str:
    """Add a hearing by hand; gives its id. Where evidence is given, every witness who has to come is expected.

    Raises:
        NotFound: there is no such case for this person.
        Refused: the date has passed, or its window ends before it begins.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, new.case_id, doing="hearing.add") as desk:
        case = desk.cases.get(new.case_id)
        if case is None:
            raise NotFound("There is no such case.")
        check_slot(new.slot, asking.at)
        slot = new.slot if new.slot.court_code else replace(new.slot, court_code=case.court_code)
        revision = Revision(
            number=1,
            state=HearingState.LISTED,
            slot=slot,
            source=new.heard_from,
            learnt_at=asking.at,
            recorded_at=asking.at,
            recorded_by=asking.viewer.account_id,
        )
        hearing = Hearing(new_id(), new.case_id, new.kind, (revision,))
        desk.hearings.add(hearing)
        if new.kind in EVIDENCE_KINDS:
            expect_everybody(desk, new.case_id, hearing.hearing_id, asking.at)
        desk.cases.happened(
            new.case_id,
            at=asking.at,
            kind="hearing_listed",
            words=f"A {KIND_IN_WORDS[new.kind]} was listed: {slot.in_words()}. Source: {new.heard_from}.",
            by_id=asking.viewer.account_id,
            hearing_id=hearing.hearing_id,
        )
        desk.cases.touch(new.case_id)
        put_right(desk, new.case_id, rules, now=asking.at)
        return hearing.hearing_id


def record_outcome(store: Store, hearing_id: str, day: DayInCourt, *, rules: Rules, asking: Asking) -> None:
    """Record what became of a day in court.

    Raises:
        NotFound: there is no such hearing for this person.
        Refused: the day has not come, was recorded before, or the parts do not go together.
    """
    with store.reading() as desk:
        found = desk.hearings.get(hearing_id)
    if found is None:
        raise NotFound("There is no such hearing.")
    with store.case_for(asking, Deed.CHANGE_CASE, found.case_id, doing="hearing.outcome") as desk:
        before = desk.cases.picture(found.case_id)
        if before is None:
            raise NotFound("There is no such hearing.")
        hearing = before.hearing(hearing_id)
        check_day(hearing, day, before.events, asking.at)
        _revise(desk, hearing, day, asking)
        _close(desk, before, events_then(hearing, day, before.events), asking.at)
        desk.cases.happened(
            found.case_id,
            at=asking.at,
            kind="hearing_outcome",
            words=_said(before, hearing, day),
            by_id=asking.viewer.account_id,
            hearing_id=hearing_id,
        )
        desk.cases.touch(found.case_id)
        tell_those_not_needed(desk, before, rules, now=asking.at)
        put_right(desk, found.case_id, rules, now=asking.at)


def _revise(desk: Desk, hearing: Hearing, day: DayInCourt, asking: Asking) -> None:
    for revision in revisions_of(hearing, day, now=asking.at, by_id=asking.viewer.account_id):
        desk.hearings.revise(hearing.hearing_id, revision)
    if hearing.running is not day.goes_on:
        desk.hearings.set_running(hearing.hearing_id, day.goes_on)


def _close(desk: Desk, before: CasePicture, then: EventsThen, now: datetime) -> None:
    for event in before.events:
        if event.event_id in then.given:
            desk.evidence.close_event(event.event_id, EventState.GIVEN, now)
        elif event.event_id in then.released:
            desk.evidence.close_event(event.event_id, EventState.RELEASED, now)


def _said(picture: CasePicture, hearing: Hearing, day: DayInCourt) -> str:
    words = [f"The {KIND_IN_WORDS[hearing.kind]}: {reason_in_words(day.effectiveness, day.code)}."]
    labels = [w.label for w in picture.witnesses if w.witness_id in day.given]
    words += [f"Evidence was given by {', '.join(labels)}."] if labels else []
    words += ["It goes on."] if day.goes_on else []
    words += list(_next(day))
    return " ".join([*words, f"Source: {day.heard_from}."])


def _next(day: DayInCourt) -> Iterator[str]:
    if day.then is not None:
        yield f"It is listed again: {day.then.in_words()}."
