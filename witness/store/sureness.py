"""Keeps what people said of how sure they are to come: codes and a day. Rows are added and never changed."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from witness.domain.sureness import Hard, Sure, SureAnswer
from witness.store.tables.accounts import AccountRow
from witness.store.tables.concern import SureAnswerRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery

SURE_ANSWERS = CaseQuery(
    select(SureAnswerRow, AccountRow.name.label("by_name"))
    .outerjoin(AccountRow, AccountRow.id == SureAnswerRow.by_id)
    .where(SureAnswerRow.case_id == THIS_CASE),
    SureAnswerRow.recorded_at,
    SureAnswerRow.id,
)


class Sureness:
    """The drawer of answers to how sure somebody is."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, case_id: str, answers: Iterable[SureAnswer], *, by_id: str | None = None) -> None:
        """Keep answers, in one statement."""
        rows = [
            {
                "id": answer.answer_id,
                "case_id": case_id,
                "witness_id": answer.witness_id,
                "person_id": answer.person_id,
                "sure": answer.sure.value,
                "hard": [reason.value for reason in answer.hard],
                "on_day": answer.on,
                "recorded_at": answer.recorded_at,
                "hearing_id": answer.hearing_id,
                "of_revision": answer.of_revision,
                "by_id": by_id,
            }
            for answer in answers
        ]
        if rows:
            self._connection.execute(insert(SureAnswerRow), rows)

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[SureAnswer, ...]:
        """Give the answers about a case's witnesses, in the order in which they were recorded, with who asked."""
        return tuple(
            SureAnswer(
                answer_id=row.id,
                witness_id=row.witness_id,
                person_id=row.person_id,
                sure=Sure(row.sure),
                on=row.on_day,
                recorded_at=row.recorded_at,
                hearing_id=row.hearing_id,
                of_revision=row.of_revision,
                hard=tuple(Hard(reason) for reason in row.hard),
                by=row.by_name or "",
            )
            for row in SURE_ANSWERS.rows(self._connection, case_id, at_hand)
        )

    def has(self, answer_id: str) -> bool:
        """Whether an answer of this id is known, in any case."""
        query = select(SureAnswerRow.id).where(SureAnswerRow.id == answer_id)
        return self._connection.execute(query).one_or_none() is not None
