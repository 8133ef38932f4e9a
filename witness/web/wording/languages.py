"""Languages: how far each is, every template of one beside the English, and a form that adds one."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.wording import add_language
from witness.domain.errors import NotFound, Refused
from witness.domain.wording import Language
from witness.questions.wording_boards import language_page
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit
from witness.web.wording.forms import LanguageForm
from witness.web.wording.pages import WRITERS, wording


@wording.get("/languages/<code>")
@open_to(*WRITERS)
def language(code: str) -> str:
    """Show every template of a language beside the English."""
    how_far, rows = language_page(kit().store, kit().wording, code, asking=asking())
    return render_template("wording/language.html", how_far=how_far, rows=rows)


@wording.route("/languages", methods=["GET", "POST"])
@open_to(Audience.ADMIN)
def new_language() -> ResponseReturnValue:
    """Add a language."""
    form = LanguageForm()
    if form.validate_on_submit():
        added = Language(
            code=(form.code.data or "").casefold(),
            english=form.english.data or "",
            own=form.own.data or "",
            is_rtl=bool(form.is_rtl.data),
        )
        try:
            add_language(kit().store, kit().wording, added, asking())
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(form.code, refused)
        else:
            return redirect(url_for("wording.language", code=added.code), 303)
    return render_template("wording/new_language.html", form=form), 422 if request.method == "POST" else 200
