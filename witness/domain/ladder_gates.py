"""The gates of the ladder: when memory may be refreshed, and when a court visit no longer serves."""

from witness.domain.cases import CasePicture
from witness.domain.evidence import EventState
from witness.domain.hearings import Certainty, Hearing, HearingState, Slot
from witness.domain.ladder_rules import VISIT_STAYS_FRESH_DAYS
from witness.domain.visits import Visit

SURE = frozenset({Certainty.TIME, Certainty.DAY})


def refresh_refused(picture: CasePicture, witness_id: str, hearing: Hearing | None) -> str:
    """Say why memory refreshing may not be booked now; "" when it may.

    A child who watches the interview again for a day that then moves has to do it all again. So the listing must be
    confirmed: listed, and for a fixed day.
    """
    first = "Memory refreshing cannot be booked"
    if hearing is None:
        return f"{first}: there is no date at which {picture.witness(witness_id).label} gives evidence."
    slot = hearing.now.slot
    if hearing.now.state is HearingState.LISTED and slot.certainty in SURE:
        return ""
    doubt = "the court has to be asked whether the date still stands"
    if hearing.now.state is HearingState.LISTED:
        doubt = f"the listing is not confirmed ({slot.in_words()})"
    elif hearing.now.state is HearingState.VACATED:
        doubt = "the date was taken out"
    return f"{first}: {doubt}. Watching it again for a day that then moves helps nobody. Ask again when it is fixed."


def court_visit_again(picture: CasePicture, visit: Visit, hearing: Hearing) -> str:
    """Say why a court visit that was made has to be made again for a hearing; "" when it still serves."""
    slot = slot_planned_for(picture, visit)
    if slot is None:
        return ""
    now = hearing.now.slot
    if slot.court_code and now.court_code and slot.court_code != now.court_code:
        return "It is now at another court, and they have seen the old one."
    moved = slot.on is not None and now.on is not None and (now.on - slot.on).days > VISIT_STAYS_FRESH_DAYS
    return "The date has moved by more than eight weeks since." if moved else ""


def slot_planned_for(picture: CasePicture, visit: Visit) -> Slot | None:
    """Give the slot that a visit prepared for, as known when it was planned or done; None for one that hangs on none.

    Its last step says for which revision it was; where it does not, the revision that was known at that time counts.
    """
    hearing = next((h for h in picture.hearings if h.hearing_id == visit.hearing_id), None)
    if hearing is None:
        return None
    number = visit.now.of_revision
    if 1 <= number <= len(hearing.revisions):
        return hearing.revision(number).slot
    known = [r for r in hearing.revisions if r.recorded_at <= visit.now.recorded_at]
    return (known or hearing.revisions)[-1 if known else 0].slot


def evidence_is_over(picture: CasePicture) -> bool:
    """Whether nobody in this case is still to give evidence, as far as we know."""
    return bool(picture.events) and all(event.state is not EventState.EXPECTED for event in picture.events)
