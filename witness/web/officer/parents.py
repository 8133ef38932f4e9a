"""The parents of a case: their own plan, how they are, what they passed to the police, how it was; and what to say."""

from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import feedback as feedback_acts
from witness.actions import parents as parent_acts
from witness.actions import passings as passing_acts
from witness.actions.parents import Offered
from witness.actions.passings import PassedOn
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.explanations import Reader
from witness.domain.feedback import ANSWER_WORDS, ASK_WORDS, SENTENCE_WORDS, Ask, AskedAs
from witness.domain.parents import CHECK_IN_EVERY, USUAL_CHECK_IN, Offer, OfferState
from witness.domain.passings import FEEDBACK_WITHIN, LOG_ADVICE, PassingEvent
from witness.domain.wellbeing import FOUR, MOST, QUESTION_WORDS, SCALE, Via
from witness.questions.explanations import explain_page
from witness.questions.parents import parents_page
from witness.web.doors import open_to
from witness.web.here import asking, kit, now
from witness.web.officer.acts import maybe_day, word_of
from witness.web.officer.cases import SIDES
from witness.web.officer.pages import TEAM, officer

VIAS = ((Via.VOICE.value, "By voice"), (Via.TEXT.value, "By text"), (Via.PAGE.value, "On paper or a page"))
LANGUAGES = {"en": "English", "cy": "Welsh"}


@officer.get("/cases/<case_id>/parents")
@open_to(*TEAM)
def parents(case_id: str) -> str:
    """Show the parents' own plan."""
    return _page(case_id)


@officer.post("/cases/<case_id>/parents/<person_id>/offers")
@open_to(*TEAM)
def say_offer(case_id: str, person_id: str) -> ResponseReturnValue:
    """Record what came of an offer."""
    offer, state = word_of(Offer, request.form, "offer"), word_of(OfferState, request.form, "state")

    def act() -> None:
        made = Offered(
            person_id,
            offer,
            state,
            maybe_day(request.form.get("on", "")),
            maybe_day(request.form.get("again", "")),
            _spacing(request.form.get("every", ""), state),
        )
        parent_acts.say_offer(kit().store, case_id, made, rules=kit().rules(), asking=asking())

    return _tried(case_id, f"offer-{person_id}-{offer.value}", act)


@officer.post("/cases/<case_id>/parents/<person_id>/wellbeing")
@open_to(*TEAM)
def say_wellbeing(case_id: str, person_id: str) -> ResponseReturnValue:
    """Record how a parent says they are."""
    via = word_of(Via, request.form, "via")

    def act() -> None:
        answers = {q: _number(q.value) for q in FOUR if request.form.get(q.value, "")}
        parent_acts.say_wellbeing(kit().store, case_id, person_id, answers, via=via, asking=asking())

    return _tried(case_id, f"wellbeing-{person_id}", act)


@officer.post("/cases/<case_id>/parents/police")
@open_to(*TEAM)
def pass_on(case_id: str) -> ResponseReturnValue:
    """Record that something was passed to the police."""

    def act() -> None:
        form = request.form
        made = PassedOn(
            maybe_day(request.form.get("on", "")) or london_day(now()),
            form.get("form_reference", ""),
            form.get("officer", ""),
            form.get("person", ""),
            maybe_day(request.form.get("due", "")),
        )
        passing_acts.pass_on(kit().store, case_id, made, rules=kit().rules(), asking=asking())

    return _tried(case_id, "police", act)


@officer.post("/cases/<case_id>/parents/police/<passing_id>")
@open_to(*TEAM)
def came_back(case_id: str, passing_id: str) -> ResponseReturnValue:
    """Record what came back from the police."""
    event = word_of(PassingEvent, request.form, "event")

    def act() -> None:
        passing_acts.came_back(
            kit().store,
            case_id,
            passing_id,
            event,
            on=maybe_day(request.form.get("on", "")),
            rules=kit().rules(),
            asking=asking(),
        )

    return _tried(case_id, "police", act)


