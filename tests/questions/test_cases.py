"""A case and the list of cases: masked numbers, told against true, who looked; a bounded number of statements."""

from dataclasses import asdict
from datetime import date

import pytest

from tests.live import TalkingClock
from tests.questions.counting import statements_of
from tests.worlds import MAIL, MOBILE, World, a_world, another_case
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.contact import set_unsafe
from witness.actions.hearings import accept, propose_by_hand, undo
from witness.actions.messages import deliver_due
from witness.actions.replies import receive
from witness.domain.beliefs import BeliefState
from witness.domain.errors import NotFound
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import HearingState, Listing, Slot
from witness.domain.measures import Basis, Measure, MeasureKind, MeasureState
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.identifiers import new_id
from witness.kit import Kit
from witness.messaging.carrier import IncomingText
from witness.questions.case_cards import CaseStory
from witness.questions.case_list import case_list
from witness.questions.cases import case_story

# Thirty-odd for the whole picture with every step of everything planned, the rest for the page around it.
# Three of them read the time limits, which are rows; four what is known of trips and of where a family is met;
# one the day at court, one the markers, one the questions between the CPS and us, one what was said of the countdown.
MOST_STATEMENTS = 68
SEVENTH = Slot(Listing.FIXTURE, date(2026, 12, 7), None, None, "")


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def tell(kit: Kit, world: World, who: str = "olu") -> CaseStory:
    return case_story(kit.store, world.case, rules=kit.rules(), wording=kit.wording, asking=world.asking(who, kit))


def move(kit: Kit, world: World, slot: Slot | None = SEVENTH) -> None:
    asking = world.asking("olu", kit)
    proposal = propose_by_hand(kit.store, world.hearing, slot, heard_from="Call from the list office", asking=asking)
    accept(kit.store, proposal, reason="The judge is not free.", rules=kit.rules(), asking=asking)


def rang(kit: Kit, world: World, result: CallResult = CallResult.COMING) -> None:
    call = Call(world.case, world.mother, world.hearing, result)
    record_call(kit.store, call, rules=kit.rules(), asking=world.asking("olu", kit))


def test_no_answer_of_a_case_holds_a_number_or_an_address_that_could_be_used(live: Kit, world: World) -> None:
    receive(live.store, IncomingText("SM1", MOBILE, "Who is this?"), rules=live.rules(), now=live.clock.now())

    story = tell(live, world)

    assert MOBILE not in str(asdict(story))
    assert MOBILE[3:] not in str(asdict(story))
    assert MAIL not in str(asdict(story))
    shown = {way.shown_as for person in story.people for way in person.contacts}
    assert shown == {"07••• •••123", "a•••@•••.example"}


def test_the_first_sentences_say_where_we_are_and_who_acts(live: Kit, world: World) -> None:
    rang(live, world, CallResult.WORRIED)

    assert tell(live, world).where == "The trial is planned for Tuesday 1 December 2026 at 10am."
    assert tell(live, world).next_act == "You act: ring J.F.'s mother, who is worried and asked for a call."
    assert tell(live, world, "olivia").next_act.startswith("Olu acts: ring")


def test_each_version_of_a_date_says_what_it_was_and_became_from_whom_and_why(live: Kit, world: World) -> None:
    move(live, world)

    newest, first = tell(live, world).hearings[0].revisions

    assert (newest.before, newest.after) == ("Tuesday 1 December 2026 at 10am", "Monday 7 December 2026")
    assert (newest.by, newest.reason, newest.source) == (
        "Olu Adeyemi",
        "The judge is not free.",
        "Call from the list office",
    )
    assert (first.before, first.source, first.by) == ("", "Notice from the court", "")


def test_a_change_can_be_undone_while_it_is_held_and_both_stay_on_the_page(live: Kit, world: World) -> None:
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    move(live, world)
    assert tell(live, world).hearings[0].undo_until is not None
    clock.forward(minutes=1)

    undo(live.store, world.hearing, rules=live.rules(), asking=world.asking("olu", live))

    (card,) = tell(live, world).hearings
    assert (card.undo_until, card.moved, card.when) == (None, "", "Tuesday 1 December 2026 at 10am")
    assert [(r.is_undoing, r.is_undone) for r in card.revisions] == [(True, False), (False, True), (False, False)]


def test_after_the_hold_there_is_nothing_to_undo(live: Kit, world: World) -> None:
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    move(live, world)
    clock.forward(minutes=15)

    assert tell(live, world).hearings[0].undo_until is None


def test_the_grid_holds_what_was_told_against_what_is_true(live: Kit, world: World) -> None:
    rang(live, world)
    move(live, world)

    story = tell(live, world)

    assert story.told.columns == ("Trial: Monday 7 December 2026 (moved once)",)
    (row,) = story.told.rows
    (cell,) = row.cells
    assert cell is not None
    assert (row.called, cell.state, cell.believes, cell.via) == (
        "J.F.'s mother",
        BeliefState.STALE,
        "Tuesday 1 December 2026 at 10am",
        "voice",
    )
    assert (cell.since, story.untold) == (live.clock.now(), 1)


def test_a_hearing_that_was_taken_out_is_off_in_every_place(live: Kit, world: World) -> None:
    rang(live, world)
    move(live, world, None)

    story = tell(live, world)

    assert (story.hearings[0].when, story.hearings[0].state) == ("off", HearingState.VACATED)
    assert story.told.columns == ("Trial: off",)


