"""What became of a message that failed, in words, and the one thing to do about it. No carrier's code is ever shown."""

import re
from dataclasses import dataclass

from witness.domain.messages import MessageState
from witness.messaging.carrier_codes import CODES, UNKNOWN_CODE

# How carriers begin their reasons: a number of four or five digits, or two words with a hyphen that we know, alone or
# before words of their own.
CODE = re.compile(rf"(?P<code>\d{{4,5}}|{'|'.join(code for code in CODES if '-' in code)})\b[ :]*(?P<rest>.*)")
OUR_ACCOUNT = frozenset({"notify-key", "notify-trial", "notify-template", "notify-sender", "notify-service",
                         "20003", "20005", "20404", "21408", "21601", "21603", "21606", "21608", "21609", "21701",
                         "21703", "21705", "30002", "30010"})  # fmt: skip
OFF_FOR_NOW = frozenset({"notify-busy", "temporary-failure", "30001", "30003", "30017", "30008", "20429", "21611"})

RING = "Ring them."
ANOTHER_NUMBER = "Reach them another way, and ask for a number that works."


@dataclass(frozen=True, slots=True)
class Failure:
    """What happened, and what to do: one sentence each."""

    happened: str
    to_do: str

    @property
    def may_ring(self) -> bool:
        """Whether what to do begins with a call."""
        return self.to_do.startswith("Ring")


def failure_of(state: MessageState, because: str) -> Failure:
    """Say what became of a message that could not go or did not arrive, and the one thing to do."""
    if state is MessageState.EXPIRED:
        return Failure("It could not go in time within their safe hours.", RING)
    if state is MessageState.UNCERTAIN:
        return Failure("It may have gone, and nobody can tell.", "Ring them. Do not text the same again.")
    if state is MessageState.BLOCKED:
        return _blocked(because)
    said = reason_in_words(because) or UNKNOWN_CODE.meaning
    return Failure(f"{said[:1].upper()}{said[1:]}.", _to_do(code_of(because)))


def reason_in_words(because: str) -> str:
    """Give a reason as people read it: a carrier's code in our words, everything else as it was written."""
    found = CODE.fullmatch(because.strip())
    if found is None:
        return because
    known = CODES.get(found["code"])
    return known.meaning if known is not None else found["rest"] or UNKNOWN_CODE.meaning


def code_of(because: str) -> str:
    """Give the carrier's code that a reason begins with, "" for none."""
    found = CODE.fullmatch(because.strip())
    return "" if found is None else found["code"]


def _to_do(code: str) -> str:
    known = CODES.get(code)
    if known is not None and known.number_is_dead:
        return ANOTHER_NUMBER
    if known is not None and known.opted_out:
        return "Ring them, and agree another way to keep in touch."
    if code in OUR_ACCOUNT:
        return "Ring them, and tell your administrator: our account with the network is at fault."
    if code in OFF_FOR_NOW:
        return "Ring them later today."
    return RING


# How a reason of the gate begins, and what to do then.
AT_THE_GATE: tuple[tuple[str, str], ...] = (
    ("the safe-contact check ran out", "Ring them, and check the phone by voice."),
    ("they asked us to stop", "Ring them, and agree another way to keep in touch."),
    ("somebody else may see it", "Do not ring this phone. Agree another way with them in person."),
    ("it reached a stranger", "Do not ring this phone. Find another number."),
    ("the last message could not be delivered", ANOTHER_NUMBER),
    ("no safe time is recorded", "Ask them for safe days and hours, and record them."),
    ("there is no approved wording", "Ring them with somebody who speaks their language."),
)


def _blocked(because: str) -> Failure:
    said = because or "the gate did not let it go"
    to_do = next((act for begins, act in AT_THE_GATE if said.startswith(begins)), RING)
    return Failure(f"Nothing may be sent: {said}.", to_do)
