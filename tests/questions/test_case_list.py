"""The list of cases: every gap found from kept facts, few statements, and nothing of a case that is not one's own."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import true

from tests.live import TalkingClock
from tests.questions.counting import statements_of
from tests.worlds import MOBILE, World, a_world, another_case
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.contact import set_unsafe
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.replies import receive
from witness.domain.access import Tie
from witness.domain.case_gaps import Gap
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.errors import Refused
from witness.domain.evidence import Need, NeedKind, NeedState, Side
from witness.domain.hearings import Listing, Slot
from witness.domain.plans import PlanState, PlanStep
from witness.domain.promises import Promise
from witness.domain.visits import Place, Visit, VisitKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.messaging.carrier import IncomingText
from witness.questions.case_list import PAGE, CasesPage, ListAsked, cases_page, search_cases
from witness.store import case_outlines as outlines_module

TEAM = ListAsked(mine=False)
MOST_STATEMENTS = 30


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def page(kit: Kit, world: World, asked: ListAsked = TEAM, who: str = "olu") -> CasesPage:
    return cases_page(kit.store, asked, asking=world.asking(who, kit))


def counts(kit: Kit, world: World, who: str = "olu") -> dict[Gap, int]:
    return {choice.gap: choice.count for choice in page(kit, world, who=who).gaps if choice.count}


def why(kit: Kit, world: World, gap: Gap, who: str = "olu") -> list[str]:
    return [row.why for row in page(kit, world, replace(TEAM, gap=gap), who).rows]


def rang(kit: Kit, world: World) -> None:
    call = Call(world.case, world.mother, world.hearing, CallResult.COMING)
    record_call(kit.store, call, rules=kit.rules(), asking=world.asking("olu", kit))


def later(kit: Kit, **by: float) -> None:
    clock = kit.clock
    assert isinstance(clock, TalkingClock)
    clock.forward(**by)


def test_a_fresh_case_has_not_been_told_and_not_been_spoken_with(live: Kit, world: World) -> None:
    assert why(live, world, Gap.NOT_TOLD) == ["J.F.'s mother has not been told of Tue 1 Dec at 10am"]
    assert why(live, world, Gap.NO_CONTACT) == ["no contact recorded in the 315 days since support began"]

    rang(live, world)

    assert counts(live, world) == {Gap.NO_TRANSPORT: 1}
    assert page(live, world, replace(TEAM, gap=Gap.NOT_TOLD)).quiet == "Every family knows the date we know."


def test_a_moved_date_is_a_gap_until_somebody_has_spoken_with_the_family(live: Kit, world: World) -> None:
    rang(live, world)
    move(live, world, date(2026, 12, 7))

    assert why(live, world, Gap.NOT_TOLD) == ["J.F.'s mother believes Tue 1 Dec at 10am; it is now Mon 7 Dec"]
    rang(live, world)
    assert why(live, world, Gap.NOT_TOLD) == []


def move(kit: Kit, world: World, on: date | None) -> None:
    asking = world.asking("olu", kit)
    slot = None if on is None else Slot(Listing.FIXTURE, on)
    proposal = propose_by_hand(kit.store, world.hearing, slot, heard_from="Call from the list office", asking=asking)
    accept(kit.store, proposal, reason="", rules=kit.rules(), asking=asking)


@pytest.mark.parametrize("way", ["log", "answer", "text", "voice", "visit"])
def test_every_way_of_speaking_counts_as_contact(live: Kit, world: World, way: str) -> None:
    now = live.clock.now()
    if way in ("answer", "voice"):
        result = CallResult.COMING if way == "answer" else CallResult.TOLD
        call = Call(world.case, world.mother, world.hearing, result)
        record_call(live.store, call, rules=live.rules(), asking=world.asking("olu", live))
    elif way == "text":
        receive(live.store, IncomingText("SM1", MOBILE, "Who is this?"), rules=live.rules(), now=now)
    else:
        keep(live, world, way)
    assert Gap.NO_CONTACT not in counts(live, world)

    later(live, days=15)

    assert why(live, world, Gap.NO_CONTACT) == ["no contact for 15 days"]


def keep(kit: Kit, world: World, way: str) -> None:
    now = kit.clock.now()
    with kit.store.changing() as desk:
        if way == "log":
            desk.contact_log.add(
                world.case,
                [ContactEntry(new_id(), world.mother, now, ContactVia.VOICE, from_family=False, reached=True)],
            )
            return
        step = PlanStep(PlanState.DONE, now, date(2026, 11, 23))
        visit = Visit(new_id(), world.witness, VisitKind.WELCOME, Place.HOME, 60, None, None, (step,))
        desk.plans.add_visits(world.case, [visit])


def test_how_they_get_to_court_is_a_gap_until_it_is_decided(live: Kit, world: World) -> None:
    assert why(live, world, Gap.NO_TRANSPORT) == ["nothing is decided about how J.F. gets to court on Tue 1 Dec"]
    with live.store.changing() as desk:
        own = Need(world.witness, NeedKind.TRANSPORT, NeedState.NOT_NEEDED, Side.SUPPORT, date(2026, 11, 23))
        desk.evidence.put_need(world.case, own)
    assert Gap.NO_TRANSPORT not in counts(live, world)


def test_a_try_that_reached_nobody_is_no_contact(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        tried = ContactEntry(new_id(), world.mother, live.clock.now(), ContactVia.VOICE, False, False)  # noqa: FBT003
        desk.contact_log.add(world.case, [tried])

    assert Gap.NO_CONTACT in counts(live, world)


def test_the_other_gaps_come_from_what_is_kept(live: Kit, world: World) -> None:
    rang(live, world)
    asking = world.asking("olu", live)
    with live.store.changing() as desk:
        late = Promise(new_id(), "ring on Friday", world.viewers["olu"].account_id, date(2026, 11, 20), asking.at)
        desk.plans.promise(world.case, [late])
    assert counts(live, world) == {Gap.PROMISE_LATE: 1, Gap.NO_TRANSPORT: 1}
    move(live, world, None)
    rang(live, world)
    assert counts(live, world) == {Gap.PROMISE_LATE: 1, Gap.NO_DATE: 1}
    set_unsafe(live.store, world.case, world.mobile, rules=live.rules(), asking=asking)
    assert counts(live, world) == {Gap.PROMISE_LATE: 1, Gap.NO_DATE: 1, Gap.NOBODY_TO_REACH: 1}

    later(live, days=13)  # the e-mail was checked on 10 November, and counts for 28 days

    assert counts(live, world)[Gap.CHECK_RUNS_OUT] == 1


def test_the_statements_do_not_grow_with_the_cases(live: Kit, world: World) -> None:
    sent: dict[int, int] = {}
    page(live, world)  # the first look of all also opens the audit
    for number in (5, 60):
        for n in range(page(live, world).total, number):
            another_case(live, world, n)
        with statements_of(live.store) as statements:
            assert page(live, world, replace(TEAM, gap=Gap.NO_CONTACT)).total == number
        sent[number] = len(statements)

    assert sent[5] == sent[60] <= MOST_STATEMENTS


def test_the_list_comes_in_pages_and_no_case_is_lost_between_them(lite: Kit) -> None:
    world = a_world(lite)
    for n in range(1, 60):
        another_case(lite, world, n)

    pages = [page(lite, world, replace(TEAM, page=n)) for n in (1, 2)]

    assert [(len(p.rows), p.pages, p.total) for p in pages] == [(PAGE, 2, 60), (10, 2, 60)]
    assert len({row.line.case_id for p in pages for row in p.rows}) == 60
    assert page(lite, world, replace(TEAM, page=99)).asked.page == 2
    assert page(lite, world, replace(TEAM, page=-3)).asked.page == 1


def test_owner_and_court_narrow_the_list(live: Kit, world: World) -> None:
    olu, mo = (world.viewers[who].account_id for who in ("olu", "mo"))

    assert page(live, world, replace(TEAM, owner_id=olu)).total == 1
    assert page(live, world, replace(TEAM, owner_id=mo)).total == 0
    assert page(live, world, replace(TEAM, court_code="429")).total == 1
    assert page(live, world, replace(TEAM, court_code="999")).total == 0
    assert page(live, world).owners == ((olu, "Olu Adeyemi"),)


def test_a_search_says_how_it_found_and_puts_no_word_on_the_record(live: Kit, world: World) -> None:
    found = search_cases(live.store, "amina farah", asking=world.asking("olu", live))

    assert [(row.line.ref, row.why) for row in found.rows] == [("WS-26-014", "found by a name")]
    with live.store.reading() as desk:
        newest = list(desk.audit.chain())[-1].entry
    assert (newest.deed, newest.case_id, newest.subject) == ("cases.search", None, "")
    with pytest.raises(Refused):
        search_cases(live.store, "  ", asking=world.asking("olu", live))


def exclude(kit: Kit, world: World, who: str = "olivia") -> None:
    with kit.store.changing() as desk:
        account_id = world.viewers[who].account_id
        desk.access.tie(world.case, account_id, Tie.EXCLUDED, because="knows them", now=kit.clock.now())


def everything_seen(kit: Kit, world: World, who: str = "olivia") -> list[object]:
    """All that the list tells somebody, whichever filter they choose."""
    asked = [TEAM, *(replace(TEAM, gap=gap) for gap in Gap)]
    return [page(kit, world, one, who) for one in asked]


def test_an_excluded_colleague_sees_what_they_would_see_if_the_case_had_never_been(live: Kit, world: World) -> None:
    seen = everything_seen(live, world)
    exclude(live, world)

    empty = everything_seen(live, world)

    assert "WS-26-014" in str(seen)
    for secret in (world.case, "WS-26-014", "J.F.", "Olu", "429"):
        assert secret not in str(empty)
    assert {page.everyone for page in empty} == {0}  # type: ignore[attr-defined]
    assert {choice.count for page in empty for choice in page.gaps} == {0}  # type: ignore[attr-defined]


def test_a_list_without_the_clause_would_show_it(live: Kit, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above does look where a leak would be."""
    exclude(live, world)
    monkeypatch.setattr(outlines_module, "visible_to", lambda viewer, deed: true())

    assert "WS-26-014" in str(everything_seen(live, world))


@pytest.mark.parametrize("who", ["otis", "lena", "ada"])
def test_nobody_else_sees_a_case_by_any_filter(live: Kit, world: World, who: str) -> None:
    assert {found.total for found in everything_seen(live, world, who)} == {0}  # type: ignore[attr-defined]


def test_contact_of_one_case_is_no_contact_of_another(live: Kit, world: World) -> None:
    other = another_case(live, world, 1)
    rang(live, other)

    rows = page(live, world, replace(TEAM, gap=Gap.NO_CONTACT)).rows

    assert [row.line.case_id for row in rows] == [world.case]
