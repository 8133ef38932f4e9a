"""The page that a family takes home before a day at court: how the day goes, in words that are safe on a kitchen table.

Paper is read by whoever comes by. It therefore says as much as the least that any of the person's phones and mailboxes
may be told, and never a surname, a case number, an offence or who stands accused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from witness.domain.calendars import choice_of
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.court_time import spoken_day, spoken_time
from witness.domain.errors import Refused
from witness.domain.hearings import Certainty, Hearing, HearingState, Slot
from witness.domain.pack_words import BY_THEMSELVES, ENGLISH_WORDS, PackWords
from witness.domain.pack_words_cy import WELSH_WORDS
from witness.domain.pack_words_ur import URDU_WORDS
from witness.domain.people import Part
from witness.domain.planned_messages import meeting_time
from witness.domain.spoken_dates import ENGLISH, day_in, hour_in
from witness.domain.trip_course import way_now, ways_of
from witness.domain.trip_times import leaving
from witness.domain.trips import Direction, Mode, PickUp, Trip
from witness.domain.visits import VisitKind

# How long before they are fetched somebody should be ready. A judgement, not verified.
READY_BEFORE = timedelta(minutes=15)
# The languages in which the fixed words exist; those that nobody has read say so to whoever prints them.
PACK_WORDS: dict[str, PackWords] = {words.language: words for words in (ENGLISH_WORDS, WELSH_WORDS, URDU_WORDS)}


class NoPack(Refused):
    """This person gets no page about this day. The message says why."""


@dataclass(frozen=True, slots=True)
class PackLine:
    """One thing to know. is_open: nobody has agreed it yet, so that the page says whom to ask."""

    label: str
    words: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """The page of one person. tier: how much it says; because: why so little, for the officer, "" when it says all.

    lines, steps, bring: empty at the lowest level, at which the page only says whom to ring.
    language: of its fixed words. by_text: what they may text us, "" for whoever has no phone that we may text.
    """

    person_id: str
    tier: Tier
    because: str
    day: str
    lines: tuple[PackLine, ...]
    steps: tuple[str, ...]
    bring: tuple[str, ...]
    ring: str
    signed_as: str
    language: str = ENGLISH
    by_text: str = ""

    @property
    def words(self) -> PackWords:
        """The fixed words of its language."""
        return PACK_WORDS[self.language]


@dataclass(frozen=True, slots=True)
class Around:
    """What a page needs beside the facts of the case. officers: first names by account. venue: "" when not known."""

    officers: dict[str, str]
    venue: str
    today: date


def pack_for(
    picture: CasePicture, hearing_id: str, person_id: str, around: Around, words: PackWords = ENGLISH_WORDS
) -> Pack:
    """Lay out the page of a parent, a carer or a witness for one hearing. words: of the language it is in.

    Raises:
        NoPack: they are not of the family that is expected there, or the hearing has no day.
    """
    hearing = picture.hearing(hearing_id)
    if not has_pack(hearing, around.today):
        raise NoPack("There is no day ahead that could be written down.")
    if not _witnesses_with(picture, hearing_id, person_id):
        raise NoPack("They are not part of the family that is expected on that day.")
    tier, because = paper_tier(picture, person_id, around.today)
    page = _Page(picture, hearing_id, person_id, tier, around, words)
    says_more = tier > Tier.L0
    return Pack(
        person_id=person_id,
        tier=tier,
        because=because,
        day=_day(hearing.now.slot, words) if says_more else "",
        lines=tuple(page.lines()) if says_more else (),
        steps=words.the_day[tier is Tier.L3] if says_more else (),
        bring=words.bring if says_more else (),
        ring=picture.case.support_phone,
        signed_as=page.sender,
        language=words.language,
        by_text=words.said["by_text"] if says_more and _may_text(picture, person_id) else "",
    )


def _may_text(picture: CasePicture, person_id: str) -> bool:
    """Whether they have a phone that is in use: what is texted from any other reaches nobody who knows them."""
    return any(
        c.person_id == person_id and c.channel is Channel.SMS and c.state is ContactState.USABLE
        for c in picture.contacts
    )


def has_pack(hearing: Hearing, today: date) -> bool:
    """Whether a hearing has a day, or a window, ahead that a page can name."""
    slot = hearing.now.slot
    has_day = hearing.now.state is HearingState.LISTED and slot.certainty is not Certainty.NONE
    return has_day and (slot.last_day or today) >= today


def takers(picture: CasePicture, hearing_id: str) -> tuple[str, ...]:
    """Give the people for whom there may be a page: parents and carers before the witnesses, each once."""
    family = [p.person_id for p in picture.people if _witnesses_with(picture, hearing_id, p.person_id)]
    witnesses = {witness.person_id for witness in picture.witnesses}
    return tuple(sorted(family, key=lambda person_id: person_id in witnesses))


def paper_tier(picture: CasePicture, person_id: str, today: date) -> tuple[Tier, str]:
    """Say how much a page for somebody may say, and why no more.

    Whoever may look at a phone of theirs may look into their kitchen: the least that any record allows holds. A record
    that has run out, or a phone that is not safe, allows no more than "please ring".
    """
    records = [c for c in picture.contacts if c.person_id == person_id and c.state is not ContactState.RETIRED]
    if not records:
        return Tier.L0, "no safe-contact record says how much may lie at home"
    if any(c.state is ContactState.UNSAFE for c in records):
        return Tier.L0, "somebody else may see one of their phones"
    if any(c.review_due_on <= today for c in records):
        return Tier.L0, "a safe-contact check has run out"
    least = min(records, key=lambda c: (c.allowed_tier, c.contact_id))
    return least.allowed_tier, "" if least.allowed_tier is Tier.L3 else "no more may lie at home than may be sent"


def _witnesses_with(picture: CasePicture, hearing_id: str, person_id: str) -> tuple[str, ...]:
    """Give the people who are to give evidence there and are this person, or in this person's care."""
    expected = [picture.witness(e.witness_id) for e in picture.awaited if e.hearing_id == hearing_id]
    here = [w.person_id for w in expected if w.is_expected]
    if person_id in here:
        return (person_id,)
    caring = {
        p.for_person_id
        for p in picture.parts
        if p.person_id == person_id and p.part is Part.PARENT_CARER and p.left_at is None
    }
    return tuple(child for child in here if child in caring)


