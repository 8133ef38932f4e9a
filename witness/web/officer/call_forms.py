"""The form of a call: whom, about which date, on which number, and how it ended."""

from datetime import datetime

from wtforms import BooleanField, DateField, StringField, TimeField
from wtforms.validators import AnyOf, InputRequired, Optional

from witness.domain.call_results import RESULTS, CallResult
from witness.domain.court_time import NoSuchMoment, moment_in_london
from witness.web.forms import PageForm, trimmed

CALL_RESULTS = tuple((result.value, rule.words) for result, rule in RESULTS.items())
# In the order of the page: what a conversation gave, what it only promised, what reached nobody, what the number is.
GROUPS: tuple[tuple[str, tuple[CallResult, ...]], ...] = (
    (
        "You spoke with them",
        (
            CallResult.COMING,
            CallResult.HELP,
            CallResult.WORRIED,
            CallResult.CANNOT,
            CallResult.TOLD,
            CallResult.STOP,
        ),
    ),
    ("They picked up, and it has to be later", (CallResult.CALL_BACK, CallResult.UNSAFE_NOW)),
    (
        "You did not reach them",
        (CallResult.NOT_REACHED, CallResult.ENGAGED, CallResult.VOICEMAIL, CallResult.OTHER_PERSON),
    ),
    ("The number is not theirs any more", (CallResult.NOT_IN_USE, CallResult.WRONG_PERSON)),
)


class CallForm(PageForm):
    """How a call ended."""

    person = StringField("Whom did you call?", filters=[trimmed], validators=[InputRequired("Choose whom you called")])
    hearing = StringField("About which date?", filters=[trimmed], validators=[Optional()])
    contact = StringField("On which number?", filters=[trimmed], validators=[Optional()])
    result = StringField(
        "How did it end?",
        validators=[
            InputRequired("Choose how the call ended"),
            AnyOf([value for value, _ in CALL_RESULTS], message="Choose how the call ended"),
        ],
    )
    again_on = DateField("Ring again on", validators=[Optional()])
    again_at = TimeField("At", validators=[Optional()])
    reason_given = BooleanField("I told them why it changed")

    def when_again(self) -> datetime | None:
        """Give the instant at which to ring again, or None where the result asks for none.

        A day or an hour that is missing or cannot be is a mistake beside its field.
        """
        if not RESULTS[CallResult(self.result.data or "")].asks_when:
            return None
        if self.again_on.data is None and not self.again_on.errors:
            self.refuse(self.again_on, "Enter the day on which to ring again")
        if self.again_at.data is None and not self.again_at.errors:
            self.refuse(self.again_at, "Enter the hour at which to ring again")
        if self.again_on.data is None or self.again_at.data is None:
            return None
        try:
            return moment_in_london(self.again_on.data, self.again_at.data)
        except NoSuchMoment as skipped:
            self.refuse(self.again_at, skipped)
            return None
