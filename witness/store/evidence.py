"""Keeps what stands between a witness and giving evidence, and how each witness stands today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from witness.domain.evidence import Answer, AnswerKind, EventState, EvidenceEvent, Need, NeedKind, NeedState, Side, Told
from witness.domain.measures import Basis, Measure, MeasureKind, MeasureState, MeasureStep
from witness.domain.readiness_seen import missing_of
from witness.identifiers import new_id
from witness.store.tables.cases import CaseRow
from witness.store.tables.evidence import (
    AnswerRow,
    EvidenceEventRow,
    MeasureRow,
    NeedRow,
    ReadinessSeenRow,
    StandingRow,
    ToldRow,
)
from witness.store.witness_steps import WitnessStep, WitnessSteps, add_steps, steps_of_case


@dataclass(frozen=True, slots=True)
class Standing:
    """How a witness stood when it was last computed. factors and items are plain data for a page.

    court_day_on: the day of which court_day_state says where they were, as `domain.at_court.DayState`, and since when;
    None when they are not at court on the day of the computing.
    """

    witness_id: str
    case_id: str
    hearing_id: str | None
    on: date | None
    points: int
    band: str
    factors: tuple[dict[str, Any], ...]
    verdict: str
    items: tuple[dict[str, Any], ...]
    computed_at: datetime
    changed_at: datetime
    why_changed: str = ""
    court_day_on: date | None = None
    court_day_state: str = ""
    court_day_since: datetime | None = None


class Evidence:
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

    def events_of(self, case_id: str) -> tuple[EvidenceEvent, ...]:
        """Give the evidence events of a case."""
        rows = self._connection.execute(
            select(EvidenceEventRow).where(EvidenceEventRow.case_id == case_id).order_by(EvidenceEventRow.id)
        )
        return tuple(
            EvidenceEvent(
                r.id, r.witness_id, r.hearing_id, EventState(r.state), r.expected_at, r.settled_at, r.recalled
            )
            for r in rows
        )

    def steps_of(self, case_id: str) -> WitnessSteps:
        """Give every step of what is required of a case's witnesses and of their measures."""
        return steps_of_case(self._connection, case_id)

    def measures_of(self, case_id: str, steps: WitnessSteps | None = None) -> tuple[Measure, ...]:
        """Give the special measures of a case's witnesses. steps: as `steps_of` gives them."""
        rows = self._connection.execute(
            select(MeasureRow).where(MeasureRow.case_id == case_id).order_by(MeasureRow.witness_id, MeasureRow.kind)
        )
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
            for r in rows
        )

    def needs_of(self, case_id: str) -> tuple[Need, ...]:
        """Give the needs of a case's witnesses."""
        rows = self._connection.execute(
            select(NeedRow).where(NeedRow.case_id == case_id).order_by(NeedRow.witness_id, NeedRow.kind)
        )
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
            for r in rows
        )

    def answers_of(self, case_id: str) -> tuple[Answer, ...]:
        """Give what everybody answered in a case, oldest first."""
        rows = self._connection.execute(
            select(AnswerRow).where(AnswerRow.case_id == case_id).order_by(AnswerRow.at, AnswerRow.id)
        )
        return tuple(
            Answer(r.id, r.person_id, r.hearing_id, r.revision, AnswerKind(r.answer), r.via, r.at, r.settled_at)
            for r in rows
        )

    def tellings_of(self, case_id: str) -> tuple[Told, ...]:
        """Give what everybody was told in a case, oldest first."""
        rows = self._connection.execute(
            select(ToldRow).where(ToldRow.case_id == case_id).order_by(ToldRow.at, ToldRow.id)
        )
        return tuple(told_of(r) for r in rows)

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

    def standing_of(self, case_id: str) -> dict[str, Standing]:
        """Give how a case's witnesses stood when it was last computed, by witness."""
        rows = self._connection.execute(select(StandingRow).where(StandingRow.case_id == case_id))
        return {row.witness_id: standing(row) for row in rows}

    def put_standings(self, standings: Iterable[Standing]) -> None:
        """Keep how witnesses stand, in place of what was kept of them before, in two statements."""
        rows = [
            {
                "witness_id": stands.witness_id,
                "case_id": stands.case_id,
                "hearing_id": stands.hearing_id,
                "on_day": stands.on,
                "points": stands.points,
                "band": stands.band,
                "factors": list(stands.factors),
                "verdict": stands.verdict,
                "items": list(stands.items),
                "computed_at": stands.computed_at,
                "changed_at": stands.changed_at,
                "why_changed": stands.why_changed,
                "court_day_on": stands.court_day_on,
                "court_day_state": stands.court_day_state,
                "court_day_since": stands.court_day_since,
            }
            for stands in standings
        ]
        if not rows:
            return
        witnesses = [row["witness_id"] for row in rows]
        self._connection.execute(delete(StandingRow).where(StandingRow.witness_id.in_(witnesses)))
        self._connection.execute(insert(StandingRow), rows)

    def mark_seen(self, account_id: str, standings: Iterable[Standing], now: datetime) -> None:
        """Keep how these witnesses stand as what an account has seen, in place of what it had seen of them."""
        rows = [
            {
                "account_id": account_id,
                "witness_id": stands.witness_id,
                "seen_at": now,
                "on_day": stands.on,
                "items": missing_of(stands.items),
            }
            for stands in standings
        ]
        if not rows:
            return
        theirs = ReadinessSeenRow.witness_id.in_([row["witness_id"] for row in rows])
        self._connection.execute(delete(ReadinessSeenRow).where(ReadinessSeenRow.account_id == account_id, theirs))
        self._connection.execute(insert(ReadinessSeenRow), rows)

    def look_again_at_all(self, before: datetime) -> None:
        """Let every open case be looked at again soon: something by which all are judged has changed."""
        self._connection.execute(update(StandingRow).values(computed_at=before))

    def cases_to_look_at(self, since: datetime) -> tuple[str, ...]:
        """Give the open cases whose witnesses were last looked at before `since`."""
        rows = self._connection.execute(
            select(CaseRow.id)
            .outerjoin(StandingRow, StandingRow.case_id == CaseRow.id)
            .where(CaseRow.closed_on.is_(None))
            .group_by(CaseRow.id)
            .having(or_(func.min(StandingRow.computed_at) < since, func.min(StandingRow.computed_at).is_(None)))
            .order_by(CaseRow.id)
            .limit(200)
        )
        return tuple(rows.scalars())


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


def standing(row) -> Standing:  # type: ignore[no-untyped-def]
    """Turn a row of `standing` into a value."""
    return Standing(
        witness_id=row.witness_id,
        case_id=row.case_id,
        hearing_id=row.hearing_id,
        on=row.on_day,
        points=row.points,
        band=row.band,
        factors=tuple(row.factors),
        verdict=row.verdict,
        items=tuple(row.items),
        computed_at=row.computed_at,
        changed_at=row.changed_at,
        why_changed=row.why_changed,
        court_day_on=row.court_day_on,
        court_day_state=row.court_day_state,
        court_day_since=row.court_day_since,
    )
