"""What the courts' hearing types mean, and the few words of a list note that staff may want to know.

A court may use a code in its own way, so a description that is understood outranks the code (court-lists reference §3).
"""

import re
from dataclasses import dataclass

from witness.domain.hearings import HearingKind, Listing
from witness.intake.court_lists.fields import words

CODES: dict[str, HearingKind] = {
    "TRL": HearingKind.TRIAL,
    "TRN": HearingKind.TRIAL,
    "TPH": HearingKind.TRIAL,
    "TFL": HearingKind.TRIAL,
    "TFW": HearingKind.TRIAL,
    "TPW": HearingKind.TRIAL,
    "TWC": HearingKind.TRIAL,
    "TBK": HearingKind.TRIAL,
    "TRE": HearingKind.TRIAL,
    "TPR": HearingKind.TRIAL,
    "TNW": HearingKind.TRIAL,
    "PTP": HearingKind.PTPH,
    "PTR": HearingKind.PTR,
    "FCM": HearingKind.FCMH,
    "GRH": HearingKind.GRH,
    "SEN": HearingKind.SENTENCE,
    "MEN": HearingKind.MENTION,
    "MEF": HearingKind.MENTION,
    "MNW": HearingKind.MENTION,
    "MDA": HearingKind.MENTION,
    "FHA": HearingKind.OTHER,
    "BFA": HearingKind.OTHER,
    "S28": HearingKind.S28,
    "NEWTON": HearingKind.NEWTON,
    "APP": HearingKind.APPEAL,
}

LISTING_CODES: dict[str, Listing] = {
    "TFL": Listing.FLOATER,
    "TBK": Listing.BACKER,
    "TRE": Listing.RESERVE,
    "TFW": Listing.WARNED_LIST,
    "TPW": Listing.WARNED_LIST,
}

PART_HEARD_CODES = frozenset({"TPH"})
NO_WITNESSES_CODES = frozenset({"TNW", "MNW"})
BREAK_FIXTURE_CODES = frozenset({"BFA"})

# Read from above; the first that is found decides. "Plea and trial preparation" must come before "trial".
DESCRIPTIONS: tuple[tuple[str, HearingKind], ...] = (
    (r"break (?:the )?fixture|vacate (?:the )?(?:trial|fixture)", HearingKind.OTHER),
    (r"^bail\b|\bbail (?:app|hearing|review|variation)|(?:for|vary) bail\b", HearingKind.BAIL),
    (r"newton", HearingKind.NEWTON),
    (r"ground rules|\bgrh\b", HearingKind.GRH),
    (r"s(?:ection|ec)?\.? ?28\b", HearingKind.S28),
    (r"plea and (?:trial|case)|\bptph\b|trial preparation", HearingKind.PTPH),
    (r"pre-? ?trial review|\bptr\b", HearingKind.PTR),
    (r"case management|\bfcmh\b", HearingKind.FCMH),
    (r"appeal", HearingKind.APPEAL),
    (r"sentenc", HearingKind.SENTENCE),
    (r"mention|trial review|trial readiness", HearingKind.MENTION),
    (r"^(?:for )?application", HearingKind.OTHER),
    (r"first hearing|first appearance", HearingKind.FIRST_HEARING),
    (r"re-?trial", HearingKind.RETRIAL),
    (r"\btrial\b", HearingKind.TRIAL),
)
MEANINGS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in DESCRIPTIONS)

LISTING_DESCRIPTIONS: tuple[tuple[str, Listing], ...] = (
    (r"\bfloat", Listing.FLOATER),
    (r"\bbacker\b", Listing.BACKER),
    (r"\breserve\b", Listing.RESERVE),
)
LISTING_MEANINGS = tuple((re.compile(pattern, re.IGNORECASE), what) for pattern, what in LISTING_DESCRIPTIONS)

