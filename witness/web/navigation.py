"""Where each role can go from every page. A place appears as soon as its page exists in the application."""

from dataclasses import dataclass

from flask import current_app, request, url_for

from witness.domain.access import Role
from witness.questions.enquiries import waiting_count
from witness.web.here import asking, is_signed_in, kit, viewer


@dataclass(frozen=True, slots=True)
class Place:
    """A page worth a link in the header."""

    text: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place as the header draws it."""

    text: str
    href: str
    is_current: bool


PLACES: dict[Role, tuple[Place, ...]] = {
    Role.OFFICER: (
        Place("Today", "officer.today"),
        Place("My week", "officer.week"),
        Place("Cases", "officer.cases"),
        Place("Messages", "outbox.messages"),
        Place("Court lists", "officer.lists"),
        Place("Cover", "officer.cover"),
        Place("Readiness", "liaison.readiness"),
        Place("At court", "officer.day"),
        Place("Questions", "liaison.questions"),
    ),
    Role.MANAGER: (
        Place("Team", "manager.team"),
        Place("Today", "officer.today"),
        Place("Week", "officer.week"),
        Place("Cases", "officer.cases"),
        Place("Messages", "outbox.messages"),
        Place("Court lists", "officer.lists"),
        Place("Cover", "officer.cover"),
        Place("Incidents", "manager.incidents"),
        Place("Readiness", "liaison.readiness"),
        Place("Figures", "manager.figures"),
        Place("Wording", "wording.board"),
        Place("Audit", "manager.audit"),
        Place("At court", "officer.day"),
        Place("Questions", "liaison.questions"),
        Place("Access", "manager.access"),
    ),
    Role.LIAISON: (
        Place("Readiness", "liaison.readiness"),
        Place("Questions", "liaison.questions"),
    ),
    Role.ADMIN: (
        Place("Settings", "admin.settings"),
        Place("Accounts", "admin.accounts"),
        Place("Rules", "admin.rules"),
        Place("Wording", "wording.board"),
        Place("Courts", "admin.courts"),
        Place("Factors", "factors.table"),
        Place("Proof", "admin.proof"),
        Place("Copies", "admin.copies"),
    ),
}
COUNTED = "liaison.questions"
# Where somebody without a page of their own role still finds themselves.
LAST_RESORT = Place("Your account", "account.overview")
# The sandbox of the demo, for every role.
DEMO_PLACE = Place("Phones", "sandbox.phones")


def home_url() -> str:
    """Give the address of the signed-in person's home page."""
    return url_for(_existing(viewer().role)[0].endpoint)


def links() -> list[Link]:
    """Give the header's links for whoever is signed in."""
    if not is_signed_in():
        return []
    return [_link(place) for place in _existing(viewer().role)]


def _counted(place: Place) -> str:
    """Say beside a liaison's questions how many wait or were answered: the others have them on their page of today."""
    if place.endpoint != COUNTED or viewer().role is not Role.LIAISON:
        return place.text
    waiting = waiting_count(kit().store, asking=asking())
    return f"{place.text} ({waiting})" if waiting else place.text


def has_page(endpoint: str) -> bool:
    """Whether the application has this page."""
    return endpoint in current_app.view_functions


def _existing(role: Role) -> list[Place]:
    places = [place for place in (*PLACES[role], DEMO_PLACE) if has_page(place.endpoint)]
    return places or [LAST_RESORT]


def _link(place: Place) -> Link:
    href = url_for(place.endpoint)
    here = request.endpoint == place.endpoint or request.path.startswith(f"{href}/")
    return Link(_counted(place), href, here)
