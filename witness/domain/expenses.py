"""Claims for what coming to court costs one person on one day: what is said of it, and how far it has got.

A claim is the family's own: we hold the facts ready, they sign and send it. Nothing is ever changed: what is said anew
replaces what was said before, and both stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.errors import Refused


class Capacity(StrEnum):
    """As what somebody came. Parents, carers and companions of child witnesses may claim too."""

    WITNESS = "witness"
    PARENT = "parent"
    ESCORT = "escort"


CAPACITY_IN_WORDS: dict[Capacity, str] = {
    Capacity.WITNESS: "witness",
    Capacity.PARENT: "parent or carer of a witness",
    Capacity.ESCORT: "companion of a witness",
}


class Payer(StrEnum):
    """From whom it is claimed."""

    CPS = "cps"
    DEFENCE = "defence"


PAYER_IN_WORDS: dict[Payer, str] = {
    Payer.CPS: "the CPS",
    Payer.DEFENCE: "the defence or the court",
}
PAYER_NOTE: dict[Payer, str] = {
    Payer.CPS: "Witnesses for the prosecution, and who comes with them, claim from the CPS.",
    Payer.DEFENCE: "Witnesses for the defence do not claim from the CPS: ask the defence solicitor for their form. The "
    "rates below are the CPS's and may differ.",
}


class ItemKind(StrEnum):
    """What may be in a claim. A closed list."""

    AWAY = "away"
    MILES = "miles"
    MILES_JUSTIFIED = "miles_justified"
    FARES = "fares"
    PARKING = "parking"
    TAXI = "taxi"
    EARNINGS = "earnings"
    SELF_EMPLOYED = "self_employed"
    CHILDCARE = "childcare"
    NIGHT_CITY = "night_city"
    NIGHT_ELSEWHERE = "night_elsewhere"
    NIGHT_BOOKED = "night_booked"


class Unit(StrEnum):
    """What an amount counts."""

    MINUTES = "minutes"
    TENTHS_OF_A_MILE = "tenths_of_a_mile"
    PENCE = "pence"
    NIGHTS = "nights"


@dataclass(frozen=True, slots=True)
class ItemWords:
    """How an item is asked for. proof: what must lie with the claim, "" for nothing. most: the largest amount taken."""

    words: str
    unit: Unit
    proof: str = ""
    most: int = 100_000


_RECEIPT = "the receipt"
ITEMS: dict[ItemKind, ItemWords] = {
    ItemKind.AWAY: ItemWords("Time away from home", Unit.MINUTES, most=24 * 60),
    ItemKind.MILES: ItemWords("Miles driven", Unit.TENTHS_OF_A_MILE, most=10_000),
    ItemKind.MILES_JUSTIFIED: ItemWords(
        "Miles driven at the higher rate", Unit.TENTHS_OF_A_MILE, "the payer's agreement to the higher rate", 10_000
    ),
    ItemKind.FARES: ItemWords("Tickets, standard class", Unit.PENCE, "the tickets"),
    ItemKind.PARKING: ItemWords("Parking", Unit.PENCE, _RECEIPT),
    ItemKind.TAXI: ItemWords("Taxi", Unit.PENCE, "the receipt and the agreement to a taxi"),
    ItemKind.EARNINGS: ItemWords("Pay lost", Unit.PENCE, "the employer's certificate"),
    ItemKind.SELF_EMPLOYED: ItemWords("Earnings lost, self-employed", Unit.PENCE, "proof of earnings"),
    ItemKind.CHILDCARE: ItemWords("Childcare", Unit.PENCE, _RECEIPT),
    ItemKind.NIGHT_CITY: ItemWords("Nights in a large city", Unit.NIGHTS, "the hotel's receipt", 14),
    ItemKind.NIGHT_ELSEWHERE: ItemWords("Nights elsewhere", Unit.NIGHTS, "the hotel's receipt", 14),
    ItemKind.NIGHT_BOOKED: ItemWords("Nights in a hotel that the payer booked", Unit.NIGHTS, most=14),
}


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """One thing that is in a claim. amount: in the unit of its kind; 0 takes it out.

    has_proof: what must lie with it is there. from_facts: it was taken from trips and the day, and nobody typed it.
    """

    kind: ItemKind
    amount: int
    recorded_at: datetime
    has_proof: bool = False
    from_facts: bool = False


class ClaimState(StrEnum):
    """How far a claim has got."""

    NOTED = "noted"
    GIVEN = "given"
    SENT = "sent"
    QUERIED = "queried"
    PAID = "paid"
    REFUSED = "refused"
    DROPPED = "dropped"


CLAIM_STATE_IN_WORDS: dict[ClaimState, str] = {
    ClaimState.NOTED: "noted",
    ClaimState.GIVEN: "given to the family",
    ClaimState.SENT: "sent",
    ClaimState.QUERIED: "queried by the payer",
    ClaimState.PAID: "paid",
    ClaimState.REFUSED: "refused",
    ClaimState.DROPPED: "not wanted by the family",
}
# What few claims hold: it stands behind the rest of the form.
LESS_USUAL = frozenset(
    {
        ItemKind.MILES_JUSTIFIED,
        ItemKind.SELF_EMPLOYED,
        ItemKind.NIGHT_CITY,
        ItemKind.NIGHT_ELSEWHERE,
        ItemKind.NIGHT_BOOKED,
    }
)
# A family that was refused, or paid too little, may ask again.
NEXT_OF_CLAIM: dict[ClaimState, tuple[ClaimState, ...]] = {
    ClaimState.NOTED: (ClaimState.GIVEN, ClaimState.DROPPED),
    ClaimState.GIVEN: (ClaimState.SENT, ClaimState.DROPPED),
    ClaimState.SENT: (ClaimState.PAID, ClaimState.QUERIED, ClaimState.REFUSED),
    ClaimState.QUERIED: (ClaimState.SENT, ClaimState.PAID, ClaimState.REFUSED),
    ClaimState.PAID: (ClaimState.SENT,),
    ClaimState.REFUSED: (ClaimState.SENT,),
    ClaimState.DROPPED: (ClaimState.GIVEN,),
}
# The payer has it, or has said something about it.
IS_IN = frozenset({ClaimState.SENT, ClaimState.QUERIED, ClaimState.PAID, ClaimState.REFUSED})
IS_OVER = frozenset({ClaimState.PAID, ClaimState.REFUSED, ClaimState.DROPPED})


@dataclass(frozen=True, slots=True)
class ClaimStep:
    """That a claim got further. on: the London day. pence: what was paid, 0 for every other state."""

    state: ClaimState
    on: date
    recorded_at: datetime
    pence: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What one person may claim for one day. hearing_id or visit_id: what they came for.

    witness_id: who was to be heard, or was shown the court. items, steps: in the order in which they were recorded.
    """

    claim_id: str
    witness_id: str
    person_id: str
    capacity: Capacity
    payer: Payer
    on: date
    hearing_id: str | None
    visit_id: str | None
    noted_at: datetime
    items: tuple[ClaimItem, ...] = ()
    steps: tuple[ClaimStep, ...] = ()

    @property
    def state(self) -> ClaimState:
        """How far it has got."""
        return self.steps[-1].state if self.steps else ClaimState.NOTED

    @property
    def since(self) -> date | None:
        """The day on which it got there; None while it is only noted."""
        return self.steps[-1].on if self.steps else None

    def last(self, state: ClaimState) -> ClaimStep | None:
        """Give the newest step to a state, or None."""
        return next((step for step in reversed(self.steps) if step.state is state), None)


