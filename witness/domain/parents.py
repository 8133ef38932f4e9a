"""The parent's or carer's own plan: what was offered to them, what they said to it, and when to ask again.

A parent is a person here and not a means to a witness: relational safeguarding works with them (domain reference §8).
Rows hold what was offered, what they said and a day, and no word of why: what a parent is going through is theirs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from witness.domain.errors import Refused


class Offer(StrEnum):
    """What is offered to a parent or carer. A closed list."""

    PEER_SUPPORT = "peer_support"
    THERAPY = "therapy"
    SIBLINGS = "siblings"
    EXAMS = "exams"
    WORK = "work"
    CHECK_IN = "check_in"


class OfferState(StrEnum):
    """What came of an offer. Nothing is ever changed: a mistake is taken back by saying so."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True)
class OfferWords:
    """How an offer is named and made. says: what is said with it, so that nobody feels judged or hurried."""

    name: str
    says: str


OFFER_WORDS: dict[Offer, OfferWords] = {
    Offer.PEER_SUPPORT: OfferWords(
        "Peer support",
        "Talk with a parent who has been through this. It is theirs to start and to stop.",
    ),
    # Pre-trial therapy is never held back for a case (CPS guidance on pre-trial therapy, 2022).
    Offer.THERAPY: OfferWords(
        "Therapy or counselling",
        "It never waits for the court case: it can begin today. Nobody needs the court's leave for it.",
    ),
    Offer.SIBLINGS: OfferWords(
        "Brothers and sisters",
        "Who looks after them on court days, and somebody of their own to talk to.",
    ),
    Offer.EXAMS: OfferWords(
        "School and exams",
        "A letter to the school that gives days and not the reason; exam days are told to the court.",
    ),
    Offer.WORK: OfferWords(
        "Work",
        "A letter to the employer that gives days and not the reason, and what can be claimed for lost pay.",
    ),
    Offer.CHECK_IN: OfferWords(
        "A short check by text",
        "A text now and then that asks how they are, as often as they like. It is for their support alone, they need "
        "not answer, and STOP ASKING ends it.",
    ),
}
STATE_IN_WORDS: dict[OfferState, str] = {
    OfferState.OFFERED: "Offered, no answer yet",
    OfferState.ACCEPTED: "Accepted",
    OfferState.DECLINED: "Not now",
    OfferState.ENDED: "Ended",
    OfferState.MISTAKE: "Taken back",
}
# What may follow what; None: nothing is recorded yet.
NEXT: dict[OfferState | None, tuple[OfferState, ...]] = {
    None: (OfferState.OFFERED, OfferState.ACCEPTED, OfferState.DECLINED),
    OfferState.OFFERED: (OfferState.ACCEPTED, OfferState.DECLINED, OfferState.OFFERED),
    OfferState.ACCEPTED: (OfferState.ENDED, OfferState.DECLINED),
    OfferState.DECLINED: (OfferState.OFFERED, OfferState.ACCEPTED),
    OfferState.ENDED: (OfferState.OFFERED, OfferState.ACCEPTED),
}
# After how many days an offer is made once more, unless another day was agreed. A judgement: nobody has measured it.
ASK_AGAIN_AFTER_DAYS: dict[OfferState, int] = {OfferState.OFFERED: 14, OfferState.DECLINED: 42}
LONGEST_WAIT_DAYS = 366
# How often a parent may be asked how they are, in days; two weeks when they do not say. Judgements, not measured.
CHECK_IN_EVERY: tuple[int, ...] = (7, 14, 28)
USUAL_CHECK_IN = 14
# These two are support for the parent; the others take a load off the family.
SUPPORTS_THE_PARENT = frozenset({Offer.PEER_SUPPORT, Offer.THERAPY})


@dataclass(frozen=True, slots=True)
class OfferStep:
    """One thing that was recorded of an offer to a person, on a London day. Never changed afterwards.

    ask_again_on: the day that was agreed for asking once more, None for the usual one or for none.
    every_days: how often they want to be asked how they are, of a check by text alone.
    """

    step_id: str
    person_id: str
    offer: Offer
    state: OfferState
    on: date
    recorded_at: datetime
    ask_again_on: date | None = None
    every_days: int | None = None


