"""The items of readiness: every word comes from a closed list, so that no item can hold what a liaison may not see."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState
from witness.domain.countdown import family_of, still_holds
from witness.domain.court_time import london_day
from witness.domain.evidence import NEED_IN_WORDS, NEED_MET, AnswerKind, Need, NeedKind, NeedState, Side
from witness.domain.hearings import Hearing
from witness.domain.keep_apart import second_adult_needed, supporters_of
from witness.domain.measures import MEASURE_IN_WORDS, MeasureKind
from witness.domain.needs import as_it_stands
from witness.domain.people import Person, Requirement
from witness.domain.trip_course import driver_knows, family_knows
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


class Matter(StrEnum):
    """What must be true besides measures and needs. The values are the words."""

    ATTENDANCE = "attendance confirmed"
    DATE_TOLD = "family told the date"
    CONTACT = "contact possible"
    AVAILABILITY = "able to come on the date"
    EXPENSES = "travel money in advance"
    INTERMEDIARY = "intermediary booked for the day"


class State(StrEnum):
    """How far an item has got. The values are the words, and there are no others."""

    MEASURE_NEEDED = "needed, what the witness wants is not recorded"
    MEASURE_VIEWS = "wanted, not yet asked for"
    MEASURE_NOT_WANTED = "not wanted by the witness"
    MEASURE_ASKED = "asked for, application to be made"
    MEASURE_APPLIED = "applied for, decision awaited"
    MEASURE_VARIATION = "to be changed, not yet asked for"
    MEASURE_GRANTED = "granted, family told, to be arranged at court"
    MEASURE_GRANTED_UNTOLD = "granted, to be arranged at court, family not told"
    MEASURE_OLD_DATE = "arranged for an earlier date, to be arranged again"
    MEASURE_OLD_DATE_UNTOLD = "arranged for an earlier date, to be arranged again, family not told"
    MEASURE_PARTLY = "granted in part, family told, to be arranged at court"
    MEASURE_PARTLY_UNTOLD = "granted in part, family not told"
    MEASURE_DECIDED_UNTOLD = "granted, family not told"
    MEASURE_ARRANGED_UNTOLD = "granted and arranged, family not told"
    MEASURE_REFUSED_UNTOLD = "refused by the court, family not told"
    MEASURE_REFUSED = "refused by the court, family told"
    MEASURE_UNTESTED = "granted and arranged, not yet tried out"
    MEASURE_OLD_TEST = "granted and arranged, tried out only for an earlier date"
    MEASURE_DECIDED = "granted, family told"
    MEASURE_ARRANGED = "granted and arranged, family told"
    MEASURE_TESTED = "granted, arranged and tried out"
    MEASURE_USED = "used"
    MEASURE_LAPSES = "ends at 18, before the evidence: a fresh application is needed"
    MEASURE_LAPSED = "ended at 18: a fresh application is needed"
    MEASURE_EXPECTED = "expected by the primary rule, what the witness wants is not recorded"
    SUPPORTER_LAPSES = "ends at 18 with the live link: a fresh application is needed"
    NEED_UNKNOWN = "not yet asked whether it is needed"
    NEED_NEEDED = "needed, not yet asked for"
    NEED_REQUESTED = "asked for, not confirmed"
    NEED_CONFIRMED = "confirmed"
    NEED_DONE = "done"
    LIFT_UNTOLD = "agreed, but not everybody has been told"
    NEED_NOT_NEEDED = "not needed"
    COMING = "confirmed for the date as it stands"
    IN_DOUBT = "attendance in doubt: support is calling"
    EARLIER_DATE = "confirmed only for an earlier date"
    NO_ANSWER = "not confirmed"
    TOLD = "told the date as it stands"
    NOT_TOLD = "not everybody has been told the date as it stands"
    NO_DATE_TO_TELL = "no date to tell"
    CAN_REACH = "yes"
    CANNOT_REACH = "no: support is finding a way"
    CLASHES = "cannot come on the date as it stands: another date to be asked for"
    SOME_DAYS = "cannot come on some days of the period"
    NO_CLASH = "dates to avoid are known, and the date as it stands is none of them"
    NOT_KNOWN = "not known: no dates to avoid are recorded"
    MONEY_NOT_ASKED = "not known whether it is needed"
    MONEY_ASKED = "asked for, not arranged"
    MONEY_ARRANGED = "arranged"


What = Matter | MeasureKind | NeedKind
# By the plain word that a kept item holds.
WHAT_IN_WORDS: dict[str, str] = {
    **{kind.value: words for kind, words in MEASURE_IN_WORDS.items()},
    **{kind.value: words for kind, words in NEED_IN_WORDS.items()},
    **{matter.value: matter.value for matter in Matter},
}


@dataclass(frozen=True, slots=True)
class ReadinessItem:
    """One thing that must be true. by: None when no day can be named. since: when it came to this state, if known."""

    what: What
    state: State
    whose: Side
    by: date | None = None
    since: date | None = None
    missing: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anybody has asked. What is not known is never shown as if it were in place."""
        return self.state not in (State.NOT_KNOWN, State.MONEY_NOT_ASKED, State.NEED_UNKNOWN)

    @property
    def what_in_words(self) -> str:
        """Say what must be true: "live link", "a lift to court"."""
        return WHAT_IN_WORDS[self.what.value]

    @property
    def state_in_words(self) -> str:
        """Say how far it has got."""
        return self.state.value