def items_now(items: Iterable[ClaimItem]) -> dict[ItemKind, ClaimItem]:
    """Give what holds of each kind: what was said last, without what was taken out. In the order of the form."""
    newest = {item.kind: item for item in items}
    return {kind: newest[kind] for kind in ItemKind if kind in newest and newest[kind].amount > 0}


def check_item(claim: Claim, item: ClaimItem) -> None:
    """Look at what is to be put into a claim.

    Raises:
        Refused: the claim has left our hands, the amount cannot be, or it would pay for one thing twice.
    """
    if claim.state in IS_IN or claim.state is ClaimState.DROPPED:
        raise Refused("The claim is no longer with us: what is in it cannot be changed.")
    asked = ITEMS[item.kind]
    if not 0 <= item.amount <= asked.most:
        raise Refused(f"{asked.words}: that amount cannot be. Check the number.")
    now = items_now((*claim.items, item))
    for one, other in ((ItemKind.MILES, ItemKind.MILES_JUSTIFIED), (ItemKind.EARNINGS, ItemKind.SELF_EMPLOYED)):
        if item.kind in (one, other) and item.amount and one in now and other in now:
            raise Refused(
                f"{ITEMS[one].words} and {ITEMS[other].words.lower()} are not claimed together: set one to 0."
            )


def check_step(claim: Claim, step: ClaimStep, today: date) -> None:
    """Look at how a claim is said to have got further.

    Raises:
        Refused: it cannot get there from where it is, the day is ahead or before the last, or no sum was paid.
    """
    if step.state not in NEXT_OF_CLAIM[claim.state]:
        raise Refused(
            f"The claim is {CLAIM_STATE_IN_WORDS[claim.state]}: it cannot become {CLAIM_STATE_IN_WORDS[step.state]}."
        )
    if step.on > today:
        raise Refused("That day has not come yet: record it when it has happened.")
    if step.on < (claim.since or claim.on):
        raise Refused("That is before the day of the claim's last step.")
    if (step.state is ClaimState.PAID) is not (step.pence > 0):
        raise Refused("Say how much was paid." if step.state is ClaimState.PAID else "Only what was paid has a sum.")
