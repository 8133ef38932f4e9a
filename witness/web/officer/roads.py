"""What has happened in a case: to a defendant, to a witness, on a day in court; and hearings that are new."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import Field

from witness.actions import defendants, outcomes_at_court, witnesses
from witness.actions.evidence import Whom
from witness.actions.outcomes_at_court import NewHearing
from witness.domain.court_days import DayInCourt
from witness.domain.court_time import instant_known, london_day
from witness.domain.defendants import DefendantStep, Turn
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.hearings import Effectiveness, HearingKind
from witness.domain.people import Requirement, RequirementStep
from witness.questions.case_cards import CaseStory, HearingCard
from witness.questions.case_roads import NO_REASON, DefendantRoad, RequirementRoad, kinds, reasons
from witness.questions.cases import case_story
from witness.web.doors import open_to
from witness.web.forms import PageForm
from witness.web.here import asking, kit, now
from witness.web.officer.pages import TEAM, officer
from witness.web.officer.road_forms import (
    KNOWN,
    NEW_LISTINGS,
    NEXT_LISTINGS,
    HappenedForm,
    NewHearingForm,
    OutcomeForm,
    RequirementForm,
    TurnForm,
    slot_of,
)

Word = TypeVar("Word", bound=StrEnum)
Found = TypeVar("Found")


@officer.route("/cases/<case_id>/defendants/<label>/record", methods=["GET", "POST"])
@open_to(*TEAM)
def turn(case_id: str, label: str) -> ResponseReturnValue:
    """Record what happened to a defendant."""
    form = TurnForm()
    if form.validate_on_submit() and _recorded(form, form.turn, lambda: _take(case_id, label, form)):
        return _to(case_id, "dates")
    story = _story(case_id)
    return _page("turn", form, story, road=_road(story, label), known=KNOWN)


@officer.route("/cases/<case_id>/witnesses/<witness_id>/requirement", methods=["GET", "POST"])
@open_to(*TEAM)
def requirement(case_id: str, witness_id: str) -> ResponseReturnValue:
    """Record what is required of a witness from now on."""
    form = RequirementForm()
    if form.validate_on_submit() and _recorded(form, form.requirement, lambda: _require(case_id, witness_id, form)):
        return _to(case_id, "preparation")
    story = _story(case_id)
    return _page("requirement", form, story, road=_witness(story, witness_id))


@officer.route("/cases/<case_id>/hearings/new", methods=["GET", "POST"])
@open_to(*TEAM)
def add_hearing(case_id: str) -> ResponseReturnValue:
    """Add a hearing by hand."""
    form = NewHearingForm()
    if form.validate_on_submit() and _recorded(form, form.on, lambda: _add(case_id, form)):
        return _to(case_id, "dates")
    return _page("new_hearing", form, _story(case_id), kinds=kinds(), listings=NEW_LISTINGS)


@officer.route("/cases/<case_id>/hearings/<hearing_id>/outcome", methods=["GET", "POST"])
@open_to(*TEAM)
def outcome(case_id: str, hearing_id: str) -> ResponseReturnValue:
    """Record what became of a day in court."""
    form = OutcomeForm()
    if form.validate_on_submit() and _recorded(form, form.effectiveness, lambda: _outcome(hearing_id, form)):
        return _to(case_id, "dates")
    if request.method == "GET" and request.args.get("given"):
        # From the day at court: whoever was called and released is filled in, and a person still says so.
        form.effectiveness.data, form.given.data = Effectiveness.EFFECTIVE.value, [request.args["given"]]
    story = _story(case_id)
    card = _card(story, hearing_id)
    return _page(
        "outcome",
        form,
        story,
        card=card,
        road=story.roads.hearings[hearing_id],
        no_reason=NO_REASON,
        reasons=reasons(),
        listings=NEXT_LISTINGS,
    )


@officer.post("/cases/<case_id>/hearings/<hearing_id>/witnesses/<witness_id>")
@open_to(*TEAM)
def evidence(case_id: str, hearing_id: str, witness_id: str) -> Response:
    """Record that a single witness is, or is not, to give evidence at a hearing."""
    whom, act = Whom(case_id, witness_id), request.form.get("act", "")
    if act == "release":
        witnesses.release(kit().store, whom, hearing_id, rules=kit().rules(), asking=asking())
    elif act in ("expect", "recall"):
        recalled = act == "recall"
        witnesses.expect(kit().store, whom, hearing_id, recalled=recalled, rules=kit().rules(), asking=asking())
    else:
        abort(400)
    return _to(case_id, "dates")


def _take(case_id: str, label: str, form: TurnForm) -> None:
    step = DefendantStep(
        turn=_word(Turn, form.turn.data, "Choose what happened."),
        at=_instant(form),
        source=form.source.data or "",
        custody_months=form.custody_months.data,
        near_family=bool(form.near_family.data),
        vcs={"yes": True, "no": False}.get(form.vcs.data or ""),
    )
    defendants.record_turn(kit().store, case_id, label, step, rules=kit().rules(), asking=asking())


def _require(case_id: str, witness_id: str, form: RequirementForm) -> None:
    step = RequirementStep(
        requirement=_word(Requirement, form.requirement.data, "Choose what it is now."),
        at=_instant(form),
        source=form.source.data or "",
    )
    witnesses.require(kit().store, Whom(case_id, witness_id), step, rules=kit().rules(), asking=asking())


def _add(case_id: str, form: NewHearingForm) -> None:
    slot = slot_of(form.listing.data or "", form.on.data, form.until.data, form.at.data)
    new = NewHearing(case_id, HearingKind(form.kind.data or ""), slot, form.heard_from.data or "")
    outcomes_at_court.add_hearing(kit().store, new, rules=kit().rules(), asking=asking())


def _outcome(hearing_id: str, form: OutcomeForm) -> None:
    listing = form.then_listing.data or ""
    then = slot_of(listing, form.then_on.data, form.then_until.data, form.then_at.data) if listing else None
    day = DayInCourt(
        effectiveness=_word(Effectiveness, form.effectiveness.data, "Choose what became of it."),
        heard_from=form.heard_from.data or "",
        code=form.code.data or "",
        given=frozenset(form.given.data or ()),
        then=then,
        goes_on_until=form.goes_on_until.data,
    )
    outcomes_at_court.record_outcome(kit().store, hearing_id, day, rules=kit().rules(), asking=asking())


def _recorded(form: PageForm, field: Field, record: Callable[[], None]) -> bool:
    """Record what a form says; a refusal is put beside its field."""
    try:
        record()
    except (NotFound, SomebodyElseChangedThis):
        raise
    except Refused as refused:
        form.refuse(field, refused)
        return False
    return True


def _page(name: str, form: PageForm, story: CaseStory, **more: object) -> ResponseReturnValue:
    if request.method == "GET" and isinstance(form, HappenedForm):
        form.on.data = london_day(now())  # most of what is recorded happened today
    page = render_template(f"officer/{name}.html", form=form, story=story, today=london_day(now()), **more)
    return page, 422 if request.method == "POST" else 200


def _instant(form: HappenedForm) -> datetime:
    if form.on.data is None:
        raise Refused("Enter the day.")
    return instant_known(form.on.data, form.at.data, now())


def _word(words: type[Word], given: str | None, otherwise: str) -> Word:
    try:
        return words(given or "")
    except ValueError:
        raise Refused(otherwise) from None


def _story(case_id: str) -> CaseStory:
    return case_story(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())


def _road(story: CaseStory, label: str) -> DefendantRoad:
    return _found([road for road in story.roads.defendants if road.label == label])


def _witness(story: CaseStory, witness_id: str) -> RequirementRoad:
    return _found([road for road in story.roads.witnesses if road.witness_id == witness_id])


def _card(story: CaseStory, hearing_id: str) -> HearingCard:
    return _found([card for card in story.hearings if card.hearing_id == hearing_id])


def _found(found: list[Found]) -> Found:
    if not found:
        raise NotFound("There is no such thing in this case.")
    return found[0]


def _to(case_id: str, side: str) -> Response:
    return redirect(url_for("officer.case", case_id=case_id, side=side), 303)
