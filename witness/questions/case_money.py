"""Letters and money of a case: what may be claimed and how far each claim is, advances, and letters for a day ahead."""

from dataclasses import dataclass
from datetime import date

from witness.domain.absence_letters import LetterDue, is_for_an_earlier_date, letters_due
from witness.domain.access import Asking, Deed
from witness.domain.advances import ADVANCE_IN_WORDS, advances_of
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, short_day
from witness.domain.expense_facts import Came, not_claimed_yet
from witness.domain.expense_lines import sheet_of
from witness.domain.expenses import (
    CAPACITY_IN_WORDS,
    CLAIM_STATE_IN_WORDS,
    IS_IN,
    PAYER_IN_WORDS,
    Capacity,
    Claim,
    ClaimState,
)
from witness.domain.hearings import KIND_IN_WORDS
from witness.domain.markers import MarkerKind, marker_standing
from witness.domain.people import Part
from witness.domain.plans import PlanState
from witness.domain.rules import Rules
from witness.domain.trip_rates import money
from witness.messaging.wording import Wording
from witness.questions.case_cards import CaseStory
from witness.questions.cases import story_of
from witness.store import Store

COURT_VISIT = "court visit"
LETTER_STATE: dict[PlanState, str] = {
    PlanState.NEEDED: "to be written",
    PlanState.REQUESTED: "asked for",
    PlanState.CONFIRMED: "written",
    PlanState.SHARED: "given to the family",
    PlanState.DONE: "given to the family",
}


@dataclass(frozen=True, slots=True)
class ToNote:
    """Somebody who came and of whom no claim is recorded. what: what for."""

    person_id: str
    who: str
    capacity: str
    on: date
    what: str


@dataclass(frozen=True, slots=True)
class ClaimLineRow:
    """A claim on the list. since: since when it is there, None while it is only noted. paid: what was paid, or ""."""

    claim_id: str
    who: str
    on: date
    what: str
    payer: str
    state: ClaimState
    state_in_words: str
    since: date | None
    sum: str
    paid: str
    missing: int


@dataclass(frozen=True, slots=True)
class AdvanceRow:
    """Travel money for one witness's family and one hearing ahead. wanted: it is marked that they cannot pay first.

    booking_id: "" while nothing was asked for. whose: who is to pay.
    """

    witness_id: str
    hearing_id: str
    initials: str
    when: str
    wanted: bool
    booking_id: str
    state: PlanState | None
    state_in_words: str
    since: date | None
    whose: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that may be wanted. is_old: it was written for an earlier date. state: "" for nothing recorded."""

    person_id: str
    hearing_id: str
    to: str
    who: str
    when: str
    language: str
    state: str
    since: date | None
    is_old: bool


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """What the side shows. people: who may be named by hand, id and in words."""

    to_note: tuple[ToNote, ...]
    claims: tuple[ClaimLineRow, ...]
    advances: tuple[AdvanceRow, ...]
    letters: tuple[LetterRow, ...]
    people: tuple[tuple[str, str], ...]


def money_page(
    store: Store, case_id: str, *, rules: Rules, wording: Wording, asking: Asking
) -> tuple[CaseStory, MoneyPage]:
    """Show letters and money under the head of the case, to somebody who may see it.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="case.read") as desk:
        picture = desk.cases.known_picture(case_id)
        story = story_of(desk, picture, rules, wording, asking)
    return story, money_of(picture, london_day(asking.at))


def money_of(picture: CasePicture, today: date) -> MoneyPage:
    """Lay out letters and money of a case as it stands on a day."""
    open_first = sorted(picture.claims, key=lambda c: (c.state in _SETTLED, -c.on.toordinal(), c.noted_at, c.claim_id))
    return MoneyPage(
        to_note=tuple(_to_note(picture, came) for came in not_claimed_yet(picture, today)),
        claims=tuple(_claim(picture, claim) for claim in open_first),
        advances=tuple(_advances(picture, today)),
        letters=tuple(_letter(picture, due) for due in letters_due(picture, today)),
        people=tuple(
            dict.fromkeys((p.person_id, picture.called(p.person_id)) for p in picture.parts if p.part in _MAY_CLAIM)
        ),
    )


