"""An officer's own calendar feed, and what they may know about it. The policy is asked anew at every fetch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.access import Asking, sees_cases
from witness.domain.accounts import Account, AccountState, token_hash
from witness.domain.cases import CasePicture
from witness.domain.court_time import NoSuchMoment, london_day, moment_in_london
from witness.domain.hearings import Certainty, Hearing, HearingState
from witness.domain.planned_messages import meeting_time
from witness.domain.plans import PlanStep
from witness.messaging.staff_calendar import FeedEntry, feed_file
from witness.store import Desk, Store
from witness.store.calendar_feeds import Feed
from witness.store.case_outlines import Narrowing

# Long enough to look back over last month; older days belong to the case file.
KEPT = timedelta(days=31)
MINUTES = 60
TRAVEL_MINUTES = 30


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What the page about one's own feed shows. feed: the one that is open, None for none."""

    may_have_one: bool
    feed: Feed | None


def feed_page(store: Store, account: Account, *, now: datetime) -> FeedPage:
    """Give the state of somebody's own feed."""
    with store.reading() as desk:
        feeds = desk.calendar_feeds.of_account(account.id)
    return FeedPage(sees_cases(account.role), next((feed for feed in feeds if feed.is_open(now)), None))


def staff_feed(store: Store, token: str, *, now: datetime, request_id: str = "") -> bytes | None:
    """Give the feed of an address; None when there is none, it was revoked or it has ended: nobody can tell which."""
    with store.reading() as desk:
        feed = desk.calendar_feeds.with_digest(token_hash(token))
        account = None if feed is None else desk.accounts.find(feed.account_id)
    if feed is None or account is None or not feed.is_open(now):
        return None
    if account.state is not AccountState.ACTIVE or not sees_cases(account.role):
        return None
    asking = Asking(account.viewer, now, request_id)
    with store.board_for(asking, doing="calendar.feed") as desk:
        desk.calendar_feeds.was_read(feed.feed_id, now)
        entries = tuple(_entries(desk, asking))
    return feed_file(tuple(sorted(entries, key=lambda e: (e.on, e.at or time.min, e.key))))


def _entries(desk: Desk, asking: Asking) -> Iterator[FeedEntry]:
    since = london_day(asking.at) - KEPT
    for row in desk.case_outlines.rows(asking.viewer, Narrowing()):
        picture = row.outline.picture
        if picture.case.closed_on is not None:
            continue
        yield from _hearings(picture, since)
        yield from _plans(desk, picture, since)


def _hearings(picture: CasePicture, since: date) -> Iterator[FeedEntry]:
    for hearing in picture.hearings:
        slot = hearing.now.slot
        if hearing.now.state is not HearingState.LISTED or slot.on is None or (slot.last_day or slot.on) < since:
            continue
        if slot.certainty is Certainty.NONE:
            continue
        window = slot.certainty is Certainty.WINDOW
        yield FeedEntry(
            key=f"hearing:{hearing.hearing_id}",
            title=_title("Keep free" if window else "Date", _initials(picture, hearing), picture),
            on=slot.on,
            until=slot.last_day if window else None,
            at=_real(slot.on, meeting_time(slot)),
            minutes=MINUTES,
            changed_at=hearing.now.recorded_at,
            tentative=slot.certainty in (Certainty.MAYBE, Certainty.WINDOW),
        )


def _plans(desk: Desk, picture: CasePicture, since: date) -> Iterator[FeedEntry]:
    steps = desk.plans.steps_of(picture.case.case_id)
    for visit in desk.plans.visits_of(picture.case.case_id, steps):
        person = picture.witness(visit.witness_id).person_id
        if visit.is_active:
            key = f"visit:{visit.visit_id}"
            yield from _planned(
                key, _title("Visit", (picture.person(person).initials,), picture), visit.now, visit.minutes, since
            )
    for trip in desk.plans.trips_of(picture.case.case_id, steps):
        known = {person.person_id: person.initials for person in picture.people}
        initials = tuple(known[who] for who in trip.passengers if who in known)
        if trip.is_active:
            key = f"trip:{trip.trip_id}"
            yield from _planned(key, _title("Travel", initials, picture), trip.now, TRAVEL_MINUTES, since)


def _planned(key: str, title: str, step: PlanStep, minutes: int, since: date) -> Iterator[FeedEntry]:
    if step.on is not None and step.on >= since:
        yield FeedEntry(key, title, step.on, None, _real(step.on, step.at), minutes, step.recorded_at)


def _title(what: str, initials: tuple[str, ...], picture: CasePicture) -> str:
    return " ".join(part for part in (what, ", ".join(dict.fromkeys(initials)), picture.case.ref) if part)


def _initials(picture: CasePicture, hearing: Hearing) -> tuple[str, ...]:
    here = {event.witness_id for event in picture.events if event.hearing_id == hearing.hearing_id}
    return tuple(picture.person(w.person_id).initials for w in picture.witnesses if w.witness_id in here)


def _real(on: date, at: time | None) -> time | None:
    """An hour that the clocks skip is left out: one such entry must not take the whole feed away."""
    if at is None:
        return None
    try:
        moment_in_london(on, at)
    except NoSuchMoment:
        return None
    return at
