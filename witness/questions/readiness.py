"""Readiness: who is ready, and what is missing from whom?

Every word comes from a closed list or has the shape of a label or a number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from witness.domain.access import DEEDS_OF, Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.countdown import chain_in, hearing_ahead, measures_of, working_days_until
from witness.domain.court_time import london_day
from witness.domain.cps_records import certificates_in
from witness.domain.enquiries import SIDE_OF
from witness.domain.evidence import Side
from witness.domain.hearings import KIND_IN_WORDS, Hearing
from witness.domain.labels import plain_label
from witness.domain.measures import MEASURE_IN_WORDS
from witness.domain.measures_chain import LINK_IN_WORDS, lapse_in_words
from witness.domain.people import Witness
from witness.domain.readiness import VERDICT_IN_WORDS, WHAT_IN_WORDS, Readiness, ReadinessItem, State, Verdict, judge
from witness.domain.readiness_seen import changes_since, missing_of
from witness.domain.rules import Rules
from witness.domain.story import moved_in_words
from witness.domain.whereabouts import whereabouts_of
from witness.questions.readiness_beside import about, at_court_now, questions_that_wait, shown, waiting_in_all
from witness.questions.readiness_views import (
    FURTHEST_FIRST,
    WEEKS_AHEAD,
    CaseReadiness,
    ChainLine,
    Item,
    ReadinessBoard,
    ReadinessLine,
    TrialReadiness,
    Wanted,
    WitnessReadiness,
)
from witness.store import Store
from witness.store.boards import MOST_STANDINGS, StandingLine
from witness.store.enquiries import Beside
from witness.store.standings import Standing

__all__ = [
    "FURTHEST_FIRST",
    "WEEKS_AHEAD",
    "CaseReadiness",
    "ChainLine",
    "Item",
    "ReadinessBoard",
    "ReadinessLine",
    "TrialReadiness",
    "Wanted",
    "WitnessReadiness",
    "case_readiness",
    "readiness_board",
]

WHOSE_IN_WORDS: dict[Side, str] = {
    Side.SUPPORT: "support",
    Side.CPS: "CPS",
    Side.COURT: "court",
    Side.POLICE: "police",
}
# The numbers of a case are typed by people: only what has the shape of one is shown.
A_NUMBER = re.compile(r"(?!(0|44)\d{9,10}$)(?=.*\d)[A-Z0-9/-]{5,24}", re.IGNORECASE)  # never a telephone number
# A line kept by an earlier release may use words that are no longer in the lists, until the worker looks again.
NOT_IN_THE_LISTS = "being looked at again"
STATES = frozenset(state.value for state in State)


def readiness_board(
    store: Store,
    *,
    rules: Rules,
    asking: Asking,
    court: str = "",
    weeks: int = WEEKS_AHEAD,
    wanted: Wanted | None = None,
) -> ReadinessBoard:
    """Answer for whoever may see readiness: a liaison for their unit's cases, a support team for its own.

    It takes six statements, however many witnesses there are: three for the record of the look, and one each for the
    witnesses, for the numbers of their cases with the questions that wait, and for their dates.
    """
    wanted = wanted or Wanted(court, weeks)
    today = london_day(asking.at)
    last = today + timedelta(weeks=wanted.weeks)
    monday = _monday(today)
    with store.board_for(asking, doing="readiness.read") as desk:
        found = desk.boards.standings(asking.viewer, Deed.SEE_READINESS, first=today, last=last)
        beside = desk.enquiries.beside(asking.viewer, {line.standing.case_id for line in found})
        dates = desk.hearings.each(sorted({line.standing.hearing_id or "" for line in found}))
    needed = [line for line in found if _is_needed(line)]
    seen_at = max((line.seen_at for line in found if line.seen_at), default=None)
    look = _Look(asking, rules, beside, dates, today, seen_at)
    lines = [_line(line, look) for line in needed]
    here = [line for line in lines if _is_here(line, wanted, today)]
    shown = tuple(line for line in here if _is_wanted(line, wanted))
    refs = {line.case_id for line in shown}
    return ReadinessBoard(
        lines=shown,
        courts=tuple(sorted({line.court for line in lines})),
        court=wanted.court,
        first=today,
        last=last,
        changed_count=sum(bool(line.changes) for line in shown),
        seen_at=seen_at,
        since=monday,
        is_cut=len(found) == MOST_STANDINGS,
        as_at=asking.at,
        as_known_at=min((x.standing.computed_at for x in needed if x.standing.case_id in refs), default=None),
        wanted=wanted,
        mondays=tuple(sorted({_week_of(line.on, today) for line in lines if line.on})),
        counts=tuple(_count(code, here) for code in FURTHEST_FIRST),
        questions=waiting_in_all(beside.waiting, look.side, asking.at, rules.calendar),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What every line of a board is read with."""

    asking: Asking
    rules: Rules
    beside: Beside
    dates: dict[str, Hearing]
    today: date
    seen_at: datetime | None

    @property
    def side(self) -> Side:
        return SIDE_OF.get(self.asking.viewer.role, Side.SUPPORT)


