"""Reads the environment once, names every missing or malformed value, and refuses to start on any."""

import os
import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from witness.messaging.imap_mail import read_imap_url
from witness.messaging.lint import betrayed_by
from witness.messaging.mail_form import ADDRESS
from witness.settings import NotifyAccount, Settings, TwilioAccount, World
from witness.store.backup_files import NoBackupKey, checked_key
from witness.store.checkpoints import NoSigningKey, new_signing_key, public_key_of
from witness.store.vault import BadKeys, new_keys, read_keys

CHECKOUT = Path(__file__).resolve().parent

SECRET_SHORTEST = 32
# What people leave in place of a secret.
DEFAULTS = ("changeme", "change-me", "secret", "default", "example", "password", "development")
YES = frozenset({"1", "yes", "true", "on"})
CARRIERS = ("sandbox", "twilio", "notify")
# Whether managers and administrators need a security key, the first when nothing is said.
KEY_CHOICES = ("needed", "offered")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Notify's keys: a name, the service, the secret.
NOTIFY_KEY = re.compile(rf".+-{UUID.pattern}-{UUID.pattern}", re.IGNORECASE)
SHORTEST_CALLBACK_TOKEN = 10  # Notify takes none that is shorter


class BadSettings(Exception):
    """The environment cannot be used. `faults` names each value and what is wrong with it, never the value."""

    def __init__(self, faults: list[str]) -> None:
        """Put every fault on a line of its own."""
        self.faults = tuple(faults)
        super().__init__("the environment cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))


def read_settings(environ: Mapping[str, str] = os.environ, *, data_dir: Path = CHECKOUT / ".data") -> Settings:
    """Read the settings of this process.

    data_dir: where a demo or a test keeps the secrets that it made up, and its database.

    Raises:
        BadSettings: one or more values are missing or malformed.
    """
    reading = _Reading(environ, data_dir)
    settings = _settings(reading)
    if reading.faults:
        raise BadSettings(reading.faults)
    return settings


@dataclass(slots=True)
class _Reading:
    """The environment, and what was found wrong with it so far."""

    environ: Mapping[str, str]
    data_dir: Path
    faults: list[str] = field(default_factory=list)
    world: World = World.DEMO

    @property
    def in_production(self) -> bool:
        return self.world is World.PRODUCTION

    def value(self, name: str, default: str = "") -> str:
        return self.environ.get(name, "").strip() or default

    def fault(self, name: str, what: str) -> str:
        self.faults.append(f"{name}: {what}")
        return ""

    def needed(self, name: str, make: Callable[[], str]) -> str:
        """Give a value that production must be told and that other worlds make up once."""
        given = self.value(name)
        if given:
            return given
        if self.in_production:
            return self.fault(name, "is missing; production makes up nothing")
        return _kept_in(self.data_dir, name.lower(), make)


def _settings(reading: _Reading) -> Settings:
    reading.world = _world(reading)
    public_url = _public_url(reading)
    carrier = _carrier(reading)
    mail_url = _mail_url(reading)
    checkpoint_dir = _checkpoint_dir(reading)
    _refuse_sandbox(reading, mail_url)
    return Settings(
        world=reading.world,
        database_url=_database_url(reading),
        secret_key=_secret_key(reading),
        field_keys=_field_keys(reading),
        public_url=public_url,
        templates_dir=CHECKOUT / "templates",
        static_dir=CHECKOUT / "witness" / "web" / "static",
        twilio=_twilio(reading, public_url) if carrier == "twilio" else None,
        notify=_notify(reading) if carrier == "notify" else None,
        mail_url=mail_url,
        mail_from=_mail_from(reading),
        list_token=_list_token(reading),
        mail_token=_checked_secret(reading, "MAIL_INBOUND_TOKEN", reading.value("MAIL_INBOUND_TOKEN")),
        imap_url=_imap_url(reading),
        mail_bounces=_mail_bounces(reading),
        travel_url=_travel_url(reading),
        letterhead=_letterhead(reading),
        data_protection=_data_protection(reading),
        hold=timedelta(minutes=_whole_number(reading, "HOLD_MINUTES", default=15, most=24 * 60)),
        clock_starts_at=_clock(reading),
        checkpoint_dir=checkpoint_dir,
        audit_key=_audit_key(reading),
        keys_wanted=_keys_wanted(reading),
        trust_file=CHECKOUT / "docs" / "trust.json",
        backup_dir=_folder(reading, "BACKUP_DIR"),
        backup_key=_backup_key(reading),
        journal_dir=_folder(reading, "JOURNAL_DIR") or checkpoint_dir,
        pg_programs=reading.value("PG_PROGRAMS"),
    )


def _keys_wanted(reading: _Reading) -> bool:
    choice = reading.value("SECURITY_KEYS", KEY_CHOICES[0])
    if choice not in KEY_CHOICES:
        reading.fault("SECURITY_KEYS", f"must be one of {', '.join(KEY_CHOICES)}")
    return choice != KEY_CHOICES[1]


def _world(reading: _Reading) -> World:
    name = reading.value("WITNESS_ENV", World.DEMO.value)
    if name not in set(World):
        reading.fault("WITNESS_ENV", f"must be one of {', '.join(World)}")
        # The strictest, so that nothing is made up because of a typing mistake.
        return World.PRODUCTION
    return World(name)


def _database_url(reading: _Reading) -> str:
    url = reading.value("DATABASE_URL")
    if not url and not reading.in_production:
        _make_private(reading.data_dir)
        return f"sqlite:///{reading.data_dir / 'witness.db'}"
    if not url:
        return reading.fault("DATABASE_URL", "is missing: sqlite:///FILE or postgresql://…")
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        return reading.fault("DATABASE_URL", "must begin with sqlite:/// or postgresql://")
    return url


def _secret_key(reading: _Reading) -> str:
    key = reading.needed("SECRET_KEY", lambda: secrets.token_urlsafe(48))
    return _checked_secret(reading, "SECRET_KEY", key)


def _list_token(reading: _Reading) -> str:
    return _checked_secret(reading, "LIST_PUSH_TOKEN", reading.value("LIST_PUSH_TOKEN"))


def _checked_secret(reading: _Reading, name: str, secret: str) -> str:
    if not secret or not reading.in_production:
        return secret
    if any(word in secret.casefold() for word in DEFAULTS) or len(set(secret)) < 10:
        return reading.fault(name, "is a default or a placeholder, not a secret")
    if len(secret) < SECRET_SHORTEST:
        return reading.fault(name, f"is too short: {SECRET_SHORTEST} characters or more are needed")
    return secret


def _field_keys(reading: _Reading) -> str:
    keys = reading.needed("FIELD_KEYS", lambda: new_keys("first"))
    if not keys:
        return ""
    try:
        read_keys(keys)
    except BadKeys as wrong:
        return reading.fault("FIELD_KEYS", str(wrong).removeprefix("FIELD_KEYS: "))
    return keys


def _checkpoint_dir(reading: _Reading) -> Path | None:
    """Read where signed checkpoints go. That the folder is there is the worker's to find: it says so, and goes on."""
    given = reading.value("AUDIT_CHECKPOINTS")
    if not given:
        return _demo_checkpoints(reading)
    folder = Path(given)
    database = Path(reading.value("DATABASE_URL").removeprefix("sqlite:///"))
    if not folder.is_absolute():
        reading.fault("AUDIT_CHECKPOINTS", "must be the whole path of a folder, from / on")
    elif reading.in_production and folder in database.parents:
        reading.fault("AUDIT_CHECKPOINTS", "holds the database too; whoever changes one would change the other")
    return folder


def _demo_checkpoints(reading: _Reading) -> Path | None:
    """Give the demo's own folder, beside its own database; a demo that begins anew begins its checkpoints anew."""
    if reading.world is not World.DEMO or reading.value("DATABASE_URL"):
        return None
    folder = reading.data_dir / "checkpoints"
    if not (reading.data_dir / "witness.db").exists():
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _folder(reading: _Reading, name: str) -> Path | None:
    """Read a folder outside the database. That it is there is the worker's to find: it says so, and goes on."""
    given = reading.value(name)
    if not given:
        return None
    folder = Path(given)
    if not folder.is_absolute():
        reading.fault(name, "must be the whole path of a folder")
        return None
    return folder


def _backup_key(reading: _Reading) -> str:
    """Read what copies are encrypted with."""
    return _key(reading, "BACKUP_KEY", checked_key)


def _audit_key(reading: _Reading) -> str:
    """Read what checkpoints are signed with; a demo makes it up once."""
    made_up = partial(_kept_in, reading.data_dir, "audit_key", new_signing_key)
    return _key(reading, "AUDIT_KEY", public_key_of, made_up if reading.world is World.DEMO else str)


def _key(reading: _Reading, name: str, check: Callable[[str], object], otherwise: Callable[[], str] = str) -> str:
    """Read a key from a file that only the worker may read, NAME_FILE, or from the environment.

    otherwise: makes one where none is given; nothing is made without it.
    """
    file, key = reading.value(f"{name}_FILE"), reading.value(name)
    if file:
        try:
            key = Path(file).read_text(encoding="ascii").strip()
        except (OSError, UnicodeError):
            return reading.fault(f"{name}_FILE", "cannot be read")
    key = key or otherwise()
    if not key:
        return ""
    try:
        check(key)
    except (NoBackupKey, NoSigningKey):
        return reading.fault(f"{name}_FILE" if file else name, "must be 32 bytes in base64")
    return key


def _public_url(reading: _Reading) -> str:
    port = _whole_number(reading, "PORT", default=8000, least=1, most=65535)
    url = reading.value("PUBLIC_URL", "" if reading.in_production else f"http://127.0.0.1:{port}").rstrip("/")
    if not url:
        return reading.fault("PUBLIC_URL", "is missing: the address that people and carriers reach, https://…")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.fragment:
        return reading.fault("PUBLIC_URL", "must be https://HOST without a path")
    if reading.in_production and parts.scheme != "https":
        return reading.fault("PUBLIC_URL", "must begin with https:// in production")
    return url


def _carrier(reading: _Reading) -> str:
    carrier = reading.value("SMS_CARRIER", "sandbox")
    return carrier if carrier in CARRIERS else reading.fault("SMS_CARRIER", f"must be one of {', '.join(CARRIERS)}")


def _twilio(reading: _Reading, public_url: str) -> TwilioAccount:
    for name in ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"):
        if not reading.value(name):
            reading.fault(name, "is missing; SMS_CARRIER=twilio needs it")
    account = TwilioAccount(
        account_sid=reading.value("TWILIO_ACCOUNT_SID"),
        auth_token=reading.value("TWILIO_AUTH_TOKEN"),
        public_url=public_url,
        sender=reading.value("TWILIO_FROM"),
        messaging_service_sid=reading.value("TWILIO_MESSAGING_SERVICE_SID"),
        api_url=reading.value("TWILIO_API_URL").rstrip("/"),
    )
    if bool(account.sender) == bool(account.messaging_service_sid):
        reading.fault("TWILIO_FROM", "exactly one of TWILIO_FROM and TWILIO_MESSAGING_SERVICE_SID must be set")
    if account.api_url and urlsplit(account.api_url).scheme not in {"http", "https"}:
        reading.fault("TWILIO_API_URL", "must be an http or https address")
    return account


def _notify(reading: _Reading) -> NotifyAccount:
    return NotifyAccount(
        api_key=_shaped(reading, "NOTIFY_API_KEY", NOTIFY_KEY, "NAME-SERVICE-SECRET as Notify shows it once"),
        template_id=_shaped(reading, "NOTIFY_TEMPLATE_ID", UUID, "the template's id, a UUID"),
        callback_token=_callback_token(reading),
        sender_id=_shaped(reading, "NOTIFY_SENDER_ID", UUID, "the sender's id, a UUID", needed=False),
        api_url=_notify_url(reading),
    )


def _shaped(reading: _Reading, name: str, shape: re.Pattern[str], what: str, *, needed: bool = True) -> str:
    given = reading.value(name)
    if given and not shape.fullmatch(given):
        return reading.fault(name, f"must be {what}")
    if needed and not given:
        return reading.fault(name, f"is missing; SMS_CARRIER=notify needs it: {what}")
    return given


def _callback_token(reading: _Reading) -> str:
    name = "NOTIFY_CALLBACK_TOKEN"
    token = reading.value(name)
    if not token:
        return reading.fault(name, "is missing; SMS_CARRIER=notify needs it: the bearer token of Notify's callbacks")
    if len(token) < SHORTEST_CALLBACK_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        return reading.fault(name, f"must have {SHORTEST_CALLBACK_TOKEN} or more plain characters and no space")
    return _checked_secret(reading, name, token)


def _notify_url(reading: _Reading) -> str:
    url = reading.value("NOTIFY_API_URL").rstrip("/")
    parts = urlsplit(url)
    # The client puts its own path behind the host and would quietly drop any other.
    if url and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query):
        return reading.fault("NOTIFY_API_URL", "must be an http or https address without a path")
    if reading.in_production and parts.scheme == "http":
        return reading.fault("NOTIFY_API_URL", "must begin with https:// in production")
    return url


