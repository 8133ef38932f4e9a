"""What is recorded about the subject of a question, as a ready answer in words of closed lists: no place, no name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.cases import CasePicture
from witness.domain.countdown import closed_because, family_of, hearing_ahead
from witness.domain.court_time import london_day, short_day
from witness.domain.enquiries import Enquiry, Reply, Topic
from witness.domain.errors import Refused
from witness.domain.evidence import NeedKind
from witness.domain.labels import plain_label
from witness.domain.measures import MeasureKind
from witness.domain.plans import ACTIVE
from witness.domain.readiness import Matter, ReadinessItem, State, all_items
from witness.domain.readiness_items import View
from witness.domain.visits import VisitKind
from witness.domain.working_days import WorkingCalendar

MOST_WORDS = 600  # a trial of many witnesses; what is longer is cut at a whole witness


@dataclass(frozen=True, slots=True)
class Fact:
    """What is recorded. holds: whether it is so as asked; None when "yes" or "no" would say too much or too little."""

    words: str
    holds: bool | None = None


ABOUT: dict[Topic, Matter | NeedKind] = {
    Topic.TRANSPORT: NeedKind.TRANSPORT,
    Topic.INTERPRETER: NeedKind.INTERPRETER,
    Topic.DATE_TOLD: Matter.DATE_TOLD,
    Topic.SUPPORTER: NeedKind.SUPPORTER,
    Topic.EXPENSES: Matter.EXPENSES,
    Topic.COURT_VISIT: NeedKind.COURT_VISIT,
    Topic.MEETING: NeedKind.CPS_MEETING,
}
# "Not needed" is neither yes nor no; a lift of which not everybody knows is arranged, and then again it is not.
NEITHER = frozenset({State.NEED_NOT_NEEDED, State.LIFT_UNTOLD, State.NO_DATE_TO_TELL})


@dataclass(frozen=True, slots=True)
class _View:
    picture: CasePicture
    witness_id: str
    items: tuple[ReadinessItem, ...]
    enquiry: Enquiry
    today: date


def fact_for(picture: CasePicture, enquiry: Enquiry, calendar: WorkingCalendar, now: datetime) -> Fact | None:
    """Give what is recorded about what a question asks, of one witness or of each; None when nothing is."""
    asked = (enquiry.witness_id,) if enquiry.witness_id else tuple(w.witness_id for w in picture.witnesses)
    found: list[tuple[str, Fact]] = []
    today = london_day(now)
    for witness_id in asked:
        items = _items(picture, witness_id, calendar, today)
        fact = _of_witness(_View(picture, witness_id, items, enquiry, today))
        if fact is not None:
            found.append((plain_label(picture.witness(witness_id).label), fact))
    if not found:
        return None
    if enquiry.witness_id:
        return found[0][1]
    holds = {fact.holds for _, fact in found}
    whole = holds.pop() if len(holds) == 1 and len(found) == len(asked) else None
    return Fact(_short([f"{label}: {fact.words}" for label, fact in found]), whole)


def insist_it_agrees(reply: Reply, fact: Fact | None) -> None:
    """Check that a bare yes or no does not contradict what the same reader sees in readiness.

    Raises:
        Refused: it does. Either the record is put right first, or the answer is given in words.
    """
    if fact is None or fact.holds is None:
        return
    if (reply is Reply.YES and not fact.holds) or (reply in (Reply.NO, Reply.NOT_YET) and fact.holds):
        raise Refused(
            f"The record says otherwise: {fact.words}. Put the record right first, or answer in your own words."
        )


def _items(picture: CasePicture, witness_id: str, calendar: WorkingCalendar, today: date) -> tuple[ReadinessItem, ...]:
    """Give what must be true before the next date, as readiness lists it; nothing without one ahead."""
    ahead = hearing_ahead(picture, witness_id, today)
    if ahead is None or closed_because(picture, witness_id, today) is not None:
        return ()
    return all_items(View(picture, witness_id, ahead[1], calendar, today))


def _of_witness(view: _View) -> Fact | None:
    read: Callable[[_View], Fact | None] | None = _OTHERS.get(view.enquiry.topic)
    if read is not None:
        return read(view)
    what = ABOUT.get(view.enquiry.topic)
    item = next((item for item in view.items if item.what is what), None)
    if item is None or not item.is_known:
        return None
    return Fact(_item_in_words(item), None if item.state in NEITHER else not item.missing)


def _item_in_words(item: ReadinessItem) -> str:
    since = "" if item.since is None else f", since {short_day(item.since)}"
    return f"{item.what_in_words}: {item.state_in_words}{since}"


def _court_visit(view: _View) -> Fact | None:
    """A visit that is planned says its day; one that was is said by the item of readiness."""
    days = [
        visit.now.on
        for visit in view.picture.visits
        if visit.witness_id == view.witness_id
        and visit.kind is VisitKind.COURT_VISIT
        and visit.now.state in ACTIVE
        and visit.now.on is not None
        and visit.now.on >= view.today
    ]
    if days:
        return Fact(f"court visit: planned for {short_day(min(days))}", True)
    item = next((item for item in view.items if item.what is NeedKind.COURT_VISIT), None)
    if item is None or not item.is_known:
        return None
    return Fact(_item_in_words(item), True if item.state is State.NEED_DONE else None)


def _decisions(view: _View) -> Fact | None:
    said = [_item_in_words(item) for item in view.items if isinstance(item.what, MeasureKind)]
    return Fact("; ".join(said)) if said else None


def _availability(view: _View) -> Fact | None:
    """The days of a family that lie in those asked about: which, and never why."""
    first, last = view.enquiry.first_on, view.enquiry.last_on or view.enquiry.first_on
    if first is None or last is None:
        return None
    family = {person.person_id for person in family_of(view.picture, view.witness_id)}
    own = [dates for dates in view.picture.availability if dates.person_id in family]
    if not own:
        return None
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    off = [day for day in days if any(dates.first_on <= day <= dates.last_on for dates in own)]
    if not off:
        return Fact("dates to avoid are known, and none of these days is among them", True)
    spans = ", ".join(_spans(off))
    return Fact(f"cannot come on {spans}" if len(off) < len(days) else "cannot come on any of these days", False)


def _spans(days: Iterable[date]) -> list[str]:
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return [short_day(a) if a == b else f"{short_day(a)} to {short_day(b)}" for a, b in spans]


def _short(parts: list[str]) -> str:
    kept: list[str] = []
    for part in parts:
        if len("; ".join([*kept, part])) > MOST_WORDS:
            return "; ".join([*kept, f"and {len(parts) - len(kept)} more witnesses"])
        kept.append(part)
    return "; ".join(kept)


_OTHERS: dict[Topic, Callable[[_View], Fact | None]] = {
    Topic.COURT_VISIT: _court_visit,
    Topic.DECISION: _decisions,
    Topic.AVAILABILITY: _availability,
}
