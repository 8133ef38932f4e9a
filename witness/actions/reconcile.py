"""Puts a case right after its facts have changed: what should be sent, done and warned about is computed anew.

Running it twice changes nothing the second time.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from witness.domain.cases import CasePicture, StandingMessage
from witness.domain.concern import assess
from witness.domain.contact import STATE_IN_WORDS, ContactState
from witness.domain.court_time import london_day
from witness.domain.planned_messages import changes_to, messages_wanted
from witness.domain.readiness import WHAT_IN_WORDS, judge
from witness.domain.rules import Rules
from witness.domain.tasks import tasks_wanted
from witness.store import Desk, Store
from witness.store.evidence import Standing

# Of the things that changed at once, as many as one short line can name.
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class PutRight:
    """What was changed: numbers of messages planned, taken back and wanted again."""

    planned: int
    withdrawn: int
    revived: int


def put_right(desk: Desk, case_id: str, rules: Rules, *, now: datetime) -> PutRight:
    """Bring a case's messages, tasks and standings in line with its facts, in the caller's transaction."""
    picture = desk.cases.picture(case_id)
    if picture is None:
        return PutRight(0, 0, 0)
    wanted = messages_wanted(picture, now=now, hold=rules.hold, languages=rules.languages)
    changes = changes_to(picture.messages, wanted, now=now)
    for message in changes.add:
        desk.messages.plan(case_id, message, now)
    for standing in changes.withdraw:
        desk.messages.withdraw(standing.message_id, _why_withdrawn(picture, standing), now)
    for standing, message in changes.revive:
        desk.messages.revive(standing.message_id, message, now)
    tasks = tasks_wanted(picture, wanted.hindered, rules.calendar, now=now)
    desk.tasks.keep_to(case_id, picture.case.owner_id, tasks, now)
    for witness in picture.witnesses:
        _keep_standing(desk, picture, witness.witness_id, rules, now)
    return PutRight(len(changes.add), len(changes.withdraw), len(changes.revive))


def _why_withdrawn(picture: CasePicture, message: StandingMessage) -> str:
    """Say why a planned message is taken back, in words for whoever looks at it later."""
    contact = next((c for c in picture.contacts if c.contact_id == message.contact_id), None)
    if contact is not None and contact.state is not ContactState.USABLE:
        return STATE_IN_WORDS[contact.state]
    if picture.has_left(message.person_id):
        return "they are no longer part of the case"
    if message.hearing_id is None or picture.case.closed_on is not None:
        return "no longer true"
    expected = {person.person_id for person in picture.audience_of(message.hearing_id)}
    return "no longer true" if message.person_id in expected else "the witness is no longer expected"


def look_at_cases(store: Store, rules: Rules, *, now: datetime, every: timedelta, limit: int = 200) -> int:
    """Put right the cases that nobody has looked at for a while: time alone changes what is due. Gives their number."""
    with store.reading() as desk:
        case_ids = desk.evidence.cases_to_look_at(now - every)[:limit]
    for case_id in case_ids:
        with store.changing() as desk:
            put_right(desk, case_id, rules, now=now)
    return len(case_ids)


def standing_of(picture: CasePicture, witness_id: str, rules: Rules, *, now: datetime) -> Standing:
    """Compute how a witness stands: concern and readiness, with every reason as plain data."""
    concern = assess(picture, witness_id, rules.calendar, now)
    readiness = judge(picture, witness_id, rules.calendar, now)
    event = picture.next_event_of(witness_id, london_day(now))
    hearing = None if event is None else picture.hearing(event.hearing_id)
    return Standing(
        witness_id=witness_id,
        case_id=picture.case.case_id,
        hearing_id=None if hearing is None else hearing.hearing_id,
        on=None if hearing is None else hearing.now.slot.on,
        points=concern.points,
        band=concern.band.value,
        factors=tuple(plain(factor) for factor in concern.factors),
        verdict=readiness.verdict.value,
        items=tuple(plain(item) for item in readiness.items),
        computed_at=now,
        changed_at=now,
    )


def plain(value: Any) -> dict[str, Any]:
    """Turn a dataclass of simple fields into what JSON can hold."""
    return {name: _plain(item) for name, item in asdict(value).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _keep_standing(desk: Desk, picture: CasePicture, witness_id: str, rules: Rules, now: datetime) -> None:
    stands = standing_of(picture, witness_id, rules, now=now)
    before = desk.evidence.standing_of(picture.case.case_id).get(witness_id)
    if before is not None and _same(before, stands):
        stands = replace(stands, changed_at=before.changed_at, why_changed=before.why_changed)
    elif before is not None:
        stands = replace(stands, why_changed=_why(before, stands))
    desk.evidence.put_standing(stands)


def _same(one: Standing, other: Standing) -> bool:
    return (one.verdict, one.band, one.on, _missing(one)) == (other.verdict, other.band, other.on, _missing(other))


def _missing(standing: Standing) -> tuple[str, ...]:
    return tuple(sorted(str(item["what"]) for item in standing.items if item["missing"]))


def _why(before: Standing, after: Standing) -> str:
    """Say in a few words, fit for a liaison, what changed about a witness's readiness."""
    if before.on != after.on:
        return "the date changed"
    if before.verdict != after.verdict:
        return "readiness changed"
    gone = set(_missing(before)) - set(_missing(after))
    new = set(_missing(after)) - set(_missing(before))
    words = [f"{WHAT_IN_WORDS[what]}: settled" for what in sorted(gone)]
    words += [f"{WHAT_IN_WORDS[what]}: now missing" for what in sorted(new)]
    return "; ".join(words) if len(words) <= MOST_NAMED else f"{len(words)} things changed"
