"""The courts' coded reasons for a day that cracked or was ineffective, with words for officers and for families."""

from dataclasses import dataclass
from enum import StrEnum

from witness.domain.errors import Refused
from witness.domain.hearings import Effectiveness


class Party(StrEnum):
    """On whose side the reason lay."""

    COURT = "court"
    DEFENCE = "defence"
    PROSECUTION = "prosecution"
    OTHER = "other"


PARTY_IN_WORDS: dict[Party, str] = {
    Party.COURT: "the court",
    Party.DEFENCE: "the defence",
    Party.PROSECUTION: "the prosecution",
    Party.OTHER: "others",
}

EFFECTIVENESS_IN_WORDS: dict[Effectiveness, str] = {
    Effectiveness.EFFECTIVE: "It went ahead",
    Effectiveness.CRACKED: "It cracked: it ended that day, and no further trial is needed",
    Effectiveness.INEFFECTIVE: "It was ineffective: it did not go ahead, and a further date is needed",
    Effectiveness.VACATED: "It was vacated: taken out before the day",
}

# The reason has not been learnt. It is said so, and never guessed.
NOT_KNOWN_YET = ""
NOT_KNOWN_IN_WORDS = "not known yet"


@dataclass(frozen=True, slots=True)
class OutcomeCode:
    """One coded reason.

    belongs: what became of a day that this can be the reason of. words: for officers. family_words: plain words that
    may be told to a family; "" when a person has to find them. verified: whether the code and its meaning were read in
    a source, or are from memory. witness_related: the reason was about a witness. support_preventable: support before
    the day might have prevented it (judgement).
    """

    code: str
    party: Party
    belongs: frozenset[Effectiveness]
    words: str
    family_words: str
    verified: bool = True
    witness_related: bool = False
    support_preventable: bool = False


# A trial is taken out before the day for the same reasons for which it does not go ahead on it. That the courts use
# the same letters for both is an assumption.
_LATER = frozenset({Effectiveness.INEFFECTIVE, Effectiveness.VACATED})
_ENDED = frozenset({Effectiveness.CRACKED})
_C, _D, _P, _O = Party.COURT, Party.DEFENCE, Party.PROSECUTION, Party.OTHER

_BUSY = "The court was still busy with another case."
_NOT_READY = "The lawyers needed more time to get ready."
_LAWYER = "One of the lawyers could not be there."
_LONGER = "The trial will take longer than was planned, so it needs a new date."
_PLEA = "It was settled that day without a trial."
_STOPPED = "The prosecution decided not to go on. Somebody will explain why."