# Working days before the day of evidence by which each must be true (domain reference §5.3, design proposal).
ATTENDANCE_BY = 10
NEED_BY: dict[NeedKind, int] = {
    NeedKind.COURT_VISIT: 10,
    NeedKind.TRANSPORT: 10,
    NeedKind.SUPPORTER: 10,
    NeedKind.INTERPRETER: 15,
    NeedKind.MEMORY_REFRESH: 5,
    NeedKind.CHILDCARE: 10,
    NeedKind.OVERNIGHT: 10,
    NeedKind.SECOND_ADULT: 10,
    NeedKind.CPS_MEETING: 1,  # a judgement: on the day it may be too late
}
LIFT_TOLD_BY = 3  # working days; a judgement
# Everybody is asked about these. An interpreter is listed only for those who need one.
ASKED_OF_EVERYBODY: dict[NeedKind, Side] = {
    NeedKind.COURT_VISIT: Side.SUPPORT,
    NeedKind.TRANSPORT: Side.SUPPORT,
    NeedKind.SUPPORTER: Side.SUPPORT,
    NeedKind.MEMORY_REFRESH: Side.POLICE,
}
STATE_OF_NEED: dict[NeedState, State] = {
    NeedState.NEEDED: State.NEED_NEEDED,
    NeedState.REQUESTED: State.NEED_REQUESTED,
    NeedState.CONFIRMED: State.NEED_CONFIRMED,
    NeedState.DONE: State.NEED_DONE,
    NeedState.NOT_NEEDED: State.NEED_NOT_NEEDED,
}


COMING_ANSWERS = frozenset({AnswerKind.COMING, AnswerKind.HELP})
DOUBTS = frozenset({AnswerKind.WORRIED, AnswerKind.CANNOT})
DOUBTFUL = frozenset({Requirement.RELUCTANT, Requirement.REFUSES, Requirement.UNAVAILABLE})


@dataclass(frozen=True, slots=True)
class View:
    """The picture seen from one witness on one day."""

    picture: CasePicture
    witness_id: str
    hearing: Hearing
    calendar: WorkingCalendar
    today: date

    def before(self, working_days: int) -> date | None:
        """Give the day that lies so many working days before the evidence; None when it cannot be counted."""
        on = self.hearing.now.slot.on
        try:
            return self.calendar.add(on, -working_days) if on else None
        except BeyondTheCalendar:
            return None

    def after_learning(self, working_days: int) -> date | None:
        try:
            return self.calendar.add(london_day(self.hearing.now.learnt_at), working_days)
        except BeyondTheCalendar:
            return None

    @property
    def person(self) -> Person:
        return self.picture.person(self.picture.witness(self.witness_id).person_id)

    @property
    def audience(self) -> tuple[Person, ...]:
        """The people we write to about this witness."""
        direct = self.picture.witness(self.witness_id).direct_contact
        carers = self.picture.carers_of(self.person.person_id)
        return (self.person, *carers) if direct else carers


def items_of(view: View) -> tuple[ReadinessItem, ...]:
    """Give what must be true besides special measures, and how far each thing has got."""
    return (*_needs(view), _attendance(view), _date_told(view), _contact(view))


