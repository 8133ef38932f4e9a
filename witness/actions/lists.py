"""Takes court lists in: read, match, compare, propose. A person accepts; only a change of court room applies itself.

Nothing of a list is kept but what it covers and what it means for cases that we support.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.actions.hearings import accept_at
from witness.domain.access import Asking
from witness.domain.errors import NotFound
from witness.domain.hearings import HearingState
from witness.domain.list_comparison import compare
from witness.domain.list_matching import match
from witness.domain.lists import Change, Comparison, CourtList, Difference, Matching
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.intake.court_lists import UnreadableList, read_list, supersede_key
from witness.store import Desk, Store
from witness.store.lists import Publication

MOST_REMARKS = 200


@dataclass(frozen=True, slots=True)
class Envelope:
    """What comes with a list but not in it.

    court_code, court_name, content_date: needed where the list itself does not say. outside_id: the sender's name for
    it. received_by: who or what brought it ("upload by Olu", "push").
    """

    received_by: str
    court_code: str = ""
    court_name: str = ""
    content_date: date | None = None
    outside_id: str = ""
    language: str = "ENGLISH"
    provenance: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a list. state: "read", "quarantined", or "known" when these very bytes were received before."""

    publication_id: str
    state: str
    kind: str
    court: str
    starts_on: date
    ends_on: date
    rows: int
    matched: int
    proposals: tuple[str, ...]
    applied: int
    remarks: tuple[tuple[str, str], ...]
    because: str = ""


