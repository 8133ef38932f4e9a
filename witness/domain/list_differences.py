"""What one row of a court list would change about one hearing of ours: rules asked in order, the first that knows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from witness.domain.court_time import london_day
from witness.domain.courts import CourtsKnown
from witness.domain.hearings import EVIDENCE_KINDS, HearingKind, HearingState, Slot
from witness.domain.list_changes import changes, is_outranked, is_single, slot_after
from witness.domain.list_pairing import Pair
from witness.domain.list_rows import Run, family_of
from witness.domain.list_sentences import (
    BREAK_FIXTURE,
    CONFIRMED,
    NEW_IN_DOUBT,
    NO_WITNESSES,
    OTHER_KIND,
    SENTENCES,
    TWICE,
    Told,
    list_in_words,
    sentence,
)
from witness.domain.lists import Change, CourtList, Difference, HeldHearing, Layer, ListRow


@dataclass(frozen=True, slots=True)
class Sight:
    """The list that is compared, and the words for it."""

    court_list: CourtList
    courts: CourtsKnown

    @property
    def layer(self) -> Layer:
        """How near to the day the list is made."""
        return self.court_list.coverage.layer

    @property
    def published_on(self) -> date | None:
        """The London day on which the list was published, None when it does not say."""
        published_at = self.court_list.published_at
        return london_day(published_at) if published_at else None

    def located(self, row: ListRow) -> ListRow:
        """Give a row with the directory's code of its court."""
        code = self.courts.code_of(row.slot.court_code, row.court_name)
        return replace(row, slot=replace(row.slot, court_code=code))

    def say(self, pattern: str, told: Told) -> str:
        """Fill a pattern about this list."""
        return sentence(pattern, told, self.courts)


def difference(case: str, pair: Pair, sight: Sight) -> Difference | None:
    """Give what one row would change, None when it says what we hold."""
    if pair.ours is None:
        return _new(case, pair.said.row, sight)
    meeting = _Meeting(pair.said, pair.ours, sight)
    verdicts = (rule(meeting) for rule in RULES)
    return next((verdict.difference for verdict in verdicts if verdict), None)


