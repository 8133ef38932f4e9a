"""When a case may be closed: nothing is promised, claimed, expected, believed wrongly or left to do."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from witness.domain.beliefs import BeliefState, beliefs_about
from witness.domain.cases import CasePicture
from witness.domain.court_time import short_day
from witness.domain.defendant_road import DefendantStage, where_is
from witness.domain.evidence import EventState
from witness.domain.expenses import CLAIM_STATE_IN_WORDS, IS_OVER
from witness.domain.hearings import KIND_IN_WORDS
from witness.domain.trip_light import homes_open


class Check(StrEnum):
    """What a manager looks at before support ends."""

    TOLD = "told"
    STILL_RUNS = "still_runs"
    WAY_BACK = "way_back"
    AT_HOME = "at_home"


# In the order of the page. That a supervisor looks, and at these, is our own practice (peers reference, feature 89).
CHECK_IN_WORDS: dict[Check, str] = {
    Check.TOLD: "A person told the family the outcome, and they know what it means",
    Check.STILL_RUNS: "They know every time limit of theirs that still runs, and who helps with it",
    Check.WAY_BACK: "They know how to reach us again: for an appeal, a release, a hard day or anything else",
    Check.AT_HOME: "Whoever at home still needs support has it from somebody",
}


def still_to_check(looked_at: Iterable[Check]) -> tuple[Check, ...]:
    """Give what a manager has not looked at yet, in the order of the page."""
    seen = frozenset(looked_at)
    return tuple(check for check in CHECK_IN_WORDS if check not in seen)


def in_the_way(
    picture: CasePicture, open_tasks: Iterable[str], *, is_offered: bool, today: date | None = None
) -> tuple[str, ...]:
    """Give everything that keeps a case open, as sentences; empty when it may be closed.

    open_tasks: their words. is_offered: it waits for somebody to take it over. today: no day up to it may be left open
    by a trip of which nobody knows that it ended at home.
    """
    to_do = (f"Still to do: {words}." for words in open_tasks)
    offered = ("It has been offered to somebody who has not answered.",) if is_offered else ()
    homes = () if today is None else tuple(_homes(picture, today))
    open_facts = (*_promises(picture), *_claims(picture), *_events(picture), *_beliefs(picture), *_appeals(picture))
    return (*open_facts, *homes, *to_do, *offered)


def _appeals(picture: CasePicture) -> Iterator[str]:
    """Who waits for an appeal, or for a retrial, is not left alone with it."""
    for defendant in picture.case.defendants:
        stage = where_is(defendant, picture.case.track)
        if stage in NOT_OVER:
            yield f"{defendant.label}: {NOT_OVER[stage]}."


NOT_OVER: dict[DefendantStage, str] = {
    DefendantStage.APPEAL: "an appeal is not decided",
    DefendantStage.AWAITING_RETRIAL_DECISION: "nobody has decided on a retrial",
    DefendantStage.AWAITING_RETRIAL: "a retrial is to come",
}


def _homes(picture: CasePicture, today: date) -> Iterator[str]:
    for trip in homes_open(picture, today):
        who = ", ".join(picture.called(person_id) for person_id in trip.passengers)
        day = "" if trip.now.on is None else f" on {short_day(trip.now.on)}"
        yield f"Nobody has recorded that {who} got home{day}."


def _promises(picture: CasePicture) -> Iterator[str]:
    """The words of a promise may say what is going on at home, so that a refusal names its day only."""
    for promise in picture.promises:
        if promise.kept_at is None:
            yield f"A promise due on {short_day(promise.due_on)} is open."


def _claims(picture: CasePicture) -> Iterator[str]:
    """Nobody is left alone with a claim that was begun: it is paid, refused, or not wanted."""
    for claim in picture.claims:
        if claim.state not in IS_OVER:
            state = CLAIM_STATE_IN_WORDS[claim.state]
            yield f"The claim of {picture.called(claim.person_id)} for {short_day(claim.on)} is {state}, and not over."


def _events(picture: CasePicture) -> Iterator[str]:
    for event in picture.events:
        witness = picture.witness(event.witness_id)
        if event.state is EventState.EXPECTED and witness.is_expected:
            kind = KIND_IN_WORDS[picture.hearing(event.hearing_id).kind]
            yield f"{witness.label} is still expected to give evidence ({kind})."


def _beliefs(picture: CasePicture) -> Iterator[str]:
    for hearing in picture.hearings:
        for belief in beliefs_about(picture, hearing):
            if belief.state is BeliefState.STALE:
                who = picture.called(belief.person_id)
                yield f"{who} believes something about the {KIND_IN_WORDS[hearing.kind]} that is no longer so."