# Ineffective: list given to Parliament in January 2025 (domain reference §1.3); the prosecution's rows M to P and all
# cracked codes A to L were not in the copy and are from memory: unverified.
OUTCOME_CODES: tuple[OutcomeCode, ...] = (
    OutcomeCode("W1", _C, _LATER, "another case over-ran", _BUSY),
    OutcomeCode("W2", _C, _LATER, "judge or magistrate not available", "There was no judge free for it."),
    OutcomeCode("W3", _C, _LATER, "not reached, or floater not reached", "The court did not get to the case in time."),
    OutcomeCode("W4", _C, _LATER, "equipment or accommodation failed", "Something in the court building did not work.",
                support_preventable=True),
    OutcomeCode("X", _C, _LATER, "too few jurors", "There were not enough people for the jury."),
    OutcomeCode("Q1", _D, _LATER, "defence: problems of disclosure", _NOT_READY),
    OutcomeCode("Q2", _D, _LATER, "defence not ready", _NOT_READY),
    OutcomeCode("Q3", _D, _LATER, "defence asked for a further prosecution witness", _NOT_READY, witness_related=True),
    OutcomeCode("R", _D, _LATER, "defence witness absent", "Somebody who had to be there was not.",
                witness_related=True),
    OutcomeCode("S1", _D, _LATER, "defendant absent", "Somebody who had to be there was not."),
    OutcomeCode("S2", _D, _LATER, "defendant ill or unfit", "Somebody who had to be there was ill."),
    OutcomeCode("S4", _D, _LATER, "defendant not notified", "Somebody who had to be there had not been told."),
    OutcomeCode("T", _D, _LATER, "defence raised the time estimate", _LONGER),
    OutcomeCode("U1", _D, _LATER, "defence advocate engaged elsewhere", _LAWYER),
    OutcomeCode("U2", _D, _LATER, "defence advocate did not attend", _LAWYER),
    OutcomeCode("V", _D, _LATER, "defence dismissed the advocate", _LAWYER),
    OutcomeCode("M1", _P, _LATER, "prosecution witness absent: police", "A witness could not be there.",
                verified=False, witness_related=True),
    OutcomeCode("M2", _P, _LATER, "prosecution witness absent: professional or expert", "A witness could not be there.",
                verified=False, witness_related=True),
    OutcomeCode("M3", _P, _LATER, "prosecution witness absent: other", "A witness could not be there.",
                verified=False, witness_related=True, support_preventable=True),
    OutcomeCode("N1", _P, _LATER, "prosecution served evidence late", _NOT_READY, verified=False),
    OutcomeCode("N2", _P, _LATER, "prosecution not ready", _NOT_READY, verified=False),
    OutcomeCode("N3", _P, _LATER, "prosecution: unused material not disclosed", _NOT_READY, verified=False),
    OutcomeCode("O1", _P, _LATER, "prosecution advocate engaged elsewhere", _LAWYER, verified=False),
    OutcomeCode("O2", _P, _LATER, "prosecution advocate did not attend", _LAWYER, verified=False),
    OutcomeCode("P", _P, _LATER, "prosecution raised the time estimate", _LONGER, verified=False),
    OutcomeCode("S3", _O, _LATER, "defendant not produced by the escort", "Somebody was not brought to court in time."),
    OutcomeCode("W5", _O, _LATER, "no interpreter", "There was no interpreter.", support_preventable=True),
    OutcomeCode("Y", _O, _LATER, "outstanding cases in a magistrates' court", "Another case has to be heard first."),
    OutcomeCode("Z", _O, _LATER, "outstanding cases in another Crown Court", "Another case has to be heard first."),
    OutcomeCode("A", _D, _ENDED, "guilty plea, first offered that day", _PLEA, verified=False),
    OutcomeCode("B", _D, _ENDED, "guilty plea that was rejected before", _PLEA, verified=False),
    OutcomeCode("C", _D, _ENDED, "plea to an alternative, first offered that day", _PLEA, verified=False),
    OutcomeCode("D", _D, _ENDED, "plea to an alternative that was rejected before", _PLEA, verified=False),
    OutcomeCode("E", _D, _ENDED, "bound over, first offered that day", _PLEA, verified=False),
    OutcomeCode("F", _D, _ENDED, "bound over, rejected before", _PLEA, verified=False),
    OutcomeCode("G", _D, _ENDED, "defendant incapable through drink or drugs", "", verified=False),
    OutcomeCode("H", _D, _ENDED, "defendant has died", "", verified=False),
    OutcomeCode("I", _P, _ENDED, "prosecution ended it: not enough evidence", _STOPPED, verified=False),
    OutcomeCode("J", _P, _ENDED, "prosecution ended it: witness absent or withdrawn", _STOPPED,
                verified=False, witness_related=True, support_preventable=True),
    OutcomeCode("K", _P, _ENDED, "prosecution ended it: other reason", _STOPPED, verified=False),
    OutcomeCode("L", _P, _ENDED, "prosecution ended it: adjournment refused", _STOPPED, verified=False),
)  # fmt: skip

CODES: dict[str, OutcomeCode] = {row.code: row for row in OUTCOME_CODES}

# These days have a reason. Until it is learnt they say so.
NEEDS_A_CODE = frozenset({Effectiveness.CRACKED, Effectiveness.INEFFECTIVE})


def check_outcome(effectiveness: Effectiveness, code: str) -> OutcomeCode | None:
    """Give the row of a coded reason; None for `NOT_KNOWN_YET`, and for a day that needs no reason.

    Raises:
        Refused: there is no such code, or it cannot be the reason of what became of the day.
    """
    if code == NOT_KNOWN_YET:
        return None
    row = CODES.get(code)
    if row is None:
        raise Refused(f"There is no reason with the code {code}.")
    if effectiveness not in row.belongs:
        raise Refused(f"{code} ({row.words}) is not a reason for a day that was {effectiveness.value}.")
    return row


def reason_in_words(effectiveness: Effectiveness | None, code: str) -> str:
    """Say what became of a day and why, for officers: "ineffective, W3: not reached"; "" while nobody has said."""
    if effectiveness is None:
        return ""
    if row := CODES.get(code):
        return f"{effectiveness.value}, {row.code}: {row.words}"
    return (
        f"{effectiveness.value}, reason {NOT_KNOWN_IN_WORDS}" if effectiveness in NEEDS_A_CODE else effectiveness.value
    )


def family_reason(code: str) -> str:
    """Give the plain words in which a reason may be told to a family; "" when there are none."""
    row = CODES.get(code)
    return row.family_words if row else ""
