"""Gaps in contact: doubts, silence, messages that do not arrive, and attendance that nobody has confirmed."""

from datetime import date, datetime

from witness.domain.at_court_calls import log_that_stands
from witness.domain.availability import clash_of
from witness.domain.call_results import ASKED_FOR_LATER
from witness.domain.cases import StandingMessage
from witness.domain.concern_doubts import coming_is_in_doubt
from witness.domain.contact import ContactState
from witness.domain.contact_log import ContactVia
from witness.domain.countdown import still_holds
from witness.domain.court_time import london_day, short_day
from witness.domain.evidence import Answer, AnswerKind
from witness.domain.factor_table import Code
from witness.domain.gaps import Facts, Finder, Hit, day_of
from witness.domain.messages import FAILED, MessageState, Purpose
from witness.domain.people import Requirement
from witness.domain.working_days import BeyondTheCalendar

# Where a silence becomes shorter that is still too long: working days before the day; None for any.
SILENCE_FROM: tuple[int | None, ...] = (None, 60, 19)
# These ask the family for an answer.
ASKING = frozenset({Purpose.DATE_SET, Purpose.KEEP_FREE, Purpose.DATE_CHANGED, Purpose.REMINDER})
# A try to speak with them: a letter waits for no answer.
BY_MOUTH = frozenset({ContactVia.VOICE, ContactVia.VISIT})
COMING_ANSWERS = frozenset({AnswerKind.COMING, AnswerKind.HELP})


def _withdrawal(facts: Facts) -> Hit | None:
    if answer := facts.unsettled(AnswerKind.CANNOT):
        return Hit(f"The family said on {day_of(answer)} that they will not come.", london_day(answer.at))
    if facts.requirement is Requirement.REFUSES:
        return Hit("The witness is recorded as refusing to give evidence.")
    return None


def _ambivalent(facts: Facts) -> Hit | None:
    if answer := facts.unsettled(AnswerKind.WORRIED):
        return Hit(f"The family answered on {day_of(answer)} that they are worried.", london_day(answer.at))
    if facts.requirement is Requirement.RELUCTANT:
        return Hit("The witness is recorded as reluctant.")
    return None


def _clash(facts: Facts) -> Hit | None:
    if facts.requirement is Requirement.UNAVAILABLE:
        return Hit("The witness is recorded as not available.")
    clash = clash_of(facts.picture, facts.witness_id, facts.hearing, facts.calendar)
    if clash is None or not clash.blocks:
        return None
    # Why they cannot come is nobody's gap in support, so it stays out.
    words = f"The witness, a parent or a carer cannot come on {clash.in_words()}."
    return Hit(words, min(london_day(dates.recorded_at) for dates in clash.recorded))


def _not_confirmed(facts: Facts) -> Hit | None:
    step = facts.step_of(facts.limits(Code.NOT_CONFIRMED))
    if step is None or _confirmations(facts, COMING_ANSWERS):
        return None
    earlier = any(a.answer in COMING_ANSWERS for a in facts.newest_answers)
    what = "attendance was confirmed only for an earlier date" if earlier else "attendance is not confirmed"
    return Hit(f"{facts.to_go()} and {what}.", step=step)


def _confirmations(facts: Facts, kinds: frozenset[AnswerKind]) -> list[Answer]:
    if coming_is_in_doubt(facts.picture, facts.witness_id, facts.hearing):
        return []
    return [a for a in facts.newest_answers if a.answer in kinds and still_holds(facts.hearing, a.revision)]


def _reconfirmed(facts: Facts) -> Hit | None:
    for answer in _confirmations(facts, frozenset({AnswerKind.COMING})):
        try:
            age = facts.calendar.until(london_day(answer.at), facts.today)
        except BeyondTheCalendar:
            continue
        if age <= facts.limits(Code.RECONFIRMED)[0]:
            return Hit(f"The family confirmed on {day_of(answer)} that they are coming.", london_day(answer.at))
    return None