def _new(case: str, row: ListRow, sight: Sight) -> Difference:
    """Propose a hearing that we do not hold."""
    told = Told(list_in_words(sight.court_list, sight.courts), row.kind, after=row.slot, row=row)
    because = sight.say(NEW_IN_DOUBT if row.in_doubt else SENTENCES[Change.NEW], told)
    return Difference(Change.NEW, case, None, row.kind, None, row.slot, because, row.where)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A hearing as a list shows it, and ours."""

    said: Run
    ours: HeldHearing
    sight: Sight

    @property
    def row(self) -> ListRow:
        return self.said.row

    @property
    def is_other_kind(self) -> bool:
        """The list says of what kind the hearing is, and it is not of our kind."""
        return self.row.kind is not HearingKind.OTHER and family_of(self.row.kind) is not family_of(self.ours.kind)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """That a rule has decided; `difference` is None where it decided that nothing is to be proposed."""

    difference: Difference | None


NOTHING = _Verdict(None)


def _propose(
    meeting: _Meeting, found: tuple[Change, ...], after: Slot, pattern: str = "", told_after: Slot | None = None
) -> _Verdict:
    """Propose a change of our hearing, in the words of `pattern` or else in those of the change."""
    ours, row, sight = meeting.ours, meeting.row, meeting.sight
    told = Told(
        list_in_words(sight.court_list, sight.courts), ours.kind, ours.slot, told_after or after, row, ours.layer
    )
    return _Verdict(
        Difference(
            change=found[0],
            case_id=ours.case_id,
            hearing_id=ours.hearing_id,
            kind=row.kind if meeting.is_other_kind and not row.break_fixture else ours.kind,
            before=ours.slot,
            after=after,
            because=sight.say(pattern or SENTENCES[found[0]], told),
            where=row.where,
            also=found[1:],
        )
    )


def _breaks_fixture(meeting: _Meeting) -> _Verdict | None:
    """An application to break the fixture: our date stands, and may move."""
    if not meeting.row.break_fixture:
        return None
    return _propose(meeting, (Change.TYPE,), meeting.ours.slot, BREAK_FIXTURE, told_after=meeting.row.slot)


def _shown_twice(meeting: _Meeting) -> _Verdict | None:
    """Two rows of the list that contradict each other."""
    return _propose(meeting, (Change.CONFLICT,), meeting.row.slot, TWICE) if meeting.row.in_doubt else None


def _other_kind(meeting: _Meeting) -> _Verdict | None:
    """A hearing of another kind where ours should be."""
    if not meeting.is_other_kind:
        return None
    return _propose(meeting, (Change.TYPE,), _accepted(meeting), OTHER_KIND)


def _no_witnesses(meeting: _Meeting) -> _Verdict | None:
    """Our trial, but on that day without witnesses."""
    if not meeting.row.no_witnesses or meeting.ours.kind not in EVIDENCE_KINDS:
        return None
    return _propose(meeting, (Change.TYPE,), _accepted(meeting), NO_WITNESSES)


def _before_it_began(meeting: _Meeting) -> _Verdict | None:
    """A list from before a running trial began has nothing to say about it."""
    began_on, said_on = meeting.ours.slot.on, meeting.row.slot.on
    return NOTHING if meeting.ours.running and began_on and said_on and said_on < began_on else None


def _continues(meeting: _Meeting) -> _Verdict | None:
    """A trial that has begun and is shown on a later day: the plan grows, and no new trial is made."""
    ours, said = meeting.ours, meeting.row.slot
    if not (is_single(ours.slot) and is_single(said) and ours.slot.on and said.on) or said.on <= ours.slot.on:
        return None
    has_begun = ours.running or (meeting.row.part_heard and family_of(ours.kind) is HearingKind.TRIAL)
    last = max(meeting.said.ends_on or said.on, ours.slot.last_day or ours.slot.on)
    if not has_begun or (ours.running and last == ours.slot.last_day):
        return None
    after = replace(
        ours.slot,
        until=last,
        at=said.at or ours.slot.at,
        room=said.room or ours.slot.room,
        court_code=said.court_code or ours.slot.court_code,
    )
    also = changes(replace(ours.slot, until=last), after)
    return _propose(meeting, (Change.CONTINUES, *also), after)


def _moved(meeting: _Meeting) -> _Verdict | None:
    """Another date, hour, building or room, unless something stronger than this list holds ours."""
    after = _accepted(meeting)
    found = changes(meeting.ours.slot, after)
    if is_outranked(meeting.sight.layer, meeting.ours, meeting.sight.published_on):
        contradicts = any(change is not Change.ROOM for change in found)
        return _propose(meeting, (Change.CONFLICT, *found), after) if contradicts else NOTHING
    return _propose(meeting, found, after) if found else None


def _shown_again(meeting: _Meeting) -> _Verdict | None:
    """A hearing that a list had left out is shown as we hold it."""
    if meeting.ours.state is not HearingState.UNCONFIRMED:
        return None
    return _propose(meeting, (Change.FIRMED,), meeting.ours.slot, CONFIRMED)


RULES: tuple[Callable[[_Meeting], _Verdict | None], ...] = (
    _breaks_fixture,
    _shown_twice,
    _before_it_began,
    _other_kind,
    _no_witnesses,
    _continues,
    _moved,
    _shown_again,
)


def _accepted(meeting: _Meeting) -> Slot:
    """Give the slot to hold once the row is accepted.

    A later day of a running trial counts as the day on which it began, so that only hour and place are compared.
    """
    ours, said = meeting.ours, meeting.row.slot
    began_on, last = ours.slot.on, ours.slot.last_day
    if ours.running and said.on and began_on and last and began_on <= said.on <= last:
        said = replace(said, on=began_on)
    return slot_after(ours.slot, said, meeting.sight.layer)
