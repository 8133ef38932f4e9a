"""Words for a meeting point: enough to find each other, and never an address, a telephone number or a home.

Domain reference §4 rule 1: a driver is told where to stand, not where a family lives. The address of a home stays where
people are kept, behind its own door.
"""

import re

from witness.domain.trips import PickUp

LONGEST_MEETING = 80
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
STREET = re.compile(
    r"\b\d+[a-z]?,?\s+(?:[\w'’]+\s+){0,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|drive|close|crescent|terrace|place|court|way|grove|gardens|mews|row)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?:\d[\s-]?){7,}")


def meeting_fault(pick_up: PickUp, words: str) -> str:
    """Say what is wrong with the words for a meeting point; "" when nothing is."""
    if not words:
        return ""
    if pick_up is PickUp.HOME:
        return "Write nothing about a home: its address stays with the person, behind its own door."
    if len(words) > LONGEST_MEETING:
        return f"Use {LONGEST_MEETING} characters or fewer for the meeting point."
    if POSTCODE.search(words) or STREET.search(words):
        return "No address: say what one sees there, “by the clock in the station hall”."
    return "No telephone number belongs here." if NUMBER.search(words) else ""
