"""Changes to hearings: accept or dismiss what is proposed, enter what a court has said, undo while it is held."""

from dataclasses import dataclass, replace
from datetime import datetime

from witness.actions.reconcile import PutRight, put_right
from witness.domain.access import Asking, Deed
from witness.domain.beliefs import same_promise
from witness.domain.court_time import moment_in_london
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import (
    EVIDENCE_KINDS,
    KIND_IN_WORDS,
    Hearing,
    HearingState,
    Revision,
    Slot,
    next_revision,
    undo_until,
)
from witness.domain.lists import Change, Difference
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Desk, Store
from witness.store.lists import Proposal


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting a change did."""

    case_id: str
    hearing_id: str
    put_right: PutRight


def accept(store: Store, proposal_id: str, *, reason: str, rules: Rules, asking: Asking) -> Accepted:
    """Accept a proposed change: hearing, messages, tasks and standings in one transaction.

    reason: words that may be told to the family; "" when no reason is known.

    Raises:
        NotFound: there is no such proposal for this person.
        SomebodyElseChangedThis: it was decided, or the hearing changed, since it was shown.
    """
    case_id = _case_of(store, proposal_id)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="proposal.accept") as desk:
        return accept_at(desk, proposal_id, reason=reason, rules=rules, by_id=asking.viewer.account_id, now=asking.at)


def accept_at(desk: Desk, proposal_id: str, *, reason: str, rules: Rules, by_id: str | None, now: datetime) -> Accepted:
    """Accept a proposed change in the caller's transaction."""
    proposal = desk.lists.proposal(proposal_id)
    if proposal is None:
        raise NotFound("There is no such proposal.")
    if not desk.lists.decide(proposal_id, "accepted" if by_id else "applied", by_id=by_id, now=now):
        raise SomebodyElseChangedThis("This proposal has been decided already.")
    hearing_id = _apply(desk, proposal, reason=reason, by_id=by_id, now=now)
    _withdraw_outdated(desk, proposal, now)
    desk.cases.touch(proposal.case_id)
    return Accepted(proposal.case_id, hearing_id, put_right(desk, proposal.case_id, rules, now=now))


def dismiss(store: Store, proposal_id: str, *, asking: Asking) -> None:
    """Decide that a proposed change is not to be made. What we hold stays as it is."""
    case_id = _case_of(store, proposal_id)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="proposal.dismiss") as desk:
        if not desk.lists.decide(proposal_id, "dismissed", by_id=asking.viewer.account_id, now=asking.at):
            raise SomebodyElseChangedThis("This proposal has been decided already.")


def propose_by_hand(store: Store, hearing_id: str, after: Slot | None, *, heard_from: str, asking: Asking) -> str:
    """Enter what a court has said about a hearing, as a proposal; gives its id. after None: the hearing is off.

    The change is made when it is accepted, after its ripple has been shown.

    Raises:
        Refused: the new date has passed, the hour does not exist, or nothing would change.
    """
    with store.reading() as desk:
        hearing = desk.hearings.get(hearing_id)
    if hearing is None:
        raise NotFound("There is no such hearing.")
    if after is not None and not after.court_code:
        # Whoever rang said when, not where: it stays in the building that we hold.
        after = replace(after, court_code=hearing.now.slot.court_code, room=hearing.now.slot.room)
    _check_slot(hearing, after, asking.at)
    with store.case_for(asking, Deed.CHANGE_CASE, hearing.case_id, doing="hearing.propose") as desk:
        difference = Difference(
            change=Change.WITHDRAWN if after is None else Change.MOVED_DATE,
            case_id=hearing.case_id,
            hearing_id=hearing_id,
            kind=hearing.kind,
            before=hearing.now.slot,
            after=after,
            because=f"{heard_from}, entered by {asking.viewer.name}.",
            where=heard_from,
        )
        return desk.lists.propose(
            difference,
            publication_id=None,
            of_revision=hearing.now.number,
            show_from=asking.at,
            now=asking.at,
        )


def undo(store: Store, hearing_id: str, *, rules: Rules, asking: Asking) -> None:
    """Take the newest change of a hearing back while its messages are held.

    Raises:
        Refused: there is nothing to take back, or the messages are no longer held.
    """
    with store.reading() as desk:
        found = desk.hearings.get(hearing_id)
    if found is None:
        raise NotFound("There is no such hearing.")
    with store.case_for(asking, Deed.CHANGE_CASE, found.case_id, doing="hearing.undo") as desk:
        hearing = desk.hearings.get(hearing_id)
        if hearing is None or undo_until(hearing, rules.hold, asking.at) is None:
            raise Refused("This change can no longer be undone: its messages have been let go. Enter a new change.")
        before = hearing.revision(hearing.now.number - 1)
        back = replace(
            before,
            number=hearing.now.number + 1,
            source=f"Undone by {asking.viewer.name}",
            recorded_at=asking.at,
            recorded_by=asking.viewer.account_id,
            undoes=hearing.now.number,
        )
        desk.hearings.revise(hearing_id, back)
        desk.cases.happened(
            hearing.case_id,
            at=asking.at,
            kind="hearing_undone",
            words=f"The change of the {KIND_IN_WORDS[hearing.kind]} was undone. It is {back.slot.in_words()} again.",
            by_id=asking.viewer.account_id,
            hearing_id=hearing_id,
        )
        desk.cases.touch(hearing.case_id)
        put_right(desk, hearing.case_id, rules, now=asking.at)


