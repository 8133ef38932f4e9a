"""Keeps what became of court lists: publications, proposals and what a person has to sort out."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, insert, select, update

from witness.domain.hearings import HearingKind, Listing, Slot
from witness.domain.lists import Change, Difference
from witness.identifiers import new_id
from witness.store.tables.lists import ProposalRow, PublicationRow, TriageRow


@dataclass(frozen=True, slots=True)
class Publication:
    """A list as it was received. state: "read", "quarantined", "withdrawn" or "superseded"."""

    publication_id: str
    sha256: str
    outside_id: str
    supersede_key: str
    kind: str
    layer: str
    court: str
    court_codes: tuple[str, ...]
    starts_on: date
    ends_on: date
    version: str
    published_at: datetime | None
    received_at: datetime
    received_by: str
    state: str
    rows: int
    matched: int
    remarks: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed change. state: "open", "accepted", "dismissed", "withdrawn" or "applied" (by itself: rooms only)."""

    proposal_id: str
    case_id: str
    hearing_id: str | None
    change: Change
    kind: HearingKind
    before: Slot | None
    after: Slot | None
    because: str
    place: str
    publication_id: str | None
    of_revision: int
    state: str
    show_from: datetime
    raised_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class TriageItem:
    """Something that no rule may decide. state: "open" or "done"."""

    item_id: str
    kind: str
    place: str
    what: str
    publication_id: str | None
    reply_id: str | None
    raised_at: datetime
    state: str


