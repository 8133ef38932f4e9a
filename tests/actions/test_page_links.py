"""A link to a private page on its way: by text through the gate, never with its code, and not when its door is shut."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.actions.talking import clock_of, deliver, tasks_of
from tests.private_pages import LIGHT, a_link, agrees_to_everything, has_a_page, phone_of
from tests.worlds import World, a_world
from witness.actions import commitments, private_pages
from witness.actions.contact import CannotKeep
from witness.actions.private_pages import Made, knock
from witness.actions.reconcile import put_right
from witness.domain.contact import StepKind, Tier
from witness.domain.court_time import london_day
from witness.domain.hearings import HearingState, Revision
from witness.domain.message_choices import ChoiceKind, ChoiceWhy, MessageChoice
from witness.domain.messages import MessageState, Purpose
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.lint import findings
from witness.messaging.template_words import LINK_HERE
from witness.store.messages import OutboxMessage

ADDRESS = re.compile(r"https?://[^ ]+/v/([0-9a-z]{26})\b")
FIRST_SEEN = 40  # signs of a text that a locked phone shows


@pytest.fixture
def world(lite: Kit) -> World:
    return a_world(lite)


def the_text(kit: Kit, world: World) -> OutboxMessage:
    with kit.store.reading() as desk:
        return next(m for m in desk.messages.of_case(world.case) if m.purpose is Purpose.PAGE_LINK)


def links_in(bodies: list[str]) -> list[str]:
    return [found[1] for body in bodies if (found := ADDRESS.search(body))]


def opens(kit: Kit, token: str, code: str) -> bool:
    return bool(knock(kit.store, LIGHT, token, code, language="en", rules=kit.rules(), now=kit.clock.now()))


def move_the_date(kit: Kit, world: World) -> None:
    now = kit.clock.now()
    with kit.store.changing() as desk:
        hearing = desk.cases.known_picture(world.case).hearing(world.hearing)
        later = replace(hearing.now.slot, on=(hearing.now.slot.on or now.date()) + timedelta(days=7))
        desk.hearings.revise(world.hearing, Revision(2, HearingState.LISTED, later, "the judge is away", now, now))
        put_right(desk, world.case, kit.rules(), now=now)


def test_the_text_brings_the_link_and_the_voice_the_code_and_neither_says_more(lite: Kit, world: World) -> None:
    made = a_link(lite, world, by_text=True)
    assert (made.goes_at, made.because) == (lite.clock.now(), "")

    bodies = [body for body in deliver(lite) if ADDRESS.search(body)]

    assert links_in(bodies) == [made.token]
    assert made.code not in bodies[0]
    assert [f for f in findings(bodies[0], Tier.L1, language="en") if f.red and f.code != "link"] == []
    assert LINK_HERE not in bodies[0][:FIRST_SEEN]
    assert "http" not in bodies[0][:FIRST_SEEN]
    kept = the_text(lite, world)
    assert LINK_HERE in kept.text
    assert made.token not in f"{kept.text}{kept.fields}{kept.reason_key}"
    assert kept.state is MessageState.ACCEPTED
    assert opens(lite, made.token, made.code)


def test_outside_safe_hours_the_link_waits_and_the_officer_sees_until_when(lite: Kit, world: World) -> None:
    clock_of(lite).forward(hours=11)

    made = a_link(lite, world, by_text=True)

    assert made.goes_at is not None
    assert made.goes_at > lite.clock.now()
    assert made.because
    assert links_in(deliver(lite)) == []
    clock_of(lite).at = made.goes_at + timedelta(minutes=1)
    assert links_in(deliver(lite)) == [made.token]


@pytest.mark.parametrize("why", ["held", "no words"])
def test_where_no_text_may_go_no_link_is_made_for_one_but_whoever_is_here_may_have_it(
    lite: Kit, world: World, why: str
) -> None:
    has_a_page(lite, world)
    if why == "no words":
        agrees_to_everything(lite, world, "ur")
    if why == "held":
        now = lite.clock.now()
        until = london_day(now) + timedelta(days=5)
        hold = MessageChoice("hold", ChoiceKind.HOLD, now, ChoiceWhy.ASKED, world.mother, until_on=until)
        with lite.store.changing() as desk:
            desk.message_choices.add(world.case, [hold])

    def make(*, by_text: bool) -> Made:
        asking = world.asking("olu", lite)
        return private_pages.make_link(
            lite.store, LIGHT, world.case, world.mobile, by_text=by_text, rules=lite.rules(), asking=asking
        )

    with pytest.raises(CannotKeep):
        make(by_text=True)
    with lite.store.reading() as desk:
        assert desk.private_pages.of_contact(world.mobile) == ()
    here = make(by_text=False)
    assert links_in(deliver(lite)) == []
    assert opens(lite, here.token, here.code)


def test_a_phone_that_is_no_longer_private_gets_no_link_and_its_page_is_shut(lite: Kit, world: World) -> None:
    made = a_link(lite, world, by_text=True)
    seen = replace(phone_of(lite, world), seen_by="her partner", tier=Tier.L0)
    with lite.store.changing() as desk:
        desk.contacts.change(seen, StepKind.CHECKED, now=lite.clock.now())
        put_right(desk, world.case, lite.rules(), now=lite.clock.now())

    assert links_in(deliver(lite)) == []
    assert the_text(lite, world).state is MessageState.CANCELLED
    assert "the page is shut" in the_text(lite, world).because
    assert not opens(lite, made.token, made.code)
    assert tasks_of(lite, world, TaskKind.PRIVATE_PAGE) == []


@pytest.mark.parametrize("asked", [True, False])
def test_a_link_of_a_door_that_nobody_has_shut_yet_is_kept_back_at_the_last_moment(
    lite: Kit, world: World, monkeypatch: pytest.MonkeyPatch, asked: bool
) -> None:
    """Without the last question (`asked` False) a link from before a restore would leave."""
    made = a_link(lite, world, by_text=True)
    with lite.store.changing() as desk:
        desk.private_pages.begin_epoch(lite.clock.now())
    if not asked:
        monkeypatch.setattr(commitments, "kept_back_with_its_door", lambda *_: None)

    assert links_in(deliver(lite)) == ([] if asked else [made.token])


def test_a_date_that_moved_shuts_the_page_and_asks_for_another_link_by_voice(lite: Kit, world: World) -> None:
    old = a_link(lite, world, by_text=True)
    move_the_date(lite, world)

    (task,) = tasks_of(lite, world, TaskKind.PRIVATE_PAGE)
    assert "make a new link and tell the code" in task.words
    assert the_text(lite, world).state is MessageState.CANCELLED
    new = a_link(lite, world, by_text=True)

    assert links_in(deliver(lite)) == [new.token]
    assert tasks_of(lite, world, TaskKind.PRIVATE_PAGE) == []
    assert not opens(lite, old.token, old.code)
    assert opens(lite, new.token, new.code)
