"""Opens a case by hand, and opens a closed one again."""

from dataclasses import replace

from witness.actions.contact_records import WHY_BLOCKED, state_of_value
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed, Role, TeamKind
from witness.domain.accounts import AccountState
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.case_opening import NewCase, NewPerson, NewPhone, faults_in
from witness.domain.cases import Case, Reference
from witness.domain.contact import Channel, ContactState, SafeContact
from witness.domain.contact_rules import tidy
from witness.domain.contact_terms import begun
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.people import CasePart, Part, Person, Requirement, Witness, name_words
from witness.domain.references import normalise_reference
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.messaging.numbers import NotAMobile, read_mobile
from witness.store import Desk, Store
from witness.store.case_search import Sought

# Whoever owns a case is asked to act on it.
OWNERS = frozenset({Role.OFFICER, Role.MANAGER})


class CannotOpen(Refused):
    """A case cannot be opened so. faults: (field of the form, what is wrong with it)."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        """Keep what is wrong with each field."""
        super().__init__("; ".join(words for _, words in faults))
        self.faults = faults


def open_case(store: Store, new: NewCase, *, rules: Rules, asking: Asking, allow_fiction: bool = False) -> str:
    """Open a case with its first witness, in one transaction, on the record; gives its opaque name.

    allow_fiction: accept the telephone numbers that are kept for drama, in demo and tests.

    Raises:
        CannotOpen: something that was typed is wrong, taken or not known; nothing has been kept.
        NotFound: this person opens no cases.
    """
    if asking.viewer.role not in OWNERS:
        raise NotFound("There is no such page.")
    new, number_faults = _with_plain_number(new, allow_fiction=allow_fiction)
    with store.changing() as desk:
        faults = (*faults_in(new, london_day(asking.at)), *number_faults, *_unknown(desk, new, asking))
        if faults:
            raise CannotOpen(faults)
        case_id = new_id()
        desk.cases.add(_case(case_id, new, asking))
        _add_family(desk, case_id, new, asking)
        desk.audit.record(_entry(case_id, asking))
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="opened",
            words=f"Case opened by hand with {new.label.strip()}.",
            by_id=asking.viewer.account_id,
        )
        put_right(desk, case_id, rules, now=asking.at)
    return case_id


def reopen(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> None:
    """Open a closed case again; what should be sent and done is computed anew.

    Raises:
        SomebodyElseChangedThis: it is open already.
        NotFound: there is no such case for this officer.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="case.reopen") as desk:
        if desk.cases.known_picture(case_id).case.closed_on is None:
            raise SomebodyElseChangedThis("This case is open already.")
        desk.cases.set_closed(case_id, None)
        _note(desk, case_id, "reopened", "Case opened again.", asking)
        put_right(desk, case_id, rules, now=asking.at)


def _with_plain_number(new: NewCase, *, allow_fiction: bool) -> tuple[NewCase, tuple[tuple[str, str], ...]]:
    """Write the number the one way in which it is kept."""
    if not new.phone.number.strip():
        return replace(new, phone=replace(new.phone, number="")), ()
    try:
        number = read_mobile(new.phone.number, allow_fiction=allow_fiction)
    except NotAMobile as wrong:
        return new, (("phone", str(wrong)),)
    return replace(new, phone=replace(new.phone, number=number)), ()


def _unknown(desk: Desk, new: NewCase, asking: Asking) -> tuple[tuple[str, str], ...]:
    """Give what is wrong that only the database knows."""
    found = []
    if desk.cases.is_taken(new.ref):
        found.append(("ref", "There is a case with this reference already"))
    courts = desk.courts.names
    if courts and new.court_code not in courts:
        found.append(("court", "Choose a court of the directory"))
    owner = desk.accounts.find(new.owner_id)
    own_team = owner is not None and owner.team_id == asking.viewer.team_id and owner.role in OWNERS
    if owner is None or not own_team or owner.state is not AccountState.ACTIVE:
        found.append(("owner", "Choose somebody of your team"))
    elif asking.viewer.role is Role.OFFICER and new.owner_id != asking.viewer.account_id:
        found.append(("owner", "A case that you open is yours; your manager can hand it over"))
    units = {team.id for team in desk.accounts.teams() if team.kind is TeamKind.CPS}
    if new.cps_team_id is not None and new.cps_team_id not in units:
        found.append(("cps_team", "Choose a CPS unit"))
    if new.household_of and _case_of_household(desk, new, asking) is None:
        found.append(("household_of", "There is no case with this reference"))
    return tuple(found)


