"""At night: one honest answer if the phone's hours allow it, the person on call for danger, Monday for the rest."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.actions.talking import a_told_world, clock_of, deliver, tasks_of, text
from tests.worlds import World, a_world
from witness.actions.cover import go_away, put_on_call, set_hours, take_off_call
from witness.actions.disclosures import handled
from witness.actions.staff_notices import MOST_TRIES, send_notices
from witness.domain.access import Tie
from witness.domain.errors import NotFound, Refused
from witness.domain.staffing import OfficeHours
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.messaging.carrier import Declined, TryLater, Unsure
from witness.questions.disclosures import kept_text

SATURDAY_NIGHT = datetime(2026, 11, 28, 21, 40, tzinfo=UTC)
SATURDAY_AFTERNOON = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
DANGER = "he is outside my house"


@pytest.fixture
def world(live: Kit) -> World:
    return a_told_world(live)


def at(live: Kit, when: datetime) -> None:
    """Let the clock come to an instant, with what was due until then gone."""
    clock_of(live).at = when
    deliver(live)


def on_call(live: Kit, world: World, who: str = "olivia") -> None:
    starts, ends = SATURDAY_AFTERNOON - timedelta(hours=4), SATURDAY_NIGHT + timedelta(days=2)
    account = world.viewers[who].account_id
    put_on_call(live.store, account, starts, ends, asking=world.asking("mo", live))


def test_one_answer_says_when_we_are_back_and_whom_to_ring_in_danger(live: Kit, world: World) -> None:
    at(live, SATURDAY_AFTERNOON)
    text(live, "what should she bring")

    (body,) = deliver(live)
    assert "until Mon 30 Nov, 9am" in body
    assert "ring 999" in body


def test_it_is_said_once_in_twelve_hours(live: Kit, world: World) -> None:
    at(live, SATURDAY_AFTERNOON - timedelta(hours=4))
    text(live, "what should she bring")
    assert len(deliver(live)) == 1
    clock_of(live).forward(hours=5)
    text(live, "hello?")
    assert deliver(live) == []
    at(live, SATURDAY_AFTERNOON + timedelta(days=1))
    text(live, "hello again")
    assert len(deliver(live)) == 1


def test_outside_the_phones_safe_hours_nothing_goes_by_itself_not_even_later(live: Kit, world: World) -> None:
    at(live, SATURDAY_NIGHT)
    text(live, "what should she bring")

    assert deliver(live) == []
    clock_of(live).forward(hours=12)
    assert deliver(live) == []


def test_where_the_record_allows_the_hour_it_goes_at_night(live: Kit) -> None:
    a_world(live, safe_until=time(22, 30))
    deliver(live)
    at(live, SATURDAY_NIGHT)
    text(live, "what should she bring")

    assert len(deliver(live)) == 1


def test_danger_gets_the_same_words_as_everything_else(live: Kit, world: World) -> None:
    at(live, SATURDAY_AFTERNOON)
    text(live, "what should she bring")
    usual = deliver(live)
    at(live, SATURDAY_AFTERNOON + timedelta(days=1))
    text(live, DANGER)

    assert deliver(live) == usual


def test_a_plain_one_is_thanked_at_any_hour_that_the_phone_allows(live: Kit, world: World) -> None:
    at(live, SATURDAY_AFTERNOON)
    text(live, "1")

    (body,) = deliver(live)
    assert body.startswith("Thank you, I have your OK")


def test_danger_at_night_pages_whoever_is_on_call_and_mails_say_nothing_of_it(live: Kit, world: World) -> None:
    on_call(live, world)
    at(live, SATURDAY_NIGHT)
    text(live, DANGER)

    due = {t.owner_id: t.due_at for t in tasks_of(live, world, TaskKind.SAFEGUARDING)}
    ids = {who: world.viewers[who].account_id for who in ("olu", "mo", "olivia")}
    assert set(due) == set(ids.values())
    assert due[ids["olivia"]] == SATURDAY_NIGHT + timedelta(minutes=30)
    before = len(live.mail.handed)  # type: ignore[attr-defined]
    assert send_notices(live.store, live.post()) == 3
    mails = live.mail.handed[before:]  # type: ignore[attr-defined]
    assert {mail.to for mail in mails} == {f"{who}@support.example" for who in ids}
    assert {mail.subject for mail in mails} == {"Something needs you"}
    said = " ".join(mail.body for mail in mails)
    assert not [word for word in ("J.F", "WS-26", "outside", "danger", "http", MOBILE_END) if word in said]
    assert send_notices(live.store, live.post()) == 0


MOBILE_END = "900123"


def test_whoever_is_on_call_may_open_it_until_they_have_acted(live: Kit, world: World) -> None:
    on_call(live, world)
    at(live, SATURDAY_NIGHT)
    text(live, DANGER)
    with live.store.reading() as desk:
        reply_id = desk.replies.of_case(world.case)[-1].reply_id
    olivia = world.asking("olivia", live)

    assert kept_text(live.store, world.case, reply_id, asking=olivia).words == DANGER
    handled(live.store, world.case, reply_id, asking=olivia)
    with pytest.raises(NotFound):
        kept_text(live.store, world.case, reply_id, asking=olivia)


def test_whoever_is_kept_from_the_case_is_not_paged_about_it(live: Kit, world: World) -> None:
    on_call(live, world)
    with live.store.changing() as desk:
        olivia = world.viewers["olivia"].account_id
        desk.access.tie(world.case, olivia, Tie.EXCLUDED, because="a neighbour", now=live.clock.now())
    at(live, SATURDAY_NIGHT)
    text(live, DANGER)

    assert olivia not in {t.owner_id for t in tasks_of(live, world, TaskKind.SAFEGUARDING)}


def test_when_nobody_is_on_call_the_task_says_so(live: Kit, world: World) -> None:
    at(live, SATURDAY_NIGHT)
    text(live, DANGER)

    assert all("nobody is on call" in t.words for t in tasks_of(live, world, TaskKind.SAFEGUARDING))


def test_in_office_hours_nobody_is_paged_beside_those_whose_work_it_is(live: Kit, world: World) -> None:
    on_call(live, world)
    text(live, DANGER)

    owners = {t.owner_id for t in tasks_of(live, world, TaskKind.SAFEGUARDING)}
    assert owners == {world.viewers[who].account_id for who in ("olu", "mo")}


def test_whoever_stands_in_for_an_owner_who_is_away_is_brought_in(live: Kit, world: World) -> None:
    olu, olivia = (world.viewers[who].account_id for who in ("olu", "olivia"))
    go_away(live.store, olu, date(2026, 11, 23), date(2026, 11, 27), olivia, asking=world.asking("olu", live))
    text(live, DANGER)

    assert olivia in {t.owner_id for t in tasks_of(live, world, TaskKind.SAFEGUARDING)}


@pytest.mark.parametrize("answer", [TryLater("busy"), Unsure("cut off")])
def test_a_mail_to_staff_is_tried_again_because_a_missed_one_is_worse(live: Kit, world: World, answer) -> None:  # type: ignore[no-untyped-def]
    text(live, DANGER)
    live.mail.answers[:] = [answer, answer]  # type: ignore[attr-defined]

    assert send_notices(live.store, live.post()) == 2
    assert send_notices(live.store, live.post()) == 0
    clock_of(live).forward(minutes=2)
    assert send_notices(live.store, live.post()) == 2
    clock_of(live).forward(hours=2)
    assert send_notices(live.store, live.post()) == 0


def test_a_mail_that_cannot_go_is_recorded_as_failed(live: Kit, world: World) -> None:
    text(live, DANGER)
    live.mail.answers[:] = [Declined("550", "no such mailbox")] + [TryLater("busy")] * MOST_TRIES  # type: ignore[attr-defined]
    for _ in range(MOST_TRIES + 1):
        send_notices(live.store, live.post())
        clock_of(live).forward(hours=2)

    with live.store.reading() as desk:
        failed = desk.staffing.failed_notices(live.clock.now() - timedelta(days=2))
    assert sorted(notice.because for notice in failed) == ["550 no such mailbox", "busy"]


def test_office_hours_are_the_teams_own(live: Kit, world: World) -> None:
    mo = world.asking("mo", live)
    set_hours(live.store, OfficeHours(time(9, 0), time(20, 0), frozenset(range(5))), asking=mo)
    clock_of(live).at = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
    text(live, "what should she bring")

    (body,) = deliver(live)
    assert body.startswith("Thank you, I have your message.")
    with pytest.raises(Refused):
        set_hours(live.store, OfficeHours(time(17, 0), time(9, 0)), asking=mo)


def test_only_a_manager_changes_the_rota_and_only_of_their_own_team(live: Kit, world: World) -> None:
    now, then = live.clock.now(), live.clock.now() + timedelta(hours=8)

    with pytest.raises(NotFound):
        put_on_call(live.store, world.viewers["olu"].account_id, now, then, asking=world.asking("olu", live))
    with pytest.raises(NotFound):
        put_on_call(live.store, world.viewers["otis"].account_id, now, then, asking=world.asking("mo", live))
    with pytest.raises(Refused):
        put_on_call(live.store, world.viewers["olu"].account_id, then, now, asking=world.asking("mo", live))
    put_on_call(live.store, world.viewers["olu"].account_id, now, then, asking=world.asking("mo", live))
    with live.store.reading() as desk:
        (shift,) = desk.staffing.rota_of(world.viewers["mo"].team_id, now)
    take_off_call(live.store, shift.on_call_id, asking=world.asking("mo", live))
    with live.store.reading() as desk:
        assert desk.staffing.rota_of(world.viewers["mo"].team_id, now) == ()
