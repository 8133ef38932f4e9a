"""The forms about what has happened: to a defendant, to a witness, on a day in court, and of a hearing that is new."""

from datetime import date, time
from typing import Any

from wtforms import BooleanField, DateField, IntegerField, SelectMultipleField, StringField, TimeField
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional

from witness.domain.hearings import WINDOWS, HearingKind, Listing, Slot
from witness.web.forms import PageForm, trimmed
from witness.web.officer.forms import LISTINGS, OFF, days_go_with, who_told_us

NEW_LISTINGS = (
    *(choice for choice in LISTINGS if choice[0] != OFF),
    (Listing.TO_BE_CONFIRMED.value, "There is no date yet"),
)
# What may follow a day that did not go ahead; "" when nobody has said.
NEXT_LISTINGS = (("", "No new date yet"), *(choice for choice in LISTINGS if choice[0] != OFF))
NO_DAY_YET = (None, "", Listing.TO_BE_CONFIRMED.value)
KNOWN = (("", "Nobody has said"), ("yes", "Yes"), ("no", "No"))


def slot_of(listing: str, on: date | None, until: date | None, at: time | None) -> Slot:
    """Give the slot that the fields of a form describe; an hour and a last day only where there can be one."""
    kind = Listing(listing)
    if kind is Listing.TO_BE_CONFIRMED:
        return Slot(kind)
    is_window = kind in WINDOWS
    return Slot(kind, on, until if is_window else None, None if is_window else at)


class HappenedForm(PageForm):
    """When something happened, and who told us."""

    on = DateField("On which day?", validators=[InputRequired("Enter the day")])
    at = TimeField("At what time, if you know it?", validators=[Optional()])
    source = who_told_us("witness care")


class TurnForm(HappenedForm):
    """What happened to a defendant."""

    turn = StringField("What happened?", validators=[InputRequired("Choose what happened")])
    custody_months = IntegerField(
        "Months of custody",
        validators=[Optional(), NumberRange(min=0, max=1200, message="Enter a number of months from 0 to 1200")],
    )
    vcs = StringField(
        "Does the Victim Contact Scheme have to be offered?",
        filters=[trimmed],
        validators=[AnyOf([value for value, _ in KNOWN], message="Choose one of the answers")],
    )
    near_family = BooleanField("They may now live or move near the family")


class RequirementForm(HappenedForm):
    """What is required of a witness from now on."""

    requirement = StringField("What is it now?", validators=[InputRequired("Choose what it is now")])


class NewHearingForm(PageForm):
    """A hearing that somebody heard of."""

    kind = StringField(
        "What kind of hearing?",
        validators=[AnyOf([kind.value for kind in HearingKind], message="Choose the kind of hearing")],
    )
    listing = StringField(
        "What did the court say?",
        validators=[AnyOf([value for value, _ in NEW_LISTINGS], message="Choose what the court said")],
    )
    on = DateField("Day, or first day of the period", validators=[Optional()])
    until = DateField("Last day of the period", validators=[Optional()])
    at = TimeField("Court time, if you know it", validators=[Optional()])
    heard_from = who_told_us("call from the list office")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then whether they go together."""
        fine = bool(super().validate(extra_validators))
        return days_go_with(self, self.listing.data, self.on, self.until, without_day=NO_DAY_YET) and fine


class OutcomeForm(PageForm):
    """What became of a day in court."""

    effectiveness = StringField("What became of it?", validators=[InputRequired("Choose what became of it")])
    code = StringField("The court's reason", filters=[trimmed], validators=[Optional()])
    given = SelectMultipleField("Who gave evidence?", validators=[Optional()], validate_choice=False)
    goes_on_until = DateField("It goes on. Until which day?", validators=[Optional()])
    then_listing = StringField(
        "Is there a new date?",
        filters=[trimmed],
        validators=[AnyOf([value for value, _ in NEXT_LISTINGS], message="Choose what the court said")],
    )
    then_on = DateField("New day, or first day of the period", validators=[Optional()])
    then_until = DateField("Last day of the new period", validators=[Optional()])
    then_at = TimeField("New court time, if you know it", validators=[Optional()])
    heard_from = who_told_us("the usher")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then whether they go together."""
        fine = bool(super().validate(extra_validators))
        return (
            days_go_with(self, self.then_listing.data, self.then_on, self.then_until, without_day=NO_DAY_YET) and fine
        )
