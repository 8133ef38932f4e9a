"""The list of cases: which of them, in what order, and what is empty in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.access import Asking, Role
from witness.domain.case_gaps import GAPS, CaseOutline, Gap, gaps_of
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.hearings import KIND_IN_WORDS, Hearing, HearingState, next_of
from witness.domain.people import name_words
from witness.domain.references import normalise_reference
from witness.domain.story import moved_in_words
from witness.messaging.numbers import NotAMobile, read_mobile
from witness.store import Desk, Store
from witness.store.boards import CaseLine
from witness.store.case_outlines import Narrowing, OutlineRow
from witness.store.case_search import Sought

PAGE = 50
FOUND_BY = {"reference": "by its reference", "name": "by a name", "initials": "by initials", "contact": "by a number"}
# "J.F." and "JF" are the same; longer than this is no initials.
MOST_INITIALS = 4


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. who: the witnesses by initials; band: the highest of them; doubt: why the date is in doubt.

    why: why it stands in this list, "" when no filter or search chose it.
    """

    line: CaseLine
    court: str
    who: str
    next_what: str
    next_when: str
    doubt: str
    moved: str
    band: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What somebody asks of the list. owner_id, court_code "": any; gap None: all; page counts from 1."""

    mine: bool = True
    owner_id: str = ""
    court_code: str = ""
    gap: Gap | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class GapChoice:
    """A filter with how many cases are in it."""

    gap: Gap
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class CasesPage:
    """The list. total: of all pages; everyone: of all filters; quiet: what to say when no case is in the filter."""

    rows: tuple[CaseRow, ...]
    asked: ListAsked
    total: int
    pages: int
    everyone: int
    gaps: tuple[GapChoice, ...]
    quiet: str
    owners: tuple[tuple[str, str], ...]
    courts: tuple[tuple[str, str], ...]
    may_narrow: bool


@dataclass(frozen=True, slots=True)
class FoundCases:
    """What a search found; more: whether only the first are shown."""

    rows: tuple[CaseRow, ...]
    more: bool


def case_list(store: Store, *, asking: Asking, mine: bool) -> tuple[CaseRow, ...]:
    """List all the cases that somebody may see, or only those that they own, by what is soonest."""
    with store.board_for(asking, doing="cases.read") as desk:
        owner_id = asking.viewer.account_id if mine else ""
        rows = desk.case_outlines.rows(asking.viewer, Narrowing(owner_id=owner_id))
        return _ordered(rows, {}, desk.courts.names, asking.at)


def cases_page(store: Store, asked: ListAsked, *, asking: Asking) -> CasesPage:
    """Give one page of the list, with the filters and how many cases are in each of them."""
    with store.board_for(asking, doing="cases.read") as desk:
        owner_id = asking.viewer.account_id if asked.mine else asked.owner_id
        kept = desk.case_outlines.rows(asking.viewer, Narrowing(owner_id, asked.court_code))
        names = desk.courts.names
        owners = desk.case_outlines.owners(asking.viewer)
        courts = desk.case_outlines.courts(asking.viewer)
    gaps = {row.outline.picture.case.case_id: gaps_of(row.outline, asking.at) for row in kept}
    chosen = [row for row in kept if asked.gap is None or asked.gap in gaps[row.outline.picture.case.case_id]]
    why = {case_id: found.get(asked.gap, "") for case_id, found in gaps.items()} if asked.gap else {}
    ordered = _ordered(chosen, why, names, asking.at)
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(1, asked.page), pages)
    return CasesPage(
        rows=ordered[(page - 1) * PAGE : page * PAGE],
        asked=ListAsked(asked.mine, asked.owner_id, asked.court_code, asked.gap, page),
        total=len(ordered),
        pages=pages,
        everyone=len(kept),
        gaps=tuple(GapChoice(r.gap, r.label, sum(r.gap in found for found in gaps.values())) for r in GAPS),
        quiet=next((rule.quiet for rule in GAPS if rule.gap is asked.gap), ""),
        owners=owners,
        courts=tuple(sorted(((code, names.get(code, code)) for code in courts), key=lambda pair: pair[1])),
        may_narrow=asking.viewer.role is Role.OFFICER,
    )


def search_cases(store: Store, words: str, *, asking: Asking) -> FoundCases:
    """Find cases by a reference, a whole name or whole words of one, initials, or a telephone number.

    The words are on no record: the audit says that somebody searched.

    Raises:
        Refused: nothing was typed.
    """
    if not words.strip():
        raise Refused("Type a reference, a name, initials or a telephone number")
    with store.board_for(asking, doing="cases.search") as desk:
        found = desk.case_search.found(asking.viewer, sought_by(words))
        rows = desk.case_outlines.rows(asking.viewer, Narrowing(case_ids=frozenset(found)))
        why = {case_id: f"found {FOUND_BY[what]}" for case_id, what in found.items()}
        ordered = _ordered(rows, why, desk.courts.names, asking.at)
    return FoundCases(ordered[:PAGE], more=len(ordered) > PAGE)


def rows_of(desk: Desk, case_ids: Iterable[str], asking: Asking) -> tuple[tuple[CaseRow, CaseOutline], ...]:
    """Give those of these cases that somebody may see, by what is soonest, each with its outline."""
    kept = desk.case_outlines.rows(asking.viewer, Narrowing(case_ids=frozenset(case_ids)))
    outlines = {row.outline.picture.case.case_id: row.outline for row in kept}
    ordered = _ordered(kept, {}, desk.courts.names, asking.at)
    return tuple((row, outlines[row.line.case_id]) for row in ordered)


def sought_by(words: str) -> Sought:
    """Say everything that typed words may mean."""
    return Sought(
        reference=normalise_reference(words),
        name_words=name_words(words),
        initials=_initials(words),
        contact=_contact(words),
    )


def _initials(words: str) -> tuple[str, ...]:
    letters = [letter for letter in words.upper() if letter not in ". "]
    if not 0 < len(letters) <= MOST_INITIALS or not all(letter.isalpha() for letter in letters):
        return ()
    return tuple("".join(f"{letter}{dot}" for letter in letters).strip() for dot in (".", "", ". ", " "))


def _contact(words: str) -> str:
    """Write a number as it is kept. Drama's numbers are looked for everywhere: there is no harm in not finding one."""
    if "@" in words:
        return words.strip()
    try:
        return read_mobile(words, allow_fiction=True)
    except NotAMobile:
        return ""


