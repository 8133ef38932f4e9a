"""Claims for expenses: noted from what is known of a day, put right by a person, and followed until they are paid."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from witness.actions.plans import Happened, finish
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, short_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.expense_facts import Came, found_for, newer_facts, not_claimed_yet
from witness.domain.expenses import (
    CLAIM_STATE_IN_WORDS,
    Capacity,
    Claim,
    ClaimItem,
    ClaimState,
    ClaimStep,
    ItemKind,
    Payer,
    check_item,
    check_step,
    items_now,
)
from witness.domain.people import Part
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Desk, Store


@dataclass(frozen=True, slots=True)
class NewClaim:
    """For whom and which day a claim is noted, and from whom it is claimed."""

    case_id: str
    person_id: str
    on: date
    payer: Payer = Payer.CPS


@dataclass(frozen=True, slots=True)
class WhichClaim:
    """One claim, with how much was known of it to whoever changes it."""

    case_id: str
    claim_id: str
    seen: int


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of one item. amount: in its unit, 0 takes it out."""

    kind: ItemKind
    amount: int
    has_proof: bool = False


@dataclass(frozen=True, slots=True)
class Got:
    """How far a claim got. on: since which London day. pence: what was paid."""

    state: ClaimState
    on: date
    pence: int = 0


def note(store: Store, new: NewClaim, *, rules: Rules, asking: Asking) -> str:
    """Note what somebody may claim for a day, with all that is known of it; gives the claim's id.

    Raises:
        NotFound: there is no such person in this case.
        Refused: the day is ahead, or there is a claim for it already.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, new.case_id, doing="claim.note") as desk:
        picture = desk.cases.known_picture(new.case_id)
        came = _who_came(picture, new, london_day(asking.at))
        claim = Claim(
            claim_id=new_id(),
            witness_id=came.witness_id,
            person_id=came.person_id,
            capacity=came.capacity,
            payer=new.payer,
            on=came.on,
            hearing_id=came.hearing_id,
            visit_id=came.visit_id,
            noted_at=asking.at,
            items=found_for(picture, came, asking.at).items,
        )
        desk.expenses.add(new.case_id, [claim], by_id=asking.viewer.account_id)
        _end(desk, picture, claim, "was noted", rules, asking)
    return claim.claim_id


def fill_in(store: Store, which: WhichClaim, said: Iterable[Said], *, rules: Rules, asking: Asking) -> None:
    """Put into a claim what somebody says of it. What is as it was leaves no trace.

    Raises:
        Refused: an amount cannot be, or the claim has left our hands.
        SomebodyElseChangedThis: it changed since the form was shown.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, which.case_id, doing="claim.fill_in") as desk:
        picture = desk.cases.known_picture(which.case_id)
        claim = _claim_of(picture, which)
        known = items_now(claim.items)
        items = [ClaimItem(s.kind, s.amount, asking.at, s.has_proof) for s in said if _is_news(known, s)]
        _put(desk, claim, _checked(claim, items), asking)
        if items:
            _end(desk, picture, claim, "was filled in", rules, asking)


def take_facts(store: Store, which: WhichClaim, *, rules: Rules, asking: Asking) -> None:
    """Take from trips and the day what has been recorded since. What a person has typed stays.

    Raises:
        SomebodyElseChangedThis: it changed since the form was shown.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, which.case_id, doing="claim.fill_in") as desk:
        picture = desk.cases.known_picture(which.case_id)
        claim = _claim_of(picture, which)
        items = list(newer_facts(picture, claim, asking.at))
        _put(desk, claim, _checked(claim, items), asking)
        if items:
            _end(desk, picture, claim, "was filled in from the day", rules, asking)


def move_on(store: Store, which: WhichClaim, got: Got, *, rules: Rules, asking: Asking) -> None:
    """Record how far a claim got.

    Raises:
        Refused: it cannot get there from where it is, the day cannot be, or no sum was paid.
        SomebodyElseChangedThis: it changed since the form was shown.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, which.case_id, doing="claim.step") as desk:
        picture = desk.cases.known_picture(which.case_id)
        claim = _claim_of(picture, which)
        step = ClaimStep(got.state, got.on, asking.at, got.pence)
        check_step(claim, step, london_day(asking.at))
        desk.expenses.put(claim.claim_id, (), [step], seen=which.seen, by_id=asking.viewer.account_id)
        _end(desk, picture, claim, f"is {CLAIM_STATE_IN_WORDS[got.state]}", rules, asking)


