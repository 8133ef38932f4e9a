"""The listing sub-state of a hearing: what kind of date the court has given, whether it was taken out or given anew."""

from enum import StrEnum

from witness.domain.hearings import Certainty, Effectiveness, Hearing, HearingState, Listing


class ListingState(StrEnum):
    """What a date is worth (domain reference §1.2)."""

    FIXTURE = "fixture"
    PRIORITY_FIXTURE = "priority_fixture"
    FLOATER = "floater"
    BACKER = "backer"
    WARNED_LIST = "warned_list"
    WEEK_COMMENCING = "week_commencing"
    RESERVE = "reserve"
    TO_BE_CONFIRMED = "to_be_confirmed"
    VACATED = "vacated"
    REFIXED = "refixed"


LISTING_IN_WORDS: dict[ListingState, str] = {
    ListingState.FIXTURE: "fixed day",
    ListingState.PRIORITY_FIXTURE: "fixed day with priority",
    ListingState.FLOATER: "floater: a day, if a court room is free",
    ListingState.BACKER: "backer: a day, behind another trial",
    ListingState.WARNED_LIST: "warned list: any day of the period",
    ListingState.WEEK_COMMENCING: "any day of the week",
    ListingState.RESERVE: "reserve list: any day of the period",
    ListingState.TO_BE_CONFIRMED: "no date yet",
    ListingState.VACATED: "taken out of the list",
    ListingState.REFIXED: "fixed anew",
}

OF_LISTING: dict[Listing, ListingState] = {listing: ListingState(listing.value) for listing in Listing}

# A day that is settled. Only such a date is told as "fixed anew": a second warned list is above all a warned list.
SETTLED = frozenset({Certainty.TIME, Certainty.DAY})
FAILED_DAYS = frozenset({Effectiveness.INEFFECTIVE, Effectiveness.VACATED})


def listing_state_of(hearing: Hearing) -> ListingState:
    """Give the sub-state of a hearing's date as it stands."""
    if hearing.now.state is HearingState.VACATED:
        return ListingState.VACATED
    if hearing.now.slot.on is None:
        return ListingState.TO_BE_CONFIRMED
    if is_refixed(hearing) and hearing.now.slot.certainty in SETTLED:
        return ListingState.REFIXED
    return OF_LISTING[hearing.now.slot.listing]


def is_refixed(hearing: Hearing) -> bool:
    """Whether the date that stands was given after one had been taken out, or had come to nothing on the day."""
    if hearing.now.state not in (HearingState.LISTED, HearingState.UNCONFIRMED) or hearing.now.slot.on is None:
        return False
    taken_back = {r.undoes for r in hearing.revisions if r.undoes is not None}
    before = [r for r in hearing.revisions[:-1] if r.number not in taken_back]
    return any(r.state is HearingState.VACATED or r.effectiveness in FAILED_DAYS for r in before)
