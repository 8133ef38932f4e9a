"""What the text carriers call: texts that came in, and what became of ours. Whoever cannot prove itself is refused."""

from witness.web.carrier import notify, twilio
from witness.web.carrier.taking_in import carrier

__all__ = ["carrier", "notify", "twilio"]