def _mail_url(reading: _Reading) -> str:
    url = reading.value("MAIL_URL")
    if url and (urlsplit(url).scheme not in {"smtp", "smtp+starttls", "smtps"} or not urlsplit(url).hostname):
        return reading.fault("MAIL_URL", "must be smtp://[USER:PASSWORD@]HOST[:PORT]")
    return url


def _mail_from(reading: _Reading) -> str:
    sender = reading.value("MAIL_FROM", "appointments@support.example")
    name, at, host = sender.rpartition("@")
    if not (name and at and host) or any(letter.isspace() for letter in sender):
        return reading.fault("MAIL_FROM", "must be an e-mail address")
    return sender


def _data_protection(reading: _Reading) -> str:
    address = reading.value("DATA_PROTECTION")
    if address and (not ADDRESS.fullmatch(address)):
        return reading.fault("DATA_PROTECTION", "must be the e-mail address by which somebody signs in")
    return address


def _imap_url(reading: _Reading) -> str:
    url = reading.value("IMAP_URL")
    if not url:
        return ""
    try:
        read_imap_url(url)
    except ValueError as wrong:
        return reading.fault("IMAP_URL", str(wrong))
    return url


def _mail_bounces(reading: _Reading) -> str:
    """Read the address that mail comes back to. Each mail adds "+NAME" to it, so it may have none of its own."""
    address = reading.value("MAIL_BOUNCES")
    if address and (not ADDRESS.fullmatch(address) or "+" in address or len(address.partition("@")[0]) > 36):
        return reading.fault("MAIL_BOUNCES", "must be an e-mail address without a plus sign, its name 36 signs at most")
    return address


