"""What is refused about a new date, and what somebody hears whose page has been overtaken by somebody else."""

from datetime import datetime, timedelta

from witness.domain.court_time import london_day, london_time, moment_in_london, short_day, spoken_time
from witness.domain.errors import Refused, SomebodyElseChangedThis
from witness.domain.hearings import KIND_IN_WORDS, Hearing, HearingState, Slot
from witness.domain.planned_messages import meeting_time
from witness.store import Desk
from witness.store.lists import Proposal

# Further ahead no court lists anything: the year was mistyped.
LONGEST_AHEAD = timedelta(days=5 * 366)
LONGEST_WINDOW = timedelta(days=92)
NOTHING_SAVED = "Nothing of yours has been saved, and what you typed is still here."
DECIDED_IN_WORDS = {
    "accepted": "accepted it",
    "applied": "accepted it",
    "dismissed": "dismissed it",
    "withdrawn": "took it back, because there is later news",
}


def check_slot(hearing: Hearing, after: Slot | None, now: datetime) -> None:
    """Refuse a date that cannot be, or that changes nothing. after None: the hearing is off.

    Raises:
        Refused: with what is wrong, for the person who typed it.
    """
    if after is None:
        if hearing.now.state is HearingState.VACATED:
            raise Refused("This hearing has already been taken out.")
        return
    if after == hearing.now.slot and hearing.now.state is HearingState.LISTED:
        raise Refused("Nothing would change: that is the date we hold.")
    if after.on is None:
        return
    today = london_day(now)
    if max(after.on, after.until or after.on) - today > LONGEST_AHEAD:
        raise Refused("That is more than five years ahead. Check the year.")
    if after.until is not None and after.until < after.on:
        raise Refused("The window ends before it begins.")
    if after.until is not None and after.until - after.on > LONGEST_WINDOW:
        raise Refused("That period is longer than three months. Check its first and its last day.")
    if _hour_has_passed(after, now):
        raise Refused("That date and time have passed.")
    if (after.last_day or after.on) < today:
        raise Refused("That day has passed.")


def refuse_if_overtaken(desk: Desk, hearing: Hearing, shown: int | None, now: datetime) -> None:
    """Refuse when a hearing has changed since its revision `shown` was on the page. None: there was no page.

    Raises:
        SomebodyElseChangedThis: with who changed what, to what, and when.
    """
    if shown is not None and shown != hearing.now.number:
        raise SomebodyElseChangedThis(f"{who_changed_it(desk, hearing, now)} {NOTHING_SAVED}")


def who_changed_it(desk: Desk, hearing: Hearing, now: datetime) -> str:
    """Say who made the newest change of a hearing, what it is now, and when that was."""
    revision, kind = hearing.now, KIND_IN_WORDS[hearing.kind]
    account = None if revision.recorded_by is None else desk.accounts.find(revision.recorded_by)
    who = "A court list" if account is None else account.name
    truth = {
        HearingState.VACATED: "it is off, with no new date",
        HearingState.UNCONFIRMED: "it is not confirmed",
        HearingState.HELD: "it has taken place",
    }.get(revision.state, f"it is now {revision.slot.in_words()}")
    verb = "undid a change of" if revision.undoes is not None else "changed"
    return f"{who} {verb} this {kind} after you had opened the page, {_when(revision.recorded_at, now)}: {truth}."


def who_decided_it(desk: Desk, proposal: Proposal, now: datetime) -> str:
    """Say who decided a proposal, how, and when."""
    words = "This proposal has been decided already."
    proposal = desk.lists.proposal(proposal.proposal_id) or proposal
    if proposal.decided_at is None:
        return f"{words} {NOTHING_SAVED}"
    account = None if proposal.decided_by is None else desk.accounts.find(proposal.decided_by)
    who = "The service" if account is None else account.name
    how = DECIDED_IN_WORDS.get(proposal.state, "decided it")
    return f"{words} {who} {how}, {_when(proposal.decided_at, now)}. {NOTHING_SAVED}"


def _hour_has_passed(after: Slot, now: datetime) -> bool:
    if after.on is None or after.at is None:
        return False
    begins = moment_in_london(after.on, after.at)
    meets = meeting_time(after)
    if meets is not None:
        moment_in_london(after.on, meets)  # the family is met an hour before: that hour has to exist too
    return begins <= now


def _when(at: datetime, now: datetime) -> str:
    day = "today" if london_day(at) == london_day(now) else f"on {short_day(london_day(at))}"
    return f"{day} at {spoken_time(london_time(at))}"
