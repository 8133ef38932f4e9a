"""That somebody asked us to stop texting, as it is kept: since when, about whom, in whose words."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stop:
    """A wish to be left alone on one record of a number. Ended, never deleted.

    witness_id: the child about whom nothing more goes; None for everything on this record. by_carrier: the network
    blocks the number itself, whatever we want. said: how it was said, without the words: "STOP", "in other words".
    """

    stop_id: str
    contact_id: str
    witness_id: str | None
    since: datetime
    by_carrier: bool = False
    said: str = ""
    until: datetime | None = None
