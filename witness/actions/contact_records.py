"""New numbers and addresses: every question is asked anew, the old record is retired, a stranger's number is proved.

Nothing is taken over from an old phone but the language and the days on which nothing goes to the person: who else sees
the new one, and when it is safe, has to be said again.
"""

import secrets
from dataclasses import replace
from datetime import timedelta

from witness.actions.contact import Asked, CannotKeep, known_contact, note, put_all_right, record_cleared
from witness.domain.access import Asking, Deed
from witness.domain.contact import GRAVEST, Channel, ContactState, SafeContact, StepKind
from witness.domain.contact_rules import faults_of, holder_of, tidy
from witness.domain.contact_terms import begun, with_terms
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.messaging.mail_form import ADDRESS
from witness.messaging.numbers import NotAMobile, read_mobile
from witness.store import Desk, Store

CODE_DIGITS = 6
CODE_COUNTS_FOR = timedelta(minutes=30)
MOST_TRIES = 3
WHY_BLOCKED: dict[ContactState, str] = {
    ContactState.WRONG: "the same number once reached a stranger",
    ContactState.UNSAFE: "the same number is recorded as not safe",
    ContactState.STOPPED: "somebody asked on this number to stop",
    ContactState.DEAD: "the same number was recorded as dead",
}


def record(
    store: Store,
    case_id: str,
    person_id: str,
    channel: Channel,
    value: str,
    asked: Asked,
    *,
    replaces: str = "",
    rules: Rules,
    asking: Asking,
    allow_fiction: bool,
) -> str:
    """Keep a number or address of somebody with all that they answered by voice about it; gives its record.

    replaces: the record whose place it takes; what was planned for that one is withdrawn. A number that somewhere was
    found to be unsafe, stopped, dead or a stranger's stays blocked here too.

    Raises:
        CannotKeep: the number is no mobile, is recorded already, or the answers do not go together; nothing was kept.
        NotFound: there is no such case, person or record.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.recorded") as desk:
        picture = desk.cases.known_picture(case_id)
        if all(person.person_id != person_id for person in picture.people):
            raise NotFound("There is no such person in this case.")
        old = known_contact(desk, case_id, replaces) if replaces else None
        if old is not None and (old.person_id != person_id or old.state is ContactState.RETIRED):
            raise Refused("That record is somebody else's, or another has taken its place already.")
        new = _new(desk, person_id, old.channel if old else channel, value, asked, asking, allow_fiction=allow_fiction)
        faults = faults_of(new, holder_of(picture, person_id, london_day(asking.at)))
        if faults:
            raise CannotKeep(faults)
        because = WHY_BLOCKED.get(new.state, "all questions were asked by voice")
        desk.contacts.add(begun(new, asking.at, because), by_id=asking.viewer.account_id)
        if old is None:
            note(desk, case_id, new, "was recorded", asking)
        else:
            _retire(desk, old, asking)
            note(desk, case_id, new, "is another one now; all was asked anew", asking)
        put_all_right(desk, new, rules, asking)
    return new.contact_id


def make_code(store: Store, case_id: str, contact_id: str, *, asking: Asking) -> str:
    """Give a code to tell by voice on a number that once reached a stranger; an earlier code counts no more."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.code") as desk:
        contact = known_contact(desk, case_id, contact_id)
        if contact.state is not ContactState.WRONG:
            raise Refused("This number needs no code.")
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        desk.contacts.keep_code(contact_id, code, now=asking.at, by_id=asking.viewer.account_id)
    return code


def read_back(store: Store, case_id: str, contact_id: str, code: str, *, rules: Rules, asking: Asking) -> str:
    """Record what was read back on the telephone. Gives "" when it was right, and the number may be used; else why not.

    The tries are counted even when they are wrong, so a wrong one is an answer and no error.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="contact.read_back") as desk:
        contact = known_contact(desk, case_id, contact_id)
        found = desk.contacts.read_back(contact_id, "".join(code.split()))
        if found is None or contact.state is not ContactState.WRONG:
            return "No code waits to be read back: make a new one."
        if asking.at - found.made_at > CODE_COUNTS_FOR or found.tries > MOST_TRIES:
            desk.contacts.drop_code(contact_id)
            return "That code counts no more: make a new one."
        if not found.is_right:
            return "That is not the code. Nothing was changed."
        desk.contacts.drop_code(contact_id)
        record_cleared(desk, case_id, contact_id, asking)
        proved = replace(contact, state=ContactState.USABLE)
        because = "they read back the code that they were told on it"
        desk.contacts.change(proved, StepKind.CLEARED, now=asking.at, because=because, by_id=asking.viewer.account_id)
        note(desk, case_id, contact, "was proved to be theirs by a spoken code", asking)
        put_all_right(desk, contact, rules, asking)
    return ""


def state_of_value(desk: Desk, value: str) -> ContactState:
    """Give what any record says about a number or address: the gravest counts."""
    found = {_last_word(contact) for contact in desk.contacts.with_value(value)}
    return next((state for state in GRAVEST if state in found), ContactState.USABLE)


def _last_word(contact: SafeContact) -> ContactState:
    """What was found out about a number before another took its place still holds."""
    if contact.state is not ContactState.RETIRED:
        return contact.state
    before = [step.state for step in contact.steps if step.state is not ContactState.RETIRED]
    return before[-1] if before else ContactState.USABLE


def _new(
    desk: Desk,
    person_id: str,
    channel: Channel,
    text: str,
    asked: Asked,
    asking: Asking,
    *,
    allow_fiction: bool,
) -> SafeContact:
    value = _value(channel, text, allow_fiction=allow_fiction)
    known = desk.contacts.with_value(value)
    if any(c.person_id == person_id and c.state is not ContactState.RETIRED for c in known):
        raise CannotKeep((("value", "It is on their record already: go through that record by voice instead"),))
    today = london_day(asking.at)
    bare = SafeContact(
        contact_id=new_id(),
        person_id=person_id,
        channel=channel,
        value=value,
        tier=asked.tier,
        state=state_of_value(desk, value),
        reviewed_on=today,
        signed_as=asked.signed_as.strip(),
        code_word=(asked.code_word or "").strip(),
        has_code_word=bool((asked.code_word or "").strip()),
    )
    own = [
        c for case in desk.people.cases_of(person_id) for c in desk.contacts.of_case(case) if c.person_id == person_id
    ]
    quiet = {q.key: q for c in own if c.state is not ContactState.RETIRED for q in c.quiet}
    opted = None if asked.terms.opted_in_on is None else today
    terms = replace(asked.terms, quiet=tuple(quiet.values()), opted_in_on=opted, expired_at=None, expired_because=None)
    return tidy(with_terms(bare, terms))


def _value(channel: Channel, text: str, *, allow_fiction: bool) -> str:
    if channel is Channel.EMAIL:
        if ADDRESS.fullmatch(text.strip()) is None:
            raise CannotKeep((("value", "That is not one e-mail address, for example sam@support.example."),))
        return text.strip()
    try:
        return read_mobile(text, allow_fiction=allow_fiction)
    except NotAMobile as refused:
        raise CannotKeep((("value", str(refused)),)) from None


def _retire(desk: Desk, old: SafeContact, asking: Asking) -> None:
    """The old record is never deleted: who was told what, and where, stays on it."""
    desk.contacts.change(
        replace(old, state=ContactState.RETIRED),
        StepKind.RETIRED,
        now=asking.at,
        because="another number or address has taken its place",
        by_id=asking.viewer.account_id,
    )
