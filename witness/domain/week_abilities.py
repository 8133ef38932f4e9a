"""What a visit or a ride asks of whoever goes, and what to say when too few of those who are planned bring it.

What a car has to have is asked of whoever drives a family, and of nobody who only calls at their door.
"""

from collections.abc import Iterator

from witness.domain.places import IN_A_CAR, SKILL_IN_WORDS, SKILL_OF_FITTING, HouseholdCare, Skill
from witness.domain.trips import Trip
from witness.domain.week import WeekFacts, WeekRide, WeekTask
from witness.domain.week_drafts import Because, Unplaced


def asked_at_the_door(care: HouseholdCare) -> frozenset[str]:
    """Give the skills that a visit to a household asks of whoever goes."""
    return care.skills - IN_A_CAR


def asked_in_the_car(trip: Trip, care: HouseholdCare) -> frozenset[str]:
    """Give the skills that a ride asks of whoever drives: what the trip needs, and what the household always does."""
    return frozenset(SKILL_OF_FITTING[need].value for need in trip.needs) | (care.skills & IN_A_CAR)


def few_can(facts: WeekFacts, task: WeekTask | WeekRide) -> Iterator[str]:
    """Say which skill leaves too few of those who are planned, the rarest first; nothing when most of them bring it."""
    may = [officer for officer in facts.officers if officer.account_id in task.allowed]
    wanted = task.people if isinstance(task, WeekTask) else 1
    bringing = {skill: sum(skill in officer.skills for officer in may) for skill in sorted(task.skills)}
    for skill, count in sorted(bringing.items(), key=lambda one: one[1]):
        if not may or 2 * count > len(may):
            continue
        words = SKILL_IN_WORDS[Skill(skill)]
        if count < wanted:
            some = "nobody" if not count else f"only {count}"
            yield f"{some} of those who are planned and may know of this case {words}, and {_heads(wanted)} needed"
        else:
            yield f"it asks for somebody who {words}: {count} of the {len(may)} who may know of this case"


def nobody_can(facts: WeekFacts, task: WeekTask | WeekRide) -> bool:
    """Whether those who may know of the case and bring every skill are fewer than have to go."""
    wanted = task.people if isinstance(task, WeekTask) else 1
    able = [o for o in facts.officers if o.account_id in task.allowed and task.skills <= o.skills]
    return bool(task.skills) and len(able) < wanted


def left_out(facts: WeekFacts, key: str, because: tuple[Because, ...]) -> Unplaced:
    """Give what the planner left out; which skill leaves too few is said in our own words, not the planner's."""
    task = facts.task(key)
    if task is None:
        return Unplaced(key, False, because)
    few = tuple(Because(words) for words in few_can(facts, task))
    return Unplaced(key, task.cost.penalty is None, few if few and nobody_can(facts, task) else (*because, *few))


def hopeless(task: WeekTask) -> Unplaced:
    """Give what no plan could hold, so that the planner is not asked."""
    because = tuple(Because(words) for words in task.says)
    if task.starts:
        because = (Because("Nobody of those who are planned may know of this case."),)
    return Unplaced(task.key, task.cost.penalty is None, because)


def _heads(count: int) -> str:
    return "one is" if count == 1 else f"{count} are"