@officer.post("/cases/<case_id>/parents/feedback")
@open_to(*TEAM)
def say_feedback(case_id: str) -> ResponseReturnValue:
    """Record what somebody answered after the trial."""
    asked_as, via = word_of(AskedAs, request.form, "asked_as"), word_of(Via, request.form, "via")

    brought_on: list[bool] = []

    def act() -> None:
        in_danger = feedback_acts.say_feedback(
            kit().store,
            case_id,
            request.form.get("person", ""),
            asked_as=asked_as,
            numbers=(_number(Ask.READY.value), _number(Ask.HEARD.value)),
            sentence=request.form.get("sentence", ""),
            via=via,
            rules=kit().rules(),
            asking=asking(),
        )
        brought_on.append(in_danger)

    answer = _tried(case_id, "feedback", act)
    if any(brought_on):
        return redirect(f"{url_for('officer.parents', case_id=case_id)}?said=danger#danger", 303)
    return answer


@officer.get("/cases/<case_id>/explain")
@open_to(*TEAM)
def explain(case_id: str) -> str:
    """Show what to say at this stage, to an adult or a child, and the court's fact card."""
    language = request.args.get("language", "en")
    reader = next((r for r in Reader if r.value == request.args.get("to", Reader.ADULT.value)), None)
    if reader is None or language not in LANGUAGES:
        abort(404)
    story, page = explain_page(
        kit().store, case_id, reader, language, rules=kit().rules(), wording=kit().wording, asking=asking()
    )
    return render_template(
        "officer/case_explain.html",
        story=story,
        side="explain",
        sides=SIDES,
        page=page,
        languages=LANGUAGES,
        mistakes=(),
    )


def _tried(case_id: str, where: str, act: Callable[[], None]) -> ResponseReturnValue:
    """Do something and go back to where it stands; what is refused is said above the page."""
    try:
        act()
    except NotFound:
        raise
    except Refused as refused:
        return _page(case_id, [(where, str(refused))]), 422
    return redirect(f"{url_for('officer.parents', case_id=case_id)}#{where}", 303)


def _page(case_id: str, mistakes: list[tuple[str, str]] | None = None) -> str:
    story, page = parents_page(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    return render_template(
        "officer/case_parents.html",
        story=story,
        side="parents",
        sides=SIDES,
        page=page,
        questions=[(q.value, QUESTION_WORDS[q]) for q in FOUR],
        spacings=[(str(days), f"Every {days // 7} weeks" if days > 7 else "Every week") for days in CHECK_IN_EVERY],
        usual_spacing=str(USUAL_CHECK_IN),
        # What was typed into the form that was refused stays in it, and in no other.
        typed={name: {"data": text, "errors": ()} for name, text in request.form.items()} if mistakes else {},
        typed_in=mistakes[0][0] if mistakes else "",
        in_danger=request.args.get("said") == "danger",
        scale=[(str(number), f"{number} {words}") for number, words in enumerate(SCALE)],
        most=MOST,
        vias=VIAS,
        advice=LOG_ADVICE,
        feedback_within=FEEDBACK_WITHIN,
        ask_words=ASK_WORDS,
        answers=ANSWER_WORDS,
        sentences=SENTENCE_WORDS,
        readers=[(who.value, "Parent or adult" if who is AskedAs.ADULT else "Child") for who in AskedAs],
        today=london_day(now()),
        mistakes=mistakes or (),
    )


def _spacing(text: str, state: OfferState) -> int | None:
    """Give how often they want to be asked by text; it is said where they accept, and nowhere else."""
    return int(text) if state is OfferState.ACCEPTED and text.isascii() and text.isdigit() and len(text) < 4 else None


def _number(name: str) -> int:
    text = request.form.get(name, "")
    if len(text) != 1 or text not in "0123456789":
        raise Refused("Choose an answer from 0 to 4.")
    return int(text)