def _case_of_household(desk: Desk, new: NewCase, asking: Asking) -> str | None:
    """Find the case that a household is taken from, among those that whoever asks may see."""
    sought = Sought(reference=normalise_reference(new.household_of))
    found = desk.case_search.found(asking.viewer, sought) if sought.reference else {}
    return next(iter(found)) if len(found) == 1 else None


def _case(case_id: str, new: NewCase, asking: Asking) -> Case:
    numbers = (("urn", new.urn), ("t_number", new.t_number))
    return Case(
        case_id=case_id,
        ref=new.ref.strip(),
        track=new.track,
        team_id=asking.viewer.team_id,
        owner_id=new.owner_id,
        cps_team_id=new.cps_team_id,
        court_code=new.court_code,
        support_began_on=new.support_began_on,
        came_on=london_day(asking.at),
        signed_as="",
        support_phone="",
        charged_on=new.charged_on,
        references=tuple(
            {
                normalise_reference(v): Reference(kind, v.strip()) for kind, v in numbers if normalise_reference(v)
            }.values()
        ),
    )


def _add_family(desk: Desk, case_id: str, new: NewCase, asking: Asking) -> None:
    relatives = _relatives(desk, new, asking)
    household_id = relatives[0].household_id if relatives else new_id()
    witness = _kept(desk, new.witness, household_id, relatives)
    desk.people.give_part(case_id, CasePart(witness.person_id, Part.WITNESS, joined_at=asking.at))
    named = Witness(new_id(), witness.person_id, new.label.strip(), Requirement.NAMED)
    desk.people.add_witness(case_id, named)
    if new.parent is None:
        return
    parent = _kept(desk, new.parent, household_id, relatives)
    relation = new.parent.relation.strip()
    part = CasePart(parent.person_id, Part.PARENT_CARER, relation, witness.person_id, joined_at=asking.at)
    desk.people.give_part(case_id, part)
    if new.phone.number and not _has_number(desk, parent.person_id, new.phone.number):
        _keep_phone(desk, parent, new.phone, asking)


def _relatives(desk: Desk, new: NewCase, asking: Asking) -> tuple[Person, ...]:
    """Give the household of the first witness of the case that was named; () for none."""
    case_id = _case_of_household(desk, new, asking) if new.household_of else None
    if case_id is None:
        return ()
    (household_id, *_) = desk.households.of_case(case_id)
    return tuple(p for p in desk.people.of_case(case_id) if p.household_id == household_id)


def _kept(desk: Desk, typed: NewPerson, household_id: str, relatives: tuple[Person, ...]) -> Person:
    """Give the member of the household who has this name, else keep a new person."""
    known = [p for p in relatives if name_words(p.name) == name_words(typed.name)]
    if known:
        return known[0]
    person = Person(new_id(), household_id, typed.name.strip(), typed.initials.strip(), typed.born_on, typed.language)
    desk.people.add(person)
    return person


def _has_number(desk: Desk, person_id: str, number: str) -> bool:
    """A record that is kept stays as it was agreed: it may say that the phone is not safe."""
    return any(contact.person_id == person_id for contact in desk.contacts.with_value(number))


def _keep_phone(desk: Desk, parent: Person, phone: NewPhone, asking: Asking) -> None:
    """Keep a phone; what any record says against its number holds here too."""
    state = state_of_value(desk, phone.number)
    contact = tidy(replace(_contact(parent, phone, asking), state=state))
    because = WHY_BLOCKED.get(state, "given when the case was opened")
    desk.contacts.add(begun(contact, asking.at, because), by_id=asking.viewer.account_id)


def _contact(parent: Person, phone: NewPhone, asking: Asking) -> SafeContact:
    return SafeContact(
        contact_id=new_id(),
        person_id=parent.person_id,
        channel=Channel.SMS,
        value=phone.number,
        tier=phone.tier,
        state=ContactState.USABLE,
        reviewed_on=london_day(asking.at),
        signed_as=phone.signed_as,
        language=parent.language,
        safe_days=phone.safe_days,
        safe_from=phone.safe_from,
        safe_until=phone.safe_until,
        seen_by=phone.seen_by,
        whose=phone.whose,
    )


def _entry(case_id: str, asking: Asking) -> Entry:
    return Entry(
        at=asking.at,
        deed="case.open",
        outcome=AuditOutcome.ALLOWED,
        account_id=asking.viewer.account_id,
        role=asking.viewer.role.value,
        case_id=case_id,
        request_id=asking.request_id,
    )


def _note(desk: Desk, case_id: str, kind: str, words: str, asking: Asking) -> None:
    desk.cases.happened(case_id, at=asking.at, kind=kind, words=words, by_id=asking.viewer.account_id)
