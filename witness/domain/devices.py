"""Devices from which somebody has signed in: known by a token of their own, named as a person would name them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# After half a year without a visit a browser counts as new again.
DEVICE_LIVES = timedelta(days=180)
# The first that fits: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that somebody has signed in from. token_hash: of the cookie that it keeps."""

    device_id: str
    account_id: str
    token_hash: str
    name: str
    first_at: datetime
    seen_at: datetime


def device_name(user_agent: str) -> str:
    """Name a browser by what it says of itself: "Firefox on Windows". It may lie: the name is a help, not a proof."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


def is_known(device: Device | None, now: datetime) -> bool:
    """Say whether a device still counts as one that its owner has used before."""
    return device is not None and now - device.seen_at < DEVICE_LIVES
