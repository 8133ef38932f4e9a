"""What somebody said of how sure they are: doubts, what makes it hard and was not met, and a "sure" of lately.

Old answers fade, and who chose to say nothing adds nothing: it is theirs to say.
"""

from witness.domain.concern_doubts import coming_is_in_doubt
from witness.domain.countdown import still_holds
from witness.domain.court_time import short_day
from witness.domain.factor_table import Code
from witness.domain.gaps import Facts, Finder, Hit
from witness.domain.sureness import HARD_IN_WORDS, SURE_IN_WORDS, Sure, SureAnswer
from witness.domain.sureness_help import open_reasons, said_lately
from witness.domain.working_days import BeyondTheCalendar

# The steps of the row, the mildest first.
DOUBTS = (Sure.THINK_SO, Sure.NOT_SURE, Sure.RATHER_NOT)


def _unsure(facts: Facts) -> Hit | None:
    """A doubt outlives a new date; of several people the graver one counts."""
    said = [a for a in _lately(facts, Code.UNSURE) if a.sure in DOUBTS]
    if not said:
        return None
    worst = max(said, key=lambda a: (DOUBTS.index(a.sure), a.on))
    words = f"Asked on {short_day(worst.on)} how sure they are to come: {SURE_IN_WORDS[worst.sure]}."
    return Hit(words, worst.on, DOUBTS.index(worst.sure))


def _hard_to_come(facts: Facts) -> Hit | None:
    found = [(a.on, reason) for a in _lately(facts, Code.HARD_TO_COME) for reason in open_reasons(facts.picture, a)]
    if not found:
        return None
    named = list(dict.fromkeys(reason for _, reason in found))
    step = max(n for n, limit in enumerate(STEPS) if len(named) >= limit)
    words = ", ".join(HARD_IN_WORDS[reason] for reason in named)
    return Hit(f"They named what would make it hard: {words}.", min(on for on, _ in found), step)


# One thing, two or more.
STEPS = (1, 2)


def _said_sure(facts: Facts) -> Hit | None:
    """Everybody who was asked lately is sure, of the date as it stands."""
    hearing = facts.hearing
    said = [
        answer
        for answer in said_lately(facts.picture, facts.witness_id, facts.today)
        if answer.sure is not Sure.DID_NOT_SAY
    ]
    if not said or coming_is_in_doubt(facts.picture, facts.witness_id, hearing):
        return None
    if any(a.sure is not Sure.SURE or a.hearing_id != hearing.hearing_id for a in said):
        return None
    oldest = min(a.on for a in said)
    try:
        age = facts.calendar.until(oldest, facts.today)
    except BeyondTheCalendar:
        return None
    if age > facts.limits(Code.SAID_SURE)[0] or not all(still_holds(hearing, a.of_revision) for a in said):
        return None
    return Hit(f"Asked on {short_day(oldest)} how sure they are to come: sure.", oldest)


def _lately(facts: Facts, code: Code) -> list[SureAnswer]:
    days = facts.limits(code)[0]
    said = said_lately(facts.picture, facts.witness_id, facts.today)
    return [answer for answer in said if (facts.today - answer.on).days <= days]


IN_SURENESS: dict[Code, Finder] = {
    Code.UNSURE: _unsure,
    Code.HARD_TO_COME: _hard_to_come,
    Code.SAID_SURE: _said_sure,
}