PART_HEARD = re.compile(r"part[- ]?heard", re.IGNORECASE)
NO_WITNESSES = re.compile(r"\b(?:no|without) witness(?:es)?\b(?! on| day)", re.IGNORECASE)
BREAK_FIXTURE = re.compile(DESCRIPTIONS[0][0], re.IGNORECASE)

DAY_1 = "NO WITNESSES DAY 1"

HINTS: tuple[tuple[str, str], ...] = (
    (r"\bscreens?\b", "SCREENS"),
    (r"\b(?:live|video|tv)[- ]?links?\b", "LIVE LINK"),
    (r"\bvideo hearing\b", "VIDEO HEARING"),
    (r"\babe\b|achieving best evidence", "ABE"),
    (r"\b(?:section|sec|s)\.? ?28\b", "SECTION 28"),
    (r"\bno wit(?:ness(?:es)?|s)? (?:required )?(?:on |for )?(?:the )?(?:day (?:1|one)|first day)\b", DAY_1),
    (r"\binterpret(?:er|ers|ing)\b", "INTERPRETER"),
    (r"\bwheel ?-?chair\b", "WHEELCHAIR"),
    (r"\bcvp\b", "CVP"),
)
HINT_MEANINGS = tuple((re.compile(pattern, re.IGNORECASE), hint) for pattern, hint in HINTS)
TIME_ESTIMATE = re.compile(
    r"\b(?:t\.?/?e\.?|time estimate|est(?:imate)?d?(?: length)?)\s*[:\-]?\s*"
    r"(?P<from>\d{1,2})(?:\s*(?:-|to)\s*(?P<to>\d{1,2}))?\s*(?P<unit>days?|weeks?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HearingType:
    """What a list says a hearing is. `listing` is what the type itself promises, None when it promises nothing."""

    kind: HearingKind
    text: str
    listing: Listing | None = None
    part_heard: bool = False
    no_witnesses: bool = False
    break_fixture: bool = False


def hearing_type(code: object, description: object) -> HearingType:
    """Make out a hearing type from its code and its description, either of which may be missing or unknown."""
    letters, text = words(code).upper(), words(description, longest=80)
    by_text = next((kind for pattern, kind in MEANINGS if pattern.search(text)), None)
    by_code = CODES.get(letters)
    # Where the description says that it is something else, nothing that the code stands for is believed.
    trusted = letters if by_text is None or by_text is by_code else ""
    kind = by_text or by_code or HearingKind.OTHER
    return HearingType(
        kind=kind,
        text=text or letters[:10],
        listing=_listing(trusted, text) if kind in (HearingKind.TRIAL, HearingKind.RETRIAL) else None,
        part_heard=trusted in PART_HEARD_CODES or bool(PART_HEARD.search(text)),
        no_witnesses=trusted in NO_WITNESSES_CODES or bool(NO_WITNESSES.search(text)),
        break_fixture=trusted in BREAK_FIXTURE_CODES or bool(BREAK_FIXTURE.search(text)),
    )


def hints(*notes: object) -> tuple[str, ...]:
    """Give the words of a fixed vocabulary that notes contain; nothing else of a note is ever kept."""
    text = " ".join(words(note, longest=4000) for note in notes)
    found = [hint for pattern, hint in HINT_MEANINGS if pattern.search(text)]
    estimate = TIME_ESTIMATE.search(text)
    return tuple(found) + ((_time_estimate(estimate),) if estimate else ())


def _listing(code: str, text: str) -> Listing | None:
    """Give what a type of trial promises about its date."""
    by_text = next((listing for pattern, listing in LISTING_MEANINGS if pattern.search(text)), None)
    return LISTING_CODES.get(code) or by_text


def _time_estimate(found: re.Match[str]) -> str:
    """Write an estimate in one way: "TIME ESTIMATE 5-6 DAYS"."""
    span = found["from"] if found["to"] is None else f"{found['from']}-{found['to']}"
    unit = "WEEK" if found["unit"].lower().startswith("w") else "DAY"
    return f"TIME ESTIMATE {span} {unit}{'' if span == '1' else 'S'}"
