"""Mobile numbers: read as people write them, kept as E.164, shown masked or as one would dial them."""

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from witness.domain.errors import Refused

# Ofcom keeps these for drama; no telephone has them. Valid nowhere else, so the library calls them invalid.
FICTION = re.compile(r"\+447700900\d{3}")
FICTION_LANDLINE = re.compile(r"\+44(113|114|115|116|117|118|121|131|141|151|161)4960\d{3}|\+442079460\d{3}")

LANDLINES = frozenset({PhoneNumberType.FIXED_LINE, PhoneNumberType.UAN, PhoneNumberType.VOIP})
_A_LANDLINE = "That is a landline. A text to it may be read aloud to whoever answers: give a mobile number."
_FROM_ABROAD = (
    "That is a number of another country, and texts go to UK mobiles only: give one, or leave it out and ring."
)


class NotAMobile(Refused):
    """What was typed is not a UK mobile number."""


def read_mobile(text: str, *, allow_fiction: bool = False) -> str:
    """Read a UK mobile number as people write it and give it as E.164, for example "+447911123456".

    allow_fiction: accept Ofcom's drama numbers 07700 900000 to 900999 (demo and tests only).

    Raises:
        NotAMobile: it is something else; the message says what.
    """
    number = _parsed(text)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if number.country_code != 44:
        raise NotAMobile(_FROM_ABROAD)
    if FICTION.fullmatch(e164):
        return _fiction(e164, allow_fiction)
    if FICTION_LANDLINE.fullmatch(e164) or phonenumbers.number_type(number) in LANDLINES:
        raise NotAMobile(_A_LANDLINE)
    if not phonenumbers.is_valid_number(number):
        raise NotAMobile(_wrong_length(number))
    if phonenumbers.number_type(number) is not PhoneNumberType.MOBILE:
        raise NotAMobile("That number cannot get texts: give a UK mobile number, it begins with 07.")
    return e164


def as_dialled(number: str) -> str:
    """Write an E.164 number as people dial it: "07700 900123". What is no number is given back as it is."""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return number
    shape = PhoneNumberFormat.NATIONAL if parsed.country_code == 44 else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, shape)


def masked(number: str) -> str:
    """Write an E.164 number so that it can be told apart but not used: "07••• •••123"."""
    if len(number) < 7:
        return "•" * len(number)
    begin = "07" if number.startswith("+447") else number[:3]
    return f"{begin}••• •••{number[-3:]}"


def _parsed(text: str) -> PhoneNumber:
    if any(sign.isalpha() for sign in text):
        raise NotAMobile("That has letters in it: give a UK mobile number, for example 07911 123456.")
    try:
        return phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        raise NotAMobile("That is not a telephone number: give a UK mobile number.") from None


def _fiction(e164: str, allowed: bool) -> str:
    if not allowed:
        raise NotAMobile("That number is kept for films and plays: no phone has it.")
    return e164


def _wrong_length(number: PhoneNumber) -> str:
    digits = len(phonenumbers.national_significant_number(number))
    if digits < 10:
        return "That number is too short: a UK mobile number has 11 digits and begins with 07."
    if digits > 10:
        return "That number is too long: a UK mobile number has 11 digits and begins with 07."
    return "No phone can have that number: look at the digits again."
