"""Who joins a case and who leaves it: whoever comes late is told exactly what they missed, and nobody is deleted."""

from dataclasses import dataclass, field, replace
from datetime import time

from witness.actions.reconcile import PutRight, put_right
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactStep, SafeContact, Tier
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused
from witness.domain.joining import Newcomer, missed_by
from witness.domain.known_numbers import state_of_known
from witness.domain.people import BESIDE_THE_FAMILY, CasePart, Part, Person
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.messaging.mail_form import ADDRESS
from witness.messaging.numbers import NotAMobile, read_mobile
from witness.store import Desk, Store

PART_IN_WORDS: dict[Part, str] = {
    Part.PARENT_CARER: "parent or carer",
    Part.SUPPORTER: "supporter on the day",
    Part.ADVISER: "adviser of their own (ISVA, CHISVA)",
    Part.PROFESSIONAL: "professional",
}
LONGEST_NAME, LONGEST_INITIALS, LONGEST_RELATION = 120, 12, 60


class RefusedField(Refused):
    """One of the things given about somebody is not as it should be. field: its name on the form."""

    def __init__(self, field_name: str, words: str) -> None:
        """Take the field's name and words for a person."""
        super().__init__(words)
        self.field = field_name


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody may be reached: a mobile number or an e-mail address, how much it may hear, and when."""

    channel: Channel
    value: str = field(repr=False)
    tier: Tier = Tier.L1
    safe_from: time = time(9, 0)
    safe_until: time = time(19, 0)
    safe_days: frozenset[int] = frozenset(range(5))
    seen_by: str = ""
    wants_calendar: bool = True


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who is to join a case. person_id: of somebody known already; "" for a new person, who needs a name."""

    newcomer: Newcomer
    person_id: str = ""
    name: str = field(default="", repr=False)
    initials: str = ""
    language: str = "en"
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining did. missed: the hearings that they had not been told of. was_here: they played this part before."""

    person_id: str
    missed: tuple[str, ...]
    was_here: bool
    put_right: PutRight


def join(
    store: Store, case_id: str, joining: Joining, *, tell: bool, rules: Rules, asking: Asking, allow_fiction: bool
) -> Joined:
    """Add somebody to a case. tell: they are to be told the dates that lie ahead, now and whenever they change.

    Joining twice adds nobody: the part that is there already is kept, and told if it was not. Somebody who left comes
    back. Nothing about dates that are over is ever sent. allow_fiction: as `numbers.read_mobile` takes it.

    Raises:
        RefusedField: something about them is not as it should be; nothing has been kept.
        NotFound: there is no such case, witness or person for whoever asks.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="person.join") as desk:
        desk.cases.touch(case_id)  # first, so that two who add the same person at once come one after the other
        picture = desk.cases.known_picture(case_id)
        _check_part(picture, joining.newcomer)
        person_id = _somebody_known(desk, picture, joining, asking) or _somebody_new(desk, picture, joining)
        if joining.reach is not None:
            _keep_reach(desk, picture, person_id, joining, asking, allow_fiction=allow_fiction)
        was_here = _take_part(desk, case_id, person_id, joining.newcomer, asking, tell=tell)
        after = desk.cases.known_picture(case_id)
        missed = missed_by(after, person_id, joining.newcomer, london_day(asking.at)) if tell else ()
        _note(desk, case_id, _joined_words(after, person_id, joining.newcomer, len(missed), was_here), asking, "joined")
        done = put_right(desk, case_id, rules, now=asking.at)
        return Joined(person_id, tuple(h.hearing_id for h in missed), was_here, done)