def test_a_planned_text_reads_as_the_family_will_read_it(live: Kit, world: World) -> None:
    planned = [m for thread in tell(live, world).threads for m in thread.messages if not m.has_left and not m.is_mail]

    assert planned
    assert all("Olu" in message.text and MOBILE not in message.text for message in planned)

    deliver_due(live.store, live.post(), worker="w")
    sent = [m for thread in tell(live, world).threads for m in thread.messages if m.has_left and not m.is_mail]
    assert [m.text for m in sent] == [text.body for text in live.texts.handed]  # type: ignore[attr-defined]


def test_an_unsafe_phone_says_why_nothing_goes_to_it(live: Kit, world: World) -> None:
    set_unsafe(live.store, world.case, world.mobile, rules=live.rules(), asking=world.asking("olu", live))

    ways = [way for person in tell(live, world).people for way in person.contacts if way.is_phone]

    assert [(way.problem, way.is_usable) for way in ways] == [("somebody else may see it", False)]
    assert "Mind: somebody else may see it." in tell(live, world).whom[0].mind[0]


def test_special_measures_have_a_side_of_their_own_and_preparation_only_sums_them_up(live: Kit, world: World) -> None:
    story = tell(live, world)

    (witness,), (side,) = story.witnesses, story.measures
    assert witness.measures_in_words.startswith("0 of 2 complete. Next:")
    assert {row.record for row in witness.rows} == {"need", ""}
    assert [card.word for card in side.measures] == ["live_link"]
    assert [prompt.word for prompt in side.prompts] == ["video_interview"]
    assert "live_link" not in {word for word, _ in side.others}


def test_what_ends_at_eighteen_stands_first_with_the_day_and_offers_to_record_it(live: Kit, world: World) -> None:
    witness_id, person_id = new_id(), new_id()
    with live.store.changing() as desk:
        desk.people.add(Person(person_id, "home", "Sami Farah", "S.F.", date(2008, 11, 30)))
        desk.people.give_part(world.case, CasePart(person_id, Part.WITNESS))
        desk.people.add_witness(world.case, Witness(witness_id, person_id, "W2", Requirement.WARNED))
        desk.evidence.expect(world.case, EvidenceEvent(new_id(), witness_id, world.hearing, EventState.EXPECTED))
        for kind, basis in ((MeasureKind.LIVE_LINK, Basis.AGE), (MeasureKind.INTERMEDIARY, Basis.S16_OTHER)):
            measure = Measure(witness_id, kind, MeasureState.GRANTED, date(2026, 10, 1), basis)
            desk.evidence.put_measure(world.case, measure)

    (first, second) = tell(live, world).measures

    assert (first.turns_18, second.turns_18) == (None, date(2026, 11, 30))
    assert [(card.word, bool(card.lapse)) for card in second.measures] == [("live_link", True), ("intermediary", False)]
    assert second.measures[0].turns[0][0] == "lapsed_at_18"
    assert second.measures[1].turns[0][0] == "arranged"
    assert len(second.apart) == 1
    assert "J.F." in second.apart[0]


def test_who_looked_is_told_as_sentences_and_repeated_looks_once(live: Kit, world: World) -> None:
    for who in ("olu", "olu", "olivia"):
        tell(live, world, who)
    with pytest.raises(NotFound):
        tell(live, world, "otis")

    looks = [(look.words, look.times) for look in tell(live, world, "mo").looks]

    assert looks == [
        ("Mo Ellis looked at the case", 1),
        ("Otis Crane was refused: they looked at the case", 1),
        ("Olivia Birch looked at the case", 1),
        ("Olu Adeyemi looked at the case", 2),
    ]


def test_one_case_costs_a_bounded_number_of_statements(live: Kit, world: World) -> None:
    rang(live, world)
    with statements_of(live.store) as sent:
        tell(live, world)

    assert len(sent) <= MOST_STATEMENTS


def test_the_list_is_by_what_is_soonest_and_its_statements_do_not_grow(live: Kit, world: World) -> None:
    asking = world.asking("olu", live)
    case_list(live.store, asking=asking, mine=True)  # the first look of all also opens the audit
    with statements_of(live.store) as few:
        case_list(live.store, asking=asking, mine=True)
    others = [another_case(live, world, number) for number in range(5)]
    move(live, world)
    for other in others[:2]:
        move(live, other, None)

    with statements_of(live.store) as many:
        rows = case_list(live.store, asking=world.asking("olu", live), mine=True)

    assert len(many) == len(few)
    assert [(row.line.ref, row.next_when or row.doubt, row.moved) for row in rows] == [
        ("WS-26-102", "Tue 1 Dec at 10am", ""),
        ("WS-26-103", "Tue 1 Dec at 10am", ""),
        ("WS-26-104", "Tue 1 Dec at 10am", ""),
        ("WS-26-014", "Mon 7 Dec", "moved once"),
        ("WS-26-100", "Taken out, no new date yet", ""),
        ("WS-26-101", "Taken out, no new date yet", ""),
    ]
    assert {row.who for row in rows} == {"J.F."}


def test_the_list_of_ones_own_and_of_the_team(live: Kit, world: World) -> None:
    seen = {
        (who, mine): len(case_list(live.store, asking=world.asking(who, live), mine=mine))
        for who in ("olu", "olivia", "otis", "mo")
        for mine in (True, False)
    }

    assert seen == {
        ("olu", True): 1,
        ("olu", False): 1,
        ("olivia", True): 0,
        ("olivia", False): 1,
        ("otis", True): 0,
        ("otis", False): 0,
        ("mo", True): 0,
        ("mo", False): 1,
    }
