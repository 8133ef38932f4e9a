"""Letters for a school or an employer: when somebody is away, and never why.

Whoever opens the post of a school office or of a firm reads them. They hold a name, days and hours, and whom to ring.
The day's own word for the place, whoever sent them there and what it is about do not exist here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from witness.domain.bookings import Booking, BookingKind
from witness.domain.cases import CasePicture
from witness.domain.court_time import spoken_day
from witness.domain.errors import Refused
from witness.domain.hearings import Certainty, Hearing
from witness.domain.packs import has_pack
from witness.domain.people import Part
from witness.domain.spoken_dates import ENGLISH, WELSH, day_in, hour_in
from witness.domain.trip_times import leaving
from witness.domain.trips import Direction


class LetterTo(StrEnum):
    """To whom a letter goes."""

    SCHOOL = "school"
    EMPLOYER = "employer"


BOOKING_OF_LETTER: dict[LetterTo, BookingKind] = {
    LetterTo.SCHOOL: BookingKind.SCHOOL_LETTER,
    LetterTo.EMPLOYER: BookingKind.EMPLOYER_LETTER,
}
LANGUAGES: dict[str, str] = {ENGLISH: "English", WELSH: "Welsh"}
# Nobody who speaks it has read these words yet: the page says so to whoever prints them.
UNCHECKED = frozenset({WELSH})


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The words of a letter in one language. {name}, {day}, {last}, {hour}, {sender} and {phone} are filled in."""

    title: str
    one_day: dict[LetterTo, str]
    from_an_hour: dict[LetterTo, str]
    in_a_period: dict[LetterTo, str]
    then: dict[LetterTo, tuple[str, ...]]
    ring: str
    dated: str


WORDS: dict[str, LetterWords] = {
    ENGLISH: LetterWords(
        title="Time away",
        one_day={
            LetterTo.SCHOOL: "{name} will be away from school on {day}, for the whole day.",
            LetterTo.EMPLOYER: "{name} will be away from work on {day}, for the whole day.",
        },
        from_an_hour={
            LetterTo.SCHOOL: "{name} will be away from school on {day}, from {hour}. It may take the rest of the day.",
            LetterTo.EMPLOYER: "{name} will be away from work on {day}, from {hour}. It may take the rest of the day.",
        },
        in_a_period={
            LetterTo.SCHOOL: "{name} will be away from school on a day between {day} and {last}. The family tells you "
            "which day as soon as it is known.",
            LetterTo.EMPLOYER: "{name} will be away from work on a day between {day} and {last}. They tell you which "
            "day as soon as it is known.",
        },
        then={
            LetterTo.SCHOOL: (
                "This is an appointment that cannot be made at another time. We ask you to authorise the absence.",
                "The day can change at short notice. If it does, the family tells you.",
                "Please do not ask them what it is about, and keep this letter private.",
            ),
            LetterTo.EMPLOYER: (
                "This is an appointment that cannot be made at another time. Thank you for letting them go.",
                "The day can change at short notice. If it does, they tell you.",
                "Please keep this letter private.",
            ),
        },
        ring="If you have a question, ring {sender} on {phone}.",
        dated="Written on {day}",
    ),
    WELSH: LetterWords(
        title="Amser i ffwrdd",
        one_day={
            LetterTo.SCHOOL: "Ni fydd {name} yn yr ysgol ar {day}, drwy'r dydd.",
            LetterTo.EMPLOYER: "Ni fydd {name} yn y gwaith ar {day}, drwy'r dydd.",
        },
        from_an_hour={
            LetterTo.SCHOOL: "Ni fydd {name} yn yr ysgol ar {day}, o {hour} ymlaen. Gall gymryd gweddill y dydd.",
            LetterTo.EMPLOYER: "Ni fydd {name} yn y gwaith ar {day}, o {hour} ymlaen. Gall gymryd gweddill y dydd.",
        },
        in_a_period={
            LetterTo.SCHOOL: "Ni fydd {name} yn yr ysgol ar un diwrnod rhwng {day} a {last}. Bydd y teulu yn dweud "
            "wrthych pa ddiwrnod cyn gynted â phosibl.",
            LetterTo.EMPLOYER: "Ni fydd {name} yn y gwaith ar un diwrnod rhwng {day} a {last}. Byddant yn dweud "
            "wrthych pa ddiwrnod cyn gynted â phosibl.",
        },
        then={
            LetterTo.SCHOOL: (
                "Apwyntiad yw hwn na ellir ei drefnu ar adeg arall. Gofynnwn i chi awdurdodi'r absenoldeb.",
                "Gall y diwrnod newid ar y funud olaf. Os felly, bydd y teulu yn dweud wrthych.",
                "Peidiwch â gofyn iddynt am yr apwyntiad, a chadwch y llythyr hwn yn breifat.",
            ),
            LetterTo.EMPLOYER: (
                "Apwyntiad yw hwn na ellir ei drefnu ar adeg arall. Diolch am adael iddynt fynd.",
                "Gall y diwrnod newid ar y funud olaf. Os felly, byddant yn dweud wrthych.",
                "Cadwch y llythyr hwn yn breifat.",
            ),
        },
        ring="Os oes gennych gwestiwn, ffoniwch {sender} ar {phone}.",
        dated="Ysgrifennwyd ar {day}",
    ),
}


