"""The forms of trips. None has a field for a name, an address or a story."""

from wtforms import DateField, DecimalField, IntegerField, SelectMultipleField, StringField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from witness.actions.trips import LONGEST_PROVIDER
from witness.domain.plans import REASONS
from witness.domain.trip_rules import (
    HOW_TOLD,
    NO_RETURN,
    SPENDING,
    WHO_APPROVES,
    WHO_KEEPS_APART,
    WHO_PAYS,
    WHO_REPORTS,
    WHY_TOGETHER,
)
from witness.domain.trips import (
    ENTRANCE_IN_WORDS,
    FITTING_IN_WORDS,
    MODE_IN_WORDS,
    PICK_UP_IN_WORDS,
    WAITING_IN_WORDS,
)
from witness.web.forms import PageForm, trimmed
from witness.web.officer.plan_forms import ConfirmedForm, one_of

MODES = tuple((mode.value, words.capitalize()) for mode, words in MODE_IN_WORDS.items())
PICK_UPS = tuple((pick_up.value, words.capitalize()) for pick_up, words in PICK_UP_IN_WORDS.items())
OTHER_MODES = (("", "None"), *MODES)
# What the pages of trips choose from: (word, in words).
LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "entrances": tuple((word.value, words.capitalize()) for word, words in ENTRANCE_IN_WORDS.items()),
    "waits": tuple((word.value, words.capitalize()) for word, words in WAITING_IN_WORDS.items()),
    "fittings": tuple((word.value, words.capitalize()) for word, words in FITTING_IN_WORDS.items()),
    "no_returns": (("", "Yes"), *((word, f"No: {words}") for word, words in NO_RETURN.items())),
    "vehicles": (("a", "The first"), ("b", "B"), ("c", "C"), ("d", "D")),
    "how": tuple((word, words.capitalize()) for word, words in HOW_TOLD.items()),
    "why": tuple((word, words.capitalize()) for word, words in REASONS.items()),
    "reports": tuple((word, words.capitalize()) for word, words in WHO_REPORTS.items() if word != "clock"),
    "approves": tuple((word, words[:1].upper() + words[1:]) for word, words in WHO_APPROVES.items()),
    "pays": tuple((word, words[:1].upper() + words[1:]) for word, words in WHO_PAYS.items()),
    "spending": tuple((word, kind.words.capitalize()) for word, kind in SPENDING.items()),
    "agreed": (
        ("", "Nobody: they are kept apart"),
        *((word, words[:1].upper() + words[1:]) for word, words in WHO_KEEPS_APART.items()),
    ),
    "together": (("", "Choose why"), *((word, words.capitalize()) for word, words in WHY_TOGETHER.items())),
}


class TripForm(ConfirmedForm):
    """A ride out and the ride back."""

    people = SelectMultipleField("Who travels?", validate_choice=False)
    goal = StringField("What is it for?", validators=[InputRequired("Choose what it is for")])
    mode = StringField("How, there", validators=[one_of(MODES, "Choose how they travel")])
    pick_up = StringField("Met", validators=[one_of(PICK_UPS, "Choose where they are met")])
    on = DateField("Day", validators=[InputRequired("Enter the day")])
    at = TimeField("Picked up at", validators=[Optional()])
    back_mode = StringField("How, back", validators=[one_of(MODES, "Choose how they travel back")])
    back_pick_up = StringField("Met for the way back", validators=[one_of(PICK_UPS, "Choose where they are met")])
    back_at = TimeField("Picked up for the way back", validators=[Optional()])
    provider = StringField(
        "Company or booking reference",
        filters=[trimmed],
        validators=[Length(max=LONGEST_PROVIDER, message=f"Use {LONGEST_PROVIDER} characters or fewer")],
    )
    cancel_by = DateField("Free to cancel until the evening of", validators=[Optional()])
    is_confirmed = StringField(filters=[trimmed], validators=[Optional()])
    no_return = StringField("Is there a way home?", filters=[trimmed], validators=[Optional()])
    meeting = StringField("What they see at the meeting point", filters=[trimmed], validators=[Optional()])
    arrive_by = TimeField("To be there at", validators=[Optional()])
    travel_minutes = IntegerField(
        "Minutes on the road", validators=[Optional(), NumberRange(0, 1440, "Enter between 0 and 1440 minutes")]
    )
    entrance = StringField("In by", filters=[trimmed], validators=[Optional()])
    waits = StringField("Where they wait", filters=[trimmed], validators=[Optional()])
    districts = StringField(
        "Postcode districts on the way", filters=[trimmed], validators=[Length(max=200, message="Use fewer districts")]
    )
    needs = SelectMultipleField("What do they need in the vehicle?", validate_choice=False)
    seats = IntegerField(
        "Seats for passengers", validators=[Optional(), NumberRange(1, 60, "Enter between 1 and 60 seats")]
    )
    fitted = SelectMultipleField("Which of the vehicles have what they need?", validate_choice=False)
    b_mode = StringField("B", filters=[trimmed], validators=[Optional()])
    b_provider = StringField("B: company or reference", filters=[trimmed], validators=[Optional()])
    c_mode = StringField("C", filters=[trimmed], validators=[Optional()])
    c_provider = StringField("C: company or reference", filters=[trimmed], validators=[Optional()])
    d_mode = StringField("D", filters=[trimmed], validators=[Optional()])
    d_provider = StringField("D: company or reference", filters=[trimmed], validators=[Optional()])
    apart_by = StringField("Who agreed that witnesses come together?", filters=[trimmed], validators=[Optional()])
    apart_because = StringField("Why?", filters=[trimmed], validators=[Optional()])
    also_on = SelectMultipleField("And on these court days, in the same way?", validate_choice=False)


class TripHappenedForm(ConfirmedForm):
    """Something that happened to a trip. amount: pounds, or miles for what was driven."""

    seen = IntegerField(validators=[InputRequired("Open the trip again")])
    event = StringField("What happened?", validators=[InputRequired("Choose what happened")])
    word = StringField(filters=[trimmed], validators=[Optional()])
    by = StringField(filters=[trimmed], validators=[Optional()])
    amount = DecimalField("How much?", places=2, validators=[Optional(), NumberRange(0, 10_000, "Enter how much")])


class AreasForm(PageForm):
    """Where a defendant's side is known to be."""

    label = StringField(filters=[trimmed], validators=[InputRequired("Choose the defendant")])
    districts = StringField(filters=[trimmed], validators=[Length(max=200)])
