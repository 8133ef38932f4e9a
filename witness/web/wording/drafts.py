"""Writing a version: Check shows what it would look like and what is wrong, without keeping it; Submit keeps it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.wording import submit
from witness.domain.errors import NotFound, PleaseConfirm, Refused
from witness.messaging.wording import UnsafeWording
from witness.questions.wording import Checked, check, template_page
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.wording.forms import DraftForm
from witness.web.wording.pages import WRITERS, key_of, wording

CONFIRM = "Say why the points on this page may stand, or change the words"


@wording.route("/<language>/<channel>/<name>/write", methods=["GET", "POST"])
@open_to(*WRITERS)
def write(language: str, channel: str, name: str) -> ResponseReturnValue:
    """Write a version of a template."""
    key = key_of(language, channel, name)
    page = template_page(kit().store, kit().wording, key, asking=asking())
    form = DraftForm()
    if request.method == "GET":
        form.body.data = page.begin_from
    checked: Checked | None = None
    if form.validate_on_submit():
        body = form.body.data or ""
        if request.form.get("do") == "submit":
            try:
                added = submit(kit().store, kit().wording, key, body, asking(), because=form.because.data or "")
            except NotFound:
                raise
            except PleaseConfirm:
                form.refuse(form.because, CONFIRM)
            except UnsafeWording:
                form.refuse(form.body, "Nothing was kept: look at what may not stand, below")
            except Refused as refused:
                form.refuse(form.body, refused)
            else:
                address = url_for("wording.version", language=language, channel=channel, name=name, number=added.number)
                return redirect(address, 303)
        checked = check(kit().store, kit().wording, key, body, asking=asking())
    status = 422 if form.mistakes else 200
    return render_template("wording/write.html", page=page, form=form, checked=checked), status
