"""The ripple: everything that hangs on a proposed date is shown before anybody accepts it, and nothing is changed."""

import json
from datetime import UTC, date, datetime, time

import pytest

from tests.live import TalkingClock
from tests.questions.counting import statements_of
from tests.worlds import T_NUMBER, URN, World, a_firm_list, a_world
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.contact import set_unsafe
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.lists import Envelope, take_in
from witness.actions.messages import deliver_due
from witness.domain.errors import NotFound
from witness.domain.hearings import HearingKind, HearingState, Listing, Slot
from witness.domain.lists import Change, Difference
from witness.kit import Kit
from witness.questions.ripple import Ripple, ripple_of

FIRST, SEVENTH = date(2026, 12, 1), date(2026, 12, 7)
MOST_STATEMENTS = 58


@pytest.fixture
def world(live: Kit) -> World:
    """The family was sent the first date, and has it in its calendar."""
    made = a_world(live)
    deliver_due(live.store, live.post(), worker="w")
    return made


def by_list(kit: Kit, *days: tuple[date, str], **given: str) -> str:
    raw = json.dumps(a_firm_list(*days, **given)).encode()  # type: ignore[arg-type]
    (proposal,) = take_in(kit.store, raw, Envelope("push"), rules=kit.rules(), now=kit.clock.now()).proposals
    return proposal


def by_hand(kit: Kit, world: World, after: Slot | None) -> str:
    asking = world.asking("olu", kit)
    return propose_by_hand(kit.store, world.hearing, after, heard_from="Call from the list office", asking=asking)


def ripple(kit: Kit, world: World, proposal: str, who: str = "olu") -> Ripple:
    return ripple_of(kit.store, proposal, rules=kit.rules(), wording=kit.wording, asking=world.asking(who, kit))


def test_a_moved_trial_shows_the_text_as_the_family_will_read_it_and_when_it_may_go(live: Kit, world: World) -> None:
    seen = ripple(live, world, by_list(live, (SEVENTH, "10:00:00")))

    (text,) = seen.texts
    assert (text.to, text.at) == ("J.F.'s mother", datetime(2026, 11, 23, 10, 15, tzinfo=UTC))
    assert text.words.startswith("Hi, it's Olu. Now Mon 7 Dec at 9am, not Tue 1 Dec.")
    assert (seen.before, seen.after) == ("Tuesday 1 December 2026 at 10am", "Monday 7 December 2026 at 10am")
    assert seen.invitations == ("The appointment moves in the calendar of J.F.'s mother",)
    assert seen.version == "firm list, v2"


def test_who_believes_the_old_date_is_named_with_the_hour_by_which_they_are_rung(live: Kit, world: World) -> None:
    (call,) = ripple(live, world, by_list(live, (SEVENTH, "10:00:00"))).call_first
    assert (call.called, call.believes, call.by) == ("J.F.'s mother", "Tuesday 1 December 2026 at 10am", None)

    (call,) = ripple(live, world, by_hand(live, world, Slot(Listing.FIXTURE, date(2026, 11, 27)))).call_first
    assert call.by == datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def test_after_the_safe_hours_the_text_waits_for_the_next_morning(live: Kit, world: World) -> None:
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.at = datetime(2026, 11, 23, 18, 50, tzinfo=UTC)

    (text,) = ripple(live, world, by_list(live, (SEVENTH, "10:00:00"))).texts

    assert text.at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_preview_promises_what_accepting_then_does(live: Kit, world: World) -> None:
    proposal = by_list(live, (SEVENTH, "10:00:00"))
    seen = ripple(live, world, proposal)

    done = accept(live.store, proposal, reason="", rules=live.rules(), asking=world.asking("olu", live)).put_right

    assert done.planned == len(seen.texts) + seen.later_texts + len(seen.invitations)
    assert done.withdrawn == seen.cancelled_texts
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(minutes=16)
    before = len(live.texts.handed)  # type: ignore[attr-defined]
    deliver_due(live.store, live.post(), worker="w")
    assert [t.body for t in live.texts.handed[before:]] == [t.words for t in seen.texts]  # type: ignore[attr-defined]


def test_looking_changes_nothing_but_the_audit(live: Kit, world: World) -> None:
    proposal = by_list(live, (SEVENTH, "10:00:00"))
    with live.store.reading() as desk:
        before = desk.cases.picture(world.case), desk.tasks.open_of_case(world.case), desk.audit.head()[0]

    ripple(live, world, proposal)

    with live.store.reading() as desk:
        after = desk.cases.picture(world.case), desk.tasks.open_of_case(world.case), desk.audit.head()[0]
    assert after == (before[0], before[1], before[2] + 1)


