"""Who must be told now: everybody who believes what is no longer so, the soonest day first, with how long they have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.beliefs import Belief, BeliefState, Delivered, belief_from, same_promise
from witness.domain.contact_log import ContactEntry
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.hearings import Hearing, HearingState, Revision
from witness.domain.rules import Rules
from witness.domain.story import moved_in_words
from witness.domain.time_to_tell import must_know_by
from witness.domain.working_days import BeyondTheCalendar
from witness.store import Desk
from witness.store.boards import StandingLine
from witness.store.telling_boards import ToldLine

# A change so close to the day is told by voice: nobody finds out on the way.
ON_THE_WAY = timedelta(hours=24)
BEFORE_COURT_OPENS = time(9, 0)


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody who believes something that is no longer so, or has not answered since they were sent the change.

    moved: how often the date has moved, "" when never. must_know_by: the end of the next working day after we learnt of
    it; None beyond the bank holidays that are known. is_now: the day they believe in, or the true one, begins within 24
    hours. tried_at: when somebody last rang about it since it changed, None when nobody did. has_arrived: the text did.
    """

    case_id: str
    case_ref: str
    person_id: str
    hearing_id: str
    called: str
    believes: str
    truth: str
    since: datetime | None
    was_sent: bool
    is_off: bool
    owner: str
    moved: str = ""
    must_know_by: datetime | None = None
    is_late: bool = False
    is_now: bool = False
    tried_at: datetime | None = None
    has_arrived: bool = False


def hearings_of(desk: Desk, told: Iterable[ToldLine], standings: Iterable[StandingLine]) -> dict[str, Hearing]:
    """Give the hearings that rows speak of with all their revisions, in two statements."""
    cases = {line.case_id for line in told} | {line.standing.case_id for line in standings}
    found = desk.hearings.of_cases(sorted(cases))
    return {hearing.hearing_id: hearing for of_case in found.values() for hearing in of_case}


def who_must_be_told(
    desk: Desk, told: tuple[ToldLine, ...], hearings: dict[str, Hearing], rules: Rules, now: datetime
) -> tuple[ToTell, ...]:
    """Give the rows, the soonest believed or true day first."""
    wrong = [(line, hearings[line.told.hearing_id], _belief(line, hearings)) for line in told]
    wrong = [(line, hearing, belief) for line, hearing, belief in wrong if _has_to_hear(hearing, belief, now)]
    since = min((belief.wrong_since for _, _, belief in wrong if belief.wrong_since), default=now)
    tries = desk.contact_log.last_tries({line.case_id for line, _, _ in wrong}, since)
    rows = [
        (_soonest(hearing, belief, now), _row(line, hearing, belief, tries, rules, now))
        for line, hearing, belief in wrong
    ]
    return tuple(row for _, row in sorted(rows, key=lambda pair: (pair[0], pair[1].was_sent, pair[1].since or now)))


def _belief(line: ToldLine, hearings: dict[str, Hearing]) -> Belief:
    hearing = hearings[line.told.hearing_id]
    return belief_from(line.told, line.told.person_id, hearing, joined_at=line.joined_at)


def _has_to_hear(hearing: Hearing, belief: Belief, now: datetime) -> bool:
    today = london_day(now)
    over = (hearing.now.slot.last_day or today) < today
    return belief.is_wrong and belief.told is not None and not over


def _row(
    line: ToldLine,
    hearing: Hearing,
    belief: Belief,
    tries: dict[tuple[str, str], ContactEntry],
    rules: Rules,
    now: datetime,
) -> ToTell:
    today = london_day(now)
    was_sent = belief.state is BeliefState.TOLD_NOT_ANSWERED
    off = hearing.now.state is HearingState.VACATED
    limit = limit_for(changed_at(hearing, belief, line.joined_at), rules)
    tried = tries.get((line.told.person_id, hearing.hearing_id))
    return ToTell(
        case_id=line.case_id,
        case_ref=line.case_ref,
        person_id=line.told.person_id,
        hearing_id=hearing.hearing_id,
        called=line.called,
        believes=_in_brief(_believed(hearing, belief), today),
        truth="off, with no new date" if off else hearing.now.slot.in_brief(today),
        since=belief.wrong_since,
        was_sent=was_sent,
        is_off=off,
        owner=line.owner_name,
        moved=moved_in_words(hearing),
        must_know_by=limit,
        is_late=limit is not None and limit <= now,
        is_now=_begins(hearing, belief, now) - now <= ON_THE_WAY,
        tried_at=tried.at if tried and belief.wrong_since and tried.at >= belief.wrong_since else None,
        has_arrived=belief.delivered is Delivered.YES,
    )


def _believed(hearing: Hearing, belief: Belief) -> Revision:
    """Give what they were told before the truth: of somebody who has not answered, the last thing that differs."""
    told = belief.told or hearing.now
    if belief.state is not BeliefState.TOLD_NOT_ANSWERED:
        return told
    earlier = [r for r in hearing.revisions[: told.number] if not same_promise(r, hearing.now)]
    return earlier[-1] if earlier else told


def _in_brief(believed: Revision, today: date) -> str:
    return "it is off" if believed.state is HearingState.VACATED else believed.slot.in_brief(today)


def limit_for(learnt_at: datetime, rules: Rules) -> datetime | None:
    """Give the end of the next working day after we learnt of something; None beyond the known bank holidays."""
    try:
        return must_know_by(learnt_at, rules.calendar)
    except BeyondTheCalendar:
        return None


def changed_at(hearing: Hearing, belief: Belief, joined_at: datetime | None = None) -> datetime:
    """Say when we learnt of what somebody has yet to know, or when they joined; of a change that was sent, not when."""
    believed = _believed(hearing, belief) if belief.told is not None else None
    if believed is None:
        later = [r for r in hearing.revisions if same_promise(r, hearing.now)]
    else:
        later = [r for r in hearing.revisions[believed.number :] if not same_promise(r, believed)]
    first = later[0] if later else hearing.now
    learnt_at = first.learnt_at if first.undoes is None else first.recorded_at
    return learnt_at if joined_at is None else max(learnt_at, joined_at)


def _days(hearing: Hearing, belief: Belief, today: date) -> list[Revision]:
    ahead = [_believed(hearing, belief), hearing.now]
    stands = [r for r in ahead if r.state is not HearingState.VACATED and r.slot.last_day is not None]
    return [r for r in stands if (r.slot.last_day or today) >= today]


def _soonest(hearing: Hearing, belief: Belief, now: datetime) -> date:
    days = [revision.slot.on for revision in _days(hearing, belief, london_day(now))]
    return min((day for day in days if day is not None), default=date.max)


def _begins(hearing: Hearing, belief: Belief, now: datetime) -> datetime:
    """Give the soonest instant at which they might set off for nothing, or fail to; far away when no day is known."""
    slots = [revision.slot for revision in _days(hearing, belief, london_day(now))]
    moments = [moment_in_london(s.on, s.at or BEFORE_COURT_OPENS) for s in slots if s.on is not None]
    return min(moments, default=now + ON_THE_WAY + ON_THE_WAY)
