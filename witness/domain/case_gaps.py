"""The empty spaces of a case: no date, no contact, a family not told, a check that runs out, nobody to reach.

A table of rules, each with its name, what it says when nothing is wrong, and a function that gives the reason why a
case is in it or "". Fourteen days and three days are judgement, to be confirmed by the service.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from witness.domain.beliefs import BeliefState, beliefs_about
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, SafeContact, may_be_rung
from witness.domain.court_time import london_day, short_day
from witness.domain.hearings import EVIDENCE_KINDS, Certainty, Hearing, HearingState, next_of
from witness.domain.people import Person

ONE_DAY = frozenset({Certainty.TIME, Certainty.DAY, Certainty.MAYBE})
QUIET_AFTER = timedelta(days=14)
RUNS_OUT_WITHIN = timedelta(days=3)


class Gap(StrEnum):
    """What is empty. The words stand in addresses of pages: they name nobody."""

    NO_DATE = "no_date"
    NO_CONTACT = "no_contact"
    NOT_TOLD = "not_told"
    CHECK_RUNS_OUT = "check_runs_out"
    NOBODY_TO_REACH = "nobody_to_reach"
    PROMISE_LATE = "promise_late"
    NO_TRANSPORT = "no_transport"


@dataclass(frozen=True, slots=True)
class CaseOutline:
    """As much of a case as a list needs.

    picture: people, parts, witnesses, hearings, events, contacts and tellings only, without any name or number: no rule
    that needs more may be asked about it. spoken_at: when both sides last spoke or wrote, either way, None when never.
    late_since: the days on which promises that are not kept yet were due, the oldest first. lifts: the witnesses
    for whom it is decided how they get to court, None when nobody looked.
    """

    picture: CasePicture
    spoken_at: datetime | None = None
    late_since: tuple[date, ...] = ()
    lifts: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class GapRule:
    """One gap. label: on the filter; quiet: when no case is in it; because: why this case is, "" when it is not."""

    gap: Gap
    label: str
    quiet: str
    because: Callable[[CaseOutline, datetime], str]


def gaps_of(outline: CaseOutline, now: datetime) -> dict[Gap, str]:
    """Give each gap of an open case with the reason why it is one; a closed case has none."""
    if outline.picture.case.closed_on is not None:
        return {}
    found = {rule.gap: rule.because(outline, now) for rule in GAPS}
    return {gap: reason for gap, reason in found.items() if reason}


def no_next_date(outline: CaseOutline, now: datetime) -> str:
    """Say why no date lies ahead."""
    hearings = outline.picture.hearings
    if next_of(hearings, london_day(now)) is not None:
        return ""
    if any(h.now.state is HearingState.VACATED for h in hearings):
        return "the last date was taken out, and no new one is known"
    if any(h.now.state is HearingState.HELD for h in hearings):
        return "no further date at court is known"
    return "every date we knew is over" if hearings else "the court has given no date yet"


def no_contact(outline: CaseOutline, now: datetime) -> str:
    """Say for how long nobody has spoken with the family. A text that only went out is no contact."""
    began = outline.picture.case.support_began_on
    last = began if outline.spoken_at is None else london_day(outline.spoken_at)
    days = (london_day(now) - last).days
    if timedelta(days=days) <= QUIET_AFTER:
        return ""
    if outline.spoken_at is None:
        return f"no contact recorded in the {days} days since support began"
    return f"no contact for {days} days"


def not_told(outline: CaseOutline, now: datetime) -> str:
    """Say who does not know a date at which evidence is expected, or believes one that no longer holds."""
    reasons = [words for hearing in outline.picture.hearings for words in _untold(outline.picture, hearing, now)]
    return _first_of(reasons)


def check_runs_out(outline: CaseOutline, now: datetime) -> str:
    """Say which safe-contact check has run out, or does so within three days."""
    picture, today = outline.picture, london_day(now)
    usable = [c for c in picture.contacts if c.state is ContactState.USABLE]
    soon = [c for c in usable if c.review_due_on <= today + RUNS_OUT_WITHIN]
    return _first_of([_running_out(picture, c, today) for c in sorted(soon, key=lambda c: c.review_due_on)])


def nobody_to_reach(outline: CaseOutline, now: datetime) -> str:
    """Say for which witness there is no phone at all that may be used just now."""
    picture = outline.picture
    reasons = [
        f"no phone may be used for {picture.person(witness.person_id).initials}"
        for witness in picture.witnesses
        if witness.is_expected and not any(_is_reachable(picture, p, now) for p in _family(picture, witness.person_id))
    ]
    return _first_of(reasons)


def promise_late(outline: CaseOutline, now: datetime) -> str:
    """Say how many promises are late, and since when."""
    late = [day for day in outline.late_since if day < london_day(now)]
    if not late:
        return ""
    return f"{len(late)} promise{' is' if len(late) == 1 else 's are'} late, the oldest since {short_day(min(late))}"


def no_transport(outline: CaseOutline, now: datetime) -> str:
    """Say for which witness with a day in court nobody has decided how they get there."""
    picture, today = outline.picture, london_day(now)
    if outline.lifts is None:
        return ""
    reasons = []
    for witness in picture.witnesses:
        event = picture.next_event_of(witness.witness_id, today)
        slot = None if event is None else picture.hearing(event.hearing_id).now.slot
        open_still = witness.is_expected and witness.witness_id not in outline.lifts
        if open_still and slot is not None and slot.on is not None and slot.certainty in ONE_DAY:
            who = picture.person(witness.person_id).initials
            reasons.append(f"nothing is decided about how {who} gets to court on {short_day(slot.on)}")
    return _first_of(reasons)


GAPS: tuple[GapRule, ...] = (
    GapRule(Gap.NOT_TOLD, "Family not told", "Every family knows the date we know.", not_told),
    GapRule(
        Gap.NO_CONTACT, "No contact in 14 days", "Every family has been spoken with in the last 14 days.", no_contact
    ),
    GapRule(Gap.NO_DATE, "No next date", "Every open case has a date ahead.", no_next_date),
    GapRule(
        Gap.CHECK_RUNS_OUT,
        "Safe-contact check",
        "Every safe-contact check counts for more than three days.",
        check_runs_out,
    ),
    GapRule(
        Gap.NOBODY_TO_REACH,
        "Nobody to reach",
        "For every witness who is expected there is a phone that may be used.",
        nobody_to_reach,
    ),
    GapRule(Gap.PROMISE_LATE, "Promise late", "No promise is late.", promise_late),
    GapRule(
        Gap.NO_TRANSPORT,
        "No transport decision",
        "For every witness with a day in court it is decided how they get there.",
        no_transport,
    ),
)


def _untold(picture: CasePicture, hearing: Hearing, now: datetime) -> Iterator[str]:
    today = london_day(now)
    slot = hearing.now.slot
    if hearing.kind not in EVIDENCE_KINDS or slot.last_day is None or slot.last_day < today:
        return
    for belief in beliefs_about(picture, hearing):
        who = picture.called(belief.person_id)
        if belief.state is BeliefState.STALE and belief.told is not None:
            off = hearing.now.state is HearingState.VACATED
            truth = "it is off" if off else f"it is now {slot.in_brief(today)}"
            yield f"{who} believes {belief.told.slot.in_brief(today)}; {truth}"
        elif belief.state is BeliefState.NOT_TOLD and _is_to_be_told(hearing):
            yield f"{who} has not been told of {slot.in_brief(today)}"


def _is_to_be_told(hearing: Hearing) -> bool:
    return hearing.now.state is HearingState.LISTED and hearing.now.slot.certainty is not Certainty.NONE


def _running_out(picture: CasePicture, contact: SafeContact, today: date) -> str:
    what = "phone" if contact.channel is Channel.SMS else "e-mail"
    who = picture.called(contact.person_id)
    verb = "ran out" if contact.review_due_on <= today else "runs out"
    return f"the check of the {what} of {who} {verb} on {short_day(contact.review_due_on)}"


def _family(picture: CasePicture, person_id: str) -> tuple[Person, ...]:
    """Whoever may be rung about a witness. A child without our agreement to speak with them directly is not."""
    witness = next(w for w in picture.witnesses if w.person_id == person_id)
    own = (picture.person(person_id),) if witness.direct_contact else ()
    return (*own, *picture.carers_of(person_id))


def _is_reachable(picture: CasePicture, person: Person, now: datetime) -> bool:
    return any(may_be_rung(c, london_day(now)) for c in picture.contacts_of(person.person_id, Channel.SMS))


def _first_of(reasons: list[str]) -> str:
    if len(reasons) < 2:
        return "".join(reasons)
    return f"{reasons[0]}, and {len(reasons) - 1} more"
