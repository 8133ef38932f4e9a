"""The forms of a case's plan and notes. No form of a visit has a field for a story."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from wtforms import DateField, Field, IntegerField, SelectMultipleField, StringField, TextAreaField, TimeField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from witness.actions.promises import LONGEST as LONGEST_PROMISE
from witness.domain.bookings import BOOKING_IN_WORDS
from witness.domain.errors import NotFound, PleaseConfirm, Refused, SomebodyElseChangedThis
from witness.domain.evidence import Side
from witness.domain.note_rules import COUNSELLING_WORDS, LONGEST
from witness.domain.notes import Source
from witness.domain.plans import REASONS
from witness.domain.visits import PLACE_IN_WORDS, VISIT_IN_WORDS
from witness.web.forms import PageForm, trimmed

VISIT_KINDS = tuple((kind.value, words.capitalize()) for kind, words in VISIT_IN_WORDS.items())
PLACES = tuple((place.value, words.capitalize()) for place, words in PLACE_IN_WORDS.items())
BOOKING_KINDS = tuple((kind.value, words.capitalize()) for kind, words in BOOKING_IN_WORDS.items())
SIDES_TO_MOVE = (
    (Side.SUPPORT.value, "Us"),
    (Side.CPS.value, "The CPS"),
    (Side.COURT.value, "The court"),
    (Side.POLICE.value, "The police"),
)
WHY = tuple((word, words.capitalize()) for word, words in REASONS.items())
YES_NO = (("yes", "Yes"), ("no", "No"))
SOURCES = ((Source.SAID.value, "They said it"), (Source.OBSERVED.value, "We saw it"))
COUNSELLING = tuple(COUNSELLING_WORDS.items())


def one_of(choices: tuple[tuple[str, str], ...], message: str) -> AnyOf:
    """Accept only what a list offers."""
    return AnyOf([value for value, _ in choices], message=message)


class ConfirmedForm(PageForm):
    """A form of something that rules may warn of. confirmed: names the warnings that were read."""

    confirmed = StringField(filters=[trimmed], validators=[Optional()])


class SeenForm(ConfirmedForm):
    """A form about something that exists. seen: how many steps it had when the form was shown."""

    seen = IntegerField(validators=[InputRequired()])


class VisitForm(ConfirmedForm):
    """A visit to be booked."""

    witness = StringField("Who is it for?", validators=[InputRequired("Choose who it is for")])
    kind = StringField("What is it?", validators=[one_of(VISIT_KINDS, "Choose what it is")])
    place = StringField("Where?", validators=[one_of(PLACES, "Choose where it is")])
    on = DateField("Day", validators=[InputRequired("Enter the day")])
    at = TimeField("Time", validators=[InputRequired("Enter the time")])
    minutes = IntegerField(
        "How many minutes?",
        validators=[InputRequired("Enter how many minutes"), NumberRange(1, 600, "Enter between 1 and 600 minutes")],
    )
    officer = StringField("Who leads it?", filters=[trimmed], validators=[Optional()])


class MoveForm(SeenForm):
    """A new time for a visit."""

    on = DateField("New day", validators=[InputRequired("Enter the day")])
    at = TimeField("New time", validators=[InputRequired("Enter the time")])


class ReportForm(SeenForm):
    """What came of a visit: ticks, one word, and whether evidence was mentioned."""

    on = DateField("Day", validators=[InputRequired("Enter the day")])
    at = TimeField("Time", validators=[InputRequired("Enter the time")])
    covered = SelectMultipleField("What was gone through?", validate_choice=False)
    mood = StringField("How were they?", filters=[trimmed], validators=[Optional()])
    evidence = StringField("Was evidence mentioned?", validators=[one_of(YES_NO, "Say whether evidence was mentioned")])
    stopped = StringField("Was the talk stopped?", filters=[trimmed], validators=[Optional()])
    note_stream = StringField("What is the note about?", filters=[trimmed], validators=[Optional()])
    note = TextAreaField(
        "Practical or wellbeing note (optional)",
        filters=[trimmed],
        validators=[Length(max=LONGEST, message=f"Use {LONGEST} characters or fewer")],
    )


class StepForm(SeenForm):
    """How far a trip, a booking or a visit has got. what: which of the three it is."""

    what = StringField(validators=[AnyOf(["visit", "trip", "booking"], message="Open this page from the plan")])
    state = StringField("What has become of it?", validators=[InputRequired("Choose what has become of it")])
    reason = StringField("Why?", filters=[trimmed], validators=[Optional()])


class BookingForm(ConfirmedForm):
    """Something that must be there on the day."""

    witness = StringField("Who is it for?", validators=[InputRequired("Choose who it is for")])
    kind = StringField("What?", validators=[one_of(BOOKING_KINDS, "Choose what it is")])
    hearing = StringField("For which date?", validators=[InputRequired("Choose the date")])
    whose = StringField("Whose move is it?", validators=[one_of(SIDES_TO_MOVE, "Choose whose move it is")])
    cancel_by = DateField("Free to cancel until the evening of", validators=[Optional()])


class PromiseForm(ConfirmedForm):
    """Something that we tell a family we will do."""

    words = StringField(
        "We will …",
        filters=[trimmed],
        validators=[
            InputRequired("Say what we will do"),
            Length(max=LONGEST_PROMISE, message=f"Use {LONGEST_PROMISE} characters or fewer"),
        ],
    )
    person = StringField("Promised to", filters=[trimmed], validators=[Optional()])
    due_on = DateField("By", validators=[InputRequired("Enter the day")])


class NoteForm(ConfirmedForm):
    """A note: the fields of its stream are checked by the stream's own rule."""

    text = TextAreaField("Note", filters=[trimmed])
    source = StringField("How do you know?", filters=[trimmed], default=Source.OBSERVED.value)
    person = StringField("About", filters=[trimmed], validators=[Optional()])
    amends = StringField(filters=[trimmed], validators=[Optional()])
    on = DateField("Day on which it was passed on", validators=[Optional()])
    form_reference = StringField("Reference of the police form", filters=[trimmed])
    officer = StringField("Who took it (rank and name)", filters=[trimmed])
    counselling = StringField("Counselling", filters=[trimmed], validators=[Optional()])


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of doing what a form asked for. warnings: to be read and confirmed; status: of the page shown again."""

    is_done: bool = False
    warnings: tuple[str, ...] = ()
    status: int = 200

    @property
    def token(self) -> str:
        """Names these warnings, so that a tick confirms what was read and nothing else."""
        return _token(self.warnings)


def attempt(form: ConfirmedForm, field: Field, act: Callable[[bool], Any]) -> Tried:
    """Do what a form asks for: `act(confirmed)`. What is refused is put beside `field`, and nothing typed is lost."""
    if request.method != "POST":
        return Tried()
    if not form.validate():
        return Tried(status=422)
    try:
        _do(form, act)
    except PleaseConfirm as asked:
        return Tried(warnings=asked.warnings, status=422)
    except NotFound:
        raise
    except SomebodyElseChangedThis as changed:
        form.refuse(field, changed)
        return Tried(status=409)
    except Refused as refused:
        form.refuse(field, refused)
        return Tried(status=422)
    return Tried(is_done=True)


def _do(form: ConfirmedForm, act: Callable[[bool], Any]) -> None:
    try:
        act(False)
    except PleaseConfirm as asked:
        if form.confirmed.data != _token(asked.warnings):
            raise
        act(True)


def _token(warnings: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(warnings).encode()).hexdigest()[:16]
