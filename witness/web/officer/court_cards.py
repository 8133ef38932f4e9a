"""The fact card of a court building, kept up by whoever has been there."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.court_cards import say_fact as say
from witness.domain.court_cards import CourtFact
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.questions.explanations import card_page
from witness.web.doors import open_to
from witness.web.here import asking, kit, now
from witness.web.officer.acts import maybe_day, word_of
from witness.web.officer.pages import TEAM, officer


@officer.get("/courts/<code>/card")
@open_to(*TEAM)
def court_card(code: str) -> str:
    """Show the card of a court."""
    return _page(code)


@officer.post("/courts/<code>/card")
@open_to(*TEAM)
def say_fact(code: str) -> ResponseReturnValue:
    """Record a fact, or that it was looked at again. What is refused is said above the card."""
    fact = word_of(CourtFact, request.form, "fact")
    try:
        on = maybe_day(request.form.get("on", ""))
        say(kit().store, code, fact, request.form.get("words", ""), checked_on=on, asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        return _page(code, [(f"words-{fact.value}", str(refused))]), 422
    return redirect(f"{url_for('officer.court_card', code=code)}#{fact.value}", 303)


def _page(code: str, mistakes: list[tuple[str, str]] | None = None) -> str:
    return render_template(
        "officer/court_card.html",
        card=card_page(kit().store, code, asking=asking()),
        today=london_day(now()),
        mistakes=mistakes or (),
    )