def _apply(desk: Desk, proposal: Proposal, *, reason: str, by_id: str | None, now: datetime) -> str:
    source = _source_of(desk, proposal)
    if proposal.hearing_id is None:
        return _add(desk, proposal, source, by_id, now)
    hearing = desk.hearings.get(proposal.hearing_id)
    if hearing is None or hearing.now.number != proposal.of_revision:
        raise SomebodyElseChangedThis("The hearing has changed since this was proposed. Look at it again.")
    revision = replace(
        next_revision(
            hearing,
            proposal.after,
            by_list=proposal.publication_id is not None,
            learnt_at=proposal.raised_at,
            now=now,
        ),
        source=source,
        layer=_layer_of(desk, proposal),
        reason=reason,
        recorded_by=by_id,
        proposal_id=proposal.proposal_id,
    )
    desk.hearings.revise(hearing.hearing_id, revision)
    if proposal.kind is not hearing.kind:
        desk.hearings.rename(hearing.hearing_id, proposal.kind)
    if proposal.change is Change.CONTINUES:
        desk.hearings.set_running(hearing.hearing_id, True)
    desk.cases.happened(
        proposal.case_id,
        at=now,
        kind=f"hearing_{proposal.change.value}",
        words=_said(hearing, revision, reason),
        by_id=by_id,
        hearing_id=hearing.hearing_id,
    )
    return hearing.hearing_id


def _add(desk: Desk, proposal: Proposal, source: str, by_id: str | None, now: datetime) -> str:
    if proposal.after is None:
        raise Refused("A new hearing needs a date.")
    hearing = Hearing(
        hearing_id=new_id(),
        case_id=proposal.case_id,
        kind=proposal.kind,
        revisions=(
            Revision(
                number=1,
                state=HearingState.LISTED,
                slot=proposal.after,
                source=source,
                learnt_at=proposal.raised_at,
                recorded_at=now,
                layer=_layer_of(desk, proposal),
                recorded_by=by_id,
                proposal_id=proposal.proposal_id,
            ),
        ),
    )
    desk.hearings.add(hearing)
    if proposal.kind in EVIDENCE_KINDS:
        expect_everybody(desk, proposal.case_id, hearing.hearing_id, now)
    desk.cases.happened(
        proposal.case_id,
        at=now,
        kind="hearing_listed",
        words=f"A {KIND_IN_WORDS[proposal.kind]} was listed: {proposal.after.in_words()}. Source: {source}.",
        by_id=by_id,
        hearing_id=hearing.hearing_id,
    )
    return hearing.hearing_id


def expect_everybody(desk: Desk, case_id: str, hearing_id: str, now: datetime) -> None:
    """Record that every witness who still has to come is to give evidence at a new hearing."""
    for witness in desk.people.witnesses_of_case(case_id):
        if witness.is_expected:
            event = EvidenceEvent(new_id(), witness.witness_id, hearing_id, EventState.EXPECTED, expected_at=now)
            desk.evidence.expect(case_id, event)


def _withdraw_outdated(desk: Desk, accepted: Proposal, now: datetime) -> None:
    """Other proposals about the same hearing spoke of the revision before this one."""
    for other in desk.lists.open_proposals((accepted.case_id,)):
        if other.hearing_id is not None and other.hearing_id == accepted.hearing_id:
            desk.lists.decide(other.proposal_id, "withdrawn", by_id=None, now=now)


def _said(hearing: Hearing, revision: Revision, reason: str) -> str:
    kind = KIND_IN_WORDS[hearing.kind]
    if revision.state is HearingState.VACATED:
        words = f"The {kind} was taken out of the list. It was {hearing.now.slot.in_words()}."
    elif revision.state is HearingState.UNCONFIRMED:
        words = f"A list does not show the {kind}, {hearing.now.slot.in_words()}. The court has to be asked."
    elif same_promise(hearing.now, revision):
        words = f"The {kind} stays as it was: {revision.slot.in_words()}. Court room: {revision.slot.room or 'none'}."
    else:
        words = f"The {kind} moved from {hearing.now.slot.in_words()} to {revision.slot.in_words()}."
    return f"{words} Source: {revision.source}." + (f" Reason: {reason}" if reason else "")


def _source_of(desk: Desk, proposal: Proposal) -> str:
    if proposal.publication_id is None:
        return proposal.place
    publication = desk.lists.publication(proposal.publication_id)
    if publication is None:
        return "court list"
    return f"{publication.court}, {publication.layer} list of {publication.received_at:%d %b %Y}, {publication.version}"


def _layer_of(desk: Desk, proposal: Proposal) -> str | None:
    if proposal.publication_id is None:
        return None
    publication = desk.lists.publication(proposal.publication_id)
    return None if publication is None else publication.layer


def _check_slot(hearing: Hearing, after: Slot | None, now: datetime) -> None:
    if after is None:
        if hearing.now.state is HearingState.VACATED:
            raise Refused("This hearing has already been taken out.")
        return
    if after == hearing.now.slot and hearing.now.state is HearingState.LISTED:
        raise Refused("Nothing would change: that is the date we hold.")
    if after.on is not None and after.at is not None and moment_in_london(after.on, after.at) <= now:
        raise Refused("That date and time have passed.")
    if after.on is not None and after.until is not None and after.until < after.on:
        raise Refused("The window ends before it begins.")


def _case_of(store: Store, proposal_id: str) -> str:
    with store.reading() as desk:
        proposal = desk.lists.proposal(proposal_id)
    if proposal is None:
        raise NotFound("There is no such proposal.")
    return proposal.case_id
