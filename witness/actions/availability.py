"""Changes to availability: days on which somebody of a family cannot come."""

from datetime import timedelta

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.court_time import london_day, short_day
from witness.domain.errors import NotFound, Refused
from witness.domain.people import DatesToAvoid
from witness.domain.rules import Rules
from witness.store import Store

LONGEST = timedelta(days=366)


def avoid_dates(store: Store, case_id: str, dates: DatesToAvoid, *, rules: Rules, asking: Asking) -> None:
    """Record days on which a person cannot come. No detail of why is kept, and the history does not say why at all.

    Raises:
        NotFound: there is no such case or person for this officer.
        Refused: the days lie the wrong way round, are over, or are more than a year.
    """
    if dates.last_on < dates.first_on:
        raise Refused("The last day lies before the first.")
    if dates.last_on < london_day(asking.at):
        raise Refused("Those days are over.")
    if dates.last_on - dates.first_on > LONGEST:
        raise Refused("That is more than a year: look at the days again.")
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="availability.avoid") as desk:
        picture = desk.cases.picture(case_id)
        if picture is None or all(person.person_id != dates.person_id for person in picture.people):
            raise NotFound("There is no such person in this case.")
        desk.people.avoid((dates,))
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="availability",
            words=f"{_begin(picture.called(dates.person_id))} cannot come {_spell(dates)}.",
            by_id=asking.viewer.account_id,
        )
        # Somebody who is away is away in every case that they are part of.
        for other in desk.people.cases_of(dates.person_id):
            put_right(desk, other, rules, now=asking.at)


def _spell(dates: DatesToAvoid) -> str:
    first, last = (f"{short_day(day)} {day.year}" for day in (dates.first_on, dates.last_on))
    return f"on {first}" if first == last else f"from {first} to {last}"


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
