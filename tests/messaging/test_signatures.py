"""Only Twilio gets in: the matrix of good, tampered, moved and senseless signatures."""

import pytest
from twilio.request_validator import RequestValidator

from witness.messaging.signatures import is_from_twilio, signed_address

TOKEN = "a token of nobody"
PUBLIC = "https://support.example"
PATH = "/carrier/twilio/status"
URL = f"{PUBLIC}{PATH}?ref=attempt-1"
FORM = {"MessageSid": ["SM1"], "MessageStatus": ["delivered"], "Body": [" 1 "], "Empty": [""]}


def signed(url: str = URL, form: dict[str, list[str]] = FORM, token: str = TOKEN) -> str:
    return RequestValidator(token).compute_signature(url, {name: values[0] for name, values in form.items()})


def test_a_good_signature_is_accepted():
    assert is_from_twilio(TOKEN, URL, FORM, signed())


def test_a_form_of_plain_strings_is_accepted_too():
    assert is_from_twilio(TOKEN, URL, {name: values[0] for name, values in FORM.items()}, signed())


def test_the_address_is_the_configured_one_whatever_the_proxies_did_to_the_request():
    assert signed_address(PUBLIC + "/", PATH, "ref=attempt-1") == URL
    assert signed_address("https://x.example/prefix", PATH) == f"https://x.example/prefix{PATH}"


def test_the_port_may_be_written_out_or_not():
    assert is_from_twilio(TOKEN, URL, FORM, signed(URL.replace(".example", ".example:443")))
    assert is_from_twilio(TOKEN, URL.replace(".example", ".example:443"), FORM, signed())


def test_a_name_that_comes_twice_verifies_only_with_both_values():
    twice = FORM | {"Extra": ["a", "b"]}
    form = RequestValidator(TOKEN).compute_signature(URL, {n: v[0] for n, v in FORM.items()} | {"Extra": "ab"})

    assert not is_from_twilio(TOKEN, URL, twice, signed())
    assert not is_from_twilio(TOKEN, URL, twice, form)


def test_a_replay_verifies_again_so_that_others_must_be_safe_against_doubles():
    assert all(is_from_twilio(TOKEN, URL, FORM, signed()) for _ in range(2))


TAMPERED = {
    "changed value": (TOKEN, URL, FORM | {"MessageStatus": ["failed"]}),
    "trimmed value": (TOKEN, URL, FORM | {"Body": ["1"]}),
    "value more": (TOKEN, URL, FORM | {"Body": [" 1 ", "2"]}),
    "name more": (TOKEN, URL, FORM | {"From": ["+447700900123"]}),
    "name fewer": (TOKEN, URL, {"MessageSid": ["SM1"]}),
    "no form": (TOKEN, URL, {}),
    "json instead": (TOKEN, URL, {"": ['{"MessageSid": "SM1"}']}),
    "other reference": (TOKEN, URL.replace("attempt-1", "attempt-2"), FORM),
    "no query": (TOKEN, URL.partition("?")[0], FORM),
    "query more": (TOKEN, URL + "&a=b", FORM),
    "other host": (TOKEN, URL.replace("support", "other"), FORM),
    "http": (TOKEN, URL.replace("https", "http"), FORM),
    "other path": (TOKEN, URL.replace("status", "inbound"), FORM),
    "other token": ("another token", URL, FORM),
    "no token": ("", URL, FORM),
    "no address": (TOKEN, "", FORM),
    "broken address": (TOKEN, "https://support.example:port/", FORM),
    "half a sign": (TOKEN, URL, FORM | {"Body": ["\ud800"]}),
    "no text": (TOKEN, URL, FORM | {"Body": [None]}),
    "no values": (TOKEN, URL, FORM | {"Body": None}),
}


@pytest.mark.parametrize(("token", "url", "form"), TAMPERED.values(), ids=TAMPERED.keys())
def test_whatever_is_not_exactly_what_was_signed_is_refused_quietly(token, url, form):
    assert is_from_twilio(token, url, form, signed()) is False


@pytest.mark.parametrize("signature", ["", None, "x", "ü" * 28, signed()[:-1], signed() + "=", signed().lower()])
def test_a_signature_that_is_missing_or_damaged_is_refused(signature):
    assert is_from_twilio(TOKEN, URL, FORM, signature) is False


def test_without_a_token_not_even_a_signature_made_without_one_is_accepted():
    assert is_from_twilio("", URL, FORM, signed(token="")) is False
