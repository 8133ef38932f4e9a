"""The countdown of a case: the early-warning ladder of each witness, and a word that a step of it is reached."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.before_us import CannotSettle, look_through, spread_left
from witness.actions.evidence import Whom
from witness.actions.milestones import Given, say
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.markers import Said
from witness.domain.milestone_rows import Milestone, Settled
from witness.questions.case_countdown import countdown_of
from witness.questions.case_sureness import ask_words
from witness.web.doors import open_to
from witness.web.here import asking, kit, now
from witness.web.officer.acts import maybe_day, word_of
from witness.web.officer.cases import SIDES
from witness.web.officer.pages import TEAM, officer


@officer.get("/cases/<case_id>/countdown")
@open_to(*TEAM)
def case_countdown(case_id: str) -> str:
    """Show how each witness of a case stands on the early-warning ladder."""
    return countdown_page(case_id)


@officer.post("/cases/<case_id>/witnesses/<witness_id>/milestones")
@open_to(*TEAM)
def say_milestone(case_id: str, witness_id: str) -> ResponseReturnValue:
    """Record a word that a milestone is reached, or take it back. What is refused is said above the list."""
    code, said = word_of(Milestone, request.form, "code"), word_of(Said, request.form, "said")
    try:
        given = Given(code, said, maybe_day(request.form.get("on", "")))
        say(kit().store, Whom(case_id, witness_id), given, rules=kit().rules(), asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        mistakes = [(f"milestone-{witness_id}-{code.value}", str(refused))]
        return countdown_page(case_id, mistakes), 422
    return redirect(f"{url_for('officer.case_countdown', case_id=case_id)}#milestone-{witness_id}-{code.value}", 303)


@officer.post("/cases/<case_id>/witnesses/<witness_id>/before-us")
@open_to(*TEAM)
def look_through_steps(case_id: str, witness_id: str) -> ResponseReturnValue:
    """Record what becomes of each step that was due before the case came to us; those without an answer stay."""
    answers, faults = _answers()
    try:
        if faults:
            raise CannotSettle(faults)
        look_through(kit().store, Whom(case_id, witness_id), answers, rules=kit().rules(), asking=asking())
    except CannotSettle as refused:
        mistakes = [(f"before-{witness_id}-{code}", words) for code, words in refused.faults]
        return countdown_page(case_id, mistakes), 422
    return redirect(f"{url_for('officer.case_countdown', case_id=case_id)}#before-{witness_id}", 303)


@officer.post("/cases/<case_id>/before-us")
@open_to(*TEAM)
def spread_steps(case_id: str) -> ResponseReturnValue:
    """Give each step that was due before the case came to us, and is left, a day of the next ones."""
    try:
        spread_left(kit().store, case_id, rules=kit().rules(), asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        return countdown_page(case_id, [("before-us", str(refused))]), 422
    return redirect(url_for("officer.case_countdown", case_id=case_id), 303)


def _answers() -> tuple[list[Given], tuple[tuple[str, str], ...]]:
    """Read what was answered about each step, and what cannot be read."""
    answers, faults = [], []
    for code in Milestone:
        said = request.form.get(f"is-{code.value}", "")
        if not said:
            continue
        try:
            answers.append(_answer(code, said))
        except Refused as refused:
            faults.append((code.value, str(refused)))
    return answers, tuple(faults)


def _answer(code: Milestone, said: str) -> Given:
    if said == Said.YES.value:
        return Given(code, Said.YES)
    settled = word_of(Settled, request.form, f"is-{code.value}")
    day = maybe_day(request.form.get(f"day-{code.value}", "")) if settled is Settled.DO_BY else None
    if settled is Settled.DO_BY and day is None:
        raise Refused("Enter the day by which it is to be done")
    return Given(code, settled, day)


def countdown_page(case_id: str, mistakes: list[tuple[str, str]] | None = None) -> str:
    """Draw the countdown of a case. mistakes: of a form that was refused, with where it stands."""
    rules = kit().rules()
    story, cards = countdown_of(kit().store, case_id, rules=rules, wording=kit().wording, asking=asking())
    return render_template(
        "officer/case_countdown.html",
        story=story,
        side="countdown",
        sides=SIDES,
        cards=cards,
        today=london_day(now()),
        ask_words=ask_words(rules),
        mistakes=mistakes or (),
        refused=bool(mistakes),
        sent=request.form,
    )
