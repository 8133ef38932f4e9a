"""Readiness: who is ready, and what is missing from whom?

These types have no field for a name, a number, an address, a relation or a note: no page, export or log can show one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.countdown import chain_in, hearing_ahead, measures_of, working_days_until
from witness.domain.court_time import london_day
from witness.domain.evidence import Side
from witness.domain.hearings import KIND_IN_WORDS, HearingState
from witness.domain.measures import MEASURE_IN_WORDS
from witness.domain.measures_chain import LINK_IN_WORDS, LinkStanding, lapse_in_words
from witness.domain.people import Witness
from witness.domain.readiness import VERDICT_IN_WORDS, WHAT_IN_WORDS, Readiness, ReadinessItem, State, Verdict, judge
from witness.domain.rules import Rules
from witness.domain.story import moved_in_words
from witness.store import Desk, Store
from witness.store.boards import MOST_STANDINGS, StandingLine
from witness.store.evidence import Standing

WEEKS_AHEAD = 2

WHOSE_IN_WORDS: dict[Side, str] = {
    Side.SUPPORT: "support",
    Side.CPS: "CPS",
    Side.COURT: "court",
    Side.POLICE: "police",
}
# What others call a witness or a case is typed by people: only what has the shape of a label or a number is shown.
A_LABEL = re.compile(r"[A-Z]{1,3} ?\d{1,3}")
A_NUMBER = re.compile(r"(?!(0|44)\d{9,10}$)(?=.*\d)[A-Z0-9/-]{5,24}", re.IGNORECASE)  # never a telephone number
# A line kept by an earlier release may use words that are no longer in the lists, until the worker looks again.
NOT_IN_THE_LISTS = "being looked at again"
STATES = frozenset(state.value for state in State)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must be true: how far it has got since when, whose move it is, and by when."""

    what: str
    state: str
    whose: str
    by: date | None
    since: date | None
    is_missing: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """One witness on the board. why_changed: "" unless it changed since Monday. moved: how often its date has."""

    case_id: str
    ref: str
    references: str
    witness: str
    court: str
    what: str
    day: str
    on: date | None
    verdict_code: Verdict
    verdict: str
    days_left: int | None
    missing: tuple[Item, ...]
    why_changed: str
    moved: str = ""


@dataclass(frozen=True, slots=True)
class ReadinessBoard:
    """The board: the court and the days that it speaks of, and its lines by day. is_cut: there were too many."""

    lines: tuple[ReadinessLine, ...]
    courts: tuple[str, ...]
    court: str
    first: date
    last: date
    changed_count: int
    since: date
    is_cut: bool


@dataclass(frozen=True, slots=True)
class ChainLine:
    """The chain of one special measure. links: (words, where it stands); lapse: what eighteen does to it, or ""."""

    what: str
    links: tuple[tuple[str, LinkStanding], ...]
    lapse: str


@dataclass(frozen=True, slots=True)
class WitnessReadiness:
    """Everything about one witness that a prosecutor needs. changed_at: None when it never has."""

    witness: str
    verdict_code: Verdict
    verdict: str
    because: str
    days_left: int | None
    items: tuple[Item, ...]
    chains: tuple[ChainLine, ...]
    changed_at: datetime | None
    why_changed: str


@dataclass(frozen=True, slots=True)
class CaseReadiness:
    """One case: its references, its dates ahead, its witnesses. hearings: (what, day, state, how often it moved)."""

    ref: str
    references: tuple[str, ...]
    court: str
    hearings: tuple[tuple[str, str, HearingState, str], ...]
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
        moved = _moved(desk, found)
    lines = [
        replace(
            _line(line, references, names, today, monday, rules), moved=moved.get(line.standing.hearing_id or "", "")
        )
        for line in found
        if _is_needed(line)
    ]
    shown = tuple(line for line in lines if not court or line.court == court)
    return ReadinessBoard(
        lines=shown,
        courts=tuple(sorted({line.court for line in lines})),
        court=court,
        first=today,
        last=last,
        changed_count=sum(bool(line.why_changed) for line in shown),
        since=monday,
        is_cut=len(found) == MOST_STANDINGS,
    )


