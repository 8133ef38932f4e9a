"""The words and shapes that may not stand in a message to a family, as data (domain reference §6).

Each rule holds up to a tier: a full-detail message to an adult who asked for it may name the court, but no
message may threaten, carry a link or lean on the day it is read. English and Welsh are looked for in every
message: a Welsh one is just as readable by somebody who knows the English word.
"""

import re
from dataclasses import dataclass

from witness.domain.contact import Tier


@dataclass(frozen=True, slots=True)
class WordRule:
    """What may not stand in a message. holds_to: the highest tier at which it is still forbidden."""

    code: str
    because: str
    pattern: re.Pattern[str]
    holds_to: Tier


def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


LINK = re.compile(
    r"https?:|\bwww\.|\b[a-z0-9-]+\.(?:com|org|net|info|io|ly|uk|gov|wales|cymru|me|to|link|example)\b|\S@\S",
    re.IGNORECASE,
)

RULES: tuple[WordRule, ...] = (
    WordRule(
        "court",
        "a word of the courts shows what this is about",
        _any_of(
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
        _any_of(
            r"polic\w+|cps|prosecut\w+|defendants?|accused|suspects?|offend\w*|officer in the case|oic"
            r"|detectives?|constables?|dc|d\.c\.|pc|custody|arrest\w*|charged|prison\w*|probation"
            r"|witness care|plo|idva|isva"
        ),
        Tier.L2,
    ),
    WordRule(
        "crime",
        "a word of the crime shows what happened to somebody",
        _any_of(
            r"offences?|crim\w+|victims?|abus\w+|assault\w*|rap(?:e|ed|ist)|sex\w*|exploit\w*"
            r"|groom(?:ed|ing)|traffick\w*|cse|allegations?|alleged|incident|perpetrators?|survivors?"
            r"|county lines|gangs?|safeguarding|domestic violence"
        ),
        Tier.L2,
    ),
    WordRule(
        "evidence",
        "nobody may talk about evidence in a message",
        _any_of(
            r"evidence|statements?|what happened|what you saw|what (?:he|she|they) did|abe"
            r"|your (?:interview|recording)|cross.?examin\w*|remember to say|tell them that"
        ),
        Tier.L3,
    ),
    WordRule(
        "helper",
        "the name of a service shows what this is about",
        _any_of(
            r"ivison|nspcc|barnardo'?s|childline|victim support|citizens advice|parents against"
            r"|social (?:work\w*|services)|camhs|cica"
        ),
        Tier.L2,
    ),
    WordRule(
        "welsh_court",
        "a word of the courts shows what this is about",
        _any_of(
            r"ll?ys(?:oedd)?|(?:t|d|th|nh)reial|(?:t|d|th|nh)yst(?:ion)?|[bf]arnw[ry]r?|rheithg\w+"
            r"|ynad(?:on)?|bargyfreith\w+|cyfreithi\w+|gyfreithi\w+|g?wrandawiad|euog|mechn\w+"
            r"|fechn\w+|dedfry\w+|ddedfry\w+|heddlu|erlyn\w*|diffynn\w+|ddiffynn\w+|[gc]?archar"
            r"|cyhudd\w+|gyhudd\w+|(?:t|d|th|nh)ystiol\w+|datganiad|ddatganiad|wŷs"
        ),
        Tier.L2,
    ),
    WordRule(
        "welsh_crime",
        "a word of the crime shows what happened to somebody",
        _any_of(
            r"(?:t|d|th)rosedd\w*|d?dioddefw\w+|cam-?drin|gam-?drin|ymosod\w*|rhywiol|treisio|dreisio"
            r"|ecsbloet\w+|honiad\w*|masnachu"
        ),
        Tier.L2,
    ),
    WordRule(
        "threat",
        "nobody is brought to anything by threats",
        _any_of(
            r"must|(?:you )?have to|required|fail(?:ure|ing|s)? to|warrant|penalt\w+|fined"
            r"|consequences?|last chance|final (?:notice|warning|reminder)|or else|obliged|obligation"
            r"|compulsory|in trouble|warn(?:ing|ed)?|contempt|urgent(?:ly)?"
        ),
        Tier.L3,
    ),
    WordRule(
        "welsh_threat",
        "nobody is brought to anything by threats",
        _any_of(r"(?<!dim )rhaid|cosb\w*|gosb\w*|gwarant|dirwy\w*|ddirwy\w*|gorfod\w*"),
        Tier.L3,
    ),
    WordRule(
        "relative_day",
        "a text may be read a day late: name the day",
        _any_of(
            r"today|tomorrow|tonight|yesterday|(?:this|next) (?:morning|afternoon|week|month)|heddiw"
            r"|yfory|heno|ddoe"
        ),
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
            r"|\b(?:mon|tue|wed|thu|fri|sat|sun|llun|maw|mer|iau|gwe|sad|sul) \d"
            r"|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ion|chwe|maw|ebr|mai|meh|gorff|awst"
            r"|medi|hyd|tach|rhag)"
            r"|\b\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|yb|yp)\b|\b\d{1,2}:\d\d\b|\bnoon\b|\bhanner dydd\b",
            re.IGNORECASE,
        ),
        Tier.L0,
    ),
)
