"""A kit that a test drives like life: carriers that answer as they are told, and fixtures on both databases."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.fakes import FixedClock
from tests.kits import FIELD_KEYS, ROOT, settings_for, words_of
from witness.domain.sending import Limits
from witness.intake.holidays import bundled_calendar
from witness.kit import Kit
from witness.messaging.carrier import Accepted, CannotSay, Finding, Handed, Outcome, OutgoingMail, OutgoingText
from witness.settings import NotifyAccount, TwilioAccount
from witness.store import open_store

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PUBLIC_URL = "https://support.example"
TOKEN = "a-token-of-the-carrier"
LIST_TOKEN = "a-token-of-the-list-publisher"

# One thread, so that a test knows in which order its carrier is handed things.
ONE_AFTER_THE_OTHER = Limits(threads=1, breath=timedelta(0))

__all__ = ["FIELD_KEYS", "LIST_TOKEN", "MONDAY", "PUBLIC_URL", "ROOT", "TOKEN", "a_live_kit", "settings_for"]


@dataclass
class TalkingClock(FixedClock):
    """A fixed clock that is told in words: `forward(minutes=16)`."""

    def forward(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@dataclass
class ScriptedCarrier:
    """Keeps what it was handed; answers as it was told to, else that it was accepted.

    Asked what became of a text it cannot say, unless it was told to.
    """

    name: str = "scripted"
    holds_validity: bool = True
    handed: list[Any] = field(default_factory=list)
    answers: list[Outcome] = field(default_factory=list)
    asked: list[Handed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    before: Callable[[], None] | None = None

    def send(self, parcel: OutgoingText | OutgoingMail) -> Outcome:
        if self.before is not None:
            self.before()
        self.handed.append(parcel)
        return self.answers.pop(0) if self.answers else Accepted(f"{self.name}-{len(self.handed)}")

    def ask(self, about: Handed) -> Finding:
        self.asked.append(about)
        return self.findings.pop(0) if self.findings else CannotSay("nobody told it")


def a_live_kit(url: str, **changed: Any) -> Kit:
    """A kit whose clock, texts and mail are the tests' own: `live.clock`, `live.texts.handed`."""
    settings = settings_for(url, **{"list_token": LIST_TOKEN, **changed})
    calendar = bundled_calendar()
    store = open_store(url, FIELD_KEYS)
    return Kit(
        settings=settings,
        store=store,
        clock=TalkingClock(MONDAY),
        calendar=lambda: calendar,
        texts=ScriptedCarrier("text"),
        mail=ScriptedCarrier("mail"),
        wording=words_of(store),
        limits=ONE_AFTER_THE_OTHER,
    )


def twilio_account(**changed: Any) -> TwilioAccount:
    given = TwilioAccount("AC" + "0" * 32, TOKEN, PUBLIC_URL, sender="+447700900000")
    return replace(given, **changed)


def notify_account(**changed: Any) -> NotifyAccount:
    service, secret = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
    given = NotifyAccount(f"live-{service}-{secret}", "f33517ff-2a88-4f6e-b855-c550268ce08a", TOKEN)
    return replace(given, **changed)


@pytest.fixture
def live(database_url: str) -> Iterator[Kit]:
    """A kit on SQLite, and again on PostgreSQL."""
    made = a_live_kit(database_url)
    yield made
    made.store.close()


@pytest.fixture
def lite(sqlite_url: str) -> Iterator[Kit]:
    """A kit on SQLite only, for what does not depend on the database."""
    made = a_live_kit(sqlite_url)
    yield made
    made.store.close()
