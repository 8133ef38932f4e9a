"""Records a parent's own plan: offers and wellbeing checks. The history says that there was something, not what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, CaseGround, Deed, Viewer
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.notes import Stream
from witness.domain.notes_access import NoteDeed, may_note
from witness.domain.parent_tasks import parents_in
from witness.domain.parents import Offer, OfferState, OfferStep, check_step
from witness.domain.rules import Rules
from witness.domain.wellbeing import Question, Via, WellbeingCheck, check_answers
from witness.identifiers import new_id
from witness.store import Desk, Store


@dataclass(frozen=True, slots=True)
class Offered:
    """What came of an offer. on: the London day, None for today. ask_again_on: None for the usual day, or for none.

    every_days: how often they want to be asked by text how they are, None for the usual spacing.
    """

    person_id: str
    offer: Offer
    state: OfferState
    on: date | None = None
    ask_again_on: date | None = None
    every_days: int | None = None


def say_offer(store: Store, case_id: str, made: Offered, *, rules: Rules, asking: Asking) -> None:
    """Record what came of an offer to a parent or carer.

    Raises:
        NotFound: there is no such case for this officer, or no such parent in it.
        Refused: it cannot follow what is recorded, or a day makes no sense.
    """
    today = london_day(asking.at)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="parents.offer") as desk:
        _insist_on_parent(desk, case_id, made.person_id)
        step = OfferStep(
            new_id(),
            made.person_id,
            made.offer,
            made.state,
            made.on or today,
            asking.at,
            made.ask_again_on,
            made.every_days,
        )
        check_step(desk.parents.offers_of(case_id), step, today)
        desk.parents.add_offers(case_id, [step], by_id=asking.viewer.account_id)
        _happened(desk, case_id, "Support offered to a parent or carer was recorded.", asking)
        put_right(desk, case_id, rules, now=asking.at)


def say_wellbeing(
    store: Store, case_id: str, person_id: str, answers: Mapping[Question, int], *, via: Via, asking: Asking
) -> None:
    """Record a wellbeing check. Nothing is computed from it and nobody else is told.

    Raises:
        NotFound: there is no such case for this officer, the check is not for them, or there is no such parent.
        Refused: nothing is answered, or an answer is not 0 to 4.
    """
    with store.case_for(
        asking, Deed.CHANGE_CASE, case_id, doing="parents.wellbeing", if_also=may_write_wellbeing
    ) as desk:
        _insist_on_parent(desk, case_id, person_id)
        today = london_day(asking.at)
        check = WellbeingCheck(new_id(), person_id, today, dict(answers), via, asking.at)
        check_answers(check, today)
        desk.parents.add_checks(case_id, [check], by_id=asking.viewer.account_id)
        _happened(desk, case_id, "A parent or carer was asked how they are.", asking)


def may_write_wellbeing(viewer: Viewer, ground: CaseGround) -> bool:
    """Whether somebody may record how a parent is: whoever may write a note about it."""
    return may_note(viewer, NoteDeed.WRITE, Stream.WELLBEING, ground)


def _insist_on_parent(desk: Desk, case_id: str, person_id: str) -> None:
    if person_id not in parents_in(desk.cases.known_picture(case_id)):
        raise NotFound("There is no such parent or carer in this case.")


def _happened(desk: Desk, case_id: str, words: str, asking: Asking) -> None:
    desk.cases.happened(case_id, at=asking.at, kind="parents", words=words, by_id=asking.viewer.account_id)
