"""Rows about who had to be told of what, across the cases that somebody may see: time-to-tell sums them up."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, Connection, and_, func, or_, select, union
from sqlalchemy.orm import aliased

from witness.domain.access import Deed, Viewer
from witness.domain.evidence import EventState, Told
from witness.domain.people import BESIDE_THE_FAMILY, NOT_EXPECTED, Part
from witness.store.access import visible_to
from witness.store.evidence import told_of
from witness.store.people import parts_still_played
from witness.store.tables.accounts import AccountRow
from witness.store.tables.cases import CaseRow
from witness.store.tables.evidence import EvidenceEventRow, ToldRow
from witness.store.tables.hearings import HearingRow, RevisionRow
from witness.store.tables.people import CasePersonRow, PersonRow, WitnessRow

MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class TellingLine:
    """One person and one hearing, with one thing that they were told; told None: nothing at all. Nobody's name."""

    case_id: str
    case_ref: str
    owner_name: str
    hearing_id: str
    person_id: str
    joined_at: datetime | None
    told: Told | None


@dataclass(frozen=True, slots=True)
class ToldLine:
    """The last thing that somebody was told about a hearing that has changed since it was first known.

    joined_at: since when they are part of the case, None when they always were.
    """

    case_id: str
    case_ref: str
    owner_name: str
    called: str
    told: Told
    joined_at: datetime | None = None


class TellingBoards:
    """The drawer of rows about tellings, for pages."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def last_told(self, viewer: Viewer, *, owner_id: str | None) -> tuple[ToldLine, ...]:
        """Give the last thing that each person was told, for hearings with more than one revision.

        Whoever has left the case is left out.
        """
        of_whom = aliased(PersonRow)
        here = parts_still_played()
        newest = (
            select(ToldRow.person_id, ToldRow.hearing_id, func.max(ToldRow.at).label("at"))
            .group_by(ToldRow.person_id, ToldRow.hearing_id)
            .subquery()
        )
        query = (
            select(
                ToldRow,
                CaseRow.ref,
                AccountRow.name.label("owner_name"),
                PersonRow.initials,
                CasePersonRow.relation,
                of_whom.initials.label("of_whom"),
                here.c.joined_at,
            )
            .join(
                newest,
                and_(
                    newest.c.person_id == ToldRow.person_id,
                    newest.c.hearing_id == ToldRow.hearing_id,
                    newest.c.at == ToldRow.at,
                ),
            )
            .join(here, and_(here.c.case_id == ToldRow.case_id, here.c.person_id == ToldRow.person_id))
            .join(HearingRow, HearingRow.id == ToldRow.hearing_id)
            .join(CaseRow, CaseRow.id == ToldRow.case_id)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .join(PersonRow, PersonRow.id == ToldRow.person_id)
            .outerjoin(
                CasePersonRow,
                and_(
                    CasePersonRow.case_id == ToldRow.case_id,
                    CasePersonRow.person_id == ToldRow.person_id,
                    CasePersonRow.part == Part.PARENT_CARER.value,
                ),
            )
            .outerjoin(of_whom, of_whom.id == CasePersonRow.for_person_id)
            .where(HearingRow.revision > 1, CaseRow.closed_on.is_(None), visible_to(viewer, Deed.SEE_CASE))
            .order_by(ToldRow.at, ToldRow.id)
            .limit(2000)
        )
        if owner_id is not None:
            query = query.where(CaseRow.owner_id == owner_id)
        found: dict[tuple[str, str], ToldLine] = {}
        for row in self._connection.execute(query):
            called = f"{row.of_whom}'s {row.relation or 'carer'}" if row.of_whom else row.initials
            line = ToldLine(row.case_id, row.ref, row.owner_name, called, told_of(row), row.joined_at)
            before = found.get((row.person_id, row.hearing_id))
            # Of what was said in the same instant the newest version counts, as `CasePicture.told_last` says.
            if before is None or before.told.revision < row.revision:
                found[row.person_id, row.hearing_id] = line
        return tuple(found.values())

    def lines(self, viewer: Viewer, first: datetime, last: datetime) -> tuple[TellingLine, ...]:
        """Give, for the hearings of which something was learnt between two instants, everybody they concern.

        One statement, whatever the number of cases.
        """
        concerned = _concerned().subquery()
        here = parts_still_played()
        learnt = select(RevisionRow.hearing_id).where(RevisionRow.recorded_at >= first, RevisionRow.learnt_at < last)
        rows = self._connection.execute(
            select(
                ToldRow,
                CaseRow.id.label("of_case"),
                CaseRow.ref,
                AccountRow.name.label("owner_name"),
                concerned.c.hearing_id.label("of_hearing"),
                concerned.c.person_id.label("of_person"),
                here.c.joined_at,
            )
            .select_from(concerned)
            .join(HearingRow, HearingRow.id == concerned.c.hearing_id)
            .join(CaseRow, CaseRow.id == HearingRow.case_id)
            .join(AccountRow, AccountRow.id == CaseRow.owner_id)
            .join(here, and_(here.c.case_id == CaseRow.id, here.c.person_id == concerned.c.person_id))
            .outerjoin(
                ToldRow,
                and_(ToldRow.hearing_id == concerned.c.hearing_id, ToldRow.person_id == concerned.c.person_id),
            )
            .where(concerned.c.hearing_id.in_(learnt), visible_to(viewer, Deed.SEE_CASE))
            .order_by(CaseRow.ref, concerned.c.hearing_id, concerned.c.person_id, ToldRow.at, ToldRow.id)
            .limit(MOST_LINES)
        )
        return tuple(
            TellingLine(
                case_id=r.of_case,
                case_ref=r.ref,
                owner_name=r.owner_name,
                hearing_id=r.of_hearing,
                person_id=r.of_person,
                joined_at=r.joined_at,
                told=None if r.id is None else told_of(r),
            )
            for r in rows
        )


def _concerned() -> CompoundSelect[tuple[str, str]]:
    """Everybody who was told of a hearing, and everybody who must know of it: as `CasePicture.audience_of` says."""
    told = select(ToldRow.hearing_id, ToldRow.person_id)
    part, beside = CasePersonRow, [p.value for p in BESIDE_THE_FAMILY]
    of_this_witness = part.for_person_id == WitnessRow.person_id
    must_know = or_(
        and_(part.part == Part.PARENT_CARER.value, of_this_witness),
        and_(part.part.in_(beside), part.informed.is_(True), or_(part.for_person_id.is_(None), of_this_witness)),
        and_(part.person_id == WitnessRow.person_id, WitnessRow.direct_contact.is_(True)),
    )
    audience = (
        select(EvidenceEventRow.hearing_id, part.person_id)
        .join(WitnessRow, WitnessRow.id == EvidenceEventRow.witness_id)
        .join(part, part.case_id == WitnessRow.case_id)
        .where(
            EvidenceEventRow.state == EventState.EXPECTED.value,
            WitnessRow.requirement.not_in([r.value for r in NOT_EXPECTED]),
            part.left_at.is_(None),
            must_know,
        )
    )
    return union(told, audience)
