"""The page of a call: how to ring, the number for whoever rings it, what to say, and how it ended."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import calls
from witness.actions.calls import Call
from witness.actions.contact import code_word_of
from witness.domain.call_results import RESULTS, CallResult
from witness.domain.errors import NotFound, Refused
from witness.questions.call_page import ringing
from witness.questions.case_sureness import ask_words
from witness.questions.cases import case_story
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.call_forms import GROUPS, CallForm
from witness.web.officer.pages import TEAM, officer


@officer.route("/cases/<case_id>/call", methods=["GET", "POST"])
@open_to(*TEAM)
def call(case_id: str) -> ResponseReturnValue:
    """Show how to ring somebody, and record how a call ended."""
    form = CallForm()
    if form.validate_on_submit() and _recorded(case_id, form):
        if request.form.get("back") == "calls":
            return redirect(url_for("outbox.calls"), 303)
        return redirect(url_for("officer.case", case_id=case_id), 303)
    if request.method == "GET":
        form.person.data = request.args.get("person", "")
        form.hearing.data = request.args.get("hearing", "")
    return _page(case_id, form, number="", back=request.values.get("back", ""))


@officer.post("/cases/<case_id>/call/number")
@open_to(*TEAM)
def call_number(case_id: str) -> ResponseReturnValue:
    """Give the number to whoever rings it now, and tell colleagues so."""
    form = CallForm()
    person_id, contact_id = form.person.data or "", form.contact.data or ""
    calls.claim_call(kit().store, case_id, person_id, asking=asking())
    number = calls.number_to_ring(kit().store, case_id, contact_id, rules=kit().rules(), asking=asking())
    return _page(case_id, form, number=number, back=request.values.get("back", ""))


def _recorded(case_id: str, form: CallForm) -> bool:
    again_at = form.when_again()
    if form.errors:
        return False
    made = Call(
        case_id,
        form.person.data or "",
        form.hearing.data or "",
        CallResult(form.result.data or ""),
        reason_given=bool(form.reason_given.data),
        contact_id=form.contact.data or "",
        again_at=again_at,
    )
    try:
        calls.record_call(kit().store, made, rules=kit().rules(), asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        form.refuse(form.again_on, refused)
        return False
    return True


def _page(case_id: str, form: CallForm, *, number: str, back: str) -> ResponseReturnValue:
    rules = kit().rules()
    story = case_story(kit().store, case_id, rules=rules, wording=kit().wording, asking=asking())
    known = {whom.person_id for whom in story.whom}
    if form.person.data not in known:
        form.person.data = story.whom[0].person_id if story.whom else ""
    if request.method == "GET" and "hearing" not in request.args:
        form.hearing.data = story.next_hearing_id
    code_word = ""
    ring = ringing(kit().store, case_id, form.person.data or "", rules=rules, asking=asking())
    asks_when = frozenset(result.value for result, rule in RESULTS.items() if rule.asks_when)
    if number and any(card.has_code_word and card.contact_id == form.contact.data for card in ring.cards):
        # Whoever rings needs it in the same breath as the number; the look at it is on the record too.
        code_word = code_word_of(kit().store, case_id, form.contact.data or "", asking=asking())
    page = render_template(
        "officer/call.html",
        form=form,
        story=story,
        ring=ring,
        groups=GROUPS,
        rules=RESULTS,
        asks_when=asks_when,
        ask_words=ask_words(rules),
        number=number,
        code_word=code_word,
        back=back,
    )
    return page, 422 if form.errors and not number else 200
