"""When the people of one's own team work and what they bring, for the page on which they say so."""

from dataclasses import dataclass

from witness.domain.access import Asking, Role
from witness.domain.accounts import Account, AccountState
from witness.domain.court_time import spoken_time
from witness.domain.errors import NotFound
from witness.domain.places import SKILL_IN_WORDS, MeetingPlace, Skill
from witness.domain.working_hours import WorkingTerms, usual_terms
from witness.store import Desk, Store

SHORT_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class HoursLine:
    """How one person works. is_usual: nobody has said, so the office's hours stand in. may_change: the reader may."""

    account_id: str
    name: str
    days: str
    brings: str
    is_usual: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class HoursPage:
    """The team's hours. office: the outward postcode of the office, "" when nobody has said."""

    lines: tuple[HoursLine, ...]
    office: str
    is_manager: bool


@dataclass(frozen=True, slots=True)
class PersonsHours:
    """The hours of one person, for the form."""

    account_id: str
    name: str
    terms: WorkingTerms
    is_usual: bool


def hours_page(store: Store, *, asking: Asking) -> HoursPage:
    """Answer for one's own team."""
    viewer = asking.viewer
    with store.board_for(asking, doing="working_terms.read") as desk:
        team = _planned(desk, viewer.team_id)
        known = desk.weeks.terms_of(account.id for account in team)
        usual = usual_terms(desk.staffing.hours_of(viewer.team_id))
        office = desk.travel.areas_of([viewer.team_id]).of(viewer.team_id, MeetingPlace.OFFICE)
    lines = tuple(
        HoursLine(
            account_id=account.id,
            name=account.name,
            days=days_in_words(known.get(account.id, usual)),
            brings=brings_in_words(known.get(account.id, usual)),
            is_usual=account.id not in known,
            may_change=viewer.role is Role.MANAGER or account.id == viewer.account_id,
        )
        for account in team
    )
    return HoursPage(lines, office, viewer.role is Role.MANAGER)


def hours_of(store: Store, account_id: str, *, asking: Asking) -> PersonsHours:
    """Answer about one person: oneself, or anybody of a manager's team.

    Raises:
        NotFound: it is nobody of the team, or nobody whose hours are the reader's to change.
    """
    viewer = asking.viewer
    with store.board_for(asking, doing="working_terms.read", about=account_id) as desk:
        found = next((a for a in _planned(desk, viewer.team_id) if a.id == account_id), None)
        if found is None or (viewer.role is not Role.MANAGER and account_id != viewer.account_id):
            raise NotFound("There is nobody like that in this team.")
        known = desk.weeks.terms_of([account_id])
        usual = usual_terms(desk.staffing.hours_of(viewer.team_id))
    return PersonsHours(account_id, found.name, known.get(account_id, usual), account_id not in known)


def days_in_words(terms: WorkingTerms) -> str:
    """Say when somebody works: "Mon, Tue, Thu 9am to 3pm; Fri 9am to 12 noon"."""
    by_hours: dict[tuple[str, str], list[str]] = {}
    for hours in terms.days:
        key = (spoken_time(hours.starts), spoken_time(hours.ends))
        by_hours.setdefault(key, []).append(SHORT_DAYS[hours.weekday])
    said = [f"{', '.join(days)} {starts} to {ends}" for (starts, ends), days in by_hours.items()]
    return "; ".join(said) or "no days"


def brings_in_words(terms: WorkingTerms) -> str:
    """Say what somebody brings: seats, skills, overtime; "" when nothing is recorded."""
    said = [f"{terms.seats} seats"] if terms.seats else []
    said += [SKILL_IN_WORDS[Skill(skill)] for skill in sorted(terms.skills)]
    said += [f"up to {terms.overtime} minutes longer"] if terms.overtime else []
    return ", ".join(said)


def _planned(desk: Desk, team_id: str) -> tuple[Account, ...]:
    people = (Role.OFFICER, Role.MANAGER)
    return tuple(a for a in desk.accounts.of_team(team_id) if a.state is AccountState.ACTIVE and a.role in people)
