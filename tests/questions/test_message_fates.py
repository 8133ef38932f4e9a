"""Of every failure a page says in words what happened and the one thing to do; a carrier's code is never among them."""

import re

import pytest

from witness.domain.messages import MessageState
from witness.messaging.twilio_codes import CODES
from witness.questions.message_fates import failure_of, reason_in_words

FAILED = [
    MessageState.UNDELIVERED,
    MessageState.REJECTED,
    MessageState.UNCERTAIN,
    MessageState.EXPIRED,
    MessageState.BLOCKED,
]


@pytest.mark.parametrize("state", FAILED)
@pytest.mark.parametrize(
    "because", ["", *CODES, "30999", "21614 that is not a mobile number", "99999 no words of ours"]
)
def test_no_code_is_shown_and_there_is_always_something_to_do(state: MessageState, because: str) -> None:
    if state is MessageState.BLOCKED and because[:1].isdigit():
        pytest.skip("the gate gives no codes")

    failure = failure_of(state, because)

    assert not re.search(r"\d{4,}", failure.happened + failure.to_do)
    assert failure.happened.endswith(".")
    assert failure.to_do.endswith(".")


@pytest.mark.parametrize(
    ("code", "to_do"),
    [
        ("30003", "Ring them later today."),
        ("30005", "Reach them another way, and ask for a number that works."),
        ("21610", "Ring them, and agree another way to keep in touch."),
        ("30002", "Ring them, and tell your administrator: our account with the network is at fault."),
        ("30007", "Ring them."),
        ("31234", "Ring them."),
    ],
)
def test_what_to_do_follows_from_what_happened(code: str, to_do: str) -> None:
    assert failure_of(MessageState.UNDELIVERED, code).to_do == to_do


def test_a_phone_that_somebody_else_holds_is_not_rung() -> None:
    failure = failure_of(MessageState.BLOCKED, "somebody else may see it")

    assert not failure.may_ring
    assert failure.to_do == "Do not ring this phone. Agree another way with them in person."


def test_words_that_are_no_code_are_left_as_they_are() -> None:
    assert reason_in_words("held until Fri 27 Nov: they asked for it") == "held until Fri 27 Nov: they asked for it"
    assert reason_in_words("2026 is no code of ours, 12 signs") != ""
