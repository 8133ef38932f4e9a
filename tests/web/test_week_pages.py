"""My week on pages: asked for, looked at, changed by hand with reasons, accepted or set aside; without a script."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.live import MONDAY
from tests.slow_planner import FoundAnswer, FoundReason, slow_planner
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World, a_world
from witness.actions.week_run import run_next
from witness.domain.access import Tie
from witness.domain.staffing import Absence
from witness.domain.week_drafts import Draft, Placement, draft_from_plain
from witness.domain.week_plain import facts_from_plain, mark_of
from witness.domain.week_requests import PlanRequest, Progress
from witness.domain.working_hours import DayHours, WorkingTerms
from witness.kit import Kit
from witness.planner.problem import Problem

WEEK = "/week?week=2026-11-23"
LONG_DAYS = WorkingTerms(tuple(DayHours(day, time(8, 30), time(18, 30)) for day in range(5)))


@dataclass
class Planning:
    """A team that plans, and Officer Olu at the page."""

    kit: Kit
    world: World
    olu: Visitor

    def visitor(self, who: str) -> Visitor:
        return signed_in(an_app(self.kit), self.kit, who)

    def ask(self, **fields: str) -> TestResponse:
        return post(self.olu, "/week/plan", WEEK, **{"week": "2026-11-23", "whose": "team", **fields})

    def think(self) -> None:
        run_next(self.kit.store, self.kit.planner, None, worker="w", calendar=self.kit.calendar(), clock=self.kit.clock)

    def draft(self) -> Draft:
        assert self.ask().status_code == 303
        self.think()
        return self.now()

    def request(self) -> PlanRequest:
        with self.kit.store.reading() as desk:
            found = desk.weeks.newest(self.world.viewers["olu"].team_id, date(2026, 11, 23), date(2026, 11, 27))
        assert found is not None
        return found

    def now(self) -> Draft:
        plan = self.request().plan
        assert plan is not None
        return draft_from_plain(plan)

    def at(self, kind: str) -> Placement:
        placement = self.now().placement(self.key(kind))
        assert placement is not None
        return placement

    def key(self, kind: str) -> str:
        return f"due:{self.world.witness}:{kind}"

    def address(self, kind: str, rest: str = "") -> str:
        return f"/week/{self.request().request_id}/{self.key(kind)}{rest}"

    def seen(self) -> str:
        return mark_of(self.request().plan or {})

    def move(self, kind: str, day: str, hour: str, who: str = "olu", **more: str) -> TestResponse:
        place = {
            "on": day,
            "at": hour,
            "officer": self.world.viewers[who].account_id,
            "seen": self.seen(),
            "save": "yes",
        }
        return post(self.olu, self.address(kind), self.address(kind), **{**place, **more})

    def fit(self, kind: str, on: str, at: str, who: str = "olu") -> str:
        officer = self.world.viewers[who].account_id
        return page_of(self.olu, f"{self.address(kind, '/fit')}?on={on}&at={at}&officer={officer}")

    def booked(self) -> set[str]:
        with self.kit.store.reading() as desk:
            picture = desk.cases.picture(self.world.case)
        return {visit.kind.value for visit in picture.visits} if picture else set()

    def later(self) -> None:
        self.kit.clock.at += timedelta(minutes=1)  # type: ignore[attr-defined]


def own_people_first(problem: Problem, **how: Any) -> FoundAnswer:
    """Plans with whoever the family knows, but for a repair, which takes whom it finds."""
    if problem.baseline:
        return slow_planner(problem, **how)
    known = [replace(v, terms=replace(v.terms, allowed=v.terms.preferred or v.terms.allowed)) for v in problem.visits]
    return slow_planner(replace(problem, visits=tuple(known)), **how)


def only_the_beginning(problem: Problem, **how: Any) -> FoundAnswer:
    """Plans the first two visits; the others could have had a place."""
    left = tuple(visit.task_id for visit in problem.visits[2:])
    pairs = tuple(pair for pair in problem.pairs if not {pair.first, pair.second} & set(left))
    answer = own_people_first(replace(problem, visits=problem.visits[:2], pairs=pairs), **how)
    plan = replace(answer.plan, unserved=(*answer.plan.unserved, *left))
    reasons = tuple(FoundReason(one, "nobody has the time on day 2", day=1, minutes=25) for one in left)
    return replace(answer, plan=plan, bound=answer.cost * 0.99, reasons=reasons)


@pytest.fixture
def planning(lite: Kit) -> Planning:
    return begin(lite, own_people_first)


@pytest.fixture
def begun(lite: Kit) -> Callable[[object], Planning]:
    return lambda planner: begin(lite, planner)


def begin(lite: Kit, planner: object) -> Planning:
    kit = replace(lite, planner=planner)  # type: ignore[arg-type]
    world = a_world(kit)
    with kit.store.changing() as desk:
        for who in ("olu", "olivia"):
            desk.weeks.set_terms(world.viewers[who].account_id, LONG_DAYS, by_id=None, now=MONDAY)
    return Planning(kit, world, signed_in(an_app(kit), kit, "olu"))


def test_a_plan_is_asked_for_waits_and_is_shown_as_a_draft(planning: Planning) -> None:
    before = page_of(planning.olu, WEEK)
    assert "Plan my week" in before
    assert "Nothing is planned or agreed in this week yet." in before
    assert planning.ask().status_code == 303

    waiting = page_of(planning.olu, WEEK)
    assert "Waiting for the planner" in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert "Plan my week" not in waiting
    planning.think()

    page = page_of(planning.olu, WEEK)
    assert "Accept: book and tell" in page
    assert "J.F.&#39;s welcome visit is new: Mon 3.45pm with Olu." in page
    assert "Travel times are approximate" in page
    assert "Farah" not in page


def test_progress_is_a_part_of_a_page_that_says_when_to_load_again(planning: Planning) -> None:
    planning.ask()
    address = f"/week/{planning.request().request_id}/progress"
    waiting = page_of(planning.olu, address)
    assert 'data-stamp="waiting-"' in waiting
    with planning.kit.store.changing() as desk:
        desk.weeks.claim("w", planning.kit.clock.now(), planning.kit.clock.now() + timedelta(minutes=2))
    with planning.kit.store.changing() as desk:
        until = planning.kit.clock.now() + timedelta(minutes=2)
        desk.weeks.progress(planning.request().request_id, "w", Progress(first_cost=200.0, best_cost=150.0), until)

    working = page_of(planning.olu, address)

    assert 'data-stamp="working-"' in working
    assert "A first plan is there: 25 percent better since." in working
    assert planning.visitor("otis").get(address).status_code == 404


def test_the_first_plan_is_shown_while_the_planner_looks_for_better_ones_and_cannot_be_accepted(
    begun: Callable[[object], Planning],
) -> None:
    seen: list[str] = []

    def thinking_on(problem: Problem, **how: Any) -> FoundAnswer:
        answer = own_people_first(problem, **how)
        seen.append(page_of(planning.olu, WEEK))
        return answer

    planning = begun(thinking_on)
    planning.draft()

    assert "J.F.&#39;s welcome visit is new" in seen[0]
    assert "A first plan is there" in seen[0]
    assert "Accept" not in seen[0]
    assert "data-key" not in seen[0]


def test_what_breaks_the_planner_is_said_and_nothing_is_changed(begun: Callable[[object], Planning]) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise ValueError

    planning = begun(broken)
    planning.ask()
    planning.think()

    page = page_of(planning.olu, WEEK)

    assert "No plan came of it." in page
    assert "Something went wrong while planning." in page
    assert "Plan again" in page


def test_days_that_have_passed_cannot_be_planned(planning: Planning) -> None:
    answer = post(planning.olu, "/week/plan", WEEK, week="2026-11-16", whose="me")

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert "Plan my week" not in page_of(planning.olu, "/week?week=2026-11-16")


def test_an_address_without_a_week_shows_this_one_and_from_saturday_on_the_next(planning: Planning) -> None:
    assert "Mon 23 Nov to Fri 27 Nov" in page_of(planning.olu, "/week?week=nonsense")
    planning.kit.clock.at += timedelta(days=5)  # type: ignore[attr-defined]
    assert "Mon 30 Nov to Fri 4 Dec" in page_of(planning.visitor("olu"), "/week")


def test_a_place_says_whether_it_fits_before_it_is_saved_and_by_how_many_minutes_it_does_not(
    planning: Planning,
) -> None:
    planning.draft()

    assert "It fits: Tue 24 Nov, 1pm, Olu" in planning.fit("how_court_works", "2026-11-24", "13:00")
    assert 'data-fits="yes"' in planning.fit("how_court_works", "2026-11-24", "13:00", "olivia")
    late = planning.fit("welcome", "2026-11-23", "17:30")
    assert "45 minutes short: Mon 23 Nov, 5.30pm, Olu" in late
    assert "the day ends at 6.30pm" in late
    assert 'data-fits="no"' in late


def test_what_fits_is_put_there_by_the_form(planning: Planning) -> None:
    planning.draft()

    answer = planning.move("how_court_works", "2026-11-24", "13:00")

    assert answer.status_code == 303
    assert answer.location.endswith("week=2026-11-23")
    assert (planning.at("how_court_works").on, planning.at("how_court_works").minute) == (date(2026, 11, 24), 780)
    assert "Tue 24 Nov, 1pm to 2pm, Olu" in page_of(planning.olu, WEEK)


def test_a_drag_takes_it_out_of_one_hand_into_another(planning: Planning) -> None:
    planning.draft()
    olu = planning.world.viewers["olu"].account_id

    assert planning.move("how_court_works", "2026-11-24", "13:00", "olivia", held_by=olu).status_code == 303

    assert planning.at("how_court_works").officers == (planning.world.viewers["olivia"].account_id,)


def test_a_day_that_is_too_short_needs_a_reason_and_stays_red(planning: Planning) -> None:
    planning.draft()

    refused = planning.move("welcome", "2026-11-23", "17:30")
    assert refused.status_code == 422
    assert "45 minutes are missing there. Choose why it goes there all the same." in refused.text
    assert planning.at("welcome").minute == 15 * 60 + 45

    assert planning.move("welcome", "2026-11-23", "17:30", note="longer_day").status_code == 303
    page = page_of(planning.olu, WEEK)
    assert "app-day--red" in page
    assert "Days that do not work" in page
    assert "Note: the day may be longer this once" in page


def test_looking_saves_nothing(planning: Planning) -> None:
    planning.draft()
    place = {"on": "2026-11-24", "at": "13:00", "officer": planning.world.viewers["olu"].account_id}

    looked = post(
        planning.olu, planning.address("how_court_works"), planning.address("how_court_works"), look="yes", **place
    )

    assert looked.status_code == 200
    assert "It fits: Tue 24 Nov, 1pm, Olu" in looked.text
    assert planning.at("how_court_works").minute != 780


def test_the_hours_of_a_family_cannot_be_overruled(planning: Planning) -> None:
    planning.draft()

    refused = planning.move("welcome", "2026-11-24", "10:00", note="shorter")

    assert refused.status_code == 422
    assert "it may begin from 3.45pm to 5.30pm: 345 minutes off" in refused.text
    assert planning.at("welcome").on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("on", "", "Choose a day"), ("at", "noon", "Enter when it begins"), ("officer", "", "Choose an officer")],
)
def test_a_form_that_says_half_is_refused_in_words(planning: Planning, field: str, value: str, words: str) -> None:
    planning.draft()

    refused = planning.move("welcome", "2026-11-24", "16:00", **{field: value})

    assert refused.status_code == 422
    assert words in refused.text or "Not a valid time" in refused.text


def test_a_draft_that_somebody_else_has_changed_is_looked_at_again(planning: Planning) -> None:
    planning.draft()
    old = planning.seen()
    assert planning.move("how_court_works", "2026-11-24", "13:00").status_code == 303

    late = planning.move("how_court_works", "2026-11-24", "11:00", seen=old)
    assert late.status_code == 422
    assert "Somebody has changed this draft since you looked at it." in late.text
    request_id = planning.request().request_id
    unseen = post(planning.olu, f"/week/{request_id}/accept", WEEK, seen=old)
    assert unseen.status_code == 409
    assert "Somebody has changed this draft since you looked at it." in unseen.text
    assert planning.at("how_court_works").minute == 780


def test_what_found_no_place_has_its_reason_and_places_to_choose(begun: Callable[[object], Planning]) -> None:
    planning = begun(only_the_beginning)
    planning.draft()
    page = page_of(planning.olu, WEEK)
    assert "Tue 24 Nov: nobody has the time: 25 minutes short." in page
    assert "same worker" in page
    assert "Within 1.0 percent of the best possible." in page
    offered = page.split('class="app-slot-list"')[1].split("</form>")[0]
    action = offered.split('action="')[1].split('"')[0]
    fields = {
        name: offered.split(f'name="{name}" value="')[1].split('"')[0] for name in ("on", "at", "officer", "seen")
    }

    answer = post(planning.olu, action, WEEK, save="yes", **fields)

    assert answer.status_code == 303
    assert planning.now().placement(action.rsplit("/", 1)[1].replace("%3A", ":")) is not None


def test_what_is_pinned_stays_when_the_week_is_planned_again(planning: Planning) -> None:
    planning.draft()
    assert planning.move("how_court_works", "2026-11-24", "13:00").status_code == 303
    pin = planning.address("how_court_works", "/pin")
    page = planning.address("how_court_works")

    assert post(planning.olu, pin, page, pin="yes", seen=planning.seen()).status_code == 303
    assert "Pinned" in page_of(planning.olu, page)
    assert "app-bar--pinned" in page_of(planning.olu, WEEK)
    planning.later()
    planning.draft()

    assert (planning.at("how_court_works").on, planning.at("how_court_works").minute) == (date(2026, 11, 24), 780)
    assert post(planning.olu, planning.address("how_court_works", "/pin"), WEEK, pin="no").status_code == 303
    assert "app-bar--pinned" not in page_of(planning.olu, WEEK)


def test_what_is_taken_out_of_the_plan_is_not_booked_and_is_due_as_before(planning: Planning) -> None:
    planning.draft()
    here, before = planning.address("how_court_works"), planning.seen()
    assert "Take it out of the plan" in page_of(planning.olu, here)

    assert post(planning.olu, here, here, out="yes", seen=before).status_code == 303

    assert "it was taken out by hand" in page_of(planning.olu, WEEK).lower()
    assert "Take it out of the plan" not in page_of(planning.olu, here)
    assert post(planning.olu, here, here, out="yes", seen=before).status_code == 422  # somebody looked at it before
    post(planning.olu, f"/week/{planning.request().request_id}/accept", WEEK, seen=planning.seen())
    assert "how_court_works" not in planning.booked()


def test_what_was_agreed_cannot_be_taken_out_of_a_plan(planning: Planning) -> None:
    planning.draft()
    post(planning.olu, f"/week/{planning.request().request_id}/accept", WEEK, seen=planning.seen())
    planning.later()
    planning.draft()
    key = next(one.key for one in planning.now().placements if one.key.startswith("visit:"))
    here = f"/week/{planning.request().request_id}/{key}"

    assert "Take it out of the plan" not in page_of(planning.olu, here)
    assert post(planning.olu, here, here, out="yes", seen=planning.seen()).status_code == 422
    assert planning.now().placement(key) is not None


def test_accepting_books_and_the_board_shows_what_is_agreed(planning: Planning) -> None:
    planning.draft()

    answer = post(planning.olu, f"/week/{planning.request().request_id}/accept", WEEK, seen=planning.seen())

    assert answer.status_code == 303
    page = page_of(planning.olu, WEEK)
    assert "Accepted" in page
    assert "welcome visit, at home, Mon 23 Nov, 3.45pm to 4.45pm, Olu, stays where it is" in page
    assert "data-key" not in page
    assert "What if" in page
    assert planning.booked() == {"welcome", "how_court_works", "court_visit"}


def test_a_reason_given_for_a_short_day_holds_when_it_is_accepted(planning: Planning) -> None:
    planning.draft()
    assert planning.move("welcome", "2026-11-23", "17:30", note="longer_day").status_code == 303

    answer = post(planning.olu, f"/week/{planning.request().request_id}/accept", WEEK, seen=planning.seen())

    assert answer.status_code == 303


def test_when_the_world_has_moved_the_page_says_what_and_nothing_is_booked(planning: Planning) -> None:
    planning.draft()
    olu = planning.world.viewers["olu"].account_id
    with planning.kit.store.changing() as desk:
        away = Absence("away", olu, date(2026, 11, 24), date(2026, 11, 24), None)
        desk.staffing.add_absence(away, by_id=olu, now=planning.kit.clock.now())

    answer = post(planning.olu, f"/week/{planning.request().request_id}/accept", WEEK, seen=planning.seen())

    assert answer.status_code == 409
    assert "Olu, Tue 24 Nov: They do not work at these hours any more" in answer.text
    assert "A draft" in answer.text
    assert planning.booked() == set()


def test_what_if_an_officer_is_away_shows_the_smallest_repair_as_a_difference(planning: Planning) -> None:
    planning.draft()
    post(planning.olu, f"/week/{planning.request().request_id}/accept", WEEK, seen=planning.seen())
    planning.later()
    olu = planning.world.viewers["olu"].account_id

    asked = post(planning.olu, "/week/what-if", WEEK, week="2026-11-23", who=olu, day="2026-11-24")
    assert asked.status_code == 303
    planning.think()
    page = page_of(planning.olu, WEEK)

    assert "What if Olu is away on Tue 24 Nov: the smallest repair" in page
    assert "J.F.&#39;s how court works stays on Tue" in page
    assert "Olivia instead of Olu" in page
    assert '<p class="app-day__sums">Away</p>' in page
    assert planning.request().based_on is not None


def test_what_if_needs_somebody_of_the_week_on_a_day_of_it(planning: Planning) -> None:
    mo = planning.world.viewers["mo"].account_id

    refused = post(planning.olu, "/week/what-if", WEEK, week="2026-11-23", who=mo, day="2026-11-24")

    assert refused.status_code == 422
    assert "Whoever is away has to be among those whose week is planned." in refused.text


def test_a_draft_can_be_set_aside(planning: Planning) -> None:
    planning.draft()

    answer = post(planning.olu, f"/week/{planning.request().request_id}/aside", WEEK)

    assert answer.status_code == 303
    assert "A draft" not in page_of(planning.olu, WEEK)


def test_an_officer_can_plan_for_themselves_alone(planning: Planning) -> None:
    assert planning.ask(whose="me").status_code == 303

    assert planning.request().officers == (planning.world.viewers["olu"].account_id,)
    assert "Only me" not in page_of(planning.visitor("mo"), "/week?week=2026-11-30")


def test_whoever_may_not_know_of_a_case_sees_that_the_time_is_taken_and_nothing_else(planning: Planning) -> None:
    with planning.kit.store.changing() as desk:
        olivia = planning.world.viewers["olivia"].account_id
        desk.access.tie(planning.world.case, olivia, Tie.EXCLUDED, because="knows them", now=MONDAY)
    planning.draft()
    olivia_looks = planning.visitor("olivia")

    page = page_of(olivia_looks, WEEK)

    assert "J.F." not in page
    assert "busy" in page
    assert planning.world.case not in page
    assert olivia_looks.get(planning.address("welcome")).status_code == 404
    assert olivia_looks.get(planning.address("welcome", "/fit?on=2026-11-25&at=16:00&officer=x")).status_code == 404
    moved = post(olivia_looks, planning.address("welcome"), WEEK, on="2026-11-25", at="16:00", officer=olivia,
                 seen=planning.seen(), save="yes")  # fmt: skip
    assert moved.status_code == 404


def test_another_team_has_another_week(planning: Planning) -> None:
    planning.draft()
    request_id = planning.request().request_id
    otis = planning.visitor("otis")

    assert "J.F." not in page_of(otis, WEEK)
    for address in (f"/week/{request_id}/accept", f"/week/{request_id}/aside"):
        assert post(otis, address, WEEK, seen=planning.seen()).status_code == 404
    assert otis.get(planning.address("welcome")).status_code == 404


def test_every_look_and_every_move_is_on_the_record(planning: Planning) -> None:
    planning.draft()
    page_of(planning.olu, WEEK)
    planning.fit("welcome", "2026-11-24", "16:00")
    planning.move("how_court_works", "2026-11-24", "13:00")

    with planning.kit.store.reading() as desk:
        deeds = [link.entry.deed for link in desk.audit.chain()]

    assert {"week.ask", "week.read", "week.look", "week.fit", "week.put"} <= set(deeds)


def test_the_facts_kept_beside_a_draft_name_nobody_and_no_place(planning: Planning) -> None:
    planning.draft()
    request = planning.request()

    kept = f"{request.asked}{request.plan}"

    assert all(word not in kept for word in ("Farah", "Jude", "J.F.", "Amina", "07700", "WS-26", "T2026"))
    assert facts_from_plain((request.asked or {})["facts"]).tasks
