"""Keeps words that a milestone is reached: since a day, and never more than that. Rows are added and never changed."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from witness.domain.markers import Said
from witness.domain.milestone_rows import Milestone, MilestoneWord, Settled
from witness.store.tables.accounts import AccountRow
from witness.store.tables.concern import MilestoneWordRow
from witness.store.together import AtHand, of_one_case

SETTLED = frozenset(Settled)
MILESTONE_WORDS = of_one_case(MilestoneWordRow, MilestoneWordRow.recorded_at, MilestoneWordRow.id)


class Milestones:
    """The drawer of milestones."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, case_id: str, words: Iterable[MilestoneWord], *, by_id: str | None = None) -> None:
        """Keep words, in one statement."""
        rows = [
            {
                "id": word.word_id,
                "case_id": case_id,
                "witness_id": word.witness_id,
                "code": word.code.value,
                "said": word.said.value,
                "on_day": word.on,
                "recorded_at": word.recorded_at,
                "hearing_id": word.hearing_id,
                "of_revision": word.of_revision,
                "by_id": by_id,
            }
            for word in words
        ]
        if rows:
            self._connection.execute(insert(MilestoneWordRow), rows)

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[MilestoneWord, ...]:
        """Give the words about a case's witnesses, in the order in which they were recorded."""
        return tuple(
            MilestoneWord(
                word_id=row.id,
                witness_id=row.witness_id,
                code=Milestone(row.code),
                said=Settled(row.said) if row.said in SETTLED else Said(row.said),
                on=row.on_day,
                recorded_at=row.recorded_at,
                hearing_id=row.hearing_id,
                of_revision=row.of_revision,
            )
            for row in MILESTONE_WORDS.rows(self._connection, case_id, at_hand)
        )

    def who_recorded(self, case_id: str) -> dict[str, str]:
        """Give, for each word of a case, the name of whoever recorded it."""
        rows = self._connection.execute(
            select(MilestoneWordRow.id, AccountRow.name)
            .join(AccountRow, AccountRow.id == MilestoneWordRow.by_id)
            .where(MilestoneWordRow.case_id == case_id)
        )
        return {row.id: row.name for row in rows}

    def has(self, word_id: str) -> bool:
        """Whether a word of this id is known, in any case."""
        query = select(MilestoneWordRow.id).where(MilestoneWordRow.id == word_id)
        return self._connection.execute(query).one_or_none() is not None