class Lists:
    """The drawer of publications, proposals and triage items."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def keep(self, publication: Publication) -> None:
        """Keep what is known about a list that was received."""
        self._connection.execute(
            insert(PublicationRow).values(
                id=publication.publication_id,
                sha256=publication.sha256,
                outside_id=publication.outside_id,
                supersede_key=publication.supersede_key,
                kind=publication.kind,
                layer=publication.layer,
                court=publication.court,
                court_codes=list(publication.court_codes),
                starts_on=publication.starts_on,
                ends_on=publication.ends_on,
                version=publication.version,
                published_at=publication.published_at,
                received_at=publication.received_at,
                received_by=publication.received_by,
                state=publication.state,
                rows=publication.rows,
                matched=publication.matched,
                remarks=list(publication.remarks),
            )
        )

    def set_state(self, publication_id: str, state: str) -> None:
        """Record that a list was superseded or withdrawn."""
        self._connection.execute(update(PublicationRow).where(PublicationRow.id == publication_id).values(state=state))

    def with_hash(self, sha256: str) -> Publication | None:
        """Give the newest standing list with exactly these bytes, or None."""
        return self._newest(PublicationRow.sha256 == sha256, PublicationRow.state.in_(["read", "quarantined"]))

    def versions_of(self, outside_id: str) -> tuple[Publication, ...]:
        """Give every version of the list that the sender knows by this name, newest first."""
        rows = self._connection.execute(
            select(PublicationRow)
            .where(PublicationRow.outside_id == outside_id)
            .order_by(PublicationRow.received_at.desc(), PublicationRow.id)
        )
        return tuple(_publication(row) for row in rows)

    def standing(self, supersede_key: str) -> Publication | None:
        """Give the list that a further version would replace, or None."""
        return self._newest(PublicationRow.supersede_key == supersede_key, PublicationRow.state == "read")

    def publication(self, publication_id: str) -> Publication | None:
        """Give one list, or None."""
        return self._newest(PublicationRow.id == publication_id)

    def received(self, limit: int = 30) -> tuple[Publication, ...]:
        """Give the lists received last, newest first."""
        rows = self._connection.execute(
            select(PublicationRow).order_by(PublicationRow.received_at.desc(), PublicationRow.id).limit(limit)
        )
        return tuple(_publication(row) for row in rows)

    def propose(
        self,
        difference: Difference,
        *,
        publication_id: str | None,
        of_revision: int,
        show_from: datetime,
        now: datetime,
        state: str = "open",
    ) -> str:
        """Keep a proposed change; gives its id."""
        proposal_id = new_id()
        self._connection.execute(
            insert(ProposalRow).values(
                id=proposal_id,
                case_id=difference.case_id,
                hearing_id=difference.hearing_id,
                change=difference.change.value,
                kind=difference.kind.value,
                before=slot_to_json(difference.before),
                after=slot_to_json(difference.after),
                because=difference.because[:500],
                place=difference.where[:200],
                publication_id=publication_id,
                of_revision=of_revision,
                state=state,
                show_from=show_from,
                raised_at=now,
            )
        )
        return proposal_id

    def was_dismissed(self, difference: Difference, *, of_revision: int) -> bool:
        """Whether a person has already decided against this very change of this very revision."""
        rows = self._connection.execute(
            select(ProposalRow.after).where(
                ProposalRow.case_id == difference.case_id,
                ProposalRow.hearing_id == difference.hearing_id,
                ProposalRow.change == difference.change.value,
                ProposalRow.of_revision == of_revision,
                ProposalRow.state == "dismissed",
            )
        )
        return any(slot_from_json(row.after) == difference.after for row in rows)

    def decide(self, proposal_id: str, state: str, *, by_id: str | None, now: datetime) -> bool:
        """Decide an open proposal; says whether it was still open."""
        decided = self._connection.execute(
            update(ProposalRow)
            .where(ProposalRow.id == proposal_id, ProposalRow.state == "open")
            .values(state=state, decided_by=by_id, decided_at=now)
        )
        return decided.rowcount == 1

    def withdraw_about(self, hearing_id: str, now: datetime) -> None:
        """Withdraw every open proposal about a hearing: the hearing has changed since it was made."""
        self._connection.execute(
            update(ProposalRow)
            .where(ProposalRow.hearing_id == hearing_id, ProposalRow.state == "open")
            .values(state="withdrawn", decided_by=None, decided_at=now)
        )

    def proposal(self, proposal_id: str) -> Proposal | None:
        """Give one proposal, or None."""
        row = self._connection.execute(select(ProposalRow).where(ProposalRow.id == proposal_id)).one_or_none()
        return None if row is None else proposal_of(row)

    def open_proposals(self, case_ids: tuple[str, ...], now: datetime | None = None) -> tuple[Proposal, ...]:
        """Give the open proposals of these cases, oldest first; with `now`, only those that may be shown by then."""
        found: list[Proposal] = []
        for start in range(0, len(case_ids), 500):
            query = select(ProposalRow).where(
                ProposalRow.state == "open", ProposalRow.case_id.in_(case_ids[start : start + 500])
            )
            if now is not None:
                query = query.where(ProposalRow.show_from <= now)
            found += [proposal_of(row) for row in self._connection.execute(query)]
        return tuple(sorted(found, key=lambda p: (p.raised_at, p.proposal_id)))

    def of_publication(self, publication_id: str) -> tuple[Proposal, ...]:
        """Give the proposals that a list made."""
        rows = self._connection.execute(
            select(ProposalRow).where(ProposalRow.publication_id == publication_id).order_by(ProposalRow.id)
        )
        return tuple(proposal_of(row) for row in rows)

    def triage(
        self,
        kind: str,
        *,
        place: str,
        what: str,
        now: datetime,
        publication_id: str | None = None,
        reply_id: str | None = None,
    ) -> str:
        """Keep something that a person has to sort out."""
        item_id = new_id()
        self._connection.execute(
            insert(TriageRow).values(
                id=item_id,
                kind=kind,
                place=place[:300],
                what=what[:1000],
                publication_id=publication_id,
                reply_id=reply_id,
                raised_at=now,
                state="open",
            )
        )
        return item_id

    def open_triage(self) -> tuple[TriageItem, ...]:
        """Give what waits to be sorted out, oldest first."""
        rows = self._connection.execute(
            select(TriageRow).where(TriageRow.state == "open").order_by(TriageRow.raised_at, TriageRow.id).limit(200)
        )
        return tuple(
            TriageItem(r.id, r.kind, r.place, r.what, r.publication_id, r.reply_id, r.raised_at, r.state) for r in rows
        )

    def triaged(self, item_id: str, *, by_id: str, now: datetime) -> bool:
        """Record that somebody has sorted it out; says whether it was open."""
        changed = self._connection.execute(
            update(TriageRow)
            .where(TriageRow.id == item_id, TriageRow.state == "open")
            .values(state="done", decided_by=by_id, decided_at=now)
        )
        return changed.rowcount == 1

    def _newest(self, *conditions) -> Publication | None:  # type: ignore[no-untyped-def]
        row = self._connection.execute(
            select(PublicationRow)
            .where(*conditions)
            .order_by(PublicationRow.received_at.desc(), PublicationRow.id)
            .limit(1)
        ).one_or_none()
        return None if row is None else _publication(row)


def slot_to_json(slot: Slot | None) -> dict[str, Any] | None:
    """Write a slot as plain data."""
    if slot is None:
        return None
    return {
        "listing": slot.listing.value,
        "on": None if slot.on is None else slot.on.isoformat(),
        "until": None if slot.until is None else slot.until.isoformat(),
        "at": None if slot.at is None else slot.at.isoformat(timespec="minutes"),
        "court_code": slot.court_code,
        "room": slot.room,
    }


def slot_from_json(data: dict[str, Any] | None) -> Slot | None:
    """Read a slot from plain data."""
    if data is None:
        return None
    return Slot(
        listing=Listing(data["listing"]),
        on=None if data["on"] is None else date.fromisoformat(data["on"]),
        until=None if data["until"] is None else date.fromisoformat(data["until"]),
        at=None if data["at"] is None else time.fromisoformat(data["at"]),
        court_code=data["court_code"],
        room=data["room"],
    )


def proposal_of(row) -> Proposal:  # type: ignore[no-untyped-def]
    """Turn a row of `proposal` into a value."""
    return Proposal(
        proposal_id=row.id,
        case_id=row.case_id,
        hearing_id=row.hearing_id,
        change=Change(row.change),
        kind=HearingKind(row.kind),
        before=slot_from_json(row.before),
        after=slot_from_json(row.after),
        because=row.because,
        place=row.place,
        publication_id=row.publication_id,
        of_revision=row.of_revision,
        state=row.state,
        show_from=row.show_from,
        raised_at=row.raised_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
    )


def _publication(row) -> Publication:  # type: ignore[no-untyped-def]
    return Publication(
        publication_id=row.id,
        sha256=row.sha256,
        outside_id=row.outside_id,
        supersede_key=row.supersede_key,
        kind=row.kind,
        layer=row.layer,
        court=row.court,
        court_codes=tuple(row.court_codes),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        version=row.version,
        published_at=row.published_at,
        received_at=row.received_at,
        received_by=row.received_by,
        state=row.state,
        rows=row.rows,
        matched=row.matched,
        remarks=tuple(row.remarks),
    )
