"""Changes to what the court requires of a witness, and to the hearings at which they are to give evidence."""

from witness.actions.evidence import Whom
from witness.actions.not_needed import tell_those_not_needed
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import EVIDENCE_KINDS, KIND_IN_WORDS, Hearing, HearingKind
from witness.domain.people import RequirementStep, Witness
from witness.domain.requirement_road import REQUIREMENT_IN_WORDS, change
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Desk, Store


def require(
    store: Store, whom: Whom, step: RequirementStep, *, rules: Rules, asking: Asking, deed: Deed = Deed.CHANGE_CASE
) -> None:
    """Record what the court requires of a witness from now on.

    Whoever need not come any more gets no further text about it; those who had been told, and the supporter, are told
    by a person. deed: what the recorder must be allowed to do.

    Raises:
        NotFound: there is no such witness for this person.
        Refused: it lies ahead, before the newest step, or cannot follow what is required now.
    """
    with store.case_for(asking, deed, whom.case_id, doing="witness.require") as desk:
        before = _picture(desk, whom)
        if step.at > asking.at:
            raise Refused("That lies ahead. Record it when it has happened.")
        after = change(before.witness(whom.witness_id), step)
        desk.people.require(whom.case_id, whom.witness_id, step, by_id=asking.viewer.account_id)
        words = f"{after.label} is now recorded as: {REQUIREMENT_IN_WORDS[step.requirement]}."
        _settle(desk, before, words + (f" Source: {step.source}." if step.source else ""), "requirement", rules, asking)


def expect(store: Store, whom: Whom, hearing_id: str, *, recalled: bool = False, rules: Rules, asking: Asking) -> None:
    """Record that a witness is to give evidence at a hearing.

    recalled: a further direction asks them back though their evidence has been recorded (Youth Justice and Criminal
    Evidence Act 1999 s.28(5)).

    Raises:
        Refused: nobody gives evidence at such a hearing, or they are expected there already.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, whom.case_id, doing="witness.expect") as desk:
        before, now = _picture(desk, whom), asking.at
        witness, hearing = before.witness(whom.witness_id), _hearing(before, hearing_id)
        if hearing.kind not in EVIDENCE_KINDS:
            raise Refused(f"Nobody gives evidence at a {KIND_IN_WORDS[hearing.kind]}.")
        if recalled and hearing.kind is HearingKind.S28:
            raise Refused("A witness is asked back to a trial or another hearing, not to a recording.")
        event = _event(before, witness, hearing)
        if event is None:
            made = EvidenceEvent(
                new_id(), witness.witness_id, hearing_id, EventState.EXPECTED, expected_at=now, recalled=recalled
            )
            desk.evidence.expect(whom.case_id, made)
        elif event.state is EventState.EXPECTED and event.recalled is recalled:
            raise Refused(f"{witness.label} is expected there already.")
        else:
            desk.evidence.expect_again(event.event_id, now, recalled=recalled)
        why = ", by a further direction," if recalled else ""
        words = f"{witness.label} is to give evidence at the {KIND_IN_WORDS[hearing.kind]}{why} again."
        _settle(desk, before, words if event else words.replace(" again.", "."), "evidence_expected", rules, asking)


def release(store: Store, whom: Whom, hearing_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record that a witness need not give evidence at a hearing.

    Raises:
        Refused: they are not expected there.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, whom.case_id, doing="witness.release") as desk:
        before = _picture(desk, whom)
        witness, hearing = before.witness(whom.witness_id), _hearing(before, hearing_id)
        event = _event(before, witness, hearing)
        if event is None or event.state is not EventState.EXPECTED:
            raise Refused(f"{witness.label} is not expected there.")
        desk.evidence.close_event(event.event_id, EventState.RELEASED, asking.at)
        words = f"{witness.label} need not give evidence at the {KIND_IN_WORDS[hearing.kind]}."
        _settle(desk, before, words, "evidence_released", rules, asking)


def _settle(desk: Desk, before: CasePicture, words: str, kind: str, rules: Rules, asking: Asking) -> None:
    """Write the history, find those who need not come any more, and put the case right."""
    case_id = before.case.case_id
    desk.cases.happened(case_id, at=asking.at, kind=kind, words=words, by_id=asking.viewer.account_id)
    desk.cases.touch(case_id)
    tell_those_not_needed(desk, before, rules, now=asking.at)
    put_right(desk, case_id, rules, now=asking.at)


def _picture(desk: Desk, whom: Whom) -> CasePicture:
    picture = desk.cases.picture(whom.case_id)
    if picture is None or not any(w.witness_id == whom.witness_id for w in picture.witnesses):
        raise NotFound("There is no such witness in this case.")
    return picture


def _hearing(picture: CasePicture, hearing_id: str) -> Hearing:
    found = [hearing for hearing in picture.hearings if hearing.hearing_id == hearing_id]
    if not found:
        raise NotFound("There is no such hearing in this case.")
    return found[0]


def _event(picture: CasePicture, witness: Witness, hearing: Hearing) -> EvidenceEvent | None:
    own = (e for e in picture.events if e.witness_id == witness.witness_id and e.hearing_id == hearing.hearing_id)
    return next(own, None)
