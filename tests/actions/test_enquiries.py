"""A prosecutor and an officer ask each other: on the record, once, and through one policy."""

from contextlib import nullcontext

import pytest

from tests.worlds import World, a_world, another_case
from witness.actions.enquiries import NewAnswer, NewQuestion, answer, ask, see_answer, withdraw
from witness.actions.evidence import Whom, set_need
from witness.domain.access import Deed, Tie, may
from witness.domain.enquiries import Ending, EnquiryState, Reply, Topic
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.evidence import NeedKind, NeedState, Side
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.questions.enquiries import question_board, question_to_answer
from witness.questions.readiness import Wanted, readiness_board

EVERYBODY = ("olu", "olivia", "otis", "mo", "leigh", "lena", "ada")


def put(kit: Kit, world: World, who: str = "leigh", topic: Topic = Topic.TRANSPORT, words: str = "") -> str:
    new = NewQuestion(world.case, topic, world.witness, words)
    return ask(kit.store, new, rules=kit.rules(), asking=world.asking(who, kit))


def reply(kit: Kit, world: World, enquiry_id: str, new: NewAnswer, who: str = "olu") -> None:
    answer(kit.store, world.case, enquiry_id, new, rules=kit.rules(), asking=world.asking(who, kit))


def work(kit: Kit, world: World) -> list[str]:
    with kit.store.reading() as desk:
        return [t.words for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.QUESTION]


def test_a_question_is_work_for_the_owner_until_the_record_answers_it(live: Kit) -> None:
    world = a_world(live)
    asked = put(live, world, words="Both ways?")
    assert work(live, world) == ["Answer the CPS: is a lift to court arranged? (W1)"]
    whom, asking = Whom(world.case, world.witness), world.asking("olu", live)
    set_need(live.store, whom, NeedKind.TRANSPORT, NeedState.CONFIRMED, rules=live.rules(), asking=asking)
    shown = question_to_answer(live.store, world.case, asked, rules=live.rules(), asking=asking).fact

    with pytest.raises(SomebodyElseChangedThis, match="record has changed"):
        reply(live, world, asked, NewAnswer(Reply.RECORDED, shown="something else"))
    with pytest.raises(Refused, match="record says otherwise"):
        reply(live, world, asked, NewAnswer(Reply.NO))
    reply(live, world, asked, NewAnswer(Reply.RECORDED, "Both ways.", shown))

    assert work(live, world) == []
    (seen,) = question_board(live.store, rules=live.rules(), asking=world.asking("leigh", live)).ended
    assert seen.answer == "a lift to court: confirmed, since Mon 23 Nov. Both ways."
    with live.store.reading() as desk:
        history = [h.words for h in desk.cases.history(world.case) if h.kind == "question"]
        looks = [(e.entry.deed, e.entry.outcome.value) for e in desk.audit.of_case(world.case)]
    assert len(history) == 2
    assert not [words for words in history if "Both ways" in words]
    assert ("question.ask", "allowed") in looks
    assert looks.count(("question.answer", "allowed")) == 1


def test_of_two_answers_at_one_moment_the_first_holds_and_the_second_is_told(live: Kit) -> None:
    world = a_world(live)
    asked = put(live, world)
    reply(live, world, asked, NewAnswer(Reply.NOT_YET), who="olivia")

    with pytest.raises(Refused, match="answered already: “Not yet”"):
        reply(live, world, asked, NewAnswer(Reply.YES))
    with pytest.raises(Refused, match="answered already"):
        withdraw(live.store, world.case, asked, rules=live.rules(), asking=world.asking("leigh", live))
    late = Ending(EnquiryState.ANSWERED, live.clock.now(), Reply.YES)
    with pytest.raises(SomebodyElseChangedThis), live.store.changing() as desk:
        desk.enquiries.end(asked, late)


def test_a_question_taken_back_takes_no_answer(lite: Kit) -> None:
    world = a_world(lite)
    asked = put(lite, world, "olu", Topic.DOOR)
    withdraw(lite.store, world.case, asked, rules=lite.rules(), asking=world.asking("olivia", lite))

    with pytest.raises(Refused, match="was withdrawn"):
        reply(lite, world, asked, NewAnswer(Reply.SAID, "By the Westgate door"), who="leigh")


def test_what_may_not_go_over_is_refused_and_nothing_of_it_is_kept(lite: Kit) -> None:
    world = a_world(lite)
    with pytest.raises(Refused, match="a name in this case"):
        put(lite, world, words="Is Jude coming?")
    asked = put(lite, world)
    with pytest.raises(Refused, match="telephone number"):
        reply(lite, world, asked, NewAnswer(Reply.SAID, "Ring 07700 900123"))

    with lite.store.reading() as desk:
        assert [e.state for e in desk.enquiries.of_case(world.case)] == [EnquiryState.OPEN]
        tries = [e.entry.account_id for e in desk.audit.of_case(world.case) if e.entry.deed == "question.words"]
    assert sorted(tries) == sorted(world.viewers[who].account_id for who in ("leigh", "olu"))