def _needs(view: View) -> Iterator[ReadinessItem]:
    own = (need for need in view.picture.needs if need.witness_id == view.witness_id)
    recorded = {need.kind: as_it_stands(view.picture, need) for need in own}
    for kind in NeedKind:
        by = view.before(NEED_BY[kind])
        if kind is NeedKind.SUPPORTER and supporters_of(view.picture, view.witness_id):
            yield ReadinessItem(kind, State.NEED_CONFIRMED, Side.SUPPORT, by)
        elif kind in recorded:
            yield _lift_item(view, _need_item(recorded[kind], by))
        elif kind is NeedKind.SECOND_ADULT and second_adult_needed(view.picture, view.witness_id):
            yield ReadinessItem(kind, State.NEED_UNKNOWN, Side.SUPPORT, by, missing=True)
        elif kind in ASKED_OF_EVERYBODY:
            yield ReadinessItem(kind, State.NEED_UNKNOWN, ASKED_OF_EVERYBODY[kind], by, missing=True)


def _need_item(need: Need, by: date | None) -> ReadinessItem:
    state, missing = STATE_OF_NEED[need.state], need.state not in NEED_MET
    return ReadinessItem(need.kind, state, need.whose, need.due_on or by, need.since, missing)


def _lift_item(view: View, item: ReadinessItem) -> ReadinessItem:
    """A lift that was agreed is not there yet: the driver and the family have to know of it, both ways."""
    if item.what is not NeedKind.TRANSPORT or item.state is not State.NEED_CONFIRMED:
        return item
    own = [
        trip
        for trip in view.picture.trips
        if trip.is_active and trip.hearing_id == view.hearing.hearing_id and view.person.person_id in trip.passengers
    ]
    if all(driver_knows(trip) and family_knows(trip) for trip in own):
        return item
    last = view.before(LIFT_TOLD_BY)
    return replace(item, state=State.LIFT_UNTOLD, by=last, missing=last is not None and view.today >= last)


def _attendance(view: View) -> ReadinessItem:
    state, since = _attendance_state(view)
    missing = state is not State.COMING
    return ReadinessItem(Matter.ATTENDANCE, state, Side.SUPPORT, view.before(ATTENDANCE_BY), since, missing)


def _attendance_state(view: View) -> tuple[State, date | None]:
    family = {person.person_id for person in family_of(view.picture, view.witness_id)}
    doubts = [
        answer.at
        for answer in view.picture.answers
        if answer.person_id in family and answer.answer in DOUBTS and answer.settled_at is None
    ]
    if doubts:
        return State.IN_DOUBT, london_day(min(doubts))
    if view.picture.witness(view.witness_id).requirement in DOUBTFUL:
        return State.IN_DOUBT, None
    newest = [view.picture.answered_last(person_id, view.hearing.hearing_id) for person_id in family]
    coming = [answer for answer in newest if answer and answer.answer in COMING_ANSWERS]
    holding = [answer.at for answer in coming if still_holds(view.hearing, answer.revision)]
    if holding:
        return State.COMING, london_day(max(holding))
    return (State.EARLIER_DATE if coming else State.NO_ANSWER), None


def _date_told(view: View) -> ReadinessItem:
    by = view.after_learning(1)
    if view.hearing.now.slot.on is None:
        return ReadinessItem(Matter.DATE_TOLD, State.NO_DATE_TO_TELL, Side.COURT)
    last = [view.picture.told_last(person.person_id, view.hearing.hearing_id) for person in view.audience]
    current = [told.at for told in last if told and still_holds(view.hearing, told.revision)]
    if last and len(current) == len(last):
        return ReadinessItem(Matter.DATE_TOLD, State.TOLD, Side.SUPPORT, by, london_day(max(current)))
    learnt_on = london_day(view.hearing.now.learnt_at)
    return ReadinessItem(Matter.DATE_TOLD, State.NOT_TOLD, Side.SUPPORT, by, learnt_on, missing=True)


def _contact(view: View) -> ReadinessItem:
    people = {person.person_id for person in view.audience}
    possible = any(
        contact.person_id in people
        and contact.state is ContactState.USABLE
        and view.today < contact.review_due_on
        and contact.safe_days
        for contact in view.picture.contacts
    )
    state = State.CAN_REACH if possible else State.CANNOT_REACH
    return ReadinessItem(Matter.CONTACT, state, Side.SUPPORT, missing=not possible)
