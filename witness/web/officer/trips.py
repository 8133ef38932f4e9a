"""Trips of a case: arranging one there and back, and everything that happens to it until they are home."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions import trips
from witness.actions.defendants import know_areas
from witness.actions.trip_turns import TripHappened, happened
from witness.actions.trips import NewTrip
from witness.domain.court_time import short_day
from witness.domain.errors import NotFound, Refused
from witness.domain.trip_clashes import districts_in
from witness.domain.trip_rules import SPENDING
from witness.domain.trips import Entrance, Fitting, Mode, Option, PickUp, TripEvent, Waiting
from witness.questions.case_cards import CaseStory
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer
from witness.web.officer.plan import evening, story_of, to_plan
from witness.web.officer.plan_forms import attempt
from witness.web.officer.trip_forms import (
    LISTS,
    MODES,
    OTHER_MODES,
    PICK_UPS,
    AreasForm,
    TripForm,
    TripHappenedForm,
)

# What is folded away on the page, by its parts.
FOLDED: dict[str, set[str]] = {
    "meeting": {"meeting", "travel_minutes", "entrance", "waits", "districts"},
    "back": {"no_return", "back_mode", "back_pick_up", "back_at"},
    "driver": {"provider", "seats", "needs", "fitted", "is_confirmed", "cancel_by"},
    "instead": {"b_mode", "b_provider", "c_mode", "c_provider", "d_mode", "d_provider"},
}

Word = TypeVar("Word", Mode, Fitting, Entrance, Waiting)


@officer.route("/cases/<case_id>/trips/new", methods=["GET", "POST"])
@open_to(*TEAM)
def trip_new(case_id: str) -> ResponseReturnValue:
    """Arrange a ride out and the ride back."""
    form = TripForm()
    tried = attempt(form, form.people, lambda sure: _arrange(case_id, form, confirmed=sure))
    if tried.is_done:
        return to_plan(case_id)
    story = story_of(case_id)
    if request.method == "GET":
        _suggest_trip(form, story)
    goals = [(f"hearing:{word}", words) for word, words in story.plan.choices.hearings]
    goals += [(f"visit:{word}", words) for word, words in story.plan.choices.visits]
    page = render_template(
        "officer/trip.html",
        form=form,
        story=story,
        tried=tried,
        goals=goals,
        modes=MODES,
        other_modes=OTHER_MODES,
        pick_ups=PICK_UPS,
        lists=LISTS,
        further=[(day.isoformat(), short_day(day)) for day in story.plan.rides.start.further],
        folds=_folds(form),
    )
    return page, tried.status


@officer.route("/cases/<case_id>/trips/<trip_id>", methods=["GET", "POST"])
@open_to(*TEAM)
def trip(case_id: str, trip_id: str) -> ResponseReturnValue:
    """Show one trip, and record what happens to it."""
    form = TripHappenedForm()
    tried = attempt(form, form.event, lambda _sure: _happened(case_id, trip_id, form))
    if tried.is_done:
        return redirect(url_for("officer.trip", case_id=case_id, trip_id=trip_id), 303)
    story = story_of(case_id)
    card = story.plan.rides.card(trip_id)
    if card is None:
        raise NotFound("There is no such trip in this case.")
    page = render_template("officer/trip_course.html", form=form, story=story, tried=tried, card=card, lists=LISTS)
    return page, tried.status


@officer.post("/cases/<case_id>/areas")
@open_to(*TEAM)
def defendant_areas(case_id: str) -> Response:
    """Record the districts in which a defendant's side is known to be."""
    form = AreasForm()
    if not form.validate():
        raise Refused("Type districts only, “LS1, BD4”.")
    districts = districts_in(form.districts.data or "")
    know_areas(kit().store, case_id, form.label.data or "", districts, rules=kit().rules(), asking=asking())
    return to_plan(case_id)


