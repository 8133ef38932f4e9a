"""Whatever a list shows and whatever we hold, a comparison answers, explains itself and leaves the past alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from witness.domain.courts import CourtsKnown
from witness.domain.hearings import WINDOWS, HearingKind, HearingState, Listing, Slot
from witness.domain.list_comparison import compare
from witness.domain.list_matching import match
from witness.domain.lists import (
    LAYER_OF,
    Change,
    CourtList,
    Coverage,
    Difference,
    HeldHearing,
    Layer,
    ListKind,
    ListRow,
)

MONDAY = date(2026, 12, 7)
DAYS = st.integers(-20, 20).map(lambda days: MONDAY + timedelta(days))
HOURS = st.none() | st.sampled_from([time(9, 50), time(10, 0), time(14, 15)])
COURTS = st.sampled_from(["901", "902", ""])
ROOMS = st.sampled_from(["", "3", "Court 5"])


@st.composite
def slots(draw: st.DrawFn, *, dated: bool) -> Slot:
    listing = draw(st.sampled_from(Listing))
    if listing is Listing.TO_BE_CONFIRMED:
        return Slot(Listing.FIXTURE, draw(DAYS)) if dated else Slot(listing)
    on = draw(DAYS)
    if listing in WINDOWS:
        until = on + timedelta(draw(st.integers(0, 14)))
        return Slot(listing, on, draw(st.sampled_from([until, until, None])), court_code=draw(COURTS))
    return Slot(listing, on, at=draw(HOURS), court_code=draw(COURTS), room=draw(ROOMS))


ROWS = st.builds(
    ListRow,
    references=st.sampled_from([("A1",), ("B1",), ("A1", "B1"), ("Z9",)]),
    slot=slots(dated=True),
    kind=st.sampled_from(HearingKind),
    hearing_type=st.just(""),
    where=st.just("$.row"),
    part_heard=st.booleans(),
    no_witnesses=st.booleans(),
    break_fixture=st.booleans(),
)


@st.composite
def held_hearings(draw: st.DrawFn) -> list[HeldHearing]:
    return [
        HeldHearing(
            f"hearing-{number}",
            draw(st.sampled_from(["case-a", "case-b"])),
            draw(st.sampled_from(HearingKind)),
            draw(st.sampled_from(HearingState)),
            draw(slots(dated=False)),
            draw(st.none() | st.sampled_from(Layer)),
            restricted=draw(st.booleans()),
            running=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 4)))
    ]


@st.composite
def court_lists(draw: st.DrawFn) -> CourtList:
    kind = draw(st.sampled_from(ListKind))
    coverage = Coverage(LAYER_OF[kind], MONDAY, MONDAY + timedelta(draw(st.integers(0, 9))), frozenset({"901"}))
    published_at = draw(st.none() | DAYS.map(lambda day: datetime.combine(day, time(16, 0), tzinfo=UTC)))
    rows = tuple(draw(st.lists(ROWS, max_size=6)))
    return CourtList(kind, coverage, "1", published_at, rows, damaged=draw(st.booleans()), court_code="901")


@settings(max_examples=400, deadline=None)
@given(court_list=court_lists(), held=held_hearings())
def test_a_comparison_answers_explains_itself_and_leaves_the_past_alone(
    court_list: CourtList, held: list[HeldHearing]
) -> None:
    matching = match(court_list.rows, {"A1": "case-a", "B1": "case-b"})

    comparison = compare(court_list, matching, held, CourtsKnown(names={"901": "Ashdale Crown Court"}))

    standing = {h.hearing_id for h in held if h.state in (HearingState.LISTED, HearingState.UNCONFIRMED)}
    for found in comparison.differences:
        assert found.because.endswith(".")
        assert "{" not in found.because
        assert "None" not in found.because
        assert (found.hearing_id is None) == (found.change is Change.NEW)
        assert found.hearing_id is None or found.hearing_id in standing
        assert (found.after is None) == (found.change is Change.ABSENT)


def _accepted(hearing: HeldHearing, proposal: Difference | None, layer: Layer) -> HeldHearing:
    if proposal is None or proposal.after is None:
        return hearing
    return replace(hearing, slot=proposal.after, layer=layer, state=HearingState.LISTED)


@settings(max_examples=200, deadline=None)
@given(court_list=court_lists(), held=held_hearings())
def test_what_has_been_accepted_is_not_proposed_again(court_list: CourtList, held: list[HeldHearing]) -> None:
    courts = CourtsKnown()
    matching = match(court_list.rows, {"A1": "case-a", "B1": "case-b"})
    settled = {Change.MOVED_DATE, Change.MOVED_TIME, Change.MOVED_COURT, Change.ROOM, Change.NO_ROOM, Change.WARNED}
    first = compare(court_list, matching, held, courts).differences
    accepted = {f.hearing_id: f for f in first if f.hearing_id and f.change in settled | {Change.FIRMED}}

    after = [_accepted(hearing, accepted.get(hearing.hearing_id), court_list.coverage.layer) for hearing in held]

    again = compare(court_list, matching, after, courts).differences
    assert [each for each in again if each.hearing_id in accepted and each.change in settled] == []
