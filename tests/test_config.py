"""The environment is read once; what is wrong with it is said all at once, and nothing starts."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config import CHECKOUT, BadSettings, read_settings
from witness.settings import World
from witness.store.checkpoints import new_signing_key
from witness.store.vault import new_keys, read_keys

SECRET = "Zp7-long-and-random-0aQx9mLr2TkVw8Ys4Nd6"
PRODUCTION = {
    "WITNESS_ENV": "production",
    "DATABASE_URL": "postgresql://witness@db/witness",
    "SECRET_KEY": SECRET,
    "FIELD_KEYS": new_keys("one"),
    "PUBLIC_URL": "https://support.example",
    "SMS_CARRIER": "twilio",
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "t",
    "TWILIO_FROM": "+447700900000",
    "MAIL_URL": "smtp://mail.support.example",
}

SERVICE, KEY = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
BY_NOTIFY = {
    **{name: value for name, value in PRODUCTION.items() if not name.startswith("TWILIO_")},
    "SMS_CARRIER": "notify",
    "NOTIFY_API_KEY": f"our-live-key-{SERVICE}-{KEY}",
    "NOTIFY_TEMPLATE_ID": "f33517ff-2a88-4f6e-b855-c550268ce08a",
    "NOTIFY_CALLBACK_TOKEN": SECRET[::-1],
}


def faults_of(environ: dict[str, str], folder: Path) -> list[str]:
    with pytest.raises(BadSettings) as refused:
        read_settings(environ, data_dir=folder)
    return [fault.partition(":")[0] for fault in refused.value.faults]


def test_a_demo_needs_nothing(tmp_path: Path) -> None:
    settings = read_settings({}, data_dir=tmp_path / ".data")

    assert settings.world is World.DEMO
    assert settings.database_url == f"sqlite:///{tmp_path}/.data/witness.db"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.hold == timedelta(minutes=15)
    assert settings.twilio is None
    assert settings.templates_dir == CHECKOUT / "templates"
    assert read_keys(settings.field_keys).current == "first"


def test_a_demo_that_begins_anew_begins_its_checkpoints_anew(tmp_path: Path) -> None:
    kept = read_settings({}, data_dir=tmp_path).checkpoint_dir
    assert kept == tmp_path / "checkpoints"
    (kept / "checkpoints.jsonl").touch()
    (tmp_path / "witness.db").touch()

    assert read_settings({}, data_dir=tmp_path).checkpoint_dir == kept
    assert list(kept.iterdir()) != []
    (tmp_path / "witness.db").unlink()
    assert read_settings({}, data_dir=tmp_path).checkpoint_dir == kept
    assert list(kept.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"AUDIT_CHECKPOINTS": "checkpoints"}, "AUDIT_CHECKPOINTS"),
        ({"AUDIT_CHECKPOINTS": "/srv", "DATABASE_URL": "sqlite:////srv/witness.db"}, "AUDIT_CHECKPOINTS"),
        ({"AUDIT_KEY": "short"}, "AUDIT_KEY"),
        ({"AUDIT_KEY_FILE": "/nowhere/key"}, "AUDIT_KEY_FILE"),
        ({"BACKUP_DIR": "copies"}, "BACKUP_DIR"),
        ({"BACKUP_KEY": "short"}, "BACKUP_KEY"),
        ({"BACKUP_KEY_FILE": "/nowhere/key"}, "BACKUP_KEY_FILE"),
        ({"JOURNAL_DIR": "journal"}, "JOURNAL_DIR"),
    ],
)
def test_what_signs_the_record_is_named_when_it_cannot_be_used(
    given: dict[str, str], fault: str, tmp_path: Path
) -> None:
    assert faults_of({**PRODUCTION, **given}, tmp_path) == [fault]


def test_the_key_of_the_record_comes_from_a_file_that_only_the_worker_reads(tmp_path: Path) -> None:
    key = new_signing_key()
    (tmp_path / "key").write_text(key + "\n", encoding="ascii")
    places = {"AUDIT_CHECKPOINTS": "/srv/checkpoints", "AUDIT_KEY_FILE": str(tmp_path / "key")}

    settings = read_settings({**PRODUCTION, **places}, data_dir=tmp_path)

    assert (settings.audit_key, settings.checkpoint_dir) == (key, Path("/srv/checkpoints"))
    assert key not in repr(settings)
    # Without a place nothing is signed; the product runs all the same, and says so.
    assert read_settings(PRODUCTION, data_dir=tmp_path).checkpoint_dir is None


def test_made_up_secrets_are_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / ".data"

    first, second = (read_settings({}, data_dir=folder) for _ in range(2))

    assert first == second
    assert len(first.secret_key) >= 32
    for name in ("secret_key", "field_keys"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gitignore",
        "audit_key",
        "checkpoints",
        "field_keys",
        "secret_key",
    ]
    assert (folder / ".gitignore").read_text() == "*\n"


def test_the_port_is_in_the_demos_address(tmp_path: Path) -> None:
    assert read_settings({"PORT": "8123"}, data_dir=tmp_path).public_url == "http://127.0.0.1:8123"


def test_production_starts_with_everything_it_needs(tmp_path: Path) -> None:
    settings = read_settings(PRODUCTION, data_dir=tmp_path / ".data")

    assert settings.twilio is not None
    assert settings.twilio.sender == "+447700900000"
    assert not (tmp_path / ".data").exists()


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY", "FIELD_KEYS", "PUBLIC_URL", "MAIL_URL"])
def test_production_makes_up_nothing(tmp_path: Path, name: str) -> None:
    environ = {key: value for key, value in PRODUCTION.items() if key != name}

    assert faults_of(environ, tmp_path) == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "dev"),
        ("SECRET_KEY", "changeme" * 6),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", SECRET[:31]),
        ("LIST_PUSH_TOKEN", "short"),
        ("MAIL_INBOUND_TOKEN", "short"),
        ("PUBLIC_URL", "http://support.example"),
        ("WITNESS_CLOCK", "2026-11-24T09:00:00Z"),
        ("SMS_CARRIER", "sandbox"),
    ],
)
def test_production_refuses_what_only_a_demo_may(tmp_path: Path, name: str, value: str) -> None:
    assert faults_of({**PRODUCTION, name: value}, tmp_path) == [name]


def test_production_takes_the_sandbox_when_told_out_loud(tmp_path: Path) -> None:
    environ = {**PRODUCTION, "SMS_CARRIER": "sandbox", "MAIL_URL": "", "SMS_SANDBOX_OK": "1"}

    settings = read_settings(environ, data_dir=tmp_path)

    assert (settings.twilio, settings.mail_url) == (None, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WITNESS_ENV", "prod"),
        ("DATABASE_URL", "mysql://db/witness"),
        ("FIELD_KEYS", "index:short,one:short"),
        ("FIELD_KEYS", "nothing"),
        ("PUBLIC_URL", "support.example"),
        ("PUBLIC_URL", "https://support.example/path"),
        ("SMS_CARRIER", "pigeon"),
        ("TWILIO_ACCOUNT_SID", ""),
        ("TWILIO_AUTH_TOKEN", ""),
        ("TWILIO_FROM", ""),
        ("TWILIO_API_URL", "ftp://elsewhere"),
        ("MAIL_URL", "mail.support.example"),
        ("MAIL_FROM", "nobody"),
        ("IMAP_URL", "imap.support.example"),
        ("IMAP_URL", "imaps://imap.support.example"),
        ("IMAP_URL", "imap://us:word@imap.support.example"),
        ("MAIL_BOUNCES", "nobody"),
        ("MAIL_BOUNCES", "us+bounces@support.example"),
        ("SECURITY_KEYS", "perhaps"),
        ("HOLD_MINUTES", "-1"),
        ("HOLD_MINUTES", "soon"),
        ("HOLD_MINUTES", "100000"),
        ("PORT", "0"),
    ],
)
def test_a_malformed_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    assert faults_of({**PRODUCTION, name: value}, tmp_path) == [name]


def test_one_sender_and_not_two(tmp_path: Path) -> None:
    assert faults_of({**PRODUCTION, "TWILIO_MESSAGING_SERVICE_SID": "MG1"}, tmp_path) == ["TWILIO_FROM"]


def test_texts_may_go_by_notify(tmp_path: Path) -> None:
    settings = read_settings({**BY_NOTIFY, "NOTIFY_API_URL": "https://notify.example/"}, data_dir=tmp_path)

    assert settings.twilio is None
    assert settings.notify is not None
    assert settings.notify.api_key.endswith(KEY)
    assert settings.notify.api_url == "https://notify.example"
    assert KEY not in repr(settings)
    assert SECRET[::-1] not in repr(settings)


def test_a_carrier_that_is_not_chosen_needs_nothing_and_carries_nothing(tmp_path: Path) -> None:
    settings = read_settings({**BY_NOTIFY, **PRODUCTION, "NOTIFY_API_KEY": "nonsense"}, data_dir=tmp_path)

    assert settings.twilio is not None
    assert settings.notify is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NOTIFY_API_KEY", ""),
        ("NOTIFY_API_KEY", KEY),
        ("NOTIFY_API_KEY", f"{SERVICE}-{KEY}"),
        ("NOTIFY_TEMPLATE_ID", ""),
        ("NOTIFY_TEMPLATE_ID", "the one for texts"),
        ("NOTIFY_SENDER_ID", "+447700900000"),
        ("NOTIFY_CALLBACK_TOKEN", ""),
        ("NOTIFY_CALLBACK_TOKEN", "too-short"),
        ("NOTIFY_CALLBACK_TOKEN", "ten-at-least"),
        ("NOTIFY_CALLBACK_TOKEN", "with a space between " + SECRET),
        ("NOTIFY_CALLBACK_TOKEN", "changeme" * 6),
        ("NOTIFY_API_URL", "ftp://elsewhere"),
        ("NOTIFY_API_URL", "https://notify.example/under/a/path"),
        ("NOTIFY_API_URL", "http://notify.example"),
    ],
)
def test_what_notify_needs_is_named_when_missing_or_malformed(tmp_path: Path, name: str, value: str) -> None:
    assert faults_of({**BY_NOTIFY, name: value}, tmp_path) == [name]


def test_everything_that_notify_lacks_is_named_at_once(tmp_path: Path) -> None:
    environ = {name: value for name, value in BY_NOTIFY.items() if not name.startswith("NOTIFY_")}

    assert faults_of(environ, tmp_path) == ["NOTIFY_API_KEY", "NOTIFY_TEMPLATE_ID", "NOTIFY_CALLBACK_TOKEN"]


def test_another_world_may_use_a_short_token_and_a_server_of_its_own(tmp_path: Path) -> None:
    environ = {**BY_NOTIFY, "WITNESS_ENV": "test", "NOTIFY_CALLBACK_TOKEN": "ten-at-least"}
    environ["NOTIFY_API_URL"] = "http://127.0.0.1:8123"

    assert read_settings(environ, data_dir=tmp_path).notify is not None


@pytest.mark.parametrize("value", ["yesterday", "2026-11-24", "2026-11-24T09:00:00"])
def test_a_clock_needs_an_instant_with_its_zone(tmp_path: Path, value: str) -> None:
    assert faults_of({"WITNESS_CLOCK": value}, tmp_path) == ["WITNESS_CLOCK"]


def test_a_demo_may_start_at_another_time(tmp_path: Path) -> None:
    settings = read_settings({"WITNESS_CLOCK": "2026-06-24T10:00:00+01:00"}, data_dir=tmp_path)

    assert settings.clock_starts_at == datetime(2026, 6, 24, 9, 0, tzinfo=UTC)


def test_every_fault_is_named_at_once_and_no_value_is_shown(tmp_path: Path) -> None:
    environ = {"WITNESS_ENV": "production", "SECRET_KEY": "hush", "HOLD_MINUTES": "soon", "PUBLIC_URL": "http://x"}

    with pytest.raises(BadSettings) as refused:
        read_settings(environ, data_dir=tmp_path)

    named = {fault.partition(":")[0] for fault in refused.value.faults}
    assert named == {
        "DATABASE_URL",
        "FIELD_KEYS",
        "HOLD_MINUTES",
        "MAIL_URL",
        "PUBLIC_URL",
        "SECRET_KEY",
        "SMS_CARRIER",
    }
    assert "hush" not in str(refused.value)


def test_settings_do_not_print_their_secrets(tmp_path: Path) -> None:
    printed = repr(read_settings(PRODUCTION, data_dir=tmp_path))

    assert SECRET not in printed
    assert PRODUCTION["FIELD_KEYS"] not in printed


@pytest.mark.parametrize(
    "url", ["roads.example", "ftp://roads.example", "http://", "https://a:b@roads.example", "http://r?x"]
)
def test_an_address_that_is_no_road_service_is_refused(tmp_path: Path, url: str) -> None:
    assert faults_of({"TRAVEL_URL": url}, tmp_path) == ["TRAVEL_URL"]


def test_a_road_service_is_known_by_its_address(tmp_path: Path) -> None:
    settings = read_settings({"TRAVEL_URL": "https://roads.example/osrm/"}, data_dir=tmp_path)

    assert settings.travel_url == "https://roads.example/osrm"
    assert read_settings({}, data_dir=tmp_path).travel_url == ""


@pytest.mark.parametrize(("said", "insists"), [("", True), ("needed", True), ("offered", False)])
def test_keys_are_needed_in_production_unless_they_are_only_offered(tmp_path: Path, said: str, insists: bool) -> None:
    settings = read_settings({**PRODUCTION, "SECURITY_KEYS": said}, data_dir=tmp_path)

    assert settings.insists_on_keys is insists
