"""Court lists as a feed of proposed changes: what a row says, how it is compared, and what may be proposed.

Algorithm and traps: court-lists reference §3 to §7. Absence from a list never means that a hearing is off.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.hearings import HearingKind, HearingState, Slot


class ListKind(StrEnum):
    """The seven list formats that are read."""

    CROWN_DAILY = "crown_daily"
    CROWN_FIRM = "crown_firm"
    CROWN_WARNED = "crown_warned"
    MAGISTRATES_PUBLIC = "magistrates_public"
    MAGISTRATES_STANDARD = "magistrates_standard"
    MAGISTRATES_ADULT = "magistrates_adult"
    MAGISTRATES_PUBLIC_ADULT = "magistrates_public_adult"


class Layer(StrEnum):
    """How near to the day a list is made. A daily list outranks a firm list, a firm list a warned list."""

    DAILY = "daily"
    FIRM = "firm"
    WARNED = "warned"


LAYER_OF: dict[ListKind, Layer] = {
    ListKind.CROWN_DAILY: Layer.DAILY,
    ListKind.CROWN_FIRM: Layer.FIRM,
    ListKind.CROWN_WARNED: Layer.WARNED,
    ListKind.MAGISTRATES_PUBLIC: Layer.DAILY,
    ListKind.MAGISTRATES_STANDARD: Layer.DAILY,
    ListKind.MAGISTRATES_ADULT: Layer.DAILY,
    ListKind.MAGISTRATES_PUBLIC_ADULT: Layer.DAILY,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a list that a person should know. `where` is a JSON path or a line, `what` a sentence."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One case at one sitting, as a list has it, without a word about who the defendant is.

    references: normalised to A-Z and 0-9; the numbers that may match a case.
    linked: normalised numbers that may only suggest a further reference to a person.
    court_code: the building in which it sits, which may be an annexe; "" when the list does not say.
    hints: words of the list note that staff may want to know ("LIVE LINK"); never shown to a family.
    where: JSON path of the row in the list.
    in_doubt: how the list contradicts itself about this row ("in court 3 and in court 5"); "" when it does not.
    """

    references: tuple[str, ...]
    slot: Slot
    kind: HearingKind
    hearing_type: str
    where: str
    linked: tuple[str, ...] = ()
    court_name: str = ""
    hints: tuple[str, ...] = ()
    part_heard: bool = False
    no_witnesses: bool = False
    break_fixture: bool = False
    in_doubt: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a list speaks about: these courts, from one day to another (both included), on one layer.

    A hearing outside its coverage is none of the list's business.
    """

    layer: Layer
    starts_on: date
    ends_on: date
    court_codes: frozenset[str]
    court_names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CourtList:
    """A list that has been read: its coverage, its rows, and what could not be read.

    published_at: aware UTC, or None. Only for display: the order of receipt decides which version is later.
    damaged: rows or sections were left out because they could not be read; then nothing may be found absent.
    clock_in_doubt: every sitting converts to 11:00 or 15:00 in summer time, as when local time is stamped as UTC.
    is_final: the version is not marked as a draft.
    court_code, court_name: the court that made the list, as the list has them; it may sit in other buildings too.
    """

    kind: ListKind
    coverage: Coverage
    version: str
    published_at: datetime | None
    rows: tuple[ListRow, ...]
    remarks: tuple[Remark, ...] = ()
    damaged: bool = False
    clock_in_doubt: bool = False
    is_final: bool = True
    court_code: str = ""
    court_name: str = ""


@dataclass(frozen=True, slots=True)
class HeldHearing:
    """A hearing as we know it, for comparison with a list.

    layer: the layer of the list that set the slot, or None when a person did (a call from the court, a notice).
    restricted: youth cases and cases with reporting rules that keep them off public lists; never found absent.
    running: the trial has begun.
    """

    hearing_id: str
    case_id: str
    kind: HearingKind
    state: HearingState
    slot: Slot
    layer: Layer | None = None
    restricted: bool = False
    running: bool = False


class Change(StrEnum):
    """How a list differs from what we know (court-lists reference §7)."""

    NEW = "new"
    FIRMED = "firmed"
    WARNED = "warned"
    MOVED_DATE = "moved_date"
    MOVED_TIME = "moved_time"
    MOVED_COURT = "moved_court"
    ROOM = "room"
    NO_ROOM = "no_room"
    TYPE = "type"
    CONTINUES = "continues"
    ABSENT = "absent"
    WITHDRAWN = "withdrawn"
    CONFLICT = "conflict"  # a weaker layer contradicts a stronger one, or two rows contradict each other


@dataclass(frozen=True, slots=True)
class Difference:
    """One proposed change, with before and after.

    hearing_id: None for NEW.
    after: None for ABSENT and WITHDRAWN.
    because: one sentence a busy officer understands.
    also: what else differs; `after` holds it all.
    not_before_minutes: how long after receipt the proposal may be made, because a re-issue may undo it.
    """

    change: Change
    case_id: str
    hearing_id: str | None
    kind: HearingKind
    before: Slot | None
    after: Slot | None
    because: str
    where: str
    also: tuple[Change, ...] = ()
    not_before_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A number that may be a further reference of a case: a person decides whether it is."""

    case_id: str
    references: tuple[str, ...]
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Matching:
    """Which rows speak of our cases.

    matched: (case id, row), exact on normalised references.
    in_review: rows whose references belong to several cases, for a person to look at.
    disputed: the cases of those rows; none of them may be found absent.
    unmatched_count: the rows that are none of our business; they are not kept.
    """

    matched: tuple[tuple[str, ListRow], ...]
    in_review: tuple[Remark, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    disputed: frozenset[str] = frozenset()
    unmatched_count: int = 0


@dataclass(frozen=True, slots=True)
class MayHaveFinished:
    """A running trial that today's list no longer shows. It is not absent: it may be over."""

    case_id: str
    hearing_id: str
    because: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a list would change, and whether it may be believed.

    quarantined: why a person must release the list before anything in it is proposed; "" when nothing is wrong.
    remarks: courts that the directory does not have.
    """

    differences: tuple[Difference, ...]
    may_have_finished: tuple[MayHaveFinished, ...] = ()
    remarks: tuple[Remark, ...] = ()
    quarantined: str = ""
