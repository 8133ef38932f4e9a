"""Keeps what stands between a witness and giving evidence, and how each witness stands today."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from witness.domain.evidence import Answer, AnswerKind, EventState, EvidenceEvent, Need, NeedKind, NeedState, Side, Told
from witness.domain.measures import Basis, Measure, MeasureKind, MeasureState, MeasureStep
from witness.identifiers import new_id
from witness.store.standings import Standings
from witness.store.tables.evidence import (
    AnswerRow,
    EvidenceEventRow,
    MeasureRow,
    NeedRow,
    ToldRow,
)
from witness.store.together import AtHand, of_one_case
from witness.store.witness_steps import WitnessStep, WitnessSteps, add_steps, steps_of_case

EVENTS = of_one_case(EvidenceEventRow, EvidenceEventRow.id)
MEASURES = of_one_case(MeasureRow, MeasureRow.witness_id, MeasureRow.kind)
NEEDS = of_one_case(NeedRow, NeedRow.witness_id, NeedRow.kind)
ANSWERS = of_one_case(AnswerRow, AnswerRow.at, AnswerRow.id)
TELLINGS = of_one_case(ToldRow, ToldRow.at, ToldRow.id)


class Evidence(Standings):
    """The drawer of evidence events, measures, needs, answers, tellings and standings."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def expect(self, case_id: str, *events: EvidenceEvent) -> None:
        """Record at which hearings witnesses are to give evidence, in one statement."""
        rows = [
            {
                "id": event.event_id,
                "case_id": case_id,
                "witness_id": event.witness_id,
                "hearing_id": event.hearing_id,
                "state": event.state.value,
                "expected_at": event.expected_at,
                "settled_at": event.settled_at,
                "recalled": event.recalled,
            }
            for event in events
        ]
        if rows:
            self._connection.execute(insert(EvidenceEventRow), rows)

    def has_event(self, event_id: str) -> bool:
        """Whether an evidence event of this id is known, in any case."""
        query = select(EvidenceEventRow.id).where(EvidenceEventRow.id == event_id)
        return self._connection.execute(query).one_or_none() is not None

    def has_answer(self, answer_id: str) -> bool:
        """Whether an answer of this id is known, in any case."""
        query = select(AnswerRow.id).where(AnswerRow.id == answer_id)
        return self._connection.execute(query).one_or_none() is not None

    def close_event(self, event_id: str, state: EventState, now: datetime) -> None:
        """Record that the evidence was given, or that the witness was released."""
        self._connection.execute(
            update(EvidenceEventRow).where(EvidenceEventRow.id == event_id).values(state=state.value, settled_at=now)
        )

    def expect_again(self, event_id: str, now: datetime, *, recalled: bool) -> None:
        """Record that a witness is asked back to a hearing at which they had been heard or released."""
        self._connection.execute(
            update(EvidenceEventRow)
            .where(EvidenceEventRow.id == event_id)
            .values(state=EventState.EXPECTED.value, expected_at=now, settled_at=None, recalled=recalled)
        )

    def put_measure(self, case_id: str, measure: Measure, *, by_id: str | None = None) -> None:
        """Record how far a measure has got. Those of its steps that are not kept yet are added to the others."""
        self._connection.execute(
            delete(MeasureRow).where(MeasureRow.witness_id == measure.witness_id, MeasureRow.kind == measure.kind.value)
        )
        self._connection.execute(
            insert(MeasureRow).values(
                id=new_id(),
                case_id=case_id,
                witness_id=measure.witness_id,
                kind=measure.kind.value,
                state=measure.state.value,
                since=measure.since,
                basis=measure.basis.value,
            )
        )
        steps = [WitnessStep(s.state.value, s.at, s.source) for s in measure.steps]
        add_steps(self._connection, case_id, measure.witness_id, measure.kind.value, steps, by_id=by_id)

    def put_need(self, case_id: str, need: Need) -> None:
        """Record how far a need has been met."""
        self._connection.execute(
            delete(NeedRow).where(NeedRow.witness_id == need.witness_id, NeedRow.kind == need.kind.value)
        )
        self._connection.execute(
            insert(NeedRow).values(
                id=new_id(),
                case_id=case_id,
                witness_id=need.witness_id,
                kind=need.kind.value,
                state=need.state.value,
                whose=need.whose.value,
                due_on=need.due_on,
                since=need.since,
                hearing_id=need.hearing_id,
                of_revision=need.of_revision,
            )
        )

    def answered(self, case_id: str, answer: Answer) -> None:
        """Record what somebody answered."""
        self._connection.execute(
            insert(AnswerRow).values(
                id=answer.answer_id,
                case_id=case_id,
                person_id=answer.person_id,
                hearing_id=answer.hearing_id,
                revision=answer.revision,
                answer=answer.answer.value,
                via=answer.via,
                at=answer.at,
                settled_at=answer.settled_at,
            )
        )

    def settle_answers(self, person_id: str, hearing_id: str, now: datetime) -> int:
        """Record that somebody has dealt with what a person answered; gives how many waited."""
        return self._connection.execute(
            update(AnswerRow)
            .where(
                AnswerRow.person_id == person_id,
                AnswerRow.hearing_id == hearing_id,
                AnswerRow.settled_at.is_(None),
            )
            .values(settled_at=now)
        ).rowcount

    def told(self, case_id: str, told: Told, *, message_id: str | None = None) -> None:
        """Record what a person was told."""
        self._connection.execute(
            insert(ToldRow).values(
                id=new_id(),
                case_id=case_id,
                person_id=told.person_id,
                hearing_id=told.hearing_id,
                revision=told.revision,
                via=told.via,
                at=told.at,
                message_id=message_id,
                acknowledged_at=told.acknowledged_at,
                delivered_at=told.delivered_at,
                reason_given=told.reason_given,
            )
        )

    def untold(self, message_id: str) -> None:
        """Take back a telling whose message turned out not to have arrived."""
        self._connection.execute(
            delete(ToldRow).where(ToldRow.message_id == message_id, ToldRow.acknowledged_at.is_(None))
        )

    def acknowledge(self, person_id: str, hearing_id: str, now: datetime) -> None:
        """Record that a person has said that they know what they were told about a hearing."""
        self._connection.execute(
            update(ToldRow)
            .where(
                ToldRow.person_id == person_id,
                ToldRow.hearing_id == hearing_id,
                ToldRow.acknowledged_at.is_(None),
            )
            .values(acknowledged_at=now)
        )

    def events_of(self, case_id: str, at_hand: AtHand | None = None) -> tuple[EvidenceEvent, ...]:
        """Give the evidence events of a case."""
        return tuple(
            EvidenceEvent(
                r.id, r.witness_id, r.hearing_id, EventState(r.state), r.expected_at, r.settled_at, r.recalled
            )
            for r in EVENTS.rows(self._connection, case_id, at_hand)
        )

    def steps_of(self, case_id: str, at_hand: AtHand | None = None) -> WitnessSteps:
        """Give every step of what is required of a case's witnesses and of their measures."""
        return steps_of_case(self._connection, case_id, at_hand)

    def measures_of(
        self, case_id: str, steps: WitnessSteps | None = None, at_hand: AtHand | None = None
    ) -> tuple[Measure, ...]:
        """Give the special measures of a case's witnesses. steps: as `steps_of` gives them."""
        taken = self.steps_of(case_id) if steps is None else steps
        return tuple(
            Measure(
                r.witness_id,
                MeasureKind(r.kind),
                MeasureState(r.state),
                r.since,
                Basis(r.basis),
                tuple(
                    MeasureStep(MeasureState(s.state), s.at, s.source) for s in taken.get((r.witness_id, r.kind), ())
                ),
            )
            for r in MEASURES.rows(self._connection, case_id, at_hand)
        )

    def needs_of(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Need, ...]:
        """Give the needs of a case's witnesses."""
        return tuple(
            Need(
                r.witness_id,
                NeedKind(r.kind),
                NeedState(r.state),
                Side(r.whose),
                r.since,
                r.due_on,
                r.hearing_id,
                r.of_revision,
            )
            for r in NEEDS.rows(self._connection, case_id, at_hand)
        )

    def answers_of(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Answer, ...]:
        """Give what everybody answered in a case, oldest first."""
        return tuple(
            Answer(r.id, r.person_id, r.hearing_id, r.revision, AnswerKind(r.answer), r.via, r.at, r.settled_at)
            for r in ANSWERS.rows(self._connection, case_id, at_hand)
        )

    def tellings_of(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Told, ...]:
        """Give what everybody was told in a case, oldest first."""
        return tuple(told_of(r) for r in TELLINGS.rows(self._connection, case_id, at_hand))

    def tellings_of_cases(self, case_ids: Iterable[str]) -> tuple[Told, ...]:
        """Give what everybody was told in these cases, oldest first, in one statement."""
        rows = self._connection.execute(
            select(ToldRow).where(ToldRow.case_id.in_(list(case_ids))).order_by(ToldRow.at, ToldRow.id)
        )
        return tuple(told_of(r) for r in rows)

    def told_all(self, tellings: Iterable[tuple[str, Told, str]]) -> None:
        """Record what people were told, in one statement. tellings: (case, what, by which message)."""
        rows = [
            {
                "id": new_id(),
                "case_id": case_id,
                "person_id": told.person_id,
                "hearing_id": told.hearing_id,
                "revision": told.revision,
                "via": told.via,
                "at": told.at,
                "message_id": message_id,
                "reason_given": told.reason_given,
            }
            for case_id, told, message_id in tellings
        ]
        if rows:
            self._connection.execute(insert(ToldRow), rows)

    def delivered(self, message_id: str, now: datetime) -> None:
        """Record that the text by which somebody was told has arrived."""
        self._connection.execute(
            update(ToldRow)
            .where(ToldRow.message_id == message_id, ToldRow.delivered_at.is_(None))
            .values(delivered_at=now)
        )


def told_of(row) -> Told:  # type: ignore[no-untyped-def]
    """Turn a row of `told` into a value."""
    return Told(
        person_id=row.person_id,
        hearing_id=row.hearing_id,
        revision=row.revision,
        via=row.via,
        at=row.at,
        acknowledged_at=row.acknowledged_at,
        delivered_at=row.delivered_at,
        reason_given=row.reason_given,
    )
