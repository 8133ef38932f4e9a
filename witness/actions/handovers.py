"""Handing a case over: offered, looked at, and only then theirs. Nothing that was promised or planned stays behind."""

from collections.abc import Iterable

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.handover import (
    TICK_IN_WORDS,
    Handover,
    HandoverState,
    Tick,
    may_give,
    still_to_tick,
    who_could_take,
)
from witness.domain.people import Person
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask, in_working_hours
from witness.identifiers import new_id
from witness.store import Desk, Store

# Families are told when their worker changes (peers reference, S11): within two working days, which is judgement.
TELL_WITHIN_HOURS = 16


class NotAllTicked(Refused):
    """Somebody accepts a case without having looked at everything. missing: what they have not looked at."""

    def __init__(self, missing: tuple[Tick, ...]) -> None:
        """Keep what is missing."""
        words = "; ".join(TICK_IN_WORDS[tick] for tick in missing)
        super().__init__(f"Look at each of these and tick it before you accept: {words}.")
        self.missing = missing


def offer(store: Store, case_id: str, to_id: str, *, asking: Asking) -> None:
    """Offer a case to somebody who may see it. It stays its owner's until they accept.

    Raises:
        Refused: they cannot take it, it is closed, or it waits for somebody already.
        NotFound: there is no such case for this officer, or it is not theirs to give.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="handover.offer") as desk:
        picture = desk.cases.known_picture(case_id)
        _refuse_unless_giver(picture, asking)
        if picture.case.closed_on is not None:
            raise Refused("This case is closed: there is nothing to hand over.")
        if desk.handovers.open_of(case_id) is not None:
            raise Refused("This case waits for somebody's answer already. Take that offer back first.")
        ground = desk.access.ground_of(case_id)
        able = who_could_take(desk.accounts.everyone(), ground) if ground else ()
        receiver = next((account for account in able if account.id == to_id), None)
        if receiver is None:
            raise Refused("Choose somebody who can take this case.")
        desk.handovers.offer(Handover(new_id(), case_id, picture.case.owner_id, to_id, asking.at))
        _note(desk, case_id, f"Offered to {receiver.viewer.first_name}.", asking)


def accept(store: Store, case_id: str, ticked: Iterable[Tick], *, rules: Rules, asking: Asking) -> None:
    """Take a case over: it is the receiver's from now on, with its tasks, its promises and its visits.

    Raises:
        NotAllTicked: they have not looked at everything.
        SomebodyElseChangedThis: the offer was withdrawn, or the case is somebody else's by now.
        NotFound: there is no such case, or it was not offered to this officer.
    """
    looked_at = tuple(dict.fromkeys(ticked))
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="handover.accept") as desk:
        waiting = _offered_to(desk, case_id, asking)
        missing = still_to_tick(looked_at)
        if missing:
            raise NotAllTicked(missing)
        picture = desk.cases.known_picture(case_id)
        active = [visit.visit_id for visit in picture.visits if visit.is_active]
        if picture.case.closed_on is not None or not desk.handovers.move(waiting, active):
            raise SomebodyElseChangedThis("This case has changed since it was offered. Ask whoever offered it.")
        desk.handovers.decide(waiting.handover_id, HandoverState.ACCEPTED, asking.at, looked_at)
        before = desk.accounts.get(waiting.from_id).viewer.first_name
        _note(desk, case_id, f"Handed over from {before} to {asking.viewer.first_name}.", asking)
        for person in _to_be_told(picture):
            desk.tasks.raise_(case_id, waiting.to_id, _tell(picture, waiting, person, before, rules, asking), asking.at)
        put_right(desk, case_id, rules, now=asking.at)


def decline(store: Store, case_id: str, *, asking: Asking) -> None:
    """Say no to a case that was offered: it stays its owner's.

    Raises:
        NotFound: there is no such case, or it was not offered to this officer.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="handover.decline") as desk:
        waiting = _offered_to(desk, case_id, asking)
        desk.handovers.decide(waiting.handover_id, HandoverState.DECLINED, asking.at)
        _note(desk, case_id, f"{asking.viewer.first_name} did not take the case over.", asking)


def withdraw(store: Store, case_id: str, *, asking: Asking) -> None:
    """Take an offer back.

    Raises:
        SomebodyElseChangedThis: nothing is offered any more.
        NotFound: there is no such case for this officer, or it is not theirs to give.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="handover.withdraw") as desk:
        _refuse_unless_giver(desk.cases.known_picture(case_id), asking)
        waiting = desk.handovers.open_of(case_id)
        if waiting is None:
            raise SomebodyElseChangedThis("This offer has been answered or taken back already.")
        desk.handovers.decide(waiting.handover_id, HandoverState.WITHDRAWN, asking.at)
        _note(desk, case_id, "The offer of this case was taken back.", asking)


def _refuse_unless_giver(picture: CasePicture, asking: Asking) -> None:
    if not may_give(asking.viewer, picture.case.owner_id):
        raise NotFound("Only its owner or a manager can hand this case over.")


def _offered_to(desk: Desk, case_id: str, asking: Asking) -> Handover:
    waiting = desk.handovers.open_of(case_id)
    if waiting is None or waiting.to_id != asking.viewer.account_id:
        raise NotFound("This case is not offered to you.")
    return waiting


def _to_be_told(picture: CasePicture) -> tuple[Person, ...]:
    """Everybody we speak with, each once: parents and carers, and witnesses who agreed to be spoken with."""
    found: dict[str, Person] = {}
    for witness in picture.witnesses:
        own = (picture.person(witness.person_id),) if witness.direct_contact else ()
        for person in (*own, *picture.carers_of(witness.person_id)):
            found[person.person_id] = person
    return tuple(found.values())


def _tell(
    picture: CasePicture, waiting: Handover, person: Person, before: str, rules: Rules, asking: Asking
) -> WantedTask:
    return WantedTask(
        reason_key=f"{TaskKind.NEW_WORKER.value}:{waiting.handover_id}:{person.person_id}",
        kind=TaskKind.NEW_WORKER,
        words=f"Ring {picture.called(person.person_id)}: you have taken over from {before}. Agree how texts are signed",
        clears_when="you have told them who you are",
        due_at=in_working_hours(asking.at, TELL_WITHIN_HOURS, rules.calendar),
        person_id=person.person_id,
    )


def _note(desk: Desk, case_id: str, words: str, asking: Asking) -> None:
    desk.cases.happened(case_id, at=asking.at, kind="handover", words=words, by_id=asking.viewer.account_id)
