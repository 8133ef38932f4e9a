"""What the codes of every carrier mean. Twilio's are numbers, those for GOV.UK Notify are words: none meets another."""

from witness.messaging import notify_codes, twilio_codes
from witness.messaging.carrier import CarrierCode

CODES: dict[str, CarrierCode] = {**twilio_codes.CODES, **notify_codes.CODES}

UNKNOWN_CODE = CarrierCode("the carrier gave a reason that we do not know")


def what_follows(code: str) -> CarrierCode:
    """Give what a code means. Codes that we do not know mean a plain refusal."""
    return CODES.get(code, UNKNOWN_CODE)
