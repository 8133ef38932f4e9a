"""What somebody has chosen about planned messages: to hold, to skip, to send at other hours or in plainer words.

Choices are facts: added, never changed, and an undoing is a further one. What should be sent is computed from them as
from every other fact (`domain.planned_messages`), so that they outlive every reconcile. A choice about one message
names a date in one version: when the date moves, it is void. It names a person and not a phone: it outlives a change
of number. Free words are not among the choices: what goes to a locked phone was approved before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from witness.domain.court_time import moment_in_london, short_day, spoken_time
from witness.domain.messages import Purpose

# So long an emergency may last. Whoever is to hear nothing for longer needs another way to be reached.
LONGEST_HOLD = timedelta(days=28)


class ChoiceKind(StrEnum):
    """What was chosen."""

    HOLD = "hold"
    SKIP = "skip"
    HOURS = "hours"
    PLAIN = "plain"  # the "please ring me" words of the same purpose, which name no day
    UNDO = "undo"


class ChoiceWhy(StrEnum):
    """Why, in a word of a closed list: the reason is shown to everybody on the case, so it holds no story."""

    ILL = "ill"
    FAMILY = "family"
    EXAMS = "exams"
    ASKED = "asked"
    PHONE = "phone"
    DATE = "date"
    SPOKEN = "spoken"
    OTHER = "other"


WHY_IN_WORDS: dict[ChoiceWhy, str] = {
    ChoiceWhy.ILL: "somebody is ill or in hospital",
    ChoiceWhy.FAMILY: "something has happened in the family",
    ChoiceWhy.EXAMS: "exams or school",
    ChoiceWhy.ASKED: "they asked for it",
    ChoiceWhy.PHONE: "somebody else has the phone for now",
    ChoiceWhy.DATE: "the date is being checked",
    ChoiceWhy.SPOKEN: "somebody speaks with them instead",
    ChoiceWhy.OTHER: "agreed with a colleague",
}

# A calendar must never show what is no longer so. Whoever wants no entries says so on their contact record.
NEVER_SKIPPED = frozenset({Purpose.INVITATION, Purpose.INVITATION_OFF})


@dataclass(frozen=True, slots=True)
class MessageChoice:
    """One choice. Never changed afterwards.

    person_id None: everybody in the case. hearing_id, revision, what: the one message it is about, `what` as in its
    reason key ("date_set", "reminder-14"); None, 0 and "" for every message. until_on: the day from which messages go
    again. hours_from, hours_until: London wall-clock hours. undoes: the choice that this one takes back.
    """

    choice_id: str
    kind: ChoiceKind
    at: datetime
    because: ChoiceWhy | None = None
    person_id: str | None = None
    hearing_id: str | None = None
    revision: int = 0
    what: str = ""
    until_on: date | None = None
    hours_from: time | None = None
    hours_until: time | None = None
    undoes: str | None = None

    @property
    def is_for_one(self) -> bool:
        """Whether it is about one message, not about everything."""
        return self.hearing_id is not None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices that count for one message now."""

    hold: MessageChoice | None = None
    skip: MessageChoice | None = None
    hours: MessageChoice | None = None
    plain: MessageChoice | None = None

    @property
    def mark(self) -> str:
        """A mark that differs whenever other choices count; "" for none."""
        counted = (self.hold, self.skip, self.hours, self.plain)
        return " ".join(sorted({choice.choice_id for choice in counted if choice is not None}))

    @property
    def held_until(self) -> datetime | None:
        """The instant at which the hold ends, or None without one."""
        return None if self.hold is None else end_of_hold(self.hold)


def in_force(choices: Iterable[MessageChoice]) -> tuple[MessageChoice, ...]:
    """Give the choices that nobody has taken back, oldest first; undoings themselves are left out."""
    made = tuple(choices)
    undone = {choice.undoes for choice in made if choice.kind is ChoiceKind.UNDO}
    standing = [c for c in made if c.kind is not ChoiceKind.UNDO and c.choice_id not in undone]
    return tuple(sorted(standing, key=lambda c: (c.at, c.choice_id)))


def chosen_for(
    choices: Iterable[MessageChoice], *, person_id: str, hearing_id: str, revision: int, what: str, today: date
) -> Chosen:
    """Give what counts for one message. Of several holds the one that lasts the longest counts, else the newest."""
    about = [c for c in in_force(choices) if _is_about(c, person_id, hearing_id, revision, what)]
    if not about:
        return NOTHING_CHOSEN
    holds = [c for c in about if c.kind is ChoiceKind.HOLD and _lasts(c, today)]
    newest = {c.kind: c for c in about}
    return Chosen(
        hold=max(holds, key=lambda c: (c.until_on or today, c.at), default=None),
        skip=newest.get(ChoiceKind.SKIP),
        hours=newest.get(ChoiceKind.HOURS),
        plain=newest.get(ChoiceKind.PLAIN),
    )


def hold_on_everything(choices: Iterable[MessageChoice], person_id: str, today: date) -> MessageChoice | None:
    """Give the hold on all that goes to a person, or None: it holds what no date has called for, too."""
    holds = [
        c
        for c in in_force(choices)
        if c.kind is ChoiceKind.HOLD
        and not c.is_for_one
        and c.person_id in (None, person_id)
        and c.until_on is not None
        and today < c.until_on
    ]
    return max(holds, key=lambda c: (c.until_on or today, c.at), default=None)


def end_of_hold(hold: MessageChoice) -> datetime | None:
    """Give the first instant of the day from which messages go again."""
    return None if hold.until_on is None else moment_in_london(hold.until_on, time(0, 0))


def what_of(reason_key: str) -> str:
    """Give the part of a message's reason key that says which message of a date it is."""
    parts = reason_key.split(":")
    what = parts[2] if len(parts) > 2 else ""
    purpose = what.partition("-")[0]
    # A calendar entry's key also says how it looks: a hold outlives another title.
    return purpose if purpose in NEVER_SKIPPED else what


def choice_in_words(choice: MessageChoice) -> str:
    """Say what was chosen: "held until Fri 27 Nov: they asked for it"."""
    why = "" if choice.because is None else f": {WHY_IN_WORDS[choice.because]}"
    if choice.kind is ChoiceKind.HOLD and choice.until_on is not None:
        return f"held until {short_day(choice.until_on)}{why}"
    if choice.kind is ChoiceKind.HOURS and choice.hours_from and choice.hours_until:
        return f"to go between {spoken_time(choice.hours_from)} and {spoken_time(choice.hours_until)}{why}"
    words = {ChoiceKind.SKIP: "skipped", ChoiceKind.PLAIN: "to say only “please ring me”", ChoiceKind.UNDO: "undone"}
    return f"{words.get(choice.kind, choice.kind.value)}{why}"


def _is_about(choice: MessageChoice, person_id: str, hearing_id: str, revision: int, what: str) -> bool:
    if choice.person_id not in (None, person_id):
        return False
    if not choice.is_for_one:
        return True
    return (choice.hearing_id, choice.revision, choice.what) == (hearing_id, revision, what)


def _lasts(choice: MessageChoice, today: date) -> bool:
    return choice.until_on is not None and today < choice.until_on


NOTHING_CHOSEN = Chosen()
