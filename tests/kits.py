"""A whole kit for a test: real store, real rules, a clock that stands still and carriers that remember."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.builders import CALENDAR
from tests.fakes import CollectingMail, CollectingTexts, FixedClock
from witness.domain.sending import Limits
from witness.kit import Kit
from witness.messaging.wording import Wording
from witness.settings import Settings, World
from witness.store import open_store
from witness.store.vault import new_keys

ROOT = Path(__file__).resolve().parents[1]
# Tuesday 24 November 2026, nine o'clock in the morning in London.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FIELD_KEYS = new_keys("test")


def settings_for(url: str, **changed: Any) -> Settings:
    """The settings of a test, but for what is `changed`."""
    values: dict[str, Any] = {
        "world": World.TEST,
        "database_url": url,
        "secret_key": "a key that only tests have and nobody else",
        "field_keys": FIELD_KEYS,
        "public_url": "http://localhost",
        "templates_dir": ROOT / "templates",
        "static_dir": ROOT / "witness" / "web" / "static",
        "list_token": "the bearer token of the list push",
    }
    return Settings(**{**values, **changed})


def a_kit(url: str, *, now: datetime = NOW, **changed: Any) -> Kit:
    """A kit on the migrated database at `url`. changed: settings that are not as always. Close its store."""
    settings = settings_for(url, **changed)
    return Kit(
        settings=settings,
        store=open_store(url, settings.field_keys),
        clock=FixedClock(now),
        calendar=lambda: CALENDAR,
        texts=CollectingTexts(),
        mail=CollectingMail(),
        wording=Wording(settings.templates_dir / "messages"),
        limits=Limits(threads=1, breath=timedelta(0)),
    )