def _who_came(picture: CasePicture, new: NewClaim, today: date) -> Came:
    """Whoever is known to have come; else a person of the family of whom somebody says that they did."""
    known = next((c for c in not_claimed_yet(picture, today) if (c.person_id, c.on) == (new.person_id, new.on)), None)
    if known is not None:
        return known
    if new.on > today:
        raise Refused("That day has not come yet. For money before the day, ask for an advance.")
    if any((c.person_id, c.on) == (new.person_id, new.on) for c in picture.claims):
        raise Refused("There is a claim of theirs for that day already.")
    return _by_word(picture, new)


def _by_word(picture: CasePicture, new: NewClaim) -> Came:
    own = next((w for w in picture.witnesses if w.person_id == new.person_id), None)
    part = next((p for p in picture.parts if p.person_id == new.person_id and p.part in _COMES_ALONG), None)
    if own is None and part is None:
        raise NotFound("There is nobody of this family who could claim.")
    beside = next((w for w in picture.witnesses if part and w.person_id == part.for_person_id), None)
    witness = own or beside or (picture.witnesses[0] if picture.witnesses else None)
    if witness is None:
        raise Refused("No witness is recorded in this case.")
    hearing = next(
        (
            event.hearing_id
            for event in picture.events
            if event.witness_id == witness.witness_id and picture.hearing(event.hearing_id).now.slot.on == new.on
        ),
        None,
    )
    capacity = Capacity.WITNESS if own else _COMES_ALONG[part.part] if part else Capacity.ESCORT
    return Came(witness.witness_id, new.person_id, capacity, new.on, hearing_id=hearing)


_COMES_ALONG = {Part.PARENT_CARER: Capacity.PARENT, Part.SUPPORTER: Capacity.ESCORT}


def _claim_of(picture: CasePicture, which: WhichClaim) -> Claim:
    claim = next((c for c in picture.claims if c.claim_id == which.claim_id), None)
    if claim is None:
        raise NotFound("There is no such claim in this case.")
    if len(claim.items) + len(claim.steps) != which.seen:
        raise SomebodyElseChangedThis("Somebody else changed this claim while you were at it. Look again.")
    return claim


def _is_news(known: dict[ItemKind, ClaimItem], said: Said) -> bool:
    item = known.get(said.kind)
    if item is None:
        return said.amount != 0
    return (item.amount, item.has_proof) != (said.amount, said.has_proof)


def _checked(claim: Claim, items: list[ClaimItem]) -> list[ClaimItem]:
    """Look at each with those before it. What takes something out comes first, so that one may replace another."""
    ordered = sorted(items, key=lambda item: item.amount > 0)
    for number, item in enumerate(ordered):
        check_item(replace(claim, items=(*claim.items, *ordered[:number])), item)
    return ordered


def _put(desk: Desk, claim: Claim, items: list[ClaimItem], asking: Asking) -> None:
    seen = len(claim.items) + len(claim.steps)
    desk.expenses.put(claim.claim_id, items, seen=seen, by_id=asking.viewer.account_id)


def _end(desk: Desk, picture: CasePicture, claim: Claim, what: str, rules: Rules, asking: Asking) -> None:
    """The history is read by more people than this: it names no sum and nothing that was claimed."""
    words = f"{picture.called(claim.person_id)}: the claim for {short_day(claim.on)} {what}."
    happened = Happened("claim", words, claim.hearing_id)
    finish(desk, picture.case.case_id, happened, rules=rules, asking=asking)