def leave(store: Store, case_id: str, person_id: str, *, reason: str, rules: Rules, asking: Asking) -> None:
    """Record that somebody is no longer part of a case: what is planned for them is taken back, history stays.

    Raises:
        Refused: no reason was given, or the person is a witness, whom only the court releases.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="person.leave") as desk:
        picture = desk.cases.known_picture(case_id)
        own = [part for part in picture.parts if part.person_id == person_id and part.left_at is None]
        if not own:
            raise NotFound("There is no such person in this case.")
        if any(part.part is Part.WITNESS for part in own):
            raise Refused("A witness stays in the case: what the court requires of them is changed on its own page.")
        if not reason.strip():
            raise RefusedField("reason", "Say why they are no longer part of the case.")
        for part in own:
            desk.people.stay(case_id, replace(part, informed=False, left_at=asking.at))
        words = f"{picture.called(person_id)} is no longer part of the case: {reason.strip().rstrip('.')}."
        _note(desk, case_id, words, asking, "left")
        desk.cases.touch(case_id)
        put_right(desk, case_id, rules, now=asking.at)


def _check_part(picture: CasePicture, newcomer: Newcomer) -> None:
    if newcomer.part not in PART_IN_WORDS:
        raise RefusedField("part", "Choose what they are in this case.")
    witnesses = {witness.person_id for witness in picture.witnesses}
    if newcomer.for_person_id is not None and newcomer.for_person_id not in witnesses:
        raise RefusedField("for_person", "Choose one of the witnesses of this case.")
    if newcomer.part in (Part.PARENT_CARER, Part.SUPPORTER) and newcomer.for_person_id is None:
        raise RefusedField("for_person", "Choose the witness whose parent, carer or supporter they are.")
    if len(newcomer.relation) > LONGEST_RELATION:
        raise RefusedField("relation", f"Use {LONGEST_RELATION} characters or fewer.")


def _somebody_known(desk: Desk, picture: CasePicture, joining: Joining, asking: Asking) -> str:
    """Give the id of a person who is known already, from this case or from another that whoever asks may see."""
    if not joining.person_id:
        return ""
    if any(person.person_id == joining.person_id for person in picture.people):
        return joining.person_id
    seen = set(desk.access.visible_case_ids(asking.viewer, Deed.SEE_CASE))
    if not seen & set(desk.people.cases_of(joining.person_id)):
        raise NotFound("There is no such person.")
    return joining.person_id


def _somebody_new(desk: Desk, picture: CasePicture, joining: Joining) -> str:
    name, initials = " ".join(joining.name.split()), " ".join(joining.initials.split())
    if not name or len(name) > LONGEST_NAME:
        raise RefusedField("name", f"Give their name, in {LONGEST_NAME} characters or fewer.")
    if not initials or len(initials) > LONGEST_INITIALS:
        raise RefusedField("initials", "Give their initials as lists are to show them, for example S.M.")
    person = Person(new_id(), _household(picture, joining.newcomer), name, initials, None, joining.language)
    desk.people.add(person)
    return person.person_id


def _household(picture: CasePicture, newcomer: Newcomer) -> str:
    if newcomer.part is Part.PARENT_CARER and newcomer.for_person_id is not None:
        return picture.person(newcomer.for_person_id).household_id
    return new_id()


def _keep_reach(
    desk: Desk, picture: CasePicture, person_id: str, joining: Joining, asking: Asking, *, allow_fiction: bool
) -> None:
    """Keep a number or address, unless this person has it already: then what is recorded of it stands."""
    reach = joining.reach
    if reach is None:
        return
    value = _value(reach, allow_fiction=allow_fiction)
    if reach.safe_from >= reach.safe_until or not reach.safe_days:
        raise RefusedField("safe_until", "The safe hours must end later than they begin, on one day at least.")
    same = desk.contacts.with_value(value)
    if any(contact.person_id == person_id for contact in same):
        return
    state, because = state_of_known(same)
    desk.contacts.add(
        SafeContact(
            contact_id=new_id(),
            person_id=person_id,
            channel=reach.channel,
            value=value,
            tier=reach.tier,
            state=state,
            reviewed_on=london_day(asking.at),
            signed_as=picture.case.signed_as,
            language=joining.language,
            safe_days=reach.safe_days,
            safe_from=reach.safe_from,
            safe_until=reach.safe_until,
            seen_by=reach.seen_by,
            wants_calendar=reach.channel is Channel.EMAIL and reach.wants_calendar,
            steps=(ContactStep(state, reach.tier, asking.at, because or "given when they joined"),),
        )
    )


def _value(reach: Reach, *, allow_fiction: bool) -> str:
    if reach.channel is Channel.EMAIL:
        if ADDRESS.fullmatch(reach.value.strip()) is None:
            raise RefusedField("email", "That is not one e-mail address, for example sam@support.example.")
        return reach.value.strip()
    try:
        return read_mobile(reach.value, allow_fiction=allow_fiction)
    except NotAMobile as refused:
        raise RefusedField("mobile", str(refused)) from None


def _take_part(desk: Desk, case_id: str, person_id: str, newcomer: Newcomer, asking: Asking, *, tell: bool) -> bool:
    """Keep the part; says whether they were in it already. Who is told once is not untold by joining again."""
    informed = tell and newcomer.part in BESIDE_THE_FAMILY
    known = [
        part
        for part in desk.people.parts_of_case(case_id)
        if (part.person_id, part.part, part.for_person_id) == (person_id, newcomer.part, newcomer.for_person_id)
    ]
    if not known:
        part = CasePart(
            person_id,
            newcomer.part,
            newcomer.relation,
            newcomer.for_person_id,
            newcomer.organisation,
            informed,
            asking.at,
        )
        desk.people.give_part(case_id, part)
        return False
    before = known[0]
    back = before.left_at is not None
    kept = replace(
        before,
        informed=informed or (before.informed and not back),
        joined_at=asking.at if back else before.joined_at,
        left_at=None,
    )
    desk.people.stay(case_id, kept)
    return not back


def _joined_words(picture: CasePicture, person_id: str, newcomer: Newcomer, missed: int, was_here: bool) -> str:
    who = picture.called(person_id)
    what = newcomer.relation or PART_IN_WORDS[newcomer.part]
    words = f"{who} was part of the case already ({what})." if was_here else f"{who} joined the case: {what}."
    dates = f"{missed} date{'' if missed == 1 else 's'}"
    return f"{words} They are told {dates} that they had missed." if missed else words


def _note(desk: Desk, case_id: str, words: str, asking: Asking, kind: str) -> None:
    desk.cases.happened(case_id, at=asking.at, kind=kind, words=words, by_id=asking.viewer.account_id)