def _ordered(
    rows: Iterable[OutlineRow], why: dict[str, str], names: dict[str, str], now: datetime
) -> tuple[CaseRow, ...]:
    """Soonest first, without a date after those, closed last."""
    today = london_day(now)
    made = [_row(row, why, names, today) for row in rows]
    made.sort(key=lambda pair: (pair[1].line.closed_on is not None, pair[0], pair[1].line.ref))
    return tuple(row for _, row in made)


def _row(row: OutlineRow, why: dict[str, str], names: dict[str, str], today: date) -> tuple[date, CaseRow]:
    picture = row.outline.picture
    case = picture.case
    upcoming = next_of(picture.hearings, today)
    made = CaseRow(
        line=CaseLine(case.case_id, case.ref, case.court_code, row.owner_name, case.closed_on),
        court=names.get(case.court_code, case.court_code),
        who=", ".join(picture.person(witness.person_id).initials for witness in picture.witnesses),
        next_what="" if upcoming is None else KIND_IN_WORDS[upcoming.kind],
        next_when="" if upcoming is None else upcoming.now.slot.in_brief(today),
        doubt=_doubt(upcoming, picture.hearings),
        moved="" if upcoming is None else moved_in_words(upcoming),
        band=_worst(row.bands),
        why=why.get(case.case_id, ""),
    )
    return (date.max if upcoming is None else upcoming.now.slot.on or date.max), made


def _doubt(upcoming: Hearing | None, hearings: tuple[Hearing, ...]) -> str:
    if upcoming is not None:
        return "not confirmed: ask the court" if upcoming.now.state is HearingState.UNCONFIRMED else ""
    if any(h.now.state is HearingState.VACATED for h in hearings):
        return "Taken out, no new date yet"
    return "No date yet" if not any(h.now.state is HearingState.HELD for h in hearings) else "No further date"


def _worst(bands: tuple[str, ...]) -> str:
    return next((band for band in ("act", "watch", "low") if band in bands), "")
