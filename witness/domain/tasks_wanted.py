"""Work for a person: which tasks the facts of a case call for, who owns them, and by when.

Like messages, these tasks are wanted while the facts hold and cleared when they no longer do. What only an event can
raise (a text that failed, a reply that nobody understood) is raised by the action that saw it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from witness.domain.at_court_day import at_court_tasks
from witness.domain.beliefs import BeliefState, beliefs_about
from witness.domain.cases import CasePicture
from witness.domain.contact_tasks import checks_to_renew
from witness.domain.countdown import working_days_until
from witness.domain.court_time import london_day, london_time, moment_in_london, short_day, spoken_day
from witness.domain.defendant_road import near_family_since
from witness.domain.duties import DutyRule
from witness.domain.duty_work import duty_tasks
from witness.domain.enquiry_tasks import enquiry_tasks
from witness.domain.eve_tasks import eve_work, without_doubles
from witness.domain.evidence import AnswerKind, NeedKind
from witness.domain.expense_tasks import claim_tasks
from witness.domain.hearings import Certainty, Hearing, HearingState, Revision
from witness.domain.marker_tasks import marker_tasks
from witness.domain.measure_tasks import lapses_to_put_right, second_adults_to_find
from witness.domain.milestone_tasks import milestone_tasks
from witness.domain.parent_tasks import parent_tasks
from witness.domain.people import Person
from witness.domain.planned_entries import entries_left
from witness.domain.planned_messages import Hindered
from witness.domain.plans import PlanState
from witness.domain.promise_tasks import promise_tasks
from witness.domain.readiness_items import NEED_BY
from witness.domain.standby import key_of_watch, watch_of
from witness.domain.sureness_help import sureness_tasks
from witness.domain.tasks import OFFICE_CLOSES, TaskKind, WantedTask, in_working_hours, soon_by_the_office
from witness.domain.trip_tasks import trip_tasks
from witness.domain.visits import VisitKind
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

CALL_FIRST_WITHIN = 5  # working days, court-lists reference §7
AT_ONCE = timedelta(minutes=30)  # judgement: the time in which a family that sets off can still be stopped
# Office hours. Whoever says that they will not come has decided something, and may still be heard.
RING_WITHIN = {AnswerKind.CANNOT: 2}
CALL_BEFORE = 7  # calendar days, domain reference §6
ANSWER_WANTED_BEFORE = 3  # working days


def tasks_wanted(
    picture: CasePicture,
    hindered: tuple[Hindered, ...],
    calendar: WorkingCalendar,
    *,
    now: datetime,
    duties: tuple[DutyRule, ...] = (),
    languages: frozenset[str] = frozenset({"en"}),
) -> tuple[WantedTask, ...]:
    """Compute the tasks that the facts of a case call for at an instant.

    duties: the time limits that stand. languages: those in which approved wording exists.
    """
    if picture.case.closed_on is not None:
        return ()
    desk = _Desk(picture, calendar, now)
    wanted = [*_for_answers(desk), *_for_hindered(desk, hindered), *_for_duties(desk, duties)]
    wanted += [*_for_bail(desk), *_for_measures(desk), *_for_checks(desk), *_for_calendars(desk, languages)]
    wanted += trip_tasks(picture, calendar, now)
    wanted += at_court_tasks(picture, now)
    wanted += marker_tasks(picture, calendar, now)
    wanted += enquiry_tasks(picture, calendar, now)
    wanted += claim_tasks(picture, calendar, now)
    wanted += parent_tasks(picture, now)
    wanted += promise_tasks(picture, calendar, now)
    wanted += sureness_tasks(picture, calendar, now)
    for hearing in picture.hearings:
        wanted += _for_hearing(desk, hearing)
        wanted += _for_standby(desk, hearing)
    wanted = without_doubles(wanted, eve_work(picture, calendar, now))
    wanted += milestone_tasks(picture, calendar, now, tuple(wanted))
    spoken_to = {(t.person_id, t.hearing_id) for t in wanted if t.kind in (TaskKind.CALL_FIRST, TaskKind.TELL_BY_VOICE)}
    # One call does: somebody who has to be rung about a change is not also rung to be reminded.
    softer = (TaskKind.CALL_BEFORE, TaskKind.NO_ANSWER)
    return tuple(t for t in wanted if not (t.kind in softer and (t.person_id, t.hearing_id) in spoken_to))


@dataclass(frozen=True, slots=True)
class _Desk:
    picture: CasePicture
    calendar: WorkingCalendar
    now: datetime

    def within(self, hours: int) -> datetime:
        return in_working_hours(self.now, hours, self.calendar)

    def by_this_evening(self) -> datetime:
        """Give the end of this office day; after it, that of the next."""
        today, at = london_day(self.now), london_time(self.now)
        open_still = self.calendar.is_working(today) and at < OFFICE_CLOSES
        return moment_in_london(today, OFFICE_CLOSES) if open_still else self.within(8)

    def before(self, hearing: Hearing, working_days: int) -> datetime:
        """Give the end of the day that lies so many working days before a hearing, never before this evening."""
        on = hearing.now.slot.on
        try:
            day = None if on is None else self.calendar.add(on, -working_days)
        except BeyondTheCalendar:
            day = None
        this_evening = self.by_this_evening()
        return this_evening if day is None else max(this_evening, moment_in_london(day, OFFICE_CLOSES))


def _for_answers(desk: _Desk) -> Iterator[WantedTask]:
    kinds = {
        AnswerKind.WORRIED: (TaskKind.WORRIED, "is worried and asked for a call"),
        AnswerKind.CANNOT: (TaskKind.WORRIED, "says they will not come"),
        AnswerKind.HELP: (TaskKind.HELP, "needs help getting there"),
    }
    for answer in desk.picture.answers:
        if answer.settled_at is not None or answer.answer not in kinds:
            continue
        kind, says = kinds[answer.answer]
        yield WantedTask(
            reason_key=f"{kind.value}:{answer.answer_id}",
            kind=kind,
            words=f"Ring {desk.picture.called(answer.person_id)}: {says}",
            clears_when="you have spoken with them",
            due_at=in_working_hours(answer.at, RING_WITHIN.get(answer.answer, 4), desk.calendar),
            person_id=answer.person_id,
            hearing_id=answer.hearing_id,
        )


def _for_hindered(desk: _Desk, hindered: tuple[Hindered, ...]) -> Iterator[WantedTask]:
    for item in hindered:
        yield WantedTask(
            reason_key=f"voice:{item.hearing_id}:{item.revision}:{item.person_id}",
            kind=TaskKind.TELL_BY_VOICE,
            words=f"Tell {desk.picture.called(item.person_id)} by voice. No text may go: {item.because}",
            clears_when="you have told them",
            due_at=desk.within(4),
            person_id=item.person_id,
            hearing_id=item.hearing_id,
        )


def _for_duties(desk: _Desk, rules: tuple[DutyRule, ...]) -> Iterator[WantedTask]:
    for work in duty_tasks(desk.picture, rules, desk.calendar, now=desk.now):
        yield WantedTask(
            reason_key=work.reason_key,
            kind=TaskKind.CHASE if work.asks else TaskKind.CLOCK,
            words=work.words,
            clears_when=work.clears_when,
            due_at=work.due_at,
            hearing_id=work.hearing_id,
        )


def _for_bail(desk: _Desk) -> Iterator[WantedTask]:
    """A defendant who may be near changes the way to court and the wait there: a person looks at both again."""
    for defendant in desk.picture.case.defendants:
        near = near_family_since(defendant)
        if near is None:
            continue
        number, step = near
        yield WantedTask(
            reason_key=f"bail_near:{desk.picture.case.case_id}:{defendant.label}:{number}",
            kind=TaskKind.BAIL_NEAR,
            words=(
                f"{defendant.label} may be near the family since {short_day(london_day(step.at))}: look again at "
                "transport, entrance and waiting, and tell the police of any concern"
            ),
            clears_when="you have looked at each of them again and told the police",
            due_at=desk.within(4),
        )


def _for_standby(desk: _Desk, hearing: Hearing) -> Iterator[WantedTask]:
    watch = watch_of(hearing, desk.calendar, london_day(desk.now))
    if watch is None or not desk.picture.audience_of(hearing.hearing_id):
        return
    yield WantedTask(
        reason_key=key_of_watch(hearing, watch.on),
        kind=TaskKind.LIST_WATCH,
        words=watch.words,
        clears_when=watch.clears_when,
        due_at=watch.due_at,
        hearing_id=hearing.hearing_id,
    )


def _for_measures(desk: _Desk) -> Iterator[WantedTask]:
    today = london_day(desk.now)
    for work in lapses_to_put_right(desk.picture, today):
        yield WantedTask(
            reason_key=f"lapse:{work.key}",
            kind=TaskKind.LAPSE,
            words=work.words,
            clears_when="a fresh application, or what it rests on besides age, is recorded",
            due_at=desk.by_this_evening(),
            hearing_id=work.hearing.hearing_id,
        )
    for work in second_adults_to_find(desk.picture, today):
        yield WantedTask(
            reason_key=f"second_adult:{work.key}",
            kind=TaskKind.SECOND_ADULT,
            words=work.words,
            clears_when="a second adult is confirmed, or a supporter who is no witness is named",
            due_at=desk.before(work.hearing, NEED_BY[NeedKind.SECOND_ADULT]),
            hearing_id=work.hearing.hearing_id,
        )


def _for_checks(desk: _Desk) -> Iterator[WantedTask]:
    """A check is renewed before it runs out, so that nothing is held up: when it has run out, nothing goes."""
    for check in checks_to_renew(desk.picture, london_day(desk.now)):
        eve = moment_in_london(check.due_on - timedelta(days=1), OFFICE_CLOSES)
        yield WantedTask(
            reason_key=f"check:{desk.picture.case.case_id}:{check.person_id}:{check.due_on}",
            kind=TaskKind.CHECK_CONTACT,
            words=check.words,
            clears_when="a check by voice is recorded",
            due_at=max(eve, soon_by_the_office(desk.now, 4, desk.calendar)),
            person_id=check.person_id,
        )


def _for_calendars(desk: _Desk, languages: frozenset[str]) -> Iterator[WantedTask]:
    """Where nothing may be sent, only a voice can have an entry taken out. A person says when it is done."""
    for left in entries_left(desk.picture, now=desk.now, languages=languages):
        yield WantedTask(
            reason_key=f"calendar_left:{left.entry.entry_id}",
            kind=TaskKind.CALENDAR_LEFT,
            words=(
                f"Ask {desk.picture.called(left.entry.person_id)}, on a safe phone, to delete the appointment from "
                f"their calendar. We cannot take it out: {left.because}"
            ),
            clears_when="they have deleted it, or you have agreed with them that it stays",
            due_at=soon_by_the_office(desk.now, 4, desk.calendar),
            person_id=left.entry.person_id,
            hearing_id=left.entry.hearing_id,
        )


def _for_hearing(desk: _Desk, hearing: Hearing) -> Iterator[WantedTask]:
    if hearing.now.state is HearingState.UNCONFIRMED:
        yield WantedTask(
            reason_key=f"ring_court:{hearing.hearing_id}:{hearing.now.number}",
            kind=TaskKind.RING_COURT,
            words=f"Ring the court: is {hearing.now.slot.in_words()} still right? A list does not show it",
            clears_when="the date is confirmed, moved or taken out",
            due_at=desk.within(2),
            hearing_id=hearing.hearing_id,
        )
        return
    yield from _call_first(desk, hearing)
    yield from _refresh_is_off(desk, hearing)
    if hearing.now.state is HearingState.LISTED and hearing.now.slot.certainty is not Certainty.WINDOW:
        for person in desk.picture.audience_of(hearing.hearing_id):
            yield from _calls_ahead(desk, hearing, person)


def _call_first(desk: _Desk, hearing: Hearing) -> Iterator[WantedTask]:
    """A change close to the day is told by voice first: a text alone does not close it."""
    for belief in beliefs_about(desk.picture, hearing):
        if belief.state not in (BeliefState.STALE, BeliefState.TOLD_NOT_ANSWERED) or belief.told is None:
            continue
        # Whoever has not answered may still believe any day that they were ever told.
        slots = [revision.slot for revision in hearing.revisions[: belief.told.number]] + [belief.truth.slot]
        if not _is_close(desk, *(slot.on for slot in slots)):
            continue
        sent = belief.state is BeliefState.TOLD_NOT_ANSWERED
        before = hearing.revision(hearing.now.number - 1) if sent else belief.told
        at_once = any(slot.is_within_a_day(hearing.now.recorded_at) for slot in slots)
        task = WantedTask(
            reason_key=f"call_first:{hearing.hearing_id}:{hearing.now.number}:{belief.person_id}",
            kind=TaskKind.CALL_FIRST,
            words=(
                f"Ring {desk.picture.called(belief.person_id)}{' now' if at_once else ''}: "
                f"they were told {_said_in_words(before)}, "
                f"now {_truth_in_words(hearing)}{', and have not answered the text' if sent else ''}"
            ),
            clears_when="you have spoken with them, or they answer the text",
            due_at=_call_by(desk, hearing, at_once=at_once),
            person_id=belief.person_id,
            hearing_id=hearing.hearing_id,
        )
        yield task
        if at_once:
            # Nobody may find out on the way: if the owner has gone home, somebody else rings.
            yield replace(task, reason_key=f"{task.reason_key}:backup", for_backup=True)


def _call_by(desk: _Desk, hearing: Hearing, *, at_once: bool) -> datetime:
    if at_once:
        return hearing.now.recorded_at + AT_ONCE
    return in_working_hours(hearing.now.recorded_at, 4, desk.calendar)


def _refresh_is_off(desk: _Desk, hearing: Hearing) -> Iterator[WantedTask]:
    """Nobody goes through a recording for a hearing that is off: who sits beside the witness has to know."""
    key = f"{hearing.hearing_id}:{hearing.now.number}"
    for visit in desk.picture.visits:
        step = visit.now
        ended = visit.kind is VisitKind.MEMORY_REFRESH and step.state is PlanState.CANCELLED and step.change == key
        if not ended or hearing.now.state is not HearingState.VACATED:
            continue
        label = desk.picture.witness(visit.witness_id).label
        day = "" if step.on is None else f" on {spoken_day(step.on)}"
        yield WantedTask(
            reason_key=f"refresh_off:{visit.visit_id}:{hearing.now.number}",
            kind=TaskKind.TELL_SUPPORTER,
            words=f"Tell {label}'s supporter and the police: memory refreshing{day} is off",
            clears_when="you have told them",
            due_at=in_working_hours(hearing.now.recorded_at, 2, desk.calendar),
            hearing_id=hearing.hearing_id,
        )


def _calls_ahead(desk: _Desk, hearing: Hearing, person: Person) -> Iterator[WantedTask]:
    on = hearing.now.slot.on
    today = london_day(desk.now)
    if on is None or on < today:
        return
    answer = desk.picture.answered_last(person.person_id, hearing.hearing_id)
    answered = answer is not None and answer.revision == hearing.now.number
    due = moment_in_london(max(today, min(on, today + timedelta(days=1))), OFFICE_CLOSES)
    if desk.picture.works_with_the_family(person.person_id):
        return  # they are told the date; nobody asks them whether they are coming
    left = working_days_until(on, desk.calendar, today)
    if not answered and left is not None and left <= ANSWER_WANTED_BEFORE:
        yield _call(desk, hearing, person, TaskKind.NO_ANSWER, "no answer yet about", due)
    elif not answered and on - today <= timedelta(days=CALL_BEFORE):
        yield _call(desk, hearing, person, TaskKind.CALL_BEFORE, "a call a week before", due)


def _call(desk: _Desk, hearing: Hearing, person: Person, kind: TaskKind, what: str, due: datetime) -> WantedTask:
    on = hearing.now.slot.on
    return WantedTask(
        reason_key=f"{kind.value}:{hearing.hearing_id}:{hearing.now.number}:{person.person_id}",
        kind=kind,
        words=f"Ring {desk.picture.called(person.person_id)}: {what} {spoken_day(on) if on else 'the date'}",
        clears_when="they answer, or you have spoken with them",
        due_at=due,
        person_id=person.person_id,
        hearing_id=hearing.hearing_id,
    )


def _is_close(desk: _Desk, *days: date | None) -> bool:
    today = london_day(desk.now)
    known = [day for day in days if day is not None and day >= today]
    left = (working_days_until(day, desk.calendar, today) for day in known)
    # A day beyond the bank holidays that are known is not close.
    return any(days is not None and days <= CALL_FIRST_WITHIN for days in left)


def _said_in_words(told: Revision) -> str:
    return "that it is off" if told.state is HearingState.VACATED else told.slot.in_words()


def _truth_in_words(hearing: Hearing) -> str:
    if hearing.now.state is HearingState.VACATED:
        return "it is off"
    if hearing.now.slot.on is None:
        return "there is no date yet"
    return f"it is {hearing.now.slot.in_words()}"