def _count(code: Verdict, lines: list[ReadinessLine]) -> tuple[Verdict, str, int]:
    return code, VERDICT_IN_WORDS[code], sum(line.verdict_code is code for line in lines)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_of(on: date, today: date) -> date:
    """Give the Monday of the week in which a date is worked on: a window that has begun belongs to this week."""
    return _monday(max(on, today))


def _is_wanted(line: ReadinessLine, wanted: Wanted) -> bool:
    return wanted.verdict in (None, line.verdict_code) and (bool(line.changes) or not wanted.changed_only)


def _is_here(line: ReadinessLine, wanted: Wanted, today: date) -> bool:
    if wanted.case_id and line.case_id != wanted.case_id:
        return False
    if (wanted.mine and not line.is_mine) or (wanted.asked and not line.questions.any):
        return False
    if wanted.week is not None and (line.on is None or _week_of(line.on, today) != _monday(wanted.week)):
        return False
    return not wanted.court or line.court == wanted.court


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
        filed = certificates_in(desk.cases.history(case_id))
    return CaseReadiness(
        ref=picture.case.ref,
        references=numbers_of(reference.value for reference in picture.case.references),
        court=court,
        hearings=tuple(
            (KIND_IN_WORDS[h.kind], h.now.slot.in_words(), h.now.state, moved_in_words(h))
            for h in picture.hearings
            if (h.now.slot.last_day or date.max) >= today
        ),
        witnesses=tuple(
            _witness(picture, w, judge(picture, w.witness_id, rules.calendar, asking.at), standings, asking.at)
            for w in picture.witnesses
        ),
        as_at=asking.at,
        certificates=tuple((party.value, on) for party, on in filed),
        may_record=Deed.RECORD_DECISIONS in DEEDS_OF[asking.viewer.role],
        questions=questions_that_wait(picture, SIDE_OF[asking.viewer.role], asking.at, rules.calendar),
    )


def _is_needed(line: StandingLine) -> bool:
    return line.standing.verdict not in (Verdict.NOT_NEEDED.value, Verdict.NO_DATE.value)


def _line(line: StandingLine, look: _Look) -> ReadinessLine:
    standing, verdict, today = line.standing, Verdict(line.standing.verdict), look.today
    asked = about(look.beside.waiting, standing.case_id, standing.witness_id)
    hearing = look.dates.get(standing.hearing_id or "")
    missing = [_kept_item(item, today) for item in standing.items if item["missing"]]
    this_week = standing.why_changed if london_day(standing.changed_at) >= _monday(today) else ""
    return ReadinessLine(
        case_id=standing.case_id,
        ref=line.case_ref,
        references=", ".join(numbers_of(look.beside.references.get(standing.case_id, ()))),
        witness=plain_label(line.label),
        court=line.court_name or line.court_code,
        what="hearing" if line.kind is None else KIND_IN_WORDS[line.kind],
        day="no date" if line.slot is None else line.slot.in_words(),
        on=standing.on,
        verdict_code=verdict,
        verdict=VERDICT_IN_WORDS[verdict],
        days_left=working_days_until(standing.on, look.rules.calendar, today),
        missing=tuple(sorted(missing, key=lambda item: item.by or date.max)),
        why_changed=this_week,
        moved="" if hearing is None else moved_in_words(hearing),
        hearing_id=standing.hearing_id,
        witness_id=standing.witness_id,
        changes=_changes(line, look.seen_at, this_week),
        questions=waiting_in_all(asked, look.side, look.asking.at, look.rules.calendar),
        here=at_court_now(standing, today, look.asking.at),
        is_mine=standing.case_id in look.beside.mine,
    )


def _changes(line: StandingLine, seen_at: datetime | None, this_week: str) -> tuple[str, ...]:
    if seen_at is None:
        return (this_week,) if this_week else ()
    return changes_since(line.seen, line.standing.on, missing_of(line.standing.items))


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
    picture: CasePicture, witness: Witness, readiness: Readiness, standings: dict[str, Standing], now: datetime
) -> WitnessReadiness:
    today, here = london_day(now), whereabouts_of(picture, witness.witness_id, now)
    standing = standings.get(witness.witness_id)
    changed = standing is not None and bool(standing.why_changed)
    return WitnessReadiness(
        witness=plain_label(witness.label),
        verdict_code=readiness.verdict,
        verdict=VERDICT_IN_WORDS[readiness.verdict],
        because=readiness.because,
        days_left=readiness.working_days_left,
        items=tuple(_item(item, today) for item in readiness.items),
        chains=() if readiness.closed else tuple(_chains(picture, witness.witness_id, today)),
        changed_at=standing.changed_at if standing is not None and changed else None,
        why_changed=standing.why_changed if standing is not None and changed else "",
        witness_id=witness.witness_id,
        here=None if here is None else shown(here, now),
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


def numbers_of(values: Iterable[str]) -> tuple[str, ...]:
    """Give the numbers of a case among what was typed as such."""
    return tuple(value for value in values if A_NUMBER.fullmatch(value))
