"""Keeps what happened around and after an outcome. Rows are added and never changed; free words are sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import aliased

from witness.domain.access import Deed, Viewer
from witness.domain.aftercare import AfterFact, AfterKind, NewsWay
from witness.store.access import visible_to
from witness.store.tables.accounts import AccountRow
from witness.store.tables.aftercare import AfterFactRow
from witness.store.tables.cases import CaseRow
from witness.store.together import AtHand, of_one_case
from witness.store.vault import Vault

WORDS = "after_fact.words"
AFTER_FACTS = of_one_case(AfterFactRow, AfterFactRow.recorded_at, AfterFactRow.id)
MOST_LINES = 300


@dataclass(frozen=True, slots=True)
class ClosingWaits:
    """A closing that waits for a manager's word. asked_by: a name."""

    case_id: str
    case_ref: str
    asked_by: str
    asked_on: date


class Aftercare:
    """The drawer of facts after an outcome."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction."""
        self._connection = connection
        self._vault = vault

    def add(self, case_id: str, facts: Iterable[AfterFact], *, by_id: str | None = None) -> None:
        """Keep facts, in one statement."""
        rows = [
            {
                "id": fact.fact_id,
                "case_id": case_id,
                "kind": fact.kind.value,
                "on_day": fact.on,
                "recorded_at": fact.recorded_at,
                "about": fact.about,
                "person_id": fact.person_id,
                "way": None if fact.way is None else fact.way.value,
                "words_sealed": self._vault.seal(WORDS, fact.fact_id, fact.words),
                "by_id": by_id,
            }
            for fact in facts
        ]
        if rows:
            self._connection.execute(insert(AfterFactRow), rows)

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[AfterFact, ...]:
        """Give the facts of a case, in the order in which they were recorded."""
        return tuple(
            AfterFact(
                fact_id=row.id,
                kind=AfterKind(row.kind),
                on=row.on_day,
                recorded_at=row.recorded_at,
                about=row.about,
                person_id=row.person_id,
                way=None if row.way is None else NewsWay(row.way),
                words=self._vault.open(WORDS, row.id, row.words_sealed),
            )
            for row in AFTER_FACTS.rows(self._connection, case_id, at_hand)
        )

    def who_recorded(self, case_id: str) -> dict[str, tuple[str, str]]:
        """Give, for each fact of a case, the account and the name of whoever recorded it."""
        rows = self._connection.execute(
            select(AfterFactRow.id, AccountRow.id.label("by"), AccountRow.name)
            .join(AccountRow, AccountRow.id == AfterFactRow.by_id)
            .where(AfterFactRow.case_id == case_id)
        )
        return {row.id: (row.by, row.name) for row in rows}

    def closings_waiting(self, viewer: Viewer) -> tuple[ClosingWaits, ...]:
        """Give the open cases whose closing waits for a manager's word, whoever has waited longest first."""
        later = aliased(AfterFactRow)
        answered = (
            select(later.id).where(later.case_id == AfterFactRow.case_id, later.about == AfterFactRow.id).exists()
        )
        rows = self._connection.execute(
            select(AfterFactRow.case_id, CaseRow.ref, AccountRow.name, AfterFactRow.on_day)
            .join(CaseRow, CaseRow.id == AfterFactRow.case_id)
            .outerjoin(AccountRow, AccountRow.id == AfterFactRow.by_id)
            .where(AfterFactRow.kind == AfterKind.CLOSING_ASKED.value, ~answered)
            .where(CaseRow.closed_on.is_(None), visible_to(viewer, Deed.SEE_CASE))
            .order_by(AfterFactRow.recorded_at, AfterFactRow.id)
            .limit(MOST_LINES)
        )
        return tuple(ClosingWaits(r.case_id, r.ref, r.name or "Somebody", r.on_day) for r in rows)

    def has(self, fact_id: str) -> bool:
        """Whether a fact of this id is known, in any case."""
        query = select(AfterFactRow.id).where(AfterFactRow.id == fact_id)
        return self._connection.execute(query).one_or_none() is not None