def take_in(store: Store, raw: bytes, envelope: Envelope, *, rules: Rules, now: datetime) -> TakenIn:
    """Take in a court list, in one transaction.

    Raises:
        UnreadableList: nothing of it can be used. What is wrong is kept for triage, with the sender's name for it.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    with store.reading() as desk:
        known = desk.lists.with_hash(sha256)
    if known is not None:
        return _known(known)
    try:
        court_list = read_list(
            raw,
            court_code=envelope.court_code,
            court_name=envelope.court_name,
            content_date=envelope.content_date,
        )
    except UnreadableList as refusal:
        with store.changing() as desk:
            place = envelope.outside_id or envelope.received_by
            desk.lists.triage("list_refused", place=place, what=str(refusal), now=now)
        raise
    with store.changing() as desk:
        return _take_in(desk, court_list, sha256, envelope, rules, now)


def withdraw(store: Store, outside_id: str, *, now: datetime) -> int:
    """The sender has withdrawn a list: what it had made certain is unconfirmed again. Gives the number of proposals.

    Raises:
        NotFound: no list of that name was received.
    """
    with store.changing() as desk:
        versions = desk.lists.versions_of(outside_id)
        if not versions:
            raise NotFound("No list of that name was received.")
        # What an earlier version made certain, a later one only repeated: with the name goes every version of it.
        return sum(_withdraw(desk, publication, now) for publication in versions)


def _withdraw(desk: Desk, publication: Publication, now: datetime) -> int:
    # Senders repeat a call whose answer was lost: what was withdrawn is not doubted a second time.
    if publication.state == "withdrawn":
        return 0
    desk.lists.set_state(publication.publication_id, "withdrawn")
    proposed = 0
    for proposal in desk.lists.of_publication(publication.publication_id):
        if proposal.state == "open":
            desk.lists.decide(proposal.proposal_id, "withdrawn", by_id=None, now=now)
        elif proposal.state in ("accepted", "applied") and proposal.hearing_id is not None:
            proposed += _propose_withdrawn(desk, publication, proposal.hearing_id, now)
    return proposed


def sort_out(store: Store, item_id: str, *, asking: Asking) -> None:
    """Record that somebody has sorted out what no rule may decide."""
    with store.board_for(asking, doing="triage.done") as desk:
        if not desk.lists.triaged(item_id, by_id=asking.viewer.account_id, now=asking.at):
            raise NotFound("There is nothing of that name to sort out.")


def _take_in(
    desk: Desk, court_list: CourtList, sha256: str, envelope: Envelope, rules: Rules, now: datetime
) -> TakenIn:
    numbers = {number for row in court_list.rows for number in (*row.references, *row.linked)}
    matching = match(court_list.rows, desk.cases.by_references(numbers))
    case_ids = sorted({case_id for case_id, _ in matching.matched})
    held = desk.hearings.held_in(court_list.coverage, case_ids)
    comparison = compare(court_list, matching, held, desk.courts.known())
    quarantined = _why_quarantined(court_list, comparison)
    publication = _keep(desk, court_list, matching, comparison, sha256, envelope, now, quarantined=bool(quarantined))
    _raise_triage(desk, publication, matching, comparison, quarantined, now)
    proposals: list[str] = []
    applied = 0
    if not quarantined:
        proposals, applied = _propose(desk, publication, comparison.differences, case_ids, rules, now)
    return TakenIn(
        publication_id=publication.publication_id,
        state=publication.state,
        kind=publication.kind,
        court=publication.court,
        starts_on=publication.starts_on,
        ends_on=publication.ends_on,
        rows=publication.rows,
        matched=publication.matched,
        proposals=tuple(proposals),
        applied=applied,
        remarks=tuple((remark["where"], remark["what"]) for remark in publication.remarks),
        because=quarantined,
    )


def _keep(
    desk: Desk,
    court_list: CourtList,
    matching: Matching,
    comparison: Comparison,
    sha256: str,
    envelope: Envelope,
    now: datetime,
    *,
    quarantined: bool,
) -> Publication:
    coverage = court_list.coverage
    key = supersede_key(court_list, language=envelope.language, provenance=envelope.provenance)
    before = desk.lists.standing(key)
    if before is not None and not quarantined:
        desk.lists.set_state(before.publication_id, "superseded")
    remarks = [*court_list.remarks, *matching.in_review, *comparison.remarks][:MOST_REMARKS]
    codes = tuple(sorted(coverage.court_codes))
    names = sorted({desk.courts.names.get(code, "") for code in codes} - {""}) or sorted(coverage.court_names)
    publication = Publication(
        publication_id=new_id(),
        sha256=sha256,
        outside_id=envelope.outside_id,
        supersede_key=key,
        kind=court_list.kind.value,
        layer=coverage.layer.value,
        court=", ".join(names)[:200] or envelope.court_name or "court not named",
        court_codes=codes,
        starts_on=coverage.starts_on,
        ends_on=coverage.ends_on,
        version=court_list.version,
        published_at=court_list.published_at,
        received_at=now,
        received_by=envelope.received_by,
        state="quarantined" if quarantined else "read",
        rows=len(court_list.rows),
        matched=len(matching.matched),
        remarks=tuple({"where": remark.where, "what": remark.what} for remark in remarks),
    )
    desk.lists.keep(publication)
    return publication


def _raise_triage(
    desk: Desk,
    publication: Publication,
    matching: Matching,
    comparison: Comparison,
    quarantined: str,
    now: datetime,
) -> None:
    for over in comparison.may_have_finished:
        desk.lists.triage(
            "may_have_finished",
            place=publication.court,
            what=over.because,
            now=now,
            publication_id=publication.publication_id,
        )
    if quarantined:
        desk.lists.triage(
            "list_held",
            place=publication.court,
            what=quarantined,
            now=now,
            publication_id=publication.publication_id,
        )
    for remark in matching.in_review:
        desk.lists.triage(
            "row_in_review", place=remark.where, what=remark.what, now=now, publication_id=publication.publication_id
        )
    for suggestion in matching.suggestions:
        desk.lists.triage(
            "reference_suggested",
            place=suggestion.where,
            what=suggestion.what,
            now=now,
            publication_id=publication.publication_id,
        )


def _propose(
    desk: Desk,
    publication: Publication,
    differences: Sequence[Difference],
    case_ids: Sequence[str],
    rules: Rules,
    now: datetime,
) -> tuple[list[str], int]:
    """Keep what is new, leave what was proposed before, withdraw what the list no longer bears out."""
    about = tuple(sorted({*case_ids, *(d.case_id for d in differences)}))
    waiting = {_sense(p.hearing_id, p.case_id, p.change, p.after): p for p in desk.lists.open_proposals(about)}
    proposals: list[str] = []
    applied = 0
    for difference in differences:
        sense = _sense(difference.hearing_id, difference.case_id, difference.change, difference.after)
        if sense in waiting:
            proposals.append(waiting.pop(sense).proposal_id)
            continue
        revision = _revision_of(desk, difference.hearing_id)
        if desk.lists.was_dismissed(difference, of_revision=revision):
            continue
        proposal_id = desk.lists.propose(
            difference,
            publication_id=publication.publication_id,
            of_revision=revision,
            show_from=now + timedelta(minutes=difference.not_before_minutes),
            now=now,
        )
        if difference.change is Change.ROOM:
            accept_at(desk, proposal_id, reason="", rules=rules, by_id=None, now=now)
            applied += 1
        else:
            proposals.append(proposal_id)
    for proposal in waiting.values():
        earlier = None if proposal.publication_id is None else desk.lists.publication(proposal.publication_id)
        if earlier is not None and _speaks_for(publication, earlier):
            desk.lists.decide(proposal.proposal_id, "withdrawn", by_id=None, now=now)
    return proposals, applied


def _propose_withdrawn(desk: Desk, publication: Publication, hearing_id: str, now: datetime) -> int:
    hearing = desk.hearings.get(hearing_id)
    if hearing is None or hearing.now.state is not HearingState.LISTED:
        return 0
    rests_on_it = hearing.now.proposal_id in {
        p.proposal_id for p in desk.lists.of_publication(publication.publication_id)
    }
    if not rests_on_it:
        return 0
    difference = Difference(
        change=Change.WITHDRAWN,
        case_id=hearing.case_id,
        hearing_id=hearing_id,
        kind=hearing.kind,
        before=hearing.now.slot,
        after=None,
        because=f"The list of {publication.court} that this date rests on was withdrawn. Ask the court.",
        where=publication.court,
    )
    desk.lists.propose(
        difference,
        publication_id=publication.publication_id,
        of_revision=hearing.now.number,
        show_from=now,
        now=now,
    )
    return 1


def _why_quarantined(court_list: CourtList, comparison: Comparison) -> str:
    if court_list.clock_in_doubt:
        return "Every sitting falls on 11am or 3pm: this list's clock looks an hour out. Nothing is proposed from it."
    return comparison.quarantined


def _speaks_for(later: Publication, earlier: Publication) -> bool:
    """Whether a later list covers what an earlier one spoke of."""
    same_court = bool(set(later.court_codes) & set(earlier.court_codes)) or later.court == earlier.court
    overlaps = later.starts_on <= earlier.ends_on and later.ends_on >= earlier.starts_on
    return same_court and overlaps and later.layer == earlier.layer


def _sense(hearing_id: str | None, case_id: str, change: Change, after: object) -> tuple[object, ...]:
    return (hearing_id or case_id, change, after)


def _revision_of(desk: Desk, hearing_id: str | None) -> int:
    hearing = None if hearing_id is None else desk.hearings.get(hearing_id)
    return 0 if hearing is None else hearing.now.number


def _known(publication: Publication) -> TakenIn:
    return TakenIn(
        publication_id=publication.publication_id,
        state="known",
        kind=publication.kind,
        court=publication.court,
        starts_on=publication.starts_on,
        ends_on=publication.ends_on,
        rows=publication.rows,
        matched=publication.matched,
        proposals=(),
        applied=0,
        remarks=(),
        because="This very list was received before; nothing was done.",
    )
