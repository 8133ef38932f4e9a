"""Imports a whole case in one transaction: all of it, or nothing."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from witness.actions.bundle_pages import add_pages
from witness.actions.reconcile import put_right
from witness.domain.access import Role, TeamKind, Viewer
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.cases import Case, CasePicture
from witness.domain.contact import Channel, ContactState, ContactStep, SafeContact
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.known_numbers import state_of_known
from witness.domain.rules import Rules
from witness.intake.bundles import CaseBundle
from witness.messaging.numbers import NotAMobile, read_mobile
from witness.store import Desk, Store

# Whoever owns a case is asked to act on it.
OWNERS = frozenset({Role.OFFICER, Role.MANAGER})


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


def import_bundle(
    store: Store,
    bundle: CaseBundle,
    *,
    rules: Rules,
    now: datetime,
    by: Viewer | None = None,
    dry_run: bool = False,
    allow_fiction: bool = True,
) -> Imported:
    """Import a case, on the record. A dry run does everything and keeps nothing.

    by: None for the command line. allow_fiction: as `numbers.read_mobile` takes it.

    Raises:
        Refused: the team, the owner, the CPS unit or a court is not known, the reference is taken, somebody in it is
            known under other facts, or a text would go to a number that is no UK mobile.
    """
    _refuse_numbers(bundle.picture, allow_fiction=allow_fiction)
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
            desk.audit.record(_entry(imported.case_id, by, now))
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
    placed = _placed(desk, bundle, london_day(now))
    desk.cases.add(placed)
    _refuse_taken(desk, bundle)
    _add_people(desk, bundle, now)
    for part in picture.parts:
        desk.people.give_part(case_id, part)
    for witness in picture.witnesses:
        desk.people.add_witness(case_id, witness)
    for hearing in picture.hearings:
        desk.hearings.add(hearing)
    _add_evidence(desk, case_id, picture)
    _add_plans(desk, case_id, picture)
    _add_support(desk, case_id, bundle)
    add_pages(desk, replace(picture, case=placed), bundle.support.pages, rules, now)
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


def _add_plans(desk: Desk, case_id: str, picture: CasePicture) -> None:
    """Keep what was planned, promised and said. A bundle names staff by address."""
    alone = [
        f"$.visits[{n}].second: whoever goes along is another person than who leads it"
        for n, visit in enumerate(picture.visits)
        if visit.second_id is not None and visit.officer_id in (None, visit.second_id)
    ]
    if alone:
        raise Refused("\n".join(alone))
    going = {one for v in picture.visits for one in (v.officer_id, v.second_id) if one}
    named = going | {p.owner_id for p in picture.promises}
    accounts = {email: desk.accounts.with_email(email) for email in sorted(named)}
    unknown = sorted(email for email, account in accounts.items() if account is None)
    if unknown:
        raise Refused(
            "\n".join(f"nobody here has the address {email!r}, which a visit or promise names" for email in unknown)
        )
    ids = {email: account.id for email, account in accounts.items() if account is not None}
    visits = (
        replace(v, officer_id=ids.get(v.officer_id or ""), second_id=ids.get(v.second_id or "")) for v in picture.visits
    )
    desk.plans.add_visits(case_id, visits)
    desk.plans.add_trips(case_id, picture.trips)
    desk.plans.add_bookings(case_id, picture.bookings)
    desk.plans.promise(case_id, (replace(p, owner_id=ids[p.owner_id]) for p in picture.promises))
    desk.contact_log.add(case_id, picture.contact_log)
    desk.duties.notice(case_id, picture.notices)
    # A phone may be known from another case, and what was stopped on it with it.
    desk.stops.add(tuple(stop for stop in picture.stops if not desk.stops.has(stop.stop_id)))
    desk.message_choices.add(case_id, picture.choices)
    desk.at_court.add(case_id, picture.day_taps)
    desk.markers.add(case_id, picture.markers)
    desk.enquiries.add(case_id, picture.enquiries)
    desk.milestones.add(case_id, picture.milestones)
    desk.expenses.add(case_id, picture.claims)
    desk.aftercare.add(case_id, picture.aftercare)
    desk.sureness.add(case_id, picture.sureness)
    _add_places(desk, picture)


def _add_support(desk: Desk, case_id: str, bundle: CaseBundle) -> None:
    """Keep the parents' own plan, and beside the picture what is for their support alone."""
    desk.parents.add_offers(case_id, bundle.picture.offers)
    desk.passings.add(case_id, bundle.picture.passings)
    desk.parents.add_checks(case_id, bundle.support.checks)
    desk.feedback.add(case_id, bundle.support.feedback)


