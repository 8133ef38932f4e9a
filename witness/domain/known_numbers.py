"""What is known of a number beforehand: a phone is one thing, however many people have its number on their record.

Networks give numbers that nobody uses to somebody else. One that was unsafe, wrong, stopped or dead for one person
does not become safe by being typed for another: it is kept as it was until somebody has checked it by voice.
"""

from collections.abc import Iterable

from witness.domain.contact import GRAVEST, STATE_IN_WORDS, ContactState, SafeContact

# The more dangerous first.
WORST_FIRST = tuple(state for state in GRAVEST if state is not ContactState.USABLE)


def state_of_known(same: Iterable[SafeContact]) -> tuple[ContactState, str]:
    """Give the state in which a new record of a number begins, and why. same: the records that have it already."""
    states = {contact.state for contact in same}
    worst = next((state for state in WORST_FIRST if state in states), None)
    if worst is None:
        return ContactState.USABLE, ""
    return worst, f"the same number is on another record, and there {STATE_IN_WORDS[worst]}"
