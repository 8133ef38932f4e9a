"""The forms of the words for families."""

from wtforms import BooleanField, DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from witness.actions.wording import LONGEST_NAME, LONGEST_REASON, Approval
from witness.web.forms import PageForm, trimmed

REASON_TOO_LONG = f"Use {LONGEST_REASON} characters or fewer"


class DraftForm(PageForm):
    """Words for a template."""

    body = TextAreaField("The words", validators=[InputRequired("Enter the words"), Length(max=4000)])
    because = TextAreaField(
        "Why the points above may stand",
        filters=[trimmed],
        validators=[Length(max=LONGEST_REASON, message=REASON_TOO_LONG)],
    )


class DecisionForm(PageForm):
    """What somebody decides about a version: only the fields of the button that was pressed count."""

    because = TextAreaField(
        "Reason", filters=[trimmed], validators=[Length(max=LONGEST_REASON, message=REASON_TOO_LONG)]
    )
    checker = StringField(
        "Who speaks the language and has read it",
        filters=[trimmed],
        validators=[Length(max=LONGEST_NAME, message=f"Use {LONGEST_NAME} characters or fewer")],
    )
    checked_on = DateField("Day on which they read it", validators=[Optional()])

    def approval(self) -> Approval:
        """Give what they say who approve."""
        return Approval(self.because.data or "", self.checker.data or "", self.checked_on.data)


class LanguageForm(PageForm):
    """A language to add."""

    code = StringField("Code", filters=[trimmed], validators=[InputRequired("Enter the code, for example ro")])
    english = StringField("Name in English", filters=[trimmed], validators=[InputRequired("Enter its English name")])
    own = StringField(
        "Name in the language itself", filters=[trimmed], validators=[InputRequired("Enter its own name")]
    )
    is_rtl = BooleanField("It is written from right to left")
