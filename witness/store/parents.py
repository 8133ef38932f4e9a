"""Keeps a parent's own plan: what was offered and what they said, and their wellbeing checks, sealed."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, union_all

from witness.domain.parents import Offer, OfferState, OfferStep
from witness.domain.wellbeing import Question, Via, WellbeingCheck
from witness.store.tables.parents import ParentOfferRow, WellbeingCheckRow
from witness.store.together import AtHand, of_one_case
from witness.store.vault import Vault

ANSWERS = "wellbeing_check.answers"
PAD_TO = 24
OFFERS = of_one_case(ParentOfferRow, ParentOfferRow.recorded_at, ParentOfferRow.id)


class Parents:
    """The drawer of parents' plans."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add_offers(self, case_id: str, steps: Iterable[OfferStep], *, by_id: str | None = None) -> None:
        """Keep steps of offers, in one statement."""
        rows = [
            {
                "id": step.step_id,
                "case_id": case_id,
                "person_id": step.person_id,
                "offer": step.offer.value,
                "state": step.state.value,
                "on_day": step.on,
                "ask_again_on": step.ask_again_on,
                "every_days": step.every_days,
                "recorded_at": step.recorded_at,
                "by_id": by_id,
            }
            for step in steps
        ]
        if rows:
            self._connection.execute(insert(ParentOfferRow), rows)

    def offers_of(self, case_id: str, at_hand: AtHand | None = None) -> tuple[OfferStep, ...]:
        """Give the steps of a case's offers, in the order in which they were recorded."""
        return tuple(
            OfferStep(
                step_id=r.id,
                person_id=r.person_id,
                offer=Offer(r.offer),
                state=OfferState(r.state),
                on=r.on_day,
                recorded_at=r.recorded_at,
                ask_again_on=r.ask_again_on,
                every_days=r.every_days,
            )
            for r in OFFERS.rows(self._connection, case_id, at_hand)
        )

    def add_checks(self, case_id: str, checks: Iterable[WellbeingCheck], *, by_id: str | None = None) -> None:
        """Keep checks, in one statement."""
        rows = [
            {
                "id": check.check_id,
                "case_id": case_id,
                "person_id": check.person_id,
                "on_day": check.on,
                "answers_sealed": self._vault.seal(ANSWERS, check.check_id, _written(check)),
                "via": check.via.value,
                "recorded_at": check.recorded_at,
                "by_id": by_id,
            }
            for check in checks
        ]
        if rows:
            self._connection.execute(insert(WellbeingCheckRow), rows)

    def checks_of(self, case_id: str) -> tuple[WellbeingCheck, ...]:
        """Give the checks of a case's parents, oldest first."""
        rows = self._connection.execute(
            select(WellbeingCheckRow)
            .where(WellbeingCheckRow.case_id == case_id)
            .order_by(WellbeingCheckRow.on_day, WellbeingCheckRow.recorded_at, WellbeingCheckRow.id)
        )
        return tuple(
            WellbeingCheck(
                check_id=row.id,
                person_id=row.person_id,
                on=row.on_day,
                answers=_read(self._vault.open(ANSWERS, row.id, row.answers_sealed)),
                via=Via(row.via),
                recorded_at=row.recorded_at,
            )
            for row in rows
        )

    def taken(self, ids: Iterable[str]) -> frozenset[str]:
        """Give which of these names an offer's step or a check has already, in any case."""
        asked = sorted(set(ids))
        query = union_all(
            select(ParentOfferRow.id).where(ParentOfferRow.id.in_(asked)),
            select(WellbeingCheckRow.id).where(WellbeingCheckRow.id.in_(asked)),
        )
        return frozenset(self._connection.execute(query).scalars())


def _written(check: WellbeingCheck) -> str:
    """Write the answers in one length, so that the sealed ones do not tell how many there are."""
    return json.dumps([check.answers.get(question, -1) for question in Question]).ljust(PAD_TO)


def _read(text: str) -> dict[Question, int]:
    # Older ones hold the four questions alone.
    return {q: value for q, value in zip(Question, json.loads(text), strict=False) if value >= 0}