@dataclass(frozen=True, slots=True)
class OfferStanding:
    """How an offer to a person stands. state, since: None when it was never made. steps: what counts, oldest first.

    ask_again_on: the day on which to ask once more, None where there is nothing to ask.
    """

    offer: Offer
    state: OfferState | None
    since: date | None
    ask_again_on: date | None
    steps: tuple[OfferStep, ...] = ()

    @property
    def turns(self) -> tuple[OfferState, ...]:
        """What may be recorded next."""
        again = (OfferState.MISTAKE,) if self.steps else ()
        return (*NEXT[self.state], *again)


def offer_standing(steps: Iterable[OfferStep], person_id: str, offer: Offer) -> OfferStanding:
    """Say how an offer to a person stands, in the order in which its steps were recorded."""
    own = [s for s in steps if s.person_id == person_id and s.offer is offer]
    count: list[OfferStep] = []
    for step in sorted(own, key=lambda s: (s.recorded_at, s.state is OfferState.MISTAKE, s.step_id)):
        count = count[:-1] if step.state is OfferState.MISTAKE else [*count, step]
    if not count:
        return OfferStanding(offer, None, None, None)
    last = count[-1]
    return OfferStanding(offer, last.state, last.on, ask_again_on(last), tuple(count))


def ask_again_on(step: OfferStep) -> date | None:
    """Give the day on which to ask once more after a step: the one agreed, else the usual one."""
    if step.ask_again_on is not None:
        return step.ask_again_on
    days = ASK_AGAIN_AFTER_DAYS.get(step.state)
    return None if days is None else step.on + timedelta(days=days)


def check_step(steps: Iterable[OfferStep], step: OfferStep, today: date) -> None:
    """Look at what is to be recorded of an offer.

    Raises:
        Refused: the day lies ahead or before what is known, it cannot follow, or the day to ask again makes no sense.
    """
    stands = offer_standing(steps, step.person_id, step.offer)
    if step.on > today:
        raise Refused("That day has not come yet: record it when it has happened.")
    if step.state not in stands.turns:
        raise Refused("That cannot follow what is recorded. Take the last step back first, if it was a mistake.")
    if step.state is OfferState.MISTAKE:
        return
    if stands.since is not None and step.on < stands.since:
        raise Refused("That is before what is recorded already.")
    _check_spacing(step)
    again = step.ask_again_on
    if again is None:
        return
    if step.state not in ASK_AGAIN_AFTER_DAYS:
        raise Refused("Nothing is asked again there: leave that day out.")
    if again <= step.on or (again - step.on).days > LONGEST_WAIT_DAYS:
        raise Refused("Choose a day to ask again that comes later, within a year.")


def _check_spacing(step: OfferStep) -> None:
    if step.every_days is None:
        return
    if step.offer is not Offer.CHECK_IN or step.state is not OfferState.ACCEPTED:
        raise Refused("How often is said where they accept to be asked by text, and nowhere else.")
    if step.every_days not in CHECK_IN_EVERY:
        raise Refused("Choose one of the spacings that are offered.")


def to_ask_again(
    steps: Iterable[OfferStep], person_ids: Iterable[str], today: date
) -> Iterator[tuple[str, OfferStanding]]:
    """Give what is to be asked again by today: person and offer, in the order of the people given."""
    steps = tuple(steps)
    for person_id in person_ids:
        for offer in Offer:
            stands = offer_standing(steps, person_id, offer)
            if stands.ask_again_on is not None and stands.ask_again_on <= today:
                yield person_id, stands


def supported_since(steps: Iterable[OfferStep], person_ids: Iterable[str]) -> date | None:
    """Give the newest day on which one of these people accepted support that still goes on; None when there is none."""
    steps = tuple(steps)
    days = [
        stands.since
        for person_id in person_ids
        for offer in SUPPORTS_THE_PARENT
        if (stands := offer_standing(steps, person_id, offer)).state is OfferState.ACCEPTED and stands.since
    ]
    return max(days, default=None)
