"""The doors of families' private pages: switched on by an officer, made with a spoken code, opened, left and shut.

Staff act on the record like everywhere. Whoever stands before a door is nobody we know: what they do is on the record
by the link alone, and they are told the same whatever was wrong.
"""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime

from witness.actions.contact import CannotKeep, known_contact, note, put_all_right
from witness.actions.page_doors import (
    ask_to_ring,
    nobody_waits_for_another,
    shut_what_no_longer_holds,
    take_back,
    text_ends,
    text_the_link,
)
from witness.actions.passwords import Passwords
from witness.actions.replies import receive
from witness.actions.reply_senders import next_date_of
from witness.domain.access import Asking, Deed
from witness.domain.accounts import new_token
from witness.domain.cases import CasePicture
from witness.domain.contact import Blocked, ContactState, May, SafeContact
from witness.domain.contact_days import reach
from witness.domain.contact_rules import holder_of
from witness.domain.court_time import london_day
from witness.domain.message_choices import choice_in_words, hold_on_everything
from witness.domain.private_page import (
    CODE_DIGITS,
    MOST_WRONG,
    Door,
    PageChoice,
    counted,
    end_of_life,
    is_in,
    may_try,
    settled,
    why_no_page,
)
from witness.domain.rules import Rules
from witness.domain.stops import concerned, heeding
from witness.identifiers import looks_like_id, new_id
from witness.messaging.carrier import IncomingText
from witness.store import Desk, Store
from witness.store.page_stays import put_on_record, why_shut_now

LONGEST_REASON = 200
NOT_FOR_ME = "Wrong number. Tapped on the private page, not written."

LOCKED = "five wrong codes were tried on their private page. Ask who has the link, and make a new one if it is safe"
SECOND = "a second phone or browser opened their private page while the first was in. Ask whether both are theirs"


@dataclass(frozen=True, slots=True)
class Made:
    """A new link. token: what its address ends with; code: six digits to be told by voice. Both are shown once.

    goes_at: when its text may leave, as the gate sees it now; None for a link that goes by no text. because: why not
    at once, "" when at once.
    """

    token: str = field(repr=False)
    code: str = field(repr=False)
    goes_at: datetime | None = None
    because: str = ""