def case_readiness(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> CaseReadiness:
    """Answer for one case.

    Raises:
        NotFound: there is no such case for this person.
    """
    today = london_day(asking.at)
    with store.case_for(asking, Deed.SEE_READINESS, case_id, doing="readiness.case") as desk:
        picture = desk.cases.known_picture(case_id)
        court = desk.courts.name_of(picture.case.court_code)
        standings = desk.evidence.standing_of(case_id)
    return CaseReadiness(
        ref=picture.case.ref,
        references=_numbers(reference.value for reference in picture.case.references),
        court=court,
        hearings=tuple(
            (KIND_IN_WORDS[h.kind], h.now.slot.in_words(), h.now.state, moved_in_words(h))
            for h in picture.hearings
            if (h.now.slot.last_day or date.max) >= today
        ),
        witnesses=tuple(
            _witness(picture, w, judge(picture, w.witness_id, rules.calendar, asking.at), standings, today)
            for w in picture.witnesses
        ),
        as_at=asking.at,
    )


def _moved(desk: Desk, lines: Iterable[StandingLine]) -> dict[str, str]:
    """Say of each date how often it has moved."""
    found = desk.hearings.of_cases(sorted({line.standing.case_id for line in lines}))
    return {hearing.hearing_id: moved_in_words(hearing) for of_case in found.values() for hearing in of_case}


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
    standing, verdict = line.standing, Verdict(line.standing.verdict)
    missing = [_kept_item(item, today) for item in standing.items if item["missing"]]
    return ReadinessLine(
        case_id=standing.case_id,
        ref=line.case_ref,
        references=", ".join(_numbers(references.get(standing.case_id, ()))),
        witness=_label(line.label),
        court=names.get(line.court_code, line.court_code),
        what="hearing" if line.kind is None else KIND_IN_WORDS[line.kind],
        day="no date" if line.slot is None else line.slot.in_words(),
        on=standing.on,
        verdict_code=verdict,
        verdict=VERDICT_IN_WORDS[verdict],
        days_left=working_days_until(standing.on, rules.calendar, today),
        missing=tuple(sorted(missing, key=lambda item: item.by or date.max)),
        why_changed=standing.why_changed if london_day(standing.changed_at) >= monday else "",
    )


def _kept_item(kept: dict[str, Any], today: date) -> Item:
    """Read an item as it was kept: through the closed lists, so that nothing else can pass."""
    by, since = (None if kept[name] is None else date.fromisoformat(str(kept[name])) for name in ("by", "since"))
    missing = bool(kept["missing"])
    return Item(
        what=WHAT_IN_WORDS.get(str(kept["what"]), NOT_IN_THE_LISTS),
        state=str(kept["state"]) if kept["state"] in STATES else NOT_IN_THE_LISTS,
        whose=WHOSE_IN_WORDS[Side(kept["whose"])],
        by=by,
        since=since,
        is_missing=missing,
        is_late=missing and by is not None and by < today,
    )


def _witness(
    picture: CasePicture, witness: Witness, readiness: Readiness, standings: dict[str, Standing], today: date
) -> WitnessReadiness:
    standing = standings.get(witness.witness_id)
    changed = standing is not None and bool(standing.why_changed)
    return WitnessReadiness(
        witness=_label(witness.label),
        verdict_code=readiness.verdict,
        verdict=VERDICT_IN_WORDS[readiness.verdict],
        because=readiness.because,
        days_left=readiness.working_days_left,
        items=tuple(_item(item, today) for item in readiness.items),
        chains=() if readiness.closed else tuple(_chains(picture, witness.witness_id, today)),
        changed_at=standing.changed_at if standing is not None and changed else None,
        why_changed=standing.why_changed if standing is not None and changed else "",
    )


def _chains(picture: CasePicture, witness_id: str, today: date) -> Iterator[ChainLine]:
    ahead = hearing_ahead(picture, witness_id, today)
    for measure in measures_of(picture, witness_id):
        chain = chain_in(picture, measure, None if ahead is None else ahead[1])
        yield ChainLine(
            what=MEASURE_IN_WORDS[measure.kind],
            links=tuple((LINK_IN_WORDS[link.link], link.standing) for link in chain.links),
            lapse=lapse_in_words(chain),
        )


def _item(item: ReadinessItem, today: date) -> Item:
    return Item(
        what=item.what_in_words,
        state=item.state_in_words,
        whose=WHOSE_IN_WORDS[item.whose],
        by=item.by,
        since=item.since,
        is_missing=item.missing,
        is_late=item.missing and item.by is not None and item.by < today,
    )


def _label(label: str) -> str:
    return label if A_LABEL.fullmatch(label) else "witness"


def _numbers(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in values if A_NUMBER.fullmatch(value))
