"""Opening one case in an emergency: the form, the end of it, and the banner on every page while it lasts."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from witness.actions import break_glass as acts
from witness.domain.break_glass import LASTS, LONGEST_WORDS, MOST_A_DAY, REASON_IN_WORDS, SHORTEST_WORDS, Reason
from witness.domain.errors import NotFound, Refused
from witness.questions.access import open_in_emergency
from witness.store.break_glass import OpenNow
from witness.web.doors import AUDIENCE_OF, freshly, open_to
from witness.web.forms import PageForm, trimmed
from witness.web.here import asking, is_signed_in, kit, now, viewer
from witness.web.officer.pages import TEAM, officer


class EmergencyForm(PageForm):
    """Which case, and why it cannot wait."""

    ref = StringField(
        "Which case?",
        filters=[trimmed],
        validators=[InputRequired("Enter the number of the case"), Length(max=60, message="That is too long")],
    )
    reason = StringField("Why can it not wait?", validators=[InputRequired("Choose why it cannot wait")])
    words = TextAreaField(
        "In a sentence",
        filters=[trimmed],
        validators=[
            InputRequired("Say in a sentence why it cannot wait"),
            Length(SHORTEST_WORDS, LONGEST_WORDS, f"Between {SHORTEST_WORDS} and {LONGEST_WORDS} characters"),
        ],
    )


@officer.route("/emergency", methods=["GET", "POST"])
@open_to(*TEAM)
@freshly
def emergency() -> ResponseReturnValue:
    """Ask for a case in an emergency, with the second step taken anew."""
    form = EmergencyForm()
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    try:
        case_id = acts.open_case(
            kit().store,
            form.ref.data or "",
            _reason(form.reason.data),
            form.words.data or "",
            rules=kit().rules(),
            asking=asking(),
            also_told=kit().settings.data_protection,
        )
    except NotFound:
        # One answer for a case that is closed to them and for none at all.
        form.refuse(form.ref, "There is no case of this number that you could open. Check it, or ring a manager.")
    except Refused as refused:
        form.refuse(form.ref, refused)
    else:
        return redirect(url_for("officer.case", case_id=case_id), 303)
    return _page(form), 422


@officer.post("/emergency/<opening_id>/end")
@open_to(*TEAM)
def emergency_end(opening_id: str) -> ResponseReturnValue:
    """Say that one has finished."""
    acts.finish(kit().store, opening_id, asking=asking())
    return redirect(url_for("officer.today"), 303)


def open_now() -> tuple[OpenNow, ...]:
    """Give what the reader of a page has open in an emergency, for the banner; nothing for whom it cannot be."""
    if not is_signed_in() or AUDIENCE_OF[viewer().role] not in TEAM:
        return ()
    return open_in_emergency(kit().store, viewer(), now())


def _reason(typed: str | None) -> Reason:
    if typed not in set(Reason):
        raise Refused("Choose why it cannot wait.")
    return Reason(typed)


def _page(form: EmergencyForm) -> str:
    minutes = int(LASTS.total_seconds()) // 60
    return render_template(
        "officer/emergency.html",
        form=form,
        reasons=[(reason.value, words) for reason, words in REASON_IN_WORDS.items()],
        minutes=minutes,
        most=MOST_A_DAY,
    )
