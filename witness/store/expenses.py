"""Keeps claims for expenses. Rows are added and never changed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from witness.domain.errors import SomebodyElseChangedThis
from witness.domain.expenses import Capacity, Claim, ClaimItem, ClaimState, ClaimStep, ItemKind, Payer
from witness.store.tables.expenses import ClaimFactRow, ClaimRow
from witness.store.together import THIS_CASE, AtHand, CaseQuery

CLAIMS = CaseQuery(
    select(
        ClaimRow,
        ClaimFactRow.item,
        ClaimFactRow.state,
        ClaimFactRow.amount,
        ClaimFactRow.has_proof,
        ClaimFactRow.from_facts,
        ClaimFactRow.recorded_at,
        ClaimFactRow.on_day.label("fact_on"),
    )
    .outerjoin(ClaimFactRow, ClaimFactRow.claim_id == ClaimRow.id)
    .where(ClaimRow.case_id == THIS_CASE),
    ClaimRow.noted_at,
    ClaimRow.id,
    ClaimFactRow.number,
)


class Expenses:
    """The drawer of claims."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def add(self, case_id: str, claims: Iterable[Claim], *, by_id: str | None = None) -> None:
        """Keep claims, with all that is in them."""
        found = tuple(claims)
        rows = [
            {
                "id": claim.claim_id,
                "case_id": case_id,
                "witness_id": claim.witness_id,
                "person_id": claim.person_id,
                "capacity": claim.capacity.value,
                "payer": claim.payer.value,
                "on_day": claim.on,
                "hearing_id": claim.hearing_id,
                "visit_id": claim.visit_id,
                "noted_at": claim.noted_at,
                "by_id": by_id,
            }
            for claim in found
        ]
        if rows:
            self._connection.execute(insert(ClaimRow), rows)
        for claim in found:
            self.put(claim.claim_id, claim.items, claim.steps, seen=0, by_id=by_id)

    def put(
        self,
        claim_id: str,
        items: Iterable[ClaimItem],
        steps: Iterable[ClaimStep] = (),
        *,
        seen: int,
        by_id: str | None = None,
    ) -> None:
        """Keep what was put into a claim, and the steps that it took. seen: how many facts of it were known.

        Raises:
            SomebodyElseChangedThis: there are more by now.
        """
        facts = [*(_of_item(item) for item in items), *(_of_step(step) for step in steps)]
        rows = [
            {**fact, "claim_id": claim_id, "number": number, "by_id": by_id}
            for number, fact in enumerate(facts, start=seen + 1)
        ]
        if not rows:
            return
        try:
            self._connection.execute(insert(ClaimFactRow), rows)
        except IntegrityError as clash:
            raise SomebodyElseChangedThis("This claim has just been changed by somebody else. Look again.") from clash

    def of_case(self, case_id: str, at_hand: AtHand | None = None) -> tuple[Claim, ...]:
        """Give the claims of a case, oldest first, in one statement."""
        by_claim: dict[str, list[Any]] = {}
        for row in CLAIMS.rows(self._connection, case_id, at_hand):
            by_claim.setdefault(row.id, []).append(row)
        return tuple(_claim(rows) for rows in by_claim.values())

    def has(self, claim_id: str) -> bool:
        """Whether a claim of this id is known, in any case."""
        query = select(ClaimRow.id).where(ClaimRow.id == claim_id)
        return self._connection.execute(query).one_or_none() is not None


def _of_item(item: ClaimItem) -> dict[str, Any]:
    return {
        "item": item.kind.value,
        "state": "",
        "amount": item.amount,
        "has_proof": item.has_proof,
        "from_facts": item.from_facts,
        "on_day": None,
        "recorded_at": item.recorded_at,
    }


def _of_step(step: ClaimStep) -> dict[str, Any]:
    return {
        "item": "",
        "state": step.state.value,
        "amount": step.pence,
        "has_proof": False,
        "from_facts": False,
        "on_day": step.on,
        "recorded_at": step.recorded_at,
    }


def _claim(rows: list[Any]) -> Claim:
    first = rows[0]
    return Claim(
        claim_id=first.id,
        witness_id=first.witness_id,
        person_id=first.person_id,
        capacity=Capacity(first.capacity),
        payer=Payer(first.payer),
        on=first.on_day,
        hearing_id=first.hearing_id,
        visit_id=first.visit_id,
        noted_at=first.noted_at,
        items=tuple(
            ClaimItem(ItemKind(r.item), r.amount, r.recorded_at, r.has_proof, r.from_facts) for r in rows if r.item
        ),
        steps=tuple(ClaimStep(ClaimState(r.state), r.fact_on, r.recorded_at, r.amount) for r in rows if r.state),
    )
