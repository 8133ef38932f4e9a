"""Opening a case by hand."""

from datetime import time
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, DateField, SelectMultipleField, StringField, TimeField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from witness.actions.cases import CannotOpen, open_case
from witness.domain.case_opening import NewCase, NewPerson, NewPhone
from witness.domain.cases import Track
from witness.domain.contact import Tier
from witness.domain.court_time import london_day
from witness.domain.safe_hours import DAYS
from witness.questions.case_frame import TRACK_IN_WORDS
from witness.questions.case_people import LEVELS
from witness.questions.new_case import choices_for
from witness.web.doors import open_to
from witness.web.forms import PageForm, trimmed
from witness.web.here import asking, kit, now, viewer
from witness.web.officer.pages import TEAM, officer

Options = tuple[tuple[str, str], ...]

LANGUAGES: Options = (
    ("en", "English"),
    ("cy", "Welsh"),
    ("ur", "Urdu"),
    ("pl", "Polish"),
    ("ro", "Romanian"),
    ("other", "Other"),
)
TRACKS: Options = tuple((track.value, words) for track, words in TRACK_IN_WORDS.items())
# More than these takes questions that the phone's own page asks.
TIERS: Options = tuple((str(int(tier)), words) for tier, words in LEVELS.items() if tier <= Tier.L1)


def _text(label: str, most: int, required: str = "") -> StringField:
    must = [InputRequired(required)] if required else [Optional()]
    return StringField(
        label, filters=[trimmed], validators=[*must, Length(max=most, message=f"Use {most} characters or fewer")]
    )


def _chosen(label: str, options: Options) -> StringField:
    return StringField(label, validators=[AnyOf([value for value, _ in options], message="Choose one of these")])


class NewCaseForm(PageForm):
    """A case, its first witness, and how the family may be reached."""

    ref = _text("Our reference", 40, "Enter our reference")
    track = _chosen("Which court road?", TRACKS)
    court = StringField("Court")
    owner = StringField("Who has the case?")
    charged_on = DateField("Day of charge", validators=[Optional()])
    support_began_on = DateField("Support began on", validators=[InputRequired("Enter the day on which support began")])
    cps_team = StringField("CPS unit")
    urn = _text("URN, if you know it", 60)
    t_number = _text("Crown Court number, if there is one", 60)
    household_of = _text("Our reference of a case of the same household, if there is one", 40)
    witness_name = _text("Name of the first witness", 120, "Enter the name of the witness")
    witness_initials = _text("Initials", 12, "Enter the initials of the witness")
    witness_born_on = DateField("Born on", validators=[Optional()])
    label = _text("Label", 20, "Enter a label, for example W1")
    witness_language = _chosen("Language", LANGUAGES)
    parent_name = _text("Name of a parent or carer", 120)
    parent_initials = _text("Their initials", 12)
    parent_relation = _text("Who they are to the witness", 60)
    parent_language = _chosen("Their language", LANGUAGES)
    phone = _text("Mobile number, if there is one that is safe", 40)
    phone_whose = _text("Whose phone is it?", 60)
    phone_seen_by = _text("Who else sees it?", 120)
    # The days are read one by one below, so that nothing else can come in.
    phone_days = SelectMultipleField("On which days may we write?", validate_choice=False)
    phone_from = TimeField("From", validators=[Optional()])
    phone_until = TimeField("Until", validators=[Optional()])
    phone_tier = _chosen("How much may a text say?", TIERS)
    phone_signed_as = _text("The name they know you by", 40)
    phone_checked = BooleanField("They answered all of this by voice today")


@officer.route("/cases/new", methods=["GET", "POST"])
@open_to(*TEAM)
def new_case() -> ResponseReturnValue:
    """Open a case by hand."""
    form = _form()
    if request.method == "GET" or not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    try:
        case_id = open_case(
            kit().store,
            _typed(form),
            rules=kit().rules(),
            asking=asking(),
            allow_fiction=kit().settings.fiction_allowed,
        )
    except CannotOpen as cannot:
        for name, words in cannot.faults:
            form.refuse(form[name], words)
        return _page(form), 422
    return redirect(url_for("officer.case", case_id=case_id), 303)


def _form() -> NewCaseForm:
    usual: dict[str, Any] = {
        "support_began_on": london_day(now()),
        "label": "W1",
        "phone_days": ["0", "1", "2", "3", "4", "5"],
        "phone_from": time(9, 0),
        "phone_until": time(19, 0),
        "phone_signed_as": viewer().first_name,
        "owner": viewer().account_id,
        "phone_tier": "1",
        "track": Track.CROWN.value,
        "witness_language": "en",
        "parent_language": "en",
    }
    return NewCaseForm(data=usual)


def _page(form: NewCaseForm) -> str:
    choices = choices_for(kit().store, asking=asking())
    options = {
        "track": TRACKS,
        "court": (("", "Choose a court"), *choices.courts),
        "owner": choices.owners,
        "cps_team": (("", "Not known yet"), *choices.units),
        "witness_language": LANGUAGES,
        "parent_language": LANGUAGES,
        "phone_tier": TIERS,
    }
    return render_template("officer/new_case.html", form=form, options=options, days=tuple(enumerate(DAYS)))


def _typed(form: NewCaseForm) -> NewCase:
    data = form.data
    parent = NewPerson(
        data["parent_name"], data["parent_initials"], language=data["parent_language"], relation=data["parent_relation"]
    )
    return NewCase(
        ref=data["ref"],
        track=Track(data["track"]),
        court_code=data["court"],
        support_began_on=data["support_began_on"],
        owner_id=data["owner"],
        witness=NewPerson(
            data["witness_name"], data["witness_initials"], data["witness_born_on"], data["witness_language"]
        ),
        label=data["label"],
        charged_on=data["charged_on"],
        cps_team_id=data["cps_team"] or None,
        urn=data["urn"],
        t_number=data["t_number"],
        household_of=data["household_of"],
        parent=parent if parent.name else None,
        phone=_phone(data),
    )


def _phone(data: dict[str, Any]) -> NewPhone:
    return NewPhone(
        number=data["phone"],
        whose=data["phone_whose"],
        seen_by=data["phone_seen_by"],
        safe_days=frozenset(n for n in range(len(DAYS)) if str(n) in (data["phone_days"] or ())),
        safe_from=data["phone_from"] or time(9, 0),
        safe_until=data["phone_until"] or time(19, 0),
        tier=Tier(int(data["phone_tier"])),
        signed_as=data["phone_signed_as"],
        checked=data["phone_checked"],
    )