def test_a_trial_that_is_off_tells_the_family_which_day_is_off(live: Kit, world: World) -> None:
    seen = ripple(live, world, by_hand(live, world, None))

    (text,) = seen.texts
    assert text.refused == ""
    assert "Tue 1 Dec" in text.words
    assert seen.after == "off, with no new date"
    assert seen.invitations == ("The appointment is taken out of the calendar of J.F.'s mother",)


def test_a_list_that_is_silent_tells_nobody_and_gives_a_task(live: Kit, world: World) -> None:
    proposal = by_list(live, (FIRST, "10:00:00"), number="T20269999", urn="99ZZ1234526")

    seen = ripple(live, world, proposal)

    assert (seen.is_list_silence, seen.texts, seen.invitations) == (True, (), ())
    assert any(words.startswith("Ring the court") for words in seen.tasks)


def test_whom_no_text_may_tell_is_told_by_voice_and_said_once(live: Kit, world: World) -> None:
    set_unsafe(live.store, world.case, world.mobile, rules=live.rules(), asking=world.asking("olu", live))

    seen = ripple(live, world, by_list(live, (SEVENTH, "10:00:00")))

    assert seen.texts == ()
    assert seen.by_voice == ("J.F.'s mother: somebody else may see it",)
    assert not [words for words in seen.tasks if "by voice" in words]


def test_the_answer_of_the_family_falls_away_with_the_date_it_was_about(live: Kit, world: World) -> None:
    call = Call(world.case, world.mother, world.hearing, CallResult.COMING)
    record_call(live.store, call, rules=live.rules(), asking=world.asking("olu", live))

    (witness,) = ripple(live, world, by_list(live, (SEVENTH, "10:00:00"))).witnesses

    assert witness.points_after > witness.points_before
    assert any("confirmed" in reason for reason in witness.gone_reasons)
    assert "The date has moved once." in witness.new_reasons


def test_a_new_trial_shows_whom_it_would_tell(live: Kit, world: World) -> None:
    difference = Difference(
        change=Change.NEW,
        case_id=world.case,
        hearing_id=None,
        kind=HearingKind.RETRIAL,
        before=None,
        after=Slot(Listing.FIXTURE, date(2027, 2, 1), None, time(10, 0), "429"),
        because="The firm list shows a retrial.",
        where="Leeds",
    )
    with live.store.changing() as desk:
        now = live.clock.now()
        proposal = desk.lists.propose(difference, publication_id=None, of_revision=0, show_from=now, now=now)

    seen = ripple(live, world, proposal)

    assert (seen.before, seen.call_first, seen.still_applies) == ("not known yet", (), True)
    assert [text.to for text in seen.texts] == ["J.F.'s mother"]
    assert seen.invitations == ("The appointment is put into the calendar of J.F.'s mother",)


def test_a_proposal_that_was_overtaken_says_so(live: Kit, world: World) -> None:
    first = by_list(live, (SEVENTH, "10:00:00"))
    second = by_hand(live, world, Slot(Listing.FIXTURE, date(2026, 12, 9)))
    accept(live.store, second, reason="", rules=live.rules(), asking=world.asking("olu", live))

    seen = ripple(live, world, first)

    assert (seen.is_open, seen.still_applies, seen.proposal.state) == (False, False, "withdrawn")


def test_for_somebody_elsewhere_there_is_no_such_proposal(live: Kit, world: World) -> None:
    proposal = by_list(live, (SEVENTH, "10:00:00"))

    with pytest.raises(NotFound):
        ripple(live, world, proposal, "otis")

    with live.store.reading() as desk:
        entry = desk.audit.of_case(world.case)[0].entry
    assert (entry.deed, entry.outcome.value) == ("proposal.read", "denied")


def test_a_ripple_costs_a_bounded_number_of_statements(live: Kit, world: World) -> None:
    proposal = by_list(live, (SEVENTH, "10:00:00"), number=T_NUMBER, urn=URN)

    with statements_of(live.store) as sent:
        ripple(live, world, proposal)

    assert len(sent) <= MOST_STATEMENTS
    with live.store.reading() as desk:
        hearing = desk.hearings.get(world.hearing)
    assert hearing is not None
    assert hearing.now.state is HearingState.LISTED
