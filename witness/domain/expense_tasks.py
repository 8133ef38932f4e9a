"""Work that a claim calls for: ask the family whether it went off, answer the payer, and chase what is not paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, moment_in_london, short_day
from witness.domain.expenses import PAYER_IN_WORDS, Claim, ClaimState
from witness.domain.tasks import OFFICE_CLOSES, TaskKind, WantedTask
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Wait:
    """How many working days a claim may stay where it is, and what somebody does then."""

    working_days: int
    words: str
    clears_when: str


# Ten working days is what the payer says of itself for a valid claim; the others are judgement.
WAITS: dict[ClaimState, Wait] = {
    ClaimState.NOTED: Wait(
        10,
        "Go through the claim for {day} with {who}, and give it to them",
        "it is recorded as given to the family, or that they do not want to claim",
    ),
    ClaimState.GIVEN: Wait(
        10, "Ask {who}: was the claim for {day} sent?", "it is recorded as sent, or that they do not want to claim"
    ),
    ClaimState.SENT: Wait(
        10,
        "Chase the claim of {who} for {day}: sent to {payer} on {since}, nothing is recorded since",
        "it is recorded as paid, queried or refused",
    ),
    ClaimState.QUERIED: Wait(
        2,
        "Help {who} to answer {payer} about the claim for {day}",
        "it is recorded as sent again, paid or refused",
    ),
}


def claim_tasks(picture: CasePicture, calendar: WorkingCalendar, now: datetime) -> Iterator[WantedTask]:
    """Give what claims call for, from the day on which their wait has run out. A query is work at once."""
    for claim in picture.claims:
        wait, since = WAITS.get(claim.state), claim.since or london_day(claim.noted_at)
        if wait is None:
            continue
        due_on = due_day(since, wait.working_days, calendar)
        if london_day(now) < due_on and claim.state is not ClaimState.QUERIED:
            continue
        yield WantedTask(
            reason_key=f"claim:{claim.claim_id}:{len(claim.steps)}",
            kind=TaskKind.CLAIM,
            words=_words(picture, claim, wait, since),
            clears_when=wait.clears_when,
            due_at=moment_in_london(due_on, OFFICE_CLOSES),
            hearing_id=claim.hearing_id,
        )


def due_day(since: date, working_days: int, calendar: WorkingCalendar) -> date:
    """Give the working day on which a wait has run out; beyond the known bank holidays, as if there were none."""
    try:
        return calendar.add(since, working_days)
    except BeyondTheCalendar:
        return since + timedelta(days=working_days * 7 // 5)


def _words(picture: CasePicture, claim: Claim, wait: Wait, since: date) -> str:
    return wait.words.format(
        who=picture.called(claim.person_id),
        day=short_day(claim.on),
        payer=PAYER_IN_WORDS[claim.payer],
        since=short_day(since),
    )
