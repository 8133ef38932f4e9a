"""Has a text written to one of the family of somebody who waits at court: a person asks, the plan of messages does it.

Nothing is handed over here. What was asked for is a tap among the others; from it the text is planned, passes the gate
once more when it is sent, and is taken back as soon as the wait is over.
"""

from witness.actions.plans import Happened, finish
from witness.domain.access import Asking, Deed
from witness.domain.at_court_day import at_court_on
from witness.domain.at_court_offers import a_tap_for, text_offers
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.rules import Rules
from witness.identifiers import looks_like_id
from witness.store import Store


def ask_for_text(
    store: Store, case_id: str, witness_id: str, person_id: str, tap_id: str, *, rules: Rules, asking: Asking
) -> None:
    """Ask for a text that says how it stands. tap_id: made by the page, so that two taps are one text.

    Raises:
        NotFound: there is no such case for this officer, or the witness is not at court today.
        Refused: nothing may go to this person now; the reason says why.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="day.text") as desk:
        if not looks_like_id(tap_id):
            raise Refused("This text has no name of its own. Open the page anew.")
        known = desk.at_court.known([tap_id])
        if known:
            return
        picture = desk.cases.known_picture(case_id)
        day = next((d for d in at_court_on(picture, london_day(asking.at)) if d.witness_id == witness_id), None)
        if day is None:
            raise NotFound("They are not at court today.")
        offer = next((o for o in text_offers(picture, day, rules, asking.at) if o.person_id == person_id), None)
        if offer is None:
            raise Refused("Nobody waits at court now: no text was planned.")
        if offer.because:
            raise Refused(f"No text may go to {offer.called}: {offer.because}. Ring instead.")
        tap = a_tap_for(day, person_id, tap_id, asking.at)
        desk.at_court.add(case_id, [tap], by_id=asking.viewer.account_id)
        initials = picture.person(picture.witness(witness_id).person_id).initials
        words = f"{initials} at court: a text to {offer.called} was asked for, that says how it stands."
        finish(desk, case_id, Happened("day", words, tap.hearing_id), rules=rules, asking=asking)