def _add_places(desk: Desk, picture: CasePicture) -> None:
    """Where a family is met may be known from another of its cases: what is there already is not kept twice."""
    households = {person.household_id for person in picture.people}
    places, care = desk.travel.places_said(households), desk.travel.care_said(households)
    for said in picture.places:
        if said not in places:
            desk.travel.set_area(said.household_id, said.place, said.outcode, by_id=None, now=said.entered_at)
    for asked in picture.care:
        if asked not in care:
            desk.travel.set_care(asked.care, by_id=None, now=asked.entered_at)


def _placed(desk: Desk, bundle: CaseBundle, today: date) -> Case:
    team = desk.accounts.team_named(bundle.team)
    owner = desk.accounts.with_email(bundle.owner_email)
    cps_team = None if bundle.cps_team is None else desk.accounts.team_named(bundle.cps_team)
    unknown = []
    if team is None or team.kind is not TeamKind.SUPPORT:
        unknown.append(f"$.case.team: there is no support team {bundle.team!r}")
    if owner is None or owner.role not in OWNERS:
        unknown.append(f"$.case.owner: no officer or manager has the address {bundle.owner_email!r}")
    if bundle.cps_team is not None and (cps_team is None or cps_team.kind is not TeamKind.CPS):
        unknown.append(f"$.case.cps_team: there is no CPS unit {bundle.cps_team!r}")
    unknown += _unknown_courts(desk, bundle.picture)
    if team is None or owner is None or unknown:
        raise Refused("\n".join(unknown))
    return replace(
        bundle.picture.case,
        team_id=team.id,
        owner_id=owner.id,
        cps_team_id=None if cps_team is None else cps_team.id,
        # Whoever hands over a case that was with us already says since when; any other comes to us now.
        came_on=bundle.picture.case.came_on or today,
    )


def _unknown_courts(desk: Desk, picture: CasePicture) -> list[str]:
    """Name the courts that the directory does not have: no list would ever be matched with them.

    Past revisions are left alone, for courts close; so is everything while no directory has been loaded.
    """
    known = desk.courts.names
    named = [("$.case.court", picture.case.court_code)]
    for number, hearing in enumerate(picture.hearings):
        where = f"$.hearings[{number}].revisions[{hearing.now.number - 1}].court"
        named.append((where, hearing.now.slot.court_code))
    unknown = [(where, code) for where, code in named if known and code and code not in known]
    return [f"{where}: there is no court {code!r} in the directory" for where, code in unknown]


def _entry(case_id: str, by: Viewer | None, now: datetime) -> Entry:
    return Entry(
        at=now,
        deed="case.import",
        outcome=AuditOutcome.ALLOWED,
        account_id=None if by is None else by.account_id,
        role="command line" if by is None else by.role.value,
        case_id=case_id,
    )


def _as_known(desk: Desk, contact: SafeContact, now: datetime) -> SafeContact:
    """A bundle may not know what we know of a number from somebody else's record."""
    state, because = state_of_known(desk.contacts.with_value(contact.value))
    if contact.state is not ContactState.USABLE or state is ContactState.USABLE:
        return contact
    return replace(contact, state=state, steps=(*contact.steps, ContactStep(state, contact.tier, now, because)))


def _add_people(desk: Desk, bundle: CaseBundle, now: datetime) -> None:
    """Somebody may be known from another case: a brother's, or their own earlier one."""
    known = desk.people.named(person.person_id for person in bundle.picture.people)
    for index, person in enumerate(bundle.picture.people):
        if person.person_id not in known:
            desk.people.add(person)
        elif known[person.person_id] != person:
            raise Refused(f"$.people[{index}]: somebody of this id is known under other facts")
    for contact in bundle.picture.contacts:
        before = desk.contacts.get(contact.contact_id)
        if before is None:
            desk.contacts.add(_as_known(desk, contact, now))
        elif before != contact:
            raise Refused(f"{_place_of(contact, bundle.picture)}: the contact of this id is known under other facts")
    _add_choices(desk, bundle)
    off = desk.people.availability_of_people(person.person_id for person in bundle.picture.people)
    desk.people.avoid(d for d in bundle.picture.availability if d.avoid_id not in {known.avoid_id for known in off})


