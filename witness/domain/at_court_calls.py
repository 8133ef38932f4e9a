"""What the ring tree of a day at court is in the contact log: a call to a parent or carer is a try to speak with them.

Calls to whoever works with the family stand in the course of the day alone: the log is about speaking with families.
An entry and its tap are of one instant, which is how they know each other in whatever database they are.
"""

from collections.abc import Iterable

from witness.domain.at_court import DayStep, DayTap
from witness.domain.at_court_clocks import Rung, Said
from witness.domain.call_results import CallResult
from witness.domain.cases import CasePicture
from witness.domain.contact_log import ContactEntry, ContactVia


def entry_of(picture: CasePicture, tap: DayTap, person_id: str) -> ContactEntry | None:
    """Give the entry that a ring makes; None when it rang nobody of the family, or nobody says which of two parents.

    person_id: whom the phone says was rung, "" when it does not. The entry carries the name of the tap, so that there
    is one however often the tap arrives.
    """
    if tap.step is not DayStep.RANG or tap.whom != Rung.PARENT.value:
        return None
    carers = {p.person_id for p in picture.carers_of(picture.witness(tap.witness_id).person_id)}
    whom = person_id if person_id in carers else next(iter(carers)) if len(carers) == 1 and not person_id else None
    if whom is None:
        return None
    reached = tap.said != Said.NOT_REACHED.value
    return ContactEntry(
        entry_id=tap.tap_id,
        person_id=whom,
        at=tap.at,
        via=ContactVia.VOICE,
        from_family=False,
        reached=reached,
        hearing_id=tap.hearing_id,
        result="" if reached else CallResult.NOT_REACHED.value,
    )


def log_that_stands(picture: CasePicture) -> tuple[ContactEntry, ...]:
    """Give the contact log without the calls whose tap was taken back: the log itself is never changed."""
    undone = {tap.undoes for tap in picture.day_taps if tap.step is DayStep.UNDONE}
    if not undone:
        return picture.contact_log
    gone = {tap.at for tap in _rings(picture.day_taps) if tap.tap_id in undone}
    return tuple(e for e in picture.contact_log if e.via is not ContactVia.VOICE or e.at not in gone)


def _rings(taps: Iterable[DayTap]) -> Iterable[DayTap]:
    return (tap for tap in taps if tap.step is DayStep.RANG)
