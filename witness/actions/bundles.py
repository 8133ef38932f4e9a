"""Imports a whole case in one transaction: all of it, or nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from witness.actions.reconcile import put_right
from witness.domain.cases import Case, CasePicture
from witness.domain.errors import Refused
from witness.domain.rules import Rules
from witness.intake.bundles import CaseBundle
from witness.store import Desk, Store


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken in, in numbers."""

    case_id: str
    ref: str
    people: int
    witnesses: int
    hearings: int


class _DryRun(Exception):
    """Raised at the end of a dry run, so that everything is undone."""


def import_bundle(store: Store, bundle: CaseBundle, *, rules: Rules, now: datetime, dry_run: bool = False) -> Imported:
    """Import a case. A dry run does everything and keeps nothing.

    Raises:
        Refused: the team, the owner or the CPS unit is not known, the reference is taken, or somebody in it is
            known under other facts.
    """
    imported = Imported(
        case_id=bundle.picture.case.case_id,
        ref=bundle.picture.case.ref,
        people=len(bundle.picture.people),
        witnesses=len(bundle.picture.witnesses),
        hearings=len(bundle.picture.hearings),
    )
    try:
        with store.changing() as desk:
            _import(desk, bundle, rules, now)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return imported


def _import(desk: Desk, bundle: CaseBundle, rules: Rules, now: datetime) -> None:
    picture = bundle.picture
    case_id = picture.case.case_id
    if desk.cases.id_of(picture.case.ref) is not None or desk.cases.get(case_id) is not None:
        raise Refused(f"$.case.ref: there is a case {picture.case.ref} already")
    desk.cases.add(_placed(desk, bundle))
    _add_people(desk, bundle)
    for part in picture.parts:
        desk.people.give_part(case_id, part)
    for witness in picture.witnesses:
        desk.people.add_witness(case_id, witness)
    for hearing in picture.hearings:
        desk.hearings.add(hearing)
    _add_evidence(desk, case_id, picture)
    for happening in bundle.happenings:
        desk.cases.happened(
            case_id, at=happening.at, kind=happening.kind, words=happening.words, hearing_id=happening.hearing_id
        )
    put_right(desk, case_id, rules, now=now)


def _add_evidence(desk: Desk, case_id: str, picture: CasePicture) -> None:
    for event in picture.events:
        desk.evidence.expect(case_id, event)
    for measure in picture.measures:
        desk.evidence.put_measure(case_id, measure)
    for need in picture.needs:
        desk.evidence.put_need(case_id, need)
    for told in picture.told:
        desk.evidence.told(case_id, told)
    for answer in picture.answers:
        desk.evidence.answered(case_id, answer)


def _placed(desk: Desk, bundle: CaseBundle) -> Case:
    team = desk.accounts.team_named(bundle.team)
    owner = desk.accounts.with_email(bundle.owner_email)
    cps_team = None if bundle.cps_team is None else desk.accounts.team_named(bundle.cps_team)
    if team is None:
        raise Refused(f"$.case.team: there is no team {bundle.team!r}")
    if owner is None:
        raise Refused(f"$.case.owner: nobody has the address {bundle.owner_email!r}")
    if bundle.cps_team is not None and cps_team is None:
        raise Refused(f"$.case.cps_team: there is no unit {bundle.cps_team!r}")
    return replace(
        bundle.picture.case,
        team_id=team.id,
        owner_id=owner.id,
        cps_team_id=None if cps_team is None else cps_team.id,
    )


def _add_people(desk: Desk, bundle: CaseBundle) -> None:
    """Somebody may be known from another case: a brother's, or their own earlier one."""
    known = desk.people.named(person.person_id for person in bundle.picture.people)
    for index, person in enumerate(bundle.picture.people):
        if person.person_id not in known:
            desk.people.add(person)
        elif known[person.person_id] != person:
            raise Refused(f"$.people[{index}]: somebody of this id is known under other facts")
    for contact in bundle.picture.contacts:
        if not desk.contacts.has(contact.contact_id):
            desk.contacts.add(contact)
