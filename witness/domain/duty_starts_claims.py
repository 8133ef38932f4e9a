"""Which time limits a claim for expenses starts: from the day on which it was sent, the payer's ten working days."""

from collections import Counter
from collections.abc import Iterator
from datetime import time

from witness.domain.cases import CasePicture
from witness.domain.court_time import moment_in_london
from witness.domain.duty_starts import Start, day_of
from witness.domain.expenses import IS_IN, Claim, ClaimState, Payer

CLAIM_IN = "A claim is recorded, and has its own clock."


def starts_of_claims(picture: CasePicture) -> Iterator[Start]:
    """Give what each claim on the CPS starts. What others owe has no limit that we know of."""
    numbers: Counter[str] = Counter()
    for claim in picture.claims:
        numbers[claim.witness_id] += 1
        sent = claim.last(ClaimState.SENT)
        if sent is None or claim.payer is not Payer.CPS:
            continue
        paid = claim.last(ClaimState.PAID)
        yield Start(
            word="claim_sent",
            about=f"{picture.witness(claim.witness_id).label}:claim:{numbers[claim.witness_id]}",
            at=moment_in_london(sent.on, time(9, 0)),
            because=f"the claim of {picture.called(claim.person_id)} was sent on {day_of(sent.on)}",
            settled_at=moment_in_london(paid.on, time(9, 0)) if claim.state is ClaimState.PAID and paid else None,
            moot="The claim was refused." if claim.state is ClaimState.REFUSED else "",
            hearing_id=claim.hearing_id,
        )


def claim_is_in(picture: CasePicture, witness_id: str, hearing_id: str) -> bool:
    """Whether a claim about a witness and a hearing is with the payer."""
    return any(_is_about(claim, witness_id, hearing_id) and claim.state in IS_IN for claim in picture.claims)


def _is_about(claim: Claim, witness_id: str, hearing_id: str) -> bool:
    return (claim.witness_id, claim.hearing_id) == (witness_id, hearing_id)
