"""The forms of the officers' pages."""

from collections.abc import Container
from typing import Any

from wtforms import DateField, IntegerField, StringField, TextAreaField, TimeField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from witness.domain.evidence import NeedState
from witness.domain.hearings import Listing
from witness.domain.measures import BASIS_IN_WORDS
from witness.domain.people import AVOID_IN_WORDS
from witness.web.forms import PageForm, trimmed

NEED_STATES = tuple((state.value, state.value.replace("_", " ")) for state in NeedState)
BASES = tuple((basis.value, words) for basis, words in BASIS_IN_WORDS.items())
AVOID_WORDS = tuple((why.value, words) for why, words in AVOID_IN_WORDS.items())

OFF = "off"
LISTINGS = (
    (Listing.FIXTURE.value, "A fixed day"),
    (Listing.PRIORITY_FIXTURE.value, "A fixed day with priority"),
    (Listing.FLOATER.value, "A day, if a court room is free (floater)"),
    (Listing.BACKER.value, "A day, behind another trial (backer)"),
    (Listing.WARNED_LIST.value, "Any day in a period (warned list)"),
    (Listing.WEEK_COMMENCING.value, "Any day in a week (week commencing)"),
    (OFF, "It is off, with no new date"),
)


def who_told_us(example: str) -> StringField:
    """Make the field that asks for the source of what is recorded. example: who that may be on this form."""
    return StringField(
        "Who told us?",
        filters=[trimmed],
        validators=[
            InputRequired(f"Enter who told us, for example: {example}"),
            Length(max=120, message="Use 120 characters or fewer"),
        ],
    )


def days_go_with(
    form: PageForm, listing: str | None, on: DateField, until: DateField, *, without_day: Container[str | None]
) -> bool:
    """Refuse days that do not go with what the court said; True when there is nothing to refuse.

    without_day: the answers after which nobody is asked for a day.
    """
    if listing in without_day:
        return True
    before = len(form.mistakes)
    if on.data is None and not on.errors:
        form.refuse(on, "Enter the day")
    if listing == Listing.WARNED_LIST and until.data is None and not until.errors:
        form.refuse(until, "Enter the last day of the period")
    if on.data is not None and until.data is not None and until.data < on.data:
        form.refuse(until, "The last day lies before the first")
    return len(form.mistakes) == before


class LeaveForm(PageForm):
    """Why somebody is no longer part of a case."""

    reason = StringField(
        "Why are they no longer part of the case?",
        filters=[trimmed],
        validators=[
            InputRequired("Say why they are no longer part of the case"),
            Length(max=200, message="Use 200 characters or fewer"),
        ],
    )


class NewDateForm(PageForm):
    """What a court has said about a hearing."""

    listing = StringField(
        "What did the court say?",
        validators=[AnyOf([value for value, _ in LISTINGS], message="Choose what the court said")],
    )
    on = DateField("Day, or first day of the period", validators=[Optional()])
    until = DateField("Last day of the period", validators=[Optional()])
    at = TimeField("Court time, if you know it", validators=[Optional()])
    heard_from = who_told_us("call from the list office")
    # The revision of the hearing that the page was about: somebody else may have changed it since.
    shown = IntegerField("Version of the date", validators=[Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then whether they go together."""
        fine = bool(super().validate(extra_validators))
        return days_go_with(self, self.listing.data, self.on, self.until, without_day=(OFF,)) and fine


class ReasonForm(PageForm):
    """Why a date changed, in words that the family may read."""

    reason = TextAreaField(
        "Reason to tell the family",
        filters=[trimmed],
        validators=[Length(max=300, message="Use 300 characters or fewer")],
    )
    # The revision of the hearing that the page was about: somebody else may have changed it since.
    shown = IntegerField("Version of the date", validators=[Optional()])
