"""The parents of a case as people with a plan of their own. Open to the team, and parts of it to fewer."""

from dataclasses import dataclass
from datetime import date

from witness.domain.access import Asking, Deed
from witness.domain.asking_texts import check_in_agreed, next_check_in
from witness.domain.case_stage import stage_of
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.feedback import ASKED_AT, Feedback, FeedbackTable, figures_of
from witness.domain.notes import Stream
from witness.domain.notes_access import WHO_MAY, NoteDeed, may_note
from witness.domain.parent_tasks import parents_in
from witness.domain.parents import OFFER_WORDS, STATE_IN_WORDS, USUAL_CHECK_IN, Offer, OfferState, offer_standing
from witness.domain.passings import Passing
from witness.domain.rules import Rules
from witness.domain.wellbeing import QUESTION_NAMES, Trend, in_words, trends_of, worth_a_call
from witness.messaging.wording import Wording
from witness.questions.case_cards import CaseStory
from witness.questions.cases import story_of
from witness.store import Store

TURN_WORDS: dict[OfferState, str] = {
    OfferState.OFFERED: "Offered, no answer yet",
    OfferState.ACCEPTED: "They accept",
    OfferState.DECLINED: "Not now",
    OfferState.ENDED: "It has ended",
    OfferState.MISTAKE: "The last step was a mistake",
}


@dataclass(frozen=True, slots=True)
class OfferCard:
    """One offer to one parent. state: in words. turns: what may be recorded next, (word, in words).

    every_days, next_on: of an agreed check by text, how often and when next; None of every other.
    """

    offer: Offer
    name: str
    says: str
    state: str
    is_accepted: bool
    since: date | None
    ask_again_on: date | None
    is_due: bool
    every_days: int | None
    next_on: date | None
    turns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One question over time. last: the newest answer in words, "" for none. days: how it went, oldest first."""

    name: str
    last: str
    turn: str
    days: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class ParentCard:
    """One parent or carer. trends: None where they are not for whoever looks. ring: the reasons to ring."""

    person_id: str
    called: str
    offers: tuple[OfferCard, ...]
    trends: tuple[TrendRow, ...] | None
    ring: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParentsPage:
    """The page. passings: None where they are not for whoever looks; feedback likewise.

    to_ask: who may be asked how it was, (person, as they are called); empty before the trial is over.
    """

    cards: tuple[ParentCard, ...]
    who_wellbeing: str
    passings: tuple[Passing, ...] | None
    who_police: str
    feedback: tuple[tuple[str, Feedback], ...] | None
    to_ask: tuple[tuple[str, str], ...]
    is_over: bool


def parents_page(
    store: Store, case_id: str, *, rules: Rules, wording: Wording, asking: Asking
) -> tuple[CaseStory, ParentsPage]:
    """Show the parents' own plan. One look, one entry.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="parents.read") as desk:
        picture, ground = desk.cases.known_picture(case_id), desk.access.ground_of(case_id)
        if ground is None:
            raise NotFound("There is no such case.")
        sees_wellbeing = may_note(asking.viewer, NoteDeed.READ, Stream.WELLBEING, ground)
        sees_police = may_note(asking.viewer, NoteDeed.READ, Stream.POLICE_INFORMATION, ground)
        checks = desk.parents.checks_of(case_id) if sees_wellbeing else ()
        given = desk.feedback.of_case(case_id)
        today = london_day(asking.at)
        cards = tuple(
            _card(picture, one, trends_of(checks, one) if sees_wellbeing else None, today)
            for one in parents_in(picture)
        )
        is_over = stage_of(picture, asking.at) in ASKED_AT and picture.case.closed_on is None
        answered = {f.person_id for f in given}
        page = ParentsPage(
            cards=cards,
            who_wellbeing=WHO_MAY[Stream.WELLBEING],
            passings=tuple(reversed(picture.passings)) if sees_police else None,
            who_police=WHO_MAY[Stream.POLICE_INFORMATION],
            feedback=tuple((picture.called(f.person_id), f) for f in given) if sees_wellbeing else None,
            to_ask=tuple(one for one in _family(picture) if one[0] not in answered) if is_over else (),
            is_over=is_over,
        )
        return story_of(desk, picture, rules, wording, asking), page


def feedback_figures(store: Store, *, asking: Asking) -> tuple[FeedbackTable, ...]:
    """Count, for a manager, what families answered in all cases that they may see. No sentence is opened."""
    with store.board_for(asking, doing="feedback.figures") as desk:
        return figures_of(desk.feedback.counts(asking.viewer))


def _family(picture: CasePicture) -> tuple[tuple[str, str], ...]:
    ids = dict.fromkeys((*parents_in(picture), *(w.person_id for w in picture.witnesses)))
    return tuple((one, picture.called(one)) for one in ids)


def _card(picture: CasePicture, person_id: str, trends: tuple[Trend, ...] | None, today: date) -> ParentCard:
    return ParentCard(
        person_id=person_id,
        called=picture.called(person_id),
        offers=tuple(_offer(picture, person_id, offer, today) for offer in Offer),
        trends=None if trends is None else tuple(_trend(t) for t in trends),
        ring=worth_a_call(trends or ()),
    )


def _offer(picture: CasePicture, person_id: str, offer: Offer, today: date) -> OfferCard:
    stands = offer_standing(picture.offers, person_id, offer)
    agreed = check_in_agreed(picture, person_id) if offer is Offer.CHECK_IN else None
    return OfferCard(
        offer=offer,
        name=OFFER_WORDS[offer].name,
        says=OFFER_WORDS[offer].says,
        state="Not offered yet" if stands.state is None else STATE_IN_WORDS[stands.state],
        is_accepted=stands.state is OfferState.ACCEPTED,
        since=stands.since,
        ask_again_on=stands.ask_again_on,
        is_due=stands.ask_again_on is not None and stands.ask_again_on <= today,
        every_days=None if agreed is None else agreed.every_days or USUAL_CHECK_IN,
        next_on=None if agreed is None else next_check_in(agreed, today),
        turns=tuple((turn.value, TURN_WORDS[turn]) for turn in stands.turns),
    )


def _trend(trend: Trend) -> TrendRow:
    last = "" if trend.last is None else in_words(trend.question, trend.last)
    return TrendRow(QUESTION_NAMES[trend.question], last, trend.turn, trend.values)
