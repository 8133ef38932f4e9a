"""What families of a case have asked for when a meeting does not suit them, for the officer who decides."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.other_times import Chosen, OtherTime, at_another_time
from witness.domain.plans import PlanStep
from witness.domain.rules import Rules
from witness.domain.visit_rules import check_visit
from witness.domain.visits import VISIT_IN_WORDS, Visit
from witness.store import Store


@dataclass(frozen=True, slots=True)
class TimeOffered:
    """One of the two times, and what the rules warn of if it is taken. refused: why it cannot be; "" when it can."""

    chosen: Chosen
    words: str
    warnings: tuple[str, ...]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """That somebody asked for another time of a meeting. is_old: the meeting was changed since."""

    asked_id: str
    who: str
    what: str
    now_on: PlanStep
    at: datetime
    times: tuple[TimeOffered, ...]
    is_old: bool


def wishes(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> tuple[str, tuple[Wish, ...]]:
    """Give the reference of a case, and what waits in it for a decision; on the record."""
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="other_times.read") as desk:
        picture = desk.cases.known_picture(case_id)
        found = []
        for asked in desk.other_times.open_of_case(case_id):
            visit = next((v for v in picture.visits if v.visit_id == asked.visit_id), None)
            if visit is None:
                continue
            times = tuple(
                _offered(picture, visit, chosen, time, rules, asking.at)
                for chosen, time in ((Chosen.FIRST, asked.first), (Chosen.SECOND, asked.second))
            )
            found.append(
                Wish(
                    asked.asked_id,
                    picture.called(asked.person_id),
                    VISIT_IN_WORDS[visit.kind],
                    visit.now,
                    asked.at,
                    times,
                    len(visit.steps) != asked.seen,
                )
            )
    return picture.case.ref, tuple(found)


def _offered(
    picture: CasePicture, visit: Visit, chosen: Chosen, to: OtherTime, rules: Rules, now: datetime
) -> TimeOffered:
    try:
        warnings = check_visit(picture, at_another_time(visit, to, now), rules.calendar, now)
    except Refused as refused:
        return TimeOffered(chosen, to.in_words, (), str(refused))
    return TimeOffered(chosen, to.in_words, warnings)
