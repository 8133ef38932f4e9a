"""How a call can end, as a table: the form, the history, the figures and what follows all read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from witness.domain.contact import ContactState
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.evidence import AnswerKind
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# So many calls that reached nobody, today and on the working day before: then a manager thinks of another way.
MOST_TRIES = 3
# Long enough for a call, short enough that a browser left open keeps nobody from ringing.
CLAIMED_FOR = timedelta(minutes=15)
LONGEST_CALL_BACK = timedelta(days=14)


class CallResult(StrEnum):
    """How a call ended, in the words of the form."""

    COMING = "coming"
    HELP = "help"
    WORRIED = "worried"
    CANNOT = "cannot"
    TOLD = "told"
    STOP = "stop"
    CALL_BACK = "call_back"
    UNSAFE_NOW = "unsafe_now"
    NOT_REACHED = "not_reached"
    VOICEMAIL = "voicemail"
    ENGAGED = "engaged"
    OTHER_PERSON = "other_person"
    NOT_IN_USE = "not_in_use"
    WRONG_PERSON = "wrong_person"


@dataclass(frozen=True, slots=True)
class ResultRule:
    """What one result means, and what follows from it.

    reached: we spoke with them, so that they are held to know what stands. answer: what they said of coming.
    phone_becomes: how the number they were rung on is held from now on, None when as before. asks_when: somebody has to
    say when we ring again. is_try: it counts towards the tries after which a manager is asked.
    """

    words: str
    reached: bool
    answer: AnswerKind | None = None
    phone_becomes: ContactState | None = None
    asks_when: bool = False
    is_try: bool = False


RESULTS: dict[CallResult, ResultRule] = {
    CallResult.COMING: ResultRule("spoke, and they are coming", reached=True, answer=AnswerKind.COMING),
    CallResult.HELP: ResultRule("spoke, and they need help getting there", reached=True, answer=AnswerKind.HELP),
    CallResult.WORRIED: ResultRule("spoke, and they are still worried", reached=True, answer=AnswerKind.WORRIED),
    CallResult.CANNOT: ResultRule("spoke, and they say they will not come", reached=True, answer=AnswerKind.CANNOT),
    CallResult.TOLD: ResultRule("spoke, and they know the date", reached=True),
    CallResult.STOP: ResultRule(
        "spoke, and they asked us to stop texting", reached=True, phone_becomes=ContactState.STOPPED
    ),
    CallResult.CALL_BACK: ResultRule("they asked to be rung back later", reached=False, asks_when=True),
    CallResult.UNSAFE_NOW: ResultRule("it was not safe to talk", reached=False, asks_when=True),
    CallResult.NOT_REACHED: ResultRule("no answer", reached=False, is_try=True),
    CallResult.VOICEMAIL: ResultRule("left a neutral voicemail", reached=False, is_try=True),
    CallResult.ENGAGED: ResultRule("engaged", reached=False, is_try=True),
    CallResult.OTHER_PERSON: ResultRule("somebody else answered, and was told nothing", reached=False, is_try=True),
    CallResult.NOT_IN_USE: ResultRule(
        "the number is not in use", reached=False, phone_becomes=ContactState.DEAD, is_try=True
    ),
    CallResult.WRONG_PERSON: ResultRule(
        "the number reached a stranger", reached=False, phone_becomes=ContactState.WRONG, is_try=True
    ),
}


def tries_count_from(now: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the instant from which tries count: the beginning of the working day before today, over any weekend."""
    today = london_day(now)
    try:
        before = calendar.add(today, -1)
    except BeyondTheCalendar:
        before = today - timedelta(days=1)
    return moment_in_london(before, time(0, 0))


def tries_of(
    log: Iterable[ContactEntry], person_id: str, *, since: datetime, now: datetime
) -> tuple[ContactEntry, ...]:
    """Give the calls since an instant that did not reach a person, after they were last reached, oldest first."""
    own = sorted((e for e in log if e.person_id == person_id and e.at <= now), key=lambda e: (e.at, e.entry_id))
    reached_at = max((e.at for e in own if e.reached), default=None)
    return tuple(
        entry
        for entry in own
        if entry.via is ContactVia.VOICE
        and not entry.from_family
        and not entry.reached
        and entry.result not in ASKED_FOR_LATER
        and entry.at >= since
        and (reached_at is None or entry.at > reached_at)
    )


# They answered: to ring them later is not another try in vain.
ASKED_FOR_LATER = frozenset(result.value for result, rule in RESULTS.items() if rule.asks_when)
