"""What may not stand in a message, planted one at a time."""

from time import perf_counter

import pytest

from witness.domain.contact import Channel, Tier
from witness.messaging.lint import findings

RING = "Ring 0113 496 0123"


def codes(body: str, tier: Tier = Tier.L1, language: str = "en") -> set[str]:
    return {finding.code for finding in findings(body, tier, language=language) if finding.red}


BAD = [
    ("Hi, it's Olu. See you at court on Mon 7 Dec. " + RING, "court"),
    ("Hi, it's Olu. The COURTHOUSE is warm. " + RING, "court"),
    ("Hi, it's Olu. The trial is on Mon 7 Dec. " + RING, "court"),
    ("Hi, it's Olu. You are a witness. " + RING, "court"),
    ("Hi, it's Olu. The hearing moved. " + RING, "court"),
    ("Hi, it's Olu. Your case moved. " + RING, "court"),
    ("Hi, it's Olu. The judge agreed. " + RING, "court"),
    ("Hi, it's Olu. Special measures are granted. " + RING, "court"),
    ("Hi, it's Olu. The video link is booked. " + RING, "court"),
    ("Hi, it's Olu. The po\u200blice will call. " + RING, "prosecution"),
    ("Hi, it's Olu. The CPS has the file. " + RING, "prosecution"),
    ("Hi, it's Olu. The prosecutor will call. " + RING, "prosecution"),
    ("Hi, it's Olu. The defendant is on bail. " + RING, "prosecution"),
    ("Hi, it's Olu. About the offence. " + RING, "crime"),
    ("Hi, it's Olu. Support for victims. " + RING, "crime"),
    ("Hi, it's Olu. About the abuse. " + RING, "crime"),
    ("Hi, it's Olu. About exploitation. " + RING, "crime"),
    ("Hi, it's Olu from NSPCC. " + RING, "helper"),
    ("Hi, it's Olu. Bring your evidence. " + RING, "evidence"),
    ("Hi, it's Olu. Read your statement again. " + RING, "evidence"),
    ("Hi, it's Olu. Think about what happened. " + RING, "evidence"),
    ("Hi, it's Olu. You must come. " + RING, "threat"),
    ("Hi, it's Olu. You have to come. " + RING, "threat"),
    ("Hi, it's Olu. This is your last chance. " + RING, "threat"),
    ("Hi, it's Olu. Failure to come is noted. " + RING, "threat"),
    ("Hi, it's Olu. You could be fined. " + RING, "threat"),
    ("Hi, it's Olu. See you tomorrow. " + RING, "relative_day"),
    ("Hi, it's Olu. See https://a.example/x " + RING, "link"),
    ("Hi, it's Olu. See bit.ly/x " + RING, "link"),
    ("Hi, it's Olu. See www.olu " + RING, "link"),
    ("Hi, it's Olu. Write to olu@support.example " + RING, "link"),
    ("Hi, it's Olu. About 13AB1234526. " + RING, "reference"),
    ("Hi, it's Olu. About T20267001. " + RING, "reference"),
    ("Hi, it's Olu. Your ref 12. " + RING, "reference"),
    ("Hi, it's Olu. Meet at LS1 3BG. " + RING, "postcode"),
    ("Hi, it's Olu. Meet at 12 Oxford Row Street. " + RING, "address"),
    ("Hi, it's Olu. It’s on Mon 7 Dec. " + RING, "fancy_sign"),
    ("Hi, it's Olu. Mon 7 Dec – Fri 11 Dec. " + RING, "fancy_sign"),
    ("Hi, it's Olu. \u202eMon 7 Dec. " + RING, "hidden_sign"),
    ("Hi, it's Olu. See you on Mon 7 Dec.", "no_number"),
    ("Hi, please ring me on 0113 496 0123 soon", "unsigned"),
    ("Hi, it's Olu. " + RING + " or write back" * 25, "length"),
    ("", "empty"),
    ("  \n ", "empty"),
    ("Helo, Olu sydd yma. Dewch i'r llys. " + RING, "welsh_court"),
    ("Helo, Olu sydd yma. Mae'r heddlu yn gwybod. " + RING, "welsh_court"),
    ("Helo, Olu sydd yma. Byddwch yn dyst. " + RING, "welsh_court"),
    ("Helo, Olu sydd yma. Am y drosedd. " + RING, "welsh_crime"),
    ("Helo, Olu sydd yma. Rhaid i chi ddod. " + RING, "welsh_threat"),
    ("Helo, Olu sydd yma. Wela i chi yfory. " + RING, "relative_day"),
]


@pytest.mark.parametrize(("body", "code"), BAD)
def test_a_bad_message_is_red(body, code):
    assert code in codes(body)


GOOD = [
    "Hi, it's Olu. See you Mon 7 Dec at 9.30am. " + RING,
    "Hi, it's Olu. Looking forward to hearing from you. " + RING,
    "Thank you, all is well. Ring me on 07700 900123. Olu",
    "Thank you, all is well. Ring me on +44 113 496 0123. Mary-Jane",
    "Helo, Olu sydd yma. Does dim rhaid ateb. " + RING,
]


@pytest.mark.parametrize("body", GOOD)
def test_a_good_message_is_green(body):
    assert codes(body) == set()


@pytest.mark.parametrize(
    "body", ["Hi, it's Olu. Ring 0113 496 0123 on Monday", "Olu here 7 Dec", "at 9am", "at 14:30", "at noon"]
)
def test_the_lowest_tier_names_no_day_and_no_hour(body):
    assert "day_or_hour" in codes(body, Tier.L0)
    assert "day_or_hour" not in codes(body, Tier.L1)


def test_full_details_may_name_the_court_but_never_threaten_link_or_talk_of_evidence():
    assert codes("Hi, it's Olu. See you at Leeds court, LS1 3BG, Mon 7 Dec. " + RING, Tier.L3) == set()
    for word, code in [("You must come", "threat"), ("a.example", "link"), ("your evidence", "evidence")]:
        assert code in codes(f"Hi, it's Olu. {word}. {RING}", Tier.L3)


def test_two_segments_and_other_alphabets_are_pointed_out_but_not_stopped():
    found = findings("Hi, it's Siŵan. " + "See you Mon 7 Dec. " * 4 + RING, Tier.L1, language="en")

    assert {(finding.code, finding.red) for finding in found} == {("ucs_2", False), ("length", False)}


def test_red_comes_before_amber():
    found = findings("ŵ", Tier.L1, language="en")

    assert [finding.red for finding in found] == sorted((finding.red for finding in found), reverse=True)


def test_a_mail_may_be_long_and_write_as_it_likes_but_must_be_as_safe():
    long = "Hello – it's Olu.\n" + "See you on Mon 7 Dec. " * 40 + RING

    assert findings(long, Tier.L1, language="en", channel=Channel.EMAIL) == ()
    assert findings(long + " at court", Tier.L1, language="en", channel=Channel.EMAIL)[0].code == "court"


@pytest.mark.parametrize(
    "piece", ["a", "a ", "1 ", "1a ", "12 a'a ", "A a ", "x.", "@", "0113 ", "\u2068", "Ŵ", ".\n", "(("]
)
def test_no_rule_takes_long_over_a_long_text(piece: str) -> None:
    """Nothing of a family's is this long; a rule that went back over what it has read would take minutes."""
    body = piece * (20_000 // len(piece))

    begun = perf_counter()
    findings(body, Tier.L0, language="en", channel=Channel.EMAIL, is_rtl=True)

    assert perf_counter() - begun < 5
