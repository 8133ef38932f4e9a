"""What somebody types to open a case by hand, and what may be wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from witness.domain.cases import Track
from witness.domain.contact import Tier
from witness.domain.people import name_words
from witness.domain.safe_hours import LEAST_TIME_LEFT

OLDEST = 110  # years; nobody who is older gives evidence, and a mistyped century is found


@dataclass(frozen=True, slots=True)
class NewPhone:
    """A parent's mobile and how it may be used. number "": there is none that is safe.

    checked: they have confirmed all this by voice today.
    """

    number: str = field(default="", repr=False)
    whose: str = ""
    seen_by: str = ""
    safe_days: frozenset[int] = frozenset(range(6))
    safe_from: time = time(9, 0)
    safe_until: time = time(19, 0)
    tier: Tier = Tier.L0
    signed_as: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class NewPerson:
    """The first witness, or their parent or carer. relation: of a parent, "mother"."""

    name: str = field(repr=False)
    initials: str
    born_on: date | None = field(default=None, repr=False)
    language: str = "en"
    relation: str = ""


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case as somebody types it. parent None: an adult witness who is written to directly, or nobody yet.

    owner_id: who is to have it. household_of: our reference of a case of the same household, "" for none.
    """

    ref: str
    track: Track
    court_code: str
    support_began_on: date
    owner_id: str
    witness: NewPerson
    label: str = "W1"
    charged_on: date | None = None
    cps_team_id: str | None = None
    urn: str = ""
    t_number: str = ""
    household_of: str = ""
    parent: NewPerson | None = None
    phone: NewPhone = NewPhone()


def faults_in(new: NewCase, today: date) -> tuple[tuple[str, str], ...]:
    """Give (field of the form, what is wrong with it) for everything that can be seen without asking anybody."""
    return tuple((name, words) for name, is_wrong, words in CHECKS if is_wrong(new, today))


# The field of the form, whether it is wrong, and what to say.
CHECKS: tuple[tuple[str, Callable[[NewCase, date], bool], str], ...] = (
    ("ref", lambda new, _: not new.ref.strip(), "Enter our reference"),
    ("charged_on", lambda new, today: _after(new.charged_on, today), "The day of charge lies ahead"),
    ("support_began_on", lambda new, today: new.support_began_on > today, "Support cannot begin in the future"),
    ("witness_name", lambda new, _: not name_words(new.witness.name), "Enter the name of the witness"),
    ("witness_initials", lambda new, _: not new.witness.initials.strip(), "Enter the initials of the witness"),
    ("witness_born_on", lambda new, today: not _may_be_born(new.witness, today), "That birthday cannot be right"),
    ("label", lambda new, _: not new.label.strip(), "Enter a label, for example W1"),
    ("parent_initials", lambda new, _: _lacks(new.parent, "initials"), "Enter their initials"),
    ("parent_relation", lambda new, _: _lacks(new.parent, "relation"), "Say who they are to the witness"),
    ("phone", lambda new, _: _has_phone(new) and new.parent is None, "Say whose phone this is: enter a parent's name"),
    ("phone_days", lambda new, _: _has_phone(new) and not new.phone.safe_days, "Choose at least one safe day"),
    ("phone_until", lambda new, _: _has_phone(new) and not _long_enough(new.phone), "The safe hours end too early"),
    ("phone_signed_as", lambda new, _: _has_phone(new) and not new.phone.signed_as, "Enter the name they know you by"),
    (
        "phone_tier",
        lambda new, _: _has_phone(new) and new.phone.tier > Tier.L1,
        "More than a day and a time takes more questions: go through them on the phone's own page",
    ),
    (
        "phone_checked",
        lambda new, _: _has_phone(new) and not new.phone.checked,
        "A phone is kept only when its owner has just answered these questions by voice",
    ),
)


def _has_phone(new: NewCase) -> bool:
    return bool(new.phone.number)


def _lacks(person: NewPerson | None, what: str) -> bool:
    return person is not None and not getattr(person, what).strip()


def _after(day: date | None, today: date) -> bool:
    return day is not None and day > today


def _may_be_born(person: NewPerson, today: date) -> bool:
    born_on = person.born_on
    return born_on is None or (born_on <= today and today.year - born_on.year <= OLDEST)


def _long_enough(phone: NewPhone) -> bool:
    any_day = date(2000, 1, 1)
    return datetime.combine(any_day, phone.safe_until) - datetime.combine(any_day, phone.safe_from) >= LEAST_TIME_LEFT
