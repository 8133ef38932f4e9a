"""Texts that ask something of a family for their own sake: how a parent is, and, when all is over, how it was for them.

A check of how they are goes on the parent's own plan: agreed, as often as they chose, for their support alone. Two
questions about how it was go once, well after the outcome was told. Neither goes on a bad day, and neither is ever
asked twice: no answer is an answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from witness.domain.case_stage import stage_of
from witness.domain.cases import CasePicture, StandingMessage
from witness.domain.contact import Blocked, Channel, SafeContact, Tier
from witness.domain.contact_days import reach
from witness.domain.court_time import end_of_london_day, london_day, moment_in_london
from witness.domain.feedback import ASKED_AT, LONGEST_SENTENCE, MOST, AskedAs
from witness.domain.hearings import HearingState
from witness.domain.markers import MarkerKind, marker_standing
from witness.domain.message_choices import chosen_for, hold_on_everything
from witness.domain.messages import MessageState, Purpose
from witness.domain.parent_tasks import parents_in
from witness.domain.parents import USUAL_CHECK_IN, Offer, OfferState, OfferStep, offer_standing
from witness.domain.planned_messages import WantedMessage
from witness.domain.private_page import own_witnesses
from witness.domain.reply_numbers import whole_numbers
from witness.domain.stops import heeding
from witness.domain.wellbeing import Question, numbers_in
from witness.domain.working_days import WorkingCalendar

# In the hours of somebody who has had their morning. Safe hours narrow it further.
ASK_AT = time(10, 0)
# All judgements: nobody has measured them.
CHECK_IN_LASTS = timedelta(days=1)  # beyond its own day
FEEDBACK_AFTER = timedelta(days=21)  # from when the outcome was told
FEEDBACK_UNTIL = timedelta(days=80)
OUTCOME_HURTS = timedelta(days=7)
COURT_IS_NEAR = timedelta(days=1)  # the day before, the day, and the day after
TOLD_OF_AN_END = frozenset({"outcome_told", "sentence_told"})
DANGER = (MarkerKind.THREAT, MarkerKind.MISSING)
ASKS = frozenset({Purpose.CHECK_IN, Purpose.FEEDBACK})
WORDING_FOR: dict[AskedAs, str] = {AskedAs.ADULT: "feedback", AskedAs.CHILD: "feedback_child"}


# Whoever answers later than this answers something else.
ANSWERED_WITHIN: dict[Purpose, timedelta] = {
    Purpose.CHECK_IN: timedelta(days=3),
    Purpose.FEEDBACK: timedelta(days=14),
}
# What a text about a date offers: alone, one of these may answer that one.
ANSWERS_OF_A_DATE = frozenset({1, 2, 3})


class Doubt(StrEnum):
    """Why a number is nobody's to file: it may answer a date, or it may be somebody else's."""

    A_DATE = "it may answer a date, or how they are"
    WHOSE = "several people share the number, and it may be how any of them is"


@dataclass(frozen=True, slots=True)
class TwoAnswers:
    """What a text answered to the two questions. sentence: what stood behind the numbers, "" for nothing."""

    ready: int
    heard: int
    sentence: str


@dataclass(frozen=True, slots=True)
class AskChanges:
    """What to do so that the plan asks what should be asked: add, want again, and take back."""

    add: tuple[WantedMessage, ...] = ()
    revive: tuple[tuple[StandingMessage, WantedMessage], ...] = ()
    withdraw: tuple[StandingMessage, ...] = ()


def check_in_agreed(picture: CasePicture, person_id: str) -> OfferStep | None:
    """Give the step by which a parent agreed to be asked how they are by text; None while they have not."""
    stands = offer_standing(picture.offers, person_id, Offer.CHECK_IN)
    return stands.steps[-1] if stands.state is OfferState.ACCEPTED else None


def check_in_day(agreed: OfferStep, today: date) -> date:
    """Give the day of the plan that has come last; before the first, the first one ahead."""
    every = agreed.every_days or USUAL_CHECK_IN
    turns = max((today - agreed.on).days // every, 1)
    return agreed.on + timedelta(days=turns * every)


def next_check_in(agreed: OfferStep, today: date) -> date:
    """Give the next day of the plan, today included."""
    on = check_in_day(agreed, today)
    return on if on >= today else on + timedelta(days=agreed.every_days or USUAL_CHECK_IN)


def bad_day_because(picture: CasePicture, person_id: str, today: date) -> str:
    """Say why nobody is asked how they are on this day; "" on any other."""
    days = [h.now.slot.on for h in picture.hearings if h.now.state in (HearingState.LISTED, HearingState.HELD)]
    if any(on is not None and abs(on - today) <= COURT_IS_NEAR for on in days):
        return "a day at court is near"
    told = [london_day(n.told_at) for n in picture.notices if n.code in TOLD_OF_AN_END]
    turned = [london_day(step.at) for d in picture.case.defendants for step in d.steps[-1:]]
    if any(timedelta(0) <= today - on < OUTCOME_HURTS for on in (*told, *turned)):
        return "there has just been news of the case"
    for witness in picture.witnesses:
        if any(marker_standing(picture.markers, witness.witness_id, kind, today).open for kind in DANGER):
            return "somebody may be in danger"
    if hold_on_everything(picture.choices, person_id, today) is not None:
        return "somebody has put their texts on hold"
    return ""


def asks_wanted(
    picture: CasePicture, *, now: datetime, languages: frozenset[str], calendar: WorkingCalendar | None
) -> tuple[WantedMessage, ...]:
    """Compute what should be asked by text today. Whom no text may reach is asked by nobody but a person."""
    today = london_day(now)
    if picture.case.closed_on is not None:
        return ()
    asked = [*_check_ins(picture, today), *_feedback(picture, now)]
    found = []
    for ask in asked:
        contact = _phone(picture, ask.person_id, now, languages, calendar)
        if contact is None or _is_skipped(picture, ask, today) or bad_day_because(picture, ask.person_id, today):
            continue
        found.append(_message(picture, ask, contact))
    return tuple(found)


def ask_changes(picture: CasePicture, wanted: tuple[WantedMessage, ...], now: datetime) -> AskChanges:
    """Compare with what is planned or has gone. Running it again on its result changes nothing."""
    standing = {m.reason_key: m for m in picture.messages if m.purpose in ASKS}
    keys = {m.reason_key for m in wanted}
    mine = [(standing.get(m.reason_key), m) for m in wanted if m.not_after > now]
    return AskChanges(
        add=tuple(m for stands, m in mine if stands is None),
        revive=tuple(
            (stands, m)
            for stands, m in mine
            if stands is not None and stands.state is MessageState.CANCELLED and stands.attempt == 0
        ),
        withdraw=tuple(m for m in standing.values() if m.state is MessageState.PLANNED and m.reason_key not in keys),
    )


def check_in_text(text: str, *, date_is_open: bool) -> dict[Question, int] | Doubt | None:
    """Read what came after a parent was asked how they are; None when it is no number.

    date_is_open: a text about a date waits for an answer of theirs too. "2" may then ask for a lift.
    """
    answers = numbers_in(text)
    if answers is None:
        return None
    alone = answers.get(Question.OVERALL)
    return Doubt.A_DATE if date_is_open and alone in ANSWERS_OF_A_DATE else answers


def feedback_text(text: str) -> TwoAnswers | None:
    """Read what came after the two questions: two numbers from 0 to 4, perhaps with a sentence behind; else None."""
    words = text.split()
    numbers = whole_numbers(" ".join(words[:2]))
    if numbers is None or len(numbers) != 2 or max(numbers) > MOST:
        return None
    sentence = " ".join(words[2:])
    return TwoAnswers(*numbers, sentence) if len(sentence) <= LONGEST_SENTENCE else None


@dataclass(frozen=True, slots=True)
class _Ask:
    """One thing to ask one person. what: as in the reason key of its message."""

    person_id: str
    purpose: Purpose
    wording: str
    what: str
    starts: datetime
    ends: datetime


def _check_ins(picture: CasePicture, today: date) -> Iterator[_Ask]:
    for person_id in parents_in(picture):
        agreed = check_in_agreed(picture, person_id)
        if agreed is None:
            continue
        on = check_in_day(agreed, today)
        if on <= today <= on + CHECK_IN_LASTS:
            starts, ends = moment_in_london(on, ASK_AT), end_of_london_day(on + CHECK_IN_LASTS)
            purpose = Purpose.CHECK_IN
            yield _Ask(person_id, purpose, purpose.value, f"{purpose.value}-{on.isoformat()}", starts, ends)


def _feedback(picture: CasePicture, now: datetime) -> Iterator[_Ask]:
    """Whoever has not been told the outcome by a person is not asked how it was."""
    told = [n.told_at for n in picture.notices if n.code in TOLD_OF_AN_END]
    if not told or stage_of(picture, now) not in ASKED_AT:
        return
    first = london_day(max(told)) + FEEDBACK_AFTER
    last = first + (FEEDBACK_UNTIL - FEEDBACK_AFTER)
    if not first <= london_day(now) <= last:
        return
    for person_id in dict.fromkeys((*parents_in(picture), *(w.person_id for w in picture.witnesses))):
        asked_as = asked_in_words_for(picture, person_id, london_day(now))
        starts, ends = moment_in_london(first, ASK_AT), end_of_london_day(last)
        yield _Ask(person_id, Purpose.FEEDBACK, WORDING_FOR[asked_as], Purpose.FEEDBACK.value, starts, ends)


def asked_in_words_for(picture: CasePicture, person_id: str, today: date) -> AskedAs:
    """Say in whose words somebody is asked."""
    return AskedAs.CHILD if picture.person(person_id).is_child_on(today) else AskedAs.ADULT


def _phone(
    picture: CasePicture, person_id: str, now: datetime, languages: frozenset[str], calendar: WorkingCalendar | None
) -> SafeContact | None:
    about = own_witnesses(picture, person_id)
    for recorded in () if picture.has_left(person_id) else picture.contacts_of(person_id, Channel.SMS):
        contact = heeding(recorded, picture.stops, about=about)
        verdict = reach(picture, contact, tier=Tier.L0, now=now, languages=languages, calendar=calendar)
        if not isinstance(verdict, Blocked):
            return contact
    return None


def _is_skipped(picture: CasePicture, ask: _Ask, today: date) -> bool:
    chosen = chosen_for(picture.choices, person_id=ask.person_id, hearing_id="", revision=0, what=ask.what, today=today)
    return chosen.skip is not None


def _message(picture: CasePicture, ask: _Ask, contact: SafeContact) -> WantedMessage:
    return WantedMessage(
        reason_key=f"{picture.case.case_id}:0:{ask.what}:{ask.person_id}",
        person_id=ask.person_id,
        contact_id=contact.contact_id,
        hearing_id="",  # it says nothing of any date
        revision=0,
        purpose=ask.purpose,
        channel=Channel.SMS,
        tier=Tier.L0,
        wording=ask.wording,
        fields={"sender": contact.signed_as or picture.case.signed_as, "phone": picture.case.support_phone},
        not_before=ask.starts,
        not_after=ask.ends,
    )
