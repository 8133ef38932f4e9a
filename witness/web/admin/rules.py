"""Time limits: all of them with their versions, and a form that adds one. Nothing is edited or taken away."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.duties import change_rule
from witness.domain.duties import DutyRule
from witness.domain.errors import NotFound, Refused
from witness.questions.duty_rules import newest_version, rule_board
from witness.web.admin.forms import HOLDERS, TRIGGERS, UNITS, RuleForm
from witness.web.admin.pages import admin
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit


@admin.get("/rules")
@open_to(Audience.ADMIN)
def rules() -> str:
    """Show every time limit."""
    return render_template("admin/rules.html", board=rule_board(kit().store, asking=asking()))


@admin.route("/rules/new", methods=["GET", "POST"])
@open_to(Audience.ADMIN)
def new_rule() -> ResponseReturnValue:
    """Add a time limit that we did not have."""
    return _form_page(RuleForm(), None)


@admin.route("/rules/<code>", methods=["GET", "POST"])
@open_to(Audience.ADMIN)
def rule(code: str) -> ResponseReturnValue:
    """Add a version of a time limit."""
    before = newest_version(kit().store, code, asking=asking())
    form = RuleForm()
    form.code.data = code
    if request.method == "GET":
        form.begin_from(before)
    return _form_page(form, before)


def _form_page(form: RuleForm, before: DutyRule | None) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            added = change_rule(kit().store, form.rule(), asking())
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(form.effective_from, refused)
        else:
            return redirect(url_for("admin.rules", _anchor=added.code), 303)
    page = render_template("admin/rule.html", form=form, before=before, units=UNITS, holders=HOLDERS, triggers=TRIGGERS)
    return page, 422 if request.method == "POST" else 200