_SETTLED = frozenset({ClaimState.PAID, ClaimState.REFUSED, ClaimState.DROPPED})
_MAY_CLAIM = frozenset({Part.WITNESS, Part.PARENT_CARER, Part.SUPPORTER})


def what_for(picture: CasePicture, came: Came | Claim) -> str:
    """Say what somebody came for: "trial", "court visit"."""
    if came.visit_id is not None:
        return COURT_VISIT
    hearing = next((h for h in picture.hearings if h.hearing_id == came.hearing_id), None)
    return "day at court" if hearing is None else KIND_IN_WORDS[hearing.kind]


def _to_note(picture: CasePicture, came: Came) -> ToNote:
    capacity = CAPACITY_IN_WORDS[came.capacity] if came.capacity is not Capacity.WITNESS else "witness"
    return ToNote(came.person_id, picture.called(came.person_id), capacity, came.on, what_for(picture, came))


def _claim(picture: CasePicture, claim: Claim) -> ClaimLineRow:
    sheet = sheet_of(claim.items, claim.on)
    paid = claim.last(ClaimState.PAID)
    return ClaimLineRow(
        claim_id=claim.claim_id,
        who=picture.called(claim.person_id),
        on=claim.on,
        what=what_for(picture, claim),
        payer=PAYER_IN_WORDS[claim.payer],
        state=claim.state,
        state_in_words=CLAIM_STATE_IN_WORDS[claim.state],
        since=claim.since,
        sum=money(sheet.pence),
        paid=money(paid.pence) if paid is not None and claim.state is ClaimState.PAID else "",
        missing=0 if claim.state in IS_IN | _SETTLED else len(sheet.missing),
    )


def _advances(picture: CasePicture, today: date) -> list[AdvanceRow]:
    found = []
    for witness in picture.witnesses:
        event = picture.next_event_of(witness.witness_id, today)
        if event is None or not witness.is_expected:
            continue
        hearing = picture.hearing(event.hearing_id)
        own = advances_of(picture, witness.witness_id, event.hearing_id)
        newest = max(own, key=lambda b: (b.is_active, b.now.recorded_at), default=None)
        wanted = marker_standing(picture.markers, witness.witness_id, MarkerKind.COST, today).open is not None
        found.append(
            AdvanceRow(
                witness_id=witness.witness_id,
                hearing_id=event.hearing_id,
                initials=picture.person(witness.person_id).initials,
                when=f"{KIND_IN_WORDS[hearing.kind]}, {hearing.now.slot.in_words()}",
                wanted=wanted,
                booking_id="" if newest is None or newest.now.state is PlanState.CANCELLED else newest.booking_id,
                state=None if newest is None else newest.now.state,
                state_in_words="" if newest is None else ADVANCE_IN_WORDS[newest.now.state],
                since=None if newest is None else london_day(newest.now.recorded_at),
                whose="" if newest is None else newest.whose.value,
            )
        )
    return found


def _letter(picture: CasePicture, due: LetterDue) -> LetterRow:
    hearing, booking = picture.hearing(due.hearing_id), due.booking
    on = hearing.now.slot.on
    return LetterRow(
        person_id=due.person_id,
        hearing_id=due.hearing_id,
        to=due.to.value,
        who=picture.called(due.person_id),
        when=f"{KIND_IN_WORDS[hearing.kind]}, {hearing.now.slot.in_words() if on is None else short_day(on)}",
        language=picture.person(due.person_id).language,
        state="" if booking is None else LETTER_STATE.get(booking.now.state, ""),
        since=None if booking is None else london_day(booking.now.recorded_at),
        is_old=is_for_an_earlier_date(due, hearing),
    )