class NoLetter(Refused):
    """There is no letter of this kind for this person. The message says why."""


@dataclass(frozen=True, slots=True)
class LetterDue:
    """A letter that a family may want for a day ahead. booking: what is recorded of it, None for nothing."""

    witness_id: str
    person_id: str
    to: LetterTo
    hearing_id: str
    booking: Booking | None = None


@dataclass(frozen=True, slots=True)
class AbsenceLetter:
    """A letter as it is printed. lines: sentences, in order, the name of whoever is away among them."""

    language: str
    title: str
    dated: str
    lines: tuple[str, ...]
    ring: str


def letters_due(picture: CasePicture, today: date) -> tuple[LetterDue, ...]:
    """Give the letters that may be wanted: of children for a school, of adults for an employer."""
    return tuple(_due(picture, today))


def _due(picture: CasePicture, today: date) -> Iterator[LetterDue]:
    for event in picture.awaited:
        hearing, witness = picture.hearing(event.hearing_id), picture.witness(event.witness_id)
        if not witness.is_expected or not has_pack(hearing, today):
            continue
        carers = [p.person_id for p in picture.carers_of(witness.person_id)]
        for person_id in (witness.person_id, *carers):
            to = _reader(picture, person_id, today)
            booking = letter_booking(picture, witness.witness_id, to, hearing.hearing_id)
            yield LetterDue(witness.witness_id, person_id, to, hearing.hearing_id, booking)


def _reader(picture: CasePicture, person_id: str, today: date) -> LetterTo:
    """A child has a school; a parent has an employer, also one whose birthday nobody has asked for."""
    cares = any(p.part is Part.PARENT_CARER and p.person_id == person_id for p in picture.parts)
    age = picture.person(person_id).age_on(today)
    return LetterTo.EMPLOYER if cares or (age is not None and age >= 18) else LetterTo.SCHOOL


def letter_booking(picture: CasePicture, witness_id: str, to: LetterTo, hearing_id: str) -> Booking | None:
    """Give what is recorded of a letter, the newest when there are several."""
    wanted = (witness_id, BOOKING_OF_LETTER[to], hearing_id)
    own = [b for b in picture.bookings if (b.witness_id, b.kind, b.hearing_id) == wanted]
    return max(own, key=lambda b: (b.is_active, b.now.recorded_at), default=None)


def is_for_an_earlier_date(letter: LetterDue, hearing: Hearing) -> bool:
    """Whether a letter was written and the day has been moved since."""
    booking = letter.booking
    return booking is not None and booking.is_active and booking.now.on != hearing.now.slot.on


def letter_for(picture: CasePicture, due: LetterDue, language: str, phone: str, today: date) -> AbsenceLetter:
    """Write a letter. phone: as people in this country dial it.

    Raises:
        NoLetter: there are no words in that language.
    """
    words = WORDS.get(language)
    if words is None:
        raise NoLetter("There are no words for letters in that language.")
    slot, name = picture.hearing(due.hearing_id).now.slot, picture.person(due.person_id).name
    if slot.on is None:
        raise NoLetter("There is no day that could be written down.")
    hour = _away_from(picture, due, slot.on)
    if slot.certainty is Certainty.WINDOW:
        first = words.in_a_period[due.to]
    else:
        first = words.one_day[due.to] if hour is None else words.from_an_hour[due.to]
    filled = first.format(
        name=name,
        day=_day(language, slot.on),
        last=_day(language, slot.last_day or slot.on),
        hour="" if hour is None else hour_in(language, hour),
    )
    return AbsenceLetter(
        language=language,
        title=words.title,
        dated=words.dated.format(day=_day(language, today)),
        lines=(filled, *words.then[due.to]),
        ring=words.ring.format(sender=picture.case.signed_as, phone=phone) if phone else "",
    )


def _away_from(picture: CasePicture, due: LetterDue, on: date) -> time | None:
    """The hour at which their way begins; None when it is not planned yet."""
    hours = []
    for trip in picture.trips:
        own = trip.hearing_id == due.hearing_id and trip.now.on == on and due.person_id in trip.passengers
        if own and trip.is_active and trip.direction is Direction.OUT:
            times = leaving(trip)
            hours += [hour for hour in (trip.now.at, None if times is None else times.leave_by) if hour is not None]
    return min(hours, default=None)


def _day(language: str, day: date) -> str:
    return spoken_day(day) if language == ENGLISH else f"{day_in(language, day)} {day.year}"
