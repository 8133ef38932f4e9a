"""Readiness: who is ready, and what is missing from whom?

These types have no field for a name, a number, an address, a relation or a note: no page, export or log can show one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.access import Asking, Deed
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.hearings import KIND_IN_WORDS
from witness.domain.readiness import Readiness, Verdict, judge
from witness.domain.rules import Rules
from witness.domain.working_days import BeyondTheCalendar
from witness.store import Store
from witness.store.boards import StandingLine

WEEKS_AHEAD = 2

VERDICT_IN_WORDS: dict[str, str] = {
    Verdict.READY.value: "Ready",
    Verdict.NOT_READY.value: "Not ready",
    Verdict.AT_RISK.value: "In doubt",
    Verdict.NOT_NEEDED.value: "Not needed",
    Verdict.NO_DATE.value: "No date",
}
WHOSE_IN_WORDS = {"support": "support", "cps": "CPS", "court": "court", "police": "police"}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, from whom, and by when."""

    what: str
    state: str
    whose: str
    by: date | None


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """One witness on the board."""

    case_id: str
    references: str
    witness: str
    court: str
    what: str
    day: str
    on: date | None
    verdict: str
    verdict_code: str
    days_left: int | None
    missing: tuple[Missing, ...]
    changed: bool
    why_changed: str


@dataclass(frozen=True, slots=True)
class ReadinessBoard:
    """The board: the court and the days that it speaks of, and its lines by day."""

    lines: tuple[ReadinessLine, ...]
    courts: tuple[str, ...]
    court: str
    first: date
    last: date
    changed_count: int
    since: date


@dataclass(frozen=True, slots=True)
class WitnessReadiness:
    """Everything about one witness that a prosecutor needs."""

    witness: str
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class CaseReadiness:
    """One case: its references, its next date at which evidence is expected, its witnesses."""

    ref: str
    references: tuple[str, ...]
    court: str
    hearings: tuple[tuple[str, str, str], ...]
    witnesses: tuple[WitnessReadiness, ...]
    as_at: datetime


def readiness_board(
    store: Store, *, rules: Rules, asking: Asking, court: str = "", weeks: int = WEEKS_AHEAD
) -> ReadinessBoard:
    """Answer for whoever may see readiness: a liaison for their unit's cases, a support team for its own."""
    today = london_day(asking.at)
    last = today + timedelta(weeks=weeks)
    monday = today - timedelta(days=today.weekday())
    with store.board_for(asking, doing="readiness.read") as desk:
        found = desk.boards.standings(asking.viewer, Deed.SEE_READINESS, first=today, last=last)
        references = desk.boards.references_of({line.standing.case_id for line in found})
        names = desk.courts.names
    lines = [_line(line, references, names, today, monday, rules) for line in found if _is_needed(line)]
    shown = tuple(line for line in lines if not court or line.court == court)
    return ReadinessBoard(
        lines=shown,
        courts=tuple(sorted({line.court for line in lines})),
        court=court,
        first=today,
        last=last,
        changed_count=sum(line.changed for line in shown),
        since=monday,
    )


def case_readiness(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> CaseReadiness:
    """Answer for one case.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_READINESS, case_id, doing="readiness.case") as desk:
        picture = desk.cases.picture(case_id)
        if picture is None:
            raise NotFound("There is no such case.")
        court = desk.courts.name_of(picture.case.court_code)
    return CaseReadiness(
        ref=picture.case.ref,
        references=tuple(reference.value for reference in picture.case.references),
        court=court,
        hearings=tuple(
            (KIND_IN_WORDS[h.kind], h.now.slot.in_words(), h.now.state.value)
            for h in picture.hearings
            if (h.now.slot.last_day or date.max) >= london_day(asking.at)
        ),
        witnesses=tuple(
            WitnessReadiness(w.label, judge(picture, w.witness_id, rules.calendar, asking.at))
            for w in picture.witnesses
        ),
        as_at=asking.at,
    )


def _is_needed(line: StandingLine) -> bool:
    return line.standing.verdict not in (Verdict.NOT_NEEDED.value, Verdict.NO_DATE.value)


def _line(
    line: StandingLine,
    references: dict[str, tuple[str, ...]],
    names: dict[str, str],
    today: date,
    monday: date,
    rules: Rules,
) -> ReadinessLine:
    standing = line.standing
    changed = london_day(standing.changed_at) >= monday and bool(standing.why_changed)
    return ReadinessLine(
        case_id=standing.case_id,
        references=", ".join(references.get(standing.case_id, ())) or line.case_ref,
        witness=line.label,
        court=names.get(line.court_code, line.court_code),
        what="hearing" if line.kind is None else KIND_IN_WORDS[line.kind],
        day="no date" if line.slot is None else line.slot.in_words(),
        on=standing.on,
        verdict=VERDICT_IN_WORDS[standing.verdict],
        verdict_code=standing.verdict,
        days_left=_days_left(standing.on, today, rules),
        missing=tuple(
            Missing(
                what=str(item["what"]).replace("_", " "),
                state=str(item["state"]).replace("_", " "),
                whose=WHOSE_IN_WORDS[str(item["whose"])],
                by=None if item["by"] is None else date.fromisoformat(str(item["by"])),
            )
            for item in standing.items
            if item["missing"]
        ),
        changed=changed,
        why_changed=standing.why_changed if changed else "",
    )


def _days_left(on: date | None, today: date, rules: Rules) -> int | None:
    if on is None:
        return None
    try:
        return rules.calendar.until(today, on)
    except BeyondTheCalendar:
        return None
