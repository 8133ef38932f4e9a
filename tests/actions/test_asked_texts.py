"""A parent who agreed is asked how they are; what comes back is theirs, a low number is somebody's work today."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.actions.talking import a_told_world, clock_of, deliver, tasks_of, text
from tests.worlds import World
from witness.actions.reconcile import put_right
from witness.domain.contact import Channel, ContactState, Tier
from witness.domain.court_time import london_day
from witness.domain.messages import Purpose
from witness.domain.parents import Offer, OfferState, OfferStep, offer_standing
from witness.domain.planned_messages import WantedMessage
from witness.domain.tasks import TaskKind
from witness.domain.wellbeing import Question, WellbeingCheck
from witness.identifiers import new_id
from witness.kit import Kit
from witness.questions import case_threads
from witness.questions.messages import thread_with

AGREED_ON = date(2026, 11, 17)
QUESTION = "Hi, it's Olu. How are you doing?"


def an_asked_world(live: Kit) -> World:
    """The usual world on its second day: the mother agreed to be asked each week, and was asked this morning."""
    world = a_told_world(live)
    agreed = OfferStep(
        new_id(), world.mother, Offer.CHECK_IN, OfferState.ACCEPTED, AGREED_ON,
        datetime(2026, 11, 17, 12, tzinfo=UTC), every_days=7,
    )  # fmt: skip
    with live.store.changing() as desk:
        desk.parents.add_offers(world.case, [agreed])
    look_a_day_later(live, world)
    assert [words for words in deliver(live) if words.startswith(QUESTION)]
    return world


def look_a_day_later(live: Kit, world: World) -> None:
    clock_of(live).forward(days=1)
    with live.store.changing() as desk:
        put_right(desk, world.case, live.rules(), now=live.clock.now())


def kept(live: Kit, world: World) -> tuple[tuple[WellbeingCheck, ...], int]:
    """The checks that were filed, and how many answers about a date."""
    with live.store.reading() as desk:
        return desk.parents.checks_of(world.case), len(desk.evidence.answers_of(world.case))


def test_a_number_is_filed_for_their_support_and_nobody_is_asked_again_before_the_next_day(live: Kit) -> None:
    world = an_asked_world(live)
    text(live, "7")

    (check,), answers = kept(live, world)
    assert (dict(check.answers), check.person_id, answers) == ({Question.OVERALL: 7}, world.mother, 0)
    assert tasks_of(live, world, TaskKind.READ_REPLY, TaskKind.RING_PARENT) == []
    for _ in range(5):
        look_a_day_later(live, world)
        assert not any(QUESTION in words for words in deliver(live))


@pytest.mark.parametrize(
    ("words", "filed", "work"),
    [
        ("0", 1, TaskKind.RING_PARENT),
        ("4 4 0 4", 1, TaskKind.RING_PARENT),
        ("2", 0, TaskKind.READ_REPLY),  # it may ask for a lift
        ("not so good", 0, TaskKind.READ_REPLY),
        ("I have so much to say. " * 40, 0, TaskKind.READ_REPLY),
        ("ਠੀਕ ਹਾਂ", 0, TaskKind.READ_REPLY),
        ("0 i want to die", 0, TaskKind.SAFEGUARDING),
    ],
)
def test_a_low_number_a_doubt_and_words_are_somebodys_work_the_same_day(
    lite: Kit, words: str, filed: int, work: TaskKind
) -> None:
    world = an_asked_world(lite)
    text(lite, words)

    assert [len(part) if isinstance(part, tuple) else part for part in kept(lite, world)] == [filed, 0]
    found = tasks_of(lite, world, TaskKind.RING_PARENT, TaskKind.READ_REPLY, TaskKind.SAFEGUARDING)
    assert {task.kind for task in found} == {work}
    assert all(london_day(task.due_at) == london_day(lite.clock.now()) for task in found)


def test_a_picture_beside_a_number_is_for_those_who_act_and_is_filed_as_nothing(lite: Kit) -> None:
    world = an_asked_world(lite)
    text(lite, "8", media=1)

    assert kept(lite, world) == ((), 0)
    assert len(tasks_of(lite, world, TaskKind.SAFEGUARDING)) > 0


def test_what_they_answered_stands_on_no_general_page(lite: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    world = an_asked_world(lite)
    text(lite, "pedwar tri pedwar tri")

    def thread() -> str:
        asking = world.asking("olu", lite)
        page = thread_with(
            lite.store, world.case, world.mother, rules=lite.rules(), wording=lite.wording, asking=asking
        )
        return " ".join(turn.words for turn in page.said)

    assert "It stands under Parents" in thread()
    assert "pedwar" not in thread()
    monkeypatch.setattr(case_threads, "FOR_SUPPORT", frozenset())
    assert "pedwar" in thread()  # a page that hid nothing would be found out


def test_stop_asking_ends_the_checks_alone_and_without_such_a_plan_everything(lite: Kit) -> None:
    world = an_asked_world(lite)
    text(lite, "Stop asking please")

    with lite.store.reading() as desk:
        offers, mobile = desk.parents.offers_of(world.case), desk.contacts.get(world.mobile)
    assert offer_standing(offers, world.mother, Offer.CHECK_IN).state is OfferState.ENDED
    assert mobile is not None
    assert mobile.state is ContactState.USABLE
    assert any("I won't ask how you are" in words for words in deliver(lite))
    clock_of(lite).forward(hours=2)
    text(lite, "Stop asking")
    with lite.store.reading() as desk:
        stopped = desk.contacts.get(world.mobile)
    assert stopped is not None
    assert stopped.state is ContactState.STOPPED


@pytest.mark.parametrize(
    ("words", "numbers", "work"),
    [
        ("3 4 you rang when you said", (3, 4, "you rang when you said"), None),
        ("3 4 he hit me", None, TaskKind.SAFEGUARDING),
        ("it was ok", None, TaskKind.READ_REPLY),
    ],
)
def test_two_numbers_after_the_two_questions_are_tied_back_and_danger_in_them_is_acted_on(
    lite: Kit, words: str, numbers: tuple[int, int, str] | None, work: TaskKind | None
) -> None:
    world = a_told_world(lite)
    now = clock_of(lite).forward(days=1)
    asks = WantedMessage(
        "k:0:feedback:m", world.mother, world.mobile, "", 0, Purpose.FEEDBACK, Channel.SMS, Tier.L0, "feedback",
        {"sender": "Olu", "phone": "0113 496 0123"}, now, now + timedelta(days=2),
    )  # fmt: skip
    with lite.store.changing() as desk:
        desk.messages.plan(world.case, asks, now)
    assert any("did we listen" in body for body in deliver(lite))
    text(lite, words)

    with lite.store.reading() as desk:
        given = [(f.ready, f.heard, f.sentence) for f in desk.feedback.of_case(world.case)]
    assert given == ([] if numbers is None else [numbers])
    kinds = {t.kind for t in tasks_of(lite, world, TaskKind.READ_REPLY, TaskKind.SAFEGUARDING)}
    assert kinds == (set() if work is None else {work})
