"""The page of one witness on their day at court: the next step, the clocks, the ring tree, and the way home."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from witness.domain.access import Asking, Deed
from witness.domain.at_court import STEP_IN_WORDS, ClockSays, DayStep, DayTap, clock_error, clock_says
from witness.domain.at_court_clocks import RUNG_IN_WORDS, SAID_IN_WORDS, Rung, Said, calls_open, next_call
from witness.domain.at_court_day import AtCourt, at_court_on
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.people import Part
from witness.domain.rules import Rules
from witness.domain.trip_course import letter, way_now, ways_of
from witness.domain.trip_light import light_of, way_in_words
from witness.domain.trips import ENTRANCE_IN_WORDS, PICK_UP_IN_WORDS, WAITING_IN_WORDS, Entrance, Waiting
from witness.messaging.wording import Wording
from witness.questions.at_court import DayRow, row_of
from witness.questions.at_court_texts import TextCard, expected_by, text_cards
from witness.questions.how_to_ring import RingCard, how_to_ring
from witness.store import Desk, Store
from witness.store.work_boards import CourtCard

# How people who work with families are put in by hand; anything else is told by what they are.
WITNESS_CARE = ("wco", "wcu", "witness care")
OFFICER = ("oic", "officer in the case", "cps")


@dataclass(frozen=True, slots=True)
class ToRing:
    """Somebody of a rung. person_id: "" for staff, whose number is shown; a family's is behind the gate."""

    called: str
    person_id: str
    number: str
    cards: tuple[RingCard, ...]


@dataclass(frozen=True, slots=True)
class RungCard:
    """A rung of the ring tree that is open. is_next: it is this one's turn."""

    rung: Rung
    words: str
    since: datetime
    people: tuple[ToRing, ...]
    tried: tuple[tuple[datetime, str], ...]
    is_next: bool


@dataclass(frozen=True, slots=True)
class TapLine:
    """One tap of the day, also one that was taken back. device_at, off_minutes: None while the phone's clock is right.

    by: who tapped, "" when that is not known.
    """

    tap_id: str
    words: str
    at: datetime
    received_at: datetime
    came_late: bool
    device_at: datetime | None
    off_minutes: int | None
    is_unknown: bool
    by: str
    is_undone: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class DayPage:
    """The day of one witness. door, waits: as agreed. home: how they get home and what then, in lines.

    texts: what is proposed to the family, or why not. expected_by: when a text of ours said that we write again.
    """

    on: date
    row: DayRow
    hearing_id: str
    has_given: bool
    room: str
    court: CourtCard | None
    door: str
    waits: str
    rungs: tuple[RungCard, ...]
    carers: tuple[ToRing, ...]
    home: tuple[str, ...]
    back_trip_id: str
    taps: tuple[TapLine, ...]
    texts: tuple[TextCard, ...] = ()
    expected_by: datetime | None = None


def day_page(store: Store, case_id: str, witness_id: str, *, rules: Rules, wording: Wording, asking: Asking) -> DayPage:
    """Give the day of one witness.

    Raises:
        NotFound: there is no such case for this viewer, or the witness is not at court today.
    """
    on = london_day(asking.at)
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="day.read") as desk:
        picture = desk.cases.known_picture(case_id)
        day = next((d for d in at_court_on(picture, on) if d.witness_id == witness_id), None)
        if day is None:
            raise NotFound("They are not at court today.")
        page = _page(desk, picture, day, rules, asking)
    texts = text_cards(picture, day, rules, wording, asking.at)
    return replace(page, texts=texts, expected_by=expected_by(day))


def _page(desk: Desk, picture: CasePicture, day: AtCourt, rules: Rules, asking: Asking) -> DayPage:
    now, slot = asking.at, None if day.hearing is None else day.hearing.now.slot
    owner = desk.accounts.find(picture.case.owner_id)
    code = picture.case.court_code if slot is None else slot.court_code or picture.case.court_code
    ringing = _Ringing(desk, picture, rules, now)
    calls = calls_open(day.course, day.there_by, now)
    turn = next_call(calls)
    return DayPage(
        on=day.on,
        row=row_of(picture, day, "" if owner is None else owner.name, now),
        hearing_id="" if day.hearing is None else day.hearing.hearing_id,
        has_given=day.course.first(DayStep.CALLED) is not None and day.course.first(DayStep.RELEASED) is not None,
        room="" if slot is None or not slot.room else slot.room,
        court=desk.work_boards.court_cards({code}).get(code),
        door=ENTRANCE_IN_WORDS[Entrance.UNKNOWN if day.out is None else day.out.entrance],
        waits=WAITING_IN_WORDS[Waiting.UNKNOWN if day.out is None else day.out.waits],
        rungs=tuple(
            RungCard(
                rung=call.rung,
                words=RUNG_IN_WORDS[call.rung],
                since=call.since,
                people=ringing.of(call.rung, day),
                tried=tuple((t.at, SAID_IN_WORDS[Said(t.said)]) for t in call.tried),
                is_next=turn is not None and turn.rung is call.rung,
            )
            for call in calls
        ),
        carers=ringing.of(Rung.PARENT, day),
        home=_home(picture, day, now),
        back_trip_id="" if day.back is None else day.back.trip_id,
        taps=_taps(picture, day, desk.at_court.who_tapped(picture.case.case_id)),
    )


