"""One claim for expenses, as an officer fills it in and as the family takes it home."""

from dataclasses import dataclass
from datetime import date

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.contact import Tier
from witness.domain.court_time import london_day, short_day
from witness.domain.errors import NotFound
from witness.domain.expense_entry import HINTS, written_amount
from witness.domain.expense_facts import found_for, newer_facts
from witness.domain.expense_lines import Sheet, sheet_of
from witness.domain.expenses import (
    CAPACITY_IN_WORDS,
    CLAIM_STATE_IN_WORDS,
    IS_IN,
    ITEMS,
    LESS_USUAL,
    NEXT_OF_CLAIM,
    PAYER_IN_WORDS,
    PAYER_NOTE,
    Claim,
    ClaimState,
    ItemKind,
    items_now,
)
from witness.domain.packs import paper_tier
from witness.domain.trip_rates import money
from witness.questions.case_money import what_for
from witness.store import Store


@dataclass(frozen=True, slots=True)
class ItemField:
    """One item of the form. proof: what must lie with it, "" for nothing. from_facts: nobody has typed it."""

    kind: ItemKind
    words: str
    hint: str
    value: str
    proof: str
    has_proof: bool
    from_facts: bool
    is_usual: bool


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim with all that a page shows of it. newer: what the facts say now and the claim does not, in words.

    may_lie_at_home: whether paper may name what the day was, and from whom it is claimed. seen: for the forms.
    """

    case_id: str
    case_ref: str
    claim_id: str
    who: str
    name: str
    capacity: str
    what: str
    on: date
    payer: str
    payer_note: str
    sheet: Sheet
    sum: str
    state: ClaimState
    state_in_words: str
    since: date | None
    steps: tuple[str, ...]
    next: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]
    newer: tuple[str, ...]
    fields: tuple[ItemField, ...]
    is_open: bool
    seen: int
    may_lie_at_home: bool
    signed_as: str
    phone: str


def claim_page(store: Store, case_id: str, claim_id: str, *, asking: Asking) -> ClaimPage:
    """Give one claim.

    Raises:
        NotFound: there is no such case for this reader, or no such claim in it.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="claim.read") as desk:
        picture = desk.cases.known_picture(case_id)
    claim = next((c for c in picture.claims if c.claim_id == claim_id), None)
    if claim is None:
        raise NotFound("There is no such claim in this case.")
    return _page(picture, claim, asking)


def _page(picture: CasePicture, claim: Claim, asking: Asking) -> ClaimPage:
    sheet = sheet_of(claim.items, claim.on)
    is_open = claim.state not in IS_IN and claim.state is not ClaimState.DROPPED and picture.case.closed_on is None
    tier, _ = paper_tier(picture, claim.person_id, london_day(asking.at))
    return ClaimPage(
        case_id=picture.case.case_id,
        case_ref=picture.case.ref,
        claim_id=claim.claim_id,
        who=picture.called(claim.person_id),
        name=picture.person(claim.person_id).name,
        capacity=CAPACITY_IN_WORDS[claim.capacity],
        what=what_for(picture, claim),
        on=claim.on,
        payer=PAYER_IN_WORDS[claim.payer],
        payer_note=PAYER_NOTE[claim.payer],
        sheet=sheet,
        sum=money(sheet.pence),
        state=claim.state,
        state_in_words=CLAIM_STATE_IN_WORDS[claim.state],
        since=claim.since,
        steps=tuple(
            f"{short_day(s.on)}: {CLAIM_STATE_IN_WORDS[s.state]}{f', {money(s.pence)}' if s.pence else ''}"
            for s in claim.steps
        ),
        next=tuple((s.value, CLAIM_STATE_IN_WORDS[s]) for s in NEXT_OF_CLAIM[claim.state]),
        beside=found_for(picture, claim, asking.at).beside if is_open else (),
        newer=tuple(
            f"{ITEMS[item.kind].words}: {written_amount(item.kind, item.amount)}"
            for item in newer_facts(picture, claim, asking.at)
        ),
        fields=_fields(claim),
        is_open=is_open,
        seen=len(claim.items) + len(claim.steps),
        may_lie_at_home=tier is Tier.L3,
        signed_as=picture.case.signed_as,
        phone=picture.case.support_phone,
    )


def _fields(claim: Claim) -> tuple[ItemField, ...]:
    now = items_now(claim.items)
    found = []
    for kind, asked in ITEMS.items():
        item = now.get(kind)
        found.append(
            ItemField(
                kind=kind,
                words=asked.words,
                hint=HINTS[asked.unit],
                value="" if item is None else written_amount(kind, item.amount),
                proof=asked.proof,
                has_proof=item is not None and item.has_proof,
                from_facts=item is not None and item.from_facts,
                is_usual=kind not in LESS_USUAL,
            )
        )
    return tuple(found)
