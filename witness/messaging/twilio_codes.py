"""Twilio's error codes that matter to us, as data: what each means and what follows from it.

Codes come back in two places: in a refusal (mostly 2xxxx) and in a delivery receipt (mostly 3xxxx).
Source: Twilio's error and warning dictionary.
"""

from witness.messaging.carrier import CarrierCode

CODES: dict[str, CarrierCode] = {
    # Our account
    "20003": CarrierCode("our account's name or token is wrong"),
    "20005": CarrierCode("our account is not active"),
    "20404": CarrierCode("our account or the address of the API is wrong"),
    "20429": CarrierCode("too many requests at once", try_later=True),
    "21408": CarrierCode("our account may not text that country"),
    "21601": CarrierCode("our number cannot send texts"),
    "21603": CarrierCode("no sender was given"),
    "21606": CarrierCode("the sender is not a number of our account"),
    "21608": CarrierCode("a trial account may only text numbers that were verified"),
    "21609": CarrierCode("the address for delivery receipts is not acceptable: check PUBLIC_URL"),
    "21611": CarrierCode("our number's queue is full", try_later=True),
    "21701": CarrierCode("the messaging service does not exist"),
    "21703": CarrierCode("the messaging service has no sender"),
    "21705": CarrierCode("the messaging service's name is wrong"),
    # The text itself
    "21602": CarrierCode("the text is empty"),
    "21605": CarrierCode("the text is too long"),
    "21617": CarrierCode("the text is too long"),
    # The person's number
    "21211": CarrierCode("that is not a telephone number", number_is_dead=True),
    "21214": CarrierCode("that number cannot be reached", number_is_dead=True),
    "21217": CarrierCode("that number does not look valid", number_is_dead=True),
    "21401": CarrierCode("that is not a telephone number", number_is_dead=True),
    "21604": CarrierCode("no number was given", number_is_dead=True),
    "21610": CarrierCode("the person told the carrier to stop", opted_out=True),
    "21612": CarrierCode("that number cannot be reached from ours"),  # a matter of route: it may be alive
    "21614": CarrierCode("that is not a mobile number", number_is_dead=True),
    "21635": CarrierCode("that is a landline", number_is_dead=True),
    # Delivery receipts
    "30001": CarrierCode("the carrier's queue overflowed"),
    "30002": CarrierCode("our account was suspended"),
    "30003": CarrierCode("the phone is switched off or has no signal"),
    "30004": CarrierCode("the phone or its network blocks our texts"),
    "30005": CarrierCode("the number is unknown or no longer in use", number_is_dead=True),
    "30006": CarrierCode("that is a landline, or its network cannot take texts", number_is_dead=True),
    "30007": CarrierCode("a network filtered the text as unwanted"),
    "30008": CarrierCode("the network gave no reason"),
    "30010": CarrierCode("the price was above our limit"),
    "30017": CarrierCode("the network is too busy"),
    "30036": CarrierCode("it could not be sent within the safe hours and was dropped"),
}
