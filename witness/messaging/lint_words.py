"""The words and shapes that may not stand in a message to a family, as data (domain reference §6).

Each rule holds up to a tier: a full-detail message to an adult who asked for it may name the court, but no
message may threaten, carry a link or lean on the day it is read. The words of every language are looked for in every
message: a Welsh one is just as readable by somebody who knows the English word. Here: the shapes, and English.
"""

import re
from dataclasses import dataclass

from witness.domain.contact import Tier
from witness.domain.spoken_dates import SPOKEN


@dataclass(frozen=True, slots=True)
class WordRule:
    """What may not stand in a message. holds_to: the highest tier at which it is still forbidden."""

    code: str
    because: str
    pattern: re.Pattern[str]
    holds_to: Tier


# The words of the other languages for a day, so that a phone that may get none gets none in any of them.
WEEKDAYS = "|".join(day.casefold() for spoken in SPOKEN.values() for day in spoken.days)
MONTHS = "|".join(month.casefold() for spoken in SPOKEN.values() for month in spoken.months)


def any_of(words: str) -> re.Pattern[str]:
    """Look for any of these as whole words, whatever their capitals."""
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


LINK = re.compile(
    r"https?:|\bwww\.|\b[a-z0-9-]+\.(?:com|org|net|info|io|ly|uk|gov|wales|cymru|me|to|link|example)\b|\S@\S",
    re.IGNORECASE,
)

ENGLISH: tuple[WordRule, ...] = (
    WordRule(
        "court",
        "a word of the courts shows what this is about",
        any_of(
            r"court\w*|trials?|retrial|witness\w*|judges?|jur(?:y|or|ors)|magistrates?|barristers?"
            r"|solicitors?|lawyers?|crown|tribunals?|hearings?(?! from)|verdicts?|sentenc\w+|guilty"
            r"|bail|adjourn\w*|testif\w+|testimony|subpoena\w*|summons\w*|special measures?|video link"
            r"|live link|section 28|s\.? ?28|intermediary|usher|the case|your case|legal\w*|justice"
        ),
        Tier.L2,
    ),
    WordRule(
        "prosecution",
        "police and prosecution words show what this is about",
        any_of(
            r"polic\w+|cps|prosecut\w+|defendants?|accused|suspects?|offend\w*|officer in the case|oic"
            r"|detectives?|constables?|dc|d\.c\.|pc|custody|arrest\w*|charged|prison\w*|probation"
            r"|witness care|plo|idva|isva"
        ),
        Tier.L2,
    ),
    WordRule(
        "crime",
        "a word of the crime shows what happened to somebody",
        any_of(
            r"offences?|crim\w+|victims?|abus\w+|assault\w*|rap(?:e|ed|ist)|sex\w*|exploit\w*"
            r"|groom(?:ed|ing)|traffick\w*|cse|allegations?|alleged|incident|perpetrators?|survivors?"
            r"|county lines|gangs?|safeguarding|domestic violence"
        ),
        Tier.L2,
    ),
    WordRule(
        "evidence",
        "nobody may talk about evidence in a message",
        any_of(
            r"evidence|statements?|what happened|what you saw|what (?:he|she|they) did|abe"
            r"|your (?:interview|recording)|cross.?examin\w*|remember to say|tell them that"
        ),
        Tier.L3,
    ),
    WordRule(
        "helper",
        "the name of a service shows what this is about",
        any_of(
            r"ivison|nspcc|barnardo'?s|childline|victim support|citizens advice|parents against"
            r"|social (?:work\w*|services)|camhs|cica"
        ),
        Tier.L2,
    ),
    WordRule(
        "threat",
        "nobody is brought to anything by threats",
        any_of(
            r"must|(?:you )?have to|required|fail(?:ure|ing|s)? to|warrant|penalt\w+|fined"
            r"|consequences?|last chance|final (?:notice|warning|reminder)|or else|obliged|obligation"
            r"|compulsory|in trouble|warn(?:ing|ed)?|contempt|urgent(?:ly)?"
        ),
        Tier.L3,
    ),
    WordRule(
        "never",
        "nobody is called this, by us, at any level",
        any_of(r"victims?|victimi[sz]\w+|abus(?:e|es|ed|er|ers|ive|ing)|exploit\w*|defendants?|alleg(?:ations?|ed)"),
        Tier.L3,
    ),
    WordRule(
        "tone",
        "we speak calmly, and leave people their choice",
        re.compile(
            r"[!\U0001F300-\U0001FAFF\u2600-\u27BF]|\b(?:success\w*|congratulations|well done"
            r"|(?:don't|do not|never) forget"
            r"|(?:don't|do not) (?:miss|be late)|make sure|you(?: will|'ll)? need to|asap|deadlines?|act now"
            r"|non.?attendance|no.?shows?|on time|important)\b",
            re.IGNORECASE,
        ),
        Tier.L3,
    ),
    WordRule(
        "relative_day",
        "a text may be read a day late: name the day",
        any_of(r"today|tomorrow|tonight|yesterday|(?:this|next|last) (?:morning|afternoon|evening|week|month)"),
        Tier.L3,
    ),
    WordRule("link", "no message carries a link or an address of the web", LINK, Tier.L3),
    WordRule(
        "reference",
        "a case reference shows what this is about",
        re.compile(
            r"\b\d{2}[A-Z]{2}\d{5,9}\b|\b[TSAU]20\d{6}\b|\b(?:urn|ref|reference|case (?:no|number))\b",
            re.IGNORECASE,
        ),
        Tier.L2,
    ),
    WordRule(
        "postcode",
        "no place is written down",
        re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE),
        Tier.L2,
    ),
    WordRule(
        "address",
        "no place is written down",
        re.compile(
            r"\b\d+[a-z]?,? (?:[a-z'-]+ ){1,3}(?:street|st|road|rd|lane|avenue|ave|drive|crescent"
            r"|terrace|gardens|close|square|grove)\b|\b\d+[a-z]?,? (?:stryd|heol|ffordd|lôn)\b",
            re.IGNORECASE,
        ),
        Tier.L2,
    ),
    WordRule(
        "day_or_hour",
        "this phone may not get a day or an hour",
        re.compile(
            r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)day\b"
            rf"|\b(?:mon|tue|wed|thu|fri|sat|sun|{WEEKDAYS}) \d"
            rf"|\b\d{{1,2}} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|{MONTHS})"
            r"|\b\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|yb|yp|بجے)\b|\b\d{1,2}:\d\d\b"
            r"|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\bnoon\b|\bhanner dydd\b",
            re.IGNORECASE,
        ),
        Tier.L0,
    ),
)
