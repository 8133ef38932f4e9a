"""The rest of a case's plan: bookings, promises, and what has become of each thing planned."""

from datetime import date, datetime, time

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions import bookings, promises, trips, visits
from witness.actions.bookings import NewBooking
from witness.actions.plans import Which
from witness.actions.promises import NewPromise
from witness.domain.bookings import BookingKind
from witness.domain.court_time import moment_in_london
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import Side
from witness.domain.plans import PLAN_STATE_IN_WORDS, PlanState
from witness.questions.case_cards import CaseStory
from witness.questions.case_plan_cards import ItemRow, VisitRow
from witness.questions.cases import case_story
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer
from witness.web.officer.plan_forms import (
    BOOKING_KINDS,
    SIDES_TO_MOVE,
    WHY,
    BookingForm,
    PromiseForm,
    StepForm,
    attempt,
)

FREE_UNTIL = time(17, 0)
# A visit gets further by its report; here it is confirmed, called off, or found not to have taken place.
VISIT_MAY_BECOME = (PlanState.CONFIRMED, PlanState.CANCELLED, PlanState.MISSED)


@officer.route("/cases/<case_id>/bookings/new", methods=["GET", "POST"])
@open_to(*TEAM)
def booking_new(case_id: str) -> ResponseReturnValue:
    """Ask for something that must be there on the day."""
    form = BookingForm()
    tried = attempt(form, form.kind, lambda _sure: _book(case_id, form))
    if tried.is_done:
        return to_plan(case_id)
    if request.method == "GET":
        form.whose.data = Side.SUPPORT.value
    page = render_template(
        "officer/booking.html",
        form=form,
        story=story_of(case_id),
        tried=tried,
        kinds=BOOKING_KINDS,
        sides_to_move=SIDES_TO_MOVE,
    )
    return page, tried.status


@officer.route("/cases/<case_id>/promises/new", methods=["GET", "POST"])
@open_to(*TEAM)
def promise_new(case_id: str) -> ResponseReturnValue:
    """Record something that we told a family we would do."""
    form = PromiseForm()
    tried = attempt(form, form.words, lambda sure: _promise(case_id, form, confirmed=sure))
    if tried.is_done:
        return to_plan(case_id)
    return render_template("officer/promise.html", form=form, story=story_of(case_id), tried=tried), tried.status


@officer.post("/cases/<case_id>/promises/<promise_id>/kept")
@open_to(*TEAM)
def promise_kept(case_id: str, promise_id: str) -> Response:
    """Record that a promise was kept."""
    promises.keep(kit().store, case_id, promise_id, rules=kit().rules(), asking=asking())
    return to_plan(case_id)


@officer.route("/cases/<case_id>/plan/<item_id>", methods=["GET", "POST"])
@open_to(*TEAM)
def plan_step(case_id: str, item_id: str) -> ResponseReturnValue:
    """Record what has become of a visit, a trip or a booking."""
    form = StepForm()
    tried = attempt(form, form.state, lambda _sure: _step(case_id, item_id, form))
    if tried.is_done:
        return to_plan(case_id)
    story = story_of(case_id)
    row = _item(story, item_id)
    if request.method == "GET":
        form.state.data = request.args.get("state", "")
    form.what.data = _what(row)
    if form.seen.data is None or tried.status == 409:
        form.seen.data = row.seen
    page = render_template(
        "officer/plan_step.html", form=form, story=story, tried=tried, item=row, states=_states(row), why=WHY
    )
    return page, tried.status


def _book(case_id: str, form: BookingForm) -> None:
    new = NewBooking(
        case_id=case_id,
        witness_id=form.witness.data or "",
        kind=BookingKind(form.kind.data or ""),
        hearing_id=form.hearing.data or "",
        whose=Side(form.whose.data or ""),
        cancel_by=evening(form.cancel_by.data),
    )
    bookings.book(kit().store, new, rules=kit().rules(), asking=asking())


def _promise(case_id: str, form: PromiseForm, *, confirmed: bool) -> None:
    new = NewPromise(case_id, form.words.data or "", form.due_on.data or date.min, form.person.data or "")
    promises.promise(kit().store, new, confirmed=confirmed, rules=kit().rules(), asking=asking())


def _step(case_id: str, item_id: str, form: StepForm) -> None:
    which, reason = Which(case_id, item_id, form.seen.data or 0), form.reason.data or ""
    state = next((s for s in PlanState if s.value == form.state.data), None)
    is_visit = form.what.data == "visit"
    if state is None or (is_visit and state not in VISIT_MAY_BECOME):
        raise Refused("Choose what has become of it.")
    store, rules = kit().store, kit().rules()
    if not is_visit:
        change = trips.step if form.what.data == "trip" else bookings.step
        change(store, which, state, reason, rules=rules, asking=asking())
    elif state is PlanState.CONFIRMED:
        visits.confirm(store, which, rules=rules, asking=asking())
    else:
        end = visits.cancel if state is PlanState.CANCELLED else visits.miss
        end(store, which, reason, rules=rules, asking=asking())


def _states(row: ItemRow | VisitRow) -> tuple[tuple[str, str], ...]:
    if isinstance(row, ItemRow):
        return row.next
    after = VISIT_MAY_BECOME if row.state is not PlanState.CONFIRMED else VISIT_MAY_BECOME[1:]
    return tuple((state.value, PLAN_STATE_IN_WORDS[state]) for state in after) if row.is_active else ()


def _what(row: ItemRow | VisitRow) -> str:
    if isinstance(row, VisitRow):
        return "visit"
    return "trip" if row.is_trip else "booking"


def _item(story: CaseStory, item_id: str) -> ItemRow | VisitRow:
    row = story.plan.item(item_id) or story.plan.visit(item_id)
    if row is None:
        raise NotFound("There is nothing of that name in this case.")
    return row


def evening(day: date | None) -> datetime | None:
    """Give the evening of a day, until which something may be cancelled."""
    return None if day is None else moment_in_london(day, FREE_UNTIL)


def story_of(case_id: str) -> CaseStory:
    """Give the case as its pages show it."""
    return case_story(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())


def to_plan(case_id: str) -> Response:
    """Go back to the plan of a case."""
    return redirect(url_for("officer.case", case_id=case_id, side="plan"), 303)
