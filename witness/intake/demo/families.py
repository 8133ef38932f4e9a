"""The families of the demo world: invented names, numbers kept for drama, addresses that lead nowhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from witness.domain.contact_terms import terms_as_plain, terms_from_plain
from witness.intake.demo.tales import WALK, Spec

FIRST = ("Jo", "Amari", "Bea", "Caz", "Dev", "Esme", "Finn", "Gia", "Hal", "Ivy", "Kit", "Lux", "Mina", "Ned", "Orla",
         "Pip", "Quin", "Rae", "Sol", "Tess", "Una", "Vik", "Wren", "Yas", "Zed")  # fmt: skip
LAST = ("Fernley", "Brackenby", "Coldstone", "Dunnock", "Elderwick", "Fieldfare", "Goosander", "Hawkswell", "Inkpen",
        "Jackdaw", "Kestrelby", "Linnet", "Merlinson", "Nuthatch", "Ouzel", "Pipitson", "Quailby")  # fmt: skip
OLDER = frozenset({"grandmother", "foster carer"})
ALL_WEEK = list(range(7))
# What a tale says of a phone that the record says otherwise.
TOLD_IN_DAYS = frozenset({"checked_ago", "ending", "happened", "opted_in_ago", "quiet", "reviewed"})
# Ofcom keeps 07700 900000 to 900999 for drama. Three have a fate in the sandbox, 123 is the walk's, 990 a stranger's.
ENDINGS = tuple(f"{n:03d}" for n in (*range(200, 1000), *range(200)) if n not in (123, 404, 503, 990, 999))
# So many days lie between the birthdays of two children.
BETWEEN_CHILDREN = 700


def _step(record: dict[str, Any], at: str, kind: str, because: str) -> dict[str, Any]:
    return {
        "state": record["state"],
        "tier": record["tier"],
        "at": at,
        "because": because,
        "kind": kind,
        "reviewed_on": record["reviewed_on"],
        "signed_as": record["signed_as"],
        "terms": terms_as_plain(terms_from_plain(record)),
    }


# Which mailbox is gone, and what some have chosen for their calendars, by the number of the case.
MAILBOX_IS_GONE = 9
CALENDARS: dict[int, dict[str, Any]] = {
    0: {"title": "Dentist", "whose": "own", "alarms": [60]},
    3: {"busy": False},
    15: {"title": "Coffee with Sam", "whose": "own", "alarms": [30, 1440]},
    18: {"wanted": True, "alarms": [120]},
}


@dataclass(frozen=True, slots=True)
class Family:
    """The people of one case.

    checked_on: when they last said by voice how they may be reached. phone_checked_on: the same, of the carer's mobile.
    """

    spec: Spec
    number: int
    today: date
    checked_on: date
    phone_checked_on: date

    def people(self, children: list[str]) -> list[dict[str, Any]]:
        """Give the children, the eldest first, and whoever cares for them."""
        return [*(self._child(child, n) for n, child in enumerate(children)), self._carer()]

    @property
    def _surname(self) -> str:
        return "Farah" if self.spec.ref == WALK else LAST[self.number % len(LAST)]

    def _child(self, local: str, n: int) -> dict[str, Any]:
        name = "Jude" if self.spec.ref == WALK else FIRST[(self.number + n * 7) % len(FIRST)]
        born = self.today - timedelta(days=int(self.spec.age * 365.25) - n * BETWEEN_CHILDREN + 20)
        ending = ENDINGS[(self.number + len(ENDINGS) // 2) % len(ENDINGS)]
        own = {**self._contact("en"), "id": "own", "value": f"+447700900{ending}"}
        return self._person(local, name, born, [own] if self.spec.direct else [])

    def _carer(self) -> dict[str, Any]:
        name = "Amina" if self.spec.ref == WALK else FIRST[(self.number + 11) % len(FIRST)]
        born = date(self.today.year - (64 if self.spec.carer in OLDER else 40), 4, 2)
        contacts = [self._mobile(), *([self._mailbox()] if self.number % 3 == 0 else [])]
        person = self._person("mother", name, born, contacts)
        return {**person, "language": self.spec.language, "calendar": self._calendar()}

    def _calendar(self) -> list[dict[str, Any]]:
        """What some of those with a mailbox chose for their calendars when it was checked."""
        if self.number not in CALENDARS:
            return []
        chosen: dict[str, Any] = {
            "mailbox": None,
            "wanted": True,
            "title": "",
            "place": "none",
            "nickname": "",
            "alarms": [],
        }
        at = f"{self.checked_on.isoformat()}T10:00:00Z"
        return [{"id": "choice", "at": at, **chosen, "busy": True, "whose": "shared", **CALENDARS[self.number]}]

    def _mobile(self) -> dict[str, Any]:
        ending = "123" if self.spec.ref == WALK else ENDINGS[self.number % len(ENDINGS)]
        phone = {key: value for key, value in self.spec.phone.items() if key not in TOLD_IN_DAYS}
        number = f"+447700900{self.spec.phone.get('ending', ending)}"
        mobile = {**self._contact(self.spec.language), "id": "mobile", "value": number}
        return self._with_steps(
            {**mobile, "reviewed_on": self.phone_checked_on.isoformat(), **phone, **self._in_days()}
        )

    def _with_steps(self, record: dict[str, Any]) -> dict[str, Any]:
        """Give a record with its history: gone through by voice, and what happened since."""
        calm = {**record, "state": "usable", "expired_at": None, "expired_because": None}
        steps = [_step(calm, f"{record['reviewed_on']}T14:00:00Z", "checked", "checked by voice")]
        if record["state"] != "usable":
            steps.append(_step(record, f"{self._on(-2)}T11:30:00Z", "blocked", ""))
        if record.get("expired_at"):
            steps.append(_step(record, record["expired_at"], "expired", ""))
        return {**record, "steps": steps}

    def _in_days(self) -> dict[str, Any]:
        """Give what a tale tells in days from today: a check, something that happened, days on which nothing goes."""
        told, found = self.spec.phone, dict[str, Any]()
        if "checked_ago" in told:
            found["reviewed_on"] = self._on(-told["checked_ago"])
        if "happened" in told:
            ago, what = told["happened"]
            found |= {"expired_at": f"{self._on(-ago)}T15:20:00Z", "expired_because": what}
        if "opted_in_ago" in told:
            found["opted_in_on"] = self._on(-told["opted_in_ago"])
        if "quiet" in told:
            found["quiet"] = [
                {
                    "first_on": self._on(first),
                    "last_on": None if last is None else self._on(last),
                    "why": why,
                    "weekdays": list(weekdays),
                    "every_weeks": every,
                    "morning_only": False,
                }
                for first, last, why, weekdays, every in told["quiet"]
            ]
        return found

    def _on(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()

    def _mailbox(self) -> dict[str, Any]:
        # A mail server of the demo returns what is sent to a mailbox that is gone.
        gone = "gone" if self.number == MAILBOX_IS_GONE else ""
        address = f"{self._surname.lower()}{self.number}{gone}@home.example"
        mailbox = {**self._contact(self.spec.language), "id": "mail", "channel": "email", "value": address}
        return {**mailbox, "whose": "own address", "wants_calendar": True}

    def _contact(self, language: str) -> dict[str, Any]:
        return {
            "channel": "sms",
            "tier": 1,
            "state": "usable",
            "reviewed_on": self.checked_on.isoformat(),
            "signed_as": self.spec.owner.split("@")[0].capitalize(),
            "language": language,
            "safe_days": ALL_WEEK,
            "safe_from": "09:00",
            "safe_until": "19:00",
            "seen_by": "",
            "whose": "own phone",
            "wants_calendar": False,
            "belongs": "own",
            "previews": "off",
            "voicemail": "neutral",
            "may_text": True,
            "may_ring": True,
            "reading": "usual",
            "prefers": "text",
            "opted_in_on": None,
        }

    def _person(self, local: str, name: str, born: date, contacts: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": local,
            "household": "home",
            "name": f"{name} {self._surname}",
            "initials": f"{name[0]}.{self._surname[0]}.",
            "born_on": born.isoformat(),
            "language": "en",
            "contacts": contacts,
        }
