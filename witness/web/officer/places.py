"""Where a family is met and what a visit asks of whoever goes: a page that takes half a postcode and no address."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.places import set_care, set_family_place
from witness.domain.errors import NotFound, Refused
from witness.domain.places import SKILL_IN_WORDS, HouseholdCare
from witness.questions.places import PlacesPage, places_page
from witness.web.doors import open_to
from witness.web.forms import trimmed
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer


@officer.route("/cases/<case_id>/households/<household_id>/places", methods=["GET", "POST"])
@open_to(*TEAM)
def family_places(case_id: str, household_id: str) -> ResponseReturnValue:
    """Show and change where a family is met."""
    page = places_page(kit().store, case_id, household_id, asking=asking())
    if request.method == "GET":
        return _drawn(page, {line.place.value: line.code for line in page.places}, [])
    sent = {line.place.value: trimmed(request.form.get(line.place.value)) for line in page.places}
    mistakes = _kept(page, sent)
    if mistakes:
        return _drawn(page, sent, mistakes), 422
    return redirect(url_for("officer.household", household_id=household_id), 303)


def _kept(page: PlacesPage, sent: dict[str, str]) -> list[tuple[str, str]]:
    """Keep what has changed; gives what is wrong, by field."""
    mistakes = []
    for line in page.places:
        entered = sent[line.place.value]
        if entered.upper() == line.code:
            continue
        try:
            set_family_place(kit().store, page.case_id, page.household_id, line.place, entered, asking=asking())
        except NotFound:
            raise
        except Refused as refused:
            mistakes.append((line.place.value, str(refused)))
    care = HouseholdCare(page.household_id, "two_go" in request.form, frozenset(request.form.getlist("skills")))
    if care != page.care:
        try:
            set_care(kit().store, page.case_id, care, asking=asking())
        except NotFound:
            raise
        except Refused as refused:
            mistakes.append(("two_go", str(refused)))
    return mistakes


def _drawn(page: PlacesPage, sent: dict[str, str], mistakes: list[tuple[str, str]]) -> str:
    return render_template(
        "officer/places.html",
        page=page,
        sent=sent,
        mistakes=mistakes,
        wrong=dict(mistakes),
        all_skills=[(skill.value, words) for skill, words in SKILL_IN_WORDS.items()],
    )
