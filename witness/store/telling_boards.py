"""Rows about who had to be told of what, across the cases that somebody may see: time-to-tell sums them up."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, Connection, and_, or_, select, union

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
from witness.store.tables.people import CasePersonRow, WitnessRow

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


class TellingBoards:
    """The drawer of rows about tellings, for pages."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

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
