"""The forms of the administrators' pages."""

from datetime import date

from email_validator import EmailNotValidError, validate_email
from wtforms import DateField, StringField, TextAreaField, ValidationError
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp

from witness.actions.accounts import Invitation
from witness.domain.access import Role
from witness.domain.duties import UNIT_IN_WORDS, DayUnit, DutyRule, Holder
from witness.domain.duty_starts import STARTS
from witness.questions.duty_rules import HOLDER_IN_WORDS
from witness.web.forms import PageForm, trimmed

UNITS = tuple((unit.value, many) for unit, (_, many) in UNIT_IN_WORDS.items())
HOLDERS = tuple((holder.value, HOLDER_IN_WORDS[holder.value]) for holder in Holder)
TRIGGERS = tuple((word, f"{meaning[:1].upper()}{meaning[1:]}") for word, meaning in STARTS.items())
WHOLE = r"-?[0-9]{1,4}"


def _words(label: str, missing: str, longest: int) -> StringField:
    return StringField(
        label,
        filters=[trimmed],
        validators=[InputRequired(missing), Length(max=longest, message=f"Use {longest} characters or fewer")],
    )


def _one_of(label: str, missing: str, choices: tuple[tuple[str, str], ...]) -> StringField:
    return StringField(label, validators=[AnyOf([value for value, _ in choices], message=missing)])


class InviteForm(PageForm):
    """Somebody who is to have an account. team: an existing one, or a new name."""

    name = _words("Their name", "Enter their name", 120)
    email = _words("Email address", "Enter their email address", 254)
    role = _one_of("Role", "Choose a role", tuple((role.value, role.value) for role in Role))
    team = _words("Team or unit", "Enter their team or unit", 120)

    def invitation(self) -> Invitation:
        """Give what was filled in. Only after the form was found to be in order."""
        return Invitation(
            email=self.email.data or "",
            role=Role(self.role.data or ""),
            team_name=self.team.data or "",
            name=self.name.data or "",
        )

    def validate_email(self, field: StringField) -> None:
        """Insist on something that mail can go to."""
        try:
            validate_email(field.data or "", check_deliverability=False)
        except EmailNotValidError as problem:
            raise ValidationError("Enter an email address, such as name@service.example") from problem


class RuleForm(PageForm):
    """A version of a time limit."""

    code = StringField(
        "Code",
        filters=[trimmed],
        validators=[Regexp(r"[a-z][a-z0-9_]{1,39}$", message="Enter a code of small letters, digits and _")],
    )
    words = _words("What must be done", "Enter what must be done", 200)
    right = _words("Right or rule", "Enter the instrument and its place", 200)
    holder = _one_of("Who must act", "Choose who must act", HOLDERS)
    trigger = _one_of("What starts the clock", "Choose what starts the clock", TRIGGERS)
    days = StringField("Limit", filters=[trimmed], validators=[Regexp(f"{WHOLE}$", message="Enter a whole number")])
    unit = _one_of("Counted in", "Choose in which days it is counted", UNITS)
    enhanced_days = StringField(
        "Limit with Enhanced Rights",
        filters=[trimmed],
        validators=[Regexp(f"({WHOLE})?$", message="Enter a whole number, or leave it empty")],
    )
    effective_from = DateField("First day on which it holds", validators=[InputRequired("Enter the first day")])
    effective_until = DateField("Last day, if it ends", validators=[Optional()])
    source = _words("Source", "Enter where this is written", 300)
    verified_on = DateField("Checked against the source on", validators=[Optional()])
    note = TextAreaField("Note", filters=[trimmed], validators=[Length(max=300, message="Use 300 characters or fewer")])

    def begin_from(self, rule: DutyRule) -> None:
        """Fill in what a further version keeps: its first day and its check are to be given anew."""
        self.code.data, self.words.data, self.right.data = rule.code, rule.words, rule.right
        self.holder.data, self.trigger.data, self.unit.data = rule.holder, rule.trigger, rule.unit.value
        self.days.data = str(rule.days)
        self.enhanced_days.data = "" if rule.enhanced_days is None else str(rule.enhanced_days)
        self.source.data, self.note.data = rule.source, rule.note

    def rule(self) -> DutyRule:
        """Give the row that a form which is as it should be describes; its number is given when it is kept."""
        return DutyRule(
            code=self.code.data or "",
            version=0,
            words=self.words.data or "",
            right=self.right.data or "",
            trigger=self.trigger.data or "",
            holder=self.holder.data or "",
            days=int(self.days.data or "0"),
            unit=DayUnit(self.unit.data or ""),
            enhanced_days=int(self.enhanced_days.data) if self.enhanced_days.data else None,
            effective_from=self.effective_from.data or date.max,
            effective_until=self.effective_until.data,
            source=self.source.data or "",
            verified_on=self.verified_on.data,
            note=self.note.data or "",
        )
