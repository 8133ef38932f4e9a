"""A whole kit for a test: real store, real rules, a clock that stands still and carriers that remember."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError

from tests.builders import CALENDAR
from tests.fakes import CollectingMail, CollectingTexts, FixedClock
from witness.domain.sending import Limits
from witness.kit import Kit
from witness.messaging.wording import Wording
from witness.questions.published_wording import PublishedInStore
from witness.settings import Settings, World
from witness.store import Store, open_store
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


def words_of(store: Store) -> Wording:
    """The wording over a store. It looks for newer words only where somebody must be certain: a test that counts
    statements counts the same on a slow machine."""
    wording = Wording(ROOT / "templates" / "messages", PublishedInStore(store), fresh_for=3600)
    with suppress(DatabaseError):  # a database without tables is a test's own business
        wording.languages()
    return wording


def a_kit(url: str, *, now: datetime = NOW, **changed: Any) -> Kit:
    """A kit on the migrated database at `url`. changed: settings that are not as always. Close its store."""
    settings = settings_for(url, **changed)
    store = open_store(url, settings.field_keys)
    return Kit(
        settings=settings,
        store=store,
        clock=FixedClock(now),
        calendar=lambda: CALENDAR,
        texts=CollectingTexts(),
        mail=CollectingMail(),
        wording=words_of(store),
        limits=Limits(threads=1, breath=timedelta(0)),
    )