def _no_contact(facts: Facts) -> Hit | None:
    rungs = [n for n, rung in enumerate(SILENCE_FROM) if rung is None or facts.within(rung)]
    heard = facts.last_heard
    since = london_day(heard) if heard else facts.picture.case.support_began_on
    days = (facts.today - since).days
    if days <= facts.limits(Code.NO_TWO_WAY_CONTACT)[rungs[-1]]:
        return None
    return Hit(f"Nobody has had an answer from the family for {days} days.", since, rungs[-1])


def _missed(facts: Facts) -> Hit | None:
    """Count what came to nothing since they were last heard: messages without an answer, calls that reached nobody."""
    texts = [
        (m.person_id, m.handed_over_at)
        for m in _messages(facts, frozenset({MessageState.DELIVERED}))
        if m.purpose in ASKING and m.handed_over_at
    ]
    tries = [(texts, "message", "arrived and was not answered"), (_days_in_vain(facts), "call", "reached nobody")]
    heard = facts.last_heard
    # One text to each of two parents is one attempt, not two.
    found = [
        [(_since_heard(person, tried, heard), noun, words) for tried, noun, words in tries]
        for person in sorted(facts.family_ids)
    ]
    most = max(found, key=lambda own: sum(len(at) for at, _, _ in own), default=[])
    if sum(len(at) for at, _, _ in most) < facts.limits(Code.MISSED_CONTACTS)[0]:
        return None
    told = " and ".join(_so_often(len(at), noun, words) for at, noun, words in most if at)
    return Hit(f"{told[0].upper()}{told[1:]}.", london_day(min(moment for at, _, _ in most for moment in at)))


def _since_heard(person_id: str, tried: list[tuple[str, datetime]], heard: datetime | None) -> list[datetime]:
    return [at for who, at in tried if who == person_id and (heard is None or at > heard)]


def _days_in_vain(facts: Facts) -> list[tuple[str, datetime]]:
    """Give the calls that reached nobody, one for each person and day: ringing an engaged line thrice is one try."""
    last: dict[tuple[str, date], datetime] = {}
    for entry in log_that_stands(facts.picture):
        in_vain = not entry.reached and not entry.from_family and entry.result not in ASKED_FOR_LATER
        if in_vain and entry.via in BY_MOUTH and entry.person_id in facts.family_ids:
            key = entry.person_id, london_day(entry.at)
            last[key] = max(entry.at, last.get(key, entry.at))
    return [(person_id, at) for (person_id, _), at in last.items()]


def _so_often(number: int, noun: str, words: str) -> str:
    if number == 1:
        return f"one {noun} {words}"
    return f"{number} {noun}s {words}" if noun == "call" else f"{number} {noun}s arrived and none was answered"


def _undelivered(facts: Facts) -> Hit | None:
    for person_id in sorted(facts.family_ids):
        ended = [m for m in _messages(facts, FAILED | {MessageState.DELIVERED}) if m.person_id == person_id]
        newest = max(ended, key=_tried_at, default=None)
        if newest and newest.state in FAILED:
            day = london_day(_tried_at(newest))
            return Hit(f"The message of {short_day(day)} could not be delivered.", day)
        if _is_cut_off(facts, person_id):
            return Hit("The number or address on record does not work.")
    return None


def _is_cut_off(facts: Facts, person_id: str) -> bool:
    """Whether a number of this person is dead and no other of its channel has taken its place."""
    own = [c for c in facts.picture.contacts if c.person_id == person_id]
    working = {c.channel for c in own if c.state is ContactState.USABLE}
    return any(c.state is ContactState.DEAD and c.channel not in working for c in own)


def _messages(facts: Facts, states: frozenset[MessageState]) -> list[StandingMessage]:
    return [m for m in facts.picture.messages if m.person_id in facts.family_ids and m.state in states]


def _tried_at(message: StandingMessage) -> datetime:
    return message.handed_over_at or message.not_before


IN_CONTACT: dict[Code, Finder] = {
    Code.HARD_WITHDRAWAL: _withdrawal,
    Code.AMBIVALENT: _ambivalent,
    Code.PRACTICAL_CLASH: _clash,
    Code.NOT_CONFIRMED: _not_confirmed,
    Code.NO_TWO_WAY_CONTACT: _no_contact,
    Code.MISSED_CONTACTS: _missed,
    Code.UNDELIVERED: _undelivered,
    Code.RECONFIRMED: _reconfirmed,
}
