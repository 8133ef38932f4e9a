"""The forms of the account pages."""

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

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