def _arrange(case_id: str, form: TripForm, *, confirmed: bool) -> None:
    kind, _, goal = (form.goal.data or "").partition(":")
    needs = tuple(_chosen(Fitting, word) for word in form.needs.data or ())
    fitted = set(form.fitted.data or ())
    new = NewTrip(
        case_id=case_id,
        passengers=tuple(form.people.data or ()),
        hearing_id=goal if kind == "hearing" else None,
        visit_id=goal if kind == "visit" else None,
        mode=Mode(form.mode.data or ""),
        pick_up=PickUp(form.pick_up.data or ""),
        on=form.on.data or date.min,
        at=form.at.data,
        back_mode=Mode(form.back_mode.data or ""),
        back_pick_up=PickUp(form.back_pick_up.data or ""),
        back_at=form.back_at.data,
        provider=form.provider.data or "",
        cancel_by=evening(form.cancel_by.data),
        is_confirmed=form.is_confirmed.data == "yes",
        no_return=form.no_return.data or "",
        meeting=form.meeting.data or "",
        arrive_by=form.arrive_by.data,
        travel_minutes=form.travel_minutes.data,
        entrance=_chosen(Entrance, form.entrance.data or ""),
        waits=_chosen(Waiting, form.waits.data or ""),
        needs=needs,
        districts=districts_in(form.districts.data or ""),
        seats=form.seats.data or 4,
        has=needs if "a" in fitted else (),
        further=_further(form, needs, fitted),
        apart_by=form.apart_by.data or "",
        apart_because=form.apart_because.data or "",
        also_on=tuple(day for word in form.also_on.data or () if (day := _day(word)) is not None),
    )
    trips.arrange(kit().store, new, confirmed=confirmed, rules=kit().rules(), asking=asking())


def _further(form: TripForm, needs: tuple[Fitting, ...], fitted: set[str]) -> tuple[Option, ...]:
    rows = (
        ("b", form.b_mode.data, form.b_provider.data),
        ("c", form.c_mode.data, form.c_provider.data),
        ("d", form.d_mode.data, form.d_provider.data),
    )
    return tuple(
        Option(_chosen(Mode, mode), provider or "", has=needs if letter in fitted else ())
        for letter, mode, provider in rows
        if mode
    )


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Refused("Choose the days from the list.") from None


def _chosen(kind: type[Word], word: str) -> Word:
    try:
        return kind(word)
    except ValueError:
        raise Refused("Choose from the list.") from None


def _happened(case_id: str, trip_id: str, form: TripHappenedForm) -> None:
    event = next((e for e in TripEvent if e.value == form.event.data), None)
    if event is None:
        raise Refused("Choose what happened.")
    word = form.word.data or ""
    new = TripHappened(
        case_id, trip_id, event, form.seen.data or 0, word, form.by.data or "", _amount(word, form.amount.data)
    )
    happened(kit().store, new, rules=kit().rules(), asking=asking())


def _amount(word: str, typed: Decimal | None) -> int:
    """Give pence, or tenths of a mile."""
    per_mile = word in SPENDING and SPENDING[word].per_mile
    return 0 if typed is None else int((typed * (10 if per_mile else 100)).to_integral_value())


def _folds(form: TripForm) -> dict[str, bool]:
    """Say which folded part of the form has to be open: one in which something is wrong."""
    wrong = {field for field, _ in form.mistakes}
    # What the rules refuse is put beside those who travel, whichever field it is about: then nothing is folded away.
    return {part: bool(wrong & {*fields, "people"}) for part, fields in FOLDED.items()}


def _suggest_trip(form: TripForm, story: CaseStory) -> None:
    start = story.plan.rides.start
    hearing_id = start.hearing_id or story.next_hearing_id
    form.goal.data = f"hearing:{hearing_id}" if hearing_id else ""
    form.mode.data = form.back_mode.data = start.mode.value
    form.pick_up.data, form.back_pick_up.data = start.pick_up.value, PickUp.COURT.value
    form.people.data, form.meeting.data = list(start.people), start.meeting
    form.on.data, form.at.data, form.arrive_by.data = start.on, start.at, start.arrive_by
    form.travel_minutes.data = start.travel_minutes
    form.needs.data = [need.value for need in start.needs]
    form.fitted.data = ["a"] if start.needs else []
    form.also_on.data = [day.isoformat() for day in start.further]
    again = story.plan.rides.proposed(request.args.get("again", ""))
    if again is not None:
        form.goal.data, form.people.data = f"hearing:{again.hearing_id}", list(again.passengers)
        form.mode.data, form.pick_up.data = again.mode, again.pick_up
        form.on.data, form.provider.data = again.on, again.provider
