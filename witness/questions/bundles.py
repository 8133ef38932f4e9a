"""Exports a whole case."""

from dataclasses import replace

from witness.domain.cases import CasePicture
from witness.domain.private_page import call_asked
from witness.domain.tasks import TaskKind
from witness.intake.bundle_pages import PageCall, PageFile
from witness.intake.bundle_parents import SupportFile
from witness.intake.bundles import CaseBundle
from witness.store import Desk
from witness.store.tasks import Task


def export_bundle(desk: Desk, case_id: str) -> CaseBundle:
    """Give everything about a case that a bundle holds.

    Raises:
        NotFound: there is no such case.
    """
    picture = desk.cases.known_picture(case_id)
    case = picture.case
    emails = {account.id: account.email for account in desk.accounts.everyone()}
    picture = replace(
        picture,
        visits=tuple(
            replace(v, officer_id=emails.get(v.officer_id or ""), second_id=emails.get(v.second_id or ""))
            for v in picture.visits
        ),
        promises=tuple(replace(p, owner_id=emails[p.owner_id]) for p in picture.promises),
    )
    cps_team = None if case.cps_team_id is None else desk.accounts.team(case.cps_team_id).name
    return CaseBundle(
        team=desk.accounts.team(case.team_id).name,
        owner_email=desk.accounts.get(case.owner_id).email,
        cps_team=cps_team,
        picture=picture,
        happenings=desk.cases.history(case_id, limit=100_000),
        support=SupportFile(
            desk.parents.checks_of(case_id), desk.feedback.of_case(case_id), _pages(desk, case_id, picture)
        ),
    )


def _pages(desk: Desk, case_id: str, picture: CasePicture) -> PageFile:
    phones = [contact.contact_id for contact in picture.contacts]
    return PageFile(
        choices=desk.private_pages.choices_of(phones),
        wishes=desk.other_times.open_of_case(case_id),
        calls=tuple(call for task in desk.tasks.open_of_case(case_id) if (call := _call(task)) is not None),
    )


def _call(task: Task) -> PageCall | None:
    """Give the call that somebody without a date asked for; None for other work about a page."""
    asked = call_asked(task.reason_key) if task.kind is TaskKind.PRIVATE_PAGE else None
    if asked is None or task.person_id is None:
        return None
    return PageCall(task.person_id, *asked, task.due_at)