def _travel_url(reading: _Reading) -> str:
    url = reading.value("TRAVEL_URL").rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
        return reading.fault("TRAVEL_URL", "must be an http or https address of a road service, such as https://HOST")
    if url and "@" in parts.netloc:
        return reading.fault("TRAVEL_URL", "must not hold a password; let a proxy add it")
    return url


def _letterhead(reading: _Reading) -> str:
    """Read the words at the head of letters that a school or an employer opens: they must not say what it is about."""
    words = reading.value("LETTERHEAD", "Appointments")
    if len(words) > 80 or not words.isprintable() or betrayed_by(words):
        return reading.fault("LETTERHEAD", "must be neutral words, 80 signs at most, that name no service and no court")
    return words


def _refuse_sandbox(reading: _Reading, mail_url: str) -> None:
    """Production says out loud when what it sends reaches nobody."""
    if not reading.in_production or reading.value("SMS_SANDBOX_OK").casefold() in YES:
        return
    if reading.value("SMS_CARRIER", "sandbox") == "sandbox":
        reading.fault("SMS_CARRIER", "is the sandbox, which texts nobody; SMS_SANDBOX_OK=1 if that is meant")
    if not mail_url and not reading.value("MAIL_URL"):
        reading.fault("MAIL_URL", "is missing, so mail would reach nobody; SMS_SANDBOX_OK=1 if that is meant")


def _clock(reading: _Reading) -> datetime | None:
    text = reading.value("WITNESS_CLOCK")
    if not text:
        return None
    if reading.in_production:
        reading.fault("WITNESS_CLOCK", "is set; production keeps real time")
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        reading.fault("WITNESS_CLOCK", "must be an instant with its zone, such as 2026-11-24T09:00:00Z")
        return None
    return instant.astimezone(UTC)


def _whole_number(reading: _Reading, name: str, *, default: int, most: int, least: int = 0) -> int:
    text = reading.value(name, str(default))
    if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
        reading.fault(name, f"must be a whole number from {least} to {most}")
        return default
    return int(text)


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _kept_in(folder: Path, name: str, make: Callable[[], str]) -> str:
    """Give a secret made once. Web server and worker may start together: whoever is second takes the first's."""
    _make_private(folder)
    kept, draft = folder / name, folder / f"{name}.{secrets.token_hex(8)}"
    if not kept.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(make())
        with suppress(FileExistsError):
            os.link(draft, kept)
        draft.unlink()
    return kept.read_text(encoding="utf-8").strip()
