"""What somebody sees before they ring one person: the gate's instructions, every reason, what was tried, who rings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from witness.domain.access import Asking, Deed
from witness.domain.call_results import MOST_TRIES, RESULTS, tries_count_from, tries_of
from witness.domain.calling import Ringing
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel
from witness.domain.contact_log import ContactEntry
from witness.domain.rules import Rules
from witness.domain.tasks import FOR_A_VOICE
from witness.questions.call_list import CallReason
from witness.questions.case_sureness import SurenessCard, sureness_card
from witness.questions.how_to_ring import RingCard, how_to_ring
from witness.store import Store

TRIED_IN_WORDS = {result.value: rule.words for result, rule in RESULTS.items()}


@dataclass(frozen=True, slots=True)
class Tried:
    """One call in vain."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class RingPage:
    """How to ring one person. claimed_by: a colleague who rings them just now, "" when nobody else does.

    is_mine: the reader has said that they ring. left: tries until a manager is asked, 0 when one has been.
    asks: the witnesses about whom this person is to be asked how sure they are, at this call of the countdown.
    """

    called: str
    cards: tuple[RingCard, ...]
    reasons: tuple[CallReason, ...]
    tries: tuple[Tried, ...]
    left: int
    claimed_by: str
    claimed_until: datetime | None
    is_mine: bool
    asks: tuple[SurenessCard, ...] = ()

    @property
    def may_leave_voicemail(self) -> bool:
        """Whether any phone of theirs allows it."""
        return any(card.may_leave_voicemail for card in self.cards)


def ringing(store: Store, case_id: str, person_id: str, *, rules: Rules, asking: Asking) -> RingPage:
    """Give how to ring one person of a case; an empty page for nobody.

    Raises:
        NotFound: there is no such case for this viewer.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="call.read") as desk:
        picture = desk.cases.known_picture(case_id)
        tasks = desk.tasks.open_of_case(case_id)
        checked_by = desk.contacts.checked_by(contact.contact_id for contact in picture.contacts)
        claim = desk.call_claims.on([case_id], asking.at).get((case_id, person_id))
    person = next((p for p in picture.people if p.person_id == person_id), None)
    if person is None:
        return RingPage("", (), (), (), MOST_TRIES, "", None, is_mine=False)
    order = list(Ringing)
    cards = [
        how_to_ring(
            picture,
            contact,
            speaks=person.language,
            checked_by=checked_by.get(contact.contact_id, ""),
            now=asking.at,
            calendar=rules.calendar,
        )
        for contact in picture.contacts_of(person_id, Channel.SMS)
    ]
    since = tries_count_from(asking.at, rules.calendar)
    tries = tries_of(picture.contact_log, person_id, since=since, now=asking.at)
    is_mine = claim is not None and claim.account_id == asking.viewer.account_id
    return RingPage(
        called=picture.called(person_id),
        cards=tuple(sorted(cards, key=lambda card: order.index(card.ringing))),
        reasons=tuple(
            CallReason(task.kind.value, task.words, task.due_at, task.hearing_id or "", task.clears_when)
            for task in tasks
            if task.person_id == person_id and task.kind in FOR_A_VOICE
        ),
        tries=tuple(_tried(entry) for entry in tries),
        left=max(0, MOST_TRIES - len(tries)),
        claimed_by="" if claim is None or is_mine else claim.name,
        claimed_until=None if claim is None else claim.until_at,
        is_mine=is_mine,
        asks=tuple(_asks(picture, person_id, rules, asking)),
    )


def _asks(picture: CasePicture, person_id: str, rules: Rules, asking: Asking) -> Iterator[SurenessCard]:
    for witness in picture.witnesses:
        card = sureness_card(picture, witness.witness_id, rules.calendar, asking.at)
        whom = tuple(one for one in card.whom if one.person_id == person_id)
        if card.asks_now and whom:
            yield replace(card, whom=whom)


def _tried(entry: ContactEntry) -> Tried:
    return Tried(entry.at, TRIED_IN_WORDS.get(entry.result, "not reached"))