def switch(
    store: Store, case_id: str, contact_id: str, *, on: bool, because: str, rules: Rules, asking: Asking
) -> None:
    """Switch the private page of a phone on or off, with a reason that stays on record. Off takes every link back.

    Raises:
        CannotKeep: no reason was given, or the phone may not have a page; the faults say why.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="page.switched") as desk:
        contact = known_contact(desk, case_id, contact_id)
        picture = desk.cases.known_picture(case_id)
        faults = [("page_because", words) for words in _why_not(picture, contact, asking.at)] if on else []
        if not because.strip():
            faults.append(("page_because", "Say why, for example who asked for it"))
        if faults:
            raise CannotKeep(tuple(faults))
        choice = PageChoice(contact_id, on, because.strip()[:LONGEST_REASON], asking.at)
        desk.private_pages.choose(choice, by_id=asking.viewer.account_id)
        note(desk, case_id, contact, f"has its private page switched {'on' if on else 'off'}", asking)
        put_all_right(desk, contact, rules, asking)


def make_link(
    store: Store,
    passwords: Passwords,
    case_id: str,
    contact_id: str,
    *,
    by_text: bool,
    rules: Rules,
    asking: Asking,
    code: str = "",
) -> Made:
    """Make a link with its code in place of any before it.

    by_text: it goes by text, through the outbox and its gate. Else it is for somebody who sits beside the officer: an
    address that is read out would come by the same voice as its code. code: of the demo world's tale; else drawn.

    Raises:
        CannotKeep: the page is switched off, the phone may not have one any more, or no text may go to it.
    """
    code = code or f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    code_hash = passwords.hash(code)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="page.link_made") as desk:
        contact = known_contact(desk, case_id, contact_id)
        picture = desk.cases.known_picture(case_id)
        why_not = _why_not(picture, contact, asking.at)
        if not desk.private_pages.is_on(contact_id):
            why_not = ("Switch the page on first", *why_not)
        if why_not:
            raise CannotKeep(tuple(("page", words) for words in why_not))
        date_meant = next_date_of(desk, contact, case_id, asking.at)
        slot = picture.hearing(date_meant.hearing_id).now.slot if date_meant.hearing_id else None
        door = Door(
            link_id=new_id(),
            case_id=case_id,
            person_id=contact.person_id,
            contact_id=contact_id,
            hearing_id=date_meant.hearing_id,
            revision=date_meant.revision,
            epoch=desk.private_pages.epoch(),
            made_at=asking.at,
            ends_at=end_of_life(slot, asking.at),
        )
        goes_at, because = _when_it_goes(picture, contact, door, rules, asking.at) if by_text else (None, "")
        _take_all_back(desk, contact_id, "another link has taken its place", asking.at)
        desk.private_pages.make(door, code_hash=code_hash, by_id=asking.viewer.account_id)
        if by_text:
            text_the_link(desk, picture, door, contact, asking.at)
        nobody_waits_for_another(desk, door, by_id=asking.viewer.account_id, now=asking.at)
        note(desk, case_id, contact, "has a link to its private page", asking)
        return Made(desk.private_pages.token_of(door.link_id), code, goes_at, because)


def revoke(store: Store, case_id: str, contact_id: str, *, asking: Asking) -> None:
    """Take every link of a phone back. Whoever is in is out with their next step."""
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="page.revoked") as desk:
        contact = known_contact(desk, case_id, contact_id)
        _take_all_back(desk, contact_id, f"{asking.viewer.first_name} took it back", asking.at)
        note(desk, case_id, contact, "has no link to its private page any more", asking)


def knock(
    store: Store,
    passwords: Passwords,
    token: str,
    code: str,
    *,
    language: str,
    rules: Rules,
    now: datetime,
    request_id: str = "",
) -> str:
    """Compare a code with that of a link; gives what the browser holds from now on, "" when the door stays shut.

    The try is counted before it is compared. An unknown link costs as long as a known one.
    """
    door, code_hash = _count(store, token, rules, now)
    is_right = passwords.matches(code_hash, "".join(code.split()))
    if door is None:
        return ""
    with store.changing() as desk:
        after = desk.private_pages.get(door.link_id)
        if after is None:
            return ""
        picture = desk.cases.picture(door.case_id)
        opens = is_right and not why_shut_now(desk, replace(after, wrong=after.wrong - 1), picture, now)
        after = settled(after, is_right=opens, now=now)
        desk.private_pages.count(after)
        put_on_record(desk, after, "page.opened" if opens else "page.refused", now, request_id, allowed=opens)
        if picture is not None and after.revoked_at is None and after.wrong >= MOST_WRONG:
            _notice(desk, picture, after, "locked", LOCKED, rules, now)
        if not opens:
            return ""
        before = desk.private_pages.is_somebody_in(door.link_id)
        if picture is not None and before is not None and is_in(before, now):
            _notice(desk, picture, after, f"second:{now.isoformat()}", SECOND, rules, now)
        key = new_token()
        desk.private_pages.enter(door.link_id, key, language, now)
    return key


def leave(store: Store, key: str) -> None:
    """Let nobody in by what a browser held."""
    if not key:
        return
    with store.changing() as desk:
        desk.private_pages.leave(key)


def not_for_me(store: Store, token: str, *, rules: Rules, now: datetime, request_id: str = "") -> None:
    """Take it in that a link reached a stranger: as if they had texted "wrong number", with all that follows from that.

    Whoever tapped is told nothing, whether or not there is such a link.
    """
    with store.changing() as desk:
        known = desk.private_pages.with_token(token) if looks_like_id(token) else None
        contact = None if known is None else desk.contacts.get(known.door.contact_id)
        if known is None or contact is None or contact.state in (ContactState.WRONG, ContactState.RETIRED):
            return
        put_on_record(desk, known.door, "page.not_for_me", now, request_id)
        take_back(desk, known.door, "somebody tapped that it is not for them", now)
    receive(store, IncomingText(f"page:{known.door.link_id}", contact.value, NOT_FOR_ME), rules=rules, now=now)


def _count(store: Store, token: str, rules: Rules, now: datetime) -> tuple[Door | None, str]:
    """Count a try at a link before anything is compared; (None, "") when there is nothing to be tried at."""
    if not looks_like_id(token):
        return None, ""
    with store.changing() as desk:
        known = desk.private_pages.with_token(token)
        if known is None or not may_try(known.door):
            return None, ""
        picture = desk.cases.picture(known.door.case_id)
        if picture is not None:
            shut_what_no_longer_holds(desk, picture, rules, now)
        desk.private_pages.count(counted(known.door))
    return known.door, known.code_hash


def _why_not(picture: CasePicture, contact: SafeContact, now: datetime) -> tuple[str, ...]:
    holder = holder_of(picture, contact.person_id, london_day(now))
    return why_no_page(contact, holder, now, has_left=picture.has_left(contact.person_id))


def _take_all_back(desk: Desk, contact_id: str, because: str, now: datetime) -> None:
    for door in desk.private_pages.of_contact(contact_id):
        if door.revoked_at is None:
            take_back(desk, door, because, now)


def _when_it_goes(
    picture: CasePicture, contact: SafeContact, door: Door, rules: Rules, now: datetime
) -> tuple[datetime, str]:
    """Ask the gate when the text of a link may leave, and why not at once.

    Raises:
        CannotKeep: it may not leave while it is of use.
    """
    held = hold_on_everything(picture.choices, contact.person_id, london_day(now))
    heeded = heeding(contact, picture.stops, about=concerned(picture, contact.person_id, None))
    verdict = reach(picture, heeded, tier=contact.tier, now=now, languages=rules.languages, calendar=rules.calendar)
    if held is not None:
        raise CannotKeep((("page", f"Texts to them are {choice_in_words(held)}"),))
    if isinstance(verdict, Blocked):
        raise CannotKeep((("page", f"The link cannot go by text: {verdict.because}"),))
    if isinstance(verdict, May):
        return now, ""
    if verdict.until >= text_ends(door, now):
        raise CannotKeep((("page", f"No text may go to them in the next two days: {verdict.because}"),))
    return verdict.until, verdict.because


def _notice(desk: Desk, picture: CasePicture, door: Door, key: str, words: str, rules: Rules, now: datetime) -> None:
    ask_to_ring(desk, picture, door, key, words, rules, now)
    desk.cases.happened(
        door.case_id, at=now, kind="contact", words=f"On the private page of {picture.called(door.person_id)}: {words}."
    )
