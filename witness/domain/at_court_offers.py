"""To whom of a family a text may be proposed while their child waits at court, and why not to the others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from witness.domain.at_court import DayStep, DayTap
from witness.domain.at_court_day import AtCourt
from witness.domain.at_court_text import evidence_is_open, is_giving_evidence, still_waits, writes_again_by
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, May, Tier
from witness.domain.contact_days import reach
from witness.domain.court_time import london_day, london_time, spoken_time
from witness.domain.message_choices import choice_in_words, hold_on_everything
from witness.domain.messages import Purpose
from witness.domain.planned_messages import WantedMessage, messages_wanted
from witness.domain.rules import Rules
from witness.domain.stops import concerned, heeding

# Judgement: whoever was written to within this long does not get a second text from another officer's phone.
NOT_AGAIN_WITHIN = timedelta(minutes=30)
EVIDENCE_GOES_ON = "the evidence has begun and is not over: nothing is written until they are released"
GIVES_EVIDENCE = "they are giving evidence themselves: nothing is written to them until they are released"
_PROBE = "proposed"


@dataclass(frozen=True, slots=True)
class TextOffer:
    """A text that is proposed to one of the family, or why it is not.

    called: "J.F.'s mother". because: "" when it may go now. text: what would go, None when nothing may.
    again_by: when the text says that we write again.
    """

    person_id: str
    called: str
    because: str
    again_by: datetime
    text: WantedMessage | None = None


def text_offers(picture: CasePicture, day: AtCourt, rules: Rules, now: datetime) -> tuple[TextOffer, ...]:
    """Give what is proposed for each parent and carer while a witness is at court; nothing before and after.

    What is proposed is what the plan of messages would hold if it were asked for now, and nothing else.
    """
    at_court = still_waits(day.course) or evidence_is_open(day.course)
    if day.on != london_day(now) or day.hearing is None or not at_court:
        return ()
    carers = picture.carers_of(picture.witness(day.witness_id).person_id)
    return tuple(_offer(picture, day, carer.person_id, rules, now) for carer in carers)


def a_tap_for(day: AtCourt, person_id: str, tap_id: str, now: datetime) -> DayTap:
    """Make the tap that asks for a text to somebody."""
    hearing_id = None if day.hearing is None else day.hearing.hearing_id
    return DayTap(tap_id, day.witness_id, day.on, DayStep.TEXTED, now, now, now, now, hearing_id, whom=person_id)


def _offer(picture: CasePicture, day: AtCourt, person_id: str, rules: Rules, now: datetime) -> TextOffer:
    offer = TextOffer(person_id, picture.called(person_id), "", writes_again_by(now))
    because = next(_in_the_way(picture, day, person_id, rules, now), "")
    if because:
        return replace(offer, because=because)
    asked = replace(picture, day_taps=(*picture.day_taps, a_tap_for(day, person_id, _PROBE, now)))
    found = messages_wanted(
        asked, now=now, hold=rules.hold, languages=rules.languages, calendar=rules.calendar
    ).messages
    key = f"{Purpose.STILL_WAITING.value}-{_PROBE}"
    text = next((m for m in found if m.person_id == person_id and key in m.reason_key), None)
    return replace(offer, text=text, because="" if text else "they do not hear of this date by text")


def _in_the_way(picture: CasePicture, day: AtCourt, person_id: str, rules: Rules, now: datetime) -> Iterator[str]:
    if evidence_is_open(day.course):
        yield EVIDENCE_GOES_ON
    if is_giving_evidence(picture, person_id, now):
        yield GIVES_EVIDENCE
    hold = hold_on_everything(picture.choices, person_id, london_day(now))
    if hold is not None:
        yield f"texts are {choice_in_words(hold)}"
    last = max((t.at for t in day.course.told if t.step is DayStep.TEXTED and t.whom == person_id), default=None)
    if last is not None and now < last + NOT_AGAIN_WITHIN:
        yield f"they were written to at {spoken_time(london_time(last))}"
    because = _not_through_the_gate(picture, day, person_id, rules, now)
    if because:
        yield because


def _not_through_the_gate(picture: CasePicture, day: AtCourt, person_id: str, rules: Rules, now: datetime) -> str:
    """Say why no phone of theirs may be written to at this very moment; "" when one may."""
    because = "no mobile number is recorded"
    about = concerned(picture, person_id, None if day.hearing is None else day.hearing.hearing_id)
    for recorded in picture.contacts_of(person_id, Channel.SMS):
        contact = heeding(recorded, picture.stops, about=about)
        verdict = reach(
            picture,
            contact,
            tier=min(Tier.L1, contact.allowed_tier),
            now=now,
            languages=rules.languages,
            calendar=rules.calendar,
        )
        if isinstance(verdict, May):
            return ""
        because = verdict.because
    return because
