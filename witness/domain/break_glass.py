"""Opening one case in an emergency from outside it: who may, for what reason, for how long, and who looks at it after.

It passes team and restriction, and never an exclusion: for an excluded person the case does not exist in an emergency
either. It is for reading; nothing can be changed or sent by it. The minutes, the days and the number a day are
judgement, and nobody has measured them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from witness.domain.access import CaseGround, Deed, Role, Viewer, may, sees_cases
from witness.domain.accounts import Account, AccountState
from witness.domain.errors import Refused

LASTS = timedelta(minutes=60)
MOST_A_DAY = 3
DAY = timedelta(hours=24)
SHORTEST_WORDS = 15
LONGEST_WORDS = 300
REVIEW_WITHIN_HOURS = 16  # office hours: two working days
REVIEW_KEY = "emergency_review:"  # how the work of whoever looks at it afterwards is named
KNOW_WITHIN_HOURS = 1  # office hours, for the owner's own work; their mail leaves at once


class Reason(StrEnum):
    """Why somebody cannot wait for whoever has the case."""

    DANGER = "danger"
    NOBODY_THERE = "nobody_there"
    COURT_ASKS = "court_asks"


REASON_IN_WORDS: dict[Reason, str] = {
    Reason.DANGER: "Somebody may be in danger now",
    Reason.NOBODY_THERE: "The family needs an answer now, and nobody of the case can be reached",
    Reason.COURT_ASKS: "A court or the police need an answer now, and nobody of the case can be reached",
}


class Finding(StrEnum):
    """What a manager says of it afterwards."""

    OPEN = "open"
    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


FINDING_IN_WORDS: dict[Finding, str] = {
    Finding.OPEN: "Not looked at yet",
    Finding.JUSTIFIED: "It was right to open it",
    Finding.NOT_JUSTIFIED: "It was not right to open it",
}


class Answer(StrEnum):
    """What somebody is told who asks for a case. A case that is closed to them and none at all are one answer."""

    OPENED = "opened"
    THEIRS = "theirs"
    NO_SUCH_CASE = "no_such_case"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Opening:
    """One case, opened by one person. words: what they wrote; ended_at: they said that they had finished."""

    opening_id: str
    case_id: str
    account_id: str
    reason: Reason
    words: str
    at: datetime
    ends_at: datetime
    review_due_at: datetime
    ended_at: datetime | None = None
    finding: Finding = Finding.OPEN
    found_words: str = ""
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None


def is_open(opening: Opening, now: datetime) -> bool:
    """Whether somebody may still read by it: until its end, or until they said that they had finished."""
    return opening.at <= now < opening.ends_at and opening.ended_at is None


def answer_to(viewer: Viewer, ground: CaseGround | None, opened_before: int) -> Answer:
    """Say what somebody is told who asks for the case of this ground. opened_before: how many they opened in a day.

    How many comes before which: whoever has opened too many learns nothing about a further one.
    """
    if opened_before >= MOST_A_DAY:
        return Answer.TOO_MANY
    if ground is None or viewer.account_id in ground.excluded or not sees_cases(viewer.role):
        return Answer.NO_SUCH_CASE
    return Answer.THEIRS if may(viewer, Deed.SEE_CASE, ground) else Answer.OPENED


def check_words(words: str) -> str:
    """Give the sentence as it is kept.

    Raises:
        Refused: it is too short to say anything, or too long.
    """
    plain = " ".join(words.split())
    if len(plain) < SHORTEST_WORDS:
        raise Refused(f"Say in a sentence why it cannot wait: at least {SHORTEST_WORDS} characters.")
    if len(plain) > LONGEST_WORDS:
        raise Refused(f"At most {LONGEST_WORDS} characters.")
    return plain


def reviewers(accounts: Iterable[Account], opener_id: str, ground: CaseGround) -> tuple[Account, ...]:
    """Give the managers who look at it afterwards: of the case's team, else of any; never the one who opened it.

    An excluded manager is none of them. One whom a restriction leaves out may: they read who opened it and why, and
    nothing of the case. Those who may see the case come first.
    """
    able = [
        account
        for account in accounts
        if account.role is Role.MANAGER
        and account.state is AccountState.ACTIVE
        and account.id != opener_id
        and account.id not in ground.excluded
    ]
    of_team = [account for account in able if account.team_id == ground.team_id]
    chosen = of_team or able
    return tuple(sorted(chosen, key=lambda account: not may(account.viewer, Deed.SEE_CASE, ground)))
