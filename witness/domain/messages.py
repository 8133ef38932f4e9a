"""Messages: why they are sent, the states they go through, and which turn may follow which.

A message is committed as *sending* before a byte goes out and is never sent again blindly afterwards
(trust reference §3.2). States only move forward: late, doubled and reordered receipts change nothing.
"""

from enum import StrEnum

from witness.domain.contact import Tier


class Purpose(StrEnum):
    """Why a message exists."""

    DATE_SET = "date_set"
    KEEP_FREE = "keep_free"  # a window: days to keep free, no clock time
    DATE_CHANGED = "date_changed"
    CALLED_OFF = "called_off"
    REMINDER = "reminder"
    THANKS = "thanks"  # answers a reply, so that nobody wonders whether it arrived
    AWAY = "away"  # answers a text that nobody will read before the office opens
    STOP_DONE = "stop_done"  # says once that we have stopped, and how to start again
    STOP_WHICH = "stop_which"  # the same, and asks which child was meant
    STARTED = "started"
    RIDE_CHANGED = "ride_changed"  # who drives them has changed: they ring, or are rung
    STILL_WAITING = "still_waiting"  # how it stands at court, to whoever waits at home: a person asked for it
    CHECK_IN = "check_in"  # how a parent is: on their own plan, for their support alone
    FEEDBACK = "feedback"  # how it was for them, once, when all is over
    INVITATION = "invitation"
    INVITATION_OFF = "invitation_off"
    PAGE_LINK = "page_link"  # the address of their private page; what opens it is told by voice alone


# These answer a text of theirs: they are never withdrawn by the facts, and late they are of no use to anybody.
ANSWERS_TO_THEIRS = frozenset({Purpose.THANKS, Purpose.AWAY, Purpose.STOP_DONE, Purpose.STOP_WHICH, Purpose.STARTED})
# When these may not go, the text that they answer is a person's work already. Whoever has asked for texts again waits
# for them, and nothing else tells us that none can go.
ANSWERED_BY_A_PERSON = ANSWERS_TO_THEIRS - {Purpose.STARTED}
# What answers a wish to stop or to start again: once, and never after the carrier's own stop.
ANSWERS_A_STOP = frozenset({Purpose.STOP_DONE, Purpose.STOP_WHICH, Purpose.STARTED})

# These say that something we told somebody is no longer true. They go before everything else.
CORRECTIONS = frozenset({Purpose.DATE_CHANGED, Purpose.CALLED_OFF, Purpose.INVITATION_OFF})

# The least a message of this purpose says. At a lower tier the same purpose is worded as "please ring".
TIER_OF: dict[Purpose, Tier] = {
    Purpose.DATE_SET: Tier.L1,
    Purpose.KEEP_FREE: Tier.L1,
    Purpose.DATE_CHANGED: Tier.L1,
    Purpose.CALLED_OFF: Tier.L1,
    Purpose.REMINDER: Tier.L1,
    Purpose.THANKS: Tier.L0,
    Purpose.AWAY: Tier.L0,
    Purpose.STOP_DONE: Tier.L0,
    Purpose.STOP_WHICH: Tier.L1,
    Purpose.STARTED: Tier.L0,
    Purpose.RIDE_CHANGED: Tier.L0,
    Purpose.STILL_WAITING: Tier.L1,
    Purpose.CHECK_IN: Tier.L0,
    Purpose.FEEDBACK: Tier.L0,
    Purpose.INVITATION: Tier.L1,
    Purpose.INVITATION_OFF: Tier.L1,
    # For whoever asked to be told everything, and in words that say next to nothing all the same.
    Purpose.PAGE_LINK: Tier.L3,
}


class MessageState(StrEnum):
    """Where a message is."""

    PLANNED = "planned"
    SENDING = "sending"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    REJECTED = "rejected"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    BLOCKED = "blocked"


_S = MessageState

# A try that was given up for lost may have gone all the same: the carrier says so later, whatever we did meanwhile.
_NEWS_OF_AN_EARLIER_TRY = frozenset({_S.ACCEPTED, _S.SENT, _S.DELIVERED})

ONWARD: dict[MessageState, frozenset[MessageState]] = {
    _S.PLANNED: frozenset({_S.SENDING, _S.CANCELLED, _S.EXPIRED, _S.BLOCKED}) | _NEWS_OF_AN_EARLIER_TRY,
    # Back to planned only when the carrier certainly has nothing.
    _S.SENDING: frozenset({_S.PLANNED, _S.ACCEPTED, _S.SENT, _S.DELIVERED, _S.UNDELIVERED, _S.REJECTED, _S.UNCERTAIN}),
    # Planned again only after the carrier was asked, as far as the policy of its purpose goes (`domain.sending`).
    _S.UNCERTAIN: frozenset({_S.PLANNED, _S.ACCEPTED, _S.SENT, _S.DELIVERED, _S.UNDELIVERED, _S.REJECTED}),
    _S.ACCEPTED: frozenset({_S.SENT, _S.DELIVERED, _S.UNDELIVERED}),
    _S.SENT: frozenset({_S.DELIVERED, _S.UNDELIVERED}),
    _S.UNDELIVERED: frozenset({_S.DELIVERED}),  # networks do deliver after saying that they could not
    _S.DELIVERED: frozenset(),
    _S.REJECTED: frozenset(),
    _S.CANCELLED: frozenset({_S.PLANNED}) | _NEWS_OF_AN_EARLIER_TRY,  # wanted again, and never tried
    _S.EXPIRED: _NEWS_OF_AN_EARLIER_TRY,
    _S.BLOCKED: _NEWS_OF_AN_EARLIER_TRY,
}

# The words have left us: the person may have read them.
HANDED_OVER = frozenset({_S.ACCEPTED, _S.SENT, _S.DELIVERED})
# The words may have left us, and nobody can say so for certain yet.
IN_THE_AIR = frozenset({_S.SENDING, _S.UNCERTAIN})
FAILED = frozenset({_S.UNDELIVERED, _S.REJECTED})
# The carrier had it, whatever became of it then.
TAKEN = HANDED_OVER | {_S.UNDELIVERED}


def may_become(state: MessageState, then: MessageState) -> bool:
    """Say whether a message in `state` may turn into `then`."""
    return then in ONWARD[state]