class _Ringing:
    """Whom to ring, with the gate's instructions for whoever is not staff."""

    def __init__(self, desk: Desk, picture: CasePicture, rules: Rules, now: datetime) -> None:
        self._picture, self._rules, self._now = picture, rules, now
        self._checked_by = desk.contacts.checked_by(contact.contact_id for contact in picture.contacts)
        self._accounts = {account.id: account for account in desk.accounts.everyone()}

    def of(self, rung: Rung, day: AtCourt) -> tuple[ToRing, ...]:
        person_id = self._picture.witness(day.witness_id).person_id
        if rung is Rung.PARENT:
            return tuple(self._by_the_gate(carer.person_id) for carer in self._picture.carers_of(person_id))
        if rung is Rung.SUPPORTER:
            return (*self._staff(day), *self._driver(day), *self._beside(person_id, Part.SUPPORTER, ()))
        words = WITNESS_CARE if rung is Rung.WITNESS_CARE else OFFICER
        return tuple(self._beside(person_id, Part.PROFESSIONAL, words))

    def _staff(self, day: AtCourt) -> list[ToRing]:
        """The officers who lead a visit of that day: they meet the family. Else the owner of the case."""
        visits = [v for v in self._picture.visits if v.witness_id == day.witness_id and v.steps[-1].on == day.on]
        ids = [visit.officer_id for visit in visits if visit.officer_id] or [self._picture.case.owner_id]
        found = [self._accounts[one] for one in dict.fromkeys(ids) if one in self._accounts]
        return [ToRing(a.name, "", a.desk_phone or self._picture.case.support_phone, ()) for a in found]

    def _driver(self, day: AtCourt) -> list[ToRing]:
        if day.out is None or not day.is_fetched:
            return []
        return [ToRing(way_in_words(ways_of(day.out)[way_now(day.out)]), "", "", ())]

    def _beside(self, person_id: str, part: Part, words: tuple[str, ...]) -> list[ToRing]:
        here = [p for p in self._picture.parts if p.part is part and p.left_at is None]
        own = [p for p in here if p.for_person_id in (None, person_id)]
        fit = [p for p in own if not words or any(word in p.relation.casefold() for word in words)]
        return [self._by_the_gate(p.person_id, ", ".join(w for w in (p.relation, p.organisation) if w)) for p in fit]

    def _by_the_gate(self, person_id: str, what: str = "") -> ToRing:
        person = self._picture.person(person_id)
        cards = tuple(
            how_to_ring(
                self._picture,
                contact,
                speaks=person.language,
                checked_by=self._checked_by.get(contact.contact_id, ""),
                now=self._now,
                calendar=self._rules.calendar,
            )
            for contact in self._picture.contacts_of(person_id, Channel.SMS)
        )
        called = self._picture.called(person_id)
        return ToRing(f"{called} ({what})" if what else called, person_id, "", cards)


def _home(picture: CasePicture, day: AtCourt, now: datetime) -> tuple[str, ...]:
    if day.back is None:
        without = day.out is not None and bool(day.out.no_return)
        return ("No ride home: that was agreed.",) if without else ("No ride home is arranged here. Ask how they go.",)
    number = way_now(day.back)
    way = ways_of(day.back)[number]
    met = [PICK_UP_IN_WORDS[day.back.pick_up], day.back.meeting]
    lines = [f"{letter(number)}: {way_in_words(way)}, met {', '.join(word for word in met if word)}"]
    return (*lines, *light_of(picture, day.back, now).then)


def _taps(picture: CasePicture, day: AtCourt, who: dict[str, str]) -> tuple[TapLine, ...]:
    own = [t for t in picture.day_taps if t.witness_id == day.witness_id and t.on == day.on]
    undone = {tap.undoes for tap in own}
    return tuple(_line(tap, tap.tap_id in undone, who.get(tap.tap_id, ""), own) for tap in own)


def _line(tap: DayTap, is_undone: bool, by: str, own: list[DayTap]) -> TapLine:
    says = clock_says(tap.device_at, tap.sent_at, tap.received_at)
    words = STEP_IN_WORDS[tap.step]
    if tap.step is DayStep.RANG:
        words = f"rang {RUNG_IN_WORDS[Rung(tap.whom)]}: {SAID_IN_WORDS[Said(tap.said)]}"
    if tap.step is DayStep.TEXTED:
        words = f"{words} asked for"
    if tap.step is DayStep.UNDONE:
        target = next((t for t in own if t.tap_id == tap.undoes), None)
        words = "a step taken back" if target is None else f"“{STEP_IN_WORDS[target.step]}” taken back"
    off = int(-clock_error(tap.sent_at, tap.received_at).total_seconds() // 60)
    return TapLine(
        tap_id=tap.tap_id,
        words=words,
        at=tap.at,
        received_at=tap.received_at,
        came_late=(tap.received_at - tap.at).total_seconds() >= 120,
        device_at=None if says is ClockSays.RIGHT else tap.device_at,
        off_minutes=off if says is ClockSays.CORRECTED else None,
        is_unknown=says is ClockSays.UNKNOWN,
        by=by,
        is_undone=is_undone,
        may_undo=not is_undone and tap.step is not DayStep.UNDONE,
    )