def _day(slot: Slot, words: PackWords) -> str:
    if slot.on is None:
        return ""
    first, last = (_spoken(day, words) for day in (slot.on, slot.last_day or slot.on))
    return words.said["keep_free"].format(first=first, last=last) if slot.certainty is Certainty.WINDOW else first


def _spoken(day: date, words: PackWords) -> str:
    return spoken_day(day) if words.language == ENGLISH else f"{day_in(words.language, day)} {day.year}"


@dataclass(frozen=True, slots=True)
class _Page:
    picture: CasePicture
    hearing_id: str
    person_id: str
    tier: Tier
    around: Around
    words: PackWords

    @property
    def slot(self) -> Slot:
        return self.picture.hearing(self.hearing_id).now.slot

    @property
    def sender(self) -> str:
        """The first name by which they know us."""
        own: list[SafeContact] = [c for c in self.picture.contacts if c.person_id == self.person_id and c.signed_as]
        return own[0].signed_as if own else self.picture.case.signed_as

    def lines(self) -> Iterator[PackLine]:
        out, back = self._trip(Direction.OUT), self._trip(Direction.BACK)
        if self.slot.certainty is Certainty.WINDOW:
            yield PackLine(self._say("which_day"), self._say("which_day_told"), is_open=True)
        if self.slot.certainty is Certainty.MAYBE:
            yield PackLine(self._say("certain"), self._say("certain_not"))
        yield from self._getting_there(out)
        yield self._meeting()
        yield PackLine(self._say("who"), *self._who())
        yield self._where()
        full = self.tier is Tier.L3
        yield self._agreed("door", "" if out is None else self.words.entrance[out.entrance][full])
        yield self._agreed("wait", "" if out is None else self.words.waiting[out.waits][full])
        yield self._way_home(back)

    def _say(self, name: str, **values: str) -> str:
        return self.words.said[name].format(sender=self.sender, **values)

    def _hour(self, at: time) -> str:
        return spoken_time(at) if self.words.language == ENGLISH else hour_in(self.words.language, at)

    def _getting_there(self, out: Trip | None) -> Iterator[PackLine]:
        if out is None:
            yield self._still_open("way_there")
            return
        mode, at, times = _mode(out), out.now.at, leaving(out)
        yield PackLine(self._say("way_there"), _begin(self.words.mode[mode]))
        hours = [hour for hour in (at, None if times is None else times.leave_by) if hour is not None]
        if mode in BY_THEMSELVES and hours:
            yield PackLine(self._say("leave_by"), self._hour(min(hours)))
        elif at is None:
            yield self._still_open("ready")
        else:
            yield PackLine(self._say("ready_at"), self._hour(_earlier(at, READY_BEFORE)))
            fetched = self._say("fetched_at", time=self._hour(at), place=self._pick_up(out))
            yield PackLine(self._say("fetched"), fetched)

    def _pick_up(self, trip: Trip) -> str:
        if self.tier >= Tier.L2 and trip.meeting and trip.pick_up is not PickUp.HOME:
            return trip.meeting
        return self.words.pick_up[trip.pick_up]

    def _meeting(self) -> PackLine:
        at = meeting_time(self.slot)
        return self._still_open("meet") if at is None else PackLine(self._say("meet"), self._hour(at))

    def _who(self) -> tuple[str, bool]:
        leads = [
            v.officer_id
            for v in self.picture.visits
            if v.kind is VisitKind.DAY_SUPPORT and v.hearing_id == self.hearing_id and v.is_active
        ]
        names = [self.around.officers[lead] for lead in leads if lead in self.around.officers]
        return (names[0], False) if names else (self._say("who_open"), True)

    def _where(self) -> PackLine:
        nickname = choice_of(self.picture.calendar_choices, self.person_id).nickname
        if self.tier is Tier.L3 and self.around.venue:
            return PackLine(self._say("where"), self.around.venue)
        if self.tier >= Tier.L2 and nickname:
            return PackLine(self._say("where"), nickname)
        return PackLine(self._say("where"), self._say("where_agreed"))

    def _way_home(self, back: Trip | None) -> PackLine:
        if back is None:
            return self._still_open("way_home")
        way, at = _begin(self.words.mode[_mode(back)]), back.now.at
        when = self._say("home_soon") if at is None else self._say("home_at", time=self._hour(at))
        return PackLine(self._say("way_home"), self._say("home", way=way, when=when))

    def _trip(self, direction: Direction) -> Trip | None:
        family = {self.person_id, *_witnesses_with(self.picture, self.hearing_id, self.person_id)}
        own = [
            t
            for t in self.picture.trips
            if t.hearing_id == self.hearing_id
            and t.direction is direction
            and t.is_active
            and t.now.on == self.slot.on
            and family & set(t.passengers)
        ]
        return min(own, key=lambda t: (t.now.at is None, t.now.at or time.max, t.trip_id), default=None)

    def _agreed(self, label: str, words: str) -> PackLine:
        return PackLine(self._say(label), _begin(words)) if words else self._still_open(label)

    def _still_open(self, label: str) -> PackLine:
        return PackLine(self._say(label), self._say("open"), is_open=True)


def _mode(trip: Trip) -> Mode:
    """What carries them as things stand: when the first way fell through, the next."""
    return ways_of(trip)[way_now(trip)].mode


def _earlier(at: time, by: timedelta) -> time:
    return (datetime.combine(date.min + timedelta(days=1), at) - by).time()


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
