"""Puts a case right after its facts have changed: what should be sent, done and warned about is computed anew.

Running it twice changes nothing the second time.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Any

from witness.actions.page_doors import shut_what_no_longer_holds
from witness.domain.access import Deed, Role, may
from witness.domain.accounts import AccountState
from witness.domain.asking_texts import ask_changes, asks_wanted
from witness.domain.cases import Case, CasePicture, StandingMessage
from witness.domain.concern import Concern, assess
from witness.domain.concern_history import ConcernDay, FactorThen, is_news
from witness.domain.contact import STATE_IN_WORDS, ContactState
from witness.domain.court_time import london_day
from witness.domain.message_choices import Chosen, choice_in_words, chosen_for, what_of
from witness.domain.messages import Purpose
from witness.domain.planned_messages import changes_to, messages_wanted
from witness.domain.readiness import WHAT_IN_WORDS, judge
from witness.domain.ripple import Further, ItemChange, all_planned_after, with_steps
from witness.domain.ripple_table import Choice
from witness.domain.rules import Rules
from witness.domain.stops import concerned, heeding
from witness.domain.tasks_wanted import tasks_wanted
from witness.domain.whereabouts import whereabouts_of
from witness.store import Desk, Store
from witness.store.messages import OutboxMessage
from witness.store.plans import ItemStep
from witness.store.standings import Standing

# Of the things that changed at once, as many as one short line can name.
MOST_NAMED = 4
NO_CHOICES: Mapping[str, Choice] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PutRight:
    """What was changed: numbers of messages planned, taken back and wanted again; items: of things planned beside.

    shifted: of messages that go at another time or in other words, because somebody has chosen so or no longer does.
    """

    planned: int
    withdrawn: int
    revived: int
    items: int = 0
    shifted: int = 0


def put_right(
    desk: Desk,
    case_id: str,
    rules: Rules,
    *,
    now: datetime,
    choices: Mapping[str, Choice] = NO_CHOICES,
    by_id: str | None = None,
) -> PutRight:
    """Bring all that is planned in a case in line with its facts, in the caller's transaction and in few statements.

    choices: what somebody has decided for things planned around a hearing that changed; the default holds for the
    others. by_id: who decided.

    Raises:
        Refused: something was chosen that would leave something untrue.
    """
    picture = desk.cases.picture(case_id)
    if picture is None:
        return PutRight(0, 0, 0)
    items = all_planned_after(picture, choices, calendar=rules.calendar, now=now)
    further = tuple(change.further for change in items)
    take_steps(desk, case_id, further, by_id=by_id)
    _note(desk, case_id, items, by_id=by_id, now=now)
    picture = with_steps(picture, further)
    wanted = messages_wanted(picture, now=now, hold=rules.hold, languages=rules.languages, calendar=rules.calendar)
    changes = changes_to(picture.messages, wanted, now=now)
    desk.messages.plan_all(case_id, changes.add, now)
    _withdraw(desk, picture, changes.withdraw, now)
    desk.messages.revive_all(((standing.message_id, message) for standing, message in changes.revive), now)
    desk.messages.shift_all((standing.message_id, message) for standing, message in changes.shift)
    _ask_for_their_own_sake(desk, picture, rules, now)
    tasks = tasks_wanted(
        picture, wanted.hindered, rules.calendar, now=now, duties=rules.duties, languages=rules.languages
    )
    backup_id = backup_of(desk, picture.case) if any(task.for_backup for task in tasks) else None
    desk.tasks.keep_to(case_id, picture.case.owner_id, tasks, now, backup_id=backup_id)
    _keep_standings(desk, picture, rules, now)
    shut_what_no_longer_holds(desk, picture, rules, now)
    return PutRight(len(changes.add), len(changes.withdraw), len(changes.revive), len(further), len(changes.shift))


def _ask_for_their_own_sake(desk: Desk, picture: CasePicture, rules: Rules, now: datetime) -> None:
    """Plan what is asked of parents on their own plan, and of everybody once all is over; take back what is not."""
    wanted = asks_wanted(picture, now=now, languages=rules.languages, calendar=rules.calendar)
    case_id = picture.case.case_id
    if any(message.purpose is Purpose.FEEDBACK for message in wanted):
        answered = {given.person_id for given in desk.feedback.of_case(case_id)}
        wanted = tuple(m for m in wanted if m.purpose is not Purpose.FEEDBACK or m.person_id not in answered)
    changes = ask_changes(picture, wanted, now)
    desk.messages.plan_all(case_id, changes.add, now)
    desk.messages.withdraw_all([m.message_id for m in changes.withdraw], "nobody is asked now", now)
    desk.messages.revive_all(((standing.message_id, message) for standing, message in changes.revive), now)


def take_steps(desk: Desk, case_id: str, steps: tuple[Further, ...], *, by_id: str | None) -> None:
    """Keep further steps of what was planned."""
    desk.plans.step(case_id, [ItemStep(s.item_id, s.number, s.step) for s in steps], by_id=by_id)


def backup_of(desk: Desk, case: Case) -> str | None:
    """Give who rings when the owner cannot: another officer on the case, else a manager, else another of the team.

    None when nobody else may know of the case.
    """
    ground = desk.access.ground_of(case.case_id)
    if ground is None:
        return None
    others = [
        account
        for account in desk.accounts.of_team(case.team_id)
        if account.id != case.owner_id
        and account.state is AccountState.ACTIVE
        and may(account.viewer, Deed.CHANGE_CASE, ground)
    ]
    others.sort(key=lambda a: (a.id not in ground.assigned, a.role is not Role.MANAGER, a.name))
    return others[0].id if others else None


def _withdraw(desk: Desk, picture: CasePicture, messages: tuple[StandingMessage, ...], now: datetime) -> None:
    """Take planned messages back, in one statement for each reason."""
    by_reason: dict[str, list[str]] = {}
    for message in messages:
        by_reason.setdefault(_why_withdrawn(picture, message, now), []).append(message.message_id)
    for reason, message_ids in by_reason.items():
        desk.messages.withdraw_all(message_ids, reason, now)


def chosen_about(picture: CasePicture, message: StandingMessage | OutboxMessage, now: datetime) -> Chosen:
    """Give what somebody has chosen about a message that exists."""
    return chosen_for(
        picture.choices,
        person_id=message.person_id,
        hearing_id=message.hearing_id or "",
        revision=message.revision,
        what=what_of(message.reason_key),
        today=london_day(now),
    )


def _why_withdrawn(picture: CasePicture, message: StandingMessage, now: datetime) -> str:
    """Say why a planned message is taken back, in words for whoever looks at it later."""
    recorded = next((c for c in picture.contacts if c.contact_id == message.contact_id), None)
    about = concerned(picture, message.person_id, message.hearing_id)
    contact = None if recorded is None else heeding(recorded, picture.stops, about=about)
    if contact is not None and contact.state is not ContactState.USABLE:
        return STATE_IN_WORDS[contact.state]
    if picture.has_left(message.person_id):
        return "they are no longer part of the case"
    if message.hearing_id is None or picture.case.closed_on is not None:
        return "no longer true"
    chosen = chosen_about(picture, message, now)
    if chosen.skip is not None:
        return choice_in_words(chosen.skip)
    if chosen.hold is not None and message.revision == picture.hearing(message.hearing_id).now.number:
        return f"{choice_in_words(chosen.hold)}; by then it would come too late"
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
    return _standing(picture, witness_id, assess(picture, witness_id, rules.calendar, now, rules.factors), rules, now)


def _standing(picture: CasePicture, witness_id: str, concern: Concern, rules: Rules, now: datetime) -> Standing:
    readiness = judge(picture, witness_id, rules.calendar, now, rules.factors)
    event = picture.next_event_of(witness_id, london_day(now))
    hearing = None if event is None else picture.hearing(event.hearing_id)
    here = whereabouts_of(picture, witness_id, now)
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
        court_day_on=None if here is None else here.on,
        court_day_state="" if here is None else here.state.value,
        court_day_since=None if here is None else here.since,
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


def _note(desk: Desk, case_id: str, items: tuple[ItemChange, ...], *, by_id: str | None, now: datetime) -> None:
    """Put into the history what became of what was planned. It names witnesses by their labels only."""
    if not items:
        return
    said = [f"{item.what}, {item.before}: {item.chosen.after}" for item in items[:MOST_NAMED]]
    more = len(items) - len(said)
    words = "; ".join(said) + (f"; and {more} more" if more else "")
    desk.cases.happened(
        case_id, at=now, kind="plans_changed", words=f"With the date changed: {words}."[:500], by_id=by_id
    )


def _keep_standings(desk: Desk, picture: CasePicture, rules: Rules, now: datetime) -> None:
    kept = desk.evidence.standing_of(picture.case.case_id)
    last_said = desk.concern_history.newest_of_case(picture.case.case_id)
    standings, said = [], []
    for witness in picture.witnesses:
        concern = assess(picture, witness.witness_id, rules.calendar, now, rules.factors)
        stands = _standing(picture, witness.witness_id, concern, rules, now)
        said.append(said_of(stands, concern))
        before = kept.get(witness.witness_id)
        if before is not None and _same(before, stands):
            stands = replace(stands, changed_at=before.changed_at, why_changed=before.why_changed)
        elif before is not None:
            stands = replace(stands, why_changed=_why(before, stands))
        standings.append(stands)
    desk.evidence.put_standings(standings)
    desk.concern_history.keep(day for day in said if is_news(last_said.get(day.witness_id), day))


def said_of(stands: Standing, concern: Concern) -> ConcernDay:
    """Give what the history keeps of a witness: points and codes, no reason and nothing about who they are."""
    return ConcernDay(
        witness_id=stands.witness_id,
        case_id=stands.case_id,
        on=london_day(stands.computed_at),
        at=stands.computed_at,
        points=concern.points,
        band=concern.band.value,
        factors=tuple(FactorThen(f.code.value, f.points, f.hard) for f in concern.factors),
        table_version=concern.table_version,
        working_days_left=concern.working_days_left,
        hearing_id=stands.hearing_id,
    )


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