def _add_choices(desk: Desk, bundle: CaseBundle) -> None:
    """What somebody chose for their calendar may be known already; a choice of another history is not mixed in."""
    people = [person.person_id for person in bundle.picture.people]
    known = desk.calendars.choices_of_people(people)
    ids = {choice.choice_id for choice in known}
    newest = {choice.person_id: choice.number for choice in known}
    fresh = [choice for choice in bundle.picture.calendar_choices if choice.choice_id not in ids]
    for choice in fresh:
        if choice.number <= newest.get(choice.person_id, 0):
            place = f"$.people[{people.index(choice.person_id)}].calendar[{choice.number - 1}]"
            raise Refused(f"{place}: another choice is known in its place")
    desk.calendars.choose(fresh)


def _refuse_numbers(picture: CasePicture, *, allow_fiction: bool) -> None:
    """Refuse landlines, foreign and impossible numbers to which texts would go; those that are not used are history."""
    faults = []
    for contact in picture.contacts:
        if contact.channel is not Channel.SMS or contact.state is not ContactState.USABLE:
            continue
        try:
            read_mobile(contact.value, allow_fiction=allow_fiction)
        except NotAMobile as refused:
            faults.append(f"{_place_of(contact, picture)}.value: {refused}")
    if faults:
        raise Refused("\n".join(faults))


def _place_of(contact: SafeContact, picture: CasePicture) -> str:
    """Give the JSON path of a contact: a picture holds people, and each one's contacts, in the bundle's own order."""
    people = [person.person_id for person in picture.people]
    own = [c.contact_id for c in picture.contacts if c.person_id == contact.person_id]
    return f"$.people[{people.index(contact.person_id)}].contacts[{own.index(contact.contact_id)}]"


def _refuse_taken(desk: Desk, bundle: CaseBundle) -> None:
    """A person may be known from another case; a witness, a hearing, an evidence event or an answer may not."""
    picture, support = bundle.picture, bundle.support
    planned = desk.plans.taken(
        [
            *(v.visit_id for v in picture.visits),
            *(t.trip_id for t in picture.trips),
            *(b.booking_id for b in picture.bookings),
            *(p.promise_id for p in picture.promises),
        ]
    )
    asked = desk.enquiries.taken(e.enquiry_id for e in picture.enquiries)
    kept = desk.parents.taken([*(o.step_id for o in picture.offers), *(c.check_id for c in support.checks)])
    passed = desk.passings.taken(p.passing_id for p in picture.passings)
    given = desk.feedback.taken(f.feedback_id for f in support.feedback)
    sections = {
        "witnesses": (desk.people.has_witness, [w.witness_id for w in picture.witnesses]),
        "hearings": (desk.hearings.has, [h.hearing_id for h in picture.hearings]),
        "evidence": (desk.evidence.has_event, [e.event_id for e in picture.events]),
        "answers": (desk.evidence.has_answer, [a.answer_id for a in picture.answers]),
        "visits": (planned.__contains__, [v.visit_id for v in picture.visits]),
        "trips": (planned.__contains__, [t.trip_id for t in picture.trips]),
        "bookings": (planned.__contains__, [b.booking_id for b in picture.bookings]),
        "promises": (planned.__contains__, [p.promise_id for p in picture.promises]),
        "contact_log": (desk.contact_log.has, [e.entry_id for e in picture.contact_log]),
        "message_choices": (desk.message_choices.has, [c.choice_id for c in picture.choices]),
        "markers": (desk.markers.has, [m.marker_id for m in picture.markers]),
        "questions": (asked.__contains__, [e.enquiry_id for e in picture.enquiries]),
        "milestones": (desk.milestones.has, [m.word_id for m in picture.milestones]),
        "claims": (desk.expenses.has, [c.claim_id for c in picture.claims]),
        "parent_offers": (kept.__contains__, [o.step_id for o in picture.offers]),
        "wellbeing_checks": (kept.__contains__, [c.check_id for c in support.checks]),
        "police_passings": (passed.__contains__, [p.passing_id for p in picture.passings]),
        "feedback": (given.__contains__, [f.feedback_id for f in support.feedback]),
        "aftercare": (desk.aftercare.has, [f.fact_id for f in picture.aftercare]),
        "sureness": (desk.sureness.has, [a.answer_id for a in picture.sureness]),
        "other_times": (desk.other_times.has, [w.asked_id for w in support.pages.wishes]),
        "duty_notices": (desk.duties.has_notice, [n.notice_id for n in picture.notices]),
    }
    taken = [
        f"$.{section}: the id {one} belongs to another case already"
        for section, (has, ids) in sections.items()
        for one in ids
        if has(one)
    ]
    if taken:
        raise Refused("\n".join(taken))
