"""Changes to hearings: accept or dismiss what is proposed, enter what a court has said, undo while it is held."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from witness.actions.hearing_checks import check_slot, refuse_if_overtaken, who_decided_it
from witness.actions.reconcile import NO_CHOICES, PutRight, put_right, take_steps
from witness.domain.access import Asking, Deed
from witness.domain.beliefs import same_promise
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
from witness.domain.ripple import taken_back
from witness.domain.ripple_table import Choice
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


def accept(
    store: Store,
    proposal_id: str,
    *,
    reason: str,
    rules: Rules,
    asking: Asking,
    choices: Mapping[str, Choice] = NO_CHOICES,
    of_revision: int | None = None,
) -> Accepted:
    """Accept a proposed change: hearing, all that was planned, messages, tasks and standings in one transaction.

    reason: words that may be told to the family; "" when no reason is known.
    choices: by visit, ride or booking, what is to become of it; the default holds for the others.
    of_revision: the revision of the hearing that was shown, None when nothing was shown.

    Raises:
        NotFound: there is no such proposal for this person.
        SomebodyElseChangedThis: it was decided, or the hearing changed, since it was shown.
        Refused: something was chosen that would leave something untrue.
    """
    case_id = _case_of(store, proposal_id)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="proposal.accept") as desk:
        return accept_at(
            desk,
            proposal_id,
            reason=reason,
            rules=rules,
            by_id=asking.viewer.account_id,
            now=asking.at,
            choices=choices,
            of_revision=of_revision,
        )


def accept_at(
    desk: Desk,
    proposal_id: str,
    *,
    reason: str,
    rules: Rules,
    by_id: str | None,
    now: datetime,
    choices: Mapping[str, Choice] = NO_CHOICES,
    of_revision: int | None = None,
) -> Accepted:
    """Accept a proposed change in the caller's transaction; arguments and refusals as `accept`."""
    proposal = desk.lists.proposal(proposal_id)
    if proposal is None:
        raise NotFound("There is no such proposal.")
    if not desk.lists.decide(proposal_id, "accepted" if by_id else "applied", by_id=by_id, now=now):
        raise SomebodyElseChangedThis(who_decided_it(desk, proposal, now))
    hearing_id = _apply(desk, proposal, reason=reason, by_id=by_id, now=now, shown=of_revision)
    # Other proposals about the same hearing spoke of the revision before this one.
    desk.lists.withdraw_about(hearing_id, now)
    desk.cases.touch(proposal.case_id)
    done = put_right(desk, proposal.case_id, rules, now=now, choices=choices, by_id=by_id)
    return Accepted(proposal.case_id, hearing_id, done)


def dismiss(store: Store, proposal_id: str, *, asking: Asking) -> None:
    """Decide that a proposed change is not to be made. What we hold stays as it is."""
    case_id = _case_of(store, proposal_id)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="proposal.dismiss") as desk:
        if not desk.lists.decide(proposal_id, "dismissed", by_id=asking.viewer.account_id, now=asking.at):
            raise SomebodyElseChangedThis("This proposal has been decided already.")


def propose_by_hand(
    store: Store,
    hearing_id: str,
    after: Slot | None,
    *,
    heard_from: str,
    asking: Asking,
    of_revision: int | None = None,
) -> str:
    """Enter what a court has said about a hearing, as a proposal; gives its id. after None: the hearing is off.

    The change is made when it is accepted, after its ripple has been shown.
    of_revision: the revision of the hearing that was shown, None when nothing was shown.

    Raises:
        Refused: the new date has passed, the hour does not exist, or nothing would change.
        SomebodyElseChangedThis: the hearing has changed since it was shown.
    """
    case_id = _case_of_hearing(store, hearing_id)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="hearing.propose") as desk:
        hearing = _hearing(desk, hearing_id)
        refuse_if_overtaken(desk, hearing, of_revision, asking.at)
        if after is not None and not after.court_code:
            # Whoever rang said when, not where: it stays in the building that we hold.
            after = replace(after, court_code=hearing.now.slot.court_code, room=hearing.now.slot.room)
        check_slot(hearing, after, asking.at)
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


def undo(store: Store, hearing_id: str, *, rules: Rules, asking: Asking, of_case: str = "") -> tuple[str, ...]:
    """Take the newest change of a hearing back while its messages are held, with all that it did to what was planned.

    Gives what somebody has touched since: that is not put back, only kept true, and a person should look at it.
    of_case: the case that it must belong to; "" where nobody named one.

    Raises:
        NotFound: there is no such hearing in a case that they may change.
        Refused: there is nothing to take back, or the messages are no longer held.
    """
    case_id = _case_of_hearing(store, hearing_id)
    if of_case not in ("", case_id):
        raise NotFound("There is no such hearing.")
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="hearing.undo") as desk:
        hearing = _hearing(desk, hearing_id)
        if undo_until(hearing, rules.hold, asking.at) is None:
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
        left = _put_back(desk, hearing, asking)
        words = f"The change of the {KIND_IN_WORDS[hearing.kind]} was undone. It is {back.slot.in_words()} again."
        if left:
            words += f" Changed by hand since, and not put back: {'; '.join(left)}."
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="hearing_undone",
            words=words[:500],
            by_id=asking.viewer.account_id,
            hearing_id=hearing_id,
        )
        desk.cases.touch(case_id)
        put_right(desk, case_id, rules, now=asking.at, by_id=asking.viewer.account_id)
    return left


def _put_back(desk: Desk, undone: Hearing, asking: Asking) -> tuple[str, ...]:
    picture = desk.cases.picture(undone.case_id)
    if picture is None:
        return ()
    restored = taken_back(picture, undone.hearing_id, undone.now.number, asking.at)
    take_steps(desk, undone.case_id, restored.steps, by_id=asking.viewer.account_id)
    return restored.left


def _apply(desk: Desk, proposal: Proposal, *, reason: str, by_id: str | None, now: datetime, shown: int | None) -> str:
    source = _source_of(desk, proposal)
    if proposal.hearing_id is None:
        return _add(desk, proposal, source, by_id, now)
    hearing = _hearing(desk, proposal.hearing_id)
    for number in (shown, proposal.of_revision):
        refuse_if_overtaken(desk, hearing, number, now)
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
    expected = [witness for witness in desk.people.witnesses_of_case(case_id) if witness.is_expected]
    events = (EvidenceEvent(new_id(), w.witness_id, hearing_id, EventState.EXPECTED, expected_at=now) for w in expected)
    desk.evidence.expect(case_id, *events)


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


def _case_of(store: Store, proposal_id: str) -> str:
    with store.reading() as desk:
        proposal = desk.lists.proposal(proposal_id)
    if proposal is None:
        raise NotFound("There is no such proposal.")
    return proposal.case_id


def _case_of_hearing(store: Store, hearing_id: str) -> str:
    with store.reading() as desk:
        return _hearing(desk, hearing_id).case_id


def _hearing(desk: Desk, hearing_id: str) -> Hearing:
    hearing = desk.hearings.get(hearing_id)
    if hearing is None:
        raise NotFound("There is no such hearing.")
    return hearing
