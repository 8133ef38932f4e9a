"""Keeps the time limits of others as versioned rows, and what families say they were told."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from witness.domain.duties import DayUnit, DutyNotice, DutyRule
from witness.identifiers import new_id
from witness.store.tables.duties import DutyNoticeRow, DutyRuleRow
from witness.store.together import AtHand, of_one_case

NOTICES = of_one_case(DutyNoticeRow, DutyNoticeRow.recorded_at, DutyNoticeRow.id)


class Duties:
    """The drawer of duty rules and duty notices."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add_rules(self, rules: Iterable[DutyRule], *, now: datetime, by_id: str | None = None) -> None:
        """Keep versions of rules. None is ever changed afterwards."""
        rows = [
            {
                "id": new_id(),
                "code": r.code,
                "version": r.version,
                "words": r.words,
                "right_words": r.right,
                "trigger": r.trigger,
                "holder": r.holder,
                "days": r.days,
                "unit": r.unit.value,
                "enhanced_days": r.enhanced_days,
                "effective_from": r.effective_from,
                "effective_until": r.effective_until,
                "source": r.source,
                "verified_on": r.verified_on,
                "note": r.note,
                "recorded_at": now,
                "recorded_by": by_id,
            }
            for r in rules
        ]
        if rows:
            self._connection.execute(insert(DutyRuleRow), rows)

    def seed(self, rules: Iterable[DutyRule], *, now: datetime) -> int:
        """Keep those of these versions that are not kept yet; gives their number. Two may do so at once."""
        query = select(DutyRuleRow.code, DutyRuleRow.version)
        known = {(row.code, row.version) for row in self._connection.execute(query)}
        missing = [rule for rule in rules if (rule.code, rule.version) not in known]
        try:
            with self._connection.begin_nested():
                self.add_rules(missing, now=now)
        except IntegrityError:
            return 0  # another process has kept them between our look and our writing
        return len(missing)

    def rules(self) -> tuple[DutyRule, ...]:
        """Give every version of every rule, by code and version."""
        rows = self._connection.execute(select(DutyRuleRow).order_by(DutyRuleRow.code, DutyRuleRow.version))
        return tuple(
            DutyRule(
                code=r.code,
                version=r.version,
                words=r.words,
                right=r.right_words,
                trigger=r.trigger,
                holder=r.holder,
                days=r.days,
                unit=DayUnit(r.unit),
                enhanced_days=r.enhanced_days,
                effective_from=r.effective_from,
                effective_until=r.effective_until,
                source=r.source,
                verified_on=r.verified_on,
                note=r.note,
            )
            for r in rows
        )

    def notice(self, case_id: str, notices: Iterable[DutyNotice], *, by_id: str | None = None) -> None:
        """Keep what families say they were told."""
        rows = [
            {
                "id": n.notice_id,
                "case_id": case_id,
                "code": n.code,
                "about": n.about,
                "person_id": n.person_id,
                "told_at": n.told_at,
                "via": n.via,
                "by_words": n.by,
                "recorded_at": n.recorded_at,
                "recorded_by": by_id,
            }
            for n in notices
        ]
        if rows:
            self._connection.execute(insert(DutyNoticeRow), rows)

    def notices_of(self, case_id: str, at_hand: AtHand | None = None) -> tuple[DutyNotice, ...]:
        """Give what the family of a case says it was told, oldest first."""
        return tuple(
            DutyNotice(r.id, r.code, r.about, r.person_id, r.told_at, r.via, r.by_words, r.recorded_at)
            for r in NOTICES.rows(self._connection, case_id, at_hand)
        )

    def has_notice(self, notice_id: str) -> bool:
        """Whether a notice of this id is known, in any case."""
        query = select(DutyNoticeRow.id).where(DutyNoticeRow.id == notice_id)
        return self._connection.execute(query).one_or_none() is not None
