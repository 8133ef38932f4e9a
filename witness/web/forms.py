"""What all forms stand on: thin, because the door has checked the token and the macros draw the fields."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field

__all__ = ["PageForm", "trimmed"]


class PageForm(FlaskForm):
    """A form on a page. `form.validate_on_submit()`, then `form.field.data`; the page shows `form.mistakes`."""

    class Meta:
        """The token is checked once, at the door, for every state-changing request."""

        csrf = False

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what was sent; `formdata=None` makes an empty form."""
        super().__init__(*given, **named)  # type: ignore[no-untyped-call]

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent and everything in it is as it should be."""
        return bool(super().validate_on_submit(extra_validators))  # type: ignore[no-untyped-call]

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Give (field id, what is wrong) in the order of the page, for the error summary."""
        return [(field.id, str(error)) for field in self for error in field.errors]

    def refuse(self, field: Field, reason: object) -> None:
        """Put what an action refused beside the field it is about."""
        field.errors = [*field.errors, str(reason)]


def trimmed(text: str | None) -> str:
    """Give a text field's value without white space around it; a filter for fields."""
    return (text or "").strip()
