"""The demo's carriers: they keep what they get, and some numbers go wrong on purpose."""

import pytest

from witness.domain.messages import MessageState
from witness.messaging.carrier import Accepted, Declined, OutgoingMail, OutgoingText, TryLater
from witness.messaging.sandbox import SandboxMail, SandboxTexts, sandbox_fate


def sent_to(number: str):
    kept: list[OutgoingText] = []

    def keep(text: OutgoingText) -> str:
        kept.append(text)
        return f"demo-{len(kept)}"

    return SandboxTexts(keep, lambda reference: None).send(OutgoingText(number, "Hi", "r", 60)), kept


def test_a_text_is_kept_and_accepted():
    outcome, kept = sent_to("+447700900123")

    assert outcome == Accepted("demo-1")
    assert [text.body for text in kept] == ["Hi"]


def test_a_number_ending_in_404_is_dead_and_nothing_is_kept():
    outcome, kept = sent_to("+447700900404")

    assert isinstance(outcome, Declined)
    assert outcome.number_is_dead
    assert kept == []


def test_a_number_ending_in_503_is_busy_and_nothing_is_kept():
    outcome, kept = sent_to("+447700900503")

    assert isinstance(outcome, TryLater)
    assert kept == []


def test_a_number_ending_in_999_is_accepted_and_never_delivered():
    outcome, kept = sent_to("+447700900999")

    assert isinstance(outcome, Accepted)
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("number", "fate"),
    [
        ("+447700900123", MessageState.DELIVERED),
        ("+447700900404", MessageState.REJECTED),
        ("+447700900503", MessageState.PLANNED),
        ("+447700900999", MessageState.UNDELIVERED),
    ],
)
def test_the_fate_of_a_number_is_known_beforehand(number, fate):
    assert sandbox_fate(number) is fate


def test_a_mail_is_kept_and_accepted():
    mail = OutgoingMail("mum@home.example", "Appointment with Olu", "Hello", "r")

    assert SandboxMail(lambda kept: kept.reference).send(mail) == Accepted("r")
