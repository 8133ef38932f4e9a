"""The change of a date: enter it, see what hangs on it, accept it, undo it while its messages are held."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions import hearings
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.hearings import WINDOWS, Listing, Slot
from witness.domain.ripple_table import Choice
from witness.questions.case_cards import HearingCard
from witness.questions.cases import case_story
from witness.questions.ripple import ripple_of
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.forms import LISTINGS, OFF, NewDateForm, ReasonForm
from witness.web.officer.pages import TEAM, officer

CHOICE = "choice-"


@officer.get("/proposals/<proposal_id>")
@open_to(*TEAM)
def proposal(proposal_id: str) -> str:
    """Show a proposed change with everything that hangs on it."""
    return _ripple_page(proposal_id, ReasonForm(formdata=None))


@officer.post("/proposals/<proposal_id>/accept")
@open_to(*TEAM)
def accept(proposal_id: str) -> ResponseReturnValue:
    """Accept a proposed change, with what was chosen for each thing planned. What cannot be done loses nothing."""
    form, choices = ReasonForm(), _choices()
    if not form.validate_on_submit():
        return _ripple_page(proposal_id, form, choices), 422
    try:
        done = hearings.accept(
            kit().store,
            proposal_id,
            reason=form.reason.data or "",
            rules=kit().rules(),
            asking=asking(),
            choices=choices,
            of_revision=form.shown.data,
        )
    except NotFound:
        raise
    except Refused as refused:
        form.refuse(form.reason, refused)
        return _ripple_page(proposal_id, form, choices), _status_of(refused)
    return redirect(url_for("officer.case", case_id=done.case_id, side="dates"), 303)


@officer.post("/proposals/<proposal_id>/dismiss")
@open_to(*TEAM)
def dismiss(proposal_id: str) -> Response:
    """Decide that a proposed change is not to be made."""
    hearings.dismiss(kit().store, proposal_id, asking=asking())
    return redirect(url_for("officer.lists"), 303)


@officer.route("/cases/<case_id>/hearings/<hearing_id>/change", methods=["GET", "POST"])
@open_to(*TEAM)
def change(case_id: str, hearing_id: str) -> ResponseReturnValue:
    """Enter what a court has said about a hearing; what hangs on it is shown next."""
    form, status = NewDateForm(), 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            proposal_id = hearings.propose_by_hand(
                kit().store,
                hearing_id,
                _slot(form),
                heard_from=form.heard_from.data or "",
                asking=asking(),
                of_revision=form.shown.data,
            )
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(form.on, refused)
            status = _status_of(refused)
        else:
            return redirect(url_for("officer.proposal", proposal_id=proposal_id), 303)
    story = case_story(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    card = _card(story.hearings, hearing_id)
    # Whoever sends the page again has then seen what it says now.
    form.shown.data = len(card.revisions)
    return render_template("officer/change.html", form=form, story=story, card=card, listings=LISTINGS), status


@officer.post("/cases/<case_id>/hearings/<hearing_id>/undo")
@open_to(*TEAM)
def undo(case_id: str, hearing_id: str) -> Response:
    """Take the newest change back while its messages are held. What was not put back stands in the history."""
    left = hearings.undo(kit().store, hearing_id, rules=kit().rules(), asking=asking(), of_case=case_id)
    return redirect(url_for("officer.case", case_id=case_id, side="history" if left else "dates"), 303)


def _ripple_page(proposal_id: str, form: ReasonForm, choices: Mapping[str, Choice] = MappingProxyType({})) -> str:
    ripple = ripple_of(
        kit().store, proposal_id, rules=kit().rules(), wording=kit().wording, asking=asking(), choices=choices
    )
    form.shown.data = ripple.shown_revision
    return render_template("officer/proposal.html", ripple=ripple, form=form)


def _choices() -> dict[str, Choice]:
    """Read what was chosen for each thing planned: fields "choice-ID"."""
    sent = ((name.removeprefix(CHOICE), value) for name, value in request.form.items() if name.startswith(CHOICE))
    try:
        return {item_id: Choice(value) for item_id, value in sent}
    except ValueError:
        abort(400)


def _status_of(refused: Refused) -> int:
    return 409 if isinstance(refused, SomebodyElseChangedThis) else 422


def _slot(form: NewDateForm) -> Slot | None:
    """Read the slot of a form that is as it should be; None when the hearing is off."""
    if form.listing.data == OFF:
        return None
    listing = Listing(form.listing.data or "")
    is_window = listing in WINDOWS
    return Slot(
        listing=listing,
        on=form.on.data,
        until=form.until.data if is_window else None,
        at=None if is_window else form.at.data,
    )


def _card(cards: tuple[HearingCard, ...], hearing_id: str) -> HearingCard:
    found = [card for card in cards if card.hearing_id == hearing_id]
    if not found:
        raise NotFound("There is no such hearing in this case.")
    return found[0]
