"""The shape of configuration. Reading it is the business of `config.py`."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path


class World(StrEnum):
    """Which world this process serves."""

    DEMO = "demo"
    PRODUCTION = "production"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """Whose account carries our texts, and the addresses on either side.

    public_url: our own address as the outside sees it, without a slash at the end. sender: our E.164 number;
    messaging_service_sid: used instead of it when given. api_url "" means the carrier's own address.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    public_url: str
    sender: str = ""
    messaging_service_sid: str = ""
    api_url: str = ""


@dataclass(frozen=True, slots=True)
class NotifyAccount:
    """Whose service at GOV.UK Notify carries our texts.

    template_id: of the template whose whole text is one field. callback_token: what Notify's callbacks bring as their
    bearer token. sender_id: of the number that texts come from, "" for the service's own. api_url "" means Notify's.
    """

    api_key: str = field(repr=False)
    template_id: str
    callback_token: str = field(repr=False)
    sender_id: str = ""
    api_url: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one installation and another.

    field_keys: see `store.vault`. public_url: without a trailing slash; webhooks and signatures are built on it.
    twilio, notify: at most one of them; none when texts go to the sandbox. mail_url "": mail goes to the sandbox.
    list_token: the bearer token of the court-list push; "" closes that door. mail_token: that of incoming mail.
    imap_url: where answers to our mail are read; "" for nowhere. mail_bounces: the address that mail comes back to,
    marked for each mail ("bounces+NAME@host"); "" when it comes back to mail_from.
    travel_url: the address of a road service that speaks OSRM's language; "" for straight lines.
    keys_wanted: whether managers and administrators need a security key where browsers have them.
    clock_starts_at: an instant from which the process clock runs on; never in production.
    data_protection: the address by which whoever answers for data protection signs in; "" for nobody.
    letterhead: neutral words at the head of letters that strangers read; no name of a service stands in them.
    hold: how long messages wait after a change has been accepted, so that it can be undone.
    checkpoint_dir: where signed checkpoints of the audit are kept, outside the database; None for nowhere.
    audit_key: what they are signed with, as `store.checkpoints.new_signing_key` makes it; only the worker needs it.
    trust_file: where `make trust` leaves what it found; None for nowhere.
    backup_dir: where copies of the database go; None for nowhere. backup_key: what they are encrypted with.
    journal_dir: where is noted what a restore must not lose; None for nowhere.
    pg_programs: the folder of pg_dump and pg_restore; "" where the machine finds them by itself.
    """

    world: World
    database_url: str
    secret_key: str = field(repr=False)
    field_keys: str = field(repr=False)
    public_url: str
    templates_dir: Path
    static_dir: Path
    twilio: TwilioAccount | None = None
    notify: NotifyAccount | None = None
    mail_url: str = field(default="", repr=False)
    mail_from: str = "appointments@support.example"
    list_token: str = field(default="", repr=False)
    mail_token: str = field(default="", repr=False)
    imap_url: str = field(default="", repr=False)
    mail_bounces: str = ""
    travel_url: str = ""
    letterhead: str = "Appointments"
    data_protection: str = ""
    hold: timedelta = timedelta(minutes=15)
    clock_starts_at: datetime | None = None
    keys_wanted: bool = True
    checkpoint_dir: Path | None = None
    audit_key: str = field(default="", repr=False)
    trust_file: Path | None = None
    backup_dir: Path | None = None
    backup_key: str = field(default="", repr=False)
    journal_dir: Path | None = None
    pg_programs: str = ""

    @property
    def is_demo(self) -> bool:
        """Whether the one-click roles, the sandbox and fictional numbers are open."""
        return self.world is World.DEMO

    @property
    def is_on_https(self) -> bool:
        """Whether browsers reach us by https: only then are cookies kept to it, and security keys answer."""
        return self.public_url.startswith("https://")

    @property
    def insists_on_keys(self) -> bool:
        """Whether administrators and managers need a security key. Browsers have them on https alone."""
        return self.keys_wanted and self.is_on_https and not self.is_demo

    @property
    def fiction_allowed(self) -> bool:
        """Whether telephone numbers reserved for drama count as mobiles."""
        return self.world is not World.PRODUCTION

    @property
    def can_be_answered(self) -> bool:
        """Whether a family can answer our texts: a sender that is a name receives nothing, neither "1" nor STOP."""
        sender = "" if self.twilio is None else self.twilio.sender
        return not sender or sender.startswith("+")

    @property
    def text_sender(self) -> str:
        """How the sender of our texts shows on a phone: a name, or that it is a number."""
        return "Our number" if self.can_be_answered or self.twilio is None else self.twilio.sender