@pytest.mark.parametrize("tie", [None, Tie.ASSIGNED, Tie.RESTRICTED_TO, Tie.EXCLUDED])
def test_board_count_case_and_readiness_follow_one_policy(lite: Kit, tie: Tie | None) -> None:
    world = a_world(lite)
    asked = put(lite, world)
    for who in EVERYBODY:
        viewer = world.viewers[who]
        with lite.store.changing() as desk:
            if tie is not None:
                desk.access.tie(world.case, viewer.account_id, tie, because="test", now=lite.clock.now())
            ground = desk.access.ground_of(world.case)
            assert ground is not None
            allowed = may(viewer, Deed.ASK_AND_ANSWER, ground)
            counted = desk.enquiries.for_somebody(viewer, Side.SUPPORT)
            beside = desk.enquiries.beside(viewer, [])
        asking = world.asking(who, lite)
        board = question_board(lite.store, rules=lite.rules(), asking=asking)
        assert (counted == 1) is bool(beside.waiting) is bool(board.for_you or board.of_you) is allowed, who
        with nullcontext() if allowed else pytest.raises(NotFound, match=r"^There is no such case\.$"):
            question_to_answer(lite.store, world.case, asked, rules=lite.rules(), asking=asking)
        if tie is not None:
            with lite.store.changing() as desk:
                desk.access.untie(world.case, viewer.account_id, tie)


def test_an_answer_is_news_to_whoever_asked_alone_until_they_have_seen_it(live: Kit) -> None:
    world = a_world(live)
    asked = put(live, world)

    def news(who: str) -> tuple[int, int]:
        board = question_board(live.store, rules=live.rules(), asking=world.asking(who, live))
        with live.store.reading() as desk:
            return desk.enquiries.new_answers(world.viewers[who]), len(board.new)

    def see(who: str, case_id: str = world.case) -> None:
        see_answer(live.store, case_id, asked, asking=world.asking(who, live))

    with pytest.raises(NotFound):
        see("leigh")  # it has no answer yet
    assert news("leigh") == (0, 0)
    reply(live, world, asked, NewAnswer(Reply.NOT_YET))
    assert [news(who) for who in ("leigh", "olu", "mo", "lena")] == [(1, 1), (0, 0), (0, 0), (0, 0)]
    with pytest.raises(NotFound):
        see("olu")  # they gave the answer
    other = another_case(live, world, 1)
    with pytest.raises(NotFound):
        see("leigh", other.case)
    assert news("leigh") == (1, 1)

    see("leigh")
    see("leigh")  # a second tap changes nothing

    assert news("leigh") == (0, 0)


def test_a_question_of_one_case_is_not_found_under_another(lite: Kit) -> None:
    world = a_world(lite)
    other = another_case(lite, world, 1)
    asked = put(lite, world)

    with pytest.raises(NotFound, match="no such question"):
        reply(lite, other, asked, NewAnswer(Reply.NOT_YET))
    with pytest.raises(NotFound, match="no such witness"):
        ask(
            lite.store,
            NewQuestion(world.case, Topic.SUPPORTER, other.witness),
            rules=lite.rules(),
            asking=world.asking("leigh", lite),
        )


def test_the_board_of_readiness_counts_what_waits_and_narrows_to_ones_own(lite: Kit) -> None:
    world = a_world(lite)
    other = another_case(lite, world, 1)
    put(lite, world)
    put(lite, other, "olu", Topic.LIST_POSITION)

    def board(who: str, **wanted: bool) -> tuple[list[str], int, int]:
        found = readiness_board(lite.store, rules=lite.rules(), asking=world.asking(who, lite), wanted=Wanted(**wanted))
        return [line.case_id for line in found.lines], found.questions.for_you, found.questions.of_you

    assert board("leigh", mine=True) == ([world.case], 1, 1)
    assert sorted(board("leigh", asked=True)[0]) == sorted([world.case, other.case])
    assert sorted(board("olu", mine=True)[0]) == sorted([world.case, other.case])
    assert board("olivia", mine=True) == ([], 1, 1)


def test_a_meeting_that_is_recorded_answers_the_question_about_it_and_is_the_prosecutors_move(lite: Kit) -> None:
    world = a_world(lite)
    asked = put(lite, world, "olu", Topic.MEETING)
    whom, asking = Whom(world.case, world.witness), world.asking("olu", lite)
    set_need(lite.store, whom, NeedKind.CPS_MEETING, NeedState.REQUESTED, rules=lite.rules(), asking=asking)

    leighs = world.asking("leigh", lite)
    found = question_to_answer(lite.store, world.case, asked, rules=lite.rules(), asking=leighs)
    with lite.store.reading() as desk:
        sides = [n.whose for n in desk.evidence.needs_of(world.case) if n.kind is NeedKind.CPS_MEETING]

    assert found.fact == "meeting with the prosecutor: asked for, not confirmed, since Mon 23 Nov"
    assert sides == [Side.CPS]
