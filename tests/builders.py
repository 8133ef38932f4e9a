"""Facts for tests: valid by default, one keyword for each thing that matters.

The cast is the same everywhere: J.F. is to give evidence, their mother A.F. is written to, Officer Olu signs.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from govuk_bank_holidays.bank_holidays import BankHolidays

from witness.domain.cases import Case, CasePicture, StandingMessage, Track
from witness.domain.concern import Code, Concern, assess
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.contact_answers import Belongs, Previews
from witness.domain.court_time import moment_in_london
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, Plea
from witness.domain.evidence import Answer, AnswerKind, EventState, EvidenceEvent, Need, NeedKind, NeedState, Side, Told
from witness.domain.hearings import Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.markers import Marker, MarkerKind, Said
from witness.domain.measures import Measure, MeasureKind, MeasureState, MeasureStep
from witness.domain.messages import MessageState, Purpose
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.domain.sureness import Hard, Sure, SureAnswer
from witness.domain.working_days import WorkingCalendar

CASE, TRIAL, WITNESS, EVENT = "case-1", "hearing-1", "witness-1", "event-1"
J, MOTHER, FATHER = "person-j", "person-mother", "person-father"
TRIAL_DAY = date(2026, 12, 7)
BEGAN_ON = date(2026, 1, 12)
# Ofcom keeps these numbers for stories.
MOTHERS_PHONE = "+447700900101"


def a_calendar(known_from: date = date(2012, 1, 1), known_until: date = date(2028, 12, 31)) -> WorkingCalendar:
    """The bank holidays that come with the package, without asking anybody."""
    days = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return WorkingCalendar(known_from, known_until, frozenset(day["date"] for day in days))


CALENDAR = a_calendar()


def noon(day: date) -> datetime:
    return moment_in_london(day, time(12, 0))


def days_before(working_days: int, day: date = TRIAL_DAY) -> datetime:
    """Noon on the day that lies so many working days before `day`."""
    return noon(CALENDAR.add(day, -working_days))


def a_case(**changes: Any) -> Case:
    case = Case(
        case_id=CASE,
        ref="WS-26-001",
        track=Track.CROWN,
        team_id="team-west",
        owner_id="olu",
        cps_team_id="cps-leeds",
        court_code="429",
        support_began_on=BEGAN_ON,
        signed_as="Olu",
        support_phone="0113 496 0123",
    )
    return replace(case, **changes)


def a_defendant(label: str = "D1", plea: Plea = Plea.NOT_GUILTY, **changes: Any) -> Defendant:
    return replace(Defendant(label, Custody.BAIL, plea, DefendantOutcome.NONE), **changes)


def a_person(person_id: str = J, **changes: Any) -> Person:
    known = {
        J: Person(J, "household-farah", "Jude Farah", "J.F.", date(2012, 5, 4)),
        MOTHER: Person(MOTHER, "household-farah", "Amina Farah", "A.F.", date(1984, 2, 1)),
        FATHER: Person(FATHER, "household-farah", "Karim Farah", "K.F.", date(1982, 9, 9)),
    }
    person = known.get(person_id) or Person(person_id, "household-farah", "Sam Farah", "S.F.")
    return replace(person, **changes)


def a_witness(**changes: Any) -> Witness:
    return replace(Witness(WITNESS, J, "W1", Requirement.WARNED), **changes)


def a_parent(person_id: str = MOTHER, relation: str = "mother", of: str = J) -> CasePart:
    return CasePart(person_id, Part.PARENT_CARER, relation, of)


def a_slot(on: date | None = TRIAL_DAY, **changes: Any) -> Slot:
    slot = Slot(Listing.FIXTURE, on, at=time(10, 0), court_code="429")
    return replace(slot, **changes)


def a_revision(number: int = 1, slot: Slot | None = None, **changes: Any) -> Revision:
    learnt_at = datetime(2026, 2, min(number, 28), 9, 0, tzinfo=UTC)
    made = Revision(number, HearingState.LISTED, slot or a_slot(), "Leeds Crown Court", learnt_at, learnt_at)
    return replace(made, **changes)


def a_hearing(on: date | None = TRIAL_DAY, *, revisions: Iterable[Revision] = (), **changes: Any) -> Hearing:
    """A trial on a day, as first listed; or with the revisions given."""
    made = Hearing(TRIAL, CASE, HearingKind.TRIAL, tuple(revisions) or (a_revision(slot=a_slot(on)),))
    return replace(made, **changes)


def moved(*days: date | None, reason: str = "the judge is not free") -> Hearing:
    """A trial that has been listed on these days, one after the other."""
    return a_hearing(revisions=[a_revision(n, a_slot(day), reason=reason) for n, day in enumerate(days, start=1)])


def an_event(**changes: Any) -> EvidenceEvent:
    return replace(EvidenceEvent(EVENT, WITNESS, TRIAL, EventState.EXPECTED), **changes)


def a_measure(kind: MeasureKind = MeasureKind.LIVE_LINK, state: MeasureState = MeasureState.ARRANGED) -> Measure:
    return Measure(WITNESS, kind, state, date(2026, 3, 2))


def steps(*states: MeasureState, on: date = date(2026, 3, 2)) -> tuple[MeasureStep, ...]:
    """One step for each of these, all on one day."""
    return tuple(MeasureStep(state, noon(on)) for state in states)


def a_whole_measure(kind: MeasureKind = MeasureKind.LIVE_LINK) -> Measure:
    """A measure of which every link is closed: granted, arranged, the family told, tried out."""
    whole = (MeasureState.GRANTED, MeasureState.ARRANGED, MeasureState.TOLD, MeasureState.TESTED)
    return replace(a_measure(kind, MeasureState.TESTED), steps=steps(*whole))


def a_need(kind: NeedKind, state: NeedState = NeedState.CONFIRMED, **changes: Any) -> Need:
    return replace(Need(WITNESS, kind, state, Side.SUPPORT, date(2026, 3, 2)), **changes)


def needs_met() -> tuple[Need, ...]:
    """Every need asked about, and met."""
    return tuple(a_need(kind, NeedState.DONE) for kind in NeedKind)


def an_answer(answer: AnswerKind = AnswerKind.COMING, **changes: Any) -> Answer:
    at = changes.pop("at", noon(date(2026, 3, 2)))
    return replace(Answer("answer-1", MOTHER, TRIAL, 1, answer, "text", at, at), **changes)


def unsettled(answer: AnswerKind, **changes: Any) -> Answer:
    return an_answer(answer, **{"answer_id": f"unsettled-{answer}", "settled_at": None, **changes})


def a_told(**changes: Any) -> Told:
    return replace(Told(MOTHER, TRIAL, 1, "text", noon(date(2026, 3, 2))), **changes)


def a_message(state: MessageState = MessageState.DELIVERED, *, on: date = date(2026, 3, 2), **changes: Any) -> Any:
    at = noon(on)
    message = StandingMessage(
        message_id=f"message-{on}",
        reason_key=f"reminder-{on}",
        person_id=MOTHER,
        contact_id="contact-1",
        hearing_id=TRIAL,
        revision=1,
        purpose=Purpose.REMINDER,
        channel=Channel.SMS,
        tier=1,
        state=state,
        not_before=at,
        not_after=at,
        attempt=1,
        handed_over_at=at,
    )
    return replace(message, **changes)


PRIVATE: dict[str, Any] = {
    "opted_in_on": date(2026, 11, 23),
    "belongs": Belongs.OWN,
    "previews": Previews.OFF,
}


def a_contact(**changes: Any) -> SafeContact:
    contact = SafeContact(
        contact_id="contact-1",
        person_id=MOTHER,
        channel=Channel.SMS,
        value=MOTHERS_PHONE,
        tier=Tier.L1,
        state=ContactState.USABLE,
        reviewed_on=date(2026, 11, 23),
        signed_as="Olu",
    )
    # More than a day and a time is only for an adult who asked for it, on a phone of their own.
    more = {} if changes.get("tier", Tier.L1) < Tier.L2 else PRIVATE
    return replace(contact, **{**more, **changes})


def a_picture(**changes: Any) -> CasePicture:
    """J.F. is warned for a trial on Monday 7 December 2026; their mother is written to. Nothing else has happened."""
    picture = CasePicture(
        case=a_case(),
        people=(a_person(J), a_person(MOTHER)),
        parts=(CasePart(J, Part.WITNESS), a_parent()),
        witnesses=(a_witness(),),
        hearings=(a_hearing(),),
        events=(an_event(),),
        contacts=(a_contact(),),
    )
    return replace(picture, **changes)


def a_ready_picture(**changes: Any) -> CasePicture:
    """The same, with all that can be arranged arranged, and everybody told and coming."""
    complete = {
        "measures": (a_whole_measure(MeasureKind.VIDEO_INTERVIEW), a_whole_measure()),
        "needs": needs_met(),
        "answers": (an_answer(at=noon(date(2026, 11, 19))),),
        "told": (a_told(),),
    }
    return a_picture(**{**complete, **changes})


def a_marker(kind: MarkerKind, said: Said = Said.YES, on: date = date(2026, 11, 20), **changes: Any) -> Marker:
    return replace(Marker(f"marker-{kind}-{said}-{on}", WITNESS, kind, said, on, noon(on)), **changes)


def a_sure_answer(
    sure: Sure = Sure.SURE, *hard: Hard, on: date = date(2026, 11, 20), who: str = MOTHER, revision: int = 1
) -> SureAnswer:
    return SureAnswer(f"sure-{who}-{sure}-{on}", WITNESS, who, sure, on, noon(on), TRIAL, revision, hard)


def concern_at(now: datetime, picture: CasePicture) -> Concern:
    return assess(picture, WITNESS, CALENDAR, now)


def points_of(code: Code, now: datetime, picture: CasePicture) -> int | None:
    """The points a factor gives; None when it does not hold."""
    return next((f.points for f in concern_at(now, picture).factors if f.code is code), None)


def reason_of(code: Code, now: datetime, picture: CasePicture) -> str:
    return next(f.reason for f in concern_at(now, picture).factors if f.code is code)
