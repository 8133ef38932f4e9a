"""A text that says how it stands: proposed while it is true and allowed, planned when asked for, gone with the wait."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.builders import CALENDAR, MOTHER, TRIAL, WITNESS, J, a_contact, a_marker, a_picture, a_witness, an_event
from tests.domain.test_at_court import a_tap, at
from witness.domain.at_court import DayStep, DayTap
from witness.domain.at_court_clocks import tell_again_at
from witness.domain.at_court_course import course_on
from witness.domain.at_court_day import at_court_on
from witness.domain.at_court_offers import EVIDENCE_GOES_ON, GIVES_EVIDENCE, TextOffer, text_offers
from witness.domain.at_court_text import writes_again_by
from witness.domain.cases import CasePicture
from witness.domain.contact import ContactState, Tier
from witness.domain.court_time import london_day
from witness.domain.markers import MarkerKind
from witness.domain.message_choices import ChoiceKind, ChoiceWhy, MessageChoice
from witness.domain.messages import Purpose
from witness.domain.planned_messages import WantedMessage, messages_wanted
from witness.domain.rules import Rules

RULES = Rules(CALENDAR, timedelta(minutes=15), frozenset({"en"}))
IN = a_tap(DayStep.ARRIVED, at(9, 30))
NOW = at(11, 40)
PHONE = a_contact(reviewed_on=date(2026, 12, 1))


def asked(when: datetime = NOW, whom: str = MOTHER) -> DayTap:
    return a_tap(DayStep.TEXTED, when, whom=whom)


def waiting(*taps: DayTap, **facts: Any) -> CasePicture:
    return a_picture(**{"contacts": (PHONE,), "day_taps": (IN, *taps), **facts})


def offers(picture: CasePicture, now: datetime = NOW) -> tuple[TextOffer, ...]:
    (day,) = [d for d in at_court_on(picture, london_day(now)) if d.witness_id == WITNESS]
    return text_offers(picture, day, RULES, now)


def wanted(picture: CasePicture, now: datetime = NOW) -> list[WantedMessage]:
    found = messages_wanted(picture, now=now, hold=RULES.hold, languages=RULES.languages, calendar=CALENDAR)
    return [m for m in found.messages if m.purpose is Purpose.STILL_WAITING]


def test_nothing_is_wanted_until_somebody_asks_and_then_exactly_what_was_proposed() -> None:
    (offer,) = offers(waiting())
    assert wanted(waiting()) == []
    assert offer.because == ""
    assert offer.text is not None

    (message,) = wanted(waiting(asked()))

    assert (message.person_id, message.wording, message.tier) == (MOTHER, "still_waiting", Tier.L1)
    assert (message.fields, message.not_after) == (offer.text.fields, offer.again_by)
    assert message.fields["time"] == "12.45pm"
    assert (message.not_before, message.not_after) == (NOW, at(12, 45))


def test_what_it_promises_lies_on_a_quarter_of_an_hour_after_the_page_asks_again() -> None:
    for minute in range(60):
        by = writes_again_by(at(11, minute))
        assert by.minute % 15 == 0
        assert timedelta(minutes=65) <= by - at(11, minute) < timedelta(minutes=80)
        told = course_on(waiting(asked(at(11, minute))), WITNESS, london_day(NOW))
        asks = tell_again_at(told, at(11, minute))
        assert asks is not None
        assert asks < by


OVER: list[tuple[DayTap, ...]] = [
    (a_tap(DayStep.CALLED, at(11, 41)),),
    (a_tap(DayStep.CALLED, at(11, 41)), a_tap(DayStep.INTERRUPTED, at(11, 42))),
    (a_tap(DayStep.SENT_HOME, at(11, 41)),),
    (a_tap(DayStep.UNDONE, at(11, 41), undoes=asked().tap_id),),
]
Rule = Callable[[CasePicture, datetime], list[WantedMessage]]


def gone_with_the_wait(rule: Rule) -> bool:
    """The property: what was asked for is wanted no more once it is not so, or is too old to be so."""
    late = at(12, 45)
    return all(rule(waiting(asked(), *taps), at(11, 43)) == [] for taps in OVER) and rule(waiting(asked()), late) == []


def once_asked_for_it_goes(picture: CasePicture, now: datetime) -> list[WantedMessage]:
    """Wrong: what came after the asking is not looked at."""
    taps = tuple(t for t in picture.day_taps if t.at <= asked().at)
    return wanted(replace(picture, day_taps=taps), min(now, at(11, 43)))


def test_it_is_taken_back_as_soon_as_they_are_called_released_or_somebody_thought_better_of_it() -> None:
    assert wanted(waiting(asked()), at(11, 43))
    assert gone_with_the_wait(wanted)
    assert not gone_with_the_wait(once_asked_for_it_goes)


HOLD = MessageChoice("hold", ChoiceKind.HOLD, at(8), ChoiceWhy.ASKED, MOTHER, until_on=date(2026, 12, 20))
BOTH = (a_witness(), a_witness(witness_id="w-mother", person_id=MOTHER, label="W2"))
MOTHER_IN = a_tap(DayStep.CALLED, at(11), witness_id="w-mother")


@pytest.mark.parametrize(
    ("facts", "taps", "because"),
    [
        ({"contacts": (replace(PHONE, state=ContactState.STOPPED),)}, (), "they asked us to stop"),
        ({"contacts": (replace(PHONE, state=ContactState.UNSAFE),)}, (), "somebody else may see it"),
        ({"contacts": ()}, (), "no mobile number is recorded"),
        ({"contacts": (replace(PHONE, reviewed_on=date(2026, 11, 1)),)}, (), "the safe-contact check ran out"),
        ({"contacts": (replace(PHONE, safe_days=frozenset({5})),)}, (), "outside their safe hours"),
        ({"contacts": (replace(PHONE, language="ur"),)}, (), "no approved wording in their language"),
        ({"choices": (HOLD,)}, (), "held until"),
        ({}, (asked(at(11, 20)),), "they were written to at 11.20am"),
        ({}, (a_tap(DayStep.CALLED, at(11)), a_tap(DayStep.INTERRUPTED, at(11, 30))), EVIDENCE_GOES_ON),
        ({"witnesses": BOTH, "events": (an_event(), an_event(event_id="e2", witness_id="w-mother"))}, (MOTHER_IN,),
         GIVES_EVIDENCE),
        ({"contacts": (PHONE, replace(PHONE, contact_id="c2", person_id=J)),
          "markers": (a_marker(MarkerKind.MISSING, on=date(2026, 12, 7)),)}, (), "they are missing"),
    ],
)  # fmt: skip
def test_it_is_not_proposed_where_none_may_go_and_the_reason_is_said(
    facts: dict[str, Any], taps: tuple[DayTap, ...], because: str
) -> None:
    (offer,) = offers(waiting(*taps, **facts))

    assert because in offer.because
    assert offer.text is None


def test_a_phone_that_others_see_gets_the_words_that_name_no_hour() -> None:
    (offer,) = offers(waiting(contacts=(replace(PHONE, seen_by="her brother"),)))

    assert offer.text is not None
    assert offer.text.tier is Tier.L0


def test_before_they_are_in_and_after_they_are_released_nothing_is_proposed() -> None:
    assert offers(a_picture(contacts=(PHONE,))) == ()
    assert offers(waiting(a_tap(DayStep.CALLED, at(10)), a_tap(DayStep.RELEASED, at(11)))) == ()
    assert [m.hearing_id for m in wanted(waiting(asked()))] == [TRIAL]
