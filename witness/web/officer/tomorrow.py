"""The evening before, as a page and a paper: what is missing for the next court day, and what puts it right."""

from flask import render_template, url_for

from witness.domain.escalation import BY_IN_WORDS
from witness.domain.eve import HOURS
from witness.domain.eve_lines import EveThing
from witness.questions.tomorrow import EveItem, EveRow, tomorrow_page
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer

# What the act is called, and the side of the case where it is done; of rides and calls their own pages.
ACTS: dict[EveThing, tuple[str, str]] = {
    EveThing.DATE: ("Dates", "dates"),
    EveThing.TIME: ("Dates", "dates"),
    EveThing.PHONE: ("Numbers", "people"),
    EveThing.MET_BY: ("Arrange", "plan"),
    EveThing.SUPPORTER: ("Record", "preparation"),
    EveThing.INTERPRETER: ("Record", "preparation"),
    EveThing.MEASURE: ("Measures", "measures"),
}
RIDES = frozenset(
    {
        EveThing.DOOR,
        EveThing.RIDE,
        EveThing.DRIVER_TOLD,
        EveThing.RIDE_TOLD,
        EveThing.FALLBACK,
        EveThing.WAY_HOME,
    }
)


@officer.get("/tomorrow")
@open_to(*TEAM)
def tomorrow() -> str:
    """Show what is missing for the next court day, one's own cases first."""
    page = tomorrow_page(kit().store, rules=kit().rules(), asking=asking())
    return render_template("officer/tomorrow.html", page=page, act=act_of, hours=HOURS, by_words=BY_IN_WORDS)


def act_of(row: EveRow, item: EveItem) -> tuple[str, str]:
    """Give what puts a thing right: the word of the link and its address, both "" for a form of its own."""
    if item.thing is EveThing.LIST:
        return "", ""
    if item.thing is EveThing.FAMILY_TOLD:
        address = url_for("officer.call", case_id=row.case_id, person=item.person_id, hearing=row.hearing_id)
        return "Ring", address
    if item.thing in RIDES:
        if item.trip_id:
            return "Ride", url_for("officer.trip", case_id=row.case_id, trip_id=item.trip_id)
        return "Arrange", url_for("officer.trip_new", case_id=row.case_id)
    word, side = ACTS[item.thing]
    return word, url_for("officer.case", case_id=row.case_id, side=side)
