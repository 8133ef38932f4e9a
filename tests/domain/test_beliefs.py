"""Told against true: what clears a wrong belief, what does not, and whom it does not concern."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    MOTHER,
    TRIAL,
    J,
    a_contact,
    a_hearing,
    a_message,
    a_parent,
    a_person,
    a_picture,
    a_revision,
    a_slot,
    a_told,
    moved,
    noon,
)
from witness.domain.beliefs import (
    Belief,
    BeliefState,
    Delivered,
    belief_from,
    belief_of,
    beliefs_about,
    reason_to_tell,
)
from witness.domain.cases import CasePicture
from witness.domain.evidence import Told
from witness.domain.hearings import Hearing, HearingState
from witness.domain.messages import MessageState
from witness.domain.people import CasePart, Part

OLD, NEW = date(2026, 12, 1), date(2026, 12, 7)
MOVED = moved(OLD, NEW)


def believes(*told: Told, hearing: Hearing = MOVED, **changes: object) -> Belief:
    picture = a_picture(hearings=(hearing,), told=told, **changes)
    return belief_of(picture, MOTHER, hearing)


def test_who_was_told_the_old_date_is_wrong_from_when_we_learnt_the_new_one() -> None:
    belief = believes(a_told())

    assert (belief.state, belief.wrong_since) == (BeliefState.STALE, MOVED.now.learnt_at)


def a_text_clears(told: Told) -> bool:
    """The wrong rule: whoever was sent the new date knows it."""
    return told.revision == MOVED.now.number


def the_rule(told: Told) -> bool:
    return belief_from(told, MOTHER, MOVED).state is BeliefState.KNOWS


def only_an_answer_or_a_voice_clears(clears: Callable[[Told], bool]) -> bool:
    sent = a_told(revision=2)
    return (
        not clears(sent)
        and not clears(replace(sent, delivered_at=noon(OLD)))
        and clears(replace(sent, acknowledged_at=noon(OLD)))
        and clears(replace(sent, via="voice"))
    )


def test_a_text_alone_does_not_put_a_belief_right_even_when_it_arrived() -> None:
    assert only_an_answer_or_a_voice_clears(the_rule)
    assert not only_an_answer_or_a_voice_clears(a_text_clears)


@given(
    revision=st.integers(1, 2),
    via=st.sampled_from(["text", "voice", "email"]),
    acknowledged=st.booleans(),
    delivered=st.booleans(),
    reason=st.booleans(),
)
def test_nobody_knows_the_change_without_a_voice_or_an_answer(
    revision: int, via: str, acknowledged: bool, delivered: bool, reason: bool
) -> None:
    told = a_told(
        revision=revision,
        via=via,
        acknowledged_at=noon(OLD) if acknowledged else None,
        delivered_at=noon(OLD) if delivered else None,
        reason_given=reason,
    )

    knows = belief_from(told, MOTHER, MOVED).state is BeliefState.KNOWS

    assert knows is (revision == 2 and (via == "voice" or acknowledged))


@pytest.mark.parametrize(
    ("told", "delivered"),
    [
        (a_told(), Delivered.UNKNOWN),
        (a_told(delivered_at=noon(OLD)), Delivered.YES),
        (a_told(via="voice"), None),
    ],
)
def test_a_text_has_arrived_when_the_network_says_so(told: Told, delivered: Delivered | None) -> None:
    assert believes(told).delivered is delivered


def test_a_text_about_the_new_date_that_failed_did_not_arrive() -> None:
    failed = a_message(MessageState.UNDELIVERED, on=date(2026, 11, 20), revision=2)

    assert believes(a_told(), messages=(failed,)).delivered is Delivered.NO
    spoken = a_told(revision=2, via="voice", at=noon(date(2026, 11, 21)))
    assert believes(spoken, messages=(failed,)).delivered is None


def test_whoever_was_told_that_it_is_on_believes_in_a_hearing_that_is_off() -> None:
    off = a_revision(2, a_slot(OLD), state=HearingState.VACATED)
    hearing = a_hearing(revisions=[a_revision(1, a_slot(OLD)), off])

    told, untold = a_picture(hearings=(hearing,), told=(a_told(),)), a_picture(hearings=(hearing,))

    assert [b.state for b in beliefs_about(told, hearing)] == [BeliefState.STALE]
    assert beliefs_about(untold, hearing) == ()


def joined(at: datetime) -> CasePicture:
    isva = CasePart("isva", Part.ADVISER, "ISVA", J, informed=True, joined_at=at)
    return a_picture(
        people=(a_person(J), a_person(MOTHER), a_person("isva")),
        parts=(CasePart(J, Part.WITNESS), a_parent(), isva),
        hearings=(MOVED,),
        contacts=(a_contact(),),
    )


@pytest.mark.parametrize(
    ("before_the_change", "state"), [(True, BeliefState.TOLD_NOT_ANSWERED), (False, BeliefState.KNOWS)]
)
def test_whoever_joined_after_a_change_never_believed_the_date_before_it(
    before_the_change: bool, state: BeliefState
) -> None:
    at = MOVED.now.recorded_at + timedelta(hours=-1 if before_the_change else 1)
    told = Told("isva", TRIAL, 2, "text", noon(date(2026, 11, 20)))

    assert belief_of(replace(joined(at), told=(told,)), "isva", MOVED).state is state


def test_whoever_works_with_the_family_is_told_only_when_that_was_agreed_and_while_they_are_here() -> None:
    picture = joined(noon(OLD))
    isva = picture.parts[-1]

    def told_about(part: CasePart) -> set[str]:
        parts = (*picture.parts[:-1], part)
        return {p.person_id for p in replace(picture, parts=parts).audience_of(TRIAL)}

    assert told_about(isva) == {MOTHER, "isva"}
    assert told_about(replace(isva, for_person_id=None)) == {MOTHER, "isva"}
    assert told_about(replace(isva, for_person_id="another witness")) == {MOTHER}
    assert told_about(replace(isva, informed=False)) == {MOTHER}
    assert told_about(replace(isva, left_at=noon(OLD))) == {MOTHER}


def test_whoever_has_left_the_case_is_no_longer_asked_about() -> None:
    gone = replace(a_parent(), left_at=noon(OLD))
    picture = a_picture(hearings=(MOVED,), told=(a_told(),), parts=(CasePart(J, Part.WITNESS), gone))

    assert beliefs_about(picture, MOVED) == ()
    assert picture.audience_of(TRIAL) == ()


def test_the_reason_is_that_of_the_last_change_that_a_family_could_notice() -> None:
    room = a_revision(3, a_slot(NEW, room="4"), reason="")

    assert reason_to_tell(replace(MOVED, revisions=(*MOVED.revisions, room))) == "the judge is not free"
    assert reason_to_tell(a_hearing()) == ""
    back = a_revision(3, a_slot(OLD), undoes=2, reason="")
    assert reason_to_tell(replace(MOVED, revisions=(*MOVED.revisions, back))) == ""
