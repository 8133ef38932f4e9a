"""Afterwards: how a family wants to hear an outcome, what to say, and facts from which clocks are counted."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from witness.actions import aftercare as acts
from witness.domain.after_words import NOT_APPROVED
from witness.domain.aftercare import LONGEST_WORDS, NEWS_WAY_IN_WORDS, AfterKind, NewsWay
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, PleaseConfirm, Refused
from witness.questions.case_aftercare import after_page
from witness.web.doors import open_to
from witness.web.here import asking, kit, now
from witness.web.officer.acts import day_of, word_of
from witness.web.officer.cases import SIDES
from witness.web.officer.pages import TEAM, officer


@officer.get("/cases/<case_id>/aftercare")
@open_to(*TEAM)
def case_aftercare(case_id: str) -> str:
    """Show what happens around and after an outcome in a case."""
    return _page(case_id)


@officer.post("/cases/<case_id>/aftercare")
@open_to(*TEAM)
def record_after(case_id: str) -> ResponseReturnValue:
    """Record a fact of the time after an outcome. What is refused is said above, with what was typed."""
    kind, _, about = request.form.get("what", "").partition("|")
    return _record(case_id, lambda: acts.Known(_kind(kind), day_of(request.form.get("on", "")), about), "what")


@officer.post("/cases/<case_id>/bad-news")
@open_to(*TEAM)
def record_wish(case_id: str) -> ResponseReturnValue:
    """Record how somebody wants to hear bad news."""
    person_id = request.form.get("person", "")

    def wish() -> acts.Known:
        way, words = word_of(NewsWay, request.form, "way"), request.form.get("words", "")
        return acts.Known(AfterKind.BAD_NEWS, london_day(now()), "", person_id, way, words)

    return _record(case_id, wish, f"words-{person_id}")


@officer.post("/cases/<case_id>/aftercare/<fact_id>/back")
@open_to(*TEAM)
def take_back_after(case_id: str, fact_id: str) -> Response:
    """Record that a fact was a mistake."""
    acts.take_back(kit().store, case_id, fact_id, rules=kit().rules(), asking=asking())
    return redirect(url_for("officer.case_aftercare", case_id=case_id), 303)


def _record(case_id: str, known: Callable[[], acts.Known], field: str) -> ResponseReturnValue:
    confirmed = request.form.get("confirmed") == "yes"
    try:
        acts.record(kit().store, case_id, known(), rules=kit().rules(), asking=asking(), confirmed=confirmed)
    except NotFound:
        raise
    except PleaseConfirm as please:
        return _page(case_id, [(field, words) for words in please.warnings], to_confirm=field), 422
    except Refused as refused:
        return _page(case_id, [(field, str(refused))]), 422
    return redirect(url_for("officer.case_aftercare", case_id=case_id), 303)


def _page(case_id: str, mistakes: list[tuple[str, str]] | None = None, to_confirm: str = "") -> str:
    page = after_page(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    return render_template(
        "officer/case_aftercare.html",
        page=page,
        story=page.story,
        side="aftercare",
        sides=SIDES,
        ways=tuple((way.value, words) for way, words in NEWS_WAY_IN_WORDS.items()),
        not_approved=NOT_APPROVED,
        longest=LONGEST_WORDS,
        mistakes=mistakes or (),
        to_confirm=to_confirm,
        typed=request.form,
    )


def _kind(word: str) -> AfterKind:
    try:
        return AfterKind(word)
    except ValueError:
        raise Refused("Choose what you want to record.") from None
