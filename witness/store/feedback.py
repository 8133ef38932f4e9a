"""Keeps feedback: two numbers to be counted, and a sentence, sealed, for whoever looks after the case."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from witness.domain.access import Deed, Viewer
from witness.domain.feedback import AnswerCount, Ask, AskedAs, Feedback
from witness.domain.wellbeing import Via
from witness.store.access import visible_to
from witness.store.tables.cases import CaseRow
from witness.store.tables.parents import FeedbackRow
from witness.store.vault import Vault

SENTENCE = "feedback.sentence"
PAD_TO = 220


class FeedbackGiven:
    """The drawer of feedback."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, case_id: str, given: Iterable[Feedback], *, by_id: str | None = None) -> None:
        """Keep answers, in one statement."""
        rows = [
            {
                "id": f.feedback_id,
                "case_id": case_id,
                "person_id": f.person_id,
                "asked_as": f.asked_as.value,
                "ready": f.ready,
                "heard": f.heard,
                "sentence_sealed": self._vault.seal(SENTENCE, f.feedback_id, f.sentence.ljust(PAD_TO)),
                "via": f.via.value,
                "on_day": f.on,
                "recorded_at": f.recorded_at,
                "by_id": by_id,
            }
            for f in given
        ]
        if rows:
            self._connection.execute(insert(FeedbackRow), rows)

    def of_case(self, case_id: str) -> tuple[Feedback, ...]:
        """Give the answers of a case's people, oldest first."""
        rows = self._connection.execute(
            select(FeedbackRow)
            .where(FeedbackRow.case_id == case_id)
            .order_by(FeedbackRow.on_day, FeedbackRow.recorded_at, FeedbackRow.id)
        )
        return tuple(
            Feedback(
                feedback_id=row.id,
                person_id=row.person_id,
                asked_as=AskedAs(row.asked_as),
                ready=row.ready,
                heard=row.heard,
                sentence=self._vault.open(SENTENCE, row.id, row.sentence_sealed).rstrip(),
                via=Via(row.via),
                on=row.on_day,
                recorded_at=row.recorded_at,
            )
            for row in rows
        )

    def counts(self, viewer: Viewer) -> tuple[AnswerCount, ...]:
        """Count the answers of all cases that a viewer may see, in one statement. No sentence is opened."""
        rows = self._connection.execute(
            select(FeedbackRow.asked_as, FeedbackRow.ready, FeedbackRow.heard)
            .join(CaseRow, CaseRow.id == FeedbackRow.case_id)
            .where(visible_to(viewer, Deed.SEE_CASE))
        )
        counted: Counter[tuple[AskedAs, Ask, int]] = Counter()
        for row in rows:
            counted[AskedAs(row.asked_as), Ask.READY, row.ready] += 1
            counted[AskedAs(row.asked_as), Ask.HEARD, row.heard] += 1
        return tuple(AnswerCount(*key, count) for key, count in sorted(counted.items()))

    def taken(self, ids: Iterable[str]) -> frozenset[str]:
        """Give which of these names an answer has already, in any case."""
        query = select(FeedbackRow.id).where(FeedbackRow.id.in_(sorted(set(ids))))
        return frozenset(self._connection.execute(query).scalars())
