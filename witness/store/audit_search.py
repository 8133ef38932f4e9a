"""Finds entries of the audit for whoever may see them, newest first."""

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from witness.domain.access import Deed, Viewer
from witness.domain.audit import AuditOutcome
from witness.domain.audit_kinds import LoggedAs
from witness.domain.audit_search import FAMILY_PAGE, NOBODY, FoundEntry, Period, Sought
from witness.domain.audit_words import FAMILY, KINDS
from witness.store.access import visible_to
from witness.store.audit import chained
from witness.store.tables.accounts import AccountRow
from witness.store.tables.audit import AuditRow
from witness.store.tables.cases import CaseRow


class AuditSearch:
    """The drawer of looking through the audit."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def find(self, viewer: Viewer, sought: Sought, period: Period, limit: int) -> tuple[FoundEntry, ...]:
        """Give the newest entries that `viewer` may see.

        Of a case they may not see there is nothing, as if it never was; of what is about no case, that of their team.
        """
        query = (
            select(AuditRow, CaseRow.ref.label("case_ref"))
            .outerjoin(CaseRow, CaseRow.id == AuditRow.case_id)
            .where(or_(and_(AuditRow.case_id.is_(None), _of_the_team(viewer)), visible_to(viewer, Deed.SEE_CASE)))
        )
        rows = self._connection.execute(_narrowed(query, sought, period).order_by(AuditRow.seq.desc()).limit(limit))
        return tuple(FoundEntry(row.seq, chained(row).entry, row.case_ref or "") for row in rows)


def _of_the_team(viewer: Viewer) -> ColumnElement[bool]:
    return AuditRow.account_id.in_(select(AccountRow.id).where(AccountRow.team_id == viewer.team_id))


def _narrowed(query: Select[AuditRow, str], sought: Sought, period: Period) -> Select[AuditRow, str]:
    if sought.who == FAMILY_PAGE:
        query = query.where(AuditRow.account_id.is_(None), AuditRow.role == FAMILY)
    elif sought.who == NOBODY:
        query = query.where(AuditRow.account_id.is_(None), AuditRow.role != FAMILY)
    elif sought.who:
        query = query.where(AuditRow.account_id == sought.who)
    if sought.case_id:
        query = query.where(AuditRow.case_id == sought.case_id)
    if sought.logged_as is not None:
        query = query.where(_is_logged_as(sought.logged_as))
    if sought.only_refused:
        query = query.where(AuditRow.outcome == AuditOutcome.DENIED.value)
    if period.begin is not None:
        query = query.where(AuditRow.at >= period.begin)
    if period.end is not None:
        query = query.where(AuditRow.at < period.end)
    if sought.before is not None:
        query = query.where(AuditRow.seq < sought.before)
    return query


def _is_logged_as(word: LoggedAs) -> ColumnElement[bool]:
    """`audit_words.logged_as` as a condition: what a liaison looks at is disclosed to another service."""
    plain = AuditRow.deed.in_(_deeds_of(word))
    if word is LoggedAs.CONSULTATION:
        return and_(plain, AuditRow.role != "liaison")
    if word is LoggedAs.DISCLOSURE:
        return or_(plain, and_(AuditRow.deed.in_(_deeds_of(LoggedAs.CONSULTATION)), AuditRow.role == "liaison"))
    return plain


def _deeds_of(word: LoggedAs) -> list[str]:
    return sorted(kind.deed for kind in KINDS.values() if kind.logged_as is word)
