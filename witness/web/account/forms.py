"""The forms of the account pages."""

from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from witness.actions.security_keys import ANSWER_LONGEST
from witness.domain.accounts import PASSWORD_LONGEST
from witness.web.forms import PageForm, trimmed


class SignInForm(PageForm):
    """The first step."""

    email = StringField(
        "Email address",
        filters=[trimmed],
        validators=[InputRequired("Enter your email address"), Length(max=254, message="That is too long")],
    )
    password = PasswordField(
        "Password",
        validators=[
            InputRequired("Enter your password"),
            Length(max=PASSWORD_LONGEST, message="That is too long"),
        ],
    )


class CodeForm(PageForm):
    """A code of the authenticator, or a recovery code."""

    code = StringField(
        "Code",
        filters=[trimmed],
        validators=[InputRequired("Enter the code"), Length(max=60, message="That is too long")],
    )


class NewPasswordForm(PageForm):
    """A password chosen by whoever it is for. Its rules are `domain.accounts.check_password`."""

    password = PasswordField("New password", validators=[InputRequired("Enter a password")])
    password_again = PasswordField(
        "The same again",
        validators=[
            InputRequired("Enter the password a second time"),
            EqualTo("password", message="The two passwords are not the same"),
        ],
    )


class CodeOrKeyForm(PageForm):
    """The second step: a code, or what a security key signed."""

    code = StringField("Code", filters=[trimmed], validators=[Length(max=60, message="That is too long")])
    answer = HiddenField(validators=[Length(max=ANSWER_LONGEST)])

    def validate_code(self, field: StringField) -> None:
        """Insist on one of the two."""
        if not field.data and not self.answer.data:
            raise ValidationError("Enter the code")


class AgainForm(CodeOrKeyForm):
    """The second step, shown again."""


class NewKeyForm(PageForm):
    """A security key, and what to call it."""

    name = StringField("What to call it", filters=[trimmed])
    answer = HiddenField(validators=[Length(max=ANSWER_LONGEST)])

    def validate_answer(self, field: HiddenField) -> None:
        """Insist on a key. The message stands at the name: the answer has no place on the page."""
        if not field.data:
            self.refuse(self.name, "No key answered. Put it in and try again.")
            raise ValidationError("")


class ForgottenForm(PageForm):
    """The address of whoever has forgotten their password."""

    email = StringField(
        "Email address",
        filters=[trimmed],
        validators=[InputRequired("Enter your email address"), Length(max=254, message="That is too long")],
    )
