"""Exports a whole case."""

from dataclasses import replace

from witness.intake.bundle_parents import SupportFile
from witness.intake.bundles import CaseBundle
from witness.store import Desk


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
        support=SupportFile(desk.parents.checks_of(case_id), desk.feedback.of_case(case_id)),
    )
